"""Fetch and check in one call. Absent and forbidden give the same 404."""

from accord.learning.access.adoptions import access_adoption, threats_of, to_adopt, to_change_adoption
from accord.learning.access.exchanges import (
    access_exchange,
    access_offer,
    may_propose,
    side_of,
    to_change_offer,
    to_note,
    to_offer,
    to_propose,
    to_take_exchange_step,
)
from accord.learning.access.hats import WRITERS, home_in, is_home, is_official, may_write, owner_hat, place_of, writing_hat
from accord.learning.access.practices import (
    access_practice,
    asking_adopter,
    asking_hat,
    begun_reviews,
    may_peer,
    officer_for,
    peer_for,
    to_answer,
    to_answer_for,
    to_ask,
    to_change_practice,
    to_free,
    to_give_back,
    to_rate,
    to_review,
    to_tell,
    to_write,
)

__all__ = [
    "WRITERS", "access_adoption", "access_exchange", "access_offer", "access_practice", "asking_adopter", "asking_hat",
    "begun_reviews", "home_in", "is_home", "is_official", "may_peer", "may_propose", "may_write", "officer_for",
    "owner_hat", "peer_for", "place_of", "side_of", "threats_of", "to_adopt", "to_answer", "to_answer_for", "to_ask",
    "to_change_adoption", "to_change_offer", "to_change_practice", "to_free", "to_give_back", "to_note", "to_offer",
    "to_propose", "to_rate", "to_review", "to_take_exchange_step", "to_tell", "to_write", "writing_hat",
]  # fmt: skip
