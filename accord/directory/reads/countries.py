"""Pages of the directory."""

from dataclasses import dataclass
from datetime import date

from accord.directory.models import Partnership, Prohibition, Signature, TreatyStatus
from accord.people.models import Area, Capacity, World


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
class DirectoryPage:
    groups: list[CountryGroup]
    count: int
    world: str = "real"
    demo: bool = False  # fictional countries are loaded


@dataclass(frozen=True)
class PartnershipLine:
    slug: str
    names: dict[str, str]
    mandate: dict[str, str]
    supplements: dict[str, str]
    host: str
    host_from: str
    url: str
    source: str
    as_of: date
    confirmed_on: date | None


@dataclass(frozen=True)
class PartnershipsPage:
    partnerships: list[PartnershipLine]


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


@dataclass(frozen=True)
class CountryFacts:
    treaties: list[TreatyLine]
    prohibition: Fact | None
    signatures: list[Fact]
    contacts: list[str]


def directory_page(world: str = "real") -> DirectoryPage:
    """Countries by region, in the order of the UN's list (4 queries)."""
    regions = {a.pk: a for a in Area.objects.filter(kind=Area.Kind.REGION)}
    groups: dict[int, list[CountryLine]] = {}
    count = 0
    for area in Area.objects.countries().in_world(world):
        line = CountryLine(area.iso3 or "", area.names, area.kind, area.url)
        groups.setdefault(_region(area, regions), []).append(line)
        count += 1
    shown = [
        CountryGroup(regions[pk].names if pk in regions else {}, sorted(lines, key=lambda x: x.names.get("en", "")))
        for pk, lines in groups.items()
    ]
    demo = world == World.REAL and Area.objects.in_world(World.DEMO).exists()
    return DirectoryPage(sorted(shown, key=lambda g: g.names.get("en", "")), count, world, demo)


def _region(area: Area, regions: dict[int, Area]) -> int:
    """The region two levels below World, at most (Africa, Asia, ...)."""
    at = regions.get(area.parent_id or 0)
    while at and at.parent_id and regions[at.parent_id].parent_id:
        at = regions[at.parent_id]
    return at.pk if at else 0


def partnerships_page() -> PartnershipsPage:
    return PartnershipsPage(
        [
            PartnershipLine(
                p.slug, p.names, p.mandate, p.supplements, p.host, p.host_from, p.url, p.source, p.as_of, p.confirmed_on
            )
            for p in Partnership.objects.all()
        ]
    )


def country_facts(area: Area) -> CountryFacts:
    """Law, treaties and lists (4 queries)."""
    treaties = [
        TreatyLine(s.treaty.code, s.treaty.names, s.status, str(s.get_status_display()), s.year, s.source)
        for s in TreatyStatus.objects.filter(area=area).select_related("treaty").order_by("treaty__position")
    ]
    ban = Prohibition.objects.filter(area=area).first()
    lists = [Fact(s.words, s.dated, s.source) for s in Signature.objects.filter(area=area)]
    roles = Capacity.objects.active().filter(area=area, role__in=("focal_point", "alternate"))
    return CountryFacts(
        treaties, Fact("", str(ban.year), ban.source, ban.note) if ban else None, lists,
        [str(c.get_role_display()) for c in roles],
    )  # fmt: skip
