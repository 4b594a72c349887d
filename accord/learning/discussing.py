"""Practices as places to talk: anybody signed in asks and answers in public, whoever acts for the owner moderates.

A question to the owner alone goes another way (`actions/questions.py`).
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from accord.discussions.places import NONE, Place, Rights
from accord.learning.access.hats import acts_for
from accord.learning.models import Practice
from accord.people.models import Person, Role
from accord.record.hats import capacities
from accord.record.models import Card, Reader


def _practice(card: Card) -> Practice | None:
    rows = Practice.objects.select_related("area", "place", "owner")
    return rows.filter(ref=card.ref.removeprefix("practices/")).first()


def may_talk(user: Reader, practice: Practice) -> bool:
    """Anybody signed in of its world; a practice that is not public yet, or was withdrawn, is talked about by nobody."""
    here = isinstance(user, Person) and user.is_active and user.world == practice.world
    return here and practice.state in Practice.PUBLIC


def _rights(user: Reader, card: Card) -> Rights:
    found = _practice(card)
    if found is None or not isinstance(user, Person) or not may_talk(user, found):
        return NONE
    hats = capacities(user, Role.values)
    owner = next((hat for hat in hats if acts_for(hat, found)), None)
    first = min(hats, key=lambda hat: hat.pk, default=None)
    return Rights(post=True, moderate=owner is not None, speaks=lambda: owner or first)


def _named(card: Card, names: Sequence[str]) -> list[Person]:
    """Its contact. Who wrote in the topic may be named everywhere."""
    found = _practice(card)
    person = found.contact.person if found and found.contact else None
    return [person] if person and person.is_active and person.name and person.name.casefold() in names else []


PLACE = Place("practice", _("Practices"), _rights, _named)
