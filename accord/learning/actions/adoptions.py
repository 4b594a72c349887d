"""Adoptions: entered by their adopter, changed with a reason, withdrawn with one."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accord.kit import clock
from accord.kit.pages import plain
from accord.learning.access import home_in, place_of, threats_of
from accord.learning.access.hats import acts_for
from accord.learning.actions.practices import held_practice
from accord.learning.actions.telling import next_ref, tell_of_adoption
from accord.learning.models import Adoption, Practice, Revision
from accord.learning.wording import CHOSEN, adoption_wording
from accord.people.models import Area, Capacity
from accord.record.actions import Conflict
from accord.record.models import Card


def _write(adoption: Adoption, given: Mapping[str, Any]) -> None:
    for name in CHOSEN:
        if name in given:
            setattr(adoption, name, given[name])
    adoption.save()


@transaction.atomic
def adopt(practice: Practice, given: Mapping[str, Any], *, by: Capacity, source: Adoption | None = None) -> Adoption:
    """Public at once: it is its adopter's own word. `source` is the adoption that it comes from, if not the practice itself.

    Raises Conflict where the practice is not public (any more), ValueError where the hat may enter none or the practice is
    its own, where the source is of another practice or withdrawn, where something is adapted without saying what changed, and
    where a body of no country names none that it does it in (`place`), or somebody else does.
    """
    row, home, area = held_practice(practice), home_in(by), place_of(by)
    if by.world != row.world:
        raise ValueError("An adoption is of the same world")
    place: Area | None = given.get("place")
    if (area is None) == (place is None) or (place and not (place.is_country and place.world == row.world)):
        raise ValueError("An adoption is in one country; a body of no country says in which")
    if acts_for(by, row):
        raise ValueError("Nobody adopts what is their own")
    if row.state not in Practice.PUBLIC:
        raise Conflict({"state": str(row.get_state_display())}, {})
    if source and (source.practice_id != row.pk or source.withdrawn_on):
        raise ValueError("An adoption comes from the practice or from an adoption of it that stands")
    _sound(given, row.world)
    made = Adoption(
        ref=next_ref(Adoption, home, "ad"), practice=row, source=source, area=area, place=place, owner=by.organisation,
        contact=by, entered_on=clock.today(), world=row.world,
    )  # fmt: skip
    _write(made, given)
    tell_of_adoption("adoption_entered", made, by=by, after=_whole(made))
    return made


def _sound(given: Mapping[str, Any], world: str) -> None:
    if given["kind"] == Adoption.Kind.ADAPTS and not str(given.get("changed", "")).strip():
        raise ValueError("Who adapts says what was changed")
    if given["decided_on"] > clock.today():
        raise ValueError("What is not decided yet is no adoption")
    against: Card | None = given.get("against")
    if against and not threats_of(world).filter(pk=against.pk).exists():
        raise ValueError("An adoption answers a threat of its world that everyone sees")


@transaction.atomic
def change_adoption(adoption: Adoption, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str) -> Adoption:
    """The old wording is kept with the reason. Raises Conflict on a stale `version` and once withdrawn, ValueError as `adopt`."""
    row = _held(adoption)
    before = adoption_wording(row)
    if row.withdrawn_on or version != row.version:
        raise Conflict(before, plain(dict(given)))
    if not reason.strip():
        raise ValueError("Changing what was published needs a reason")
    _sound(given, row.world)
    Revision.objects.create(card=Card.objects.get(ref=f"adoptions/{row.ref}"), version=row.version, wording=before, reason=reason)
    row.version += 1
    _write(row, given)
    tell_of_adoption("adoption_changed", row, by=by, reason=reason, before=before, after=adoption_wording(row))
    return row


@transaction.atomic
def withdraw_adoption(adoption: Adoption, *, by: Capacity, reason: str) -> Adoption:
    """It stays visible with the reason, and counts no more."""
    row = _held(adoption)
    if row.withdrawn_on:
        raise Conflict({"reason": row.reason}, {"reason": reason})
    if not reason.strip():
        raise ValueError("Withdrawing needs a reason")
    row.withdrawn_on, row.reason = clock.today(), reason
    row.save()
    tell_of_adoption("adoption_withdrawn", row, by=by, reason=reason, after={"practice": row.practice.ref})
    return row


def _held(adoption: Adoption) -> Adoption:
    tied = ("area", "place", "owner", "practice", "source", "against")
    return Adoption.objects.select_for_update(of=("self",)).select_related(*tied).get(pk=adoption.pk)


def _whole(made: Adoption) -> dict[str, Any]:
    where = {"place": made.place.code} if made.place else {}
    return adoption_wording(made) | {"practice": made.practice.ref, "source": made.source.ref if made.source else ""} | where
