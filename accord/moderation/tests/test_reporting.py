"""Anybody reports; twice makes one; nobody learns who."""

import json

import pytest
from django.core import mail
from django.test import Client

from accord.moderation import actions
from accord.moderation.actions.reports import AN_HOUR
from accord.moderation.models import Case, Report
from accord.moderation.tests.makers import Cast, client_of
from accord.record.models import Event

pytestmark = pytest.mark.django_db
ONCE = "ab" * 16


def send(client: Client, card_url: str, **more: str) -> object:
    return client.post(f"/en/report-this/{card_url}", {"ground": "child", "text": "A face is seen.", "once": ONCE} | more)


def test_a_signed_out_reader_reports_and_finds_the_answer(cast: Cast) -> None:
    card, client = cast.card(), Client()
    form = client.get(f"/en/report-this/{card.url}").content.decode()
    assert "Is a child in danger now?" in form
    assert "/en/help-now/" in form
    sent = send(client, card.url, contact="someone@mail.example")
    made = Report.objects.get()
    assert (made.ground, made.case.card, made.person, made.contact) == ("child", card, None, "someone@mail.example")
    page = client.get(sent["Location"])
    assert "Officers have it now" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    cast.decided(card, "hide", "child")
    made.refresh_from_db()
    assert made.contact == ""
    assert "Hidden" in client.get(sent["Location"]).content.decode()


def test_the_reporter_is_told_by_mail_once(cast: Cast, django_capture_on_commit_callbacks: object) -> None:
    card = cast.card()
    cast.reported(card, contact="someone@mail.example")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        cast.decided(card, "nothing", "within")
        cast.decided(card, "warn", "spam")
    told = [letter for letter in mail.outbox if letter.to == ["someone@mail.example"]]
    assert len(told) == 1
    assert "Left as it is" in told[0].body
    assert "Zebra" not in told[0].body


def test_sent_twice_it_is_one_report(cast: Cast) -> None:
    card, client = cast.card(), Client()
    assert send(client, card.url)["Location"] == send(client, card.url)["Location"]  # type: ignore[index]
    assert Report.objects.count() == 1


def test_reports_of_one_item_are_one_case_which_opens_again(cast: Cast) -> None:
    card = cast.card()
    first = cast.reported(card)
    assert cast.reported(card, "hate") == first
    assert cast.reported(card, part="p1") != first
    cast.decided(card, "nothing", "within")
    assert Case.objects.get(pk=first.pk).closed_at is not None
    cast.reported(card)
    assert Case.objects.get(pk=first.pk).closed_at is None


def test_one_address_may_not_flood_and_nothing_typed_is_lost(cast: Cast) -> None:
    card, client = cast.card(), Client()
    for number in range(AN_HOUR):
        assert send(client, card.url, once=f"{number:032x}").status_code == 302
    refused = send(client, card.url, once="f" * 32, text="A long story.")
    assert refused.status_code == 429
    assert "A long story." in refused.content.decode()
    assert Report.objects.count() == AN_HOUR
    assert send(client, card.url, once=f"{3:032x}").status_code == 302  # the same again counts for nothing


def test_a_report_passes_the_gate(cast: Cast) -> None:
    refused = send(Client(), cast.card().url, text="Her number is +254 712 345 678.")
    assert refused.status_code == 422
    assert not Report.objects.exists()


def test_what_one_may_not_see_one_cannot_report(cast: Cast) -> None:
    closed = cast.closed()
    page = Client().get(f"/en/report-this/{closed.url}")
    assert "That page shows no single item." in page.content.decode()
    assert page.content.replace(closed.url.encode(), b"") == Client().get("/en/report-this/no/such/").content.replace(
        b"no/such/", b""
    )
    send(Client(), closed.url)
    assert not Report.objects.exists()


def test_a_part_is_reported_where_there_is_one(cast: Cast) -> None:
    card = cast.card()
    for part, kept in (("p1", "p1"), ("p9", ""), ("@en", "")):
        Client().post(f"/en/report-this/{card.url}?part={part}", {"ground": "spam", "once": part.encode().hex() * 8})
        assert Report.objects.latest("id").case.part == kept


def test_no_page_of_a_case_tells_who_reported(cast: Cast) -> None:
    card = cast.card()
    case = cast.reported(card, person=cast.reader, text="I saw it.")
    cast.reported(card, contact="someone@mail.example")
    for hat in (cast.office, cast.guard):
        for path in (f"/en/moderation/{case.pk}/", f"/en/moderation/{case.pk}.json", "/en/moderation/", "/en/moderation.json"):
            told = client_of(hat).get(path).content.decode()
            assert "Zebra" in told
            assert "reader@demo" not in told
            assert "someone@mail" not in told
    notice = cast.decided(card, "warn")
    told = client_of(cast.author).get(f"/en/moderation/notices/{notice.pk}/").content.decode()
    assert "Because of the rules." in told
    assert "reader@demo" not in told
    bodies = json.dumps(list(Event.objects.values_list("body", flat=True)))
    assert "reader@demo" not in bodies
    assert f'"person": {cast.reader.pk}' not in bodies


def test_reports_of_a_person_are_on_their_page_alone(cast: Cast) -> None:
    cast.reported(cast.card(), person=cast.reader)
    assert "Zebra" in client_of(cast.reader).get("/en/moderation/mine/").content.decode()
    assert "Zebra" not in client_of(cast.other).get("/en/moderation/mine/").content.decode()


def test_keys_of_answers_cannot_be_guessed_from_the_table(cast: Cast) -> None:
    key = actions.answer_key(ONCE)
    made = actions.report(cast.card(), ground="spam", key=key)
    assert key not in str(vars(made))
    assert Client().get(f"/en/reported/{made.once}/").status_code == 404
    assert Client().get(f"/en/reported/{key}/").status_code == 200
