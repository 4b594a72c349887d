"""Which series speaks for a country: one age group for each source and sex, and of the accepted sources one that counts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accord.calc.trend import Point
from accord.indicators.frames import reading
from accord.indicators.frames.ages import breadth
from accord.indicators.frames.reading import Totals
from accord.indicators.models import Holding, Indicator, Release
from accord.indicators.reads.figures import SEX_ORDER, accepted

LEFT_OUT = "x"  # The State of the World's Children: of another year or period than the heading's, left out of averages
TOTALS = ("", "T")
LONG = 3  # a period of more years than this dates nothing: two editions of such figures are not to be compared


@dataclass(frozen=True)
class Series:
    """One source's figures of an area. `accepted`: it may stand in a global figure; `counted`: it is the one that does."""

    area: str
    sex: str
    age: str
    release: Release
    accepted: bool
    points: tuple[Point, ...]
    counted: bool = False


def series_of(indicators: Iterable[Indicator], ages: Mapping[int, str] | None = None) -> dict[int, list[Series]]:
    """Indicator -> series of areas, from the real world's current releases (2 queries, one scan a release).

    `ages`: the age group wanted of an indicator; a source that names none means the one of the definition.
    """
    wanted = {i.sdmx: i for i in indicators}
    allowed = accepted([i.code for i in wanted.values()])
    held: dict[Release, list[str]] = defaultdict(list)
    rows = Holding.objects.filter(current=True, indicator__in=list(wanted.values()))
    for h in rows.select_related("release__origin", "indicator").order_by("release_id"):
        held[h.release].append(h.indicator.sdmx)
    found: dict[int, list[Series]] = {i.pk: [] for i in wanted.values()}
    for release, codes in held.items():
        groups: dict[tuple[str, str, str], list[Totals]] = defaultdict(list)
        for one in reading.totals(release.parquet, codes):
            indicator = wanted[one.indicator]
            of_age = ages is None or is_of_age(indicator, one.age, ages[indicator.pk])
            if of_age and not (one.sex == "M" and counts_women_alone(indicator)):
                groups[one.indicator, one.area, one.sex].append(one)
        for (code, area, sex), told in groups.items():
            # as `reading.newest` chooses
            best = max(told, key=lambda t: (t.figures[-1][1], len(t.figures), breadth(t.age), t.age))
            if points := _points(best.figures):
                indicator = wanted[code]
                is_accepted = release.source in allowed[indicator.code]
                found[indicator.pk].append(Series(area, sex, best.age, release, is_accepted, points))
    return {pk: _counted(_whole(told)) for pk, told in found.items()}


def _points(figures: Sequence[tuple[int, int, float, str]]) -> tuple[Point, ...]:
    """One a year: of several, the last. A period stands at its middle; what its source leaves out of averages is left out.

    Of figures whose periods are long the newest alone is taken, and none where others are dated better.
    """
    kept = [(first, last, value) for first, last, value, flags in figures if not is_left_out(flags)]
    dated = [one for one in kept if one[1] - one[0] < LONG] or kept[-1:]
    by_year = {(first + last) / 2: value for first, last, value in dated}
    return tuple(Point(year, value) for year, value in sorted(by_year.items()))


def is_left_out(flags: str) -> bool:
    return LEFT_OUT in re.split(r"[^a-z]+", flags.lower())


def _whole(told: Sequence[Series]) -> list[Series]:
    """A source's series for all people stands for those of women and men."""
    whole = {(s.area, s.release.pk) for s in told if s.sex in TOTALS}
    return [s for s in told if s.sex in TOTALS or (s.area, s.release.pk) not in whole]


def _counted(told: Sequence[Series]) -> list[Series]:
    """Of the accepted sources of a country one counts: the most years (two at least tell something), then the newest."""
    best: dict[str, Series] = {}
    for s in told:
        if s.accepted and (s.area not in best or _worth(s) > _worth(best[s.area])):
            best[s.area] = s
    chosen = {area: s.release.pk for area, s in best.items()}
    marked = [Series(s.area, s.sex, s.age, s.release, s.accepted, s.points, chosen.get(s.area) == s.release.pk) for s in told]
    return sorted(marked, key=lambda s: (s.area, not s.counted, s.release.source, SEX_ORDER.get(s.sex, 9)))


def _worth(s: Series) -> tuple[bool, float, int, int]:
    return len(s.points) > 1, s.points[-1].year, len(s.points), s.release.pk


def counts_women_alone(indicator: Indicator) -> bool:
    """Whether the definition speaks of women and girls: what a source gives of men beside it is another measure."""
    said = indicator.population.lower()
    return bool(re.search(r"\b(women|girls)\b", said)) and not re.search(r"\b(men|boys)\b", said)


def is_of_age(indicator: Indicator, age: str, wanted: str) -> bool:
    """Whether a figure's age group is the one that a rule asks for: 20_24, Y20T24 and 20-24 are the same."""
    if not wanted:
        return True
    if not age:
        return _years(wanted) in [_years(one) for one in re.findall(r"\d+[–-]\d+", indicator.population)]
    return _years(age) == _years(wanted)


def _years(age: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", age))
