"""What has to be true before a plan takes a step or an action is published."""

from django.utils.translation import gettext_lazy as _

from accord.accountability.models import Action, ActionPlan, Commitment
from accord.accountability.plan_states import PlanFacts, PlanStep
from accord.record.steps import Held


def plan_facts(plan: ActionPlan) -> PlanFacts:
    """Two queries. What was withdrawn is no part."""
    states = [
        state
        for model in (Action, Commitment)
        for state in model._default_manager.filter(plan=plan).values_list("state", flat=True)
        if state != Commitment.State.WITHDRAWN
    ]
    days = plan.starts_on is not None and plan.ends_on is not None
    return PlanFacts(len(states), states.count(Commitment.State.DRAFT), days, bool(plan.document))


def step_lines(step: PlanStep, facts: PlanFacts) -> list[Held]:
    return [Held(guard.words, guard.holds(facts)) for guard in step.guards]


def publishing_guards(action: Action) -> list[Held]:
    lines = [Held(_("It has a day on which it starts and one on which it ends."), bool(action.starts_on and action.ends_on))]
    if action.plan:
        lines.append(Held(_("The plan that it belongs to is open."), action.plan.state != ActionPlan.State.DRAFTING))
    return lines
