"""Pages of the data house."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from accord.indicators.models import Flag, Indicator, Observation, Release
from accord.indicators.series import best_series
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


def newest_releases() -> list[Release]:
    """The newest published release of each source."""
    kept: dict[str, Release] = {}
    for release in Release.objects.filter(state=Release.State.PUBLISHED).order_by("-id"):
        kept.setdefault(release.source, release)
    return list(kept.values())


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
    sources = []
    flags: set[str] = set()
    for release in newest_releases():
        rows = indicator.observations.filter(release=release)
        values = newest_values(rows.filter(latest=True), release)
        if not values:
            continue
        flags |= {f.strip() for v in values for f in v.flags.split(",") if f.strip()}
        countries = [v for v in values if v.area_url]
        regions = [v for v in values if not v.area_url]
        world = newest_values(rows.filter(area__code="001"), release) if any(v.area_code == "001" for v in regions) else []
        sources.append(
            SourceShown(
                release.source,
                release.licence,
                release.dated,
                release.url,
                len({v.area_code for v in countries}),
                of,
                max(v.end for v in values),
                countries,
                regions,
                line_chart([(v.sex, v.trend) for v in world], str(indicator.name), indicator.unit) if world else None,
            )
        )
    meanings = {f.code: f.meaning for f in Flag.objects.filter(code__in=flags)}
    return IndicatorPage(
        indicator.code, indicator.names, indicator.population, indicator.unit, indicator.direction, indicator.custodian,
        indicator.sdg, indicator.note, sources, meanings,
    )  # fmt: skip


def country_values(area: Area) -> list[Value]:
    """Newest value of each series of an area, with its trend (1 query a source)."""
    found: list[Value] = []
    for release in newest_releases():
        rows = Observation.objects.filter(release=release, area=area)
        found += [
            replace(v, spark=sparkline(v.trend)) if len(v.trend) > 1 else v for v in newest_values(rows, release, {area.pk: area})
        ]
    return found


FIELDS = ("area_id", "indicator_id", "start", "end", "value", "sex", "age", "nature", "flags", "unit")


def newest_values(rows: QuerySet[Observation], release: Release, known: dict[int, Area] | None = None) -> list[Value]:
    """One value a series (area, indicator, sex), the newest; the age group with most years is shown.

    3 queries. Rows come as tuples and areas once each: thousands of rows a page are worth it.
    """
    best = best_series(rows.values_list(*FIELDS, named=True))
    areas = known or Area.objects.in_bulk({area for area, _, _ in best})
    indicators = Indicator.objects.in_bulk({indicator for _, indicator, _ in best})
    values = [
        (indicators[pk].position, _value(found, areas[area], indicators[pk], release)) for (area, pk, _), found in best.items()
    ]
    values.sort(key=lambda v: (v[1].area.get("en", ""), v[0], SEX_ORDER.get(v[1].sex, 9)))
    return [value for _, value in values]


def _value(found: Sequence[Any], area: Area, indicator: Indicator, release: Release) -> Value:
    last = found[-1]
    trend = [(o.end, o.value) for o in found if o.value is not None]
    return Value(
        area.names, area.code, area.url, area.kind, indicator.code, indicator.names, _plain(last.value),
        str(last.end) if last.start == last.end else f"{last.start}–{last.end}", last.end,
        last.sex, last.age, last.nature, last.flags, last.unit, release.source, trend=trend,
    )  # fmt: skip


def _plain(value: Decimal | None) -> Decimal | None:
    """Without trailing zeros and without an exponent: 10, not 10.000000 or 1E+1."""
    return None if value is None else value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
