"""Existing partnerships: what each is, who hosts it since when, which countries its source lists, and whose description it is."""

from dataclasses import dataclass, field
from datetime import date

from accord.directory.models import Partnership
from accord.directory.reads.bodies import Choice
from accord.people.models import Area, Role, World
from accord.record.models import Reader


@dataclass(frozen=True)
class PartnershipCountry:
    code: str
    names: dict[str, str]
    url: str


@dataclass(frozen=True)
class PartnershipLine:
    """`confirmed_on` is empty while the description is ours. `countries` are those that `countries_source` lists."""

    slug: str
    names: dict[str, str]
    mandate: dict[str, str]
    supplements: dict[str, str]
    host: str
    host_from: str
    host_until: str
    url: str
    countries: list[PartnershipCountry]
    countries_source: str
    topics: list[dict[str, str]]
    organisation: dict[str, str] | None
    organisation_slug: str
    source: str
    as_of: date
    confirmed_on: date | None
    may_confirm: bool = field(default=False, metadata={"html_only": True})


@dataclass(frozen=True)
class PartnershipsPage:
    partnerships: list[PartnershipLine]
    countries: list[Choice]
    chosen: dict[str, str]
    may_tie: bool = field(default=False, metadata={"html_only": True})


def partnerships_page(chosen: dict[str, str], user: Reader) -> PartnershipsPage:
    """By the filter country, where a source lists its countries (4 queries, one more for a signed-in reader)."""
    found = Partnership.objects.select_related("organisation").prefetch_related("countries", "topics")
    if chosen.get("country"):
        found = found.filter(countries__code=chosen["country"].upper())
    mine = _speaks_for(user)
    officer = bool(user.is_authenticated and user.is_officer and user.world == World.REAL)
    listed = Area.objects.filter(partnerships__isnull=False).distinct()
    choices = sorted((Choice(a.code, str(a.name)) for a in listed), key=lambda c: c.words)
    return PartnershipsPage([_line(p, mine) for p in found], choices, chosen, officer)


def _speaks_for(user: Reader) -> set[int]:
    if not user.is_authenticated:
        return set()
    return {h.organisation_id for h in user.hats if h.role == Role.ORG_MEMBER and h.organisation_id}


def _line(p: Partnership, mine: set[int]) -> PartnershipLine:
    return PartnershipLine(
        p.slug, p.names, p.mandate, p.supplements, p.host, p.host_from, p.host_until, p.url,
        [PartnershipCountry(a.code, a.names, a.url) for a in p.countries.all()], p.countries_source,
        [t.names for t in p.topics.all()], p.organisation.names if p.organisation else None,
        p.organisation.slug if p.organisation else "", p.source, p.as_of, p.confirmed_on, p.organisation_id in mine,
    )  # fmt: skip
