"""The states of an action plan as data: from where to where, what must be true before (shown before the button), what it says."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accord.accountability.models import ActionPlan
from accord.record.steps import REASON, Guard, Step

State = ActionPlan.State


@dataclass(frozen=True)
class PlanFacts:
    """What guards look at. Counts are of what everyone sees, or would see."""

    parts: int  # actions and commitments
    drafts: int  # of these, drafts that only the country sees
    has_days: bool
    has_document: bool


PlanGuard = Guard[PlanFacts]
PlanStep = Step[PlanFacts]

DAYS = PlanGuard(_("It has a day on which it starts and one on which it ends."), lambda f: f.has_days)
PARTS = PlanGuard(_("At least one published action or commitment belongs to it."), lambda f: f.parts > f.drafts)
DOCUMENT = PlanGuard(_("The published document is linked."), lambda f: f.has_document)
STAYS = _("It stays visible, with your reason beside it.")

PLAN_STEPS = (
    PlanStep(
        "open", _("Open for co-creation"), _("Everyone will see it. From then on each change of its wording stays readable."),
        _("The plan is open for co-creation."), (State.DRAFTING,), State.CO_CREATION, (DAYS,),
    ),
    PlanStep(
        "submit", _("Submit for adoption"), _("Co-creation ends; the plan goes to whoever adopts it in your country."),
        _("The plan is submitted."), (State.CO_CREATION,), State.SUBMITTED, (DAYS, PARTS),
    ),
    PlanStep(
        "back", _("Take back to co-creation"), _("Its text may be worked on again."), _("The plan is in co-creation again."),
        (State.SUBMITTED,), State.CO_CREATION, asks=REASON, aside=True,
    ),
    PlanStep(
        "in-force", _("Enter as in force"),
        _("Say so once it is adopted. A plan that was adopted elsewhere is entered here straight from its draft."),
        _("The plan is in force."), (State.SUBMITTED, State.DRAFTING), State.IN_FORCE, (DAYS, DOCUMENT),
    ),
    PlanStep("close", _("Close the plan"), STAYS, _("The plan is closed."), (State.IN_FORCE,), State.CLOSED, asks=REASON,
             aside=True),
    PlanStep(
        "withdraw", _("Withdraw the plan"), STAYS, _("The plan is withdrawn."),
        (State.CO_CREATION, State.SUBMITTED, State.IN_FORCE), State.WITHDRAWN, asks=REASON, aside=True,
    ),
)  # fmt: skip


def plan_steps_from(state: str) -> tuple[PlanStep, ...]:
    return tuple(step for step in PLAN_STEPS if state in step.starts)


def plan_step_named(code: str) -> PlanStep | None:
    return next((step for step in PLAN_STEPS if step.code == code), None)
