"""Action plans: drafted, opened for co-creation, submitted, in force, closed; revised with the old wording kept; withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accord.accountability.actions.numbering import contact_of, next_ref
from accord.accountability.actions.telling import tell_of_plan
from accord.accountability.models import ActionPlan, Revision
from accord.accountability.plan_states import PlanStep
from accord.accountability.reads.plan_guards import plan_facts, step_lines
from accord.accountability.standing import plan_digest
from accord.accountability.wording import PLAN, plan_wording
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Capacity
from accord.record.actions import Conflict
from accord.record.models import Card
from accord.record.steps import Unmet

State = ActionPlan.State


def held_plan(plan: ActionPlan) -> ActionPlan:
    """The row, held: what an event says stands must not change before it is written."""
    return ActionPlan.objects.select_for_update(of=("self",)).select_related("area", "lead").get(pk=plan.pk)


def _write(plan: ActionPlan, given: Mapping[str, Any]) -> None:
    for name in PLAN:
        if name in given:
            setattr(plan, name, given[name])
    plan.lead = given.get("lead")
    plan.contact = contact_of(plan.lead)
    plan.save()
    plan.refresh_from_db()


@transaction.atomic
def draft_plan(given: Mapping[str, Any], *, by: Capacity) -> ActionPlan:
    """A draft that only the country sees. Raises ValueError where the hat is of no country."""
    if by.area is None:
        raise ValueError("A plan is made for a country")
    made = ActionPlan(ref=next_ref(ActionPlan, by.area, "p"), area=by.area, world=by.area.world)
    _write(made, given)
    tell_of_plan("plan_drafted", made, by=by, after=plan_wording(made))
    return made


@transaction.atomic
def edit_plan(plan: ActionPlan, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str = "") -> ActionPlan:
    """One that everyone sees is revised: its old wording is kept with the reason. Raises Conflict on a stale `version`, and
    where it was closed or withdrawn meanwhile, or opened without the reason that a revision needs."""
    row = held_plan(plan)
    before, draft = plan_wording(row), row.state == State.DRAFTING
    if row.state not in ActionPlan.OPEN or not (draft or reason.strip()):
        raise Conflict({"state": str(row.get_state_display())}, {"version": version})
    if version != row.version:
        raise Conflict(before, plain(dict(given) | {"lead": str(given.get("lead") or "")}))
    if not draft:
        Revision.objects.create(plan=row, version=row.version, wording=before, reason=reason, until=clock.now())
    row.version += 1
    _write(row, given)
    verb = "plan_edited" if draft else "plan_revised"
    tell_of_plan(verb, row, by=by, reason=reason, before=before, after=plan_wording(row))
    return row


@transaction.atomic
def take_plan_step(plan: ActionPlan, step: PlanStep, *, by: Capacity, reason: str = "", shown: str | None = None) -> ActionPlan:
    """Raises Conflict where the plan went on meanwhile, Unmet where a guard does not hold, ValueError without a needed reason.

    `shown` is the `plan_digest` of what was read: Conflict where it is another now. None asks nothing.
    """
    row = held_plan(plan)
    if row.state not in step.starts:
        raise Conflict({"state": str(row.get_state_display())}, {"state": str(State(step.end).label)})
    if shown is not None and shown != plan_digest(row.pk):
        raise Conflict({}, {})
    if step.needs_reason and not reason.strip():
        raise ValueError("This step needs a reason")
    if unmet := [str(line.words) for line in step_lines(step, plan_facts(row)) if not line.holds]:
        raise Unmet(unmet)
    before = row.state
    row.state = step.end
    row.reason = reason if step.end in (State.CLOSED, State.WITHDRAWN) else ""
    row.save()
    after = {"state": row.state} | plan_wording(row)
    tell_of_plan(f"plan_{step.code.replace('-', '_')}", row, by=by, reason=reason, before={"state": before}, after=after)
    if before == State.DRAFTING:
        Card.objects.filter(ref=f"plans/{row.ref}").update(published_at=clock.now())
    return row
