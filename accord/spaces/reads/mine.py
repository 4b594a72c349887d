"""Where a person is a member, where they asked to be one, and where they no longer are."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from accord.kit import clock
from accord.people.models import Person
from accord.spaces.models import Membership, Platform
from accord.spaces.reads.shown import PlatformName, platform_name

MOST = 50
TOLD = timedelta(days=60)  # so long one's own page says that a wish was refused, or a membership ended by a convener
M = Membership.State


@dataclass(frozen=True)
class Wish:
    """`reason` of a convener; `readable`: whether the reader still reads the platform."""

    platform: PlatformName
    state: str
    since: date
    reason: str
    readable: bool


def platforms_of(person: Person) -> list[PlatformName]:
    hats = person.active_capacities()
    mine = Membership.objects.filter(Q(capacity__in=hats) | Q(capacity__isnull=True), person=person, state=M.ACTIVE)
    found = Platform.objects.filter(pk__in=mine.values("platform")).exclude(state=Platform.State.ARCHIVED)
    return [platform_name(p) for p in found.order_by("id")[:MOST]]


def wishes_of(person: Person) -> list[Wish]:
    """The newest of each platform that the person is no member of."""
    of_person = Membership.objects.filter(person=person, platform__state=Platform.State.ACTIVE)
    rows = list(of_person.select_related("platform").order_by("id"))
    newest = {m.platform_id: m for m in rows}
    inside = {m.platform_id for m in rows if m.state == M.ACTIVE}
    told = clock.today() - TOLD
    return [
        Wish(platform_name(m.platform), m.state, m.until or m.since, "" if m.state == M.ASKED else m.reason,
             m.platform.access != Platform.Access.RESTRICTED)
        for pk, m in newest.items()
        if pk not in inside and (m.state == M.ASKED or (m.state in (M.REFUSED, M.ENDED) and (m.until or m.since) >= told))
    ]  # fmt: skip
