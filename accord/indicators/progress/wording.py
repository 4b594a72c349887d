# ruff: noqa: E501  sentences stand here whole
"""Statuses, reasons, methods and rules in the reader's words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.calc import progress

ORDER = (progress.DEFAULT, *(m for m in progress.CURRENT if m != progress.DEFAULT))


@dataclass(frozen=True)
class Method:
    """A method's name, short for a column, what it does, and where its text stands."""

    code: str
    version: str
    name: str
    short: str
    told: str
    source: str
    url: str


def methods() -> list[Method]:
    """The default first."""
    told = {
        "unsd_2023": (
            _("UN Statistics Division, 2023"), _("UNSD 2023"),
            _(
                "Carries the yearly rate of change since 2015 forward to the target's year and asks how much of the way from the "
                "baseline to the target would then be done: 95 per cent or more is on track, 10 per cent or more is fair progress. "
                "It works where the target is zero, and is therefore the one named first here."
            ),
            "Progress Chart Technical Note 2023", "https://unstats.un.org/sdgs/files/report/2023/Progress_Chart_Technical_Note_2023.pdf",
        ),
        "unsd_2022": (
            _("UN Statistics Division, 2022"), _("UNSD 2022"),
            _(
                "Divides the yearly rate of change so far by the rate that the target asks for: above 0.95 is on track, from 0.5 "
                "fair progress, from −0.1 limited or none, below it deterioration. Where the target is zero the rate asked for is "
                "the loss of everything at once, so that next to nothing is ever on track."
            ),
            "Progress Chart Technical Note 2022", "https://unstats.un.org/sdgs/report/2022/Progress_Chart_Technical_Note_2022.pdf",
        ),
        "statcan": (
            _("Statistics Canada, in Open SDG"), _("Statistics Canada"),
            _(
                "The same division with other steps: 0.95 and above is on track, from 0.6 fair progress, from 0 limited progress. A "
                "target or baseline of zero is replaced by 0.001. Without a target it asks for 1.5 per cent a year, less near a "
                "natural limit."
            ),
            "Open SDG, Progress status", "https://open-sdg.readthedocs.io/en/latest/progress/",
        ),
        "escap": (
            _("UN regional commissions (ESCAP)"), _("ESCAP"),
            _(
                "Fits a line through the figures since 2000 in which newer ones weigh more, and asks how far it would end from the "
                "target: a gap of up to 10 per cent of the way is on track, below 100 per cent fair progress. Without a target it "
                "says nothing. The weights and the steps are not confirmed in the commission's own text."
            ),
            "ESCAP, SDG Gateway", "https://data.unescap.org/",
        ),
    }  # fmt: skip
    return [Method(code, progress.CURRENT[code], *told[code]) for code in ORDER]


AARR_SOURCE = "How to calculate average annual rate of reduction (AARR) of underweight prevalence, technical note, UNICEF 2007"
AARR_URL = "https://data.unicef.org/resources/technical-note-calculate-average-annual-rate-reduction-aarr-underweight-prevalence/"
KINDS = {"met": "good", "on_track": "good", "fair": "warn", "limited": "", "no_progress": "", "deterioration": "bad"}


def status(code: str) -> str:
    known = {
        "met": _("Target met"), "on_track": _("On track"), "fair": _("Fair progress"), "limited": _("Limited progress"),
        "no_progress": _("No progress"), "deterioration": _("Deterioration"), "not_assessable": _("Not assessed"),
    }  # fmt: skip
    return known[code]


def reason(code: str) -> str:
    """Why a method gives no status."""
    known = {
        "": "", "no_points": _("No figure"), "one_year": _("Figures of one year only"), "no_baseline": _("Nothing to begin from"),
        "no_target": _("No number to reach"), "growth_rate": _("A rate of growth"), "zero_baseline": _("Begins at zero"),
        "mixed_signs": _("Above and below zero"), "out_of_range": _("Too large to work out"),
    }  # fmt: skip
    return known[code]


def rate_reason(code: str) -> str:
    """Why there is no rate of reduction, or no factor."""
    known = {
        "": "", "too_few_years": _("one year only"), "not_above_nought": _("a figure is zero"), "no_floor": _("no floor is set"),
        "year_past": _("the year is past"), "no_fall": _("it did not fall"), "reached": _("reached"),
    }  # fmt: skip
    return known[code]


def region_reason(code: str) -> str:
    """Why a region has no figure."""
    known = {
        "": "", "no_members": _("No country of the region is in the rule's scope."),
        "no_data": _("No country has a figure that the rule takes."),
        "no_weights": _("The population series that the rule asks for is not held here."),
        "below_rule": _("Figures cover less than the rule asks for."),
        "impute_untold": _("The rule cannot be followed: how missing countries are filled in is not published."),
        "weights_untold": _("The rule cannot be followed: its weights are not published."),
    }  # fmt: skip
    return known[code]


def rule(code: str) -> str:
    """Whose rule of aggregation it is."""
    known = {
        "unicef": _("UNICEF's rule"), "escap": _("ESCAP's rule"), "interagency": _("Rule of the inter-agency group"),
    }  # fmt: skip
    return known.get(code, code)
