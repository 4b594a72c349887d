"""Milestones and indicators of a commitment: added, changed, taken out of a draft; of a published one withdrawn with a reason."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from accord.accountability.actions.cards import commitment_card
from accord.accountability.actions.telling import tell_of_commitment
from accord.accountability.models import Commitment, Measure, Milestone, Revision
from accord.accountability.wording import MEASURE, MILESTONE, measure_wording, milestone_wording, whole_wording
from accord.indicators.models import Indicator
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Capacity
from accord.record.actions import Conflict, link, unlink
from accord.record.models import Card

State = Commitment.State


def held_commitment(commitment: Commitment) -> Commitment:
    """The row, held: what an event says stands must not change before it is written."""
    return Commitment.objects.select_for_update(of=("self",)).select_related("area", "lead", "plan").get(pk=commitment.pk)


def changeable(commitment: Commitment) -> Commitment:
    """Raises Conflict where the commitment was withdrawn or closed meanwhile."""
    row = held_commitment(commitment)
    if row.state not in Commitment.OPEN:
        raise Conflict({"state": str(row.get_state_display())}, {"state": str(State.PUBLIC.label)})
    return row


def keep_wording(row: Commitment, reason: str) -> None:
    """The wording of a published commitment as it stands, kept before it changes. Raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("Changing what was published needs a reason")
    Revision.objects.create(commitment=row, version=row.version, wording=whole_wording(row), reason=reason, until=clock.now())
    row.state, row.version = State.REVISED, row.version + 1


def _revise(row: Commitment, reason: str) -> None:
    """Where the commitment is published, its change is a revision."""
    if row.state != State.DRAFT:
        keep_wording(row, reason)
        row.save()
        commitment_card(row)


@transaction.atomic
def add_milestone(commitment: Commitment, *, text: str, due: date, weight: int, by: Capacity) -> Milestone:
    row = changeable(commitment)
    made = Milestone.objects.create(commitment=row, text=text, due=due, weight=weight)
    tell_of_commitment("milestone_added", row, by=by, after=plain({"text": text, "due": due, "weight": weight}))
    return made


@transaction.atomic
def change_milestone(
    milestone: Milestone, *, text: str, due: date, weight: int, version: int, by: Capacity, reason: str = ""
) -> Milestone:
    """Raises Conflict on a stale `version`, ValueError for a published commitment without a reason."""
    return _change(milestone, {"text": text, "due": due, "weight": weight}, version, by, reason)


@transaction.atomic
def remove_milestone(milestone: Milestone, *, version: int, by: Capacity, reason: str = "") -> None:
    """Of a draft it goes; of a published commitment it is withdrawn, and stays readable with the reason."""
    _remove(milestone, version, by, reason)


@transaction.atomic
def tell_milestone(
    milestone: Milestone, *, progress: int | None, done_on: date | None, evidence: str, version: int, by: Capacity
) -> Milestone:
    """How far it is. Raises Conflict on a stale `version`, ValueError for what is done in the future or in part."""
    if done_on and (done_on > clock.today() or progress not in (None, 100)):
        raise ValueError("What is done is done wholly, and not in the future")
    of = changeable(milestone.commitment)
    row = Milestone.objects.get(pk=milestone.pk)
    before = plain({"progress": row.progress, "done_on": row.done_on, "evidence": row.evidence})
    after = plain({"progress": 100 if done_on else progress, "done_on": done_on, "evidence": evidence})
    if version != row.version or row.withdrawn_on:
        raise Conflict(before, after)
    row.progress, row.done_on, row.evidence, row.version = after["progress"], done_on, evidence, row.version + 1
    row.save()
    tell_of_commitment("milestone_told", of, by=by, before=before, after=after | {"text": row.text})
    return row


@transaction.atomic
def add_measure(
    commitment: Commitment, indicator: Indicator, *, baseline: Decimal | None, baseline_year: int | None,
    target: Decimal | None, target_year: int | None, breakdown: str = "", source: str = "", by: Capacity,
) -> Measure:  # fmt: skip
    """Tie an indicator. Raises Conflict where it is tied already: that is changed, not written over."""
    row = changeable(commitment)
    told: dict[str, Any] = {"baseline": baseline, "baseline_year": baseline_year, "target": target, "target_year": target_year}
    told |= {"breakdown": breakdown, "source": source}
    there = row.measures.standing().filter(indicator=indicator).first()
    if there:
        raise Conflict(measure_wording(there), plain(told))
    made = Measure.objects.create(commitment=row, indicator=indicator, **told)
    card, shown = _cards(row, indicator)
    if shown:
        link(card, "measured_by", shown)
    tell_of_commitment("measure_added", row, by=by, after=_worded(made))
    return made


@transaction.atomic
def change_measure(
    measure: Measure, *, baseline: Decimal | None, baseline_year: int | None, target: Decimal | None, target_year: int | None,
    breakdown: str = "", source: str = "", version: int, by: Capacity, reason: str = "",
) -> Measure:  # fmt: skip
    """Raises Conflict on a stale `version`, ValueError for a published commitment without a reason."""
    told: dict[str, Any] = {"baseline": baseline, "baseline_year": baseline_year, "target": target, "target_year": target_year}
    told |= {"breakdown": breakdown, "source": source}
    return _change(measure, told, version, by, reason)


@transaction.atomic
def remove_measure(measure: Measure, *, version: int, by: Capacity, reason: str = "") -> None:
    """As with a milestone."""
    row = _remove(measure, version, by, reason)
    card, shown = _cards(row, measure.indicator)
    if shown:
        unlink(card, "measured_by", shown)


def _cards(commitment: Commitment, indicator: Indicator) -> tuple[Card, Card | None]:
    shown = Card.objects.filter(ref=f"indicators/{indicator.code}").first()
    return Card.objects.get(ref=f"commitments/{commitment.ref}"), shown


def _worded(part: Milestone | Measure) -> dict[str, Any]:
    if isinstance(part, Milestone):
        return milestone_wording(part)
    return {"indicator": part.indicator.code} | measure_wording(part)


def _current[P: (Milestone, Measure)](part: P, given: Mapping[str, Any], version: int) -> tuple[Commitment, P, dict[str, Any]]:
    """The commitment, held, and the part as it stands now, with its wording."""
    of = changeable(part.commitment)
    row = type(part)._default_manager.filter(pk=part.pk).first()
    if row is None:
        raise Conflict({}, plain(dict(given)))
    before = _worded(row)
    if version != row.version or row.withdrawn_on:
        raise Conflict(before, plain(dict(given)))
    return of, row, before


def _change[P: (Milestone, Measure)](part: P, given: Mapping[str, Any], version: int, by: Capacity, reason: str) -> P:
    of, row, before = _current(part, given, version)
    _revise(of, reason)
    for name in MILESTONE if isinstance(row, Milestone) else MEASURE:
        setattr(row, name, given[name])
    row.version += 1
    row.save()
    row.refresh_from_db()
    verb = "milestone_changed" if isinstance(row, Milestone) else "measure_changed"
    tell_of_commitment(verb, of, by=by, reason=reason, before=before, after=_worded(row))
    return row


def _remove[P: (Milestone, Measure)](part: P, version: int, by: Capacity, reason: str) -> Commitment:
    of, row, before = _current(part, {}, version)
    kind = "milestone" if isinstance(row, Milestone) else "measure"
    if of.state == State.DRAFT:
        row.delete()
        tell_of_commitment(f"{kind}_removed", of, by=by, before=before)
        return of
    _revise(of, reason)
    row.withdrawn_on, row.reason, row.version = clock.today(), reason, row.version + 1
    row.save()
    tell_of_commitment(f"{kind}_withdrawn", of, by=by, reason=reason, before=before)
    return of
