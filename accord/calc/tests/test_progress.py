"""The four methods against published figures where there are any, else against figures worked by hand (said so)."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.progress import CURRENT, METHODS, STEPS, assess, rerun, side_by_side
from accord.calc.progress_inputs import STATUSES, Inputs, Target
from accord.calc.progress_methods import anticipate, scaling
from accord.calc.progress_rules import choose_baseline
from accord.calc.trend import Point

# Statistics Canada, sdg-data-donnees-odd, indicator_calculation_components.yml: what its own run of the method printed.
# indicator, baseline, latest, direction, target, limit, printed progress value, printed status
CANADA = [
    ("1-2-1", (2015, 14.5), (2023, 10.2), "lower", 7.25, None, 0.9525901792032172, "on_track"),
    ("1-3-1 children", (2015, 90.0), (2021, 93.2), "higher", None, 100, 0.005839995229728112, "on_track"),
    ("1-3-1 older", (2017, 93.4), (2021, 92.7), "higher", None, 100, -0.0018789507235312808, "deterioration"),
    ("1-4-1 water", (2015, 98.82), (2022, 99.04), "higher", 100, None, 0.4013545340426752, "limited"),
    ("1-4-1 education", (2015, 92.0), (2019, 92.0), "higher", 100, None, 0.0, "limited"),
    ("1-4-1 information", (2016, 99.47), (2022, 99.57), "higher", None, 100, 0.00016748456325199612, "fair"),
    ("2-4-1", (2015, 4.0), (2023, 4.17), "higher", None, 5, 0.005216266930448077, "fair"),
    ("3-3-1", (2015, 0.052), (2022, 0.048), "lower", 0.001, None, 0.04909595896792923, "limited"),
    ("3-3-4", (2015, 0.73), (2023, 0.32), "lower", 0.073, None, 0.6883470841079962, "fair"),
    ("3-4-2", (2015, 12.3), (2023, 9.5), "lower", 8.2, None, 1.1913757275999413, "on_track"),
    ("3-5-2", (2015, 8.1), (2023, 7.3), "lower", None, None, 0.012914595776744253, "fair"),
    ("4-1-2", (2016, 87.0), (2021, 91.0), "higher", 100, None, 0.9033585465578208, "fair"),
    ("10-5-1", (2015, 5.31), (2024, 5.27), "lower", None, None, 0.0008398107947529265, "limited"),
    ("16-1-1", (2015, 1.72), (2024, 1.91), "lower", None, None, -0.01171013876478555, "deterioration"),
    ("16-2-2", (2015, 0.924253297), (2024, 1.472561469), "lower", 0.1, None, -0.38548323504363124, "deterioration"),
    ("16-6-1", (2015, 100.1), (2023, 109.7), "lower", 100, None, -172.79058698766454, "deterioration"),
    ("17-2-1", (2015, 0.27), (2023, 0.38), "higher", 0.7, None, 0.6656054028956886, "fair"),
]
CANADA_MET = [
    ((2015, 7.05), (2023, 12.19), "lower", 70),
    ((2015, 81124.0), (2023, 0.0), "lower", 0),
    ((2015, 2.5), (2023, 2.5), "lower", 2.5),
]

# Made up, for violence against children: a share that falls from 60 % (2015) to 48 % (2020), the target 0 in 2030.
FALLING = Inputs((Point(2015, 60), Point(2020, 48)), "lower", Target(0), percent=True)


def series(*points: tuple[float, float], direction: str = "lower", target: float | None = None, **more: object) -> Inputs:
    goal = None if target is None else Target(target)
    return Inputs(tuple(Point(*p) for p in points), direction, goal, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "first", "last", "direction", "target", "limit", "value", "status"), CANADA)
def test_statistics_canadas_own_figures(
    name: str,
    first: tuple[float, float],
    last: tuple[float, float],
    direction: str,
    target: float,
    limit: float,
    value: float,
    status: str,
) -> None:
    found = assess(series(first, last, direction=direction, target=target, natural_limit=limit), "statcan")
    assert found.ratios["pace" if target is None else "ratio"] == pytest.approx(value, rel=1e-12, abs=1e-15), name
    assert (found.status, found.rule) == (status, "ratio"), name


@pytest.mark.parametrize(("first", "last", "direction", "target"), CANADA_MET)
def test_statistics_canadas_targets_met(
    first: tuple[float, float], last: tuple[float, float], direction: str, target: float
) -> None:
    assert assess(series(first, last, direction=direction, target=target), "statcan").status == "met"


def test_statistics_canadas_parity_index() -> None:
    # 4-5-1, participation in education, 2015 and 2024, both published already turned above 1; and here the other way up.
    for turn in (1, -1):
        points = ((2015, 1.11715839800035**turn), (2024, 1.14786857548566**turn))
        found = assess(series(*points, direction="higher", target=1, kind="parity"), "statcan")
        assert found.ratios["ratio"] == pytest.approx(-0.4100885532704511, rel=1e-9)
    near = series((2016, 1.18353718641201), (2021, 1.02), target=1, kind="parity")
    assert {a.status for a in side_by_side(near).assessments} == {"met"}


def test_the_halving_of_a_share_with_no_target_left_to_halve() -> None:
    """Worked by hand: 60 to 48 in five years is a factor 0.8; by 2030, 48 * 0.8^2 = 30.72, so R = 29.28 / 60 = 0.488."""
    by = {a.method: a for a in side_by_side(FALLING).assessments}
    rate = 0.8 ** (1 / 5) - 1
    assert by["unsd_2023"].ratios == pytest.approx({"actual_rate": rate, "expected": 30.72, "ratio": 0.488})
    assert by["unsd_2022"].ratios == pytest.approx({"actual_rate": rate, "required_rate": -1, "ratio": -rate})
    assert by["statcan"].ratios["ratio"] == pytest.approx(-rate / (1 - (0.001 / 60) ** (1 / 15)))
    assert by["escap"].ratios == pytest.approx({"current_status": 2.0, "anticipated": 24.0, "anticipated_gap": 40.0})
    assert {m: a.status for m, a in by.items()} == {
        "unsd_2022": "limited",
        "unsd_2023": "fair",
        "statcan": "limited",
        "escap": "fair",
    }
    assert by["statcan"].used.replaced == ("target",)
    assert not side_by_side(FALLING).disagree  # all say: it moves, and too slowly


def test_they_disagree_where_a_target_of_nought_is_nearly_reached() -> None:
    """By hand: 60 to 20 in five years; R = 1 - (1/3)^3 = 0.963 is on track, while a fall of 20 % a year is CR 0.197."""
    found = side_by_side(series((2015, 60), (2020, 20), target=0))
    assert [a.status for a in found.assessments] == ["limited", "on_track", "limited", "on_track"]
    assert found.assessments[1].ratios["ratio"] == pytest.approx(1 - (1 / 3) ** 3)
    assert found.disagree


UNSD_2022 = [  # by hand: the ratio of the rates over one year each, from 100 with a required rate of 1 % a year
    (101.0, "on_track"), (100.94, "fair"), (100.51, "fair"), (100.49, "limited"),
    (100, "limited"), (99.91, "limited"), (99.89, "deterioration"),
]  # fmt: skip


@pytest.mark.parametrize(("last", "status"), UNSD_2022)
def test_the_cuts_of_2022(last: float, status: str) -> None:
    goal = 100 * 1.01**15
    assert assess(series((2015, 100), (2016, last), direction="higher", target=goal), "unsd_2022").status == status


WITHOUT_TARGET = [
    ("unsd_2022", 0.0101, "on_track"), ("unsd_2022", 0.0099, "fair"), ("unsd_2022", 0.0049, "limited"),
    ("unsd_2022", -0.0099, "limited"), ("unsd_2022", -0.0101, "deterioration"),
    ("unsd_2023", 0.0201, "on_track"), ("unsd_2023", 0.0199, "fair"), ("unsd_2023", 0.0051, "fair"),
    ("unsd_2023", 0.0049, "no_progress"), ("unsd_2023", -0.0001, "deterioration"),
    ("statcan", 0.0151, "on_track"), ("statcan", 0.0149, "fair"), ("statcan", 0.0049, "limited"),
    ("statcan", -0.0001, "deterioration"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "pace", "status"), WITHOUT_TARGET)
@pytest.mark.parametrize("direction", ["lower", "higher"])
def test_the_cuts_without_a_target(method: str, pace: float, status: str, direction: str) -> None:
    rate = pace if direction == "higher" else -pace
    assert assess(series((2015, 40), (2020, 40 * (1 + rate) ** 5), direction=direction), method).status == status


@pytest.mark.parametrize(("last", "status"), [(55, "on_track"), (97, "fair"), (100, "no_progress"), (101, "deterioration")])
def test_the_cuts_of_the_regional_commissions(last: float, status: str) -> None:
    """By hand: a straight line from 100 (2015) through `last` (2030) to a target of 50: gaps of 10, 94, 100 and 102 %."""
    points = ((2015, 100), (2022.5, (100 + last) / 2))
    assert assess(series(*points, target=50), "escap").status == status


def test_the_line_leans_to_the_recent_years() -> None:
    """By hand, weights 1, 2, 3 thirds: middle 2001 1/3, level 5 2/3, slope 5.6, so 20.6 in 2004; an even fit gives 19."""
    points = [Point(2000, 0), Point(2001, 2), Point(2002, 10)]
    assert anticipate(points, 2004) == pytest.approx(20.6)
    assert anticipate([Point(2010, 7), Point(2015, 7)], 2030) == pytest.approx(7)


@given(st.floats(0.1, 1e6), st.lists(st.integers(2000, 2029), min_size=3, max_size=8, unique=True))
def test_a_level_series_stands_still_for_all(level: float, years: list[int]) -> None:
    found = side_by_side(series(*((y, level) for y in years), target=level / 2, baseline_rule="nearest"))
    assert {STEPS[a.status] for a in found.assessments} == {"slow"}
    assert not found.disagree


def test_a_parity_in_the_regional_commissions_index() -> None:
    """By hand: from 0.8 to 0.9 with the target 1, half of the way: 10 - 10 * 0.1 / 0.2 = 5; 1.2 to 1.1 is the same."""
    for points in (((2015, 0.8), (2020, 0.9)), ((2015, 1.2), (2020, 1.1))):
        assert assess(series(*points, target=1, kind="parity"), "escap").ratios["current_status"] == pytest.approx(5)


def test_a_target_of_a_share_of_the_baseline() -> None:
    halve = Inputs((Point(2015, 14.5), Point(2023, 10.2)), "lower", Target(-0.5, kind="change"))
    assert assess(halve, "statcan").used.target == 7.25
    assert assess(halve, "statcan").ratios["ratio"] == pytest.approx(0.9525901792032172)


NOT_ASSESSED = [
    (series(), "no_points", list(CURRENT)),
    (series((2018, 30), target=0), "one_year", list(CURRENT)),
    (series((2018, 30)), "one_year", list(CURRENT)),
    (series((2015, 3), (2020, 4), direction="higher", kind="growth"), "growth_rate", ["unsd_2022", "unsd_2023", "statcan"]),
    (series((2015, 3), (2020, 4), direction="higher"), "no_target", ["escap"]),
    (series((2015, 0), (2020, 4), direction="higher", target=50), "zero_baseline", ["unsd_2022", "unsd_2023"]),
    (series((2015, -2), (2020, 4), direction="higher"), "mixed_signs", ["unsd_2022", "unsd_2023", "statcan"]),
    (series((2005, 50), (2010, 40), target=0), "no_baseline", ["statcan"]),
    (series((2015, 1e-300), (2016, 1e300), direction="higher"), "out_of_range", ["unsd_2022"]),
    (series((1990, 50), (1995, 40), target=0), "one_year", ["escap"]),
]


@pytest.mark.parametrize(("inputs", "reason", "methods"), NOT_ASSESSED)
def test_what_cannot_be_assessed_says_why(inputs: Inputs, reason: str, methods: list[str]) -> None:
    for method in methods:
        found = assess(inputs, method)
        assert (found.status, found.reason, found.rule, found.ratios) == ("not_assessable", reason, "none", {}), method


def test_a_met_target_is_met_whatever_the_trend_and_with_one_figure() -> None:
    assert {a.status for a in side_by_side(series((2015, 2), (2020, 9), target=10)).assessments} == {"met"}
    assert {a.status for a in side_by_side(series((2018, 99), direction="higher", target=98)).assessments} == {"met"}


def test_within_one_point_of_nought_or_a_hundred_is_met_for_a_share_only() -> None:
    near = series((2015, 9), (2020, 0.9), target=0, percent=True)
    assert {(a.status, a.rule) for a in side_by_side(near).assessments} == {("met", "near_limit")}
    assert "met" not in {a.status for a in side_by_side(replace(near, percent=False)).assessments}
    full = series((2015, 90), (2020, 99), direction="higher", target=100, percent=True)
    assert {a.status for a in side_by_side(full).assessments} == {"met"}


def test_a_target_once_met_and_lost_is_a_deterioration() -> None:
    lost = side_by_side(series((2015, 8), (2020, 12), target=10))
    assert {(a.status, a.rule) for a in lost.assessments} == {("deterioration", "lost_target")}


def test_a_zero_baseline_is_replaced_by_statistics_canada_only() -> None:
    found = assess(series((2015, 0), (2020, 4), direction="higher", target=50), "statcan")
    assert (found.status, found.used.replaced) == ("on_track", ("baseline",))
    assert assess(series((2015, 0), (2020, 25), direction="higher", target=50), "escap").status == "on_track"


def test_yes_and_no() -> None:
    no, yes = (
        series((2015, 0), direction="higher", kind="binary"),
        series((2015, 0), (2020, 1), direction="higher", kind="binary"),
    )
    assert {a.status for a in side_by_side(no).assessments} == {"no_progress"}
    assert {a.status for a in side_by_side(yes).assessments} == {"met"}


def test_all_below_nought_turns_the_direction() -> None:
    better = series((2015, -40), (2020, -30), direction="higher")
    assert {assess(better, m).status for m in ("unsd_2022", "unsd_2023", "statcan")} == {"on_track"}


def test_points_after_the_targets_year_are_not_used() -> None:
    points = (Point(2010, 50), Point(2015, 40), Point(2022, 39))
    found = assess(Inputs(points, "lower", Target(20, 2020), baseline_year=2010), "unsd_2023")
    assert (found.used.latest, found.ratios["expected"]) == (Point(2015, 40), pytest.approx(32))
    late = (Point(2010, 50), Point(2015, 40), Point(2022, 19))
    assert assess(Inputs(late, "lower", Target(20, 2020), baseline_year=2010)).status == "met"


POINTS = tuple(Point(y, 1) for y in (2005, 2011, 2014, 2016, 2022))
BASELINES = [
    ("exact", 2014, 2014), ("exact", 2015, None), ("exact", 2022, None), ("nearest", 2015, 2016),
    ("nearest", 2012, 2011), ("nearest", 2030, 2016), ("after", 2015, 2016), ("after", 2017, None),
    ("after_or_before", 2017, 2016), ("after_or_before", 2012, 2014),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "year", "chosen"), BASELINES)
def test_the_baseline_by_each_rule(rule: str, year: float, chosen: float | None) -> None:
    found = choose_baseline(POINTS, year, rule)  # type: ignore[arg-type]
    assert (found.year if found else None) == chosen


def test_the_callers_rule_goes_before_the_methods() -> None:
    inputs = series((2012, 50), (2016, 40), (2020, 30), baseline_rule="exact", baseline_year=2012)
    assert {assess(inputs, m).used.baseline for m in CURRENT} == {Point(2012, 50)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": (Point(2015, 1), Point(2015, 2))},
        {"points": (Point(2015, float("nan")),)},
        {"direction": "down"},
        {"baseline_rule": "first"},
        {"target": Target(1, kind="half")},  # type: ignore[arg-type]
        {"kind": "parity", "target": Target(1), "points": (Point(2015, 0),)},
    ],
)
def test_impossible_inputs_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Inputs(**{"points": (Point(2015, 1),), "direction": "lower", **wrong})  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        assess(FALLING, "none_such")
    with pytest.raises(KeyError):
        assess(FALLING, version="0")


def test_every_current_version_is_there() -> None:
    assert set(CURRENT.items()) <= set(METHODS)
    assert set(STEPS) == set(STATUSES)


MANY = st.builds(
    Inputs,
    points=st.lists(
        st.builds(Point, st.integers(2000, 2029), st.one_of(st.just(0.0), st.floats(0.001, 1e6))),
        max_size=6,
        unique_by=lambda p: p.year,
    ).map(tuple),
    direction=st.sampled_from(["lower", "higher"]),
    target=st.one_of(st.none(), st.builds(Target, st.one_of(st.just(0.0), st.just(100.0), st.floats(0.01, 1e6)))),
    natural_limit=st.sampled_from([None, 0.0, 100.0]),
    kind=st.sampled_from(["level", "growth", "binary"]),
    percent=st.booleans(),
)


@given(MANY)
def test_every_assessment_is_run_again_from_what_was_stored(inputs: Inputs) -> None:
    for found in side_by_side(inputs).assessments:
        stored = json.loads(json.dumps(found.stored(), allow_nan=False))
        assert stored == found.stored()
        assert rerun(stored) == found
        assert found.status in STATUSES
        assert (found.reason == "") == (found.status != "not_assessable")


@given(MANY, st.floats(0.01, 100))
def test_the_unit_of_measurement_does_not_matter(inputs: Inputs, unit: float) -> None:
    """Rates and ratios have no unit. Nought is left out (Statistics Canada's 0.001 has one), and so is the one-point rule."""
    if any(p.value == 0 for p in inputs.points) or (inputs.target and inputs.target.value == 0) or inputs.kind == "binary":
        return
    scaled = replace(
        inputs,
        points=tuple(Point(p.year, p.value * unit) for p in inputs.points),
        target=inputs.target and Target(inputs.target.value * unit),
        natural_limit=None,
        percent=False,
    )
    for one, other in zip(
        side_by_side(replace(inputs, natural_limit=None, percent=False)).assessments,
        side_by_side(scaled).assessments,
        strict=True,
    ):
        for name in set(one.ratios) & set(other.ratios) - {"expected", "anticipated"}:
            assert other.ratios[name] == pytest.approx(one.ratios[name], rel=1e-6, abs=1e-6)


@given(st.floats(0.5, 90), st.floats(0.5, 90), st.floats(0.1, 20))
def test_a_better_figure_is_never_called_worse(first: float, last: float, better: float) -> None:
    order = ["deterioration", "no_progress", "limited", "fair", "on_track", "met"]
    for method in CURRENT:
        low, high = (assess(series((2015, first), (2020, v), target=0.3), method) for v in (last, max(last - better, 0.01)))
        if "not_assessable" not in (low.status, high.status):
            assert order.index(low.status) <= order.index(high.status), method


@given(st.floats(0.1, 99.9))
def test_the_scaling_factor_lets_a_series_be_on_track_for_15_years_within_its_limit(first: float) -> None:
    """Statistics Canada's own two reasons for it: no limit is passed in 15 years, and both sides of it are alike."""
    factor = scaling(first, 100, higher=True)
    assert 0 <= factor <= 1
    assert first * (1 + 0.015 * factor) ** 15 <= 100 + 1e-9
    assert scaling(200 - first, 100, higher=False) == pytest.approx(factor)
    assert scaling(first, 100, higher=False) == 1
    assert scaling(first, 0, higher=False) == 1
    assert scaling(100, 100, higher=True) == 0
