"""Where one may talk: kinds of card that rooms register at start-up, with who posts and who moderates on one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise

from accord.people.models import Capacity, Person
from accord.record.models import Card, Reader


def _in_own_name() -> Capacity | None:
    return None


@dataclass(frozen=True)
class Rights:
    """What a reader may do on a card that they may read. `speaks` finds the capacity in which they speak there: asked for by
    who writes, not by each page."""

    post: bool = False
    moderate: bool = False
    speaks: Callable[[], Capacity | None] = _in_own_name

    @cached_property
    def hat(self) -> Capacity | None:
        """None: in their own name."""
        return self.speaks()


NONE = Rights()


@dataclass(frozen=True)
class Place:
    """A kind of card on which topics stand. Its room says who posts; who reads is the card's audience, as everywhere.

    `named` gives those among the people who read the place whom a post may mention, by the names typed (lower case);
    it is asked while a post is written, before its transaction. `present` gives those who may post there, each in the capacity in
    which they speak, where they are known one by one: else no topic under the Chatham House rule is opened there, nor where
    `admits_sealed` says no.
    """

    kind: str
    words: str | Promise  # of the kind, for lists: "Platforms"
    rights: Callable[[Reader, Card], Rights]
    named: Callable[[Card, Sequence[str]], list[Person]]
    present: Callable[[Card], list[Capacity]] | None = None
    admits_sealed: Callable[[Card], bool] = lambda card: False


_places: dict[str, Place] = {}


def register(place: Place) -> None:
    _places[place.kind] = place


def place_of(card: Card) -> Place | None:
    return _places.get(card.kind)


def kinds() -> list[tuple[str, str]]:
    return [(place.kind, str(place.words)) for place in _places.values()]


def rights_on(user: Reader, card: Card) -> Rights:
    """For a card that the reader may read. Where its kind is no place, nobody posts."""
    place = _places.get(card.kind)
    return place.rights(user, card) if place and isinstance(user, Person) else NONE


def present_on(card: Card) -> list[Capacity]:
    """Each person once."""
    place = _places.get(card.kind)
    return place.present(card) if place and place.present else []


def admits_sealed(card: Card) -> bool:
    place = _places.get(card.kind)
    return place is not None and place.present is not None and place.admits_sealed(card)
