"""What the events of this room are called on a page."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "recommendation_answered": _("Recommendation answered"),
    "commitment_tied": _("Commitment tied to a recommendation"),
    "commitment_drafted": _("Commitment drafted"),
    "commitment_edited": _("Draft edited"),
    "commitment_revised": _("Commitment revised"),
    "commitment_published": _("Commitment published"),
    "commitment_withdrawn": _("Commitment withdrawn"),
    "commitment_closed": _("Commitment closed"),
    "milestone_added": _("Milestone added"),
    "milestone_told": _("Progress of a milestone told"),
    "measure_added": _("Indicator tied"),
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
