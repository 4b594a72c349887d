"""Of a mask several hear who wrote the words: each appeals for their own, and nobody answers themselves."""

from typing import Any

import pytest
from django.core import mail

from accord.learning import actions as learning
from accord.learning.models import Review
from accord.learning.tests.makers import World, client_of
from accord.learning.tests.test_moderating import SAID, called_off, card_of, decided, exchanged, reviewed, updated
from accord.moderation import access, actions
from accord.moderation.models import Decision
from accord.moderation.reads.register import LEAST, register_page
from accord.record.models import Event

pytestmark = pytest.mark.django_db


def heard(hat: Any) -> list[Decision]:
    """Decisions of which the person has a notice that they may open and appeal against."""
    found = list(Decision.objects.filter(author=hat.person))
    for one in found:
        page = client_of(hat).get(f"/en/moderation/notices/{one.pk}/").content.decode()
        assert f"/en/moderation/notices/{one.pk}/appeal/" in page
    return found


def test_a_peer_whose_words_are_masked_gets_a_letter_and_appeals_for_them_alone(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    practice = reviewed(world)
    with django_capture_on_commit_callbacks(execute=True):
        made = decided(card_of(practice), "mask", "personal", world.officer, words=("okapi",))
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(hat.person.email for hat in (world.peer, world.other_peer))
    [theirs] = heard(world.other_peer)
    assert (theirs.case, set(theirs.wording["fields"].values())) == (made.case, {SAID})
    assert (made.author, made.appeal_until, made.wording["fields"]) == (None, None, {})  # nothing of the owner's was masked
    assert client_of(world.owner).get(f"/en/moderation/notices/{made.pk}/").status_code == 404
    assert access.may_appeal(theirs)
    assert client_of(world.peer).get(f"/en/moderation/notices/{theirs.pk}/").status_code == 404
    judge = world.hat("safeguarding")
    actions.answer_appeal(actions.appeal(theirs, text="A ferry."), upheld=False, text="Indeed.", by=judge)
    gaps, reasons = Review.objects.get(by=world.peer).gaps, Review.objects.get(by=world.other_peer).reasons
    assert (gaps, reasons) == ("Ask […] Ferry.", SAID)
    decided(card_of(practice), "restore", "mistaken", world.officer)
    assert Review.objects.get(by=world.peer).gaps == SAID
    assert not Decision.objects.filter(state="standing", act="mask").exists()


def test_the_other_side_of_an_exchange_hears_of_what_it_wrote(world: World) -> None:
    made = exchanged(world)
    decided(card_of(made), "mask", "personal", world.officer, words=("okapi",))
    [theirs] = heard(world.owner)
    assert {name.partition("/")[0] for name in theirs.wording["fields"]} == {"notes"}
    off = called_off(world)
    decided(card_of(off), "mask", "personal", world.officer, words=("okapi",))
    assert [one.wording["fields"] for one in heard(world.owner) if one.case.card == card_of(off)] == [{"reason": SAID}]


def test_who_asked_in_private_hears_of_a_mask_and_no_officer_that_words_stood_there(world: World) -> None:
    practice = updated(world)
    asked = learning.ask_owner(practice, text=SAID, language="en", by=world.second)
    learning.answer_question(asked, text=SAID, language="en", by=world.helper)
    world.review(practice, world.peer, gaps=SAID)
    made = decided(card_of(practice), "mask", "personal", world.officer, words=("okapi",))
    told = {heard(hat)[0].case.part: heard(hat)[0] for hat in (world.second, world.helper, world.peer)}
    assert {part.partition("/")[0] for part in told} == {"questions", "answers", "reviews"}
    page = client_of(world.officer).get(f"/en/moderation/{made.case.pk}.json").json()
    assert (len(page["decisions"]), page["decisions"][0]["wording"][0][1]) == (1, SAID)
    guard = world.hat("safeguarding")
    for one in told.values():
        for hat in (world.officer, guard):
            assert client_of(hat).get(f"/en/moderation/{one.case.pk}/").status_code == 404
    appealed = actions.appeal(told[f"questions/{asked.pk}"], text="It is a ferry.")
    form = f"/en/moderation/appeals/{appealed.pk}/"
    assert client_of(world.officer).get(form).status_code == 404
    html = client_of(guard).get(form).content.decode()
    assert ("It is a ferry." in html, SAID in html) == (True, False)
    acts = Event.objects.filter(card=card_of(practice)).count()
    actions.answer_appeal(appealed, upheld=False, text="It is.", by=guard)
    asked.refresh_from_db()
    assert (asked.text, asked.answer) == (SAID, "Ask […] Ferry.")
    assert Event.objects.filter(card=card_of(practice)).count() == acts


def test_a_mask_is_counted_once_however_many_wrote_the_words(world: World) -> None:
    for _ in range(LEAST):
        decided(card_of(reviewed(world)), "mask", "personal", world.officer, words=("okapi",))
    assert [line.count for line in register_page("demo").lines if line.act == "mask"] == [LEAST]


def test_a_peer_who_is_an_officer_answers_no_appeal_of_their_own(world: World) -> None:
    """The author of the card is another one there."""
    decided(card_of(reviewed(world)), "mask", "personal", world.officer, words=("okapi",))
    theirs = Decision.objects.get(author=world.other_peer.person)
    appeal = actions.appeal(theirs, text="A ferry.")
    own = world.hat("safeguarding", person=world.other_peer.person)
    assert client_of(own).get(f"/en/moderation/appeals/{appeal.pk}/").status_code == 404
    with pytest.raises(ValueError, match="answers no appeal"):
        actions.answer_appeal(appeal, upheld=False, text="Indeed.", by=own)
    assert actions.answer_appeal(appeal, upheld=True, text="It names one.", by=world.hat("safeguarding")).upheld
