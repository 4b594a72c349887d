"""Audiences are made when first named."""

from datetime import date

from accord.people.models import Capacity, Person, World
from accord.record.models import Audience, AudienceMember


def audience(code: str = "public", world: str = World.REAL) -> Audience:
    """The audience of that name in that world; `public` is one for both."""
    return Audience.objects.get_or_create(code=code, world=World.REAL if code == "public" else world)[0]


def add_to_audience(
    to: Audience, *, person: Person | None = None, capacity: Capacity | None = None, until: date | None = None
) -> AudienceMember:
    """Raises ValueError for someone of the other world."""
    who = person or (capacity.person if capacity else None)
    if who is not None and who.world != to.world:
        raise ValueError("A person of one world belongs to no audience of the other")
    member, _ = AudienceMember.objects.update_or_create(audience=to, person=person, capacity=capacity, defaults={"until": until})
    return member
