"""Every write of the room, as verbs."""

from accord.accountability.actions.clusters import confirm_cluster, propose_clusters, reject_cluster
from accord.accountability.actions.commitments import (
    close_commitment,
    draft_commitment,
    edit_commitment,
    hand_over_contacts,
    publish_commitment,
    withdraw_commitment,
)  # fmt: skip
from accord.accountability.actions.cycles import join_cycle, open_cycle
from accord.accountability.actions.imports import import_pledges
from accord.accountability.actions.parts import (
    add_measure,
    add_milestone,
    change_measure,
    change_milestone,
    remove_measure,
    remove_milestone,
    tell_milestone,
)  # fmt: skip
from accord.accountability.actions.pathfinding import assess_self, attest_item, enter_decision, take_back_decision
from accord.accountability.actions.plan_actions import (
    close_action,
    draft_action,
    edit_action,
    publish_action,
    tell_action,
    tie_action,
    untie_action,
    withdraw_action,
)  # fmt: skip
from accord.accountability.actions.plans import draft_plan, edit_plan, take_plan_step
from accord.accountability.actions.ratings import give_back_assessments, rate, reply, take_up_assessment
from accord.accountability.actions.recommendation_imports import import_recommendations
from accord.accountability.actions.recommendations import answer_recommendation, follow_up, tie_commitment
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
from accord.record.steps import Unmet

__all__ = [
    "Unmet", "add_measure", "add_milestone", "answer_recommendation", "assess_self", "attest_item", "begin_named",
    "begin_sealed", "change_measure", "change_milestone", "close_action", "close_commitment", "confirm_cluster",
    "draft_action", "draft_commitment", "draft_plan", "edit_action", "edit_commitment", "edit_plan", "enter_decision",
    "follow_up", "give_back_assessments", "hand_over_contacts", "import_pledges", "import_recommendations", "join_cycle",
    "judge", "note_withdrawal", "open_cycle", "propose_clusters", "publish_action", "publish_commitment", "publish_shadow",
    "rate", "reject_cluster", "remove_measure", "remove_milestone", "reply", "reply_to_shadow", "return_shadow",
    "send_shadow", "take_back_decision", "take_plan_step", "take_step", "take_up_assessment", "tell_action",
    "tell_milestone", "tie_action", "tie_commitment", "untie_action", "withdraw_action", "withdraw_commitment",
    "withdraw_shadow", "write_entry", "write_shadow", "write_summary",
]  # fmt: skip
