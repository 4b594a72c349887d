"""Pages over many records: a country's accountability and timeline, a cycle's dashboard, a strategy over all countries."""

from django.http import HttpRequest, HttpResponse

from accord.accountability.reads.account import account_page
from accord.accountability.reads.dashboard import CSV, cycle_dashboard, dashboard_rows
from accord.accountability.reads.themes import COLUMNS, theme_page
from accord.accountability.reads.timeline import timeline_page
from accord.kit.access import public
from accord.kit.pages import show, table_file
from accord.people.models import World


def _sort(request: HttpRequest) -> str:
    return request.GET.get("sort", "")[:30]


@public
def account(request: HttpRequest, iso3: str) -> HttpResponse:
    return show(request, "accountability/account.html", account_page(iso3, request.user, _sort(request)))


@public
def timeline(request: HttpRequest, iso3: str) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:60] for name in ("kind", "year", "after")}
    return show(request, "accountability/timeline.html", timeline_page(iso3, asked, request.user))


@public
def theme(request: HttpRequest, strategy: str) -> HttpResponse:
    world = World.DEMO if request.GET.get("world") == World.DEMO else World.REAL
    extra = {"names": [str(c.words) for c in COLUMNS[1:]]}
    return show(request, "accountability/theme.html", theme_page(strategy, world, _sort(request)), extra=extra)


@public
def cycle(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, "accountability/cycle.html", cycle_dashboard(slug, request.user, _sort(request)))


@public
def cycle_csv(request: HttpRequest, slug: str) -> HttpResponse:
    return table_file(f"cycle-{slug}", CSV, dashboard_rows(cycle_dashboard(slug, request.user, _sort(request))))
