"""What the events of this room are called on a page, and which part of a card they tell of."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.accountability.models import Recommendation
from accord.accountability.reads.changes import measure_words, milestone_words
from accord.kit import locale_format
from accord.record.verbs import About

type Told = Mapping[str, Any]

WORDS = {
    "recommendation_answered": _("Recommendation answered"),
    "recommendation_followed_up": _("How far it is carried out: told by the government"),
    "recommendation_assessed": _("How far it is carried out: seen by an assessor"),
    "clusters_proposed": _("Recommendations that may ask for the same: proposed by the machine"),
    "cluster_confirmed": _("Recommendations that ask for the same: confirmed"),
    "cluster_rejected": _("Recommendations that ask for the same: proposal rejected"),
    "commitment_tied": _("Commitment tied to a recommendation"),
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
}


def _text(before: Told, after: Told) -> str:
    return str(after.get("text") or before["text"])


def _share(told: Told) -> str:
    return "?" if told["progress"] is None else locale_format.percent(told["progress"], 0)


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
    "commitment_tied": lambda before, after: str(after["recommendation"]),
    **dict.fromkeys(("milestone_added", "milestone_removed", "milestone_withdrawn"), _text),
    "milestone_changed": lambda before, after: f"{milestone_words(before)} → {milestone_words(after)}",
    "milestone_told": lambda before, after: f"{after['text']}: {_share(before)} → {_share(after)}",
    **dict.fromkeys(("measure_added", "measure_removed", "measure_withdrawn"), _figures),
    "measure_changed": lambda before, after: f"{_figures({}, before)} ⇒ {measure_words(after)}",
    **dict.fromkeys(("report_entry_written", "rating_written", "rating_replied"), lambda before, after: str(after["commitment"])),
}
