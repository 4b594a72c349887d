"""Pages of the directory."""

from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accord.calc.normalise import fold, words
from accord.directory.models import Conference, Prohibition, Signature, TreatyStatus
from accord.directory.reads.bodies import Choice
from accord.directory.reads.conferences import PledgeOfCountry, pledges_of
from accord.people.models import Area, AreaSet, Capacity, World
from accord.record.cached import blocks


@dataclass(frozen=True)
class CountryLine:
    iso3: str
    names: dict[str, str]
    kind: str
    url: str


@dataclass(frozen=True)
class CountryGroup:
    names: dict[str, str]
    countries: list[CountryLine]


@dataclass(frozen=True)
class ConferenceLine:
    names: dict[str, str]
    url: str


@dataclass(frozen=True)
class DirectoryPage:
    groups: list[CountryGroup]
    count: int
    world: str = "real"
    demo: bool = False  # fictional countries are loaded
    chosen: dict[str, str] = field(default_factory=dict)
    regions: list[Choice] = field(default_factory=list)
    kinds: list[Choice] = field(default_factory=list)  # groups of countries
    conferences: list[ConferenceLine] = field(default_factory=list)


@dataclass(frozen=True)
class TreatyLine:
    code: str
    names: dict[str, str]
    status: str
    status_words: str
    year: int | None
    source: str


@dataclass(frozen=True)
class Fact:
    words: str
    dated: str
    source: str
    note: str = ""
    url: str = ""  # of the page here that tells more


@dataclass(frozen=True)
class CountryFacts:
    treaties: list[TreatyLine]
    prohibition: Fact | None
    signatures: list[Fact]
    contacts: list[str]
    pledges: list[PledgeOfCountry] = field(default_factory=list)


GROUPS = {
    "ldc": _("Least developed countries"),
    "lldc": _("Landlocked developing countries"),
    "sids": _("Small island developing States"),
}


def countries_found(chosen: dict[str, str], world: str) -> list[Area]:
    """Countries by the filters q (words of a name in any of the six languages, another known name, or a code), region and group,
    with the regions they lie in (2 queries with words, else 1). What is not known finds nothing."""
    return _found(Area.objects.select_related("parent__parent__parent"), chosen, world)


def _found(areas: AreaSet, chosen: dict[str, str], world: str) -> list[Area]:
    found = areas.countries().in_world(world)
    group = chosen.get("group", "")
    if group:
        found = found.filter(**{group: True}) if group in GROUPS else found.none()
    asked = words(chosen.get("q", ""))
    rows = list(found.prefetch_related("aliases") if asked else found)
    if chosen.get("region"):
        rows = [a for a in rows if chosen["region"] in {r.code for r in a.regions()}]
    return [a for a in rows if all(any(one in said for said in _names(a)) for one in asked)]


def _names(area: Area) -> list[str]:
    return [fold(x) for x in (*area.names.values(), *(x.alias for x in area.aliases.all()), area.iso3 or "", area.m49)]


def directory_page(world: str, chosen: dict[str, str]) -> DirectoryPage:
    """Countries by region, in the order of the UN's list (5 queries, with words 6). Two hundred rows: only what is shown,
    and kept where nothing is asked."""
    if chosen:
        return _directory_page(world, chosen)
    return blocks.copied(("directory", world, translation.get_language() or "en"), lambda: _directory_page(world, {}))


def _directory_page(world: str, chosen: dict[str, str]) -> DirectoryPage:
    regions = {a.pk: a for a in Area.objects.filter(kind=Area.Kind.REGION)}
    groups: dict[int, list[CountryLine]] = {}
    few = Area.objects.only("code", "iso3", "m49", "names", "kind", "parent_id")
    found = countries_found(chosen, world) if chosen.get("region") else _found(few, chosen, world)
    for area in found:
        line = CountryLine(area.iso3 or "", area.names, area.kind, area.url)
        groups.setdefault(_region(area, regions), []).append(line)
    shown = [
        CountryGroup(regions[pk].names if pk in regions else {}, sorted(lines, key=lambda x: x.names.get("en", "")))
        for pk, lines in groups.items()
    ]
    demo = world == World.REAL and Area.objects.in_world(World.DEMO).exists()
    kinds = [Choice(code, str(said)) for code, said in GROUPS.items()]
    in_order = sorted(shown, key=lambda g: g.names.get("en", ""))
    held = [ConferenceLine(c.names, c.url_here) for c in Conference.objects.all()] if world == World.REAL else []
    return DirectoryPage(in_order, len(found), world, demo, chosen, region_choices(regions, world), kinds, held)


def region_choices(regions: dict[int, Area], world: str) -> list[Choice]:
    """Regions that hold a country, the World apart (2 queries)."""
    held: set[int] = set()
    for parent in Area.objects.countries().in_world(world).values_list("parent_id", flat=True):
        at = regions.get(parent or 0)
        while at and at.pk not in held:
            held.add(at.pk)
            at = regions.get(at.parent_id or 0)
    return sorted((Choice(r.code, str(r.name)) for pk, r in regions.items() if pk in held and r.code != "001"), key=_by_words)


def _by_words(choice: Choice) -> str:
    return fold(choice.words)


def _region(area: Area, regions: dict[int, Area]) -> int:
    """The region two levels below World, at most (Africa, Asia, ...)."""
    at = regions.get(area.parent_id or 0)
    while at and at.parent_id and regions[at.parent_id].parent_id:
        at = regions[at.parent_id]
    return at.pk if at else 0


def country_facts(area: Area) -> CountryFacts:
    """Law, treaties, lists and pledges (5 queries, without the prohibition at hand)."""
    treaties = [
        TreatyLine(s.treaty.code, s.treaty.names, s.status, str(s.get_status_display()), s.year, s.source)
        for s in TreatyStatus.objects.filter(area=area).select_related("treaty").order_by("treaty__position")
    ]
    ban: Prohibition | None = getattr(area, "prohibition", None)
    signed = Signature.objects.filter(area=area).select_related("conference")
    lists = [Fact(s.words, s.dated, s.source, url=s.conference.url_here if s.conference else "") for s in signed]
    roles = Capacity.objects.active().filter(area=area, role__in=("focal_point", "alternate"))
    return CountryFacts(
        treaties, Fact("", str(ban.year), ban.source, ban.note) if ban else None, lists,
        [str(c.get_role_display()) for c in roles], pledges_of(area),
    )  # fmt: skip
