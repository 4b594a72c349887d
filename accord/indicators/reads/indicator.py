"""An indicator's page: what is measured, who says what of it, and what of that is not yet known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404

from accord.calc.normalise import fold
from accord.indicators import words
from accord.indicators.frames import reading
from accord.indicators.models import Breakdown, Crosswalk, Flag, Holding, Indicator, Origin, Release
from accord.indicators.reads.figures import Told, Trend, Value, accepted, in_order, newest, newest_of, trends
from accord.indicators.reads.releases import ReleaseLine, holdings, release_lines, shown_of
from accord.indicators.reads.spoken import SpokenOf
from accord.kit.texts import Text
from accord.people.models import Area
from accord.record.models import Topic

WORLD = "001"


@dataclass(frozen=True)
class TargetShown:
    kind: str
    kind_words: str
    value: float | None
    value_given_by: str
    year: int | None
    year_given_by: str
    words: str
    source: str


@dataclass(frozen=True)
class BreakdownShown:
    """A breakdown that is expected, and the sources that have it."""

    code: str
    names: dict[str, str]
    there: list[str]


@dataclass(frozen=True)
class CrosswalkLine:
    """A code elsewhere. `held_as` is the indicator under which figures of a near one stand here."""

    scheme: str
    country: dict[str, str]
    code: str
    where: str
    sets: str
    match: str
    match_words: str
    differs: str
    source: str
    held_as: str


@dataclass(frozen=True)
class WorldSeries:
    sex: str
    points: Trend


@dataclass(frozen=True)
class SourceShown:
    """What one origin says. `newest` is the newest year of countries; `accepted` that it may stand in a global figure."""

    id: int
    name: str
    role: str
    role_words: str
    accepted: bool
    licence: str
    dated: str
    url: str
    countries: int
    of: int
    newest: int | None
    values: list[Value]
    regions: list[Value]
    world: list[WorldSeries]
    language: str = "en"

    @property
    def title(self) -> Text:
        """The source's name, in the language that it was given in."""
        return Text(self.name, self.language)


@dataclass(frozen=True)
class SideBySide:
    """One country and sex: what its own sources say, and what others give for it; each value names its source."""

    area: dict[str, str]
    area_url: str
    sex: str
    national: list[Value]
    others: list[Value]


@dataclass(frozen=True)
class IndicatorPage:
    code: str
    names: dict[str, str]
    definition: str
    population: str
    unit: str
    unit_names: dict[str, str]
    direction: str
    direction_words: str
    custodian: str
    sdg: str
    family: dict[str, str]
    forms: list[dict[str, str]]
    note: str
    comparability: str
    targets: list[TargetShown]
    side_by_side: list[SideBySide]
    sources: list[SourceShown]
    breakdowns: list[BreakdownShown]
    breakdowns_source: str
    crosswalk: list[CrosswalkLine]
    releases: list[ReleaseLine]
    flags: dict[str, str]
    natures: dict[str, str]
    as_of: date | None = None
    world: str = "real"
    shadow_reports: list[SpokenOf] = field(default_factory=list)


@dataclass(frozen=True)
class IndicatorHead:
    """What stands above the figures: all that a page needs whose figures are drawn already."""

    code: str
    names: dict[str, str]
    definition: str
    family: dict[str, str]
    as_of: date | None
    world: str = "real"
    shadow_reports: list[SpokenOf] = field(default_factory=list)


def indicator_head(code: str, as_of: date | None = None) -> IndicatorHead:
    """1 query."""
    found = Indicator.objects.filter(code=code).select_related("family").first()
    if found is None:
        raise Http404
    return IndicatorHead(found.code, found.names, found.definition, found.family.names if found.family else {}, as_of)


def indicator_page(code: str, as_of: date | None = None) -> IndicatorPage:
    """One section a source; with a day, the newest release of each origin that was published by then (about 12 queries)."""
    indicator = Indicator.objects.filter(code=code).select_related("family", "unit_measure").first()
    if indicator is None:
        raise Http404
    held = holdings(indicator, as_of)
    chosen = shown_of(held, as_of)
    sources = sources_of(indicator, chosen, as_of)
    flags, natures = legend([v for s in sources for v in (*s.values, *s.regions)])
    forms = {t.code: t.names for t in Topic.objects.filter(code__in=indicator.forms)} if indicator.forms else {}
    return IndicatorPage(
        indicator.code, indicator.names, indicator.definition, indicator.population, indicator.unit,
        indicator.unit_measure.names if indicator.unit_measure else {}, indicator.direction,
        str(indicator.get_direction_display()), indicator.custodian, indicator.sdg,
        indicator.family.names if indicator.family else {}, [forms[f] for f in indicator.forms if f in forms], indicator.note,
        indicator.comparability, _targets(indicator), side_by_side(sources), sources,
        _breakdowns(indicator, [h.release for h in chosen]), indicator.breakdowns_source, _crosswalk(indicator),
        release_lines(held, chosen), flags, natures, as_of,
    )  # fmt: skip


def sources_of(indicator: Indicator, chosen: Sequence[Holding], as_of: date | None) -> list[SourceShown]:
    """Custodians first, then the source with figures of most countries."""
    releases = [h.release for h in chosen]
    if as_of is None:
        told = {indicator.pk: (indicator.code, indicator.names)}
        values = newest(indicator.latest.filter(release__in=releases), told=told) if releases else []
    else:
        values = [v for release in releases for v in newest_of(release, indicator)]
    of = Area.objects.countries().in_world("real").count()
    allowed = accepted([indicator.code])[indicator.code]
    found = [
        _source(r, indicator, in_order(v for v in values if v.release == r.pk), of, accepted=r.source in allowed)
        for r in releases
    ]
    return sorted(found, key=lambda s: (s.role != Origin.Role.CUSTODIAN, -s.countries, s.name))


def _source(release: Release, indicator: Indicator, values: list[Value], of: int, *, accepted: bool) -> SourceShown:
    countries = [v for v in values if v.area_url]
    regions = [v for v in values if not v.area_url]
    told = [v for v in regions if v.area_code == WORLD]
    series = trends(release.parquet, areas=[WORLD], indicators=[indicator.sdmx]) if told else {}
    role = Origin.Role(release.origin.role) if release.origin else Origin.Role.OTHER
    return SourceShown(
        release.pk, release.source, role.value, str(role.label), accepted, release.licence, release.dated, release.url,
        len({v.area_code for v in countries if v.value is not None}), of,
        max((v.end for v in countries if v.value is not None), default=None), countries, regions,
        [WorldSeries(v.sex, series.get(v.series, [])) for v in told if series.get(v.series)],
        release.language,
    )  # fmt: skip


def side_by_side(sources: Sequence[SourceShown]) -> list[SideBySide]:
    """Countries of which both a source of their own and another speak. None is empty where only one of them does.

    A source is a country's own where it is known as national, or speaks of that country alone.
    """
    own = {s.id for s in sources if s.role == Origin.Role.NATIONAL or (s.role == Origin.Role.OTHER and s.countries == 1)}
    found: dict[str, dict[str, SideBySide]] = {}
    for source in sources:
        for v in source.values:
            rows = found.setdefault(v.area_code, {})
            row = rows.setdefault(v.sex, SideBySide(v.area, v.area_url, v.sex, [], []))
            (row.national if source.id in own else row.others).append(v)
    both = [
        rows for rows in found.values() if any(r.national for r in rows.values()) and any(r.others for r in rows.values())
    ]  # fmt: skip
    return [row for rows in both for row in rows.values()]


def legend(values: Sequence[Told]) -> tuple[dict[str, str], dict[str, str]]:
    """What the flags and the natures that occur mean (1 query where there is a flag)."""
    flags = {f.strip() for v in values for f in v.flags.split(",") if f.strip()}
    meanings = {f.code: f.meaning for f in Flag.objects.filter(code__in=flags).order_by("code")} if flags else {}
    natures = sorted({v.nature for v in values if v.nature})
    return meanings, {code: words.nature(code) for code in natures}


def _targets(indicator: Indicator) -> list[TargetShown]:
    return [
        TargetShown(
            t.kind, str(t.get_kind_display()), t.value, t.value_given_by, t.year, t.year_given_by, t.words, t.source
        )
        for t in indicator.targets.all()
    ]  # fmt: skip


def _breakdowns(indicator: Indicator, releases: Sequence[Release]) -> list[BreakdownShown]:
    if not indicator.expected_breakdowns:
        return []
    known = {b.code: b for b in Breakdown.objects.all()}
    there = {r: _headings(r, indicator) for r in releases}
    return [
        BreakdownShown(
            code, known[code].names, [r.source for r, told in there.items() if told & _folded([code, *known[code].headings])]
        )
        for code in indicator.expected_breakdowns
        if code in known
    ]


def _headings(release: Release, indicator: Indicator) -> set[str]:
    """Headings of the columns by which a release breaks an indicator's figures down."""
    told = reading.broken_down(release.parquet, indicator.sdmx)
    return _folded([*(told & {"SEX", "AGE"}), *(heading for code in told for heading in release.breakdowns.get(code, ()))])


def _folded(headings: Sequence[str]) -> set[str]:
    return {fold(h).replace("_", " ") for h in headings}


def _crosswalk(indicator: Indicator) -> list[CrosswalkLine]:
    """Codes elsewhere; a near one of a national office leads to where its figures stand (1 to 3 queries)."""
    rows = list(indicator.crosswalk.all())
    codes = {r.scheme.partition("-")[2] for r in rows if r.scheme.startswith("national-")}
    countries = {a.code: a.names for a in Area.objects.filter(code__in=codes)} if codes else {}
    near = [r.code for r in rows if r.match == Crosswalk.Match.NEAR]
    same = Crosswalk.objects.filter(code__in=near, match=Crosswalk.Match.SAME).values_list(
        "scheme", "code", "where", "indicator__code"
    )
    held = {(scheme, code, where): own for scheme, code, where, own in same} if near else {}
    return [
        CrosswalkLine(
            r.scheme, countries.get(r.scheme.partition("-")[2], {}), r.code, r.where, r.sets, r.match,
            str(r.get_match_display()), r.differs, r.source,
            held.get((r.scheme, r.code, r.where), "") if r.match == Crosswalk.Match.NEAR else "",
        )
        for r in rows
    ]  # fmt: skip
