"""Audiences are made when first named."""

from datetime import date

from accord.people.models import Capacity, Person
from accord.record.models import Audience, AudienceMember


def audience(code: str = "public") -> Audience:
    return Audience.objects.get_or_create(code=code)[0]


def add_to_audience(
    to: Audience, *, person: Person | None = None, capacity: Capacity | None = None, until: date | None = None
) -> AudienceMember:
    member, _ = AudienceMember.objects.update_or_create(audience=to, person=person, capacity=capacity, defaults={"until": until})
    return member
