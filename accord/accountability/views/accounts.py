"""Pages over many records: a country's accountability and timeline, a cycle's dashboard, a strategy over all countries."""

from django.http import HttpRequest, HttpResponse

from accord.accountability.access import access_country
from accord.accountability.drawing import drawn
from accord.accountability.reads import account, dashboard, themes
from accord.accountability.reads.cycles import cycle_page
from accord.accountability.reads.timeline import timeline_page
from accord.kit.access import public
from accord.kit.pages import show, table_file, wants_json
from accord.kit.sorting import is_sort
from accord.people.models import World
from accord.record.access import audience_codes


def _sort(request: HttpRequest) -> str:
    return request.GET.get("sort", "")[:30]


@public
def account_of_country(request: HttpRequest, iso3: str) -> HttpResponse:
    sort = _sort(request)
    area = access_country(iso3)
    if wants_json(request):
        return show(request, "", account.account_page(area, request.user, sort))
    own = f"country:{area.code}" in audience_codes(request.user)  # its people see drafts
    key = "" if own or not is_sort(sort, account.COLUMNS) else f"account:{area.code}:{sort}"
    parts = drawn({"top": "account_top", "body": "account_body"}, lambda: account.account_page(area, request.user, sort), key=key)
    head = account.AccountHead(area.iso3 or "", area.names, area.url, area.world)
    return show(request, "accountability/account.html", head, extra=parts)


@public
def timeline(request: HttpRequest, iso3: str) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:60] for name in ("kind", "year", "after")}
    return show(request, "accountability/timeline.html", timeline_page(iso3, asked, request.user))


@public
def theme(request: HttpRequest, strategy: str) -> HttpResponse:
    world = World.DEMO if request.GET.get("world") == World.DEMO else World.REAL
    sort = _sort(request)
    if wants_json(request):
        return show(request, "", themes.theme_page(strategy, world, sort))
    head = themes.theme_head(strategy, world)
    key = f"theme:{strategy}:{world}:{sort}" if is_sort(sort, themes.COLUMNS) else ""
    names = [str(c.words) for c in themes.COLUMNS[1:]]
    parts = {"top": "theme_top", "body": "theme_body"}
    told = drawn(parts, lambda: themes.theme_page(strategy, world, sort), key=key, names=names)
    return show(request, "accountability/theme.html", head, extra=told)


@public
def cycle(request: HttpRequest, slug: str) -> HttpResponse:
    sort = _sort(request)
    if wants_json(request):
        return show(request, "", dashboard.cycle_dashboard(slug, request.user, sort))
    page = cycle_page(slug, request.user)
    key = f"cycle:{slug}:{sort}" if is_sort(sort, dashboard.COLUMNS) else ""
    parts = drawn({"board": "cycle_dashboard"}, lambda: dashboard.with_board(page, sort), key=key)
    return show(request, "accountability/cycle.html", page, extra=parts)


@public
def cycle_csv(request: HttpRequest, slug: str) -> HttpResponse:
    found = dashboard.cycle_dashboard(slug, request.user, _sort(request))
    return table_file(f"cycle-{slug}", dashboard.CSV, dashboard.dashboard_rows(found))
