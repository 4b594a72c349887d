"""What the progress methods have in common: the baseline, the target met or lost, and rates of growth.

From the United Nations Statistics Division's Progress Chart Technical Note (2023) as Eustat applies it, and from Statistics
Canada's methodology as Open SDG (2.4 and later) publishes it:
a target that the newest figure meets is met whatever the trend; a share within one point of a target of 0 or 100 meets it;
two years are the least; points after the target's year are not used, save to see that it is met.
Ours, since no text says it: a target that the baseline met and the newest figure does not is a deterioration, for there
the ratios of the texts divide by nought or praise the wrong direction. The one-point rule is applied to all four methods.
"""

from dataclasses import dataclass, replace

from accord.calc.progress_inputs import BaselineRule, Direction, Inputs
from accord.calc.trend import Point

PARITY_BAND = 0.03  # Statistics Canada: an index from 0.97 to 1.03 counts as parity


@dataclass(frozen=True)
class Case:
    """A series made ready: `target` is a level, `toward` is +1 where higher is better and -1 where lower is."""

    inputs: Inputs
    points: tuple[Point, ...]
    baseline: Point
    latest: Point
    target: float | None
    target_year: float
    toward: int

    @property
    def years(self) -> float:
        return self.latest.year - self.baseline.year


def straighten(inputs: Inputs) -> Inputs:
    """A parity turned into a distance of which less is better, after Statistics Canada; other kinds as they are.

    To a target of 1: the larger of the index and its inverse, 1 within 0.97 to 1.03. To another target (50 % of seats):
    mirrored above it.
    """
    if inputs.kind != "parity" or inputs.target is None:
        return inputs
    goal = inputs.target.value
    turned = tuple(Point(p.year, _away(p.value, goal)) for p in inputs.points)
    return replace(inputs, points=turned, direction="lower")


def _away(value: float, goal: float) -> float:
    if goal != 1:
        return goal + abs(value - goal)
    return 1.0 if abs(value - 1) <= PARITY_BAND + 1e-12 else max(value, 1 / value)


def choose_baseline(points: tuple[Point, ...], year: float, rule: BaselineRule) -> Point | None:
    """The point that the change is counted from; never the newest, so that two years are left. None where there is none.

    exact: the year itself. nearest: the least distance, the later of two. after: the first from that year on.
    after_or_before: the first from that year on, else the last before it.
    """
    earlier = sorted(points, key=lambda p: p.year)[:-1]
    after = [p for p in earlier if p.year >= year]
    if rule == "exact":
        return next((p for p in after if p.year == year), None)
    if rule == "after":
        return after[0] if after else None
    if rule == "after_or_before":
        return after[0] if after else (earlier[-1] if earlier else None)
    return min(earlier, key=lambda p: (abs(p.year - year), -p.year), default=None)


def reaches(value: float, target: float, direction: Direction) -> bool:
    """Whether a figure is at the target or beyond it in the direction wanted."""
    return value <= target if direction == "lower" else value >= target


def near_limit(value: float, target: float, percent: bool) -> bool:
    """Whether a share stands within one point of a target of 0 % or 100 %."""
    return percent and target in (0, 100) and abs(value - target) <= 1


def growth(first: float, last: float, years: float) -> float:
    """Compound annual rate, (last / first)^(1 / years) - 1. Both above nought or both below it; `last` may be nought.

    Worked by hand: 100 to 81 in two years is -10 % a year.
    Raises ZeroDivisionError for a first of nought, ValueError for two signs.
    """
    share = last / first
    if share < 0:
        raise ValueError("A rate of growth needs one sign")
    return float(share ** (1 / years) - 1)


def pace(case: Case, first: float) -> float:
    """The rate of growth in the direction wanted: positive is better, for figures below nought too."""
    sign = -1 if first < 0 else 1
    return sign * case.toward * growth(first, case.latest.value, case.years)
