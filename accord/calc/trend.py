"""The newest figure of a series, and how fast it falls or must fall.

Annual rates of reduction after UNICEF, "How to calculate average annual rate of reduction (AARR) of underweight
prevalence" (technical note, 2007): a straight line through the logarithms of all points, AARR = 1 - exp(slope).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True)
class Point:
    """A figure (any unit) at the middle of its period, in calendar years: a survey of 2015-2016 stands at 2015.5."""

    year: float
    value: float


def newest(points: Sequence[Point]) -> Point | None:
    """The point of the latest year; of several in one year the last given. None for no points."""
    return max(enumerate(points), key=lambda p: (p[1].year, p[0]))[1] if points else None


def change(points: Sequence[Point]) -> float | None:
    """Newest less earliest value, in the series' own unit; None for fewer than two years."""
    if len({p.year for p in points}) < 2:
        return None
    first, last = min(points, key=lambda p: p.year), newest(points)
    return last.value - first.value if last else None


def observed_rate(points: Sequence[Point]) -> float | None:
    """AARR over all points as a share a year (0.064 is 6.4 %; negative where the figure rises).

    None for fewer than two years or where a value is not above nought: a logarithm has no place for it. The note's own
    example: a slope of -0.06613 is 6.40 %.
    """
    if len({p.year for p in points}) < 2 or any(p.value <= 0 for p in points):
        return None
    years = sum(p.year for p in points) / len(points)
    logs = sum(log(p.value) for p in points) / len(points)
    slope = sum((p.year - years) * (log(p.value) - logs) for p in points) / sum((p.year - years) ** 2 for p in points)
    return 1 - exp(slope)


def required_rate(latest: Point, target: float, by: float) -> float | None:
    """The share a year by which the figure must fall to reach `target` in the year `by`.

    None where the year is past, or either is not above nought. Worked example: from 20 in 2020 to 10 in 2030:
    1 - (10/20)^(1/10) = 6.70 %.
    """
    if by <= latest.year or latest.value <= 0 or target <= 0:
        return None
    return float(1 - (target / latest.value) ** (1 / (by - latest.year)))


def acceleration(observed: float | None, required: float | None) -> float | None:
    """How many times faster it must fall than it did; None where it did not fall or is not known."""
    return None if observed is None or required is None or observed <= 0 else required / observed
