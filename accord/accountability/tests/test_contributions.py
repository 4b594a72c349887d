"""A section goes out by a link that needs no account, and comes back as a proposal."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from accord.accountability import actions
from accord.accountability.actions import contributions as verbs
from accord.accountability.models import Answer, Contribution, ProposedAnswer, Report
from accord.accountability.reads.completeness import points_for
from accord.accountability.tests.asked import Asked, text
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.formats.answers import read_answers, write_answers
from accord.kit import clock
from accord.record.models import Event

pytestmark = pytest.mark.django_db
INVITE = {"office": "Ministry of Health", "note": "Please.", "language": "ar", "days": "7"}
WRITTEN = {"q1-said": "answered", "q1-text": "قانون جديد.", "version": "1"}


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    return Asked()


@pytest.fixture
def focal(stage: Asked) -> Client:
    return client_of(stage.focal)


def made(stage: Asked, token: str = "t" * 43, **more: Any) -> tuple[Contribution, str]:
    given = {"office": "Ministry of Health", "note": "", "language": "en", "days": 7} | more
    return actions.invite(stage.report, stage.section, token=token, by=stage.focal, **given), f"/en/contribute/{token}/"


def rows() -> Iterator[str]:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from (repr(row) for row in cursor.fetchall())


def test_the_link_is_shown_to_whoever_made_it_and_kept_nowhere(stage: Asked, focal: Client) -> None:
    where = f"{stage.url}sections/s1/send/"
    once = focal.get(where).content.decode().split('name="once" value="')[1][:32]
    answer = focal.post(where, INVITE | {"once": once})
    html = focal.get(answer["Location"]).content.decode()
    token = re.search(r"/ar/contribute/([\w-]{43,})/", html)
    assert token
    assert Contribution.objects.get().digest == verbs.digest_of(token[1])
    assert not [row for row in rows() if token[1] in row]
    later = client_of(stage.focal).get(answer["Location"]).content.decode()
    assert token[1] not in later
    assert "cannot be shown again" in later
    assert Client().get(f"/ar/contribute/{token[1]}/").status_code == 200


def test_whoever_presses_twice_is_shown_a_link_that_opens(stage: Asked, focal: Client) -> None:
    where = f"{stage.url}sections/s1/send/"
    once = focal.get(where).content.decode().split('name="once" value="')[1][:32]
    first = focal.post(where, INVITE | {"once": once})
    focal.cookies.pop(f"link{Contribution.objects.get().pk}")
    second = focal.post(where, INVITE | {"once": once})
    assert first["Location"] == second["Location"]
    assert Contribution.objects.count() == 1
    html = focal.get(second["Location"]).content.decode()
    token = re.search(r"/ar/contribute/([\w-]{43,})/", html)
    assert token
    assert Client().get(f"/ar/contribute/{token[1]}/").status_code == 200


def test_what_is_sent_is_a_proposal_until_an_author_takes_it_over(stage: Asked, focal: Client) -> None:
    link, where = made(stage)
    page = Client().get(where)
    assert page["Cache-Control"] == "private, no-store"
    assert "noindex" in page["X-Robots-Tag"]
    assert Client().post(where, WRITTEN).status_code == 302
    html = focal.get(f"/en/{link.url}").content.decode()
    assert "قانون جديد." not in html  # not sent yet
    assert Client().post(where, WRITTEN | {"version": "2", "send": "1"}).status_code == 302
    assert not Answer.objects.exists()
    came_back = {
        r: [p.url for p in points_for(stage.report, r) if "came back" in p.words] for r in ("focal_point", "contributor")
    }
    assert came_back == {"focal_point": [f"/en/{link.url}"], "contributor": [""]}  # who helps does not decide
    html = focal.get(f"/en/{link.url}").content.decode()
    assert "قانون جديد." in html
    shown = html.split('name="shown" value="')[1][:64]
    focal.post(f"/en/{link.url}", {"on_q1": "taken", "shown": shown})
    answer = Answer.objects.get()
    assert answer.value == {"text": "قانون جديد."}
    assert answer.written_by_id == stage.focal.pk
    assert answer.proposed_in_id == link.pk
    sent = Event.objects.get(verb="section_came_back")
    assert sent.capacity_id is None
    assert sent.body
    assert "قانون" not in str(sent.body)


def test_declined_texts_stay_readable_to_authors_and_out_of_the_report(stage: Asked, focal: Client) -> None:
    link, where = made(stage)
    Client().post(where, WRITTEN | {"send": "1"})
    taken = actions.decide(link, {"q1": "declined"}, shown=verbs.proposals_digest(link), by=stage.focal)
    assert taken == 0
    assert not Answer.objects.exists()
    assert "Declined" in focal.get(f"/en/{link.url}").content.decode()
    assert Event.objects.filter(verb="proposals_declined").count() == 1


def test_what_changed_after_it_was_shown_is_not_taken_over(stage: Asked, focal: Client) -> None:
    link, where = made(stage)
    Client().post(where, WRITTEN | {"send": "1"})
    shown = focal.get(f"/en/{link.url}").content.decode().split('name="shown" value="')[1][:64]
    Client().post(where, WRITTEN | {"q1-text": "Something else.", "version": "2", "send": "1"})
    answer = focal.post(f"/en/{link.url}", {"on_q1": "taken", "shown": shown})
    assert answer.status_code == 409
    assert "Something else." in answer.content.decode()
    assert not Answer.objects.exists()
    actions.write_answer(stage.report, stage.question("q1"), text("Ours."), version=0, by=stage.contributor)
    assert focal.post(f"/en/{link.url}", {"on_q1": "taken", "shown": shown}).status_code == 409
    assert Answer.objects.get().value == {"text": "Ours."}


def test_two_browsers_with_one_link_never_overwrite_each_other(stage: Asked) -> None:
    _link, where = made(stage)
    assert Client().post(where, WRITTEN | {"q1-text": "First."}).status_code == 302
    clash = Client().post(where, WRITTEN | {"q1-text": "Second."})
    html = clash.content.decode()
    assert clash.status_code == 409
    assert "First." in html
    assert "Second." in html
    assert ProposedAnswer.objects.get().value == {"text": "First."}
    assert Client().post(where, WRITTEN | {"q1-text": "Second.", "version": "2"}).status_code == 302
    assert ProposedAnswer.objects.get().value == {"text": "Second."}


def test_a_section_sent_twice_by_the_same_pressing_is_no_clash(stage: Asked) -> None:
    link, where = made(stage)
    answers = [Client().post(where, WRITTEN | {"send": "1"}).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert ProposedAnswer.objects.count() == 1
    assert Event.objects.filter(verb="section_came_back").count() == 1
    link.refresh_from_db()
    assert link.version == 2


@pytest.mark.parametrize("how", ["revoked", "expired", "signed"])
def test_a_link_that_ended_writes_nothing_and_gives_back_what_was_typed(stage: Asked, how: str) -> None:
    link, where = made(stage)
    moment = clock.now()
    if how == "revoked":
        actions.revoke(link, by=stage.focal)
    if how == "expired":
        moment += timedelta(days=8)
    if how == "signed":
        stage.complete()
        stage.take("sign", stage.validator)
    with clock.standing_at(moment):
        assert Client().get(where).status_code == 410
        answer = Client().post(where, WRITTEN | {"q1-text": "Typed for an hour.", "send": "1"})
        assert Client().get(f"{where}section.xlsx").status_code == 404
    assert answer.status_code == 410
    assert "Typed for an hour." in answer.content.decode()
    assert not ProposedAnswer.objects.exists()


def test_the_last_day_of_a_link_is_its_own(stage: Asked) -> None:
    _link, where = made(stage, days=7)
    with clock.standing_at(clock.now() + timedelta(days=7)):
        assert Client().get(where).status_code == 200


def test_what_is_refused_is_shown_as_typed_and_nothing_is_saved(stage: Asked) -> None:
    _link, where = made(stage)
    answer = Client().post(where, WRITTEN | {"q1-text": "Ask jo@x.example", "q2-said": "not_applicable"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Ask jo@x.example" in html
    assert "Say why it does not apply." in html
    assert not ProposedAnswer.objects.exists()


def test_what_the_report_says_already_is_shown_and_no_proposal_when_left_alone(stage: Asked) -> None:
    actions.write_answer(stage.report, stage.question("q1"), text("Ours."), version=0, by=stage.focal)
    _link, where = made(stage)
    assert "Ours." in Client().get(where).content.decode()
    Client().post(where, {"q1-text": "Ours.", "q2-said": "answered", "q2-choice": "c1", "version": "1", "send": "1"})
    assert [p.question.code for p in ProposedAnswer.objects.select_related("question")] == ["q2"]


def test_a_link_opens_its_own_section_and_nothing_else(stage: Asked) -> None:
    _link, where = made(stage)
    html = Client().get(where).content.decode()
    assert "Which laws changed?" in html
    assert "How many children?" not in html
    Client().post(where, {"q3-said": "no_evidence", "version": "1"})
    assert not ProposedAnswer.objects.exists()
    for path in (stage.url, f"{stage.url}answer/q1/", f"{stage.url}sections/s1.xlsx"):
        assert Client().get(path).status_code in (302, 404)
    assert Client().get("/en/contribute/nothing-of-ours/").status_code == 404


def test_a_link_saves_so_often_an_hour_and_no_more(stage: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    _link, where = made(stage)
    monkeypatch.setattr(verbs, "AN_HOUR", 2)
    with clock.standing_at(clock.now().replace(minute=10)):
        answers = [Client().post(where, WRITTEN | {"q1-text": f"{n}", "version": str(n)}).status_code for n in (1, 2, 3)]
    assert answers == [302, 302, 429]
    with clock.standing_at(clock.now().replace(minute=10) + timedelta(hours=1)):
        assert Client().post(where, WRITTEN | {"version": "3"}).status_code == 302


def test_a_report_has_so_many_open_links_and_no_more(stage: Asked, focal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "MOST_OPEN", 1)
    link, _where = made(stage)
    answer = focal.post(f"{stage.url}sections/s1/send/", INVITE)
    assert answer.status_code == 422
    actions.revoke(link, by=stage.focal)
    assert focal.post(f"{stage.url}sections/s1/send/", INVITE).status_code == 302


def test_taking_a_link_back_is_told_once(stage: Asked, focal: Client) -> None:
    link, where = made(stage)
    for _ in range(2):
        assert focal.post(f"/en/{link.url}", {"revoke": "1"}).status_code == 302
    assert Client().get(where).status_code == 410
    assert Event.objects.filter(verb="section_link_revoked").count() == 1


def filled(data: bytes, **answers: str) -> bytes:
    """The workbook with these cells written; names as q1_text."""
    cells = read_answers(data).cells
    told = [replace(c, answer=answers.get(f"{c.question}_{c.field}", c.answer)) for c in cells]
    return write_answers("x", told)


def sent(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("section.xlsx", data)


def test_a_section_goes_out_as_a_workbook_and_comes_back_twice(stage: Asked, focal: Client) -> None:
    data = focal.get(f"{stage.url}sections/s1.xlsx").content
    back = filled(data, q1_said="answered", q1_text="A law.\nTwo lines.", q2_said="Answered", q2_choice="In part")
    where = f"{stage.url}sections/s1/workbook/"
    for _ in range(2):
        answer = focal.post(where, {"file": sent(back), "version": "0"})
        assert answer.status_code == 302, answer.content.decode()
    assert {a.question.code: a.value for a in Answer.objects.select_related("question")} == {
        "q1": {"text": "A law.\nTwo lines."}, "q2": {"choice": "c2", "more": ""},
    }  # fmt: skip
    assert set(Answer.objects.values_list("version", flat=True)) == {1}


def test_a_workbook_is_taken_in_whole_or_not_at_all_with_a_message_a_row(stage: Asked, focal: Client) -> None:
    data = focal.get(f"{stage.url}sections/s1.xlsx").content
    back = filled(data, q1_said="answered", q1_text="A law.", q2_said="answered", q2_choice="Perhaps")
    answer = focal.post(f"{stage.url}sections/s1/workbook/", {"file": sent(back), "version": "0"})
    row = next(c.row for c in read_answers(data).cells if (c.question, c.field) == ("q2", "choice"))
    assert answer.status_code == 422
    assert f"Row {row + 1}:" in answer.content.decode()
    assert not Answer.objects.exists()


def test_a_workbook_writes_over_nothing_that_was_saved_since(stage: Asked, focal: Client) -> None:
    data = focal.get(f"{stage.url}sections/s1.xlsx").content
    actions.write_answer(stage.report, stage.question("q1"), text("Meanwhile."), version=0, by=stage.contributor)
    back = filled(data, q1_said="answered", q1_text="Mine.")
    answer = focal.post(f"{stage.url}sections/s1/workbook/", {"file": sent(back), "version": "0"})
    assert answer.status_code == 422
    assert "since the workbook was taken" in answer.content.decode()
    assert Answer.objects.get().value == {"text": "Meanwhile."}


def test_what_is_no_workbook_is_told(stage: Asked, focal: Client) -> None:
    for data in (b"", b"no workbook", b"PK\x03\x04 broken", write_answers("x", [])):
        answer = focal.post(f"{stage.url}sections/s1/workbook/", {"file": sent(data), "version": "0"})
        assert answer.status_code in (302, 422)
        assert not Answer.objects.exists()


def test_a_contributor_may_fill_in_the_workbook_instead(stage: Asked) -> None:
    _link, where = made(stage)
    data = Client().get(f"{where}section.xlsx").content
    back = filled(data, q1_said="no_evidence", q1_reason="=SUM(1)")
    assert Client().post(where, {"file": sent(back), "version": "1", "send": "1"}).status_code == 302
    proposed = ProposedAnswer.objects.get()
    assert (proposed.said, proposed.reason) == ("no_evidence", "=SUM(1)")


def test_a_link_that_saves_while_the_report_is_signed_is_told(stage: Asked) -> None:
    link, _where = made(stage)
    Report.objects.update(state="signed")
    with pytest.raises(verbs.Ended):
        actions.propose(link, [(stage.question("q1"), text("x"))], version=1, send=True)
