"""Pages of the data house."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.http import Http404

from accord.indicators.frames import reading
from accord.indicators.frames.reading import shown
from accord.indicators.models import Flag, Holding, Indicator, Latest, Release
from accord.kit.charts import Picture, line_chart, sparkline
from accord.people.models import Area

SEX_ORDER = {"": 0, "T": 0, "F": 1, "M": 2}


@dataclass(frozen=True)
class Value:
    area: dict[str, str]
    area_code: str
    area_url: str
    area_kind: str
    indicator: str
    indicator_names: dict[str, str]
    value: Decimal | None
    period: str
    end: int
    sex: str
    age: str
    nature: str
    flags: str
    unit: str
    source: str
    spark: Picture | None = field(default=None, metadata={"html_only": True})
    trend: list[tuple[int, Decimal]] = field(default_factory=list)
    breakdown: str = ""
    lower: float | None = None
    upper: float | None = None

    @property
    def series(self) -> tuple[str, ...]:
        return self.indicator.replace(".", "_"), self.area_code, self.sex, self.age, self.breakdown


@dataclass(frozen=True)
class SourceShown:
    name: str
    licence: str
    dated: str
    url: str
    countries: int
    of: int
    newest: int
    values: list[Value]
    regions: list[Value]
    chart: Picture | None = field(default=None, metadata={"html_only": True})


@dataclass(frozen=True)
class IndicatorPage:
    code: str
    names: dict[str, str]
    population: str
    unit: str
    direction: str
    custodian: str
    sdg: str
    note: str
    sources: list[SourceShown]
    flags: dict[str, str]
    world: str = "real"


@dataclass(frozen=True)
class IndicatorLine:
    code: str
    names: dict[str, str]
    population: str
    custodian: str
    sdg: str
    url: str
    core: bool


def current_releases(indicators: Sequence[str] = ()) -> list[Release]:
    """The published releases that are their origin's newest for some indicator (1 query)."""
    found = Release.objects.filter(holdings__current=True)
    if indicators:
        found = found.filter(holdings__indicator__code__in=indicators)
    return list(found.distinct().order_by("source", "-id"))


def indicator_list() -> list[IndicatorLine]:
    return [
        IndicatorLine(i.code, i.names, i.population, i.custodian, i.sdg, f"indicators/{i.code}/", i.core)
        for i in Indicator.objects.all()
    ]


def indicator_page(code: str) -> IndicatorPage:
    """Table, chart, coverage, newest year, source, flags: one section a source."""
    indicator = Indicator.objects.filter(code=code).first()
    if indicator is None:
        raise Http404
    of = Area.objects.countries().in_world("real").count()
    releases = {h.release_id: h.release for h in indicator.holdings.filter(current=True).select_related("release")}
    found: dict[int, list[Value]] = defaultdict(list)
    for row in indicator.latest.filter(release__in=releases).select_related("area"):
        found[row.release_id].append(_value(row, indicator, releases[row.release_id]))
    sources = [_source(releases[pk], indicator, values, of) for pk, values in found.items()]
    sources.sort(key=lambda s: (-s.countries, s.name))
    flags = {f.strip() for s in sources for v in (*s.values, *s.regions) for f in v.flags.split(",") if f.strip()}
    meanings = {f.code: f.meaning for f in Flag.objects.filter(code__in=flags)}
    return IndicatorPage(
        indicator.code, indicator.names, indicator.population, indicator.unit, indicator.direction, indicator.custodian,
        indicator.sdg, indicator.note, sources, meanings,
    )  # fmt: skip


def _source(release: Release, indicator: Indicator, values: list[Value], of: int) -> SourceShown:
    values.sort(key=lambda v: (v.area.get("en", ""), SEX_ORDER.get(v.sex, 9)))
    countries = [v for v in values if v.area_url]
    regions = [v for v in values if not v.area_url]
    world = [v for v in regions if v.area_code == "001"]
    chart = None
    if world:
        told = trends(release, areas=["001"], indicators=[indicator.sdmx])
        chart = line_chart([(v.sex, told.get(v.series, [])) for v in world], str(indicator.name), indicator.unit)
    return SourceShown(
        release.source, release.licence, release.dated, release.url, len({v.area_code for v in countries}), of,
        max(v.end for v in values), countries, regions, chart,
    )  # fmt: skip


def country_values(area: Area) -> list[Value]:
    """Newest value of each series of an area, with its trend (1 query, and one to the index of each release)."""
    rows = list(Latest.objects.filter(area=area).select_related("indicator", "release"))
    releases = {r.release_id: r.release for r in rows}
    told = {pk: trends(release, areas=[area.code]) for pk, release in releases.items()}
    values = []
    for row in rows:
        row.area = area
        value = _value(row, row.indicator, row.release)
        trend = told[row.release_id].get(value.series, [])
        values.append((row.indicator.position, replace(value, trend=trend, spark=sparkline(trend) if len(trend) > 1 else None)))
    values.sort(key=lambda v: (v[0], v[1].source, SEX_ORDER.get(v[1].sex, 9)))
    return [value for _, value in values]


def area_values(code: str, indicators: Sequence[str]) -> list[Value]:
    """Newest values of some indicators for one area (1 query)."""
    rows = Latest.objects.filter(area__code=code, indicator__code__in=indicators)
    return [_value(r, r.indicator, r.release) for r in rows.select_related("indicator", "area", "release")]


def current_figures(indicators: Sequence[str], year: int) -> list[tuple[Release, reading.Series]]:
    """All series of some indicators, as they stood by the end of a year, from the releases that are current for them."""
    held: dict[Release, list[str]] = defaultdict(list)
    for h in Holding.objects.filter(current=True, indicator__code__in=indicators).select_related("release", "indicator"):
        held[h.release].append(h.indicator.sdmx)
    ordered = sorted(held.items(), key=lambda item: item[0].pk)
    return [(release, s) for release, codes in ordered for s in reading.up_to(release.parquet, codes, year)]


type Trend = list[tuple[int, Decimal]]


def trends(release: Release, *, areas: Sequence[str] = (), indicators: Sequence[str] = ()) -> dict[tuple[str, ...], Trend]:
    """Years and values of each series, by `Value.series`."""
    found = reading.series(release.parquet, areas=areas, indicators=indicators)
    return {
        (s.indicator, s.area, shown(s.sex, "T"), shown(s.age), shown(s.breakdown)): [
            (p.end, _plain(Decimal(p.text))) for p in s.points if p.value is not None
        ]
        for s in found
    }


def _value(row: Latest, indicator: Indicator, release: Release) -> Value:
    area = row.area
    return Value(
        area.names, area.code, area.url, area.kind, indicator.code, indicator.names,
        None if row.value is None else _plain(row.value),
        str(row.end) if row.start == row.end else f"{row.start}–{row.end}", row.end, row.sex, row.age, row.nature, row.flags,
        row.unit, release.source, breakdown=row.breakdown, lower=row.lower, upper=row.upper,
    )  # fmt: skip


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 10, not 10.000000 or 1E+1."""
    whole = value.is_finite() and value.adjusted() < 28 and value == value.to_integral()  # 28: what quantize can do
    return value.quantize(Decimal(1)) if whole else value.normalize()
