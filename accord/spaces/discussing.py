"""Platforms as places to talk: who acts there posts, conveners moderate, members may be named."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accord.discussions.places import NONE, Place, Rights
from accord.people.models import Capacity, Person
from accord.record.models import Card, Reader
from accord.spaces.access import rights_of
from accord.spaces.models import Membership, Platform

MOST = 2000  # members among whom a name is looked for


def _rights(user: Reader, card: Card) -> Rights:
    found = Platform.objects.filter(ref=card.ref.removeprefix("platforms/")).first()
    if found is None or not isinstance(user, Person):
        return NONE
    return rights_of(user, found)


def _named(card: Card, names: Sequence[str]) -> list[Person]:
    ref, wanted = card.ref.removeprefix("platforms/"), set(names)
    rows = Membership.objects.filter(platform__ref=ref, state=Membership.State.ACTIVE, person__is_active=True)
    people = {m.person_id: m.person for m in rows.select_related("person")[:MOST]}
    return [person for person in people.values() if person.name and person.name.casefold() in wanted]


def _present(card: Card) -> list[Capacity]:
    """Members, each in the capacity in which they act there (as `hat_on` has it): in one's own name nobody is one of a crowd."""
    ref = card.ref.removeprefix("platforms/")
    rows = Membership.objects.filter(platform__ref=ref, state=Membership.State.ACTIVE, person__is_active=True)
    rows = rows.filter(capacity__in=Capacity.objects.active(), person__world=card.world)
    found = sorted(
        rows.select_related("capacity__area", "capacity__organisation__area", "capacity__person")[:MOST],
        key=lambda one: (one.role != Membership.Role.CONVENER, one.pk),
    )
    first: dict[int, Capacity] = {}
    for one in found:
        assert one.capacity is not None
        first.setdefault(one.person_id, one.capacity)
    return list(first.values())


def _admits_sealed(card: Card) -> bool:
    """Not an open one: anybody could join to fill a crowd, and of those who write without joining nobody knows who they are."""
    rows = Platform.objects.filter(ref=card.ref.removeprefix("platforms/"), state=Platform.State.ACTIVE, elsewhere=False)
    return rows.exclude(access=Platform.Access.OPEN).exists()


PLACE = Place("platform", _("Platforms"), _rights, _named, _present, _admits_sealed)
