"""Who lacks what: no figure, an old one, missing breakdowns, a long way from fieldwork to publication, and what to ask for.

What is asked for is given as codes with their object, never as sentences: pages say it in the reader's language.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Literal

Lack = Literal["none", "old", "breakdown", "slow", "undated"]
Ask = Literal["first_figure", "new_figure", "breakdown", "quicker_publication", "dates"]
LACKS: tuple[Lack, ...] = ("none", "old", "breakdown", "slow", "undated")
ASKS: dict[Lack, Ask] = {
    "none": "first_figure",
    "old": "new_figure",
    "breakdown": "breakdown",
    "slow": "quicker_publication",
    "undated": "dates",
}


@dataclass(frozen=True)
class Holding:
    """What one country has of one indicator: the newest year (None for nothing) and the dimensions it is broken down by.

    `fieldwork_end` and `published` of that newest figure, None where they are not known.
    """

    country: str
    year: int | None
    breakdowns: frozenset[str] = frozenset()
    fieldwork_end: date | None = None
    published: date | None = None


@dataclass(frozen=True)
class Measure:
    """What is expected: `breakdowns` by dimension (SEX, AGE, DISABILITY_STATUS), figures at most `years` old, and published
    within `months` of the fieldwork."""

    breakdowns: tuple[str, ...] = ()
    years: int = 5
    months: int = 24


@dataclass(frozen=True)
class Gap:
    """A country's gaps. `age` in years, `months` from fieldwork to publication, each None where it cannot be told.

    `asks` are (code, object) pairs in order of urgency: ("breakdown", "SEX"), ("new_figure", "").
    """

    country: str
    lacks: tuple[Lack, ...]
    missing: tuple[str, ...]
    age: int | None
    months: int | None
    asks: tuple[tuple[Ask, str], ...]


@dataclass(frozen=True)
class Summary:
    """Counts of countries by lack, by missing breakdown, without any lack, and the medians over those that can be told."""

    countries: int
    complete: int
    lacks: dict[Lack, int]
    missing: dict[str, int]
    median_age: float | None
    median_months: float | None


def find_gap(holding: Holding, measure: Measure, this_year: int) -> Gap:
    """The gaps of one country in `this_year`. A figure is old when it is more than `measure.years` years old.

    Without a figure nothing else is asked: the first figure comes with its breakdowns. Dates in the wrong order count as
    undated. Raises ValueError on a figure of a year to come.
    """
    if holding.year is None:
        return Gap(holding.country, ("none",), measure.breakdowns, None, None, ((ASKS["none"], ""),))
    age = this_year - holding.year
    if age < 0:
        raise ValueError("A figure is of a year to come")
    months = months_to_publication(holding.fieldwork_end, holding.published)
    missing = tuple(b for b in measure.breakdowns if b not in holding.breakdowns)
    lacks: list[Lack] = []
    asks: list[tuple[Ask, str]] = []
    tests: tuple[tuple[Lack, bool], ...] = (
        ("old", age > measure.years),
        ("breakdown", bool(missing)),
        ("slow", months is not None and months > measure.months),
        ("undated", months is None),
    )
    for lack, holds in tests:
        if holds:
            lacks.append(lack)
            asks += [(ASKS[lack], what) for what in (missing if lack == "breakdown" else ("",))]
    return Gap(holding.country, tuple(lacks), missing, age, months, tuple(asks))


def months_to_publication(fieldwork_end: date | None, published: date | None) -> int | None:
    """Whole calendar months between the month of the last interview and that of publication; None where either is unknown
    or they are in the wrong order. Worked by hand: from 30 November 2021 to 2 February 2023 are 15."""
    if fieldwork_end is None or published is None or published < fieldwork_end:
        return None
    return (published.year - fieldwork_end.year) * 12 + published.month - fieldwork_end.month


def find_gaps(holdings: Iterable[Holding], measure: Measure, this_year: int) -> list[Gap]:
    """The gaps of each country, in the order given. Raises ValueError on a country given twice."""
    given = list(holdings)
    if len({h.country for h in given}) < len(given):
        raise ValueError("A country is there twice")
    return [find_gap(holding, measure, this_year) for holding in given]


def summarise(gaps: Sequence[Gap]) -> Summary:
    """Counts over many countries. Missing breakdowns are counted among countries that have a figure."""
    lacks = Counter(lack for gap in gaps for lack in gap.lacks)
    missing = Counter(b for gap in gaps if "none" not in gap.lacks for b in gap.missing)
    ages = [gap.age for gap in gaps if gap.age is not None]
    months = [gap.months for gap in gaps if gap.months is not None]
    return Summary(
        countries=len(gaps),
        complete=sum(not gap.lacks for gap in gaps),
        lacks={lack: lacks[lack] for lack in LACKS},
        missing=dict(sorted(missing.items())),
        median_age=median(ages) if ages else None,
        median_months=median(months) if months else None,
    )
