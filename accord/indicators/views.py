"""Pages of figures. What is the same for every reader comes from `drawing`, made once until the next publication."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from accord.indicators import downloads, reads
from accord.indicators.downloads import Cells
from accord.indicators.drawing.pages import changes_parts, indicator_parts
from accord.indicators.drawing.stored import shown
from accord.indicators.models import Indicator, Release
from accord.indicators.reads.releases import holdings, shown_of
from accord.kit.access import public
from accord.kit.pages import show, wants_json
from accord.people.models import Area
from accord.record.reads import follows


@public
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    as_of = asked_day(request)
    told = [] if as_of else reads.spoken_of(code, request.user)
    if wants_json(request):
        return show(request, "", replace(reads.indicator_page(code, as_of), shadow_reports=told))
    head = replace(reads.indicator_head(code, as_of), shadow_reports=told)
    if as_of:
        parts = indicator_parts(reads.indicator_page(code, as_of))
    else:
        parts = shown(reads.standing_of_indicator(code), lambda: indicator_parts(reads.indicator_page(code)))
    extra = {**parts, "followed": follows(request.user, f"indicators/{code}")}
    return show(request, "indicators/indicator.html", head, extra=extra)


@public
def indicator_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """The newest figures, as the page shows them."""
    page = reads.indicator_page(code, asked_day(request))
    releases = Release.objects.in_bulk([s.id for s in page.sources])
    values = [v for s in page.sources for v in (*s.values, *s.regions)]
    return as_csv(downloads.newest_rows(values, releases), page.code)


@public
def indicator_all_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    """Every figure of the releases that the page shows."""
    found, as_of = get_object_or_404(Indicator, code=code), asked_day(request)
    return as_csv(downloads.all_rows(found, shown_of(holdings(found, as_of), as_of)), f"{code}-all")


@public
def indicator_changes(request: HttpRequest, code: str) -> HttpResponse:
    before, after = _id(request, "from"), _id(request, "to")
    page = reads.changes_page(code, before, after)
    if wants_json(request):
        return show(request, "", page)
    return show(request, "indicators/changes.html", page, extra=changes_parts(page))


@public
def indicator_changes_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    page = reads.changes_page(code, _id(request, "from"), _id(request, "to"))
    return as_csv(downloads.change_rows(page), f"{code}-changes")


@public
def country_csv(request: HttpRequest, iso3: str) -> StreamingHttpResponse:
    """The newest figures of a country."""
    area = get_object_or_404(Area.objects.countries(), iso3=iso3.upper())
    values = reads.country_values(area)
    releases = Release.objects.in_bulk({v.release for v in values})
    return as_csv(downloads.newest_rows(values, releases), iso3.upper())


def _id(request: HttpRequest, name: str) -> int | None:
    """A release's number; what is none has no page."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isdecimal() and text.isascii() and len(text) < 10):
        raise Http404
    return int(text)


def asked_day(request: HttpRequest) -> date | None:
    """`?as_of=2026-11-25`; what is no day has no page."""
    if not (text := request.GET.get("as_of", "")):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise Http404 from fault
    if day == date.max:  # the end of the last day that there is cannot be reckoned
        raise Http404
    return day


def as_csv(rows: Iterable[Sequence[Cells]], name: str) -> StreamingHttpResponse:
    """Batches of rows as a file of that name."""
    response = StreamingHttpResponse(downloads.lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
