"""What rooms say of their kinds at start-up. A kind that nobody registered is hidden, restored and warned about as any other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.people.models import Capacity, Person
from accord.record.models import Card, Reader

type Wording = Mapping[str, Any]  # what was replaced, as its room can put it back
type Mask = Callable[[Card, str, Sequence[str], Capacity, str], Wording]  # (card, part, words, by, ground)
type Unmask = Callable[[Card, str, Wording, Capacity], None]
type Changed = Callable[[Card, str], None]  # after a part was hidden or restored, in the same transaction
type Words = Callable[[Card, str], str]  # the text of a part, for those who judge
type HasPart = Callable[[Reader, Card, str], bool]  # whether the reader sees such a part there; else search's passages tell
type Author = Callable[[Card, str], tuple[Person | None, Capacity | None]]  # nobody where a name is sealed
type Along = Callable[[Card], Iterable[Card]]  # what cannot be read without it, and goes out of sight with it
type Judge = Callable[[Reader, Card], Capacity | None]  # the hat of who convenes the place where the card stands
type Place = Callable[[Card], Card | None]  # where suspending somebody counts


@dataclass(frozen=True)
class Kind:
    """`formal`: an act of a government, an assessor, peers or the secretariat, which one officer does not hide."""

    formal: bool = False
    mask: Mask | None = None
    unmask: Unmask | None = None
    changed: Changed | None = None
    words: Words | None = None
    has_part: HasPart | None = None
    author: Author | None = None
    along: Along | None = None
    judge: Judge | None = None
    place: Place | None = None


_kinds: dict[str, Kind] = {}
_ANY = Kind()


def register(*names: str, **told: Any) -> None:
    """`register("practice", mask=..., unmask=...)`. Said twice of a kind, the later adds to the earlier."""
    for name in names:
        before = vars(_kinds[name]) if name in _kinds else {}
        _kinds[name] = Kind(**before | told)


def kind_of(card: Card) -> Kind:
    return _kinds.get(card.kind, _ANY)
