"""Where a person is a member."""

from django.db.models import Q

from accord.people.models import Person
from accord.spaces.models import Membership, Platform
from accord.spaces.reads.shown import PlatformName, platform_name

MOST = 50


def platforms_of(person: Person) -> list[PlatformName]:
    hats = person.active_capacities()
    mine = Membership.objects.filter(
        Q(capacity__in=hats) | Q(capacity__isnull=True), person=person, state=Membership.State.ACTIVE
    )
    found = Platform.objects.filter(pk__in=mine.values("platform")).exclude(state=Platform.State.ARCHIVED)
    return [platform_name(p) for p in found.order_by("id")[:MOST]]
