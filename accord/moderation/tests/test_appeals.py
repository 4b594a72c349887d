"""An author is told, appeals once, and somebody else decides."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail

from accord.kit import clock
from accord.moderation import actions
from accord.moderation.models import Appeal
from accord.moderation.tests.makers import Cast, again, client_of
from accord.record import owing
from accord.record.actions import Conflict
from accord.record.models import Card

pytestmark = pytest.mark.django_db


def is_seen(card: Card) -> bool:
    return Card.objects.visible_to(AnonymousUser()).filter(pk=card.pk).exists()


def test_the_author_reads_what_why_and_how_to_appeal(cast: Cast, django_capture_on_commit_callbacks: object) -> None:
    card = cast.card()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        made = cast.decided(card)
    assert [letter.to for letter in mail.outbox] == [[cast.author.person.email]]
    assert f"/moderation/notices/{made.pk}/" in mail.outbox[0].body
    page = client_of(cast.author).get(f"/en/moderation/notices/{made.pk}/").content.decode()
    for words in (
        "Because of the rules.",
        "Advertising or noise",
        "Zebra crossing",
        "Where quaggas cross",
        "You can appeal once",
    ):
        assert words in page
    assert client_of(cast.colleague).get(f"/en/moderation/notices/{made.pk}.json").status_code == 200
    for hat in (cast.other, cast.office, cast.reader):
        assert client_of(hat).get(f"/en/moderation/notices/{made.pk}/").status_code == 404


def test_an_appeal_that_is_granted_undoes_the_decision_at_once(cast: Cast) -> None:
    card = cast.card()
    made = cast.decided(card)
    sent = client_of(cast.author).post(f"/en/moderation/notices/{made.pk}/appeal/", {"text": "It is a zebra.", "version": 0})
    assert sent.status_code == 302
    appeal = Appeal.objects.get()
    path = f"/en/moderation/appeals/{appeal.pk}/"
    for hat in (cast.office, cast.author, cast.colleague, cast.other, cast.reader):
        assert client_of(hat).get(path).status_code == 404
    assert not is_seen(card)
    assert client_of(cast.guard).post(path, {"upheld": "no", "text": "It is.", "version": 0}).status_code == 302
    assert is_seen(card)
    page = client_of(cast.author).get(f"/en/moderation/notices/{made.pk}/").content.decode()
    assert "The decision was undone." in page


def test_one_appeal_a_decision_within_its_days_by_somebody_else(cast: Cast) -> None:
    card = cast.card()
    made = cast.decided(card)
    given = actions.appeal(made, text="No.")
    with pytest.raises(Conflict):
        actions.appeal(made, text="Again.")
    with pytest.raises(ValueError, match="somebody else"):
        actions.answer_appeal(given, upheld=True, text="Yes.", by=cast.office)
    actions.answer_appeal(given, upheld=True, text="Yes.", by=cast.office_2)
    assert not is_seen(card)
    with pytest.raises(Conflict):
        actions.answer_appeal(given, upheld=False, text="Changed my mind.", by=cast.guard)
    late = cast.decided(cast.card(), "warn")
    with clock.standing_at(clock.now() + timedelta(days=31)), pytest.raises(Conflict):
        actions.appeal(late, text="Late.")


def test_what_waits_is_owed_by_who_may_do_it(cast: Cast) -> None:
    """The author by their day, officers the case and then the appeal; nobody their own decision's appeal."""
    card = cast.card()
    cast.reported(card)

    def owed(hat: object) -> list[str]:
        kinds = [one.duty.key.rsplit("/", 1)[0] for one in owing.of_person(again(hat)) if one.duty.kind == "moderation"]  # type: ignore[arg-type]
        return sorted(key.split("/")[1] if key.count("/") else "notices" for key in kinds)

    assert (len(owed(cast.office)), len(owed(cast.guard)), owed(cast.author)) == (1, 1, [])
    made = cast.decided(card)
    assert (owed(cast.office), len(owed(cast.author))) == ([], 1)
    actions.appeal(made, text="No.")
    assert (owed(cast.office), len(owed(cast.guard)), owed(cast.author)) == ([], 1, [])
    assert not any("Zebra" in str(one.duty) for one in owing.of_person(again(cast.guard)))


def test_a_suspension_ends_when_its_appeal_is_granted(cast: Cast) -> None:
    from accord.moderation.speaking import suspended_until

    made = cast.decided(cast.card(), "suspend", "hate", until=clock.today() + timedelta(days=7))
    assert suspended_until(cast.author.person) == made.until
    actions.answer_appeal(actions.appeal(made, text="No."), upheld=False, text="Right.", by=cast.guard)
    assert suspended_until(cast.author.person) is None
