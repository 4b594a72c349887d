"""How much of a group of countries the figures speak for, and a mean that is refused where they speak for too little.

The rule of half the population: UNICEF publishes a regional figure only where the countries with data hold at least
50 % of the region's population of the relevant age (UNICEF, The State of the World's Children 2023, statistical tables,
general note on the data).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

HALF = 0.5
Reason = Literal["", "no_data", "no_population", "below_rule"]


@dataclass(frozen=True)
class Coverage:
    """`countries` of the group, how many of them have a figure, and their population (any one unit, 0 where unknown)."""

    with_data: int
    countries: int
    population_with_data: float
    population: float
    without_population: tuple[str, ...] = ()  # members whose population is unknown; they are in no share of population

    @property
    def country_share(self) -> float | None:
        """0 to 1; None for an empty group."""
        return self.with_data / self.countries if self.countries else None

    @property
    def population_share(self) -> float | None:
        """0 to 1; None where no population is known."""
        return self.population_with_data / self.population if self.population else None


@dataclass(frozen=True)
class Average:
    """`value` is None where it is refused, and `reason` says why: no_data, no_population, below_rule."""

    value: float | None
    coverage: Coverage
    reason: Reason = ""


def measure_coverage(members: Sequence[str], with_data: Sequence[str], population: Mapping[str, float]) -> Coverage:
    """Coverage of the `members` (codes, each counted once) by those `with_data`; others in `with_data` are passed over.

    Raises ValueError on a negative population.
    """
    group = dict.fromkeys(members)
    have = set(with_data).intersection(group)
    if any(population.get(code, 0) < 0 for code in group):
        raise ValueError("A population is not negative")
    return Coverage(
        with_data=len(have),
        countries=len(group),
        population_with_data=float(sum(population.get(code, 0) for code in group if code in have)),
        population=float(sum(population.get(code, 0) for code in group)),
        without_population=tuple(code for code in group if not population.get(code)),
    )


def weighted_average(
    members: Sequence[str], values: Mapping[str, float], population: Mapping[str, float], *, least: float = HALF
) -> Average:
    """The mean of the members' values weighted by population, refused where they hold less than `least` of it.

    Worked example: values 10 and 40 with populations 3 and 1 of a group of 6 give (10*3 + 40*1) / 4 = 17.5 at a coverage
    of 4/6; with a population of 12 in the group, 4/12 is below one half and there is no mean.
    Raises ValueError where `least` is not from 0 to 1.
    """
    if not 0 <= least <= 1:
        raise ValueError("The least share is from 0 to 1")
    coverage = measure_coverage(members, list(values), population)
    if not coverage.with_data:
        return Average(None, coverage, "no_data")
    share = coverage.population_share
    if share is None or not coverage.population_with_data:
        return Average(None, coverage, "no_population")
    if share < least:
        return Average(None, coverage, "below_rule")
    group = dict.fromkeys(members)
    total = sum(values[code] * population.get(code, 0) for code in group if code in values)
    return Average(total / coverage.population_with_data, coverage)
