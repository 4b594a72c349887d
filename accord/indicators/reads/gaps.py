"""Who lacks what, of the releases loaded here: no figure, an old one, missing breakdowns, a long way to publication.

"No value here" is not "the country has no data": the pages say so, and name the releases that were looked through.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Max, QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.calc.gaps import Gap, Measure, find_gap
from accord.indicators import words
from accord.indicators.frames import reading
from accord.indicators.models import Breakdown, Family, Holding, Indicator, Latest, Origin, Release
from accord.indicators.reads.held import Held, Place, holding, holdings_of
from accord.kit import clock
from accord.kit.texts import Text, pick
from accord.people.models import Area, World

YEARS, MONTHS = 5, 24  # older is old; longer is slow
SPAN = 2  # years that a survey may go on; a longer span is a source's way not to tell the year
ASKED = ("sex", "age", "disability")  # breakdowns that are asked for; of others the page says who has them
NATIONAL = re.compile(r"[A-Z]{3}-\d")  # codes of indicators that one country's office has by its own definition


@dataclass(frozen=True)
class GapLine:
    """One country and indicator. `months` from the end of the period to publication; None: not told, `months_why` says why."""

    area: dict[str, str]
    area_code: str
    area_url: str
    indicator: str
    indicator_names: dict[str, str]
    newest: int | None
    period: str
    source: str
    release: int | None
    age: int | None
    lacks: list[str]
    missing: list[str]
    missing_words: list[str]
    months: int | None
    months_why: str
    ask: str


@dataclass(frozen=True)
class GapSource:
    release: int
    name: str
    role_words: str
    dated: str
    url: str
    language: str = "en"

    @property
    def title(self) -> Text:
        return Text(self.name, self.language)


@dataclass(frozen=True)
class BreakdownGap:
    """How many of the countries with a figure have it by this breakdown, too."""

    code: str
    names: dict[str, str]
    there: int
    of: int

    @property
    def lacking(self) -> int:
        return self.of - self.there


@dataclass(frozen=True)
class Counts:
    recent: int
    old: int
    none: int

    @property
    def of(self) -> int:
        return self.recent + self.old + self.none


@dataclass(frozen=True)
class IndicatorGaps:
    """Lines are of countries with a figure here; `without` are the others."""

    code: str
    names: dict[str, str]
    custodian: str
    counts: Counts
    years: int
    breakdowns: list[BreakdownGap]
    lines: list[GapLine]
    without: list[GapLine]
    months_known: int
    months_median: float | None
    sources: list[GapSource]
    world: str = "real"


@dataclass(frozen=True)
class FamilyGaps:
    code: str
    names: dict[str, str]
    lines: list[GapLine]


@dataclass(frozen=True)
class CountryGaps:
    iso3: str
    names: dict[str, str]
    counts: Counts
    years: int
    families: list[FamilyGaps]
    sources: list[GapSource]
    world: str = "real"


@dataclass(frozen=True)
class OverviewRow:
    code: str
    names: dict[str, str]
    url: str
    counts: Counts


@dataclass(frozen=True)
class OverviewFamily:
    code: str
    names: dict[str, str]
    rows: list[OverviewRow]


@dataclass(frozen=True)
class GapsOverview:
    of: int
    years: int
    families: list[OverviewFamily]
    sources: list[GapSource]
    world: str = field(default="real")


def this_year() -> int:
    return clock.today().year


def measure_of(indicator: Indicator) -> Measure:
    """What is expected of each country's figure: recent, and by sex, age and disability where the indicator's row says so."""
    return Measure(tuple(b for b in ASKED if b in indicator.expected_breakdowns), YEARS, MONTHS)


def is_common(code: str) -> bool:
    """Whether every country may have a figure of it."""
    return NATIONAL.match(code) is None


def gap_head(code: str) -> Indicator:
    """1 query. One country's own indicator has no such page."""
    found = Indicator.objects.filter(code=code).first()
    if found is None or not is_common(code):
        raise Http404
    return found


def country_head(iso3: str) -> Area:
    """1 query. In the demonstration there are no figures that lack."""
    found = Area.objects.countries().in_world(World.REAL).filter(iso3=iso3.upper()).first()
    if found is None:
        raise Http404
    return found


def indicator_gaps(code: str) -> IndicatorGaps:
    """Every State, by name (5 queries, and each release's index once)."""
    indicator, year = gap_head(code), this_year()
    releases = _releases(Holding.objects.filter(current=True, indicator=indicator))
    known = list(Breakdown.objects.all())
    held = holdings_of(((r, reading.series(r.parquet, indicators=[indicator.sdmx])) for r in releases), known, year)
    areas = list(Area.objects.countries().in_world(World.REAL))
    measure, names = measure_of(indicator), {b.code: b.names for b in known}
    found = [_line(a, indicator, held.get((indicator.sdmx, a.code)), measure, names, year) for a in areas]
    lines = [line for line in found if line.newest is not None]
    months = [line.months for line in lines if line.months is not None]
    return IndicatorGaps(
        indicator.code, indicator.names, indicator.custodian, _counts(found), YEARS,
        _breakdown_gaps(indicator, areas, held, known, year), lines, [line for line in found if line.newest is None],
        len(months), median(months) if months else None, _sources(releases),
    )  # fmt: skip


def country_gaps(iso3: str) -> CountryGaps:
    """Every common indicator, by family (6 queries, and each release's index once)."""
    area, year = country_head(iso3), this_year()
    releases = _releases(Holding.objects.filter(current=True))
    told = [(r, reading.series(r.parquet, areas=[area.code])) for r in releases]
    known = list(Breakdown.objects.all())
    held, names = holdings_of(told, known, year), {b.code: b.names for b in known}
    families: dict[str, list[GapLine]] = defaultdict(list)
    for i in Indicator.objects.select_related("family"):
        if is_common(i.code):
            line = _line(area, i, held.get((i.sdmx, area.code)), measure_of(i), names, year)
            families[i.family.code if i.family else ""].append(line)
    shown = [FamilyGaps(code, names_of, families[code]) for code, names_of in _families() if families[code]]
    return CountryGaps(
        area.iso3 or "", area.names, _counts(line for family in shown for line in family.lines), YEARS, shown,
        _sources([r for r, series in told if series]),
    )  # fmt: skip


def gaps_overview() -> GapsOverview:
    """How many States have a recent figure, an old one, none, by indicator (5 queries)."""
    year = this_year()
    of = Area.objects.countries().in_world(World.REAL).count()
    years = _newest_years(year)
    families: dict[str, list[OverviewRow]] = defaultdict(list)
    for i in Indicator.objects.select_related("family"):
        if is_common(i.code):
            held = years.get(i.pk, {}).values()
            recent = sum(year - newest <= YEARS for newest in held)
            counts = Counts(recent, len(held) - recent, of - len(held))
            families[i.family.code if i.family else ""].append(OverviewRow(i.code, i.names, f"indicators/{i.code}/gaps/", counts))
    shown = [OverviewFamily(code, names_of, families[code]) for code, names_of in _families() if families[code]]
    return GapsOverview(of, YEARS, shown, _sources(_releases(Holding.objects.filter(current=True))))


def _families() -> list[tuple[str, dict[str, str]]]:
    return [*Family.objects.values_list("code", "names"), ("", {})]


def _newest_years(year: int) -> dict[int, dict[int, int]]:
    """Indicator -> State -> newest year with a figure. Where a newest row has none, the series before it are looked through."""
    rows = Latest.objects.filter(area__kind__in=Area.COUNTRY_KINDS, area__world=World.REAL)
    told = rows.filter(value__isnull=False).values_list("indicator_id", "area_id").annotate(newest=Max("start"))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for indicator, area, newest in told:
        found[indicator][area] = min(newest, year)
    empty = rows.filter(value__isnull=True).select_related("indicator", "area", "release")
    for row in empty:
        for s in reading.series(row.release.parquet, areas=[row.area.code], indicators=[row.indicator.sdmx]):
            starts = [p.start for p in s.points if p.value is not None and p.end <= year]
            if starts and max(starts) > found[row.indicator_id].get(row.area_id, 0):
                found[row.indicator_id][row.area_id] = max(starts)
    return found


def _releases(held: "QuerySet[Holding]") -> list[Release]:
    found = Release.objects.filter(pk__in=held.values("release")).select_related("origin")
    return sorted(found, key=lambda r: (not r.origin or r.origin.role != Origin.Role.CUSTODIAN, r.source))


def _sources(releases: Sequence[Release]) -> list[GapSource]:
    return [
        GapSource(r.pk, r.source, str(Origin.Role(r.origin.role if r.origin else "other").label), r.dated,
                  f"releases/{r.pk}/", r.language)
        for r in releases
    ]  # fmt: skip


def _counts(lines: Iterable[GapLine]) -> Counts:
    told = list(lines)
    none = sum(line.newest is None for line in told)
    old = sum("old" in line.lacks for line in told)
    return Counts(len(told) - none - old, old, none)


def _breakdown_gaps(
    indicator: Indicator, areas: Sequence[Area], held: Mapping[Place, Held], known: Sequence[Breakdown], year: int
) -> list[BreakdownGap]:
    there = [holding(a.code, held[indicator.sdmx, a.code], year - YEARS) for a in areas if (indicator.sdmx, a.code) in held]
    return [
        BreakdownGap(b.code, b.names, sum(b.code in h.breakdowns for h in there), len(there))
        for b in known
        if b.code in indicator.expected_breakdowns
    ]


def _line(
    area: Area, indicator: Indicator, held: Held | None, measure: Measure, names: Mapping[str, dict[str, str]], year: int
) -> GapLine:
    told = holding(area.code, held, year - measure.years)
    gap = find_gap(told, measure, year)
    release = held.release if held else None
    why, period = _why(release, gap), words.period(held.year, held.end) if held else ""
    lacks: list[str] = [lack for lack in gap.lacks if lack != "undated" or why == "undated"]
    missing = [] if told.year is None else list(gap.missing)
    lacking = [pick(names[code]).text for code in missing if code in names]
    return GapLine(
        area.names, area.code, area.url, indicator.code, indicator.names, told.year, period,
        release.source if release else "", release.pk if release else None, gap.age, lacks, missing, lacking, gap.months,
        why, asked(gap, held, lacking, why),
    )  # fmt: skip


def listed(names: Sequence[str]) -> str:
    """Names after one another, with the comma of the reader's language."""
    return {"ar": "، ", "zh": "、"}.get(translation.get_language() or "en", ", ").join(names)


def _why(release: Release | None, gap: Gap) -> str:
    """Why no months are told: the source is a collection, or the release bears no day."""
    if release is None or gap.months is not None:
        return ""
    national = release.origin is not None and release.origin.role == Origin.Role.NATIONAL
    return "undated" if national else "collection"


def asked(gap: Gap, held: Held | None, missing: Sequence[str], why: str) -> str:
    """What to ask for, in sentences of the reader's language. Empty where nothing lacks."""
    if held is None or gap.age is None:
        return _("Ask the national statistical office whether it holds a figure.")
    said = []
    told = {"period": words.period(held.year, held.end), "breakdowns": listed(missing)}
    asks = {code for code, _what in gap.asks}
    if "new_figure" in asks and missing:
        said.append(_("Ask the national statistical office for a figure newer than %(period)s, by: %(breakdowns)s.") % told)
    elif "new_figure" in asks:
        said.append(_("Ask the national statistical office for a figure newer than %(period)s.") % told)
    elif missing:
        said.append(_("Ask the national statistical office for the figure of %(period)s by: %(breakdowns)s.") % told)
    if "quicker_publication" in asks and "new_figure" not in asks and gap.months is not None:
        passed = ngettext("Ask what would bring it out sooner: %(n)s month passed.",
                         "Ask what would bring it out sooner: %(n)s months passed.", gap.months)  # fmt: skip
        said.append(passed % {"n": gap.months})
    if held.end - held.year > SPAN:
        said.append(_("Ask which year it is of: the source tells a span of years."))
    if why == "undated":
        said.append(_("Ask when it was published: the release bears no month."))
    return " ".join(said)
