"""The wording of a commitment: what a revision keeps and a difference is told in."""

from typing import Any

from accord.accountability.models import Commitment, Measure, Milestone
from accord.kit.pages import plain

WORDING = (
    "title", "text", "problem", "how", "form", "level", "starts_on", "ends_on", "budget", "currency", "funded_share",
    "supporting", "language",
)  # fmt: skip


def wording_of(commitment: Commitment) -> dict[str, Any]:
    found: dict[str, Any] = plain({name: getattr(commitment, name) for name in WORDING})
    found["lead"] = commitment.lead.slug if commitment.lead else ""
    found["topics"] = sorted(t.code for t in commitment.topics.all()) if commitment.pk else []
    return found


MILESTONE = ("text", "due", "weight")
MEASURE = ("baseline", "baseline_year", "target", "target_year")


def milestone_wording(m: Milestone) -> dict[str, Any]:
    """What of a milestone is promised; how far it is, is told and not promised."""
    return _with_reason(m, MILESTONE)


def measure_wording(m: Measure) -> dict[str, Any]:
    return _with_reason(m, MEASURE)


def _with_reason(part: Milestone | Measure, names: tuple[str, ...]) -> dict[str, Any]:
    told: dict[str, Any] = plain({name: getattr(part, name) for name in names})
    return told | ({"withdrawn": part.reason} if part.withdrawn_on else {})


def whole_wording(commitment: Commitment) -> dict[str, Any]:
    """With its milestones (by id) and indicators (by code), as a revision keeps it. From the rows as they are in the database."""
    return wording_of(commitment) | {
        "milestones": {str(m.pk): milestone_wording(m) for m in commitment.milestones.all()},
        "measures": {f"{m.indicator.code}/{m.pk}": measure_wording(m) for m in commitment.measures.select_related("indicator")},
    }
