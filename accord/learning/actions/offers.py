"""Offers and needs: entered, changed, closed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accord.kit.pages import plain
from accord.learning.access import home_in, place_of
from accord.learning.actions.telling import next_ref, tell_of_offer
from accord.learning.models import Offer, Practice, Revision
from accord.learning.wording import OFFER, offer_wording
from accord.people.models import Capacity
from accord.record.actions import Conflict
from accord.record.models import Card


def write(offer: Offer, given: Mapping[str, Any]) -> None:
    for name in OFFER:
        if name in given:
            setattr(offer, name, given[name])
    offer.save()
    if "topics" in given:
        offer.topics.set([*given["topics"], *given.get("forms", ())])


@transaction.atomic
def enter_offer(given: Mapping[str, Any], *, side: str, by: Capacity, practice: Practice | None = None) -> Offer:
    """Public at once. Raises ValueError where the hat is of no country and of no verified body."""
    made = Offer(
        ref=next_ref(Offer, home_in(by), "of" if side == Offer.Side.OFFER else "ne"), side=side, area=place_of(by),
        owner=by.organisation, contact=by, practice=practice, world=by.world,
    )  # fmt: skip
    write(made, given)
    tell_of_offer(f"{side}_entered", made, by=by, after=offer_wording(made))
    return made


@transaction.atomic
def change_offer(offer: Offer, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str) -> Offer:
    """The old wording is kept with the reason. Raises Conflict on a stale `version` and once closed."""
    row = _held(offer)
    before = offer_wording(row)
    if row.state != Offer.State.OPEN or version != row.version:
        named = {name: [str(t) for t in given.get(name, ())] for name in ("topics", "forms")}
        raise Conflict(before, plain(dict(given) | named))
    if not reason.strip():
        raise ValueError("Changing what was published needs a reason")
    Revision.objects.create(card=Card.objects.get(ref=f"offers/{row.ref}"), version=row.version, wording=before, reason=reason)
    row.version += 1
    write(row, given)
    tell_of_offer(f"{row.side}_changed", row, by=by, reason=reason, before=before, after=offer_wording(row))
    return row


@transaction.atomic
def close_offer(offer: Offer, *, by: Capacity, reason: str) -> Offer:
    """It stays visible; nobody is proposed to it any more."""
    row = _held(offer)
    if row.state != Offer.State.OPEN:
        raise Conflict({"state": str(row.get_state_display())}, {})
    if not reason.strip():
        raise ValueError("Closing needs a reason")
    row.state, row.reason = Offer.State.CLOSED, reason
    row.save()
    tell_of_offer(f"{row.side}_closed", row, by=by, reason=reason)
    return row


def _held(offer: Offer) -> Offer:
    return Offer.objects.select_for_update(of=("self",)).select_related("area", "owner", "practice").get(pk=offer.pk)
