"""A figure of a region or of the world from the figures of its countries, by a rule that is kept with each indicator.

After the metadata of SDG 5.3.1 (UNICEF): a region is the mean of all its countries weighted by population; a country without
a figure gets the mean of its region, for this purpose only and never as its own; a region is shown only where the data
cover at least half of its population of the relevant age; the world is the weighted mean of its regions. SDG 5.3.2 takes
the countries with data only (impute "none"), the regional commissions unweighted means.
Ours, where the text is silent: a region below its coverage lends the world no figures for its missing countries; its
countries with data count with their own population.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite
from typing import Literal

from accord.calc.trend import Point, newest

Impute = Literal["none", "regional_mean"]
Mean = Literal["weighted", "unweighted"]
Reason = Literal["", "no_members", "no_data", "no_weights", "below_rule"]


@dataclass(frozen=True)
class Rule:
    """`weights` names the series of population that the indicator asks for; years are bounds of the figures, both included.

    `scope`: the countries that the indicator speaks of, () for all. `min_coverage` from 0 to 1: of the population for a
    weighted mean, of the countries for an unweighted one. `impute` is for the aggregate only.
    Raises ValueError on a share outside 0 to 1 and on years in the wrong order.
    """

    weights: str
    min_coverage: float = 0.5
    impute: Impute = "none"
    scope: tuple[str, ...] = ()
    year_from: float | None = None
    year_to: float | None = None
    mean: Mean = "weighted"

    def __post_init__(self) -> None:
        if not 0 <= self.min_coverage <= 1:
            raise ValueError("The least coverage is from 0 to 1")
        if self.year_from is not None and self.year_to is not None and self.year_from > self.year_to:
            raise ValueError("The years are in the wrong order")


@dataclass(frozen=True)
class Weights:
    """A population series: country to persons (any one unit). Raises ValueError on one that is negative or not finite."""

    name: str
    values: Mapping[str, float]
    stand_in: bool = False

    def __post_init__(self) -> None:
        if any(not isfinite(v) or v < 0 for v in self.values.values()):
            raise ValueError("A population is not negative")


@dataclass(frozen=True)
class Share:
    """A country's part: the figure used and its weight; `imputed` where the figure is its region's mean."""

    country: str
    value: float
    weight: float
    year: float | None = None
    imputed: bool = False


@dataclass(frozen=True)
class Aggregate:
    """`value` is None where it is refused, and `reason` says why. `coverage` (0 to 1) is always told, None where nothing counts.

    `used`: countries with data and weight; `imputed`: countries given the mean; `without_weight`: members whose population
    is unknown, who are in no share of it. `proxy`: the weights are a stand-in, and then `publishable` is False.
    """

    rule: Rule
    value: float | None
    reason: Reason
    coverage: float | None
    countries: int
    used: tuple[Share, ...]
    imputed: tuple[Share, ...]
    without_weight: tuple[str, ...]
    weights: str
    proxy: bool

    @property
    def publishable(self) -> bool:
        return self.value is not None and not self.proxy


@dataclass(frozen=True)
class World:
    """The world's aggregate and that of each region, in the order given."""

    total: Aggregate
    regions: Mapping[str, Aggregate]


def aggregate_region(rule: Rule, members: Sequence[str], figures: Mapping[str, Sequence[Point]], weights: Weights) -> Aggregate:
    """The mean of a region: its members' newest figures within the rule's years.

    Worked by hand: A 10 (weight 3), B 40 (weight 1), C no figure (weight 2): 17.5 at a coverage of 4/6, with C given 17.5
    or without. Weights of another name than the rule's are a proxy.
    """
    inside = _inside(rule, members)
    shares = _shares(rule, inside, figures, weights)
    value, reason, coverage = _mean(rule, inside, shares, weights)
    imputed: tuple[Share, ...] = ()
    if value is not None and rule.impute == "regional_mean":
        have = {s.country for s in shares}
        imputed = tuple(
            Share(c, value, _weight(rule, c, weights), imputed=True)
            for c in inside
            if c not in have and _weight(rule, c, weights)
        )
        value = _average((*shares, *imputed))
    return _result(rule, value, reason, coverage, inside, shares, imputed, weights)


def aggregate_world(
    rule: Rule, regions: Mapping[str, Sequence[str]], figures: Mapping[str, Sequence[Point]], weights: Weights
) -> World:
    """The mean of the regions, each with the population that speaks in it: all of it where missing countries are imputed.

    Raises ValueError on a country in two regions.
    """
    members = [c for group in regions.values() for c in _inside(rule, group)]
    if len(set(members)) < len(members):
        raise ValueError("A country is in two regions")
    parts = {name: aggregate_region(rule, group, figures, weights) for name, group in regions.items()}
    shares = _shares(rule, members, figures, weights)
    value, reason, coverage = _mean(rule, members, shares, weights)
    imputed = tuple(share for part in parts.values() for share in part.imputed)
    if value is not None:
        value = _average((*shares, *imputed))
    return World(_result(rule, value, reason, coverage, members, shares, imputed, weights), parts)


def _inside(rule: Rule, members: Sequence[str]) -> list[str]:
    return [c for c in dict.fromkeys(members) if not rule.scope or c in rule.scope]


def _weight(rule: Rule, country: str, weights: Weights) -> float:
    return 1.0 if rule.mean == "unweighted" else float(weights.values.get(country, 0))


def _shares(rule: Rule, members: Sequence[str], figures: Mapping[str, Sequence[Point]], weights: Weights) -> tuple[Share, ...]:
    found = []
    for country in members:
        last = newest([p for p in figures.get(country, ()) if _within(p, rule)])
        weight = _weight(rule, country, weights)
        if last is not None and weight:
            found.append(Share(country, last.value, weight, last.year))
    return tuple(found)


def _within(point: Point, rule: Rule) -> bool:
    if not isfinite(point.value):
        raise ValueError("A figure is not finite")
    after = rule.year_from is None or point.year >= rule.year_from
    return after and (rule.year_to is None or point.year <= rule.year_to)


def _mean(
    rule: Rule, members: Sequence[str], shares: Sequence[Share], weights: Weights
) -> tuple[float | None, Reason, float | None]:
    whole = fsum(_weight(rule, c, weights) for c in members)
    if not members:
        return None, "no_members", None
    if not whole:
        return None, "no_weights", None
    coverage = min(fsum(s.weight for s in shares) / whole, 1.0)
    if not shares:
        return None, "no_data", coverage
    if coverage < rule.min_coverage:
        return None, "below_rule", coverage
    return _average(shares), "", coverage


def _average(shares: Sequence[Share]) -> float:
    return fsum(s.value * s.weight for s in shares) / fsum(s.weight for s in shares)


def _result(
    rule: Rule,
    value: float | None,
    reason: Reason,
    coverage: float | None,
    members: Sequence[str],
    shares: tuple[Share, ...],
    imputed: tuple[Share, ...],
    weights: Weights,
) -> Aggregate:
    weighted = rule.mean == "weighted"
    return Aggregate(
        rule=rule,
        value=value,
        reason=reason,
        coverage=coverage,
        countries=len(members),
        used=shares,
        imputed=imputed,
        without_weight=tuple(c for c in members if weighted and not weights.values.get(c)),
        weights=weights.name if weighted else "",
        proxy=weighted and (weights.stand_in or weights.name != rule.weights),
    )
