"""What the events of this room are called on a page, and which part of a card they tell of."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.accountability.edition_verbs import EDITION_WORDS
from accord.accountability.models import Action, ChecklistItem, HostDecision, Recommendation
from accord.accountability.models.following import ASSESSORS_VIEW
from accord.accountability.reads.changes import measure_words, milestone_words
from accord.accountability.requirements import REQUIREMENTS
from accord.kit import locale_format
from accord.kit.interface import spoken_language
from accord.kit.texts import Text, reader_language
from accord.record.verbs import About

UNDER_WAY = _("Under way")  # translated or not, as its like are

type Told = Mapping[str, Any]

WORDS = {
    "recommendation_answered": _("Recommendation answered"),
    "recommendation_followed_up": _("How far it is carried out: told by the government"),
    "recommendation_assessed": _("How far it is carried out: seen by an assessor"),
    "clusters_proposed": _("Recommendations that may ask for the same: proposed by the machine"),
    "cluster_confirmed": _("Recommendations that ask for the same: confirmed"),
    "cluster_rejected": _("Recommendations that ask for the same: proposal rejected"),
    "commitment_tied": _("Commitment tied to a recommendation"),
    "commitment_untied": _("Tie taken out"),
    "commitment_drafted": _("Commitment drafted"),
    "commitment_edited": _("Draft edited"),
    "commitment_revised": _("Commitment revised"),
    "commitment_published": _("Commitment published"),
    "commitment_withdrawn": _("Commitment withdrawn"),
    "commitment_closed": _("Commitment closed"),
    "milestone_added": _("Milestone added"),
    "milestone_changed": _("Milestone changed"),
    "milestone_removed": _("Milestone taken out of the draft"),
    "milestone_withdrawn": _("Milestone withdrawn"),
    "milestone_told": _("Progress of a milestone told"),
    "measure_added": _("Indicator tied"),
    "measure_changed": _("Baseline or target changed"),
    "measure_removed": _("Indicator taken out of the draft"),
    "measure_withdrawn": _("Indicator withdrawn"),
    "cycle_opened": _("Cycle opened"),
    "cycle_joined": _("Cycle joined"),
    "report_summary_written": _("Summary written"),
    "report_entry_written": _("Progress of a commitment told"),
    "report_sign": _("Report signed"),
    "report_take_back": _("Report taken back to drafting"),
    "report_submit": _("Report submitted"),
    "report_return": _("Report returned to the country"),
    "report_publish": _("Report published"),
    "report_release": _("Assessment released"),
    "report_finish": _("Right of reply closed; report final"),
    "report_finish_late": _("Report made final"),
    "assessment_taken_up": _("Assessment taken up"),
    "assessment_given_back": _("Assessment given back, for another assessor"),
    "rating_written": _("Rating written"),
    "rating_replied": _("Reply given"),
    "shadow_report_begun": _("Shadow report begun"),
    "shadow_report_changed": _("Shadow report changed"),
    "shadow_report_sent": _("Shadow report sent"),
    "shadow_report_published": _("Shadow report published"),
    "shadow_report_returned": _("Shadow report returned, for safety"),
    "shadow_report_refused": _("Shadow report not published, for safety"),
    "shadow_report_withdrawn": _("Shadow report withdrawn by its author"),
    "shadow_report_replied": _("Reply given"),
    "plan_drafted": _("Plan drafted"),
    "plan_edited": _("Draft edited"),
    "plan_revised": _("Plan revised"),
    "plan_open": _("Plan opened for co-creation"),
    "plan_submit": _("Plan submitted for adoption"),
    "plan_back": _("Plan taken back to co-creation"),
    "plan_in_force": _("Plan in force"),
    "plan_close": _("Plan closed"),
    "plan_withdraw": _("Plan withdrawn"),
    "action_drafted": _("Action drafted"),
    "action_edited": _("Draft edited"),
    "action_revised": _("Action revised"),
    "action_published": _("Action published"),
    "action_withdrawn": _("Action withdrawn"),
    "action_closed": _("Action closed"),
    "action_told": _("Progress of the action told"),
    "action_tied": _("Tied to a recommendation or commitment"),
    "action_untied": _("Tie taken out"),
    "decision_entered": _("Decision of the host entered"),
    "decision_taken_back": _("Entered decision taken back"),
    "requirement_attested": _("Requirement attested"),
    "principles_assessed": _("Self-assessment made"),
    "template_drafted": _("Template of questions drafted"),
    "template_changed": _("Template of questions changed"),
    "template_used": _("Template of questions taken into use"),
    "cycle_template_set": _("The cycle’s questions were set"),
    "report_answer_written": _("Question answered"),
    "section_sent_out": _("Section sent to a contributor"),
    "section_link_revoked": _("Link of a contributor taken back"),
    "section_came_back": _("Section came back from a contributor"),
    "proposals_declined": _("Texts of a contributor declined"),
    "letter_uploaded": _("Signed letter sent in"),
    "letter_refused": _("Signed letter not accepted"),
    "report_signed_by_letter": _("Report signed by letter, checked by an officer"),
} | EDITION_WORDS


NOTES = {"recommendation_assessed": ASSESSORS_VIEW}


def _text(before: Told, after: Told) -> str:
    return str(after.get("text") or before["text"])


def _share(told: Told) -> str:
    return "?" if told["progress"] is None else locale_format.percent(told["progress"], 0)


def _ours(said: str) -> Text:
    """Made of this site's words, not of the country's."""
    return Text(said, spoken_language(UNDER_WAY, reader_language()))


def _how_far(before: Told, after: Told) -> Text:
    words = dict(Action.Status.choices)
    return _ours(f"{words[before['status']]} → {words[after['status']]}")


def _tie(before: Told, after: Told) -> str:
    told = after or before
    return f"{told['to']} – {told['note']}"


def _decision(before: Told, after: Told) -> Text:
    told = after or before
    return _ours(f"{HostDecision.Stage(told['stage']).label}, {locale_format.day(date.fromisoformat(told['decided_on']))}")


def _requirement(before: Told, after: Told) -> Text:
    words = dict(ChecklistItem.Status.choices)
    was = f"{words[before['status']]} → " if before else ""
    return _ours(f"{REQUIREMENTS[after['requirement']]}: {was}{words[after['status']]}")


def _figures(before: Told, after: Told) -> str:
    told = after or before
    return f"{told['indicator']}: {measure_words(told)}"


def _progress(before: Told, after: Told) -> str:
    names = dict(Recommendation.Progress.choices)
    ends = [str(names.get(told.get("progress", ""), "")) for told in (before, after)]
    return " → ".join(filter(None, ends))


ABOUT: dict[str, About] = {
    **dict.fromkeys(("recommendation_followed_up", "recommendation_assessed"), _progress),
    **dict.fromkeys(("cluster_confirmed", "cluster_rejected"), lambda before, after: ", ".join(after["members"])),
    "clusters_proposed": lambda before, after: str(after["proposed"]),
    "commitment_tied": lambda before, after: " – ".join(filter(None, (after["recommendation"], after.get("note")))),
    "commitment_untied": lambda before, after: " – ".join(filter(None, (before["to"], before["note"]))),
    **dict.fromkeys(("milestone_added", "milestone_removed", "milestone_withdrawn"), _text),
    "milestone_changed": lambda before, after: f"{milestone_words(before)} → {milestone_words(after)}",
    "milestone_told": lambda before, after: f"{after['text']}: {_share(before)} → {_share(after)}",
    **dict.fromkeys(("measure_added", "measure_removed", "measure_withdrawn"), _figures),
    "measure_changed": lambda before, after: f"{_figures({}, before)} ⇒ {measure_words(after)}",
    "action_told": _how_far,
    **dict.fromkeys(("action_tied", "action_untied"), _tie),
    **dict.fromkeys(("decision_entered", "decision_taken_back"), _decision),
    "requirement_attested": _requirement,
    "principles_assessed": lambda before, after: _ours(_now("Version %(n)s") % {"n": after["version"]}),
    "report_answer_written": lambda before, after: str(after["question"]),
    **dict.fromkeys(("section_sent_out", "section_link_revoked", "letter_uploaded"), lambda before, after: str(after["office"])),
    "proposals_declined": lambda before, after: ", ".join(after["questions"]),
    **dict.fromkeys(("report_entry_written", "rating_written", "rating_replied"), lambda before, after: str(after["commitment"])),
}
