"""Pages of data gaps: an indicator's, a country's, all indicators together. Drawn once until the next publication or year."""

from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from accord.indicators.downloads import Cells
from accord.indicators.drawing import gaps as drawing
from accord.indicators.drawing.pages import kept
from accord.indicators.reads import gaps, state
from accord.indicators.views import as_csv
from accord.kit.access import public
from accord.kit.pages import show, wants_json

HEAD = (
    "indicator", "area_code", "area", "newest_year", "period", "source", "release", "age_in_years", "lacks", "missing_breakdowns",
    "months_to_publication", "months_not_told_because", "what_to_ask_for",
)  # fmt: skip


def _state() -> str:
    """A figure grows old with the year, not with a publication alone."""
    return f"{state()}.{gaps.this_year()}"


@public
def indicator_gaps(request: HttpRequest, code: str) -> HttpResponse:
    if wants_json(request):
        return show(request, "", gaps.indicator_gaps(code))
    head = gaps.gap_head(code)
    parts = kept(f"gaps:{head.code}", _state(), lambda: drawing.indicator_parts(gaps.indicator_gaps(code)))
    return show(request, "indicators/indicator_gaps.html", head, extra=parts)


@public
def indicator_gaps_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    page = gaps.indicator_gaps(code)
    return as_csv(_rows([*page.lines, *page.without]), f"{page.code}-gaps")


@public
def country_gaps(request: HttpRequest, iso3: str) -> HttpResponse:
    if wants_json(request):
        return show(request, "", gaps.country_gaps(iso3))
    head = gaps.country_head(iso3)
    parts = kept(f"gaps:{head.iso3}", _state(), lambda: drawing.country_parts(gaps.country_gaps(iso3)))
    return show(request, "indicators/country_gaps.html", head, extra=parts)


@public
def country_gaps_csv(request: HttpRequest, iso3: str) -> StreamingHttpResponse:
    page = gaps.country_gaps(iso3)
    return as_csv(_rows(line for family in page.families for line in family.lines), f"{page.iso3}-gaps")


@public
def overview(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return show(request, "", gaps.gaps_overview())
    parts = kept("gaps", _state(), lambda: drawing.overview_parts(gaps.gaps_overview()))
    return show(request, "indicators/gaps.html", None, extra=parts)


@public
def overview_csv(request: HttpRequest) -> StreamingHttpResponse:
    page = gaps.gaps_overview()
    rows = [
        (family.code, row.code, row.names.get("en", ""), row.counts.recent, row.counts.old, row.counts.none, page.of, page.years)
        for family in page.families
        for row in family.rows
    ]
    head = ("family", "indicator", "name", "recent", "old_only", "no_value_here", "of", "old_after_years")
    return as_csv([[head], rows], "gaps")


def _rows(lines: Iterable[gaps.GapLine]) -> Iterator[Sequence[Cells]]:
    yield [HEAD]
    yield [
        (
            g.indicator, g.area_code, g.area.get("en", ""), g.newest, g.period, g.source, g.release, g.age, ";".join(g.lacks),
            ";".join(g.missing), g.months, g.months_why, g.ask,
        )
        for g in lines
    ]  # fmt: skip
