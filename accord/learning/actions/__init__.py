"""Every write of the room, as verbs that leave an event."""

from accord.learning.actions.adoptions import adopt, change_adoption, withdraw_adoption
from accord.learning.actions.cards import elsewhere_cards
from accord.learning.actions.exchanges import note_exchange, propose_exchange, rewrite_plan, take_exchange_step
from accord.learning.actions.handing_over import hand_over_contacts
from accord.learning.actions.offers import change_offer, close_offer, enter_offer
from accord.learning.actions.practices import draft_practice, edit_practice, take_practice_step
from accord.learning.actions.proving import add_evidence, remove_evidence, tell_update
from accord.learning.actions.questions import answer_for, answer_question, ask_owner
from accord.learning.actions.reviews import (
    finish_review,
    free_place,
    give_back_review,
    rate_practice,
    take_up_review,
    write_review,
)
from accord.record.steps import Unmet

__all__ = [
    "Unmet", "add_evidence", "adopt", "answer_for", "answer_question", "ask_owner", "change_adoption", "change_offer",
    "close_offer", "draft_practice", "edit_practice", "elsewhere_cards", "enter_offer", "finish_review", "free_place",
    "give_back_review", "hand_over_contacts", "note_exchange", "propose_exchange", "rate_practice", "remove_evidence",
    "rewrite_plan", "take_exchange_step", "take_practice_step", "take_up_review", "tell_update", "withdraw_adoption",
    "write_review",
]  # fmt: skip
