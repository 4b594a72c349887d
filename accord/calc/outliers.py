"""A jump in a series: a change from one figure to the next that is far from the series' usual change.

Far is more than three scaled median absolute deviations from the median change a year (F. R. Hampel, The influence curve,
JASA 69, 1974; scale 1.4826). Where more than half of the changes are alike that deviation is nought, and the mean absolute
deviation stands for it (scale 1.2533; B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers, 1993).
A jump is a question to the owner of the figures, not an error: a new survey method jumps as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from statistics import fmean, median

from accord.calc.trend import Point

LIMIT = 3.0
LEAST = 5  # points; fewer than four changes say little of what is usual
MEDIAN_SCALE, MEAN_SCALE = 1.4826, 1.2533
SAME = 1e-9  # of the largest figure: what is left of a difference by floating point


@dataclass(frozen=True)
class Jump:
    """`change` a year in the series' unit; `score` how many deviations it lies from the usual change (`usual`)."""

    before: Point
    after: Point
    change: float
    usual: float
    score: float


def jumps(points: Sequence[Point], limit: float = LIMIT, least: int = LEAST) -> list[Jump]:
    """The jumps of a series, oldest first. None are found among fewer than `least` years; of one year the last figure counts.

    A single wrong figure gives two: up to it and down from it. Worked by hand: 20, 21, 20, 22, 21, 40, 22 yearly has the
    changes 1, -1, 2, -1, 19, -18, the median 0, the deviations 1, 1, 2, 1, 19, 18 with the median 1.5, the scale 2.22:
    scores 8.5 and 8.1, both jumps, the others at most 0.9.
    Raises ValueError on a figure that is not finite or a limit that is not above nought.
    """
    if limit <= 0 or not all(isfinite(n) for p in points for n in (p.year, p.value)):
        raise ValueError("Figures are finite and the limit is above nought")
    series = [p for _, p in sorted({p.year: p for p in points}.items())]
    if len(series) < max(least, 2):
        return []
    pairs = list(pairwise(series))
    changes = [(after.value - before.value) / (after.year - before.year) for before, after in pairs]
    usual = median(changes)
    same = SAME * max(abs(p.value) for p in series)
    apart = [d if (d := abs(change - usual)) > same else 0.0 for change in changes]
    scale = MEDIAN_SCALE * median(apart) or MEAN_SCALE * fmean(apart)
    if not scale:
        return []
    found = [
        Jump(before, after, change, usual, d / scale) for (before, after), change, d in zip(pairs, changes, apart, strict=True)
    ]
    return [jump for jump in found if jump.score > limit]
