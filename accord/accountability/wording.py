"""The wording of a commitment, a plan, an action: what a revision keeps and a difference is told in."""

from typing import Any

from accord.accountability.models import Action, ActionPlan, Commitment, Measure, Milestone
from accord.kit.pages import plain

WORDING = (
    "title", "text", "problem", "how", "form", "level", "starts_on", "ends_on", "budget", "currency", "funded_share",
    "supporting", "language", "provinces",
)  # fmt: skip
PLANNED = (
    "title", "text", "starts_on", "ends_on", "budget", "currency", "funded_share", "supporting", "language",
)  # fmt: skip
PLAN = (*PLANNED, "document")
ACTION = (*PLANNED, "provinces")


def wording_of(commitment: Commitment) -> dict[str, Any]:
    return _worded(commitment, WORDING) | _placed(commitment)


def plan_wording(plan: ActionPlan) -> dict[str, Any]:
    return _worded(plan, PLAN)


def action_wording(action: Action) -> dict[str, Any]:
    return _worded(action, ACTION) | _placed(action)


def _worded(thing: Commitment | ActionPlan | Action, names: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = plain({name: getattr(thing, name) for name in names})
    return found | {"lead": thing.lead.slug if thing.lead else ""}


def _placed(thing: Commitment | Action) -> dict[str, Any]:
    topics = sorted(t.code for t in thing.topics.all()) if thing.pk else []
    return {"topics": topics, "plan": thing.plan.ref if thing.plan else ""}


MILESTONE = ("text", "due", "weight")
MEASURE = ("baseline", "baseline_year", "target", "target_year", "breakdown", "source")


def milestone_wording(m: Milestone) -> dict[str, Any]:
    """What of a milestone is promised; how far it is, is told and not promised."""
    return _with_reason(m, MILESTONE)


def measure_wording(m: Measure) -> dict[str, Any]:
    """With its unit: what a figure stands for must be readable wherever the wording is kept."""
    return _with_reason(m, MEASURE) | {"unit": m.indicator.unit}


def _with_reason(part: Milestone | Measure, names: tuple[str, ...]) -> dict[str, Any]:
    told: dict[str, Any] = plain({name: getattr(part, name) for name in names})
    return told | ({"withdrawn": part.reason} if part.withdrawn_on else {})


def whole_wording(commitment: Commitment) -> dict[str, Any]:
    """With its milestones (by id) and indicators (by code), as a revision keeps it. From the rows as they are in the database."""
    return wording_of(commitment) | {
        "milestones": {str(m.pk): milestone_wording(m) for m in commitment.milestones.all()},
        "measures": {f"{m.indicator.code}/{m.pk}": measure_wording(m) for m in commitment.measures.select_related("indicator")},
    }
