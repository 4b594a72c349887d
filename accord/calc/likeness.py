"""Which countries are like mine: near in region, income, size and starting level, by weights that the reader may set.

The mean of part distances between 0 and 1, each over the parts that both countries have (J. C. Gower, A general coefficient
of similarity, Biometrics 27, 1971). It orders by nearness to one country; it says nothing of better and worse.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from math import isfinite, log

INCOMES = ("LIC", "LMC", "UMC", "HIC")  # the World Bank's four groups, in order
HUNDREDFOLD = log(100)
PARTS = ("region", "income", "population", "baseline")


@dataclass(frozen=True)
class Profile:
    """`region` from wide to narrow ("Africa", "Eastern Africa"), () where unknown; `population` in persons; `baseline` in any
    one unit; None where unknown.

    Raises ValueError on an income group that is none, a population that is not above nought, a figure that is not finite.
    """

    code: str
    region: tuple[str, ...] = ()
    income: str | None = None
    population: float | None = None
    baseline: float | None = None

    def __post_init__(self) -> None:
        if self.income is not None and self.income not in INCOMES:
            raise ValueError("There is no such income group")
        if self.population is not None and not 0 < self.population < float("inf"):
            raise ValueError("A population is above nought")
        if self.baseline is not None and not isfinite(self.baseline):
            raise ValueError("A figure is not finite")


@dataclass(frozen=True)
class Weights:
    """How much each part counts. Raises ValueError where one is negative or all are nought."""

    region: float = 1
    income: float = 1
    population: float = 1
    baseline: float = 1

    def __post_init__(self) -> None:
        given = [getattr(self, part) for part in PARTS]
        if not all(isfinite(w) and w >= 0 for w in given) or not any(given):
            raise ValueError("Weights are not negative, and one is above nought")


@dataclass(frozen=True)
class Part:
    """`distance` 0 (the same) to 1, None where either country's value is unknown; `weight` as a share of all weights."""

    name: str
    distance: float | None
    weight: float


@dataclass(frozen=True)
class Likeness:
    """`distance` 0 to 1 over the parts known, `known` their share of the weight; `rank` 1 for the nearest, ties alike.

    `distance` and `rank` are None where less than the least share is known.
    """

    code: str
    distance: float | None
    known: float
    parts: tuple[Part, ...]
    rank: int | None = None


def compare(home: Profile, other: Profile, weights: Weights, *, span: float = 100, least_known: float = 0.5) -> Likeness:
    """The distance of two countries and its parts. `span`: the difference of baselines that counts as 1 (100 for a share).

    region: 1 less the share of its levels in common. income: groups apart over 3. population: the logarithm of the ratio over
    that of a hundredfold, at most 1. baseline: the difference over the span, at most 1.
    Worked by hand, equal weights: same continent, other sub-region 0.5; LIC and UMC 2/3; 10 and 100 million 0.5; 30 and 40 %
    0.1: together (0.5 + 0.6667 + 0.5 + 0.1) / 4 = 0.4417.
    Raises ValueError on a span that is not above nought or a share outside 0 to 1.
    """
    if span <= 0 or not 0 <= least_known <= 1:
        raise ValueError("The span is above nought and the least share from 0 to 1")
    total = sum(getattr(weights, name) for name in PARTS)
    found = (_region(home, other), _income(home, other), _population(home, other), _baseline(home, other, span))
    parts = tuple(Part(n, d, getattr(weights, n) / total) for n, d in zip(PARTS, found, strict=True))
    told = [(p.distance, p.weight) for p in parts if p.distance is not None]
    known = sum(weight for _, weight in told)
    if not known or known < least_known - 1e-9:
        return Likeness(other.code, None, known, parts)
    return Likeness(other.code, sum(d * w for d, w in told) / known, known, parts)


def rank(
    home: Profile, others: Iterable[Profile], weights: Weights | None = None, *, span: float = 100, least_known: float = 0.5
) -> list[Likeness]:
    """The others from the nearest on, ties by code; then those of whom too little is known, by code. Home is left out."""
    given = weights or Weights()
    found = [compare(home, o, given, span=span, least_known=least_known) for o in others if o.code != home.code]
    placed = sorted((one for one in found if one.distance is not None), key=lambda one: (one.distance, one.code))
    ranked: list[Likeness] = []
    for place, one in enumerate(placed, 1):
        tied = ranked and ranked[-1].distance == one.distance
        ranked.append(Likeness(one.code, one.distance, one.known, one.parts, ranked[-1].rank if tied else place))
    return ranked + sorted((one for one in found if one.distance is None), key=lambda one: one.code)


def _region(home: Profile, other: Profile) -> float | None:
    if not home.region or not other.region:
        return None
    levels = max(len(home.region), len(other.region))
    common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(home.region, other.region, strict=False))))
    return 1 - common / levels


def _income(home: Profile, other: Profile) -> float | None:
    if home.income is None or other.income is None:
        return None
    return abs(INCOMES.index(home.income) - INCOMES.index(other.income)) / (len(INCOMES) - 1)


def _population(home: Profile, other: Profile) -> float | None:
    if home.population is None or other.population is None:
        return None
    return min(1.0, abs(log(home.population) - log(other.population)) / HUNDREDFOLD)


def _baseline(home: Profile, other: Profile, span: float) -> float | None:
    if home.baseline is None or other.baseline is None:
        return None
    return min(1.0, abs(home.baseline - other.baseline) / span)
