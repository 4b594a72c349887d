"""Actions: drafted, published, revised, told how far they are; tied to what they answer and carry out, each tie with a note."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accord.accountability.actions.numbering import contact_of, next_ref
from accord.accountability.actions.telling import tell_of_action
from accord.accountability.models import Action, ActionAnswers, ActionServes, Commitment, Recommendation, Revision
from accord.accountability.reads.plan_guards import publishing_guards
from accord.accountability.standing import action_digest
from accord.accountability.wording import ACTION, action_wording
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Capacity
from accord.record.actions import Conflict, link, untie
from accord.record.models import Card
from accord.record.steps import Unmet

type Target = Commitment | Recommendation
State = Commitment.State


def held_action(action: Action) -> Action:
    return Action.objects.select_for_update(of=("self",)).select_related("area", "lead", "plan").get(pk=action.pk)


def _changeable(action: Action) -> Action:
    """Raises Conflict where the action was withdrawn or closed meanwhile."""
    row = held_action(action)
    if row.state not in Action.OPEN:
        raise Conflict({"state": str(row.get_state_display())}, {"state": str(State.PUBLIC.label)})
    return row


def _write(action: Action, given: Mapping[str, Any]) -> None:
    for name in ACTION:
        if name in given:
            setattr(action, name, given[name])
    if "plan" in given:
        action.plan = given["plan"]
    action.lead = given.get("lead")
    action.contact = contact_of(action.lead)
    action.save()
    action.topics.set([*given.get("topics", ()), *given.get("sectors", ())])
    action.refresh_from_db()


@transaction.atomic
def draft_action(given: Mapping[str, Any], *, by: Capacity, ties: Sequence[tuple[Target, str]] = ()) -> Action:
    """A draft that only the country sees. Raises ValueError where the hat is of no country."""
    if by.area is None:
        raise ValueError("An action is a country's")
    made = Action(ref=next_ref(Action, by.area, "a"), area=by.area, world=by.area.world)
    _write(made, given)
    tell_of_action("action_drafted", made, by=by, anew=True, after=action_wording(made))
    for target, note in ties:
        tie_action(made, target, note=note, by=by)
    return made


@transaction.atomic
def edit_action(action: Action, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str = "") -> Action:
    """A published one is revised: its old wording is kept with the reason. Raises Conflict as `edit_commitment` does."""
    row = _changeable(action)
    before, draft = action_wording(row), row.state == State.DRAFT
    if not (draft or reason.strip()):
        raise Conflict({"state": str(row.get_state_display())}, {"version": version})
    if version != row.version:
        mine = {"lead": str(given.get("lead") or ""), "plan": str(given.get("plan") or ""), "topics": [], "sectors": []}
        raise Conflict(before, plain(dict(given) | mine))
    if not draft:
        Revision.objects.create(action=row, version=row.version, wording=before, reason=reason, until=clock.now())
        row.state = State.REVISED
    row.version += 1
    _write(row, given)
    verb = "action_edited" if draft else "action_revised"
    tell_of_action(verb, row, by=by, reason=reason, anew=True, before=before, after=action_wording(row))
    return row


@transaction.atomic
def publish_action(action: Action, *, by: Capacity, shown: str | None = None) -> Action:
    """Raises Unmet where a day is missing or its plan is a draft; `shown` as for a commitment, with `action_digest`."""
    row = held_action(action)
    if row.state == State.DRAFT and shown is not None and shown != action_digest(row.pk):
        raise Conflict({}, {})
    if row.state == State.DRAFT and (unmet := [str(g.words) for g in publishing_guards(row) if not g.holds]):
        raise Unmet(unmet)
    row = _move(row, [State.DRAFT], State.PUBLIC, "action_published", by, "")
    Card.objects.filter(ref=f"actions/{row.ref}").update(published_at=clock.now())
    return row


@transaction.atomic
def withdraw_action(action: Action, *, by: Capacity, reason: str) -> Action:
    """It stays visible, with the reason."""
    if not reason.strip():
        raise ValueError("Withdrawing needs a reason")
    return _move(held_action(action), [State.PUBLIC, State.REVISED], State.WITHDRAWN, "action_withdrawn", by, reason)


@transaction.atomic
def close_action(action: Action, *, by: Capacity, reason: str) -> Action:
    return _move(held_action(action), [State.PUBLIC, State.REVISED], State.CLOSED, "action_closed", by, reason)


def _move(row: Action, allowed: Sequence[str], to: str, verb: str, by: Capacity, reason: str) -> Action:
    if row.state not in allowed:
        raise Conflict({"state": str(row.get_state_display())}, {"state": str(State(to).label)})
    before, row.state, row.reason = row.state, to, reason
    row.save()
    after = {"state": to} | action_wording(row)
    tell_of_action(verb, row, by=by, reason=reason, anew=True, before={"state": before}, after=after)
    return row


@transaction.atomic
def tell_action(action: Action, *, status: str, evidence: str, version: int, by: Capacity) -> Action:
    """How far it is; an empty status takes back what was told. Raises Conflict on a stale `version` (of what is told), ValueError
    for done without evidence."""
    if status == Action.Status.DONE and not evidence.strip():
        raise ValueError("What is done has its evidence")
    row = _changeable(action)
    before, after = {"status": row.status, "evidence": row.evidence}, {"status": status, "evidence": evidence}
    if version != row.told_version:
        raise Conflict(before | {"status": str(row.get_status_display())}, after)
    row.status, row.evidence, row.told_version = status, evidence, row.told_version + 1
    row.told_on = clock.today() if status else None
    row.save()
    tell_of_action("action_told", row, by=by, before=before, after=after)
    return row


def _row_of(action: Action, target: Target) -> dict[str, Any]:
    return {"action": action, "commitment" if isinstance(target, Commitment) else "recommendation": target}


def _other(target: Target) -> tuple[type[ActionServes] | type[ActionAnswers], str, Card]:
    """The table of ties, the relation of the cards, the card of what is tied."""
    if isinstance(target, Commitment):
        return ActionServes, "implements", Card.objects.get(ref=f"commitments/{target.ref}")
    return ActionAnswers, "responds_to", Card.objects.get(ref=f"recommendations/{target.ref}")


@transaction.atomic
def tie_action(action: Action, target: Target, *, note: str, by: Capacity) -> None:
    """Tied again, its note is written anew. Raises ValueError for what is of another country."""
    if target.area_id != action.area_id:
        raise ValueError("An action answers what was asked of, or promised by, its own country")
    row = _changeable(action)
    ties, relation, there = _other(target)
    old = ties._default_manager.filter(**_row_of(row, target)).first()
    ties._default_manager.update_or_create(**_row_of(row, target), defaults={"note": note})
    link(Card.objects.get(ref=f"actions/{row.ref}"), relation, there, note=note)
    before = {"to": target.ref, "note": old.note} if old else None
    tell_of_action("action_tied", row, by=by, before=before, after={"to": target.ref, "note": note})


@transaction.atomic
def untie_action(action: Action, target: Target, *, by: Capacity, reason: str = "", shown: str | None = None) -> None:
    """Of a published action with a reason; the journal keeps what was tied. `shown` and Conflict as of a commitment."""
    row = _changeable(action)
    ties, relation, there = _other(target)
    old = ties._default_manager.filter(**_row_of(row, target)).first()
    if old is None:
        raise Conflict({}, {})
    if row.state != State.DRAFT and not reason.strip():
        raise ValueError("Changing what was published needs a reason")
    before = {"to": target.ref, "note": old.note}
    untie(Card.objects.get(ref=f"actions/{row.ref}"), relation, there, shown=shown)
    old.delete()
    tell_of_action("action_untied", row, by=by, reason=reason, before=before)
