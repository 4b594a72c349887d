"""Whose words a mask took out of a practice reads them, and so does who answers their appeal."""

import pytest

from accord.learning.tests.makers import World, client_of
from accord.learning.tests.test_moderating import SAID, card_of, decided
from accord.moderation import actions
from accord.moderation.models import Decision

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
