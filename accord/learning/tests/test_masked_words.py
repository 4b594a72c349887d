"""Whose words a mask took out of a practice reads them, and so does who answers their appeal."""

import pytest

from accord.learning import actions as learning
from accord.learning.tests.makers import World, client_of
from accord.learning.tests.test_moderating import SAID, card_of, decided
from accord.moderation import actions
from accord.moderation.models import Case, Decision

pytestmark = pytest.mark.django_db
OWN = "Ask Okapi at the school."


def masked(world: World) -> tuple[Decision, Decision]:
    """The owner's, and the share of a peer."""
    practice = world.checked(problem=OWN)
    world.review(practice, world.peer, gaps=SAID)
    world.review(practice, world.other_peer, reasons="By lot.")
    made = decided(card_of(practice), "mask", "personal", world.officer, words=("okapi",))
    return made, Decision.objects.get(author=world.peer.person)


def test_a_peer_reads_which_of_their_words_were_masked_and_appeals_with_them_at_hand(world: World) -> None:
    made, theirs = masked(world)
    for decision, hat, own, other in ((theirs, world.peer, SAID, OWN), (made, world.owner, OWN, SAID)):
        path = f"/en/moderation/notices/{decision.pk}/"
        for page in (path, f"{path}appeal/"):
            html = client_of(hat).get(page).content.decode()
            assert (own in html, other in html) == (True, False), page
    html = client_of(world.peer).get(f"/en/moderation/notices/{theirs.pk}/").content.decode()
    assert all(words in html for words in ('<span class="soft">Review</span>', "What is missing or doubtful", "Ask […] Ferry."))
    actions.answer_appeal(actions.appeal(theirs, text="No."), upheld=False, text="Right.", by=world.hat("safeguarding"))
    assert SAID not in client_of(world.peer).get(f"/en/moderation/notices/{theirs.pk}/").content.decode()  # it stands again


def test_who_answers_a_peers_appeal_reads_the_peers_words_and_the_case_tells_whose_they_were(world: World) -> None:
    made, theirs = masked(world)
    appeal = actions.appeal(theirs, text="No.")
    html = client_of(world.hat("safeguarding")).get(f"/en/moderation/appeals/{appeal.pk}/").content.decode()
    assert (SAID in html, OWN in html, str(world.peer) in html) == (True, False, True)
    [first, second] = client_of(world.officer).get(f"/en/moderation/{made.case.pk}.json").json()["decisions"]
    assert (first["whose"], second["whose"]) == (str(world.owner), str(world.peer))
    assert (first["wording"], second["wording"]) == ([["The problem", OWN]], [["Review · What is missing or doubtful", SAID]])
    assert f"Words of: {world.peer}" in client_of(world.officer).get(f"/en/moderation/{made.case.pk}/").content.decode()


def test_who_masks_is_told_in_how_many_places_private_ones_apart(world: World) -> None:
    practice = world.checked(problem=OWN)
    learning.ask_owner(practice, text=SAID, language="en", by=world.second)
    world.review(practice, world.peer, gaps=SAID)
    world.review(practice, world.other_peer, reasons="By lot.")
    case = Case.objects.create(card=card_of(practice))
    sent = {"ground": "personal", "words": "okapi", "text": "Because.", "version": 0}
    page = client_of(world.officer).post(f"/en/moderation/{case.pk}/mask/", sent, follow=True).content.decode()
    assert "Masked in 2 places." in page
