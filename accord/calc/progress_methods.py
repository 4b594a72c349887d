"""Four published ways to say whether a series is on track. They disagree, and each is kept as its text has it.

unsd_2022: UN Statistics Division, SDG Progress Chart 2022, Technical Note (ratio of the actual to the required rate).
unsd_2023: UN Statistics Division, Progress Chart Technical Note 2023 (extrapolation), as published by Eustat. The default:
    it alone of the three is of use where the target is nought.
statcan: Statistics Canada, in Open SDG 2.4 and later (ratio of rates, thresholds that shrink near a natural limit).
escap: UN ESCAP and the other regional commissions: Current Status Index and Anticipated Progress Index.

Not confirmed in ESCAP's own text, and therefore a version to be raised when it is: the weights of its regression
(here they rise evenly with the year) and the cuts of its classes (gap up to 10, up to 100, above). Which published figures each
method is held against, and what was looked for in vain: docs/decisions/0010, tests/test_progress_published.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import isclose, isfinite

from accord.calc.progress_inputs import Assessment, BaselineRule, Inputs, Reason, Rule, Status, Used
from accord.calc.progress_rules import Case, choose_baseline, growth, near_limit, pace, reaches, straighten
from accord.calc.trend import Point, newest

STAND_IN = 0.001  # Statistics Canada puts it where a baseline or a target is nought
CURVE = 4.44  # Statistics Canada's exponent of the scaling factor
SINCE = 2000  # the regional commissions fit from this year on
CLOSE, ALL = 10.0, 100.0  # ESCAP: a gap in per cent of the way from the baseline to the target


@dataclass(frozen=True)
class Finding:
    """What a method says of a case."""

    status: Status
    ratios: dict[str, float] = field(default_factory=dict)
    reason: Reason = ""
    replaced: tuple[str, ...] = ()


def unsd_2022(inputs: Inputs) -> Assessment:
    """Ratio CR of actual to required rate: > 0.95 on track, >= 0.5 fair, >= -0.1 limited, else deterioration.

    Without a target the rate itself: > 1 %, > 0.5 %, >= -1 %. With a target of nought the required rate is -100 % a year
    and CR is the yearly fall: next to nothing is ever on track. The baseline is 2015 or the nearest year.
    """
    return _assess(inputs, "unsd_2022", "nearest", _ratio_of_rates)


def unsd_2023(inputs: Inputs) -> Assessment:
    """R = (expected - baseline) / (target - baseline), expected = latest (1 + rate)^(years left): >= 0.95 on track, >= 0.1 fair.

    Below 0.1 the note has one class, stagnation or regression: told apart here by the sign of R (no_progress,
    deterioration). Without a target the rate: >= 2 % on track, >= 0.5 % fair. Baseline: the first year from 2015, else the
    last before it.
    """
    return _assess(inputs, "unsd_2023", "after_or_before", _extrapolation)


def statcan(inputs: Inputs) -> Assessment:
    """R = d rate / |required rate|: >= 0.95 on track, >= 0.6 fair, >= 0 limited, else deterioration.

    Without a target: >= 1.5 % C, >= 0.5 % C, >= 0, with C of `scaling`. A baseline or a target of nought counts as 0.001.
    The baseline is 2015 or the first year after it.
    """
    return _assess(inputs, "statcan", "after", _open_sdg)


def escap(inputs: Inputs) -> Assessment:
    """current_status = 10 s (latest - baseline) / |target - baseline|; anticipated_gap in % of the way left at the target's year.

    A parity: 10 - 10 |target - latest| / |target - baseline|. No gap, or up to 10: on track; below 100 fair; 100 no progress;
    above it deterioration. There is no assessment without a target. The baseline is 2015 or the nearest year.
    """
    return _assess(inputs, "escap", "nearest", _indices)


def scaling(baseline: float, limit: float | None, higher: bool) -> float:
    """Statistics Canada's C, from 0 at the natural limit to 1 far from it; 1 for a limit on the other side.

    1 - (y0 / limit)^4.44 below a maximum; 1 - ((2 limit - y0) / limit)^4.44 above a minimum, 1 from twice the minimum on.
    """
    if limit is None or (higher and baseline > limit) or (not higher and baseline < limit):
        return 1.0
    start, bound = abs(baseline), abs(limit)
    if start >= 2 * bound:
        return 1.0
    share = start / bound if start <= bound else (2 * bound - start) / bound
    return float(1 - share**CURVE)


def _assess(given: Inputs, method: str, rule: BaselineRule, compute: Callable[[Case], Finding]) -> Assessment:
    """The rules all methods share, and then the method's own computation."""
    inputs = given if method == "escap" else straighten(given)
    last = newest(inputs.points)

    def say(status: Status, how: Rule, used: Used, finding: Finding | None = None, reason: Reason = "") -> Assessment:
        return Assessment(method, "1", status, how, given, used, reason, finding.ratios if finding else {})

    if last is None:
        return say("not_assessable", "none", Used(), reason="no_points")
    if inputs.kind == "binary":
        return say("met" if last.value >= 1 else "no_progress", "yes_or_no", Used(latest=last))
    until = inputs.target.year if inputs.target else last.year
    points = tuple(p for p in inputs.points if p.year <= until)
    chosen = rule if inputs.baseline_rule == "method" else inputs.baseline_rule
    start, end = choose_baseline(points, inputs.baseline_year, chosen), newest(points)
    goal = _level(inputs, start)
    used = Used(start, end, goal, until if inputs.target else None)
    if goal is not None and _is_met(given, last, goal):
        return say("met", "target_met", replace(used, latest=last))
    if goal is not None and near_limit(last.value, goal, inputs.percent):
        return say("met", "near_limit", replace(used, latest=last))
    if len(points) < 2 or start is None or end is None:
        return say("not_assessable", "none", used, reason="one_year" if len(points) < 2 else "no_baseline")
    if goal is not None and _is_met(given, start, goal):
        return say("deterioration", "lost_target", used)
    if inputs.kind == "parity" and goal is None:
        return say("not_assessable", "none", used, reason="no_target")
    case = Case(inputs, points, start, end, goal, until, -1 if inputs.direction == "lower" else 1)
    found = _guard(case, compute)
    used = replace(used, replaced=found.replaced)
    return say(found.status, "none" if found.reason else "ratio", used, found, found.reason)


def _guard(case: Case, compute: Callable[[Case], Finding]) -> Finding:
    """What cannot be computed is said, never guessed."""
    try:
        found = compute(case)
    except ZeroDivisionError:
        return Finding("not_assessable", reason="zero_baseline")
    except OverflowError:
        return Finding("not_assessable", reason="out_of_range")
    except ValueError:
        return Finding("not_assessable", reason="mixed_signs")
    if not all(isfinite(ratio) for ratio in found.ratios.values()):
        return Finding("not_assessable", reason="out_of_range")
    return found


def _level(inputs: Inputs, start: Point | None) -> float | None:
    if inputs.target is None or (inputs.target.kind == "change" and start is None):
        return None
    if inputs.target.kind == "change" and start is not None:
        return start.value * (1 + inputs.target.value)
    return inputs.target.value


def _is_met(given: Inputs, point: Point, goal: float) -> bool:
    """A parity is met within its band, also for a method that takes the figures as they are."""
    if given.kind != "parity":
        return reaches(point.value, goal, given.direction)
    turned = straighten(Inputs((point,), given.direction, given.target, kind="parity"))
    return turned.points[0].value <= goal


def _by(value: float, cuts: tuple[tuple[float, Status], ...], last: Status) -> Status:
    """The first status whose cut the value reaches."""
    return next((status for cut, status in cuts if value >= cut), last)


def _ratio_of_rates(case: Case) -> Finding:
    if case.inputs.kind == "growth":
        return Finding("not_assessable", reason="growth_rate")
    actual = growth(case.baseline.value, case.latest.value, case.years)
    if case.target is None:
        rate = pace(case, case.baseline.value)
        status: Status = (
            "on_track" if rate > 0.01 else "fair" if rate > 0.005 else _by(rate, ((-0.01, "limited"),), "deterioration")
        )
        return Finding(status, {"actual_rate": actual, "pace": rate})
    required = growth(case.baseline.value, case.target, case.target_year - case.baseline.year)
    ratio = actual / required
    status = "on_track" if ratio > 0.95 else _by(ratio, ((0.5, "fair"), (-0.1, "limited")), "deterioration")
    return Finding(status, {"actual_rate": actual, "required_rate": required, "ratio": ratio})


def _extrapolation(case: Case) -> Finding:
    if case.inputs.kind == "growth":
        return Finding("not_assessable", reason="growth_rate")
    actual = growth(case.baseline.value, case.latest.value, case.years)
    if case.target is None:
        rate = pace(case, case.baseline.value)
        status = _by(rate, ((0.02, "on_track"), (0.005, "fair"), (0, "no_progress")), "deterioration")
        return Finding(status, {"actual_rate": actual, "pace": rate})
    expected = case.latest.value * (1 + actual) ** (case.target_year - case.latest.year)
    ratio = (expected - case.baseline.value) / (case.target - case.baseline.value)
    status = _by(ratio, ((0.95, "on_track"), (0.1, "fair"), (0, "no_progress")), "deterioration")
    return Finding(status, {"actual_rate": actual, "expected": expected, "ratio": ratio})


def _open_sdg(case: Case) -> Finding:
    if case.inputs.kind == "growth":
        return Finding("not_assessable", reason="growth_rate")
    start, goal = case.baseline.value or STAND_IN, case.target
    replaced = ("baseline",) if case.baseline.value == 0 else ()
    rate = pace(case, start)
    if goal is None:
        factor = scaling(start, case.inputs.natural_limit, case.toward > 0)
        cuts: tuple[tuple[float, Status], ...] = ((0.015 * factor, "on_track"), (0.005 * factor, "fair"), (0, "limited"))
        return Finding(_by(rate, cuts, "deterioration"), {"pace": rate, "scaling": factor}, replaced=replaced)
    if goal == 0:
        goal, replaced = STAND_IN, (*replaced, "target")
    required = growth(start, goal, case.target_year - case.baseline.year)
    if required == 0:  # both were nought, or one of them 0.001
        return Finding("not_assessable", reason="zero_baseline", replaced=replaced)
    ratio = rate / abs(required)
    status = _by(ratio, ((0.95, "on_track"), (0.6, "fair"), (0, "limited")), "deterioration")
    return Finding(status, {"pace": rate, "required_rate": required, "ratio": ratio}, replaced=replaced)


def _indices(case: Case) -> Finding:
    if case.target is None:
        return Finding("not_assessable", reason="no_target")
    points = [p for p in case.points if p.year >= SINCE]
    if len(points) < 2:
        return Finding("not_assessable", reason="one_year")
    way = abs(case.target - case.baseline.value)
    expected = anticipate(points, case.target_year)
    left = abs(case.target - expected)
    if case.inputs.kind == "parity":
        current = 10 - 10 * abs(case.target - case.latest.value) / way
    else:
        current = 10 * case.toward * (case.latest.value - case.baseline.value) / way
        left = 0.0 if reaches(expected, case.target, case.inputs.direction) else left
    gap = 100 * left / way
    if isclose(gap, ALL, rel_tol=1e-9):  # a level series has this gap but for the last bits of the fit
        return Finding("no_progress", {"current_status": current, "anticipated": expected, "anticipated_gap": ALL})
    status: Status = "on_track" if gap <= CLOSE + 1e-9 else "fair" if gap < ALL else "deterioration"
    return Finding(status, {"current_status": current, "anticipated": expected, "anticipated_gap": gap})


def anticipate(points: list[Point], year: float) -> float:
    """The figure of a straight line at `year`, each point weighted by how recent it is (1 for the newest, less for the older).

    Weights rise evenly: (year - first + 1) / (newest - first + 1). Raises ZeroDivisionError for fewer than two years.
    """
    first, last = min(p.year for p in points), max(p.year for p in points)
    weights = [(p.year - first + 1) / (last - first + 1) for p in points]
    total = sum(weights)
    middle = sum(w * p.year for w, p in zip(weights, points, strict=True)) / total
    level = sum(w * p.value for w, p in zip(weights, points, strict=True)) / total
    spread = sum(w * (p.year - middle) ** 2 for w, p in zip(weights, points, strict=True))
    slope = sum(w * (p.year - middle) * (p.value - level) for w, p in zip(weights, points, strict=True)) / spread
    return level + slope * (year - middle)
