"""Platforms as places to talk: who acts there posts, conveners moderate, members may be named."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accord.discussions.places import NONE, Place, Rights
from accord.people.models import Person
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


PLACE = Place("platform", _("Platforms"), _rights, _named)
