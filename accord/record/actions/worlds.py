"""Taking a whole world of invented records out."""

from django.db import transaction
from django.db.models import Q

from accord.people.models import Capacity, World
from accord.record.actions.audiences import audience
from accord.record.actions.events import append, erased_by
from accord.record.models import Audience, Card, CustodianKey, Draft, Event, SealedName, SearchDocument
from accord.record.search import index
from accord.record.verifying import ERASING


@transaction.atomic
def remove_world(world: str) -> int:
    """Cards, search documents, drafts and audiences go. Journal lines stay, their bodies erased (as `redact` does one by one):
    those of the world's cards and capacities, and those that say its name where no card does.

    Raises ValueError for the real world.
    """
    if world == World.REAL:
        raise ValueError("The real world is not removed")
    cards = Card.objects.filter(world=world)
    capacities = list(Capacity.objects.filter(person__world=world).values_list("pk", flat=True))
    bare = Q(card=None) & (Q(body__after__world=world) | Q(body__after__capacity__in=capacities))
    told = Event.objects.filter(Q(card__in=cards) | Q(capacity__in=capacities) | Q(audience__world=world) | bare)
    told = told.exclude(verb="world_removed")
    digests = set(told.values_list("digest", flat=True))
    for event in told.filter(verb__in=ERASING):
        digests |= erased_by(event)
    seen_by = audience("officers")
    erased = told.update(body=None, salt="", verb="", redacted=True, card=None, card_ref="", capacity=None, audience=seen_by)
    index.unindex(SearchDocument.objects.filter(card__in=cards))
    Draft.objects.filter(person__world=world).delete()
    SealedName.objects.filter(world=world).delete()
    CustodianKey.objects.filter(capacity__in=capacities).delete()
    gone = cards.delete()[0]
    Audience.objects.filter(world=world).delete()
    _tell_of(world, sorted(digests), erased)
    return gone


TOLD = 20_000  # erased lines in one event


def _tell_of(world: str, digests: list[str], erased: int) -> None:
    for at in range(0, len(digests) if erased else 0, TOLD):
        some = digests[at : at + TOLD]
        told = {"world": world, "events": min(len(some), max(0, erased - at)), "digests": some}
        append("world_removed", None, reason="Demonstration records removed", after=told)
