"""Taking a card, or a part of one, out of everybody's sight for a time: out of its audience, search, lists; and back."""

from collections.abc import Collection

from django.db import transaction

from accord.kit import clock
from accord.record.actions.audiences import audience
from accord.record.models import HELD, Card, Held
from accord.record.search import index


@transaction.atomic
def hold(card: Card, part: str = "", *, ground: str) -> Held:
    """In the caller's transaction. Of a part search forgets the passage; its room leaves it out. Raises ValueError where it is
    held already."""
    row = Card.objects.select_for_update(of=("self",)).select_related("audience").get(pk=card.pk)
    if Held.objects.filter(card=row, part=part).exists():
        raise ValueError(f"{card.ref} is hidden already")
    made = Held.objects.create(card=row, part=part, audience=row.audience, ground=ground, since=clock.today())
    index.keep_back(made)
    if not part:
        card.audience = row.audience = audience(HELD, row.world)
        row.save(update_fields=["audience"])
    return made


@transaction.atomic
def release(card: Card, part: str = "") -> None:
    """Back to where it was, or to where its room would have it by now. Nothing happens where it is not held."""
    row = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
    held = Held.objects.select_related("card", "audience").filter(card=row, part=part).first()
    if held is None:
        return
    whole = Held.objects.filter(card=row, part="").first() if part else None
    if whole is not None:  # the card itself is hidden still: its row takes what comes back
        whole.documents = [*whole.documents, *held.documents]
        whole.save(update_fields=["documents"])
    elif row.published_at is not None:
        held.card = row
        if not part:
            row.audience = held.audience
        index.put_back(held)
    if not part:
        card.audience = row.audience = held.audience
        row.save(update_fields=["audience"])
    held.delete()


def forget_held(card: Card, parts: Collection[str]) -> None:
    """What was kept of these parts for the day on which they come back: whoever wrote them took them out. In the caller's
    transaction."""
    for held in Held.objects.select_for_update(of=("self",)).filter(card=card, part__in=["", *parts]).order_by("pk"):
        held.documents = [one for one in held.documents if one["part"] not in parts]
        held.save(update_fields=["documents"])
