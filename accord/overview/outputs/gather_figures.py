"""Figures of a country for outputs: those of indicators of the goals, each with its source and year."""

from collections.abc import Sequence

from accord.indicators.models import Indicator, Release
from accord.indicators.reads import country_values
from accord.indicators.reads.figures import Value
from accord.overview.outputs.inputs import FigureIn, SourceIn
from accord.people.models import Area

MOST = 80  # rows; the core indicators come first


def figures_of(area: Area) -> tuple[list[FigureIn], list[SourceIn]]:
    """The newest of each series and source, ages and breakdowns as the sources have them (4 queries)."""
    known = {i.code: i for i in Indicator.objects.exclude(sdg="").select_related("unit_measure")}
    values = [v for v in country_values(area) if v.indicator in known and v.value is not None and not v.breakdown]
    values.sort(key=lambda v: (not known[v.indicator].core, known[v.indicator].position))  # stable: sources and sexes keep theirs
    shown = sorted(values[:MOST], key=lambda v: (in_order(known[v.indicator].sdg), known[v.indicator].position))
    found = [_figure(v, known[v.indicator]) for v in shown]
    return found, _sources({f.release for f in found})


def in_order(sdg: str) -> list[tuple[int, str]]:
    """Goal 5 before goal 16, target 16.2 before 16.10."""
    return [(int(one), "") if one.isdecimal() else (10**6, one) for one in sdg.split(".")]


def target_of(sdg: str) -> str:
    """16.2.1 -> 16.2"""
    return ".".join(sdg.split(".")[:2])


def _figure(v: Value, indicator: Indicator) -> FigureIn:
    assert v.value is not None
    past: Sequence[tuple[int, object]] = [point for point in v.trend if point[0] < v.start]
    year, first = v.trend[0] if past else (None, None)
    unit = indicator.unit_measure.names if indicator.unit_measure else {}
    return FigureIn(
        v.indicator, v.indicator_names, target_of(indicator.sdg), indicator.unit, unit, v.sex, v.age, v.value, v.period, v.nature,
        v.flags, v.source, v.release, first, year,
    )  # fmt: skip


def _sources(releases: set[int]) -> list[SourceIn]:
    rows = Release.objects.filter(pk__in=releases).order_by("source", "pk")
    return [SourceIn(r.pk, r.source, r.licence, r.dated, r.url, r.language) for r in rows]
