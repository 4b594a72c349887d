"""Events of this room's things: each says what stands after it (`accord verify` holds the tables against it)."""

from typing import Any

from accord.accountability.actions.cards import action_card, commitment_card, pathfinding_card, plan_card, report_card
from accord.accountability.models import Action, ActionPlan, Commitment, Pathfinding, Report
from accord.accountability.standing import action_digest, commitment_digest, pathfinding_digest, plan_digest, report_digest
from accord.people.models import Capacity
from accord.record.actions import append
from accord.record.models import Card, Event


def tell_of_commitment(
    verb: str, commitment: Commitment, *, by: Capacity, reason: str = "", anew: bool = False, **content: Any
) -> Event:
    """`content`: before, after. `anew`: the card, and what search finds, is written anew with it."""
    card = commitment_card(commitment) if anew else Card.objects.get(ref=f"commitments/{commitment.ref}")
    return append(verb, card, by=by, reason=reason, stands={card.ref: commitment_digest(commitment.pk)}, **content)


def tell_of_plan(verb: str, plan: ActionPlan, *, by: Capacity, reason: str = "", **content: Any) -> Event:
    card = plan_card(plan)
    return append(verb, card, by=by, reason=reason, stands={card.ref: plan_digest(plan.pk)}, **content)


def tell_of_action(verb: str, action: Action, *, by: Capacity, reason: str = "", anew: bool = False, **content: Any) -> Event:
    card = action_card(action) if anew else Card.objects.get(ref=f"actions/{action.ref}")
    return append(verb, card, by=by, reason=reason, stands={card.ref: action_digest(action.pk)}, **content)


def tell_of_pathfinding(verb: str, found: Pathfinding, *, by: Capacity, reason: str = "", **content: Any) -> Event:
    card = pathfinding_card(found)
    return append(verb, card, by=by, reason=reason, stands={card.ref: pathfinding_digest(found.pk)}, **content)


def tell_of_report(
    verb: str, report: Report, *, by: Capacity | None, reason: str = "", anew: bool = False, **content: Any
) -> Event:
    card = report_card(report) if anew else Card.objects.get(ref=f"reports/{report.ref}")
    return append(verb, card, by=by, reason=reason, stands={card.ref: report_digest(report.pk)}, **content)
