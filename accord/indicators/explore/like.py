"""Countries like mine: near in region, income, population and starting level, by weights that the reader sets.

The parts are told apart, each with its source. It says who is near, and nothing of better or worse.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.http import Http404

from accord.calc.likeness import PARTS, Likeness, Profile, Weights, rank
from accord.indicators.models import Indicator, Latest
from accord.indicators.reads.figures import SEX_ORDER, Value, accepted, newest
from accord.kit.texts import pick
from accord.people.models import Area, World

FACTS = Path(__file__).resolve().parent.parent / "facts" / "likeness.csv"
SHOWN = 15
COMPARED = 10  # that the link to the explorer takes along
CENT = 100.0


@dataclass(frozen=True)
class Fact:
    """`value`: persons, or one of the four income groups; `year` "" where the source does not tell it."""

    value: str
    year: str
    source: str


@cache
def facts() -> Mapping[tuple[str, str], Fact]:
    """(ISO3, population or income) -> what the starter table says."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        return {(r["iso3"], r["what"]): Fact(r["value"], r["year"], r["source"]) for r in csv.DictReader(file)}


@dataclass(frozen=True)
class Part:
    """One property of a country beside that of the other. `distance` from 0 (the same) to 1; None where one is unknown."""

    name: str
    value: str
    year: str
    distance: float | None


@dataclass(frozen=True)
class LikeLine:
    iso3: str
    names: dict[str, str]
    url: str
    distance: float | None
    known: float
    parts: list[Part]


@dataclass(frozen=True)
class LikePage:
    """`home` are the country's own properties. `choices` are indicators whose newest figure may be the starting level."""

    iso3: str
    names: dict[str, str]
    indicator: str
    indicator_names: dict[str, str]
    unit: str
    weights: dict[str, float]
    home: list[Part]
    near: list[LikeLine]
    unknown: int
    compare: str
    sources: dict[str, str]
    choices: list[tuple[str, dict[str, str]]] = field(metadata={"html_only": True})
    world: str = World.REAL


def country(iso3: str) -> Area:
    found = Area.objects.countries().filter(iso3=iso3.upper()).first()
    if found is None:
        raise Http404
    return found


def core_indicators() -> list[Indicator]:
    """Those whose newest figure may stand for the starting level (1 query)."""
    return list(Indicator.objects.filter(core=True).select_related("unit_measure"))


def first_level(area: Area) -> str:
    """The first core indicator of which the country has a figure (1 query)."""
    held = Latest.objects.filter(area=area, value__isnull=False, indicator__core=True).order_by("indicator__position")
    return held.values_list("indicator__code", flat=True).first() or ""


def like_page(
    area: Area, indicators: Sequence[Indicator], chosen: Indicator | None, weights: Weights, most: int = SHOWN
) -> LikePage:
    """The nearest `most`. About 6 queries, one of them for all countries of the world that the country is of."""
    regions = {a.pk: a for a in Area.objects.filter(kind=Area.Kind.REGION)}
    countries = {a.code: a for a in Area.objects.countries().in_world(area.world)}
    values = _baselines(chosen)
    profiles = [_profile(a, regions, values) for a in countries.values()]
    home = next(p for p in profiles if p.code == area.code)
    span = CENT if chosen is None or chosen.unit == "percent" else _span(values)
    ranked = rank(home, profiles, weights, span=span)
    told = [one for one in ranked if one.distance is not None]
    lines = [_line(one, countries[one.code], regions, values) for one in told[:most]]
    sources = {what: fact.source for (iso3, what), fact in facts().items() if iso3 in countries}
    if values:
        sources["baseline"] = "; ".join(sorted({v.source for v in values.values()}))
    near = [area.code, *(line.iso3 for line in lines[:COMPARED])]
    return LikePage(
        area.code, area.names, chosen.code if chosen else "", chosen.names if chosen else {}, chosen.unit if chosen else "",
        {name: getattr(weights, name) for name in PARTS}, _parts(area, regions, values, {}), lines, len(ranked) - len(told),
        _compare(chosen, near) if chosen and lines and area.world == World.REAL else "", sources,
        [(i.code, i.names) for i in indicators], area.world,
    )  # fmt: skip


def _compare(chosen: Indicator, areas: Sequence[str]) -> str:
    from accord.indicators.explore.asked import Asked

    return f"explore/?{Asked(indicators=(chosen.code,), areas=tuple(sorted(areas)), view='dots').query()}"


def _baselines(chosen: Indicator | None) -> dict[str, Value]:
    """The newest figure of each country from sources that may stand in a global figure; the total before one sex (4 queries)."""
    if chosen is None:
        return {}
    allowed = accepted([chosen.code])[chosen.code]
    found: dict[str, Value] = {}
    for v in newest(chosen.latest.filter(value__isnull=False, area__iso3__isnull=False)):
        if v.source in allowed:
            other = found.get(v.area_code)
            if other is None or (-SEX_ORDER.get(v.sex, 9), v.end) > (-SEX_ORDER.get(other.sex, 9), other.end):
                found[v.area_code] = v
    return found


def _span(values: Mapping[str, Value]) -> float:
    """What counts as far apart where figures are no shares: the range between the middle nine tenths of countries."""
    told = sorted(float(v.value) for v in values.values() if v.value is not None)
    if len(told) < 2:
        return 1.0
    low, high = told[len(told) // 20], told[-1 - len(told) // 20]
    return high - low or 1.0


def _profile(area: Area, regions: Mapping[int, Area], values: Mapping[str, Value]) -> Profile:
    population, income = facts().get((area.code, "population")), facts().get((area.code, "income"))
    value = values[area.code].value if area.code in values else None
    return Profile(
        area.code, tuple(r.code for r in _around(area, regions)), income.value if income else None,
        float(population.value) if population else None, float(value) if value is not None else None,
    )  # fmt: skip


def _around(area: Area, regions: Mapping[int, Area]) -> list[Area]:
    """From the continent to the nearest region; the world is around all and left out."""
    found: list[Area] = []
    at = regions.get(area.parent_id or 0)
    while at is not None and at.parent_id:
        found.append(at)
        at = regions.get(at.parent_id)
    return found[::-1]


def _parts(
    area: Area, regions: Mapping[int, Area], values: Mapping[str, Value], distances: Mapping[str, float | None]
) -> list[Part]:
    around = _around(area, regions)
    income, population = facts().get((area.code, "income")), facts().get((area.code, "population"))
    value = values.get(area.code)
    told = {
        "region": (str(pick(around[-1].names)) if around else "", ""),
        "income": (income.value, income.year) if income else ("", ""),
        "population": (population.value, population.year) if population else ("", ""),
        "baseline": (str(value.value), value.period) if value else ("", ""),
    }  # fmt: skip
    return [Part(name, *told[name], distances.get(name)) for name in PARTS]


def _line(one: Likeness, area: Area, regions: Mapping[int, Area], values: Mapping[str, Value]) -> LikeLine:
    distances = {p.name: p.distance for p in one.parts}
    return LikeLine(
        area.code, area.names, area.url, one.distance, one.known, _parts(area, regions, values, distances)
    )  # fmt: skip
