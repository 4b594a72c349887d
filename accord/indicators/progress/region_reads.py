"""Values of the page of regions; with a day, as they stood then."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import Http404

from accord.indicators.models import AggregationRule, Indicator, RegionalFigure
from accord.indicators.progress import wording
from accord.indicators.progress.reads import standing
from accord.indicators.reads.figures import accepted, newest
from accord.people.models import Area, World


@dataclass(frozen=True)
class PublishedFigure:
    """What an accepted source itself publishes for the region."""

    source: str
    value: float
    period: str


@dataclass(frozen=True)
class RegionLine:
    """A region by one rule. `coverage` is a share of the population, or of the countries where each counts once."""

    area: dict[str, str]
    area_code: str
    sex: str
    value: float | None
    reason: str
    reason_words: str
    coverage: float | None
    used: int
    countries: int
    imputed: int
    first: float | None
    last: float | None
    published: list[PublishedFigure]
    releases: list[str]
    made_at: datetime
    digest: str


@dataclass(frozen=True)
class RuleShown:
    """A rule and what came of it. `proxy`: with weights that only stand in for those it asks for: no regional values.

    `min_coverage` is a share from 0 to 1; `asked_weights` what the rule names, `weights` what was used.
    """

    rule: str
    rule_words: str
    proxy: bool
    mean: str
    asked_weights: str
    weights: str
    min_coverage: float
    impute: str
    year_from: float | None
    year_to: float | None
    notes: list[str]
    source: str
    lines: list[RegionLine]


@dataclass(frozen=True)
class IndicatorRegions:
    code: str
    names: dict[str, str]
    unit: str
    unit_names: dict[str, str]
    rules: list[RuleShown] = field(default_factory=list)
    as_of: date | None = None
    world: str = World.REAL


def indicator_regions(code: str, as_of: date | None = None) -> IndicatorRegions:
    """7 queries at most. Raises 404 for an unknown code."""
    indicator = Indicator.objects.filter(code=code).select_related("unit_measure").first()
    if indicator is None:
        raise Http404
    rows = standing(RegionalFigure.objects.filter(indicator=indicator), as_of)
    groups: dict[tuple[str, bool], list[RegionalFigure]] = defaultdict(list)
    for row in rows.select_related("area").order_by("area__code", "sex"):
        groups[row.rule, row.proxy].append(row)
    told: dict[str, list[AggregationRule]] = defaultdict(list)
    for r in indicator.aggregation_rules.all() if groups else ():
        told[r.rule].append(r)
    published = _published(indicator) if groups and as_of is None else {}
    rules = [_rule(rule, proxy, group, told[rule], published) for (rule, proxy), group in groups.items()]
    units, places = indicator.unit_measure.names if indicator.unit_measure else {}, list(told)  # in the order of the table
    return IndicatorRegions(
        code, indicator.names, indicator.unit, units, sorted(rules, key=lambda r: (r.proxy, places.index(r.rule))), as_of
    )


type Published = dict[tuple[str, str], list[PublishedFigure]]


def _rule(
    rule: str, proxy: bool, group: Sequence[RegionalFigure], told: Sequence[AggregationRule], published: Published
) -> RuleShown:
    asked = group[0].asked["rule"]
    return RuleShown(
        rule, wording.rule(rule), proxy, asked["mean"], asked["weights"], group[0].weights, asked["min_coverage"],
        asked["impute"], asked["year_from"], asked["year_to"], list(dict.fromkeys(r.note for r in told if r.note)),
        told[0].source if told else "", [_line(row, published) for row in group],
    )  # fmt: skip


def _line(row: RegionalFigure, published: Published) -> RegionLine:
    return RegionLine(
        row.area.names, row.area.code, row.sex, row.value, row.reason, wording.region_reason(row.reason), row.coverage, row.used,
        row.countries, row.imputed, row.first, row.last, published.get((row.area.code, row.sex), []), row.releases, row.made_at,
        row.digest,
    )  # fmt: skip


def _published(indicator: Indicator) -> Published:
    """What accepted sources themselves give for regions (4 queries)."""
    allowed = accepted([indicator.code])[indicator.code]
    found: Published = defaultdict(list)
    for v in newest(indicator.latest.filter(area__kind=Area.Kind.REGION, release__world=World.REAL)):
        if v.source in allowed and v.value is not None:
            found[v.area_code, "" if v.sex == "T" else v.sex].append(PublishedFigure(v.source, float(v.value), v.period))
    return found
