"""For whom somebody writes here: a country, or a body of one."""

from collections.abc import Iterable
from typing import Protocol

from accord.people.models import Area, Capacity, Organisation, Role
from accord.record.hats import capacities, speaks_for
from accord.record.models import Reader

COUNTRY = (Role.FOCAL_POINT, Role.ALTERNATE, Role.CONTRIBUTOR)
WRITERS = (*COUNTRY, Role.ORG_MEMBER)


class Owned(Protocol):
    """A practice, an adoption, an offer, one side of an exchange."""

    @property
    def area(self) -> Area: ...

    @property
    def owner(self) -> Organisation | None: ...


def place_of(hat: Capacity) -> Area | None:
    """The country that what is written in this hat is of. A body without a country owns nothing here yet."""
    if hat.role in COUNTRY:
        return hat.area if hat.area and hat.area.is_country else None
    body = hat.organisation
    return body.area if hat.role == Role.ORG_MEMBER and body and body.verified_on and body.area else None


def writing_hat(user: Reader) -> Capacity | None:
    """The first hat in which the reader may enter something of his own country or body."""
    return next((hat for hat in capacities(user, WRITERS) if place_of(hat)), None)


def is_official(thing: Owned) -> bool:
    """The government's: its country's people act for it. What civil society owns is no government's to change."""
    return thing.owner is None or thing.owner.kind == Organisation.Kind.GOVERNMENT


def owner_hat(user: Reader, thing: Owned) -> Capacity | None:
    """The hat in which the reader acts for the thing's owner, asked anew each time."""
    return next((hat for hat in capacities(user, WRITERS) if acts_for(hat, thing)), None)


def acts_for(hat: Capacity, thing: Owned) -> bool:
    if hat.role in COUNTRY:
        return is_official(thing) and hat.area_id == thing.area.pk
    return hat.role == Role.ORG_MEMBER and thing.owner is not None and hat.organisation_id == thing.owner.pk


def stands_apart(user: Reader, thing: Owned) -> bool:
    """Holds no hat of the owner's country, of a body of it, or of the owner: who does, judges nothing of it."""
    return apart(capacities(user, Role.values), thing)


def apart(hats: Iterable[Capacity], thing: Owned) -> bool:
    """The same of somebody whose hats are at hand."""
    body = thing.owner.pk if thing.owner else None
    return not any(speaks_for(hat, thing.area) or (body is not None and hat.organisation_id == body) for hat in hats)
