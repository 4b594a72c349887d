"""An attacker on published tables: what the hidden cells must be, from all totals of all tables taken together.

He knows which cells make up which totals, that no count is negative, and the base of rounding; he solves the equations
exactly and bounds each hidden cell by linear programming. He does not use that counts are whole numbers: in tables of one
or two dimensions that gives him nothing more, in three it can narrow a bound by a little.
Three or more tables that no single one contains are also tied by the unpublished table of all their dimensions, whose
cells are not negative either; that table is put in where it has at most `JOINT_LIMIT` cells, and `Attack.joint` says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product
from math import prod

from accord.calc.exact import Equation, NonNegative, equation

type Key = tuple[tuple[str, str], ...]  # (dimension, category) pairs in the order of the dimensions' names; () is the whole
type Nests = Mapping[str, Mapping[str, Sequence[str]]]  # dimension -> wide category -> the narrow ones within it

JOINT_LIMIT = 125
DIMENSIONS = 3


@dataclass(frozen=True)
class Table:
    """Dimension to its categories, which together make up the whole; published with every total.

    Raises ValueError on none or more than three dimensions, and on a dimension of no or of repeated categories.
    """

    dimensions: Mapping[str, Sequence[str]]

    def __post_init__(self) -> None:
        if not 1 <= len(self.dimensions) <= DIMENSIONS:
            raise ValueError("A table has one to three dimensions")
        if any(not c or len(set(c)) < len(c) for c in self.dimensions.values()):
            raise ValueError("A dimension has categories, each once")


@dataclass(frozen=True)
class Line:
    """A total and the cells that make it up."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Published:
    """What the reader sees: a figure for every cell and total, None where it is hidden; rounded to `base` (1: not)."""

    tables: tuple[Table, ...]
    figures: Mapping[Key, int | None]
    nests: Nests = field(default_factory=dict)
    base: int = 1


@dataclass(frozen=True)
class Attack:
    """`solved`: hidden cells found by linear algebra alone. `bounds`: least and greatest of each hidden cell, None no end."""

    solved: Mapping[Key, Fraction]
    bounds: Mapping[Key, tuple[Fraction, Fraction | None]]
    joint: bool

    def width(self, key: Key) -> Fraction | None:
        """Greatest less least; None where there is no end."""
        low, high = self.bounds[key]
        return None if high is None else high - low


def cell(**categories: str) -> Key:
    """The key of a cell: cell(sex="F", region="North"); cell() is the whole."""
    return tuple(sorted(categories.items()))


def cells(table: Table) -> list[Key]:
    """All cells of a table, inner ones first, each total after them."""
    names = sorted(table.dimensions)
    found: list[Key] = []
    for size in range(len(names), -1, -1):
        for chosen in combinations(names, size):
            found += [tuple(zip(chosen, c, strict=True)) for c in product(*(table.dimensions[n] for n in chosen))]
    return found


def lines(tables: Iterable[Table], nests: Nests) -> list[Line]:
    """Every sum that holds among the cells of the tables, each once."""
    found: dict[Line, None] = {}
    keys: dict[Key, None] = {}
    for table in tables:
        for key in cells(table):
            keys[key] = None
            taken = {dimension for dimension, _ in key}
            for dimension, categories in table.dimensions.items():
                if dimension not in taken:
                    found[Line(key, tuple(_with(key, dimension, c) for c in categories))] = None
    for key in keys:
        for dimension, category in key:
            narrow = nests.get(dimension, {}).get(category, ())
            parts = tuple(_with(_without(key, dimension), dimension, c) for c in narrow)
            if parts and all(part in keys for part in parts):
                found[Line(key, parts)] = None
    return list(found)


def _with(key: Key, dimension: str, category: str) -> Key:
    return tuple(sorted((*key, (dimension, category))))


def _without(key: Key, dimension: str) -> Key:
    return tuple(pair for pair in key if pair[0] != dimension)


def joint_lines(tables: Sequence[Table], nests: Nests) -> list[Line]:
    """Each published cell as a sum over the unpublished table of all dimensions; none where that ties nothing or is too large.

    Two tables are tied by their common totals alone: whatever fits these fits a whole table (independence within them).
    """
    finest: dict[str, dict[str, None]] = {}
    for table in tables:
        for dimension, categories in table.dimensions.items():
            narrow = [c for c in categories if c not in nests.get(dimension, {})]
            finest.setdefault(dimension, {}).update(dict.fromkeys(narrow))
    covered = any(set(t.dimensions) == set(finest) for t in tables)
    few = len(tables) < 3 and not nests
    if covered or few or prod(len(c) for c in finest.values()) > JOINT_LIMIT:
        return []
    names = sorted(finest)
    joint = [tuple(zip(names, c, strict=True)) for c in product(*(finest[n] for n in names))]
    inner = dict.fromkeys(key for t in tables for key in cells(t) if len(key) == len(t.dimensions))
    return [Line(key, tuple(j for j in joint if _lies_in(dict(j), key, nests))) for key in inner]


def _lies_in(narrow: Mapping[str, str], wide: Key, nests: Nests) -> bool:
    return all(narrow[d] == c or _nested(narrow[d], c, nests.get(d, {})) for d, c in wide)


def _nested(category: str, within: str, nests: Mapping[str, Sequence[str]]) -> bool:
    parts = nests.get(within, ())
    return category in parts or any(_nested(category, part, nests) for part in parts)


@dataclass(frozen=True)
class System:
    """The cells that are not known as non-negative unknowns, each counted from the least it can be."""

    index: Mapping[Key, int]
    solver: NonNegative
    joint: bool


def known_range(figure: int | None, base: int) -> tuple[int, int | None]:
    """The least and greatest whole count behind a published figure: itself, all that rounds to it, or any for a hidden one."""
    if figure is None:
        return 0, None
    return max(0, figure - base // 2), figure + (base - 1) // 2


def build(published: Published) -> System:
    """The attacker's equations. Raises `exact.Contradiction` where the figures cannot all be true."""
    tied = lines(published.tables, published.nests)
    joint = joint_lines(published.tables, published.nests)
    ranges = {key: known_range(figure, published.base) for key, figure in published.figures.items()}
    ranges |= {part: (0, None) for line in joint for part in line.parts if part not in ranges}
    index = {key: i for i, key in enumerate(k for k, (low, high) in ranges.items() if low != high)}
    equations: list[Equation] = []
    for line in (*tied, *joint):
        known = sum(ranges[p][0] for p in line.parts) - ranges[line.total][0]
        plus = [index[p] for p in line.parts if p in index]
        minus = [index[line.total]] if line.total in index else []
        equations.append(equation(plus, minus, -known))
    size = len(index)
    for key, i in index.items():
        low, high = ranges[key]
        if high is not None:
            equations.append(equation([i, size], [], high - low))
            size += 1
    return System(index, NonNegative(size, equations), bool(joint))


def solve(published: Published) -> Attack:
    """All that can be found out about each hidden cell.

    Worked by hand: a row 3, ?, total 10 gives 7; a square of four hidden cells with totals 10, 20 / 12, 18 leaves each with
    a width of 10. Raises `exact.Contradiction` where the figures cannot all be true.
    """
    system = build(published)
    hidden = [key for key, figure in published.figures.items() if figure is None]
    solved = {k: system.solver.determined[system.index[k]] for k in hidden if system.index[k] in system.solver.determined}
    bounds: dict[Key, tuple[Fraction, Fraction | None]] = {}
    for key in hidden:
        i = system.index[key]
        high = solved[key] if key in solved else system.solver.greatest(i)
        bounds[key] = (solved[key] if key in solved else system.solver.least(i), high)
    return Attack(solved, bounds, system.joint)


def exposed(published: Published, width: int) -> list[Key]:
    """The hidden cells that the attacker knows to less than `width`, the exactly known among them."""
    system = build(published)
    hidden = (key for key, figure in published.figures.items() if figure is None)
    return [key for key in hidden if not system.solver.at_least_as_wide(system.index[key], Fraction(width))]
