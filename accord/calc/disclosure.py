"""Small numbers are not published, nor left to be found out from the totals around them.

UNICEF (The State of the World's Children 2023, notes to the tables): no value from fewer than 25 unweighted cases; from 25
to 49 it stands in brackets. A cell so hidden is hidden in vain where it follows from its totals, so further cells are hidden
with it (complementary suppression; A. Hundepool and others, Statistical Disclosure Control, 2012). The measure is an
attacker who takes all tables together (`disclosure_attack`): he shall know no hidden cell to less than `Policy.width`.

For shares with known weights the same cells suffice: hidden numerators obey the same sums as hidden counts, so that none
is determined. How narrow they are bounded is then not the width promised here, which speaks of counts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Literal

from accord.calc.disclosure_attack import Key, Line, Nests, Published, Table, cells, exposed, lines

Mark = Literal["shown", "bracketed", "hidden"]


@dataclass(frozen=True)
class Policy:
    """Below `least` cases a figure is hidden, below `bracket_below` it stands in brackets.

    `width`: an attacker's interval for any hidden cell is at least so wide; 25 as a hidden cell is known to be below 25
    anyway. `show_nought` lets a count of nought stand. Raises ValueError on numbers in the wrong order.
    """

    least: int = 25
    bracket_below: int = 50
    width: int = 25
    show_nought: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.bracket_below or self.width < 1:
            raise ValueError("The bounds are in the wrong order")

    def mark(self, cases: int) -> Mark:
        """What becomes of a figure from so many unweighted cases. Raises ValueError on a negative number."""
        if cases < 0:
            raise ValueError("A count is not negative")
        if cases < self.least and not (cases == 0 and self.show_nought):
            return "hidden"
        return "bracketed" if 0 < cases < self.bracket_below else "shown"


@dataclass(frozen=True)
class Release:
    """Tables published together and the counts of all their cells and totals; a cell common to two tables is one cell.

    `nests`: where one table has wide categories of a dimension and another narrow ones, which make up which.
    Raises ValueError on a missing or negative count and on a total that is not the sum of its cells.
    """

    tables: tuple[Table, ...]
    counts: Mapping[Key, int]
    nests: Nests = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in (key for table in self.tables for key in cells(table)):
            if self.counts.get(key, -1) < 0:
                raise ValueError(f"A count is missing or negative: {key}")
        for line in lines(self.tables, self.nests):
            if sum(self.counts[part] for part in line.parts) != self.counts[line.total]:
                raise ValueError(f"A total is not the sum of its cells: {line.total}")


@dataclass(frozen=True)
class Protected:
    """A mark for every cell; `small` and `complementary` (the reader is not told which is which), and the reader's view."""

    marks: Mapping[Key, Mark]
    small: frozenset[Key]
    complementary: frozenset[Key]
    published: Published


def tabulate(persons: Mapping[Key, int], tables: Sequence[Table], nests: Nests | None = None) -> Release:
    """A release counted from the cells of one full table (keys over all dimensions); wide categories by `nests`."""
    within = nests or {}
    counts: dict[Key, int] = {}
    for key in dict.fromkeys(key for table in tables for key in cells(table)):
        counts[key] = sum(n for full, n in persons.items() if _belongs(dict(full), key, within))
    return Release(tuple(tables), counts, within)


def _belongs(full: Mapping[str, str], key: Key, nests: Nests) -> bool:
    return all(full[d] == c or full[d] in nests.get(d, {}).get(c, ()) for d, c in key)


def protect(release: Release, policy: Policy | None = None, *, tidy: bool = True) -> Protected:
    """Hides the small cells and as many more as are needed, over all tables of the release together.

    The cells chosen are few, not fewest: the least loss is a hard problem. `tidy` tries to show each again at the end.
    Worked by hand: 3, 40 / 60, 80 with all totals: 3 and 40 are hidden, 60 and 80 with them, the totals stay.
    """
    rules = policy or Policy()
    counts = {key: release.counts[key] for table in release.tables for key in cells(table)}

    def published(hidden: set[Key]) -> Published:
        figures = {key: None if key in hidden else n for key, n in counts.items()}
        return Published(release.tables, figures, release.nests)

    def attack(hidden: set[Key]) -> list[Key]:
        return exposed(published(hidden), rules.width)

    small = {key for key, n in counts.items() if rules.mark(n) == "hidden"}
    work = Suppression(counts, small, lines(release.tables, release.nests), rules.width, attack, apart=True)
    work.run(tidy=tidy)
    marks: dict[Key, Mark] = {key: "hidden" if key in work.hidden else rules.mark(n) for key, n in counts.items()}
    return Protected(marks, frozenset(work.small), frozenset(work.hidden - work.small), published(work.hidden))


class Suppression:
    """A suppression in the making: the hidden cells and the sums that they stand in.

    `attack` gives of a set of hidden cells those that can be found out. `fixed` cells are known already, so that hiding them
    would hide nothing. `apart`: cells that no sum joins may be tied all the same (by an unpublished table). `lost` are cells
    that nothing left to hide would cover.
    """

    def __init__(
        self, counts: Mapping[Key, int], small: Iterable[Key], sums: Sequence[Line], width: int,
        attack: Callable[[set[Key]], list[Key]], *, fixed: frozenset[Key] = frozenset(), apart: bool = False,
    ) -> None:  # fmt: skip
        self.counts, self.lines, self.width, self.attack = counts, sums, width, attack
        self.fixed, self.apart = fixed, apart
        self.small = set(small)
        self.hidden = set(self.small)
        self.lost: set[Key] = set()
        self.depth = max((len(key) for key in counts), default=0)
        self.through: dict[Key, list[Line]] = {key: [] for key in counts}
        for line in self.lines:
            for key in (line.total, *line.parts):
                self.through[key].append(line)

    def run(self, *, tidy: bool) -> None:
        """Hides what is small and as much more as is needed; `tidy` then tries to show each further cell again."""
        self.close()
        while open_cells := [key for key in self.attack(self.hidden) if key not in self.lost]:
            self.cover(open_cells)
            self.close()
        if tidy:
            self.show_again()

    def close(self) -> None:
        """What a glance at one sum gives away is mended without the attacker: a lone gap, or gaps that add up to too little."""
        waiting = True
        while waiting:
            waiting = False
            for line in self.lines:
                if self._is_open(line):
                    waiting = self._hide_in([line]) or waiting

    def _is_open(self, line: Line) -> bool:
        gaps = [key for key in line.parts if key in self.hidden]
        if line.total in self.hidden:
            return not gaps
        return bool(gaps) and (len(gaps) == 1 or sum(self.counts[key] for key in gaps) < self.width)

    def cover(self, open_cells: Iterable[Key]) -> None:
        """One more hidden cell for each that the attacker knows, in a sum of its own or else the nearest one."""
        touched: set[Line] = set()
        for key in open_cells:
            if touched.isdisjoint(self.through[key]):
                before = set(self.hidden)
                if not self._hide_near(key):
                    self.lost.add(key)
                touched.update(line for new in self.hidden - before for line in self.through[new])

    def _hide_near(self, key: Key) -> bool:
        """Out from the cell, sum by sum through hidden cells, to the first that has something left to hide."""
        reached, ring = {key}, [key]
        while ring:
            around = [line for at in ring for line in self.through[at]]
            if self._hide_in(around):
                return True
            beside = dict.fromkeys(other for line in around for other in (line.total, *line.parts))
            ring = [other for other in beside if other not in reached]
            reached.update(ring)
        left = [k for k in self.counts if k not in self.hidden] if self.apart else []
        self.hidden.update(left[:1])  # tied by the unpublished table only
        return bool(left)

    def _hide_in(self, among: Sequence[Line]) -> bool:
        """Hides the cell that costs least: an inner one, large enough to cover, opening no new gap, small otherwise."""
        known = self.hidden | self.fixed
        choices = [(self._cost(key, line), key) for line in among for key in (line.total, *line.parts) if key not in known]
        if not choices:
            return False
        self.hidden.add(min(choices)[1])
        return True

    def _cost(self, key: Key, line: Line) -> tuple[int, bool, int, int]:
        lone = sum(
            all(other == key or other not in self.hidden for other in (one.total, *one.parts)) for one in self.through[key]
        )
        gaps = sum(self.counts[k] for k in line.parts if k in self.hidden)
        return self.depth - len(key), gaps + self.counts[key] < self.width, lone, self.counts[key]

    def show_again(self) -> None:
        """Each further cell is shown again, the largest first, where the attacker still knows nothing."""
        for key in sorted(self.hidden - self.small, key=lambda k: (len(k), -self.counts[k], k)):
            if set(self.attack(self.hidden - {key})) <= self.lost:
                self.hidden.discard(key)


def round_to(published: Published, base: int) -> Published:
    """Every shown figure to the nearest multiple of `base`, each by itself (so that rounded totals need not add up).

    A half goes up. A reader then knows less than before, never more. Raises ValueError on a base below 1 or figures that
    are rounded already.
    """
    if base < 1 or published.base != 1:
        raise ValueError("Figures are rounded once, to a base of 1 or more")
    figures = {key: None if n is None else (n + base // 2) // base * base for key, n in published.figures.items()}
    return Published(published.tables, figures, published.nests, base)


def full_table(dimensions: Mapping[str, Sequence[str]], counts: Sequence[int]) -> dict[Key, int]:
    """Counts in the order of the categories, the last dimension (by name) running fastest, as keys.

    Raises ValueError where there are not as many counts as cells.
    """
    names = sorted(dimensions)
    if len(counts) != prod(len(dimensions[n]) for n in names):
        raise ValueError("There are not as many counts as cells")
    inner = product(*(dimensions[n] for n in names))
    return {tuple(zip(names, c, strict=True)): n for c, n in zip(inner, counts, strict=True)}
