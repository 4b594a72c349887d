"""Rates of reduction: the technical note's example, else figures worked by hand."""

import json
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.aarr import Question, Rate, Reduction, acceleration, observed, reduction, required, rerun
from accord.calc.trend import Point

SURVEYS = [Point(2000, 50), Point(2006, 40), Point(2010, 36), Point(2016, 30)]


def test_the_notes_example_of_a_slope() -> None:
    """UNICEF 2007: b = -0.06613, AARR = 6.40 %."""
    rate, slope = observed([Point(1998 + n, 30 * exp(-0.06613 * n)) for n in range(8)])
    assert slope == pytest.approx(-0.06613)
    assert rate.value is not None
    assert round(100 * rate.value, 2) == 6.40


def test_all_surveys_count_for_the_line_and_two_for_the_other() -> None:
    """By hand: ln 50, 40, 36, 30 on 2000, 2006, 2010, 2016 (mean 2008, squares 64 4 4 64): b = -0.03160, 3.11 % a year."""
    rate, slope = observed(SURVEYS)
    assert (slope, rate.value) == (pytest.approx(-0.03160, abs=5e-6), pytest.approx(0.03110, abs=5e-6))
    two, _ = observed(SURVEYS, "two_points")
    assert two.value == pytest.approx(1 - (30 / 50) ** (1 / 16))


def test_required_to_a_floor_and_the_factor() -> None:
    """By hand: 30 in 2016 to 1 in 2030: 1 - (1/30)^(1/14) = 21.57 %; over 3.11 % observed, 6.9 times faster."""
    found = reduction(SURVEYS, Question(floor=1))
    assert (found.required.value, found.aim) == (pytest.approx(0.21568, abs=5e-6), 1)
    assert found.acceleration.value == pytest.approx(0.21568 / 0.03110, rel=5e-4)
    assert found.used == tuple(SURVEYS)


def test_the_headline_of_the_brochure_of_2020() -> None:
    """UNICEF 2020: progress must be 17 times faster to end child marriage by 2030. Our floor of 1 % is not in the brochure.

    Women 20-24 married before 18, world, UN Statistics Division: 2007, 2012 and 2017.
    """
    found = reduction([Point(2007, 23.436), Point(2012, 23.071), Point(2017, 20.772)], Question(floor=1))
    assert found.acceleration.value is not None
    assert int(found.acceleration.value) == 17


def test_the_period_decides_which_surveys_are_used() -> None:
    found = reduction(SURVEYS[::-1], Question(floor=1, first=2006, last=2010))
    assert found.used == (Point(2006, 40), Point(2010, 36))
    assert found.observed.value == pytest.approx(1 - 0.9 ** (1 / 4))


@pytest.mark.parametrize(
    ("points", "reason"),
    [([], "too_few_years"), ([Point(2010, 4)], "too_few_years"), ([Point(2010, 4), Point(2010, 5)], "too_few_years"),
     ([Point(2010, 4), Point(2015, 0)], "not_above_nought")],
)  # fmt: skip
def test_too_little_gives_no_rate(points: list[Point], reason: str) -> None:
    assert observed(points) == (Rate(None, reason), None)  # type: ignore[arg-type]
    assert reduction(points, Question(floor=1)).observed.reason == reason


@pytest.mark.parametrize(
    ("latest", "target", "floor", "expected"),
    [
        (Point(2016, 30), 0, None, (Rate(None, "no_floor"), None)),
        (Point(2016, 0.8), 0, 1, (Rate(0.0, "reached"), 1)),
        (Point(2016, 9), 10, None, (Rate(0.0, "reached"), 10)),
        (Point(2031, 30), 10, None, (Rate(None, "year_past"), 10)),
    ],
)
def test_a_target_that_needs_no_rate_or_has_none(latest: Point, target: float, floor: float | None, expected: object) -> None:
    assert required(latest, target, 2030, floor) == expected


def test_where_there_is_no_factor() -> None:
    assert acceleration(Rate(-0.01), Rate(0.2)).reason == "no_fall"
    assert acceleration(Rate(0.0), Rate(0.2)).reason == "no_fall"
    assert acceleration(Rate(0.01), Rate(0.0, "reached")).reason == "reached"
    assert acceleration(Rate(None, "too_few_years"), Rate(0.2)).reason == "too_few_years"


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="floor"):
        required(Point(2016, 9), 0, 2030, 0)
    with pytest.raises(ValueError, match="finite"):
        reduction([Point(2016, float("inf"))], Question())
    with pytest.raises(KeyError):
        rerun({**reduction(SURVEYS, Question()).stored(), "version": "0"})


POINTS = st.lists(st.builds(Point, st.integers(1990, 2029), st.floats(0, 100)), max_size=8)
QUESTIONS = st.builds(
    Question,
    target=st.sampled_from([0.0, 5.0]),
    floor=st.sampled_from([None, 1.0]),
    first=st.sampled_from([None, 2005.0]),
    method=st.sampled_from(["least_squares", "two_points"]),
    scenario=st.sampled_from(["", "WPP 2024 medium"]),
)


@given(POINTS, QUESTIONS)
def test_an_answer_is_made_again_from_what_was_stored(points: list[Point], question: Question) -> None:
    found = reduction(points, question)
    assert isinstance(found, Reduction)
    stored = json.loads(json.dumps(found.stored(), allow_nan=False))
    assert rerun(stored) == found


@given(st.floats(2, 90), st.floats(0.001, 0.2), st.integers(2, 12), st.floats(0.5, 1.5))
def test_at_the_rate_required_the_aim_is_reached_in_its_year(start: float, rate: float, years: int, floor: float) -> None:
    points = [Point(2000 + n, start * (1 - rate) ** n) for n in range(years)]
    found = reduction(points, Question(floor=floor))
    assert found.observed.value == pytest.approx(rate, abs=1e-9)
    if found.required.value:
        assert points[-1].value * (1 - found.required.value) ** (2030 - points[-1].year) == pytest.approx(floor)
