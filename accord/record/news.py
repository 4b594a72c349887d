"""What is new for somebody: said to them in their letter of the day, owed by nobody.

Rooms register one supplier each at start-up, as for what is owed (`owing.py`). A supplier gives what came since a moment for
everybody of a world, in a number of queries that does not grow with how many there are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from accord.kit.texts import Text, Texts

MOST = 5000  # of one world and source in one run; the rest comes with the next letters


@dataclass(frozen=True)
class News:
    """One thing for one person. `mark` says how far it goes: the same thing with a higher one is told again.

    `words` are lazy, and a title is picked late: each reads them in their own language. `said` is what somebody wrote, of what
    everybody may read alone: a letter goes through the hands of others.
    """

    person: int
    key: str
    mark: int
    kind: str
    words: str | Promise
    about: Sequence[str | Promise | Text | Texts]
    url: str
    card: str  # by whose audience it is decided whether they are still told
    said: Text | None = None


type Supplier = Callable[[str, datetime], Iterable[News]]

_suppliers: list[Supplier] = []
_kinds: dict[str, str | Promise] = {}


def register(supplier: Supplier, kinds: Mapping[str, str | Promise]) -> None:
    """`kinds`: the codes of what this supplier gives, with the words for them."""
    _suppliers.append(supplier)
    _kinds.update(kinds)


def since(world: str, moment: datetime) -> list[News]:
    return [one for supplier in _suppliers for one in supplier(world, moment)]


def kinds() -> dict[str, str | Promise]:
    return dict(_kinds)
