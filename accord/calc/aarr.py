"""Average annual rate of reduction (AARR), observed and required, with all that it rests on.

UNICEF, "How to calculate average annual rate of reduction (AARR) of underweight prevalence", technical note, 2007: a straight
line through the logarithms of every survey, AARR = 100 (1 - e^b). The National Information Platforms for Nutrition ask that
four things be told with each rate: the period, the surveys used, the target, and the scenario of population where the
target is a number of children; all four are kept here. Rates are shares a year here (0.064 is 6.4 %).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp, isfinite, log
from typing import Any, Literal

from accord.calc.trend import Point

VERSION = "1"
Method = Literal["least_squares", "two_points"]
Reason = Literal["", "too_few_years", "not_above_nought", "no_floor", "year_past", "no_fall", "reached"]


@dataclass(frozen=True)
class Question:
    """`first` and `last` bound the period (None for open); `by` is the target's year; `floor` stands for a target of nought.

    `floor` is in the unit of the figures (1 for 1 %) and is always declared: elimination has no logarithm.
    `scenario` names the projection of population where the target is a number of persons, else "".
    """

    target: float = 0
    by: float = 2030
    floor: float | None = None
    first: float | None = None
    last: float | None = None
    method: Method = "least_squares"
    scenario: str = ""


@dataclass(frozen=True)
class Rate:
    """`value` a share a year, negative where the figure rises; None with the `reason` why not."""

    value: float | None
    reason: Reason = ""


@dataclass(frozen=True)
class Reduction:
    """The answer: rates, how many times faster it must go, and the surveys used, oldest first.

    `slope` is b of the fitted line (per year); `aim` the target or the floor that stands for it.
    """

    question: Question
    used: tuple[Point, ...]
    observed: Rate
    required: Rate
    acceleration: Rate
    slope: float | None
    aim: float | None
    version: str = VERSION

    def stored(self) -> dict[str, Any]:
        """Plain values for a record; `rerun` makes the same answer of them."""
        plain = asdict(self)
        plain["used"] = [[p.year, p.value] for p in self.used]
        return plain


def observed(points: Sequence[Point], method: Method = "least_squares") -> tuple[Rate, float | None]:
    """The rate over the points and the slope b; two_points takes the first and the last year only.

    The note's own example: b = -0.06613 is 6.40 % a year. Worked by hand: from 40 to 20 in ten years, either way,
    1 - 0.5^(1/10) = 6.70 %. Several surveys of one year all count for the line; for two_points the last given counts.
    """
    if len({p.year for p in points}) < 2:
        return Rate(None, "too_few_years"), None
    if method == "two_points":
        by_year = {p.year: p for p in points}
        points = [by_year[min(by_year)], by_year[max(by_year)]]
    if any(p.value <= 0 for p in points):
        return Rate(None, "not_above_nought"), None
    slope = _slope(points)
    return Rate(1 - exp(slope)), slope


def _slope(points: Sequence[Point]) -> float:
    middle = sum(p.year for p in points) / len(points)
    level = sum(log(p.value) for p in points) / len(points)
    spread = sum((p.year - middle) ** 2 for p in points)
    return sum((p.year - middle) * (log(p.value) - level) for p in points) / spread


def required(latest: Point, target: float, by: float, floor: float | None = None) -> tuple[Rate, float | None]:
    """1 - (aim / latest)^(1 / years left), and the aim: the target, or the floor where the target is not above nought.

    Worked by hand: from 20 in 2020 to the floor of 1 in 2030, 1 - (1/20)^(1/10) = 25.9 %. A figure that has reached the
    aim needs 0, with the reason "reached". Raises ValueError on a floor that is not above nought.
    """
    if floor is not None and floor <= 0:
        raise ValueError("A floor is above nought")
    if target <= 0 and floor is None:
        return Rate(None, "no_floor"), None
    aim = target if target > 0 else floor
    assert aim is not None
    if latest.value <= aim:
        return Rate(0.0, "reached"), aim
    if by <= latest.year:
        return Rate(None, "year_past"), aim
    return Rate(float(1 - (aim / latest.value) ** (1 / (by - latest.year)))), aim


def acceleration(seen: Rate, needed: Rate) -> Rate:
    """How many times faster the figure must fall than it fell: required / observed. None where it did not fall."""
    if seen.value is None or needed.value is None:
        return Rate(None, seen.reason or needed.reason)
    if needed.reason == "reached":
        return Rate(None, "reached")
    return Rate(needed.value / seen.value) if seen.value > 0 else Rate(None, "no_fall")


def reduction(points: Sequence[Point], question: Question) -> Reduction:
    """Observed and required rate and the acceleration factor over the surveys of the question's period.

    Raises ValueError on a figure that is not finite or a floor that is not above nought.
    """
    if not all(isfinite(n) for p in points for n in (p.year, p.value)):
        raise ValueError("A figure is not finite")
    used = tuple(p for p in sorted(points, key=lambda p: p.year) if _within(p, question))
    seen, slope = observed(used, question.method)
    if not used:
        return Reduction(question, used, seen, Rate(None, "too_few_years"), Rate(None, "too_few_years"), None, None)
    needed, aim = required(used[-1], question.target, question.by, question.floor)
    return Reduction(question, used, seen, needed, acceleration(seen, needed), slope, aim)


def _within(point: Point, question: Question) -> bool:
    after = question.first is None or point.year >= question.first
    return after and (question.last is None or point.year <= question.last)


def rerun(stored: Mapping[str, Any]) -> Reduction:
    """The answer again from what `Reduction.stored` wrote. Raises KeyError on a version that is no more there."""
    if stored["version"] != VERSION:
        raise KeyError(stored["version"])
    return reduction([Point(year, value) for year, value in stored["used"]], Question(**stored["question"]))
