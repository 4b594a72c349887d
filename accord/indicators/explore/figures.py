"""The figures of a view, as a typed value: what was asked, what was found, who says so, on which terms and as of when."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from string import ascii_uppercase

from accord.calc.normalise import fold
from accord.indicators import words
from accord.indicators.explore.asked import EVERY, TOTAL, Asked, sdmx_address
from accord.indicators.explore.places import Place, Places
from accord.indicators.frames import reading
from accord.indicators.models import Breakdown, Holding, Indicator, Origin, Release, UnitMeasure
from accord.indicators.reads.figures import SEX_ORDER, bound, plain
from accord.indicators.reads.indicator import legend
from accord.indicators.reads.releases import published
from accord.kit import clock
from accord.kit.texts import Text

MOST_ROWS = 10_000  # of one view; the SDMX service has no such limit


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. Codes are the source's own; `area` and `indicator` lead to names, `release` to who says so."""

    area: str
    indicator: str
    sex: str
    age: str
    breakdown: str
    period: str
    start: int
    end: int
    value: Decimal | None
    lower: float | None
    upper: float | None
    unit: str
    nature: str
    flags: str
    footnote: str
    detail: str
    release: int


@dataclass(frozen=True)
class AreaShown:
    names: dict[str, str]
    url: str
    order: tuple[bool, str] = field(metadata={"html_only": True})


@dataclass(frozen=True)
class Goal:
    value: float | None
    year: int | None
    words: str
    source: str


@dataclass(frozen=True)
class IndicatorShown:
    code: str
    names: dict[str, str]
    population: str
    unit: str
    unit_names: dict[str, str]
    goal: Goal | None
    position: int


@dataclass(frozen=True)
class SourceShown:
    """A release with figures in the view, under a letter that stands beside them."""

    letter: str
    release: int
    name: str
    language: str
    origin: str
    role: str
    role_words: str
    licence: str
    dated: str
    url: str
    published_on: date
    sha256: str

    @property
    def title(self) -> Text:
        return Text(self.name, self.language)


@dataclass(frozen=True)
class Explored:
    """`left_over`: figures that fit but are beyond the limit of a view (then `rows` is empty)."""

    view: str
    address: str
    as_of: date
    rows: list[Row]
    left_over: int
    indicators: dict[str, IndicatorShown]
    areas: dict[str, AreaShown]
    sources: list[SourceShown]
    flags: dict[str, str]
    natures: dict[str, str]
    breakdowns: dict[str, str]
    without: list[str]  # areas asked for of which nothing was found
    sdmx: str
    units: dict[str, dict[str, str]] = field(metadata={"html_only": True})
    world: str = "real"

    @property
    def letters(self) -> dict[int, str]:
        return {s.release: s.letter for s in self.sources}


def held(indicators: Sequence[str]) -> list[Holding]:
    """What is current of these indicators, with its release and origin (1 query)."""
    found = Holding.objects.filter(current=True, indicator__code__in=indicators, release__state=Release.State.PUBLISHED)
    return list(found.select_related("release__origin", "indicator").order_by("release_id"))


def by_role(holdings: Sequence[Holding], origin: str) -> list[Holding]:
    return [h for h in holdings if not origin or (h.release.origin.role if h.release.origin else Origin.Role.OTHER) == origin]


def ages_of(holdings: Sequence[Holding]) -> list[str]:
    """The age groups that the releases tell apart, as coded there."""
    return sorted({age for h in holdings for age in reading.codes_of(h.release.parquet, h.indicator.sdmx)[0]})


def properties(holdings: Sequence[Holding]) -> dict[str, list[str]]:
    """Headings of the columns by which the releases break figures down further, with the codes that stand for them."""
    found: dict[str, set[str]] = defaultdict(set)
    for h in holdings:
        for code in reading.codes_of(h.release.parquet, h.indicator.sdmx)[1] - {TOTAL}:
            for heading in h.release.breakdowns.get(code) or {code: ""}:
                found[heading].add(code)
    return {heading: sorted(codes) for heading, codes in sorted(found.items())}


def breakdown_choices(holdings: Sequence[Holding]) -> dict[str, tuple[dict[str, str], frozenset[str]]]:
    """Code of a property -> its names and the codes of figures: the known ones under their names, others as headed (1 query)."""
    told = properties(holdings)
    if not told:
        return {}
    known = {_folded(h): (b.code, b.names) for b in Breakdown.objects.all() for h in (b.code, *b.headings)}
    found: dict[str, tuple[dict[str, str], frozenset[str]]] = {}
    for heading, codes in told.items():
        code, names = known.get(_folded(heading), (heading[:60], {"en": heading}))
        found[code] = names, found.get(code, ({}, frozenset()))[1] | frozenset(codes)
    return found


def _folded(heading: str) -> str:
    return fold(heading).replace("_", " ")


def explored(asked: Asked, places: Places, holdings: Sequence[Holding], by: frozenset[str]) -> Explored:
    """`holdings` are those of the asked indicators and `by` the breakdown codes of the asked property (5 queries).

    Each index is asked once; no engine is woken.
    """
    chosen = by_role(holdings, asked.origin)
    areas = places.chosen(asked.areas, asked.groups)
    shown = {place.code: AreaShown(place.names, place.url, place.order) for place in areas}
    indicators = _indicators(asked.indicators)
    rows = _in_order(_rows(asked, chosen, list(shown), by), shown, indicators)
    sources = _sources({h.release.pk: h.release for h in chosen}, rows)
    left_over = max(0, len(rows) - MOST_ROWS)
    there = {row.area for row in rows}
    flags, natures = legend(rows)
    named = {code: told for h in chosen for code, told in h.release.breakdowns.items()}
    units = {alias: names for names, aliases in UnitMeasure.objects.values_list("names", "aliases") for alias in aliases}
    return Explored(
        asked.view, f"explore/?{asked.query()}", clock.now().date(), rows if not left_over else [], left_over, indicators,
        shown, sources, flags, natures,
        {row.breakdown: _told(named.get(row.breakdown, {}), row.breakdown) for row in rows if row.breakdown},
        [code for code in shown if code not in there], _sdmx(asked, areas, chosen, by, places), units,
    )  # fmt: skip


def _indicators(codes: Sequence[str]) -> dict[str, IndicatorShown]:
    """2 queries."""
    found = Indicator.objects.filter(code__in=codes).select_related("unit_measure").prefetch_related("targets")
    return {
        i.code: IndicatorShown(
            i.code, i.names, i.population, i.unit, i.unit_measure.names if i.unit_measure else {}, _goal(i), place
        )
        for place, i in enumerate(found)
    }  # fmt: skip


def _goal(indicator: Indicator) -> Goal | None:
    """The first target; its value and year stand only where someone publishes them."""
    target = next(iter(indicator.targets.all()), None)
    return Goal(target.value, target.year, target.words, target.source) if target else None


def _rows(asked: Asked, holdings: Sequence[Holding], areas: Sequence[str], by: frozenset[str]) -> Iterator[Row]:
    codes: dict[Release, dict[str, str]] = defaultdict(dict)
    for h in holdings:
        codes[h.release][h.indicator.sdmx] = h.indicator.code
    allowed = None if asked.by == EVERY else {TOTAL, *by}
    for release, named in codes.items():
        for s in reading.series(release.parquet, areas=areas, indicators=list(named)):
            fits = (not asked.sexes or s.sex in asked.sexes) and (not asked.ages or s.age in asked.ages)
            if fits and (allowed is None or s.breakdown in allowed):
                points = [p for p in s.points if _within(p, asked)]
                for p in points[-1:] if asked.newest_only else points:
                    yield _row(s, p, named[s.indicator], release.pk)


def _within(p: reading.Point, asked: Asked) -> bool:
    """A figure of several years is there where all of them are (as in SDMX)."""
    return (asked.start is None or p.start >= asked.start) and (asked.end is None or p.end <= asked.end)


def _row(s: reading.Series, p: reading.Point, indicator: str, release: int) -> Row:
    value = None if p.value is None else plain(Decimal(str(round(p.value, 6))))
    shown = reading.shown
    return Row(
        s.area, indicator, shown(s.sex, "T"), shown(s.age), shown(s.breakdown), words.period(p.start, p.end), p.start, p.end,
        value, bound(p.lower or ""), bound(p.upper or ""), p.unit or "", p.nature or "", p.flags or "",
        p.footnote or ("" if value is not None else p.text or ""), p.source or "", release,
    )  # fmt: skip


def _in_order(rows: Iterator[Row], areas: Mapping[str, AreaShown], indicators: Mapping[str, IndicatorShown]) -> list[Row]:
    """By indicator, then by name: never by value."""

    def order(row: Row) -> tuple[object, ...]:
        return (
            indicators[row.indicator].position, areas[row.area].order, row.area, SEX_ORDER.get(row.sex, 9), row.sex, row.age,
            row.breakdown, row.release, -row.end, -row.start,
        )  # fmt: skip

    return sorted(rows, key=order)


def _sources(releases: Mapping[int, Release], rows: Sequence[Row]) -> list[SourceShown]:
    """Custodians first; letters in that order."""
    there = {row.release for row in rows}
    used = [r for pk, r in releases.items() if pk in there]
    found = []
    ordered = sorted(used, key=lambda r: (not r.origin or r.origin.role != Origin.Role.CUSTODIAN, r.source, r.pk))
    for number, r in enumerate(ordered):
        role = Origin.Role(r.origin.role) if r.origin else Origin.Role.OTHER
        letter = ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)
        found.append(
            SourceShown(
                letter, r.pk, r.source, r.language, r.origin.code if r.origin else "", role.value, str(role.label), r.licence,
                r.dated, r.url, published(r).date(), r.sha256,
            )
        )  # fmt: skip
    return found


def _told(parts: Mapping[str, str], code: str) -> str:
    """A code of COMPOSITE_BREAKDOWN in the source's own words."""
    return "; ".join(f"{heading}: {value}" for heading, value in parts.items()) or code


def _sdmx(asked: Asked, areas: Sequence[Place], holdings: Sequence[Holding], by: frozenset[str], places: Places) -> str:
    """Areas are named unless all States are meant; the origins are named where some are left out."""
    origins = sorted({h.release.origin.code if h.release.origin else "_U" for h in holdings}) if asked.origin else []
    breakdowns = [] if asked.by == EVERY else [TOTAL, *sorted(by)]
    return sdmx_address(asked, [p.code for p in areas], breakdowns, origins)
