"""What is held of one country, by family of the broader context."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from string import ascii_uppercase

from django.core.cache import caches
from django.db.models import Count

from accord.indicators.models import Family, Indicator, Latest, Origin, Release, UnitMeasure
from accord.indicators.reads.figures import SEX_ORDER, Trend, Value, accepted, newest, trends
from accord.indicators.reads.indicator import legend
from accord.indicators.reads.releases import state
from accord.kit.texts import Text
from accord.people.models import Area

SHOWN_WITHOUT_CORE = 1  # of a family whose core indicators have no figure, or that has none


@dataclass(frozen=True)
class CountrySource:
    """A release that speaks of the country, under a letter that stands beside its figures."""

    letter: str
    release: int
    name: str
    role: str
    role_words: str
    licence: str
    dated: str
    url: str
    language: str = "en"

    @property
    def title(self) -> Text:
        """The source's name, in the language that it was given in."""
        return Text(self.name, self.language)


@dataclass(frozen=True)
class Series:
    sex: str
    age: str
    points: Trend


@dataclass(frozen=True)
class Panel:
    """One indicator by one source: what a small chart shows. `countries` of `of` have a figure from that source."""

    indicator: str
    names: dict[str, str]
    population: str
    sdg: str
    unit: str
    unit_names: dict[str, str]
    source: str  # letter
    source_name: Text
    countries: int
    of: int
    series: list[Series]
    target: float | None
    target_year: int | None


@dataclass(frozen=True)
class FamilyShown:
    """`missing` are the core indicators of the family without a figure of this country."""

    code: str
    names: dict[str, str]
    panels: list[Panel]
    missing: list[tuple[str, dict[str, str]]]


@dataclass(frozen=True)
class CountryFigures:
    families: list[FamilyShown]
    values: list[Value]
    units: dict[str, str]  # indicator -> its unit, where a source names none
    sources: list[CountrySource]
    flags: dict[str, str]
    natures: dict[str, str]
    unit_names: dict[str, dict[str, str]] = field(default_factory=dict, metadata={"html_only": True})

    @property
    def letters(self) -> dict[int, str]:
        return {s.release: s.letter for s in self.sources}


@dataclass(frozen=True)
class Known:
    """What every country's page needs of an indicator. `countries` counts those with a figure, by release."""

    pk: int
    code: str
    names: dict[str, str]
    population: str
    sdg: str
    unit: str
    unit_names: dict[str, str]
    family: str
    core: bool
    position: int
    target: float | None
    target_year: int | None
    accepted: frozenset[str]
    countries: dict[int, int]


@dataclass(frozen=True)
class Catalogue:
    indicators: dict[str, Known]
    families: dict[str, dict[str, str]]
    of: int
    units: dict[str, dict[str, str]]  # names by every way in which a source writes a unit


def catalogue(token: str = "") -> Catalogue:
    """All indicators with their families (8 queries, kept until the next publication or loading of facts).

    `token` is `state()` where the caller has just asked for it.
    """
    key = f"catalogue:{token or state()}"
    found: Catalogue | None = caches["pages"].get(key)
    if found is None:
        found = _catalogue()
        caches["pages"].set(key, found, 86_400)
    return found


def _catalogue() -> Catalogue:
    rows = Indicator.objects.select_related("family", "unit_measure").prefetch_related("targets")
    allowed, counts = accepted(), coverage()
    families = {f.code: f.names for f in Family.objects.all()}
    indicators = {}
    for i in rows:
        target = next(iter(i.targets.all()), None)
        indicators[i.code] = Known(
            i.pk, i.code, i.names, i.population, i.sdg, i.unit, i.unit_measure.names if i.unit_measure else {},
            i.family.code if i.family else "", i.core, i.position, target.value if target else None,
            target.year if target else None, frozenset(allowed[i.code]), counts.get(i.pk, {}),
        )  # fmt: skip
    return Catalogue(indicators, families, Area.objects.countries().in_world("real").count(), unit_names())


def unit_names() -> dict[str, dict[str, str]]:
    """Names of units by every way in which a source writes one (1 query)."""
    return {alias: names for names, aliases in UnitMeasure.objects.values_list("names", "aliases") for alias in aliases}


def country_figures(area: Area, token: str = "") -> CountryFigures:
    """Newest value of each series with its trend, and a panel for each core indicator (3 queries, one to each index)."""
    known = catalogue(token)
    places = {code: n for n, code in enumerate(known.families)}

    def order(v: Value) -> tuple[int, int, str, int]:
        one = known.indicators[v.indicator]
        return places.get(one.family, 99), one.position, v.source, SEX_ORDER.get(v.sex, 9)

    names = {one.pk: (one.code, one.names) for one in known.indicators.values()}
    found = newest(Latest.objects.filter(area=area).order_by("indicator__position", "release__source"), [area], names)
    releases = Release.objects.select_related("origin").in_bulk({v.release for v in found})
    values = sorted(_with_trends(found, area, {pk: r.parquet for pk, r in releases.items()}), key=order)
    sources = _sources(list(releases.values()))
    flags, natures = legend(values)
    units = {v.indicator: known.indicators[v.indicator].unit for v in values}
    return CountryFigures(_families(known, values, sources), values, units, sources, flags, natures, known.units)


def country_values(area: Area) -> list[Value]:
    """Newest value of each series of an area, with its trend (2 queries, and one to the index of each release)."""
    found = newest(Latest.objects.filter(area=area).order_by("indicator__position", "release__source"), [area])
    files = dict(Release.objects.filter(pk__in={v.release for v in found}).values_list("pk", "parquet"))
    return _with_trends(found, area, files)


def _with_trends(found: Sequence[Value], area: Area, files: Mapping[int, str]) -> list[Value]:
    told = {pk: trends(name, areas=[area.code]) for pk, name in files.items()}
    return sorted(
        (replace(v, trend=told[v.release].get(v.series, [])) for v in found),
        key=lambda v: (v.indicator, v.source, SEX_ORDER.get(v.sex, 9)),
    )


def _sources(releases: Sequence[Release]) -> list[CountrySource]:
    """Custodians first; letters in that order."""
    ordered = sorted(releases, key=lambda r: (not r.origin or r.origin.role != Origin.Role.CUSTODIAN, r.source))
    found = []
    for number, r in enumerate(ordered):
        role = Origin.Role(r.origin.role) if r.origin else Origin.Role.OTHER
        letter = ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)
        found.append(CountrySource(letter, r.pk, r.source, role.value, str(role.label), r.licence, r.dated, r.url, r.language))
    return found


def _families(known: Catalogue, values: Sequence[Value], sources: Sequence[CountrySource]) -> list[FamilyShown]:
    """Each family with its core indicators; one that has none, or no figure of one, shows another that has a figure."""
    held: dict[str, dict[int, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for v in values:
        if v.value is not None or v.trend:  # a newest year without a value takes no older figure away
            held[v.indicator][v.release].append(v)
    shown: dict[str, list[Panel]] = {code: [] for code in known.families}
    by_release = {s.release: s for s in sources}
    for core in (True, False):
        for i in known.indicators.values():
            if i.family and i.core == core and i.code in held and (core or len(shown[i.family]) < SHOWN_WITHOUT_CORE):
                for pk in _chosen(held[i.code], sources, i.accepted):
                    shown[i.family].append(_panel(i, held[i.code][pk], by_release[pk], i.countries.get(pk, 0), known.of))
    missing: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    for i in known.indicators.values():
        if i.core and i.code not in held:
            missing[i.family].append((i.code, i.names))
    return [FamilyShown(code, names, shown[code], missing[code]) for code, names in known.families.items()]


def _chosen(held: dict[int, list[Value]], sources: Sequence[CountrySource], allowed: Set[str]) -> list[int]:
    """One accepted source (the newest, then the longest past), and beside it every one that is not a custodian.

    A figure of a span of years is as old as the span's first year: it may be of any of them.
    """

    def worth(source: CountrySource) -> tuple[bool, int, int]:
        values = held[source.release]
        return source.name in allowed, max(v.start for v in values), max(len(v.trend) for v in values)

    there = [s for s in sources if s.release in held]
    custodians = [s for s in there if s.role == Origin.Role.CUSTODIAN]
    best = [max(custodians, key=worth).release] if custodians else []
    return best + [s.release for s in there if s.role != Origin.Role.CUSTODIAN]


def _panel(known: Known, values: Sequence[Value], source: CountrySource, countries: int, of: int) -> Panel:
    return Panel(
        known.code, known.names, known.population, known.sdg, known.unit, known.unit_names, source.letter, source.title,
        countries, of,
        [Series(v.sex, v.age, v.trend or ([(v.end, v.value)] if v.value is not None else [])) for v in values],
        known.target, known.target_year,
    )  # fmt: skip


def coverage(indicators: Sequence[int] = ()) -> dict[int, dict[int, int]]:
    """Indicator -> release -> how many States have a figure in it (1 query)."""
    rows = Latest.objects.filter(area__kind__in=(Area.Kind.MEMBER, Area.Kind.OBSERVER), value__isnull=False)
    if indicators:
        rows = rows.filter(indicator__in=indicators)
    told = rows.values_list("indicator_id", "release_id").annotate(n=Count("area_id", distinct=True))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for indicator, release, n in told:
        found[indicator][release] = n
    return found
