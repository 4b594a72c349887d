"""Figures as pages show them: the newest of each series, from the database for today and from an index for a day gone by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import QuerySet

from accord.indicators import words
from accord.indicators.frames import reading
from accord.indicators.frames.reading import shown
from accord.indicators.models import AcceptedSource, Holding, Indicator, Latest, Release
from accord.people.models import Area

SEX_ORDER = {"": 0, "T": 0, "F": 1, "M": 2}
COLUMNS = (
    "area_id", "indicator_id", "value", "start", "end",
    "sex", "age", "breakdown", "nature", "flags", "unit", "lower", "upper", "footnote", "release__source", "release_id",
)  # fmt: skip

type Trend = list[tuple[int, Decimal]]


class Told(Protocol):
    """What every figure says beside its number."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def lower(self) -> float | None: ...
    @property
    def upper(self) -> float | None: ...
    @property
    def nature(self) -> str: ...
    @property
    def flags(self) -> str: ...
    @property
    def footnote(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of one series. Codes are the source's own; words for them are `accord.indicators.words`'s."""

    area: dict[str, str]
    area_code: str
    area_url: str
    area_kind: str
    indicator: str
    indicator_names: dict[str, str]
    value: Decimal | None
    period: str
    start: int
    end: int
    sex: str
    age: str
    breakdown: str
    nature: str
    flags: str
    unit: str
    lower: float | None
    upper: float | None
    footnote: str
    source: str
    release: int
    trend: Trend = field(default_factory=list)

    @property
    def series(self) -> tuple[str, ...]:
        return self.indicator.replace(".", "_"), self.area_code, self.sex, self.age, self.breakdown


def newest(rows: "QuerySet[Latest]", places: Sequence[Area] = (), told: Mapping[int, Sequence[Any]] | None = None) -> list[Value]:
    """What the database holds (1 query, and one each for areas and indicators, read once an area, not once a row).

    `places` and `told` (code and names by indicator) are those that the caller has at hand: all that the rows speak of.
    """
    found = list(rows.values_list(*COLUMNS))
    areas = {a.pk: (a.names, a.code, a.url, a.kind) for a in places or _places({row[0] for row in found})}
    known = Indicator.objects.filter(pk__in={row[1] for row in found}).values_list("pk", "code", "names") if told is None else ()
    indicators = told if told is not None else {pk: named for pk, *named in known}
    return [_of_row(row, areas[row[0]], indicators[row[1]]) for row in found]


def _places(pks: set[int]) -> "QuerySet[Area]":
    """Only what is shown of them: there may be two hundred."""
    return Area.objects.filter(pk__in=pks).only("names", "code", "iso3", "kind")


def _of_row(row: tuple[Any, ...], area: tuple[Any, ...], indicator: Sequence[Any]) -> Value:
    _area, _indicator, value, start, end, *rest = row
    amount = None if value is None else plain(value)
    return Value(*(*area, *indicator, amount, words.period(start, end), start, end, *rest))


def newest_of(release: Release, indicator: Indicator) -> list[Value]:
    """The same of any release, from its index (1 query for the areas): what `newest` gave while the release was current."""
    rows = reading.newest_indexed(release.parquet, indicator.sdmx)
    areas = Area.objects.in_bulk([row["REF_AREA"] for row in rows], field_name="code")
    return [_of_figure(row, areas[row["REF_AREA"]], indicator, release) for row in rows if row["REF_AREA"] in areas]


def _of_figure(row: dict[str, Any], area: Area, indicator: Indicator, release: Release) -> Value:
    start, end = int(row["TIME_START"][:4]), int(row["TIME_END"][:4])
    value = None if row["VALUE"] is None else plain(Decimal(str(round(float(row["VALUE"]), 6))))
    return Value(
        area.names, area.code, area.url, area.kind, indicator.code, indicator.names, value, words.period(start, end), start, end,
        shown(row["SEX"], "T"), shown(row["AGE"]), shown(row["COMPOSITE_BREAKDOWN"]), row["NATURE"], row["OBS_STATUS"][:40],
        row["UNIT_MEASURE"], bound(row["LOWER_BOUND"]), bound(row["UPPER_BOUND"]),
        row["COMMENT_OBS"] or ("" if value is not None else row["OBS_VALUE"]), release.source, release.pk,
    )  # fmt: skip


def bound(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def area_values(code: str, indicators: Sequence[str], told: Mapping[int, Sequence[Any]] | None = None) -> list[Value]:
    """Newest values of a region, one a series, from sources that are accepted for global figures (4 queries).

    `told` as `newest` takes it."""
    allowed = accepted(indicators)
    found: dict[tuple[str, str], Value] = {}
    for value in newest(Latest.objects.filter(area__code=code, indicator__code__in=indicators), told=told):
        key = (value.indicator, value.sex)
        if value.source in allowed[value.indicator] and (key not in found or value.end > found[key].end):
            found[key] = value
    return list(found.values())


def accepted(indicators: Sequence[str] = ()) -> dict[str, set[str]]:
    """Names of the sources that may stand in a global figure, by indicator (1 query)."""
    rows = AcceptedSource.objects.filter(accepted_for_global=True)
    if indicators:
        rows = rows.filter(indicator__code__in=indicators)
    found: dict[str, set[str]] = defaultdict(set)
    for code, name in rows.values_list("indicator__code", "name"):
        found[code].add(name)
    return found


def indicators_for(area: Area) -> "QuerySet[Indicator]":
    """All but those that another country's office alone publishes: nobody else can ever have a figure of them."""
    of_others = Indicator.objects.exclude(accepted_sources__area=area).filter(accepted_sources__area__isnull=False)
    return Indicator.objects.exclude(pk__in=of_others.exclude(accepted_sources__area__isnull=True).values("pk"))


def current_figures(indicators: Sequence[str], year: int, *, accepted_only: bool = False) -> list[tuple[Release, reading.Series]]:
    """All series of some indicators, as they stood by the end of a year, from the releases that are current for them.

    `accepted_only` leaves out what neither the custodian nor a rule lets into a global figure.
    """
    allowed = accepted(indicators) if accepted_only else {}
    held: dict[Release, list[str]] = defaultdict(list)
    for h in Holding.objects.filter(current=True, indicator__code__in=indicators).select_related("release", "indicator"):
        if not accepted_only or h.release.source in allowed[h.indicator.code]:
            held[h.release].append(h.indicator.sdmx)
    ordered = sorted(held.items(), key=lambda item: item[0].pk)
    return [(release, s) for release, codes in ordered for s in reading.up_to(release.parquet, codes, year)]


def trends(name: str, *, areas: Sequence[str] = (), indicators: Sequence[str] = ()) -> dict[tuple[str, ...], Trend]:
    """Years and values of each series of a release's file, by `Value.series`."""
    found = reading.series(name, areas=areas, indicators=indicators)
    return {
        (s.indicator, s.area, shown(s.sex, "T"), shown(s.age), shown(s.breakdown)): [
            (p.end, plain(Decimal(p.text))) for p in s.points if p.value is not None
        ]
        for s in found
    }


def in_order(values: Iterable[Value]) -> list[Value]:
    return sorted(values, key=lambda v: (v.area.get("en", ""), SEX_ORDER.get(v.sex, 9), v.age, v.end))


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 10, not 10.000000 or 1E+1."""
    whole = value.is_finite() and value.adjusted() < 28 and value == value.to_integral()  # 28: what quantize can do
    return value.quantize(Decimal(1)) if whole else value.normalize()
