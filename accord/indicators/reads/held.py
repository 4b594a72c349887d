"""What the current releases hold of countries, series by series: the newest figure, and the breakdowns that stand beside it."""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from accord.calc.gaps import Holding
from accord.calc.normalise import fold
from accord.indicators.frames.reading import Series
from accord.indicators.models import Breakdown, Origin, Release

MONTH = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
OWN_COLUMNS = {"sex": "SEX", "age": "AGE"}  # breakdowns that have a column of their own

type Place = tuple[str, str]  # indicator and area, in SDMX's codes


@dataclass
class Held:
    """Of one country and indicator: the newest year with a figure, who gives it, and the years of each breakdown.

    A figure of a span of years is as old as the first: it may be of any of them. `end` is the last, and a breakdown counts as
    of that, so that none is called missing which may be there.
    """

    year: int = 0
    end: int = 0
    period: str = ""
    release: Release | None = None
    years: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def holdings_of(
    told: Iterable[tuple[Release, Iterable[Series]]], known: Sequence[Breakdown], this_year: int
) -> dict[Place, Held]:
    """From the series of several releases. Figures without a value, and those of years to come, are none."""
    found: dict[Place, Held] = defaultdict(Held)
    for release, series in told:
        by_code = _breakdowns_by_code(release, known)
        sexes: dict[tuple[Place, int], set[str]] = defaultdict(set)
        ages: dict[tuple[Place, int, str, str], set[str]] = defaultdict(set)
        for s in series:
            place, further = (s.indicator, s.area), by_code.get(s.breakdown, ())
            held = found[place]
            for p in s.points:
                if p.value is None or p.end > this_year:
                    continue
                if (p.start, p.end, _is_national(release)) > (held.year, held.end, _is_national(held.release)):
                    held.year, held.end, held.period, held.release = p.start, p.end, p.period, release
                sexes[place, p.end].add(s.sex)
                ages[place, p.end, s.sex, s.breakdown].add(s.age)
                for code in further:
                    held.years[code].add(p.end)
        for (place, year), codes in sexes.items():
            if len(codes) > 1:
                found[place].years["sex"].add(year)
        for (place, year, _sex, _breakdown), groups in ages.items():
            if len(groups) > 1:
                found[place].years["age"].add(year)
    return {place: held for place, held in found.items() if held.release}


def _is_national(release: Release | None) -> bool:
    return bool(release and release.origin and release.origin.role == Origin.Role.NATIONAL)


def _breakdowns_by_code(release: Release, known: Sequence[Breakdown]) -> dict[str, set[str]]:
    """Code of COMPOSITE_BREAKDOWN -> our breakdowns whose headings the file's columns bear."""
    by_heading: Mapping[str, str] = {_plain(h): b.code for b in known for h in (b.code, *b.headings)}
    return {
        code: {by_heading[_plain(column)] for column in columns if _plain(column) in by_heading}
        for code, columns in release.breakdowns.items()
    }


def _plain(heading: str) -> str:
    return fold(heading).replace("_", " ")


def holding(country: str, held: Held | None, oldest: int) -> Holding:
    """For `calc.gaps`. A breakdown counts where a figure of the newest year has it, or one that is not old yet."""
    if held is None or held.release is None:
        return Holding(country, None)
    since = min(held.year, oldest)
    there = frozenset(code for code, years in held.years.items() if max(years) >= since)
    return Holding(country, held.year, there, end_of(held.period, held.end), published(held.release))


def end_of(period: str, year: int) -> date:
    """The last day of a period; where only its year is told, the last day of that."""
    last = re.split(r"[/_]", period)[-1]
    if (hit := QUARTER.fullmatch(last)) and int(hit[1]) == year:
        return date(year, int(hit[2]) * 3, monthrange(year, int(hit[2]) * 3)[1])
    if (hit := MONTH.fullmatch(last)) and int(hit[1]) == year and 1 <= int(hit[2]) <= 12:
        return date(year, int(hit[2]), monthrange(year, int(hit[2]))[1])
    return date(year, 12, 31)


def published(release: Release) -> date | None:
    """The day or month of a national source's release, as the source dates it.

    None for collections: the day of a custodian's database tells nothing of when a survey in it first came out.
    """
    hit = MONTH.fullmatch(release.dated) if _is_national(release) else None
    if hit is None or not 1 <= int(hit[2]) <= 12:
        return None
    return date(int(hit[1]), int(hit[2]), monthrange(int(hit[1]), int(hit[2]))[1])
