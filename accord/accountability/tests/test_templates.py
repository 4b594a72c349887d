"""Templates of questions: written by officers, used by cycles, never changed from then on; and the public states of reports."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Cycle, Question, Report, Template
from accord.accountability.options import with_lines
from accord.accountability.tests.asked import EMPTY, Asked, text
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.record.actions import Conflict
from accord.record.models import Event
from accord.record.verifying import problems

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    return Asked()


@pytest.fixture
def officer(stage: Asked) -> Client:
    return client_of(stage.secretariat)


def test_an_officer_writes_a_template_in_plain_forms(stage: Asked, officer: Client) -> None:
    answer = officer.post("/en/questions/new/", {"name": "Mid-term questions"})
    made = Template.objects.get(slug="t2")
    assert answer["Location"] == f"/en/{made.url}"
    officer.post(f"/en/{made.url}sections/new/", {"name": "Services", "position": "1", "version": "1"})
    made.refresh_from_db()
    given = {
        "kind": "choice",
        "text": "Is there a helpline?",
        "position": "1",
        "options": "Yes\nNo",
        "version": str(made.edition),
    }
    answer = officer.post(f"/en/{made.url}sections/s1/new/", given)
    assert answer.status_code == 302
    html = officer.get(f"/en/{made.url}").content.decode()
    assert "Is there a helpline?" in html
    assert Client().get(f"/en/{made.url}").status_code == 404  # a draft
    assert "Mid-term questions" not in Client().get("/en/questions/?world=demo").content.decode()


def test_two_officers_never_overwrite_each_other(stage: Asked, officer: Client) -> None:
    made = actions.draft_template("Draft", language="en", by=stage.secretariat)
    officer.post(f"/en/{made.url}name/", {"name": "First", "version": "1"})
    clash = officer.post(f"/en/{made.url}name/", {"name": "Second", "version": "1"})
    assert clash.status_code == 409
    assert "Second" in clash.content.decode()
    made.refresh_from_db()
    assert made.names == {"en": "First"}


def test_what_a_cycle_uses_is_public_and_never_changed(stage: Asked, officer: Client) -> None:
    url = f"/en/{stage.template.url}"
    html = Client().get(url).content.decode()
    assert "How many children?" in html
    assert Client().get(f"{url.rstrip('/')}.json").json()["sections"][1]["questions"][0]["indicator"] == "t.1"
    for path in ("name/", "sections/new/", "sections/s1/", "sections/s1/new/", "change/q1/", "remove/q1/"):
        assert officer.get(f"{url}{path}").status_code == 404, path
    with pytest.raises(Conflict):
        actions.name_template(stage.template, "x", language="en", edition=stage.template.edition, by=stage.secretariat)
    with pytest.raises(Conflict):
        actions.remove_part(stage.question("q1"), edition=stage.template.edition, by=stage.secretariat)
    assert officer.post(f"{url}name/", {"name": "x", "version": "1"}).status_code == 409
    assert problems() == []


def test_a_new_version_keeps_the_codes_and_changes_alone(stage: Asked, officer: Client) -> None:
    answer = officer.post(f"/en/{stage.template.url}next/", {})
    made = Template.objects.get(slug=stage.template.slug, version=2)
    assert answer["Location"] == f"/en/{made.url}"
    codes = Question.objects.filter(section__template=made).order_by("code").values_list("code", flat=True)
    assert list(codes) == ["q1", "q2", "q3", "q4", "q5"]
    question = Question.objects.get(section__template=made, code="q1")
    given = EMPTY | {"kind": "text", "text": "Which laws are new?", "position": 1}
    actions.put_question(question.section, question, given, language="en", edition=1, by=stage.secretariat)
    assert stage.question("q1").texts == {"en": "Which laws changed?"}
    actions.remove_part(Question.objects.get(section__template=made, code="q5"), edition=2, by=stage.secretariat)
    new = actions.put_question(question.section, None, given, language="en", edition=3, by=stage.secretariat)
    assert new.code == "q6"  # that of another question is never given again


def test_the_words_are_written_in_the_language_of_the_page(stage: Asked, officer: Client) -> None:
    made = actions.next_version(stage.template, by=stage.secretariat)
    form = officer.get(f"/ar/{made.url}change/q2/").content.decode()
    assert "Is corporal punishment prohibited?" in form  # beside it, to be translated
    given = {"kind": "choice", "text": "هل يحظر العقاب البدني؟", "position": "2", "options": "نعم\nجزئيا\nلا", "version": "1"}
    assert officer.post(f"/ar/{made.url}change/q2/", given).status_code == 302
    question = Question.objects.get(section__template=made, code="q2")
    assert question.texts["en"] == "Is corporal punishment prohibited?"
    assert question.options[0] == {"code": "c1", "names": {"en": "Yes", "ar": "نعم"}}


@pytest.mark.parametrize(("held", "lines", "codes"), [
    (["Yes", "No"], ["Yes", "In part", "No"], ["c1", "c3", "c2"]),
    (["Yes", "No"], ["No", "Yes"], ["c2", "c1"]),
    (["Yes", "No"], ["Yes", "Not at all"], ["c1", "c2"]),
    (["Yes", "No"], ["No"], ["c2"]),
    ([], ["A", "B"], ["c1", "c2"]),
])  # fmt: skip
def test_a_choice_keeps_its_code_wherever_it_moves(held: list[str], lines: list[str], codes: list[str]) -> None:
    before = with_lines([], held, "en", "c")
    after = with_lines(before, lines, "en", "c")
    assert [one["code"] for one in after] == codes
    assert [one["names"]["en"] for one in after] == lines


def test_a_translation_of_choices_keeps_their_order() -> None:
    both = with_lines(with_lines([], ["Yes", "No"], "en", "c"), ["Oui", "Non"], "fr", "c")
    assert both[1] == {"code": "c2", "names": {"en": "No", "fr": "Non"}}


def test_a_cycle_keeps_its_questions_once_a_report_has_answered(stage: Asked, officer: Client) -> None:
    other = actions.next_version(stage.template, by=stage.secretariat)
    assert actions.use_template(stage.cycle, other, by=stage.secretariat).template_id == other.pk
    assert actions.use_template(stage.cycle, stage.template, by=stage.secretariat).template_id == stage.template.pk
    actions.write_answer(stage.report, stage.question("q1"), text("x"), version=0, by=stage.focal)
    with pytest.raises(ValidationError, match="begun"):
        actions.use_template(stage.cycle, other, by=stage.secretariat)
    answer = officer.post("/en/cycles/c1/questions/", {"template": str(other.pk)})
    assert answer.status_code == 422
    assert Event.objects.filter(verb="cycle_template_set").count() == 3


def test_a_template_that_asks_nothing_or_is_of_another_world_is_not_used(stage: Asked) -> None:
    empty = actions.draft_template("Empty", language="en", by=stage.secretariat)
    with pytest.raises(ValidationError, match="nothing"):
        actions.use_template(stage.cycle, empty, by=stage.secretariat)
    cycle = Cycle.objects.create(slug="real", names={"en": "Real"}, opens=date(2020, 1, 1), due=date(2021, 1, 1))
    with pytest.raises(ValidationError, match="world"):
        actions.use_template(cycle, stage.template, by=stage.secretariat)


def test_a_cycle_without_a_template_works_as_before(stage: Asked) -> None:
    Cycle.objects.update(template=None)
    stage.report = Report.objects.select_related("cycle", "area").get()
    stage.until("signed")
    html = client_of(stage.focal).get(stage.url).content.decode()
    assert "Questions and answers" not in html
    assert "Each question that needs an answer" not in html


def test_late_and_not_submitted_are_told_of_those_that_joined_with_how_many_joined(stage: Asked) -> None:
    page = Client().get("/en/cycles/c1.json").json()
    assert page["joined"] == 1
    assert page["asked"]["version"] == 1
    assert {c["code"]: (c["count"], c["joined"]) for c in page["counts"]} == {
        "in_preparation": (1, 1), "late": (0, 1), "not_submitted": (0, 1),
    }  # fmt: skip
    Cycle.objects.update(due=date(2020, 2, 1))
    counts = {c["code"]: c["count"] for c in Client().get("/en/cycles/c1.json").json()["counts"]}
    assert counts == {"late": 0, "not_submitted": 1}
    stage.report = Report.objects.select_related("cycle", "area").get()
    stage.complete()
    for code, by in (("sign", stage.validator), ("submit", stage.focal), ("publish", stage.secretariat)):
        stage.take(code, by)
    page = Client().get("/en/cycles/c1.json").json()
    assert {c["code"]: c["count"] for c in page["counts"]} == {"published": 1, "late": 1, "not_submitted": 0}
    assert page["participants"][0]["answers"] == {
        "questions": 5, "answered": 3, "no_evidence": 0, "not_applicable": 0, "missing": 2,
    }  # fmt: skip
    html = Client().get("/en/cycles/c1/").content.decode()
    assert "1 of 1 that joined" in html


WRONG = [
    ({"kind": "number", "text": "How many?", "position": "1"}, "tied to an indicator"),
    ({"kind": "choice", "text": "Which?", "position": "1", "options": "Only one"}, "choices, one a line"),
    ({"kind": "table", "text": "What?", "position": "1"}, "columns, one a line"),
    ({"kind": "table", "text": "What?", "position": "1", "columns": "A", "rows": "x", "live": "commitments"}, "fixed rows"),
]


@pytest.mark.parametrize(("given", "told"), WRONG)
def test_a_question_that_cannot_be_answered_is_not_asked(stage: Asked, officer: Client, given: dict[str, str], told: str) -> None:
    made = actions.next_version(stage.template, by=stage.secretariat)
    answer = officer.post(f"/en/{made.url}sections/s1/new/", given | {"version": "1"})
    assert answer.status_code == 422
    assert told in answer.content.decode()
