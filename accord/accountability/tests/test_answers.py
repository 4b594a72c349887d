"""Answers to a cycle's questions: what is asked, what is kept, what is never written over, what is left to do."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Answer, Entry, Question, Recommendation, Report
from accord.accountability.reads.answers import report_sections
from accord.accountability.reads.beginnings import beginning_of
from accord.accountability.reads.completeness import points_for, points_of
from accord.accountability.tests.asked import ANSWER, Asked, text
from accord.accountability.tests.test_reporting import TOLD, Stage, client_of
from accord.indicators.models import Latest, Release
from accord.record.actions import Conflict, hold
from accord.record.models import Card, Draft, Event
from accord.record.verifying import problems

pytestmark = pytest.mark.django_db
WRITTEN = {"said": "answered", "text": "A law.", "reason": "", "version": "0", "draft": "0"}


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    return Asked()


@pytest.fixture
def focal(stage: Asked) -> Client:
    return client_of(stage.focal)


def url(stage: Asked, code: str = "q1") -> str:
    return f"{stage.url}answer/{code}/"


def test_an_answer_is_saved_and_told_on_the_reports_page(stage: Asked, focal: Client) -> None:
    answer = focal.post(url(stage), WRITTEN)
    assert answer["Location"] == f"{stage.url}#q-q1"
    html = focal.get(stage.url).content.decode()
    assert "A law." in html
    assert "1 answered" in html
    event = Event.objects.get(verb="report_answer_written")
    assert event.capacity_id == stage.focal.pk
    assert problems() == []


def test_an_author_goes_on_to_what_nobody_has_written(stage: Asked, focal: Client) -> None:
    """In the order of the report, then from its beginning; to the report where nothing is left."""
    html = focal.get(url(stage)).content.decode()
    assert html.index(">Save</button>") < html.index('name="onward"')
    actions.write_answer(stage.report, stage.question("q2"), {"said": "no_evidence", "value": {}, "reason": "", "language": "en"},
                         version=0, by=stage.focal)  # fmt: skip
    assert focal.post(url(stage), WRITTEN | {"onward": "1"})["Location"] == url(stage, "q3")
    last = focal.post(url(stage, "q5"), {"said": "no_evidence", "version": "0", "onward": "1"})
    assert last["Location"] == f"{stage.url}tell/XAA-c1/"
    told = {"completion": "limited", "rationale": "Begun.", "version": "0", "onward": "1"}
    assert focal.post(last["Location"], told)["Location"] == f"{stage.url}summary/"
    summary = {"summary": "Said.", "language": "en", "version": str(Report.objects.get().version), "onward": "1"}
    assert focal.post(f"{stage.url}summary/", summary)["Location"] == url(stage, "q3")
    for code in ("q3", "q4"):
        answer = focal.post(url(stage, code), {"said": "no_evidence", "version": "0", "onward": "1"})
    assert answer["Location"] == stage.url


def test_what_is_written_is_offered_to_be_changed(stage: Asked, focal: Client) -> None:
    html = focal.get(stage.url).content.decode()
    assert "Write the summary</a> and tell how far each commitment is, below." in html
    assert "Tell how far it is<" in html
    stage.complete()
    html = focal.get(stage.url).content.decode()
    assert "Change the summary</a></p>" in html
    assert "Change what is told<" in html
    assert "Write the summary" not in html + focal.get(f"{stage.url}summary/").content.decode()


def test_two_people_who_edit_one_answer_at_once_both_keep_their_text(stage: Asked, focal: Client) -> None:
    other = client_of(stage.contributor)
    assert focal.post(url(stage), WRITTEN).status_code == 302
    clash = other.post(url(stage), WRITTEN | {"text": "Another law."})
    html = clash.content.decode()
    assert clash.status_code == 409
    assert "A law." in html
    assert "Another law." in html
    assert Answer.objects.get().value == {"text": "A law."}
    assert other.post(url(stage), WRITTEN | {"text": "Both laws.", "version": "1", "draft": "1"}).status_code == 302
    assert Answer.objects.get().value == {"text": "Both laws."}
    with pytest.raises(Conflict):
        actions.write_answer(stage.report, stage.question("q1"), text("Late."), version=1, by=stage.focal)


def test_a_form_sent_twice_is_one_answer(stage: Asked, focal: Client) -> None:
    once = focal.get(url(stage)).content.decode().split('name="once" value="')[1][:32]
    for _ in range(2):
        assert focal.post(url(stage), WRITTEN | {"once": once})["Location"] == f"{stage.url}#q-q1"
    assert Answer.objects.get().version == 1
    assert Event.objects.filter(verb="report_answer_written").count() == 1


def test_typing_survives_a_sign_in_that_ran_out(stage: Asked, focal: Client) -> None:
    focal.get(url(stage))
    del focal.cookies["sessionid"]
    answer = focal.post(url(stage), WRITTEN | {"text": "Typed for an hour."})
    assert "/accounts/login/" in answer["Location"]
    focal.force_login(stage.focal.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Typed for an hour." in focal.get(url(stage)).content.decode()


def test_the_field_that_a_report_cannot_be_sent_without_is_not_called_optional(stage: Asked, focal: Client) -> None:
    assert "(needed before you send it)" in focal.get(url(stage, "q1")).content.decode()


def test_what_is_refused_is_kept_as_typed(stage: Asked, focal: Client) -> None:
    typed = {"said": "answered", "value": "about 12", "year": "2024", "source": "Survey", "version": "0", "draft": "0"}
    answer = focal.post(url(stage, "q3"), typed)
    assert answer.status_code == 422
    assert "about 12" in answer.content.decode()
    assert "about 12" in focal.get(url(stage, "q3")).content.decode()
    assert Draft.objects.count() == 1


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("q1", {"said": "answered", "text": " "}, "say that there is no evidence"),
    ("q1", {"said": "not_applicable", "text": "", "reason": ""}, "Say why it does not apply."),
    ("q1", {"said": "answered", "text": "Ask jo@x.example"}, "e-mail"),
    ("q2", {"said": "answered", "choice": "c9"}, "c9"),
    ("q3", {"said": "answered", "value": "12.5", "year": "", "source": "S"}, "go together"),
    ("q3", {"said": "answered", "value": "12.5", "year": "2024", "source": ""}, "source of the figure"),
    ("q3", {"said": "answered", "value": "120", "year": "2024", "source": "S"}, "from 0 to 100"),
    ("q5", {"said": "answered", "what1": "", "url1": "https://x.example/a"}, "what stands at this address"),
    ("q5", {"said": "answered", "what1": "Law", "url1": "javascript:1"}, "address"),
]


@pytest.mark.parametrize(("code", "typed", "told"), WRONG, ids=[f"{code}-{n}" for n, (code, _, _) in enumerate(WRONG)])
def test_what_cannot_be_is_told_and_not_kept(stage: Asked, focal: Client, code: str, typed: dict[str, str], told: str) -> None:
    answer = focal.post(url(stage, code), typed | {"version": "0"})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Answer.objects.exists()


RIGHT: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    ("q2", {"choice": "c1", "more": "Since May."}, {"choice": "c1", "more": "Since May."}),
    ("q3", {"value": "12.50", "year": "2024", "source": "Survey"}, {"value": "12.5", "year": 2024, "source": "Survey"}),
    ("q4", {"r1_c1": "Training", "r1_c2": "North", "r3_c1": "Tents"},
     {"rows": [{"c1": "Training", "c2": "North"}, {"c1": "Tents", "c2": ""}]}),
    ("q5", {"what1": "Act", "url1": "https://x.example/act"}, {"items": [{"what": "Act", "url": "https://x.example/act"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "typed", "value"), RIGHT, ids=[code for code, _, _ in RIGHT])
def test_each_kind_keeps_what_it_is_made_of(
    stage: Asked, focal: Client, code: str, typed: dict[str, str], value: dict[str, Any]
) -> None:
    assert focal.post(url(stage, code), typed | {"said": "answered", "version": "0"}).status_code == 302
    assert Answer.objects.get().value == value
    again = focal.get(url(stage, code)).content.decode()
    for one in typed.values():
        assert one.removesuffix("0") in again
    assert focal.get(stage.url).status_code == 200


def test_no_evidence_and_not_applicable_are_answers_apart_from_missing_ones(stage: Asked, focal: Client) -> None:
    focal.post(url(stage, "q1"), {"said": "no_evidence", "reason": "The archive burnt.", "version": "0"})
    focal.post(url(stage, "q2"), {"said": "not_applicable", "reason": "We have no such law.", "version": "0"})
    told = focal.get(f"{stage.url.rstrip('/')}.json").json()
    assert told["answers"] == {"questions": 5, "answered": 0, "no_evidence": 1, "not_applicable": 1, "missing": 3}
    said = [q["answer"] and q["answer"]["said"] for q in told["sections"][0]["questions"]]
    assert said == ["no_evidence", "not_applicable"]


def test_what_is_left_to_do_is_told_before_the_button_and_leads_there(stage: Asked, focal: Client) -> None:
    needed = [(str(p.about), p.url) for p in points_of(stage.report) if p.needed]
    assert ("Which laws changed?", url(stage, "q1")) in needed
    assert len(needed) == 5  # summary, three questions, one commitment
    html = focal.get(stage.url).content.decode()
    assert f'href="{url(stage, "q3")}"' in html
    assert "7 points to look at" in html
    signs = client_of(stage.validator).get(stage.url).content.decode()
    assert "7 points to look at" in signs
    assert "/answer/" not in signs  # who signs does not write: the form would not open
    assert {bool(p.url) for p in points_for(stage.report, "contributor")} == {True}
    stage.complete()
    assert [p for p in points_of(stage.report) if p.needed] == []


def test_what_is_left_to_do_is_linked_for_who_may_do_it_alone(stage: Asked, focal: Client) -> None:
    form = url(stage, "q1")
    assert f'href="{form}"' in focal.get(f"/en/{stage.report.url}").content.decode()
    assert f'href="{form}"' not in client_of(stage.validator).get(f"/en/{stage.report.url}").content.decode()


def test_nothing_is_signed_before_each_needed_question_has_its_answer(stage: Asked) -> None:
    stage.complete()
    Answer.objects.filter(question__code="q2").delete()
    with pytest.raises(actions.Unmet, match="question"):
        stage.take("sign", stage.validator)
    actions.write_answer(
        stage.report, stage.question("q2"), ANSWER | {"said": "no_evidence", "value": {}}, version=0, by=stage.focal
    )
    assert stage.take("sign", stage.validator).state == Report.State.SIGNED


def test_a_signature_covers_the_answers(stage: Asked) -> None:
    stage.complete()
    stage.take("sign", stage.validator)
    Answer.objects.filter(question__code="q1").update(value={"text": "Changed behind its back."})
    with pytest.raises(actions.Unmet, match="signature"):
        stage.take("submit", stage.focal)
    assert [(p["ref"], p["what"]) for p in problems()] == [("reports/XAA-c1", "altered")]


def test_who_signs_reads_the_answers_that_the_signature_covers(stage: Asked) -> None:
    stage.complete()
    signs = client_of(stage.validator)
    for page in ("step/sign/", "letter/"):
        html = signs.get(f"{stage.url}{page}").content.decode()
        for words in ("Which laws changed?", "The Children Act.", "In part", "Which documents show it?", "Not answered"):
            assert words in html, (page, words)


def test_what_is_signed_is_not_answered_anew(stage: Asked, focal: Client) -> None:
    stage.complete()
    stage.take("sign", stage.validator)
    assert focal.get(url(stage)).status_code == 404
    with pytest.raises(Conflict):
        actions.write_answer(stage.report, stage.question("q1"), text("x"), version=1, by=stage.focal)


def test_the_completeness_check_returns_points(stage: Asked, focal: Client) -> None:
    stage.complete()
    for code, by in (("sign", stage.validator), ("submit", stage.focal)):
        stage.take(code, by)
    officer = client_of(stage.secretariat)
    page = officer.get(f"{stage.url}step/return/").content.decode()
    shown = page.split('name="shown" value="')[1][:64]
    officer.post(f"{stage.url}step/return/", {"reason": "Name the law.", "points": ["q1"], "shown": shown})
    stage.report.refresh_from_db()
    assert stage.report.state == "drafting"
    html = focal.get(stage.url).content.decode()
    assert "Name the law." in html
    assert [p.url for p in points_of(stage.report) if "secretariat" in p.words] == [url(stage)]


def test_a_new_report_begins_with_what_the_last_one_said(stage: Asked, focal: Client) -> None:
    stage.complete()
    report = stage.next_cycle()
    begun = beginning_of(report, stage.question("q1"))
    assert begun
    assert begun.value == {"text": "The Children Act."}
    html = focal.get(f"/en/{report.url}answer/q1/").content.decode()
    assert "The Children Act." in html
    assert "Nobody has said it in this report yet" in html
    assert not Answer.objects.filter(report=report).exists()
    actions.write_answer(report, stage.question("q1"), text("The Children Act."), version=0, by=stage.focal)
    assert any("word for word" in p.words for p in points_of(report))


def test_a_table_begins_with_the_countrys_records(stage: Asked, focal: Client) -> None:
    begun = beginning_of(stage.report, stage.question("q4"))
    assert begun
    assert begun.value["rows"][0]["c1"] == f"{stage.commitment.ref} – A law"
    assert "A law" in focal.get(url(stage, "q4")).content.decode()


@pytest.mark.parametrize("live", ["actions", "recommendations"])
def test_a_table_begins_with_what_the_country_does_and_was_asked(stage: Asked, focal: Client, live: str) -> None:
    """Public actions with how far they are; of recommendations those that it supported. Each row under the first two columns."""
    _planned(stage)
    _recommended(stage)
    Question.objects.filter(code="q4").update(live=live)
    begun = beginning_of(stage.report, stage.question("q4"))
    assert begun
    rows = {
        "actions": [{"c1": "XAA-a1 – Train nurses", "c2": "Under way"}, {"c1": "XAA-a2 – Train judges", "c2": ""}],
        "recommendations": [{"c1": "r1 – Do supported", "c2": "In progress"}, {"c1": "r2 – Do supported_in_part", "c2": ""}],
    }
    assert begun.value == {"rows": rows[live]}
    html = focal.get(url(stage, "q4")).content.decode()
    assert f'value="{rows[live][0]["c1"]}"' in html
    assert "It begins with the country’s records here, as they stand today." in html
    assert not Answer.objects.exists()


def _planned(stage: Asked) -> None:
    """Two public actions, a draft, one withdrawn, one hidden."""
    given = {"text": "Train them.", "starts_on": date(2026, 1, 1), "ends_on": date(2099, 1, 1), "language": "en"}
    titles = ("Train nurses", "Train judges", "Draft", "Withdrawn", "Hidden")
    made = [actions.draft_action(given | {"title": title}, by=stage.focal) for title in titles]
    for one in made:
        if one.title != "Draft":
            actions.publish_action(one, by=stage.focal)
    actions.tell_action(made[0], status="under_way", evidence="", version=made[0].told_version, by=stage.focal)
    actions.withdraw_action(made[3], by=stage.focal, reason="Done elsewhere.")
    hold(Card.objects.get(ref=f"actions/{made[4].ref}"), ground="privacy")


def _recommended(stage: Asked) -> None:
    """One of each answer, and one that another country supported."""
    asked = [(code, stage.home) for code in Recommendation.Response.values] + [("supported", stage.far)]
    for number, (response, area) in enumerate(asked, start=1):
        ref = f"r{number}"
        progress = "in_progress" if number == 1 else ""
        Recommendation.objects.create(
            ref=ref, key=ref, area=area, text=f"Do {response}", response=response, progress=progress, source="x"
        )


def _figure(stage: Asked, year: int, value: str | None, source: str = "Survey of homes", **more: Any) -> None:
    release = Release.objects.create(source=source, state="published", rows=1, file_name="x", sha256=f"{source}{year}{more}"[:64])
    given = {"release": release, "indicator": stage.indicator, "area": stage.home, "start": year, "end": year} | more
    Latest.objects.create(**given, value=None if value is None else Decimal(value))


def test_a_number_begins_with_the_newest_figure_that_is_published(stage: Asked, focal: Client) -> None:
    """Of both sexes together, and of this country; not with a year that has no value."""
    _figure(stage, 2018, "14")
    _figure(stage, 2022, "12.500000", "Census")
    _figure(stage, 2023, "9", sex="F")
    _figure(stage, 2024, None)
    _figure(stage, 2025, "3", area=stage.far)
    begun = beginning_of(stage.report, stage.question("q3"))
    assert begun
    assert (begun.value, begun.said) == ({"value": "12.5", "year": 2022, "source": "Census"}, "answered")
    told = focal.get(url(stage, "q3"))
    initial = told.context["form"].initial
    assert [str(initial[name]) for name in ("value", "year", "source")] == ["12.5", "2022", "Census"]
    assert "It begins with the newest figure that is published here (source: Census)." in told.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize(("year", "value"), [(2023, "12.5"), (2024, "11"), (2025, "11")])
def test_a_number_begins_with_what_was_told_last_where_that_is_newer(stage: Asked, year: int, value: str) -> None:
    """Told: 12.5 for 2024. Of the same year the published figure comes first."""
    stage.complete()
    _figure(stage, year, "11")
    begun = beginning_of(stage.next_cycle(), stage.question("q3"))
    assert begun
    assert begun.value["value"] == value


def test_a_commitment_begins_with_what_was_told_of_it_last(stage: Asked, focal: Client) -> None:
    """With its figures and where it was told; what is written in this report comes before."""
    figures = {"baseline": Decimal(20), "baseline_year": 2020, "target": Decimal(10), "target_year": 2030}
    actions.add_measure(stage.commitment, stage.indicator, by=stage.focal, **figures)
    told = {"completion": "substantial", "rationale": "The bill passed.", "evidence": "Gazette 4.", "ambition": "modest"}
    values = [{"indicator": "t.1", "value": "15", "year": 2024}]
    actions.write_entry(stage.report, stage.commitment, TOLD | told | {"values": values}, version=0, by=stage.focal)
    report = stage.next_cycle()
    form = f"/en/{report.url}tell/{stage.commitment.ref}/"
    page = focal.get(form)
    initial = page.context["form"].initial
    assert {name: initial[name] for name in told} == told
    assert (str(initial["value_1"]), initial["year_1"], initial["version"]) == ("15", 2024, 0)
    assert "It begins with what the last report said (Cycle). Nobody has said it in this report yet" in page.content.decode()
    assert not Entry.objects.filter(report=report).exists()
    actions.write_entry(report, stage.commitment, TOLD | {"rationale": "Anew."}, version=0, by=stage.focal)
    again = focal.get(form)
    assert again.context["form"].initial["rationale"] == "Anew."
    assert "It begins with" not in again.content.decode()


def test_the_read_for_other_outputs_gives_everything_in_order(stage: Asked) -> None:
    stage.answer_all()
    sections = report_sections(stage.report)
    assert [(s.code, [q.code for q in s.questions]) for s in sections] == [("s1", ["q1", "q2"]), ("s2", ["q3", "q4", "q5"])]
    figure = sections[1].questions[0]
    assert figure.indicator == "t.1"
    assert figure.answer
    assert (figure.answer.value, figure.answer.year, figure.answer.source) == ("12.5", 2024, "Survey")
    chosen = sections[0].questions[1].answer
    assert chosen
    assert chosen.choice_names == {"en": "In part"}


def test_a_reports_page_asks_little_however_much_it_answers(stage: Asked, django_assert_max_num_queries: Any) -> None:
    stage.complete()
    for code, by in (("sign", stage.validator), ("submit", stage.focal), ("publish", stage.secretariat)):
        stage.take(code, by)
    client = Client()
    client.get(stage.url)
    with django_assert_max_num_queries(24):
        html = client.get(stage.url).content.decode()
    assert "The Children Act." in html
    assert "Signed on this site by the validating authority" in html
