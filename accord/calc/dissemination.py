"""How a practice travels from country to country: days from its publication to each adoption, and its tree of adopters.

A measure of this site's own, after E. M. Rogers (Diffusion of innovations, 5th edition, 2003), who counts adopters over time.
It counts what adopters told here: a lower bound of what travelled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True)
class Adopted:
    """One adoption: `practice`, the country that made it and that of the practice ("" where it is of none), the days of both."""

    practice: str
    home: str
    country: str
    published: date
    decided: date


@dataclass(frozen=True)
class Spread:
    """`median` in days over the `counted` adoptions, None of none. Left out: `earlier` (decided before the publication here, so
    that its time is not told by it) and `at_home` (the practice's own country). `countries`: how many others adopted,
    whenever."""

    counted: int
    median: float | None
    shortest: int | None
    longest: int | None
    earlier: int
    at_home: int
    countries: int


def days_between(published: date, decided: date) -> int:
    """Days from the one to the other; negative where it was decided before. Worked: 2026-01-01 to 2026-03-01 is 59."""
    return (decided - published).days


def spread(adoptions: Iterable[Adopted]) -> Spread:
    """Of any number of practices together, each adoption counting alike.

    Worked: published 1 January 2026, decided elsewhere on 31 January, 1 March and 1 December 2025: 30 and 59 are counted, the
    median is 44.5, one is earlier.
    """
    rows = list(adoptions)
    abroad = [one for one in rows if one.country != one.home]
    days = [days_between(one.published, one.decided) for one in abroad]
    counted = sorted(d for d in days if d >= 0)
    return Spread(
        len(counted), float(median(counted)) if counted else None, counted[0] if counted else None,
        counted[-1] if counted else None, len(days) - len(counted), len(rows) - len(abroad), len({one.country for one in abroad}),
    )  # fmt: skip


@dataclass(frozen=True)
class Branch:
    """A member of a tree: its key, how many steps from the root (1 for the root's own), and whether it is the last of
    its parent."""

    key: str
    depth: int
    last: bool
    trail: tuple[bool, ...]  # for each level above: whether more of that level follow below


def tree(parents: Mapping[str, str], order: Sequence[str]) -> list[Branch]:
    """The members below the root in the order of reading, each before those that come from it, siblings as `order` has them.

    `parents`: key -> the key that it comes from, "" for the root. A parent that is not among the keys counts as the root (it may
    not be shown to this reader). Raises ValueError where keys go in a circle, and where `order` has other keys than `parents`.
    """
    if set(order) != set(parents) or len(order) != len(parents):
        raise ValueError("The order names each member once")
    below: dict[str, list[str]] = {}
    for key in order:
        below.setdefault(parents[key] if parents[key] in parents else "", []).append(key)
    found: list[Branch] = []
    none: tuple[bool, ...] = ()
    waiting = [(key, 1, not after, none) for key, after in _numbered(below.get("", []))][::-1]
    while waiting:
        key, depth, last, trail = waiting.pop()
        found.append(Branch(key, depth, last, trail))
        under = (*trail, not last)
        waiting += [(child, depth + 1, not after, under) for child, after in _numbered(below.get(key, []))][::-1]
    if len(found) != len(parents):
        raise ValueError("A lineage goes in a circle")
    return found


def _numbered(keys: Sequence[str]) -> list[tuple[str, int]]:
    """Each with how many follow."""
    return [(key, len(keys) - 1 - at) for at, key in enumerate(keys)]
