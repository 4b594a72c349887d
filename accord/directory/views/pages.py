"""Pages that are read, and their tables as CSV."""

from django.http import HttpRequest, HttpResponse

from accord.directory import reads
from accord.directory.reads.bodies import capacities_found, organisations_found, world_of
from accord.directory.reads.conferences import CSV as CONFERENCE_CSV
from accord.kit.access import public
from accord.kit.asked import whole_number
from accord.kit.pages import show, table_file
from accord.kit.texts import LANGUAGES
from accord.people.models import World

OF_COUNTRIES = ("q", "region", "group")


def _chosen(request: HttpRequest, *names: str) -> dict[str, str]:
    asked = {name: request.GET.get(name, "")[:60] for name in names}
    return {name: value for name, value in asked.items() if value}


@public
def directory(request: HttpRequest) -> HttpResponse:
    return show(request, "directory/directory.html", reads.directory_page(_world(request), _chosen(request, *OF_COUNTRIES)))


def _world(request: HttpRequest) -> str:
    return World.DEMO if request.GET.get("world") == World.DEMO else World.REAL


@public
def countries_csv(request: HttpRequest) -> HttpResponse:
    found = reads.countries_found(_chosen(request, *OF_COUNTRIES), _world(request))
    head = ["iso3", "m49", "kind", *(f"name_{code}" for code in LANGUAGES), "region", "ldc", "lldc", "sids", "world", "source"]
    rows = (
        [a.iso3 or "", a.m49, a.kind, *(a.names.get(code, "") for code in LANGUAGES),
         " > ".join(r.names.get("en", r.code) for r in reversed(a.regions())),
         *("1" if yes else "0" for yes in (a.ldc, a.lldc, a.sids)), a.world, a.source]
        for a in found
    )  # fmt: skip
    return table_file("countries", head, rows)


@public
def partnerships(request: HttpRequest) -> HttpResponse:
    return show(request, "directory/partnerships.html", reads.partnerships_page(_chosen(request, "country"), request.user))


@public
def conference(request: HttpRequest, conference: str) -> HttpResponse:
    return show(request, "directory/conference.html", reads.conference_page(conference, request.GET.get("sort", "")[:30]))


@public
def conference_csv(request: HttpRequest, conference: str) -> HttpResponse:
    return table_file(conference, CONFERENCE_CSV, reads.conference_rows(conference))


@public
def organisations(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(request, "kind", "country", "q", "world")
    return show(request, "directory/organisations.html", reads.organisations_page(chosen, request.GET.get("after", "")[:60]))


@public
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, "directory/organisation.html", reads.organisation_page(slug, request.user))


@public
def people(request: HttpRequest) -> HttpResponse:
    number = whole_number(request.GET.get("after", ""))
    page = reads.people_page(_chosen(request, "role", "country", "world"), number, request.user)
    return show(request, "directory/people.html", page)


@public
def organisations_csv(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(request, "kind", "country", "q", "world")
    world = world_of(chosen.get("country", ""), chosen.get("world", ""))
    rows = (
        [o.slug, str(o.name), o.kind, o.area.code if o.area else "", o.url, str(o.verified_on), o.world]
        for o in organisations_found(chosen, world).iterator(chunk_size=500)
    )
    return table_file("organisations", ["slug", "name", "kind", "country", "url", "verified_on", "world"], rows)


@public
def people_csv(request: HttpRequest) -> HttpResponse:
    """Capacities, without names: a file travels further than a page."""
    chosen = _chosen(request, "role", "country", "world")
    world = world_of(chosen.get("country", ""), chosen.get("world", ""))
    rows = (
        [c.role, c.area.code if c.area else "", c.organisation.slug if c.organisation else "", str(c.starts_on or ""), world]
        for c in capacities_found(chosen, world).iterator(chunk_size=500)
    )
    return table_file("capacities", ["role", "country", "organisation", "since", "world"], rows)
