"""What rooms say of their kinds at start-up. A kind that nobody registered is hidden, restored and warned about as any other."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from accord.people.models import Capacity, Person
from accord.record.models import Card, Reader

type Wording = Mapping[str, Any]  # what was replaced, as its room can put it back; `others`: by whom else (`decisions.share`)
type Mask = Callable[[Card, str, Sequence[str], Capacity, str], Wording]  # (card, part, words, by, ground)
type Unmask = Callable[[Card, str, Wording, Capacity], None]
type Changed = Callable[[Card, str], None]  # after a part was hidden or restored, in the same transaction
type Words = Callable[[Card, str], tuple[str, str]]  # the language and the text of a part, for those who judge
type PartWords = Callable[[str], str]  # a part as its page calls it
type Places = Mapping[str, str | Promise]  # what a text's place, or the row that it stands in, is called
type PartAt = Callable[[Reader, Card, str], str]  # the part that the page at this address shows, if the reader sees it
type HasPart = Callable[[Reader, Card, str], bool]  # whether the reader sees such a part there; else search's passages tell
type Author = Callable[[Card, str], tuple[Person | None, Capacity | None]]  # nobody where a name is sealed
type Own = Callable[[Reader, Card, str], bool]  # whether the reader wrote it, where `author` may not say so
# Of these items, (card, part), those that the reader wrote under a seal: asked of many at once, for one's own page.
type Owned = Callable[[Reader, Collection[tuple[int, str]]], Collection[tuple[int, str]]]
type Closed = Callable[[Card, str], bool]  # whether a part is not public where its card is
type Together = Callable[[str], bool]  # whether a part is hidden with its card alone
type Sealed = Callable[[Card], bool]  # whether no row may tie a person to it: neither who wrote nor who reports
type Along = Callable[[Card], Iterable[Card]]  # what cannot be read without it, and goes out of sight with it
type Judge = Callable[[Reader, Card], Capacity | None]  # the hat of who convenes the place where the card stands
type Convened = Callable[[Collection[int], Collection[int]], Iterable[tuple[int, int]]]  # (capacities, cards) -> (card, capacity)
type Convenes = Callable[[Person], Capacity | None]  # the hat in which somebody convenes any place
type Place = Callable[[Card], Card | None]  # where suspending somebody counts


@dataclass(frozen=True)
class Kind:
    """`formal`: an act of a government, an assessor, peers or the secretariat, which one officer does not hide."""

    formal: bool = False
    mask: Mask | None = None
    unmask: Unmask | None = None
    changed: Changed | None = None
    words: Words | None = None
    part_words: PartWords | None = None
    places: Places | None = None
    has_part: HasPart | None = None
    part_at: PartAt | None = None
    author: Author | None = None
    own: Own | None = None
    owned: Owned | None = None
    closed: Closed | None = None
    together: Together | None = None
    sealed: Sealed | None = None
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


def is_sealed(card: Card) -> bool:
    """Whether no row may tie a person to what is written there."""
    told = kind_of(card).sealed
    return told is not None and told(card)


def owning() -> dict[str, Owned]:
    """Kinds whose authors are found at the moment of asking alone."""
    return {name: kind.owned for name, kind in _kinds.items() if kind.owned is not None}


def part_words(card: Card, part: str) -> str:
    told = kind_of(card).part_words
    return told(part) if part and told else part


def place_words(card: Card, name: str) -> str:
    """Where a text stands, as its form calls it: `reviews/7/gaps` is of a row beside the card."""
    told = kind_of(card).places or {}
    related, _slash, rest = name.partition("/")
    field = rest.partition("/")[2]
    if (whole := told.get(f"{related}/{field}")) is not None:
        return str(whole)
    return " · ".join(str(told[one]) for one in (related, field) if one in told) or name


def rows_words(card: Card, names: Iterable[str]) -> str:
    """What these texts are about: the rows that they stand in, each once."""
    return ", ".join(dict.fromkeys(place_words(card, name).partition(" · ")[0] for name in names))


_conveners: list[tuple[Convened, Convenes]] = []


def register_conveners(convened: Convened, convenes: Convenes) -> None:
    """A room with places that people convene: which of these cards stand on a place of which of these capacities."""
    _conveners.append((convened, convenes))


def convened(capacities: Collection[int], cards: Collection[int]) -> list[tuple[int, int]]:
    return [pair for find, _convenes in _conveners for pair in find(capacities, cards)] if cards else []


def convenes(person: Person) -> Capacity | None:
    return next((hat for _find, ask in _conveners if (hat := ask(person)) is not None), None)
