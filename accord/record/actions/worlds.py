"""Taking a whole world of invented records out."""

from django.db import transaction
from django.db.models import Q

from accord.people.models import World
from accord.record.actions.events import append
from accord.record.models import Audience, Card, Draft, Event, SearchDocument
from accord.record.search import index


@transaction.atomic
def remove_world(world: str) -> int:
    """Cards, search documents and drafts go. Journal lines stay, their bodies erased (as `redact` does one by one).

    Raises ValueError for the real world.
    """
    if world == World.REAL:
        raise ValueError("The real world is not removed")
    cards = Card.objects.filter(world=world)
    told = Event.objects.filter(Q(card__in=cards) | Q(capacity__person__world=world))
    erased = told.update(body=None, salt="", verb="", redacted=True, card=None, card_ref="", capacity=None, audience=_officers())
    index.unindex(SearchDocument.objects.filter(card__in=cards))
    Draft.objects.filter(person__world=world).delete()
    gone = cards.delete()[0]
    if erased:
        append("world_removed", None, reason="Demonstration records removed", after={"world": world, "events": erased})
    return gone


def _officers() -> Audience:
    return Audience.objects.get_or_create(code="officers")[0]
