"""Gaps and overlaps of a joint work plan: sector x strategy x country.

After the use that OCHA's coordination groups make of a 3W/4W (who does what, where and when): each cell in which nobody works is
a gap to be looked at, each in which two bodies do the same thing at the same place and time may be work done twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, product

type Place = tuple[str, str, str]  # area, sector, strategy


@dataclass(frozen=True)
class Row:
    """A row of the plan. `who` is the body's key; no provinces: the whole country; a missing day: without end."""

    key: str
    who: str
    areas: tuple[str, ...]
    sectors: tuple[str, ...]
    strategies: tuple[str, ...]
    provinces: frozenset[str] = frozenset()
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Cell:
    """`rows`: keys of what is done there; `bodies`: how many do it; `overlapping`: keys of rows that meet another body's."""

    rows: tuple[str, ...] = ()
    bodies: int = 0
    overlapping: tuple[str, ...] = field(default=())

    @property
    def state(self) -> str:
        """gap, single, several or overlap."""
        return "gap" if not self.rows else "overlap" if self.overlapping else "several" if self.bodies > 1 else "single"


def meet(one: Row, other: Row) -> bool:
    """Whether two rows of different bodies share a place and a day; that they share a cell is known."""
    if one.who == other.who:
        return False
    apart = (one.ends and other.starts and one.ends < other.starts) or (other.ends and one.starts and other.ends < one.starts)
    same_place = not one.provinces or not other.provinces or bool(one.provinces & other.provinces)
    return same_place and not apart


def matrix(rows: Iterable[Row], areas: Sequence[str], sectors: Sequence[str], strategies: Sequence[str]) -> dict[Place, Cell]:
    """A cell for each combination asked for, empty ones too. A row without a sector or a strategy fills no cell.

    Rows outside the given lists are left out. Within a cell every pair is looked at: meant for plans of some thousand rows.
    """
    held: dict[Place, list[Row]] = {place: [] for place in product(areas, sectors, strategies)}
    for row in rows:
        for place in product(row.areas, row.sectors, row.strategies):
            if place in held:
                held[place].append(row)
    return {place: _cell(found) for place, found in held.items()}


def _cell(rows: list[Row]) -> Cell:
    meeting = {key for one, other in combinations(rows, 2) if meet(one, other) for key in (one.key, other.key)}
    return Cell(tuple(r.key for r in rows), len({r.who for r in rows}), tuple(r.key for r in rows if r.key in meeting))
