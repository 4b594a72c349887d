"""Commitments: drafted, published, revised (the old wording stays), withdrawn with a reason, closed."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accord.accountability.actions.numbering import contact_of, next_ref
from accord.accountability.actions.parts import changeable, held_commitment, keep_wording
from accord.accountability.actions.recommendations import tie_commitment
from accord.accountability.actions.telling import tell_of_commitment
from accord.accountability.models import Action, ActionPlan, Commitment, Recommendation
from accord.accountability.standing import commitment_digest
from accord.accountability.wording import WORDING, wording_of
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Capacity
from accord.record.actions import Conflict, link, untie
from accord.record.models import Card, Relation
from accord.record.steps import Unmet

State = Commitment.State


def _write(commitment: Commitment, given: Mapping[str, Any]) -> None:
    for name in WORDING:
        if name in given:
            setattr(commitment, name, given[name])
    if "plan" in given:
        commitment.plan = given["plan"]
    commitment.lead = given.get("lead")
    commitment.contact = contact_of(commitment.lead)
    commitment.save()
    commitment.topics.set([*given.get("topics", ()), *given.get("sdg", ()), *given.get("sectors", ())])


@transaction.atomic
def draft_commitment(
    given: Mapping[str, Any], *, by: Capacity, answers: Sequence[Recommendation] = (), carries: Card | None = None
) -> Commitment:
    """A draft that only the country sees. Raises ValueError where the hat is of no country.

    `carries`: the card of what countries do together, which it carries out for this one: linked, not written twice.
    """
    if by.area is None:
        raise ValueError("A commitment is made for a country")
    made = Commitment(
        ref=next_ref(Commitment, by.area, "c"), key=uuid.uuid4().hex, kind=Commitment.Kind.COMMITMENT, state=State.DRAFT,
        area=by.area,
        source=str(by.area.names.get("en", by.area.code)), world=by.area.world,
    )  # fmt: skip
    _write(made, given)
    tell_of_commitment("commitment_drafted", made, by=by, anew=True, after=wording_of(made))
    for recommendation in answers:
        tie_commitment(recommendation, made, by=by)
    if carries is not None:
        link(Card.objects.get(ref=f"commitments/{made.ref}"), "implements", carries)
    return made


@transaction.atomic
def edit_commitment(
    commitment: Commitment, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str = ""
) -> Commitment:
    """A published one is revised: its old wording is kept with the reason. Raises Conflict on a stale `version`, and where it
    was withdrawn or closed meanwhile, or published without the reason that a revision needs."""
    row = changeable(commitment)
    before = wording_of(row)
    if row.state != State.DRAFT and not reason.strip():
        raise Conflict({"state": row.get_state_display()}, {"version": version})
    if version != row.version:
        raise Conflict(
            before,
            plain(
                dict(given)
                | {
                    "lead": str(given.get("lead") or ""),
                    "topics": [],
                    "sdg": [],
                    "sectors": [],
                    "plan": str(given.get("plan") or ""),
                }
            ),
        )
    if row.state != State.DRAFT:
        keep_wording(row, reason)
    else:
        row.version += 1
    _write(row, given)
    verb = "commitment_edited" if row.state == State.DRAFT else "commitment_revised"
    tell_of_commitment(verb, row, by=by, reason=reason, anew=True, before=before, after=wording_of(row))
    return row


@transaction.atomic
def untie_commitment(commitment: Commitment, other: Card, *, by: Capacity, reason: str = "", shown: str | None = None) -> None:
    """From a recommendation, or from what countries do together. Of a published one with a reason; the journal keeps the note.

    `shown`: the tie's `tie_digest`. Raises Conflict where it is tied otherwise now, or no longer.
    """
    row = changeable(commitment)
    if row.state != State.DRAFT and not reason.strip():
        raise ValueError("Changing what was published needs a reason")
    answers = other.kind == "recommendation"
    relation = Relation.RESPONDS_TO if answers else Relation.IMPLEMENTS
    note = untie(Card.objects.get(ref=f"commitments/{row.ref}"), relation, other, shown=shown)
    ref = other.ref.partition("/")[2]
    if answers:
        row.recommendations.remove(*row.recommendations.filter(ref=ref))
    told = ref if other.audience.code == "public" else ""  # the journal of a public commitment names no closed platform's thing
    tell_of_commitment("commitment_untied", row, by=by, reason=reason, before={"to": told, "note": note})


def _move(commitment: Commitment, allowed: Sequence[str], to: str, verb: str, by: Capacity, reason: str) -> Commitment:
    """Raises Conflict where it went on meanwhile."""
    row = held_commitment(commitment)
    if row.state not in allowed:
        raise Conflict({"state": row.get_state_display()}, {"state": State(to).label})
    before = row.state
    row.state, row.reason = to, reason
    row.save()
    tell_of_commitment(
        verb, row, by=by, reason=reason, anew=True, before={"state": before}, after={"state": to} | wording_of(row)
    )
    return row


@transaction.atomic
def publish_commitment(commitment: Commitment, *, by: Capacity, shown: str | None = None) -> Commitment:
    """Raises Unmet where an indicator says neither where one starts from nor where one is to arrive.

    `shown` is the `commitment_digest` of what was read: Conflict where it is another now. None asks nothing.
    """
    row = held_commitment(commitment)
    if row.state != State.DRAFT:
        raise Conflict({"state": row.get_state_display()}, {"state": State.PUBLIC.label})
    if shown is not None and shown != commitment_digest(row.pk):
        raise Conflict({}, {})
    if row.plan and row.plan.state == ActionPlan.State.DRAFTING:
        raise Unmet([_("The plan that it belongs to is still a draft: open the plan first, or take it out of it.")])
    if row.measures.standing().filter(baseline__isnull=True, target__isnull=True).exists():
        raise Unmet([_("An indicator has neither a baseline nor a target: give it one, or take it out.")])
    row = _move(commitment, [State.DRAFT], State.PUBLIC, "commitment_published", by, "")
    Card.objects.filter(ref=f"commitments/{row.ref}").update(published_at=clock.now())
    return row


@transaction.atomic
def withdraw_commitment(commitment: Commitment, *, by: Capacity, reason: str) -> Commitment:
    """It stays visible, with the reason."""
    if not reason.strip():
        raise ValueError("Withdrawing needs a reason")
    return _move(commitment, [State.PUBLIC, State.REVISED], State.WITHDRAWN, "commitment_withdrawn", by, reason)


@transaction.atomic
def close_commitment(commitment: Commitment, *, by: Capacity, reason: str) -> Commitment:
    return _move(commitment, [State.PUBLIC, State.REVISED], State.CLOSED, "commitment_closed", by, reason)


def hand_over_contacts(old: Capacity, new: Capacity) -> list[str]:
    """What someone was the contact of goes to the successor. Returns the refs of its cards."""
    moved = []
    for path, model in (("commitments", Commitment), ("plans", ActionPlan), ("actions", Action)):
        rows = model._default_manager.filter(contact=old)
        moved += [f"{path}/{ref}" for ref in rows.order_by("id").values_list("ref", flat=True)]
        rows.update(contact=new)
    return moved
