"""Every write of the room, as verbs."""

from accord.accountability.actions.answers import take_section, write_answer
from accord.accountability.actions.clusters import confirm_cluster, propose_clusters, reject_cluster
from accord.accountability.actions.commitments import (
    close_commitment,
    draft_commitment,
    edit_commitment,
    hand_over_contacts,
    publish_commitment,
    untie_commitment,
    withdraw_commitment,
)  # fmt: skip
from accord.accountability.actions.contributions import decide, invite, propose, revoke
from accord.accountability.actions.cycles import join_cycle, open_cycle
from accord.accountability.actions.editions import (
    add_section,
    answer_check,
    begin_edition,
    change_section,
    change_title,
    freeze_figures,
    name_author,
    publish_due_editions,
    publish_erratum,
    remove_section,
    reply_to_check,
    take_back_erratum,
    take_edition_step,
    unname_author,
    write_erratum,
    write_section,
)
from accord.accountability.actions.imports import import_pledges
from accord.accountability.actions.letters import check_letter, upload_letter
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
from accord.accountability.actions.peer_days import declare_absence, end_absence, enter_body_review, take_back_body_review
from accord.accountability.actions.peer_rounds import (
    close_list,
    draw_round,
    join_round,
    leave_round,
    move_round,
    open_round,
    replace_reviewer,
)  # fmt: skip
from accord.accountability.actions.peers import (
    accept_review,
    answer_question,
    ask_question,
    decline_review,
    drop_proposal,
    free_reviews,
    judge_as_peer,
    propose_recommendation,
    reply_to_peer,
    set_dialogue,
    take_peer_step,
    tell_midterm,
)  # fmt: skip
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
from accord.accountability.actions.questions import (
    draft_template,
    name_template,
    next_version,
    put_question,
    put_section,
    remove_part,
    use_template,
)  # fmt: skip
from accord.accountability.actions.ratings import give_back_assessments, rate, reply, take_up_assessment
from accord.accountability.actions.recommendation_imports import import_recommendations
from accord.accountability.actions.recommendations import answer_recommendation, follow_up, tie_commitment
from accord.accountability.actions.reports import take_step, write_entry, write_summary
from accord.accountability.actions.shadow import (
    begin_named,
    begin_sealed,
    drop_judgement,
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
    "Unmet", "accept_review", "add_measure", "add_milestone", "add_section", "answer_check", "answer_question",
    "answer_recommendation", "ask_question", "assess_self", "attest_item", "begin_edition", "begin_named", "begin_sealed",
    "change_measure", "change_milestone", "change_section", "change_title", "check_letter", "close_action",
    "close_commitment", "close_list", "confirm_cluster", "decide", "declare_absence", "decline_review", "draft_action",
    "draft_commitment", "draft_plan", "draft_template", "draw_round", "drop_judgement", "drop_proposal", "edit_action",
    "edit_commitment", "edit_plan", "end_absence", "enter_body_review", "enter_decision", "follow_up", "free_reviews",
    "freeze_figures", "give_back_assessments", "hand_over_contacts", "import_pledges", "import_recommendations", "invite",
    "join_cycle", "join_round", "judge", "judge_as_peer", "leave_round", "move_round", "name_author", "name_template",
    "next_version", "note_withdrawal", "open_cycle", "open_round", "propose", "propose_clusters", "propose_recommendation",
    "publish_action", "publish_commitment", "publish_due_editions", "publish_erratum", "publish_shadow", "put_question",
    "put_section", "rate", "reject_cluster", "remove_measure", "remove_milestone", "remove_part", "remove_section",
    "replace_reviewer", "reply", "reply_to_check", "reply_to_peer", "reply_to_shadow", "return_shadow", "revoke",
    "send_shadow", "set_dialogue", "take_back_body_review", "take_back_decision", "take_back_erratum", "take_edition_step",
    "take_peer_step", "take_plan_step", "take_section", "take_step", "take_up_assessment", "tell_action", "tell_midterm",
    "tell_milestone", "tie_action", "tie_commitment", "unname_author", "untie_action", "untie_commitment", "upload_letter",
    "use_template", "withdraw_action", "withdraw_commitment", "withdraw_shadow", "write_answer", "write_entry",
    "write_erratum", "write_section", "write_shadow", "write_summary",
]  # fmt: skip
