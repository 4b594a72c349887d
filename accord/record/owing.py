"""What is owed, worked out from the states of things: there is no table of tasks that could tell something else.

Rooms register one supplier each at start-up, as faces are. A supplier gives the duties within a scope in a number of queries
that does not grow with what is held; who is asked of them is decided here.
"""

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, QuerySet
from django.utils import translation
from django.utils.functional import Promise

from accord.kit import clock
from accord.kit.texts import Text
from accord.people.models import Area, Capacity, Role
from accord.record.access import OWN_COUNTRY
from accord.record.cached import blocks
from accord.record.models import Audience, Reader

AHEAD = timedelta(days=366)  # what is due later is not listed yet
MOST = 200  # rows of one source in one list


@dataclass(frozen=True)
class Whose:
    """Who may do it: one capacity, or the capacities of a country, of an organisation or of no body, by role, the first first."""

    roles: tuple[str, ...] = ()
    area: int | None = None
    organisation: int | None = None
    capacity: int | None = None
    about: int | None = None  # whoever speaks for this country is not asked
    but: frozenset[int] = frozenset()  # persons who are not asked

    def asks(self, hat: Capacity, ours: Collection[int]) -> bool:
        """`ours`: countries that the hat's person speaks for."""
        if hat.person_id in self.but or (self.about is not None and self.about in ours):
            return False
        if self.capacity is not None:
            return hat.pk == self.capacity
        fits = self.area in (None, hat.area_id) and self.organisation in (None, hat.organisation_id)
        return fits and hat.role in self.roles


@dataclass(frozen=True)
class Blocked:
    """What it waits for, where that stands, and who can do it."""

    words: str
    url: str = ""
    whose: Whose | None = None


@dataclass(frozen=True)
class Duty:
    """One thing that somebody is to do. `key` is the same for as long as it is the same thing."""

    key: str
    kind: str  # a code that its room registered with words
    words: str
    about: Sequence[str | Text]  # the nearest first
    url: str
    whose: Whose
    due: date | None = None
    minutes: int = 0
    card: str = ""  # by whose audience it is decided who reads of it elsewhere than on their own list
    area: int | None = None  # the country it is about
    blocked: Blocked | None = None
    contact: int | None = None  # a capacity to ask
    quiet: bool = False  # on the lists of who may do it alone: in no letter, no calendar, no hand-over, on no country's page


@dataclass(frozen=True)
class Scope:
    """For whom a list is made: for one person's capacities, or for all that is owed about one country (`of`)."""

    world: str
    areas: frozenset[int]  # whose own people they are
    roles: frozenset[str]
    organisations: frozenset[int] = frozenset()
    capacities: frozenset[int] = frozenset()
    persons: frozenset[int] = frozenset()
    ours: frozenset[int] = frozenset()
    of: int | None = None
    most: int = MOST  # rows of one source
    dated: bool = False  # only what has a day is asked for

    @property
    def until(self) -> date:
        return clock.today() + AHEAD

    @property
    def key(self) -> tuple[str | int | tuple[str, ...] | tuple[int, ...], ...]:
        sets = (self.areas, self.organisations, self.capacities, self.persons, self.ours)
        return (self.world, tuple(sorted(self.roles)), *(tuple(sorted(one)) for one in sets), self.of or 0, self.most)


@dataclass(frozen=True)
class Asked:
    """A duty and the hat in which somebody is asked."""

    duty: Duty
    hat: Capacity


@dataclass(frozen=True)
class Waiting:
    """What a supplier may give first, to be told in which of its sources there is any row: what is rare costs little where
    it is not there, as all suppliers are answered by one query."""

    sources: Mapping[str, Sequence[QuerySet[Any]]]


type Duties = Generator[Duty | Waiting, set[str], None]
type Supplier = Callable[[Scope], Iterable[Duty] | Duties]

_suppliers: list[Supplier] = []
_own: list[Supplier] = []
_kinds: dict[str, str | Promise] = {}


def register(supplier: Supplier, kinds: Mapping[str, str | Promise], *, own: bool = False) -> None:
    """`kinds`: the codes of what this supplier gives, with the words for them. `own`: it reads what is a person's own alone
    (`stamps.keep_private`), of which nothing is kept."""
    (_own if own else _suppliers).append(supplier)
    _kinds.update(kinds)


def given(suppliers: Iterable[Supplier], scope: Scope) -> list[Duty]:
    found: list[Duty] = []
    asking: list[tuple[Duties, Waiting]] = []
    for supplier in suppliers:
        duties: Any = iter(supplier(scope))
        first = next(duties, None)
        if isinstance(first, Waiting):
            asking.append((duties, first))
        elif first is not None:
            found += [first, *duties]
    for (duties, _asked), there in zip(asking, _there([one.sources for _duties, one in asking]), strict=True):
        with suppress(StopIteration):
            found += [duties.send(there), *duties]
    return found


def _there(asked: Sequence[Mapping[str, Sequence[QuerySet[Any]]]]) -> list[set[str]]:
    """Of each the sources in which there is any row (1 query for all)."""
    rows = {
        f"s{n}_{name}_{place}": Exists(one.order_by())
        for n, sources in enumerate(asked) for name, each in sources.items() for place, one in enumerate(each)
    }  # fmt: skip
    told = Audience.objects.filter(code="public").annotate(**rows).values(*rows).first() if rows else {}
    if told is None:  # before the first card
        return [set(sources) for sources in asked]
    return [
        {name for name, each in sources.items() if any(told[f"s{n}_{name}_{place}"] for place in range(len(each)))}
        for n, sources in enumerate(asked)
    ]


def kinds() -> dict[str, str | Promise]:
    return dict(_kinds)


def kind_words(code: str) -> str:
    return str(_kinds.get(code, code))


def speaks_for(hats: Iterable[Capacity]) -> frozenset[int]:
    """Countries of any hat, or of an organisation of it; hats with their organisation at hand."""
    found = (area for h in hats for area in (h.area_id, h.organisation.area_id if h.organisation else None))
    return frozenset(area for area in found if area is not None)


def scope_of(hats: Sequence[Capacity], world: str) -> Scope:
    return Scope(
        world,
        frozenset(h.area_id for h in hats if h.area_id is not None and h.role in OWN_COUNTRY),
        frozenset(h.role for h in hats),
        frozenset(h.organisation_id for h in hats if h.organisation_id is not None),
        frozenset(h.pk for h in hats),
        frozenset(h.person_id for h in hats),
        speaks_for(hats),
    )


def of_hats(hats: Sequence[Capacity], world: str) -> list[Asked]:
    """What these capacities of one person are asked for, the nearest day first; each once, in the hat that comes first."""
    if not hats:
        return []
    scope = scope_of(hats, world)
    found = []
    for duty in of_scope(scope):
        asked = [h for h in hats if duty.whose.asks(h, scope.ours)]
        if asked:
            found.append(Asked(duty, min(asked, key=lambda h: _place(duty.whose, h))))
    return found


def of_person(user: Reader) -> list[Asked]:
    return of_hats(user.hats, user.world) if user.is_authenticated else []


def of_country(area: Area) -> list[Duty]:
    """All that is owed about a country, by whomever; what is quiet is left out."""
    roles = frozenset(str(r) for r in Role if r not in (Role.SAFEGUARDING, Role.CUSTODIAN))
    return [d for d in of_scope(Scope(area.world, frozenset([area.pk]), roles, of=area.pk)) if not d.quiet]


def holders(whose: Whose, hats: Iterable[Capacity], ours: Mapping[int, Collection[int]]) -> list[Capacity]:
    """Of these capacities those that may do it, whoever is asked first in front. `ours`: person -> countries they speak for."""
    return sorted((h for h in hats if whose.asks(h, ours.get(h.person_id, ()))), key=lambda h: _place(whose, h))


def _place(whose: Whose, hat: Capacity) -> tuple[int, int]:
    return (whose.roles.index(hat.role) if hat.role in whose.roles else 0, hat.pk)


def of_scope(scope: Scope) -> list[Duty]:
    """The nearest day first, whoever is asked. Kept for who asks again, until something of it is written; not for letters, which
    are many and ask once."""
    if scope.dated:
        found = given([*_suppliers, *_own], scope)
    else:
        key = ("owed", *scope.key, translation.get_language() or "en", clock.today().isoformat())
        found = blocks.copied(key, lambda: given(_suppliers, scope)) + given(_own, scope)
    return sorted(found, key=lambda d: (d.due is None, d.due or date.max, d.words, d.key))
