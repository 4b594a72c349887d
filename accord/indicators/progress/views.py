"""Pages of progress and of regions, each with its CSV; `?as_of=` shows a page as it stood."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from accord.indicators.drawing.pages import Parts, kept
from accord.indicators.progress import downloads, drawing, reads, region_reads
from accord.indicators.reads import indicator_head
from accord.indicators.views import as_csv, asked_day
from accord.kit.access import public
from accord.kit.pages import show, wants_json


@public
def indicator_progress(request: HttpRequest, code: str) -> HttpResponse:
    day = asked_day(request)
    if wants_json(request):
        return show(request, "", reads.indicator_progress(code, day))
    head = indicator_head(code, day)
    parts = _parts(f"progress:{code}", day, lambda: drawing.progress_parts(reads.indicator_progress(code, day)))
    return show(request, "indicators/progress.html", head, extra=parts)


@public
def indicator_progress_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    page = reads.indicator_progress(code, asked_day(request))
    return as_csv(downloads.status_rows(page.lines), f"{page.code}-progress")


@public
def country_progress(request: HttpRequest, iso3: str) -> HttpResponse:
    day = asked_day(request)
    if wants_json(request):
        return show(request, "", reads.country_progress(iso3, day))
    head = reads.country_head(iso3, day)
    parts = _parts(f"country-progress:{head.iso3}", day, lambda: drawing.country_parts(reads.country_progress(iso3, day)))
    return show(request, "indicators/country_progress.html", head, extra=parts)


@public
def country_progress_csv(request: HttpRequest, iso3: str) -> StreamingHttpResponse:
    page = reads.country_progress(iso3, asked_day(request))
    return as_csv(downloads.status_rows([s for f in page.families for s in f.lines]), f"{page.iso3}-progress")


@public
def indicator_regions(request: HttpRequest, code: str) -> HttpResponse:
    day = asked_day(request)
    if wants_json(request):
        return show(request, "", region_reads.indicator_regions(code, day))
    head = indicator_head(code, day)
    parts = _parts(f"regions:{code}", day, lambda: drawing.regions_parts(region_reads.indicator_regions(code, day)))
    return show(request, "indicators/regions.html", head, extra=parts)


@public
def indicator_regions_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    page = region_reads.indicator_regions(code, asked_day(request))
    return as_csv(downloads.region_rows(page), f"{page.code}-regions")


def _parts(key: str, day: date | None, make: Callable[[], Parts]) -> Parts:
    """Today's page is the same until the next publication; one of a day gone by is drawn when it is asked for."""
    return make() if day else kept(key, reads.token(), make)
