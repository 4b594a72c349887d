"""Jumps in a series; the examples are worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.outliers import jumps
from accord.calc.trend import Point


def yearly(*values: float) -> list[Point]:
    return [Point(2010 + n, v) for n, v in enumerate(values)]


def test_the_worked_example() -> None:
    found = jumps(yearly(20, 21, 20, 22, 21, 40, 22))
    assert [(j.before.year, j.after.year, j.change) for j in found] == [(2014, 2015, 19), (2015, 2016, -18)]
    assert [j.score for j in found] == pytest.approx([19 / (1.4826 * 1.5), 18 / (1.4826 * 1.5)])


def test_a_steady_fall_has_no_jump_and_a_break_in_it_has_one() -> None:
    assert jumps(yearly(50, 49.9, 49.8, 49.7, 49.6, 49.5)) == []
    broken = jumps(yearly(50, 49.9, 49.8, 49.7, 30.0, 29.9, 29.8))
    assert [j.after.year for j in broken] == [2014]


def test_a_level_series_with_one_step_uses_the_mean_deviation() -> None:
    """By hand: changes 0, 0, 0, 0, 8: the median deviation is 0, the mean 1.6: 8 / (1.2533 * 1.6) = 3.99."""
    found = jumps(yearly(9, 9, 9, 9, 9, 17))
    assert [(j.after.year, j.score) for j in found] == [(2015, pytest.approx(3.99, abs=0.01))]
    assert jumps(yearly(9, 9, 9, 9, 9, 9)) == []


def test_changes_are_counted_by_the_year() -> None:
    """By hand: 10 points in ten years are one a year, as before."""
    points = [Point(y, v) for y, v in ((1990, 60), (1991, 59), (1993, 57), (1994, 55.9), (2004, 45.9), (2005, 45))]
    assert jumps(points) == []


@pytest.mark.parametrize("points", [[], yearly(1), yearly(1, 1, 1, 90), yearly(1, 2, 90, 3)])
def test_too_few_points_say_nothing(points: list[Point]) -> None:
    assert jumps(points) == []


def test_of_one_year_the_last_figure_counts() -> None:
    points = yearly(20, 21, 20, 22, 21, 20)
    assert jumps([Point(2012, 99), *points]) == jumps(points)


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        jumps(yearly(1, float("nan")))
    with pytest.raises(ValueError, match="limit"):
        jumps(yearly(1, 2), limit=0)


SERIES = st.lists(st.integers(-1000, 1000), min_size=5, max_size=15)


@given(SERIES, st.sampled_from([0.25, 1, 8]), st.integers(-50, 50), st.integers(-5, 5))
def test_unit_level_and_trend_do_not_matter(values: list[int], unit: float, level: int, trend: int) -> None:
    moved = [v * unit + level + trend * n for n, v in enumerate(values)]
    here, there = jumps(yearly(*values)), jumps(yearly(*moved))
    assert [j.after.year for j in here] == [j.after.year for j in there]


@given(st.lists(st.floats(-1, 1), min_size=6, max_size=12), st.integers(1, 4))
def test_a_great_step_in_a_quiet_series_is_found(noise: list[float], at: int) -> None:
    values = [50 + n + (1000 if i >= at else 0) for i, n in enumerate(noise)]
    assert 2010 + at in [j.after.year for j in jumps(yearly(*values))]
