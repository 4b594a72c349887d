from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accord.accountability.reads.lists import world_of
from accord.kit.access import members_only, public
from accord.kit.pages import show
from accord.overview import mine, reads
from accord.people.models import World
from accord.record.search.reads import search

FACETS = ("kind", "country", "topic", "language")


@public
def home(request: HttpRequest) -> HttpResponse:
    return show(request, "overview/home.html", reads.home_page(request.user))


@public
def country(request: HttpRequest, iso3: str) -> HttpResponse:
    return show(request, "overview/country.html", reads.country_page(iso3, request.user))


@public
def search_page(request: HttpRequest) -> HttpResponse:
    chosen = {f: request.GET.get(f, "")[:60] for f in FACETS}
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number[:3]) <= 25 else 1
    own = getattr(request.user, "world", World.REAL)  # invented records are found where they are asked for alone
    asked = request.GET.get("world", own)
    world = world_of(chosen["country"]) if chosen["country"] else asked if asked in World.values else World.REAL
    found = search(request.user, request.GET.get("q", "")[:200], chosen=chosen, page=page, world=world)
    return show(request, "overview/search.html", found)


@public
def know(request: HttpRequest) -> HttpResponse:
    return show(request, "overview/know.html", reads.know_page())


@public
def section(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"overview/{name}.html")


@members_only
def my_page(request: HttpRequest) -> HttpResponse:
    assert request.user.is_authenticated
    return render(request, "overview/my.html", {"page": mine.my_page(request.user)})
