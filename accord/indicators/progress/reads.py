"""Values of the pages of progress; with a day, as they stood then."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.http import Http404

from accord.indicators.models import Family, Indicator, ProgressRule, ProgressStatus, RegionalFigure
from accord.indicators.progress import assessing, wording
from accord.indicators.reads.figures import SEX_ORDER
from accord.indicators.reads.releases import state
from accord.people.models import Area, World


@dataclass(frozen=True)
class Said:
    """One method's word on one series: from `baseline` to `latest` (year, value). `ratios` are named as its text defines them."""

    method: str
    version: str
    status: str
    status_words: str
    rule: str
    reason: str
    reason_words: str
    ratios: dict[str, float]
    baseline: tuple[float, float] | None
    latest: tuple[float, float] | None


@dataclass(frozen=True)
class RateShown:
    """A share a year (0.064 is 6.4 per cent), or times for the factor; None with the reason."""

    value: float | None
    reason: str
    reason_words: str


@dataclass(frozen=True)
class StatusLine:
    """A series by every method. `inputs` and `question` are what the methods were asked; `digest` is of the whole record."""

    indicator: str
    indicator_names: dict[str, str]
    area: dict[str, str]
    area_code: str
    area_url: str
    sex: str
    age: str
    source: str
    language: str
    release: int
    release_sha256: str
    counted: bool
    first: float
    last: float
    points: list[tuple[float, float]]
    methods: list[Said]
    disagree: bool
    observed: RateShown | None
    required: RateShown | None
    acceleration: RateShown | None
    inputs: dict[str, Any]
    question: dict[str, Any] | None
    made_at: datetime
    digest: str

    @property
    def is_assessed(self) -> bool:
        return any(m.status != "not_assessable" for m in self.methods)

    @property
    def why_not(self) -> str:
        """The first method's reason."""
        return self.methods[0].reason


@dataclass(frozen=True)
class Counts:
    """Of one sex: method -> status -> countries; `assessed` by method, of `of` countries in all."""

    sex: str
    by_method: dict[str, dict[str, int]]
    assessed: dict[str, int]
    of: int


@dataclass(frozen=True)
class IndicatorProgress:
    """`silent`: why no status is given. `lines` are in no order of merit; `counts` are of those that count alone."""

    code: str
    names: dict[str, str]
    unit: str
    unit_names: dict[str, str]
    direction: str
    target: float | None
    target_year: float | None
    floor: float | None
    silent: list[str]
    silent_source: str
    lines: list[StatusLine]
    counts: list[Counts]
    with_figures: int
    of: int
    as_of: date | None = None
    world: str = World.REAL


@dataclass(frozen=True)
class FamilyProgress:
    code: str
    names: dict[str, str]
    lines: list[StatusLine]


@dataclass(frozen=True)
class CountryHead:
    iso3: str
    names: dict[str, str]
    as_of: date | None
    world: str


@dataclass(frozen=True)
class CountryProgress:
    iso3: str
    names: dict[str, str]
    families: list[FamilyProgress]
    as_of: date | None = None
    world: str = World.REAL


def token() -> str:
    """Changes with each publication, loading of facts and working out (3 queries)."""
    newest = [model._default_manager.aggregate(n=Max("pk"))["n"] for model in (ProgressStatus, RegionalFigure)]
    return f"{state()}.{newest[0]}.{newest[1]}"


def standing[M: (ProgressStatus, RegionalFigure)](rows: "QuerySet[M]", as_of: date | None) -> "QuerySet[M]":
    """Rows that hold now, or held at the end of a day, UTC."""
    if as_of is None:
        return rows.filter(current=True)
    end = datetime.combine(as_of + timedelta(days=1), time(), UTC)
    return rows.filter(made_at__lt=end).filter(Q(until=None) | Q(until__gte=end))


def indicator_progress(code: str, as_of: date | None = None) -> IndicatorProgress:
    """6 queries. Raises 404 for an unknown code."""
    indicator = Indicator.objects.filter(code=code).select_related("unit_measure").prefetch_related("targets").first()
    if indicator is None:
        raise Http404
    rules = list(ProgressRule.objects.filter(Q(indicator=indicator) | Q(indicator=None)))
    wanted = assessing.wanted_of(indicator, list(indicator.targets.all()), rules)
    lines = _lines(standing(ProgressStatus.objects.filter(indicator=indicator), as_of))
    of = Area.objects.countries().in_world(World.REAL).count()
    silent = [r for r in rules if r.rule == assessing.NO_STATUS]
    units = indicator.unit_measure.names if indicator.unit_measure else {}
    return IndicatorProgress(
        code, indicator.names, indicator.unit, units, indicator.direction,
        wanted.target.value if wanted.target else None, wanted.target.year if wanted.target else None, wanted.floor,
        [r.words for r in silent], silent[0].source if silent else "", lines, _counts(lines, of),
        len({line.area_code for line in lines}), of, as_of,
    )  # fmt: skip


def country_head(iso3: str, as_of: date | None = None) -> CountryHead:
    """1 query."""
    area = _country(iso3)
    return CountryHead(iso3.upper(), area.names, as_of, area.world)


def _country(iso3: str) -> Area:
    area = Area.objects.countries().filter(iso3=iso3.upper()).first()
    if area is None:
        raise Http404
    return area


def country_progress(iso3: str, as_of: date | None = None) -> CountryProgress:
    """4 queries. Raises 404 for what is no country."""
    area = _country(iso3)
    lines: dict[str, list[StatusLine]] = defaultdict(list)
    families = dict(Indicator.objects.values_list("code", "family__code"))
    for line in _lines(standing(ProgressStatus.objects.filter(area=area), as_of)):
        lines[families[line.indicator] or ""].append(line)
    told = [FamilyProgress(f.code, f.names, lines[f.code]) for f in Family.objects.all() if lines[f.code]]
    return CountryProgress(iso3.upper(), area.names, told, as_of, area.world)


def _lines(rows: "QuerySet[ProgressStatus]") -> list[StatusLine]:
    """By indicator and area; what counts before what stands beside it (1 query)."""
    found = [
        ((row.indicator.position, row.area.code, not row.counted, row.release.source, SEX_ORDER.get(row.sex, 9)), _line(row))
        for row in rows.select_related("indicator", "area", "release")
    ]
    return [line for _key, line in sorted(found, key=lambda one: one[0])]


def _line(row: ProgressStatus) -> StatusLine:
    told = [_said(method, row.methods[method]) for method in wording.ORDER if method in row.methods]
    rates = {name: _rate(row.reduction, name) for name in ("observed", "required", "acceleration")}
    return StatusLine(
        row.indicator.code, row.indicator.names, row.area.names, row.area.code, row.area.url, row.sex, row.age,
        row.release.source, row.release.language, row.release_id, row.release.sha256, row.counted, row.first, row.last,
        [(year, value) for year, value in row.inputs["points"]], told, row.disagree, rates["observed"], rates["required"],
        rates["acceleration"], row.inputs, row.question, row.made_at, row.digest,
    )  # fmt: skip


def _said(method: str, told: Mapping[str, Any]) -> Said:
    return Said(
        method, told["version"], told["status"], wording.status(told["status"]), told["rule"], told["reason"],
        wording.reason(told["reason"]), dict(told["ratios"]), _pair(told["used"]["baseline"]), _pair(told["used"]["latest"]),
    )  # fmt: skip


def _pair(point: Mapping[str, float] | None) -> tuple[float, float] | None:
    return None if point is None else (point["year"], point["value"])


def _rate(reduction: Mapping[str, Any] | None, name: str) -> RateShown | None:
    if reduction is None:
        return None
    return RateShown(reduction[name]["value"], reduction[name]["reason"], wording.rate_reason(reduction[name]["reason"]))


def _counts(lines: Sequence[StatusLine], of: int) -> list[Counts]:
    """By sex, from the series that count. A country without a figure is in none of the numbers but `of`."""
    groups: dict[str, list[StatusLine]] = defaultdict(list)
    for line in lines:
        if line.counted:
            groups["" if line.sex == "T" else line.sex].append(line)
    found = []
    for sex, group in sorted(groups.items(), key=lambda one: SEX_ORDER.get(one[0], 9)):
        told = {m: Counter(_status(line, m) for line in group) for m in wording.ORDER}
        assessed = {m: sum(n for status, n in c.items() if status != "not_assessable") for m, c in told.items()}
        found.append(Counts(sex, {m: dict(c) for m, c in told.items()}, assessed, of))
    return found


def _status(line: StatusLine, method: str) -> str:
    return next((said.status for said in line.methods if said.method == method), "not_assessable")
