"""For whom somebody writes here: a country, a body of one, or a body of none."""

from collections.abc import Iterable
from typing import Protocol

from accord.learning.models import Adoption, Practice
from accord.learning.models.homes import Home, home_of
from accord.people.models import Area, Capacity, Organisation, Role
from accord.record.hats import capacities, speaks_for
from accord.record.models import Reader

COUNTRY = (Role.FOCAL_POINT, Role.ALTERNATE, Role.CONTRIBUTOR)
WRITERS = (*COUNTRY, Role.ORG_MEMBER)


class Owned(Protocol):
    """A practice, an adoption, an offer, one side of an exchange. `area`: none where its owner is of no country."""

    @property
    def area(self) -> Area | None: ...

    @property
    def owner(self) -> Organisation | None: ...


def place_of(hat: Capacity) -> Area | None:
    """The country that what is written in this hat is of. None where the body is of none, and where nothing may be written."""
    of = hat.area if hat.role in COUNTRY else hat.organisation.area if hat.organisation and may_write(hat) else None
    return of if of and of.is_country else None


def may_write(hat: Capacity) -> bool:
    """Of a country, or of a verified body: one of no country, too."""
    if hat.role in COUNTRY:
        return hat.area is not None and hat.area.is_country
    return hat.role == Role.ORG_MEMBER and hat.organisation is not None and hat.organisation.verified_on is not None


def home_in(hat: Capacity) -> Home:
    """Of whom is what is written in this hat. Raises ValueError where nothing may be."""
    if not may_write(hat):
        raise ValueError("What is written here is of a country or of a verified body")
    return home_of(place_of(hat), hat.organisation)


def is_home(hat: Capacity, thing: Owned) -> bool:
    """Of the same country, or of the same body: one of none may be given a country later."""
    same = thing.owner is not None and hat.role == Role.ORG_MEMBER and hat.organisation_id == thing.owner.pk
    return same or home_in(hat).code == home_of(thing.area, thing.owner).code


def writing_hat(user: Reader) -> Capacity | None:
    """The first hat in which the reader may enter something of his own country or body."""
    return next((hat for hat in capacities(user, WRITERS) if may_write(hat)), None)


def is_official(thing: Owned) -> bool:
    """The government's: its country's people act for it. What civil society owns is no government's to change; what a body of no
    country owns is of no government, whatever kind the body is of."""
    return thing.area is not None and (thing.owner is None or thing.owner.kind == Organisation.Kind.GOVERNMENT)


def owner_hat(user: Reader, thing: Owned) -> Capacity | None:
    """The hat in which the reader acts for the thing's owner, asked anew each time."""
    return next((hat for hat in capacities(user, WRITERS) if acts_for(hat, thing)), None)


def acts_for(hat: Capacity, thing: Owned) -> bool:
    if hat.role in COUNTRY:
        return is_official(thing) and thing.area is not None and hat.area_id == thing.area.pk
    return hat.role == Role.ORG_MEMBER and thing.owner is not None and hat.organisation_id == thing.owner.pk


def stands_apart(user: Reader, thing: Practice | Adoption) -> bool:
    """Holds no hat of the owner's country, of a body of it, or of the owner: who does, judges nothing of it. Nor of the country
    where a body of no country did it: its people may have had a part in it."""
    return apart(capacities(user, Role.values), thing)


def apart(hats: Iterable[Capacity], thing: Practice | Adoption) -> bool:
    """The same of somebody whose hats are at hand."""
    where, body = thing.where, thing.owner_id
    return not any(
        (where is not None and speaks_for(hat, where)) or (body is not None and hat.organisation_id == body) for hat in hats
    )
