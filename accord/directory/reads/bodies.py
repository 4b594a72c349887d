"""Organisations, who acts for whom, and what waits for an officer."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from accord.people.choosing import CountryChoice, country_choices
from accord.people.models import Area, Capacity, Organisation, Person, Role, World
from accord.record import doings
from accord.record.doings import Doing
from accord.record.models import Reader

PAGE = 50


@dataclass(frozen=True)
class OrganisationLine:
    slug: str
    names: dict[str, str]
    kind: str
    kind_words: str
    area: dict[str, str] | None
    area_code: str
    site: str
    verified_on: date | None


@dataclass(frozen=True)
class Choice:
    code: str
    words: str


@dataclass(frozen=True)
class OrganisationsPage:
    lines: list[OrganisationLine]
    chosen: dict[str, str]
    kinds: list[Choice]
    next: str
    world: str
    countries: list[CountryChoice] = field(default_factory=list, metadata={"html_only": True})


@dataclass(frozen=True)
class CapacityLine:
    id: int
    role: str
    role_words: str
    of: dict[str, str]
    of_code: str
    since: date | None
    state: str
    state_words: str
    name: str = ""  # for members alone


@dataclass(frozen=True)
class PeoplePage:
    lines: list[CapacityLine]
    chosen: dict[str, str]
    roles: list[Choice]
    next: int
    world: str
    names_shown: bool
    countries: list[CountryChoice] = field(default_factory=list, metadata={"html_only": True})


@dataclass(frozen=True)
class OrganisationPage:
    line: OrganisationLine
    capacities: list[CapacityLine]
    world: str
    may_verify: bool = field(default=False, metadata={"html_only": True})
    doings: list[Doing] = field(default_factory=list, metadata={"html_only": True})


@dataclass(frozen=True)
class CheckLine:
    how: str
    on: date


@dataclass(frozen=True)
class NominationLine:
    line: CapacityLine
    email: str
    reason: str
    nominated_by: str
    checks: list[CheckLine]
    checked_by_me: bool
    nominated_by_me: bool


@dataclass(frozen=True)
class NominationsPage:
    lines: list[NominationLine]
    organisations: list[OrganisationLine]
    world: str


def _organisation(o: Organisation) -> OrganisationLine:
    return OrganisationLine(
        o.slug, o.names, o.kind, str(o.get_kind_display()), o.area.names if o.area else None, o.area.code if o.area else "",
        o.url, o.verified_on,
    )  # fmt: skip


def capacity_line(c: Capacity, *, named: bool) -> CapacityLine:
    body = c.area or c.organisation
    return CapacityLine(
        c.pk, c.role, str(c.get_role_display()), body.names if body else {}, getattr(body, "code", getattr(body, "slug", "")),
        c.starts_on, c.state, str(c.get_state_display()), str(c.person) if named else "",
    )  # fmt: skip


def world_of(country: str, asked: str = "") -> str:
    demo = asked == World.DEMO or (country and Area.objects.filter(code=country.upper(), world=World.DEMO).exists())
    return World.DEMO if demo else World.REAL


def organisations_found(chosen: dict[str, str], world: str) -> QuerySet[Organisation]:
    """Verified ones, by the filters kind, country and q (a part of a name)."""
    found = Organisation.objects.filter(world=world, verified_on__isnull=False).select_related("area").order_by("slug")
    if chosen.get("kind"):
        found = found.filter(kind=chosen["kind"])
    if chosen.get("country"):
        found = found.filter(area__code=chosen["country"].upper())
    for word in chosen.get("q", "").split()[:5]:
        found = found.filter(Q(names__icontains=word) | Q(slug__icontains=word))
    return found


def organisations_page(chosen: dict[str, str], after: str) -> OrganisationsPage:
    world = world_of(chosen.get("country", ""), chosen.get("world", ""))
    rows = list(organisations_found(chosen, world).filter(slug__gt=after)[: PAGE + 1])
    kinds = [Choice(k.value, str(k.label)) for k in Organisation.Kind]
    return OrganisationsPage(
        [_organisation(o) for o in rows[:PAGE]], chosen, kinds, rows[PAGE - 1].slug if len(rows) > PAGE else "", world,
        country_choices(world),
    )  # fmt: skip


def capacities_found(chosen: dict[str, str], world: str) -> QuerySet[Capacity]:
    """Active capacities by the filters role and country; the secretariat's own helpers and systems are left out."""
    found = Capacity.objects.active().filter(person__world=world).exclude(role=Role.SYSTEM)
    if chosen.get("role"):
        found = found.filter(role=chosen["role"])
    if chosen.get("country"):
        code = chosen["country"].upper()
        found = found.filter(Q(area__code=code) | Q(organisation__area__code=code))
    return found.select_related("person", "area", "organisation").order_by("id")


def people_page(chosen: dict[str, str], after: int, user: Reader) -> PeoplePage:
    """Who acts for whom. Names are shown to members; others see the capacity."""
    world = world_of(chosen.get("country", ""), chosen.get("world", ""))
    named = may_see_names(user, world)
    rows = list(capacities_found(chosen, world).filter(id__gt=after)[: PAGE + 1])
    roles = [Choice(r.value, str(r.label)) for r in Role if r != Role.SYSTEM]
    return PeoplePage(
        [capacity_line(c, named=named) for c in rows[:PAGE]], chosen, roles, rows[PAGE - 1].pk if len(rows) > PAGE else 0,
        world, named, country_choices(world),
    )  # fmt: skip


def may_see_names(user: Reader, world: str) -> bool:
    """Members see names, of their own world alone."""
    return bool(user.is_authenticated and user.world == world and user.hats)


def organisation_page(slug: str, user: Reader) -> OrganisationPage:
    found = Organisation.objects.select_related("area").filter(slug=slug).first()
    officer = bool(user.is_authenticated and user.is_officer and found and user.world == found.world)
    if found is None or (found.verified_on is None and not officer):
        raise Http404
    hats = Capacity.objects.active().filter(organisation=found).select_related("person", "area", "organisation")
    named = may_see_names(user, found.world)
    lines = [capacity_line(c, named=named) for c in hats]
    may_verify = officer and found.verified_on is None and found.registered_by_id != getattr(user, "pk", None)
    return OrganisationPage(_organisation(found), lines, found.world, may_verify, doings.of(found, user))


def nominations_page(officer: Person) -> NominationsPage:
    states = [Capacity.State.NOMINATED, Capacity.State.CHECKED]
    waiting = Capacity.objects.filter(person__world=officer.world, state__in=states).prefetch_related("checks")
    waiting = waiting.select_related("person", "area", "organisation", "nominated_by__area", "nominated_by__organisation")
    lines = [
        NominationLine(
            capacity_line(c, named=True), c.person.email, c.reason, str(c.nominated_by or ""),
            [CheckLine(k.how, k.at.date()) for k in c.checks.all()],
            any(k.officer_id == officer.pk for k in c.checks.all()),
            c.nominated_by is not None and c.nominated_by.person_id == officer.pk,
        )
        for c in waiting[:PAGE]
    ]  # fmt: skip
    unverified = Organisation.objects.filter(world=officer.world, verified_on__isnull=True).select_related("area")
    others = unverified.exclude(registered_by=officer)[:PAGE]
    return NominationsPage(lines, [_organisation(o) for o in others], officer.world)
