"""How an output begins and ends: the report's own summary, and where other judgements stand."""

from django.utils.translation import gettext_lazy as _

from accord.formats.document import Part
from accord.overview.outputs import prose
from accord.overview.outputs.saying import SPACE, Teller, paragraph, say, told_in
from accord.overview.outputs.shapes import Shape


def introduction(teller: Teller, shape: Shape) -> Part:
    summary = teller.inputs.summary
    found = prose.blocks(summary.text, told_in(summary.lang)) or [paragraph(say(_("The report has no summary.")))]
    return Part("introduction", say(_("Introduction")), found)


def judgements(teller: Teller, shape: Shape) -> Part:
    """What is told above is the government's own; what others say is one address away."""
    inputs = teller.inputs
    own = say(_("How far commitments are is told here as the government tells it in its progress report."))
    rated = say(
        _("An independent assessor's ratings, and what civil society says, stand beside each of them in the report."),
        inputs.url,
    )
    not_rated = say(_("No independent assessment is released yet; what civil society says stands in the report."), inputs.url)
    return Part(
        "judgements", say(_("Other judgements")), [paragraph(own, SPACE, rated if inputs.rated else not_rated)]
    )  # fmt: skip
