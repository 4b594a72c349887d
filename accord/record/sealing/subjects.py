"""What sealed names stand behind. A subject is the ref of a card, or what a room registers for parts of its cards."""

from collections.abc import Callable, Sequence

from accord.record.models import Card

type Find = Callable[[Sequence[str]], dict[str, tuple[str, Card]]]  # subject -> address, and the card whose events tell of it

_parts: dict[str, Find] = {}


def register(prefix: str, find: Find) -> None:
    """For subjects that begin with it: one for each piece of writing, so that no page lists them all."""
    _parts[prefix] = find


def many() -> list[str]:
    return list(_parts)


def behind(subjects: Sequence[str]) -> dict[str, tuple[str, Card]]:
    cards = Card.objects.filter(ref__in=subjects).select_related("audience")
    found = {card.ref: (card.url, card) for card in cards}
    for prefix, find in _parts.items():
        found |= find([one for one in subjects if one.startswith(prefix)])
    return found
