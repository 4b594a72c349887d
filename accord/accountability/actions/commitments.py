"""Commitments: drafted, published, revised (the old wording stays), withdrawn with a reason, closed."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from accord.accountability.actions.recommendations import tie_commitment
from accord.accountability.actions.telling import tell_of_commitment
from accord.accountability.models import Commitment, Measure, Milestone, Recommendation, Revision
from accord.accountability.wording import WORDING, wording_of
from accord.indicators.models import Indicator
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Area, Capacity, Organisation, Role
from accord.record.actions import Conflict, link
from accord.record.models import Card

State = Commitment.State


def _next_ref(area: Area) -> str:
    """XAA-c7. The row of the country is locked, so that two commitments made at once get two numbers."""
    Area.objects.select_for_update().get(pk=area.pk)
    stem = f"{area.code}-c"
    taken = Commitment.objects.filter(area=area, ref__startswith=stem).values_list("ref", flat=True)
    return f"{stem}{max([int(ref.removeprefix(stem)) for ref in taken], default=0) + 1}"


def _write(commitment: Commitment, given: Mapping[str, Any]) -> None:
    for name in WORDING:
        if name in given:
            setattr(commitment, name, given[name])
    commitment.lead = given.get("lead")
    commitment.contact = contact_of(commitment.lead)
    commitment.save()
    commitment.topics.set(given.get("topics", ()))


def contact_of(lead: Organisation | None) -> Capacity | None:
    """A verified person of the lead organisation."""
    if lead is None:
        return None
    roles = (Role.ORG_MEMBER, Role.FOCAL_POINT, Role.ALTERNATE, Role.VALIDATOR, Role.CONTRIBUTOR)
    return Capacity.objects.active().filter(organisation=lead, role__in=roles).order_by("id").first()


@transaction.atomic
def draft_commitment(given: Mapping[str, Any], *, by: Capacity, answers: Sequence[Recommendation] = ()) -> Commitment:
    """A draft that only the country sees. Raises ValueError where the hat is of no country."""
    if by.area is None:
        raise ValueError("A commitment is made for a country")
    made = Commitment(
        ref=_next_ref(by.area), key=uuid.uuid4().hex, kind=Commitment.Kind.COMMITMENT, state=State.DRAFT, area=by.area,
        source=str(by.area.names.get("en", by.area.code)), world=by.area.world,
    )  # fmt: skip
    _write(made, given)
    tell_of_commitment("commitment_drafted", made, by=by, after=wording_of(made))
    for recommendation in answers:
        tie_commitment(recommendation, made, by=by)
    return made


@transaction.atomic
def edit_commitment(
    commitment: Commitment, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str = ""
) -> Commitment:
    """A published one is revised: its old wording is kept with the reason. Raises Conflict on a stale `version`, and where it
    was withdrawn or closed meanwhile, or published without the reason that a revision needs."""
    row = _locked(commitment)
    before = wording_of(row)
    if row.state not in Commitment.OPEN or (row.state != State.DRAFT and not reason.strip()):
        raise Conflict({"state": row.get_state_display()}, {"version": version})
    if version != row.version:
        raise Conflict(before, plain(dict(given) | {"lead": str(given.get("lead") or ""), "topics": []}))
    if row.state != State.DRAFT:
        Revision.objects.create(commitment=row, version=row.version, wording=before, reason=reason, until=clock.now())
        row.state = State.REVISED
    row.version += 1
    _write(row, given)
    verb = "commitment_edited" if row.state == State.DRAFT else "commitment_revised"
    tell_of_commitment(verb, row, by=by, reason=reason, before=before, after=wording_of(row))
    return row


def _locked(commitment: Commitment) -> Commitment:
    """The row, held: what an event says stands must not change before it is written."""
    return Commitment.objects.select_for_update(of=("self",)).select_related("area", "lead").get(pk=commitment.pk)


def _move(commitment: Commitment, allowed: Sequence[str], to: str, verb: str, by: Capacity, reason: str) -> Commitment:
    """Raises Conflict where it went on meanwhile."""
    row = _locked(commitment)
    if row.state not in allowed:
        raise Conflict({"state": row.get_state_display()}, {"state": State(to).label})
    before = row.state
    row.state, row.reason = to, reason
    row.save()
    tell_of_commitment(verb, row, by=by, reason=reason, before={"state": before}, after={"state": to} | wording_of(row))
    return row


@transaction.atomic
def publish_commitment(commitment: Commitment, *, by: Capacity) -> Commitment:
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


@transaction.atomic
def add_milestone(commitment: Commitment, *, text: str, due: date, weight: int, by: Capacity) -> Milestone:
    row = _locked(commitment)
    made = Milestone.objects.create(commitment=row, text=text, due=due, weight=weight)
    tell_of_commitment("milestone_added", row, by=by, after={"text": text, "due": due.isoformat(), "weight": weight})
    return made


@transaction.atomic
def tell_milestone(
    milestone: Milestone, *, progress: int | None, done_on: date | None, evidence: str, version: int, by: Capacity
) -> Milestone:
    """How far it is. Raises Conflict on a stale `version`."""
    of = _locked(milestone.commitment)
    row = Milestone.objects.get(pk=milestone.pk)
    before = {"progress": row.progress, "evidence": row.evidence}
    after = {"progress": 100 if done_on else progress, "evidence": evidence}
    if version != row.version:
        raise Conflict(before, after)
    row.progress, row.done_on, row.evidence, row.version = after["progress"], done_on, evidence, row.version + 1
    row.save()
    tell_of_commitment("milestone_told", of, by=by, before=before, after=after | {"text": row.text})
    return row


@transaction.atomic
def add_measure(
    commitment: Commitment, indicator: Indicator, *, baseline: Decimal | None, baseline_year: int | None,
    target: Decimal | None, target_year: int | None, by: Capacity,
) -> Measure:  # fmt: skip
    """Tie an indicator, or give its baseline and target anew."""
    told = {"baseline": baseline, "baseline_year": baseline_year, "target": target, "target_year": target_year}
    row = _locked(commitment)
    made, _ = Measure.objects.update_or_create(commitment=row, indicator=indicator, defaults=told)
    card = Card.objects.get(ref=f"commitments/{commitment.ref}")
    shown = Card.objects.filter(ref=f"indicators/{indicator.code}").first()
    if shown:
        link(card, "measured_by", shown)
    tell_of_commitment("measure_added", row, by=by, after={"indicator": indicator.code} | plain(told))
    return made


def hand_over_contacts(old: Capacity, new: Capacity) -> int:
    """The commitments that someone was the contact of go to the successor. Returns how many."""
    return Commitment.objects.filter(contact=old).update(contact=new)
