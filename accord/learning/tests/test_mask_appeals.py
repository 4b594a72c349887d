"""Of a mask several hear who wrote the words: each appeals for their own, and nobody answers themselves."""

import pytest

from accord.learning.tests.makers import World, client_of
from accord.learning.tests.test_moderating import card_of, decided, reviewed
from accord.moderation import actions
from accord.moderation.models import Decision

pytestmark = pytest.mark.django_db


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
