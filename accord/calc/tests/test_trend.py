"""Newest figures and annual rates of reduction, with the technical note's example."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.trend import Point, acceleration, change, newest, observed_rate, required_rate


def test_the_notes_example_of_a_slope() -> None:
    points = [Point(2000 + n, 40 * exp(-0.06613 * n)) for n in range(8)]
    assert observed_rate(points) == pytest.approx(0.0640, abs=5e-5)


def test_two_points_give_the_plain_formula() -> None:
    assert observed_rate([Point(2010, 40), Point(2020, 20)]) == pytest.approx(1 - 0.5**0.1)
    assert required_rate(Point(2020, 20), 10, 2030) == pytest.approx(0.0670, abs=5e-5)


def test_a_rising_figure_has_a_negative_rate_and_no_acceleration() -> None:
    rate = observed_rate([Point(2010, 10), Point(2011, 11)])
    assert rate == pytest.approx(-0.1)
    assert acceleration(rate, 0.05) is None
    assert acceleration(0.02, 0.1) == pytest.approx(5)


@pytest.mark.parametrize("points", [[], [Point(2010, 1)], [Point(2010, 1), Point(2010, 2)], [Point(2010, 0), Point(2011, 1)]])
def test_too_little_gives_no_rate(points: list[Point]) -> None:
    assert observed_rate(points) is None


@pytest.mark.parametrize(("target", "by"), [(10, 2020), (10, 2019), (0, 2030)])
def test_a_target_that_cannot_be_aimed_at_gives_no_rate(target: float, by: float) -> None:
    assert required_rate(Point(2020, 20), target, by) is None


def test_newest_is_the_last_of_the_latest_year() -> None:
    assert newest([Point(2015, 1), Point(2019, 2), Point(2019, 3), Point(2010, 9)]) == Point(2019, 3)
    assert newest([]) is None
    assert change([Point(2015, 12), Point(2019, 10)]) == -2
    assert change([Point(2015, 12)]) is None


@given(st.floats(0.5, 90), st.floats(-0.2, 0.2), st.integers(2, 12))
def test_a_steady_fall_is_found_again(start: float, rate: float, years: int) -> None:
    points = [Point(2000 + n, start * (1 - rate) ** n) for n in range(years)]
    assert observed_rate(points) == pytest.approx(rate, abs=1e-9)
