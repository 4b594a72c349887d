"""The solver against every corner of small systems, found by trying all of them."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.calc.exact import Contradiction, Equation, NonNegative, equation


def square(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """The one solution of as many equations as unknowns (last column the numbers); None for none or many."""
    rows = [r[:] for r in rows]
    for i in range(len(rows)):
        pick = next((k for k in range(i, len(rows)) if rows[k][i]), None)
        if pick is None:
            return None
        rows[i], rows[pick] = rows[pick], rows[i]
        rows[i] = [c / rows[i][i] for c in rows[i]]
        for k in range(len(rows)):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [r[-1] for r in rows]


def corners(size: int, equations: list[Equation]) -> list[list[Fraction]]:
    """Every corner of x >= 0 with the equations: choose which unknowns are nought until the rest is determined."""
    found = []
    for count in range(len(equations) + 1):
        for basic in combinations(range(size), count):
            for chosen in combinations(range(len(equations)), count):
                rows = [[Fraction(equations[e][0].get(j, 0)) for j in basic] + [equations[e][1]] for e in chosen]
                values = square(rows) if rows else []
                if values is None or min(values, default=Fraction(0)) < 0:
                    continue
                point = [Fraction(0)] * size
                for j, v in zip(basic, values, strict=True):
                    point[j] = v
                if all(sum(c * point[j] for j, c in terms.items()) == number for terms, number in equations):
                    found.append(point)
    return found


@st.composite
def systems(draw: st.DrawFn) -> tuple[int, list[Equation]]:
    """Up to five unknowns that add up to a number (so that none is endless) and up to two more equations."""
    size = draw(st.integers(2, 5))
    terms = st.lists(st.sampled_from([-1, 0, 1, 1]), min_size=size, max_size=size)
    more = draw(st.lists(st.tuples(terms, st.integers(-6, 12)), max_size=2))
    whole: Equation = equation(range(size), (), draw(st.integers(0, 12)))
    return size, [whole, *((dict(enumerate(row)), Fraction(n)) for row, n in more)]


@settings(max_examples=200, deadline=None)
@given(systems())
def test_bounds_are_those_of_all_corners(system: tuple[int, list[Equation]]) -> None:
    size, equations = system
    points = corners(size, equations)
    if not points:
        with pytest.raises(Contradiction):
            NonNegative(size, equations)
        return
    solver = NonNegative(size, equations)
    for j in range(size):
        low, high = min(p[j] for p in points), max(p[j] for p in points)
        assert (solver.least(j), solver.greatest(j)) == (low, high)
        assert solver.at_least_as_wide(j, high - low)
        assert not NonNegative(size, equations).at_least_as_wide(j, high - low + 1)
        if j in solver.determined:
            assert low == high == solver.determined[j]


def test_an_unknown_in_no_equation_or_on_both_sides_has_no_end() -> None:
    solver = NonNegative(3, [equation([0], [1], 4)])
    assert (solver.least(0), solver.greatest(0)) == (4, None)
    assert (solver.least(1), solver.greatest(1)) == (0, None)
    assert (solver.least(2), solver.greatest(2)) == (0, None)
    assert solver.at_least_as_wide(2, Fraction(10**9))


def test_a_contradiction_is_told() -> None:
    for equations in ([equation([0], [], -1)], [equation([0, 1], [], 3), equation([0, 1], [], 4)], [equation([], [], 1)]):
        with pytest.raises(Contradiction):
            NonNegative(2, equations)
    with pytest.raises(Contradiction):  # x0 = x1 + 3 and x0 + x1 = 1
        NonNegative(2, [equation([0], [1], 3), equation([0, 1], [], 1)])


def test_the_same_equation_twice_adds_nothing() -> None:
    solver = NonNegative(2, [equation([0, 1], [], 5), equation([0, 1], [], 5), equation([0, 1], [0], 2)])
    assert solver.determined == {1: 2, 0: 3}
