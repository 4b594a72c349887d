"""How chapters count countries and say so."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accord.overview.report import words
from accord.overview.report.inputs import ReportInputs
from accord.overview.report.value import Bar


def counted(inputs: ReportInputs) -> set[str]:
    """Member States, or the demonstration's countries: the ones that every share is of."""
    return {c.iso3 for c in inputs.countries if c.counted}


def percent_of(count: int, of: int) -> dict[str, str]:
    return {"count": words.number(count, 0), "of": words.number(of, 0), "share": words.share(count, of)}


def joined(bars: Sequence[Bar]) -> str:
    """A chart's bars as one sentence."""
    return "; ".join(_("%(label)s: %(count)s") % {"label": b.label, "count": b.said or b.value} for b in bars)
