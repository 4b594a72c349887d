"""What the events of peer reviews are called on a page, and which part they tell of."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.record.verbs import About

type Told = Mapping[str, Any]

WORDS = {
    "peer_round_opened": _("Round of peer reviews opened"),
    "peer_round_joined": _("Round of peer reviews joined"),
    "peer_round_left": _("Round of peer reviews left"),
    "peer_round_moved": _("Days or number of the round changed"),
    "peer_list_closed": _("List of the round closed and published"),
    "peer_round_drawn": _("Reviewers drawn by lot"),
    "peer_draw_corrected": _("Draw corrected"),
    "peer_reviewers_drawn": _("Reviewers drawn by lot"),
    "peer_review_set_aside": _("Not reviewed in this round"),
    "peer_reviewer_replaced": _("Another reviewer drawn by lot"),
    "peer_review_accepted": _("Review accepted"),
    "peer_review_declined": _("Review declined"),
    "peer_review_offered_anew": _("Review offered anew"),
    "peer_dialogue_set": _("Day of the dialogue set"),
    "peer_question_asked": _("Advance question asked"),
    "peer_question_answered": _("Advance question answered"),
    "peer_recommendation_written": _("A recommendation was written"),
    "peer_recommendation_dropped": _("A recommendation was taken out before it was given"),
    "peer_recommendation_given": _("Recommended by a peer review"),
    "peer_judgement_written": _("A reviewer judged a commitment"),
    "peer_judgement_replied": _("Reply given"),
    "peer_step_questions": _("Opened for advance questions"),
    "peer_step_dialogue": _("Advance questions closed"),
    "peer_step_held": _("Dialogue held"),
    "peer_step_give": _("Recommendations given"),
    "peer_step_finish": _("Peer review final"),
    "peer_step_aside": _("Review set aside"),
    "peer_midterm_told": _("Mid-term told"),
    "body_review_entered": _("Day of a review by another body entered"),
    "body_review_taken_back": _("Entered day of a review taken back"),
    "peer_absence_declared": _("Absence of peer reviewers declared"),
    "peer_absence_ended": _("Declared absence taken back"),
}


def _area(before: Told, after: Told) -> str:
    return str(after["area"])


def _commitment(before: Told, after: Told) -> str:
    return str(after["commitment"])


def _days(before: Told, after: Told) -> str:
    told = after or before
    return f"{told['first']} – {told['last']}"


def _body(before: Told, after: Told) -> str:
    told = after or before
    return f"{str(told['body']).upper()}, {told['held_on']}"


ABOUT: dict[str, About] = {
    "peer_reviewers_drawn": lambda before, after: ", ".join(after["team"]),
    "peer_reviewer_replaced": lambda before, after: f"{after['out']} → {after['in']}",
    **dict.fromkeys(("peer_round_drawn", "peer_draw_corrected"), lambda before, after: str(after["numbers"])),
    **dict.fromkeys(
        ("peer_review_accepted", "peer_review_declined", "peer_review_offered_anew", "peer_question_asked",
         "peer_recommendation_written", "peer_recommendation_dropped"), _area),
    **dict.fromkeys(("peer_judgement_written", "peer_judgement_replied"), _commitment),
    "peer_dialogue_set": lambda before, after: str(after["day"]),
    "peer_recommendation_given": lambda before, after: str(after["from"]),
    **dict.fromkeys(("peer_absence_declared", "peer_absence_ended"), _days),
    **dict.fromkeys(("body_review_entered", "body_review_taken_back"), _body),
}  # fmt: skip
