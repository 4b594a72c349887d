"""Every write of the room, as verbs."""

from accord.accountability.actions.commitments import (
    close_commitment,
    draft_commitment,
    edit_commitment,
    hand_over_contacts,
    publish_commitment,
    withdraw_commitment,
)  # fmt: skip
from accord.accountability.actions.cycles import join_cycle, open_cycle
from accord.accountability.actions.imports import import_pledges, import_recommendations
from accord.accountability.actions.parts import (
    add_measure,
    add_milestone,
    change_measure,
    change_milestone,
    remove_measure,
    remove_milestone,
    tell_milestone,
)  # fmt: skip
from accord.accountability.actions.ratings import give_back_assessments, rate, reply, take_up_assessment
from accord.accountability.actions.recommendations import answer_recommendation, tie_commitment
from accord.accountability.actions.reports import take_step, write_entry, write_summary
from accord.accountability.actions.shadow import (
    begin_named,
    begin_sealed,
    judge,
    note_withdrawal,
    publish_shadow,
    reply_to_shadow,
    return_shadow,
    send_shadow,
    withdraw_shadow,
    write_shadow,
)  # fmt: skip
from accord.accountability.states import Unmet

__all__ = [
    "Unmet", "add_measure", "add_milestone", "answer_recommendation", "begin_named", "begin_sealed", "change_measure",
    "change_milestone", "close_commitment", "draft_commitment", "edit_commitment", "give_back_assessments",
    "hand_over_contacts", "import_pledges", "import_recommendations", "join_cycle", "judge", "note_withdrawal", "open_cycle",
    "publish_commitment", "publish_shadow", "rate", "remove_measure", "remove_milestone", "reply", "reply_to_shadow",
    "return_shadow", "send_shadow", "take_step", "take_up_assessment", "tell_milestone", "tie_commitment",
    "withdraw_commitment", "withdraw_shadow", "write_entry", "write_shadow", "write_summary",
]  # fmt: skip
