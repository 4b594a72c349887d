"""Figures of regions by the rules of agencies: what a rule is asked of, what comes out, and the same again from what was kept.

A rule that cannot be followed (it does not tell its weights, or how missing countries are filled in) gives no figure and says so.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import nextafter
from typing import Any

from accord.calc.aggregate import Aggregate, Impute, Mean, Rule, Weights, aggregate_region, aggregate_world
from accord.calc.trend import Point
from accord.indicators.models import AggregationRule, Indicator, RegionalFigure, SeriesCode
from accord.indicators.progress import regions
from accord.indicators.progress.assessing import digest_of
from accord.indicators.progress.series import Series, series_of

REGION, WORLD = "region", "world"
IMPUTE: Mapping[str, Impute] = {"": "none", "none": "none", "region-mean": "regional_mean"}
type Points = Mapping[str, Sequence[Point]]


@dataclass(frozen=True)
class Population:
    """A named series of population as it is held: persons by country, and the digests of its releases."""

    name: str
    persons: Mapping[str, float]
    releases: tuple[str, ...]


@dataclass(frozen=True)
class Worked:
    """One row to keep: where it stands, and its fields."""

    indicator: int
    area: str
    rule: str
    sex: str
    fields: Mapping[str, Any]


def regional_figures(indicators: Sequence[Indicator]) -> list[Worked]:
    """Every region's figure by every rule of these indicators (about 10 queries, a scan a release for each age group asked)."""
    rules: dict[str, dict[int, dict[str, AggregationRule]]] = defaultdict(lambda: defaultdict(dict))
    for row in AggregationRule.objects.filter(indicator__in=indicators):
        rules[row.rule][row.indicator_id][row.scope] = row
    if not rules:
        return []
    known, places = {i.pk: i for i in indicators}, regions.members()
    populations = _populations({name for told in rules.values() for rows in told.values() for r in rows.values()
                                for name in (r.weights, r.stand_in) if name})  # fmt: skip
    found = []
    for told in rules.values():
        chosen = {pk: rows.get(REGION) or rows[WORLD] for pk, rows in told.items()}
        held = series_of([known[pk] for pk in told], {pk: row.age for pk, row in chosen.items()})
        for pk, rows in told.items():
            row = chosen[pk]
            members = places.all if row.mean == "weighted" else places.states  # where each counts once, each is a State
            for sex, group in _by_sex([s for s in held[pk] if s.counted]).items():
                found += _of_rule(row, rows, sex, group, members, populations)
    return found


def _populations(names: set[str]) -> dict[str, Population]:
    """A series is named by a code of an indicator that is loaded like any other; only accepted sources give weights."""
    coded = SeriesCode.objects.filter(code__in=names).select_related("indicator")
    indicators = {s.code: s.indicator for s in coded}
    held = series_of({i.pk: i for i in indicators.values()}.values())
    found = {}
    for name, indicator in indicators.items():
        told = [s for s in held[indicator.pk] if s.counted]
        digests = tuple(sorted({s.release.parquet_sha256 for s in told}))
        found[name] = Population(name, {s.area: s.points[-1].value for s in told}, digests)
    return {name: one for name, one in found.items() if one.persons}


def _by_sex(told: Sequence[Series]) -> dict[str, list[Series]]:
    """By sex; where no figure is of men, what names no sex is of the women whom the indicator counts."""
    sexes = {s.sex for s in told}
    if "M" not in sexes:
        return {"F" if "F" in sexes else "": list(told)} if told else {}
    found: dict[str, list[Series]] = defaultdict(list)
    for s in told:
        found["" if s.sex == "T" else s.sex].append(s)
    return dict(found)


def _of_rule(
    row: AggregationRule,
    rows: Mapping[str, AggregationRule],
    sex: str,
    group: Sequence[Series],
    members: Mapping[str, Sequence[str]],
    populations: Mapping[str, Population],
) -> list[Worked]:
    rule, least = rule_of(row), row.min_values or 1
    points = {s.area: s.points for s in group if len(s.points) >= least}
    digests = {s.area: s.release.parquet_sha256 for s in group}
    weights, releases = _weights(row, populations)
    why = _incomplete(row)
    found = []
    for region, countries in members.items():
        scope = WORLD if region == regions.WORLD else REGION
        if scope not in rows:
            continue
        parts = {r: list(members[r]) for r in regions.partition(members)} if scope == WORLD and parts_of(rows) else {}
        inside = {c for told in parts.values() for c in told} if parts else set(countries)
        asked = {
            "rule": {**asdict(rule), "scope": []}, "members": [] if parts else list(countries), "regions": parts,
            "figures": {c: [[p.year, p.value] for p in points[c]] for c in sorted(inside) if c in points},
            "weights": {**weights, "values": {c: w for c, w in weights["values"].items() if c in inside}}, "incomplete": why,
        }  # fmt: skip
        told = fields_of(asked)
        digests_used = sorted({digests[c] for c in asked["figures"]} | set(releases))
        found.append(Worked(row.indicator_id, region, row.rule, sex, {**told, "asked": asked, "releases": digests_used}))
    return found


def parts_of(rows: Mapping[str, AggregationRule]) -> bool:
    """Whether the world is the mean of its regions, not of its countries."""
    return rows[WORLD].over == "regions"


def rule_of(row: AggregationRule) -> Rule:
    """The record as the arithmetic takes it. Where too few values do not count, more than the share must have them."""
    least = (row.min_coverage or 0) / 100
    mean: Mean = "unweighted" if row.mean == "unweighted" else "weighted"
    return Rule(
        row.weights, nextafter(least, 1) if row.min_values else least, IMPUTE.get(row.impute, "none"),
        year_from=row.year_from, year_to=row.year_to, mean=mean,
    )  # fmt: skip


def _weights(row: AggregationRule, populations: Mapping[str, Population]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The series that the rule names, else the stand-in that it names, else none."""
    if row.mean == "unweighted":
        return {"name": "", "values": {}, "stand_in": False}, ()
    chosen = populations.get(row.weights) or populations.get(row.stand_in)
    if chosen is None:
        return {"name": row.weights, "values": {}, "stand_in": False}, ()
    return {"name": chosen.name, "values": dict(chosen.persons), "stand_in": chosen.name != row.weights}, chosen.releases


def _incomplete(row: AggregationRule) -> str:
    if row.impute not in IMPUTE:
        return "impute_untold"
    return "weights_untold" if row.mean == "weighted" and not row.weights else ""


def fields_of(asked: Mapping[str, Any]) -> dict[str, Any]:
    """A figure's fields from what it rests on: the same for the same, whenever it is asked."""
    found = _worked(asked)
    rule = found.rule
    inside = [point[0] for told in asked["figures"].values() for point in told if _is_within(point[0], rule)]
    used = len(found.used) or sum(any(_is_within(p[0], rule) for p in told) for told in asked["figures"].values())
    years = [s.year for s in found.used if s.year is not None] or inside
    told = {
        "value": found.value, "reason": found.reason, "coverage": found.coverage, "countries": found.countries, "used": used,
        "imputed": len(found.imputed), "weights": found.weights, "proxy": found.proxy, "first": min(years, default=None),
        "last": max(years, default=None),
    }  # fmt: skip
    if asked["incomplete"]:
        told |= {"value": None, "reason": asked["incomplete"], "imputed": 0, "coverage": None, "proxy": False}
    return told


def _worked(asked: Mapping[str, Any]) -> Aggregate:
    rule = Rule(**{**asked["rule"], "scope": tuple(asked["rule"]["scope"])})
    figures: Points = {c: [Point(year, value) for year, value in told] for c, told in asked["figures"].items()}
    weights = Weights(**asked["weights"])
    if asked["regions"]:
        return aggregate_world(rule, asked["regions"], figures, weights).total
    return aggregate_region(rule, asked["members"], figures, weights)


def _is_within(year: float, rule: Rule) -> bool:
    return (rule.year_from is None or year >= rule.year_from) and (rule.year_to is None or year <= rule.year_to)


def rerun(figure: RegionalFigure) -> bool:
    """Whether what is stored comes out again from the rule, members, figures and weights kept with it, and the digest holds."""
    told = {name: getattr(figure, name) for name in fields_of(figure.asked)}
    if digest_of({**told, "asked": figure.asked, "releases": figure.releases}) != figure.digest:
        return False
    return all(getattr(figure, name) == value for name, value in fields_of(figure.asked).items())
