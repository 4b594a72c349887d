"""What is hidden is out of sight everywhere, by its audience alone; what is restored is back as it was."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import Client

from accord.kit import clock
from accord.moderation import actions, kinds
from accord.moderation.actions.decisions import Told
from accord.moderation.masking import without
from accord.moderation.models import Case, Decision
from accord.moderation.reads.hidden import hidden_parts
from accord.moderation.tests.makers import Cast, again, client_of
from accord.record.actions import Conflict, hold, link, publish_card, release
from accord.record.actions.cards import CardText
from accord.record.cached import stamps
from accord.record.models import Card, Event, Held, SearchDocument
from accord.record.reads import history, linked_cards
from accord.record.search.index import reindex
from accord.record.search.reads import search

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def _nobody_is_new() -> None:
    """A reader keeps their audiences for one request."""
    vars(NOBODY).clear()


def found(words: str, user: object = NOBODY) -> int:
    return search(user, words).total  # type: ignore[arg-type]


def readers(cast: Cast) -> list[object]:
    return [NOBODY, *(again(hat) for hat in (cast.author, cast.other, cast.office, cast.guard))]


def test_a_hidden_card_is_seen_and_found_by_nobody(cast: Cast) -> None:
    card, beside = cast.card(), cast.card(title="Gnu", passages=[])
    link(beside, "about", card)
    assert (found("zebra"), found("okapi")) == (1, 1)
    cast.decided(card, "hide", "child")
    for user in readers(cast):
        assert not Card.objects.visible_to(user).filter(pk=card.pk).exists()  # type: ignore[arg-type]
        assert (found("zebra", user), found("okapi", user), found("quaggas", user)) == (0, 0, 1)  # Gnu says it, too
        assert not linked_cards(beside, user)  # type: ignore[arg-type]
    assert not SearchDocument.objects.filter(card=card).exists()
    reindex()
    assert found("zebra", cast.office.person) == 0


def test_restored_it_is_found_word_by_word_again(cast: Cast) -> None:
    card = cast.card()
    before = list(SearchDocument.objects.filter(card=card).order_by("id").values())
    cast.decided(card, "hide", "child")
    cast.decided(card, "restore", "mistaken")
    assert list(SearchDocument.objects.filter(card=card).order_by("id").values()) == before
    assert (found("zebra"), found("okapi")) == (1, 1)
    assert Card.objects.visible_to(NOBODY).filter(pk=card.pk).exists()
    assert [line.verb for line in history(Card.objects.get(pk=card.pk), NOBODY)] == [
        "item_restored",
        "item_hidden",
        "thing_published",
    ]


def test_written_anew_while_hidden_it_stays_hidden_and_comes_back_as_it_is_by_then(cast: Cast) -> None:
    card = cast.card()
    cast.decided(card, "hide", "child")
    publish_card(CardText(card.ref, card.kind, card.url, {"en": "Giraffe"}, world="demo"))
    card = Card.objects.get(pk=card.pk)
    assert card.audience.code == "held"
    assert found("giraffe") == 0
    release(card)
    assert (found("giraffe"), found("zebra")) == (1, 0)


def test_a_part_is_hidden_by_itself(cast: Cast) -> None:
    card = cast.card()
    cast.decided(card, "hide", "hate", part="p1")
    assert (found("okapi"), found("bongo"), found("zebra")) == (0, 1, 1)
    stub = hidden_parts([card])[card.pk, "p1"]
    assert stub.ground == "hate"
    publish_card(CardText(card.ref, card.kind, card.url, {"en": "Zebra"}, world="demo", passages=_passages()))
    assert found("okapi") == 0
    hold(card, ground="spam")
    cast.decided(card, "restore", "mistaken", part="p1")  # while the whole is hidden: it comes back with the whole
    assert found("okapi") == 0
    release(card)
    assert (found("okapi"), found("bongo")) == (1, 1)


def _passages() -> list[object]:
    from accord.record.actions.cards import Passage

    return [Passage("p0", "Before"), Passage("p1", "Okapi passage"), Passage("p2", "Bongo passage")]


def test_in_its_place_stands_when_and_why(cast: Cast) -> None:
    card = cast.card(url="practices/XAA-pr9/")
    cast.decided(card, "hide", "child")
    for path in ("practices/XAA-pr9/", "practices/XAA-pr9/edit/", "practices/XAA-pr9.json"):
        for client in (Client(), client_of(cast.author), client_of(cast.office)):
            answer = client.get(f"/en/{path}")
            if answer.status_code == 302:  # asks for a sign-in
                continue
            assert answer.status_code == 410, path
            assert "Zebra" not in answer.content.decode()
            assert "A child may be identified" in answer.content.decode()
    case = Case.objects.get()
    assert f"moderation/{case.pk}/" in client_of(cast.office).get("/en/practices/XAA-pr9/").content.decode()
    assert f"moderation/{case.pk}/" not in Client().get("/en/practices/XAA-pr9/").content.decode()


def test_that_something_not_public_is_hidden_is_told_to_nobody_else(cast: Cast) -> None:
    card = cast.closed(url="practices/XAA-pr9/")
    hold(card, ground="child")
    assert Client().get("/en/practices/XAA-pr9/").status_code == 404
    assert client_of(cast.office).get("/en/practices/XAA-pr9.json").status_code == 404


def test_a_page_that_was_kept_is_gone_with_the_same_commit(cast: Cast, settings: Any) -> None:
    """Page, file and search of a signed-out reader, kept by a process, are never of before."""
    settings.PAGES_KEPT, settings.CLOCK = 10**6, clock.now().isoformat()
    card = cast.card(url="practices/XAA-pr9/", areas=[])
    worker = Client()
    path = "/en/search/?q=zebra&world=demo"
    with stamps.seen() as read:
        assert found("zebra") == 1
        assert linked_cards(card, NOBODY) == []
    for act in ("hide", "restore"):
        before = stamps.now(sorted(read.names))
        kept = [worker.get(path).content, worker.get(path).content]
        assert kept[0] == kept[1]
        cast.decided(card, act, "child" if act == "hide" else "mistaken")
        assert stamps.now(sorted(read.names)) != before
        assert ("practices/XAA-pr9/" in worker.get(path).content.decode()) == (act == "restore")


def test_what_is_gone_is_asked_for_again(cast: Cast) -> None:
    """Browsers keep a 410 for ever where nothing is said."""
    cast.decided(cast.card(url="practices/XAA-pr9/"), "hide", "child")
    answer = Client().get("/en/practices/XAA-pr9/")
    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-cache")


def test_hidden_twice_is_told(cast: Cast) -> None:
    card = cast.card()
    cast.decided(card)
    with pytest.raises(Conflict):
        cast.decided(card)
    with pytest.raises(ValueError, match="hidden already"):
        hold(card, ground="spam")
    release(card)
    release(card)
    assert not Held.objects.exists()


@pytest.mark.parametrize(
    ("act", "ground", "more"),
    [("hide", "within", {}), ("nothing", "spam", {}), ("restore", "spam", {}), ("suspend", "spam", {}), ("wave", "spam", {})],
)
def test_what_does_not_go_together_is_refused(cast: Cast, act: str, ground: str, more: dict[str, object]) -> None:
    card = cast.card()
    with pytest.raises(ValidationError):
        cast.decided(card, act, ground, **more)
    case = Case.objects.get()
    with pytest.raises(ValidationError):
        actions.decide(case, Told("hide", "spam", "  "), by=cast.office)
    assert not Decision.objects.exists()


def test_a_formal_act_takes_two_officers_one_of_safeguarding(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds})
    kinds.register("rating", formal=True)
    card = cast.card(kind="rating")
    with pytest.raises(ValidationError):
        cast.decided(card, "hide", "spam")
    with pytest.raises(Conflict):
        cast.decided(card, "suspend", "child")
    proposed = cast.decided(card, "hide", "child")
    assert Card.objects.visible_to(NOBODY).filter(pk=card.pk).exists()
    for hat in (cast.office, cast.office_2):
        with pytest.raises(ValueError, match="Two officers"):
            actions.second(proposed, by=hat)
    actions.second(proposed, by=cast.guard)
    assert not Card.objects.visible_to(NOBODY).filter(pk=card.pk).exists()


def test_a_second_officer_may_say_no(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds})
    kinds.register("rating", formal=True)
    card = cast.card(kind="rating")
    proposed = cast.decided(card, "hide", "child", by=cast.guard)
    path = f"/en/moderation/{proposed.case_id}/second/"
    assert client_of(cast.guard).get(path).status_code == 404
    assert client_of(cast.office).post(path, {"agree": "no", "text": "No child is there.", "version": 0}).status_code == 302
    assert Decision.objects.get().state == "refused"
    assert Card.objects.visible_to(NOBODY).filter(pk=card.pk).exists()


def test_each_act_is_an_event_without_the_officers_words(cast: Cast) -> None:
    card = cast.card()
    cast.decided(card, "warn")
    cast.decided(card, "hide", "child")
    cast.decided(card, "restore", "mistaken")
    told = {e.verb: (e.body, e.audience.code) for e in Event.objects.select_related("audience") if e.verb != "thing_published"}
    assert set(told) == {"author_warned", "item_hidden", "item_restored"}
    assert {audience for _body, audience in told.values()} == {"officers", "public"}
    assert told["author_warned"][1] == "officers"
    assert all("Because" not in str(body) for body, _audience in told.values())


def test_a_text_that_is_masked_grows_little_whatever_the_words_are() -> None:
    text = "a[…" * 100
    assert len(without(text, ["a", "[", "…"] * 6)) == 3 * len(text)
    assert without("Ann, ANNE, ann", ["ann", "Anne"]) == "[…], […], […]"


def test_who_leaves_what_is_hidden_as_it_is_reads_that_it_stays_hidden(cast: Cast) -> None:
    card = cast.card()
    path = f"/en/moderation/{cast.reported(card).pk}/"
    assert "Leave it as it is" in client_of(cast.office).get(path).content.decode()
    cast.decided(card)
    for page in (path, f"{path}nothing/"):
        html = client_of(cast.office).get(page).content.decode()
        assert ("Close it; it stays hidden" in html, "Leave it as it is" in html) == (True, False)
