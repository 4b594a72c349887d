"""Linear equations over the rational numbers, solved exactly, and the least and greatest value of each unknown.

Gauss-Jordan elimination and the simplex method with Bland's rule (R. G. Bland, Mathematics of Operations Research 2, 1977),
in fractions: what is found to be determined is determined, and no rounding hides it. For small systems (some hundred unknowns).
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

type Terms = Mapping[int, int]  # unknown -> coefficient
type Equation = tuple[Terms, Fraction]  # sum of coefficient * unknown = the number

NOUGHT = Fraction(0)


class Contradiction(ValueError):
    """The equations have no solution, or none without a negative unknown."""


class NonNegative:
    """All x >= 0 with the given equations, for unknowns 0 to `size` - 1.

    The state is a dictionary of basic unknowns: x_basic = level - sum(row[j] * x_j) over the others, which stand at nought.
    `low` and `high` are the bounds seen so far: what a solution was found for; `high` None where it grows without end.
    Raises Contradiction.
    """

    def __init__(self, size: int, equations: Iterable[Equation]) -> None:
        self.size = size
        self.rows: dict[int, dict[int, Fraction]] = {}
        self.level: dict[int, Fraction] = {}
        self._eliminate(equations)
        self.determined: dict[int, Fraction] = {b: self.level[b] for b, row in self.rows.items() if not row}
        if any(value < 0 for value in self.determined.values()):
            raise Contradiction("An unknown would be negative")
        self.low: dict[int, Fraction] = {}
        self.high: dict[int, Fraction | None] = {}
        self._make_feasible()
        self._see()

    def _eliminate(self, equations: Iterable[Equation]) -> None:
        """Equations by elimination alone: each basic unknown in one row, in no other."""
        for terms, number in equations:
            row, level = {j: Fraction(c) for j, c in terms.items() if c}, number
            for basic in [j for j in row if j in self.rows]:
                factor = row.pop(basic)
                _add(row, self.rows[basic], -factor)
                level -= factor * self.level[basic]
            if not row:
                if level:
                    raise Contradiction("The equations contradict each other")
                continue
            basic = min(row)
            scale = row.pop(basic)
            row, level = {j: c / scale for j, c in row.items()}, level / scale
            for other, there in self.rows.items():
                if basic in there:
                    factor = there.pop(basic)
                    _add(there, row, -factor)
                    self.level[other] -= factor * level
            self.rows[basic], self.level[basic] = row, level

    def _make_feasible(self) -> None:
        """Each row below nought is raised to it, the rows that are already well kept well."""
        while short := [b for b, level in self.level.items() if level < 0]:
            target = min(short)
            while self.level.get(target, NOUGHT) < 0:
                entering = min((j for j, c in self.rows[target].items() if c < 0), default=None)
                if entering is None:
                    raise Contradiction("An unknown would be negative")
                leaving = self._leaving(entering, ceiling=target)
                assert leaving is not None
                self._pivot(leaving, entering)

    def _leaving(self, entering: int, ceiling: int | None = None) -> int | None:
        """The basic unknown that reaches nought first; with a ceiling, that row counts where it rises to nought."""
        best: tuple[Fraction, int] | None = None
        for basic, row in self.rows.items():
            c = row.get(entering, NOUGHT)
            if (c > 0 and self.level[basic] >= 0) or (basic == ceiling and c < 0):
                step = (self.level[basic] / c, basic)
                best = step if best is None or step < best else best
        return best[1] if best else None

    def _pivot(self, leaving: int, entering: int) -> None:
        row, level = self.rows.pop(leaving), self.level.pop(leaving)
        scale = row.pop(entering)
        row = {j: c / scale for j, c in row.items()}
        row[leaving], level = 1 / scale, level / scale
        for basic, there in self.rows.items():
            if entering in there:
                factor = there.pop(entering)
                _add(there, row, -factor)
                self.level[basic] -= factor * level
        self.rows[entering], self.level[entering] = row, level

    def _see(self) -> None:
        for j in range(self.size):
            value = self.level.get(j, NOUGHT)
            self.low[j] = min(self.low.get(j, value), value)
            high = self.high.get(j, value)
            self.high[j] = None if high is None else max(high, value)

    def greatest(self, unknown: int) -> Fraction | None:
        """The greatest value that a solution gives the unknown; None where there is no end to it."""
        if unknown not in self.rows:
            leaving = self._leaving(unknown)
            if leaving is None:
                self._endless(unknown, unknown)
                return None
            self._pivot(leaving, unknown)
            self._see()
        while (entering := min((j for j, c in self.rows[unknown].items() if c < 0), default=None)) is not None:
            leaving = self._leaving(entering)
            if leaving is None:
                self._endless(unknown, entering)
                return None
            self._pivot(leaving, entering)
            self._see()
        return self.level[unknown]

    def _endless(self, unknown: int, entering: int) -> None:
        """All that grows along the way without end."""
        self.high[entering] = self.high[unknown] = None
        for basic, row in self.rows.items():
            if row.get(entering, NOUGHT) < 0:
                self.high[basic] = None

    def least(self, unknown: int) -> Fraction:
        """The least value that a solution gives the unknown."""
        while unknown in self.rows:
            entering = min((j for j, c in self.rows[unknown].items() if c > 0), default=None)
            if entering is None or self.level[unknown] == 0:
                break
            leaving = self._leaving(entering)
            assert leaving is not None  # the unknown itself falls to nought
            self._pivot(leaving, entering)
            self._see()
        return self.level.get(unknown, NOUGHT)

    def at_least_as_wide(self, unknown: int, width: Fraction) -> bool:
        """Whether the unknown can differ by `width` between two solutions; stops as soon as that is seen."""
        if self._seen(unknown, width):
            return True
        if unknown in self.determined:
            return width <= 0
        self.greatest(unknown)
        if self._seen(unknown, width):
            return True
        self.least(unknown)
        return self._seen(unknown, width)

    def _seen(self, unknown: int, width: Fraction) -> bool:
        high = self.high[unknown]
        return high is None or high - self.low[unknown] >= width


def _add(row: dict[int, Fraction], other: Mapping[int, Fraction], factor: Fraction) -> None:
    """row += factor * other, without terms of nought."""
    for j, c in other.items():
        value = row.get(j, NOUGHT) + factor * c
        if value:
            row[j] = value
        else:
            row.pop(j, None)


def equation(plus: Sequence[int], minus: Sequence[int], number: int | Fraction) -> Equation:
    """sum(plus) - sum(minus) = number; an unknown on both sides falls out."""
    terms: dict[int, int] = {}
    for sign, group in ((1, plus), (-1, minus)):
        for j in group:
            terms[j] = terms.get(j, 0) + sign
    return terms, Fraction(number)
