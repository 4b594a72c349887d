"""Letters: one a person and day, each step once, stopped by what is done, told further when late, silent about authors."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from accord.accountability import actions
from accord.accountability.tests.test_reporting import client_of
from accord.kit import clock
from accord.notices.actions import send_letters, snooze, want_letters
from accord.notices.models import Digest, Notice, Snooze, Unwanted
from accord.notices.tests.conftest import Owing
from accord.people.models import Capacity, Person
from accord.record.models import Event
from accord.record.owing import of_person

pytestmark = pytest.mark.django_db


def run(day: date) -> dict[str, str]:
    """Letters of that day: address -> text."""
    mail.outbox.clear()
    with clock.standing_at(datetime(day.year, day.month, day.day, 6, tzinfo=UTC)):
        send_letters("demo")
    assert len({m.to[0] for m in mail.outbox}) == len(mail.outbox)
    return {m.to[0]: str(m.body) for m in mail.outbox}


def address(hat: Capacity) -> str:
    return str(hat.person.email)


def test_the_owner_is_told_first_and_twice_is_once(stage: Owing) -> None:
    told = run(stage.today)
    assert set(told) == {address(stage.focal)}
    text = told[address(stage.focal)]
    assert "Tell how far a milestone is: A bill – A law" in text
    assert "Write the report" in text
    assert "/en/commitments/XAA-c1/milestones/" in text
    assert text.count("- ") == 2
    before = (Notice.objects.count(), Digest.objects.count())
    assert run(stage.today) == {}
    assert (Notice.objects.count(), Digest.objects.count()) == before
    assert run(stage.today + timedelta(1)) == {}


@pytest.mark.parametrize("state", ["submitted", "published"])
def test_it_stops_when_it_is_done(stage: Owing, state: str) -> None:
    """Of the report from the day on which it is handed in: what the secretariat has to do then has no day of its own."""
    assert "Write the report" in run(stage.today)[address(stage.focal)]
    actions.tell_milestone(
        stage.milestone, progress=100, done_on=stage.today, evidence="", version=stage.milestone.version, by=stage.focal
    )
    stage.until(state)
    for day in range(1, 60, 6):
        assert not run(stage.today + timedelta(day)), day


def test_what_stays_late_is_told_to_alternate_validator_and_secretariat(stage: Owing) -> None:
    first: dict[str, int] = {}
    letters = 0
    for day in range(0, 80, 2):
        for who in run(stage.today + timedelta(day)):
            first.setdefault(who, day)
            letters += who == address(stage.focal)
    assert first[address(stage.focal)] == 0
    assert 8 <= first[address(stage.alternate)] <= 14  # the second week of the milestone, at the latest
    assert first[address(stage.alternate)] < first[address(stage.validator)] < first[address(stage.secretariat)]
    assert first[address(stage.secretariat)] >= 28
    assert address(stage.stranger) not in first
    assert letters <= 11  # two things in eighty days


def test_who_is_told_beside_the_owner_reads_who_that_is_and_no_draft(stage: Owing) -> None:
    texts = [run(stage.today + timedelta(day)).get(address(stage.secretariat), "") for day in range(0, 75, 5)]
    told = "\n".join(texts)
    assert "Late with others" in told
    assert "Focal_Point (Focal point, XAA)" in told
    assert "Write the report\n" in told  # a draft that officers may not open: no title, no address
    assert f"reports/{stage.report.ref}" not in told
    assert "A bill" in told  # a milestone of a published commitment


def test_a_thing_put_off_is_silent_for_its_owner_and_told_with_its_reason(stage: Owing) -> None:
    asked = next(a for a in of_person(Person.objects.get(pk=stage.focal.person_id)) if "milestones" in a.duty.key)
    snooze(asked, stage.today + timedelta(20), "The ministry counts.")
    texts = {day: run(stage.today + timedelta(day)) for day in range(0, 26, 2)}
    mine = [day for day, told in texts.items() if "A bill" in told.get(address(stage.focal), "")]
    assert mine
    assert min(mine) >= 20
    beside = [told[address(stage.alternate)] for told in texts.values() if address(stage.alternate) in told]
    assert any("The ministry counts." in text for text in beside)
    assert Event.objects.get(verb="reminder_snoozed").body["reason"] == "The ministry counts."


def test_putting_off_on_the_page(stage: Owing) -> None:
    url = f"/en/owed/put-off/commitments/XAA-c1/milestones/{stage.milestone.pk}/"
    client = client_of(stage.focal)
    assert client.get(url).status_code == 200
    late = (stage.today + timedelta(31)).isoformat()
    assert client.post(url, {"until": late, "reason": "Later."}).status_code == 422
    assert client.post(url, {"until": (stage.today + timedelta(5)).isoformat(), "reason": ""}).status_code == 422
    assert client.post(url, {"until": (stage.today + timedelta(5)).isoformat(), "reason": "Later."}).status_code == 302
    assert client.post(url, {"until": (stage.today + timedelta(6)).isoformat(), "reason": "Again."}).status_code == 422
    assert Snooze.objects.count() == 1
    assert "Later." in client.get("/en/countries/XAA/owed/").content.decode()
    for other in (stage.stranger, stage.secretariat, stage.validator, stage.author):
        assert client_of(other).get(url).status_code == 404, other
        assert client_of(other).post(url, {"until": late, "reason": "x"}).status_code == 404
    assert Client().get(url).status_code == 302
    assert client.get("/en/owed/put-off/reports/XAA-c1/sign/").status_code == 404  # the validator's


@pytest.mark.parametrize(
    ("language", "words", "direction"), [("fr", "", "ltr"), ("ar", "", "rtl"), ("en", "Tell how far a milestone is", "ltr")]
)
def test_a_letter_is_in_its_readers_language(stage: Owing, language: str, words: str, direction: str) -> None:
    Person.objects.filter(pk=stage.focal.person_id).update(language=language)
    text = run(stage.today)[address(stage.focal)]
    assert f"/{language}/owed/" in text
    assert f"/{language}/commitments/" in text
    assert words in text
    for sentence in ("Everything you owe", "One letter a day", "Which letters"):
        assert (sentence in text) == (language == "en"), sentence
    html = mail.outbox[0].alternatives[0][0]
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_kinds_that_are_not_wanted_are_not_written_of_and_still_go_further(stage: Owing) -> None:
    client = client_of(stage.focal)
    assert client.post("/en/owed/letters/", {"wanted": ["recommendation"]}).status_code == 302
    assert set(Unwanted.objects.values_list("kind", flat=True)) >= {"report", "promise"}
    assert run(stage.today) == {}
    assert Notice.objects.filter(digest=None).exists()
    first = next(day for day in range(1, 40, 3) if address(stage.alternate) in run(stage.today + timedelta(day)))
    assert first >= 8
    want_letters(stage.focal.person, ["report", "promise"])
    assert any(address(stage.focal) in run(stage.today + timedelta(day)) for day in range(41, 75, 6))


def test_a_letter_that_cannot_be_sent_is_tried_again(stage: Owing, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.mail import EmailMultiAlternatives

    def fails(self: Any, *args: Any, **given: Any) -> int:
        raise OSError("no server")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", fails)
        faults: list[str] = []
        sent = send_letters("demo", failing=faults.append)
        assert (sent.letters, sent.failed, faults) == (0, 1, ["OSError"])
    assert not Digest.objects.exists()
    assert not Notice.objects.exists()
    assert send_letters("demo").letters == 1


def test_two_runs_at_once_send_one(stage: Owing, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other run wrote its row between this one's look and its write."""
    from accord.notices.actions import letters

    looked = letters._written_down

    def late(number: int, *args: Any) -> Any:
        Digest.objects.get_or_create(person_id=number, on=clock.today())
        return looked(number, *args)

    monkeypatch.setattr(letters, "_written_down", late)
    mail.outbox.clear()
    assert send_letters("demo").letters == 0
    assert mail.outbox == []


def test_another_day_begins_anew(stage: Owing) -> None:
    run(stage.today)
    type(stage.milestone).objects.filter(pk=stage.milestone.pk).update(due=stage.today + timedelta(40))
    assert run(stage.today + timedelta(1)).keys() == {address(stage.focal)}  # news of the new day


def test_no_letter_tells_of_a_shadow_report_that_waits_or_of_its_author(stage: Owing) -> None:
    made = stage.sent(True)
    texts = [text for day in range(0, 100, 7) for text in run(stage.today + timedelta(day)).values()]
    assert texts
    assert not [text for text in texts if "shadow" in text.lower() or "Quill" in text or made.ref in text]
    things = Notice.objects.values_list("thing", flat=True)
    assert not [thing for thing in things if "shadow" in thing]
    assert address(stage.author) not in set(Notice.objects.values_list("person__email", flat=True))


def test_the_command_writes_to_the_real_world_alone_unless_asked(stage: Owing) -> None:
    out = StringIO()
    call_command("due", json=True, stdout=out)
    assert json.loads(out.getvalue()) == {"letters": 0, "notices": 0, "failed": 0}
    out = StringIO()
    call_command("due", json=True, world="demo", stdout=out)
    assert json.loads(out.getvalue())["letters"] == 1


def test_the_demonstration_is_not_written_to_over_a_server(stage: Owing, settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
    with pytest.raises(SystemExit) as ended:
        call_command("due", world="demo", stderr=StringIO())
    assert ended.value.code == 2


def test_work_for_all_is_a_few_queries(stage: Owing, django_assert_max_num_queries: Any) -> None:
    run(stage.today)
    with django_assert_max_num_queries(24):
        send_letters("demo")
