"""Pages of editions: the list, an edition as everyone reads it (and officers before), its PDF, the desk, what countries said."""

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse

from accord.accountability.access import access_edition
from accord.accountability.models import Edition
from accord.kit import clock
from accord.kit.access import members_only, public
from accord.kit.pages import show
from accord.kit.texts import reader_language
from accord.overview.editions import reads
from accord.overview.printing import MissingGlyph
from accord.overview.report.build import FIRST_YEAR
from accord.overview.report.page import drawn, kept_edition, kept_report
from accord.overview.report.pdf import render_pdf
from accord.overview.report.value import GlobalReport
from accord.record.reads import follows


def report_language() -> str:
    """Its sentences exist in all six; what authors wrote in none of them but their own stands in theirs, marked."""
    return reader_language()


@public
def editions(request: HttpRequest) -> HttpResponse:
    page = reads.editions_page(reads.world_asked(request.GET.get("world", "")), request.user)
    return show(request, "overview/editions.html", page)


@public
def global_report(request: HttpRequest, year: int) -> HttpResponse:
    """The newest published edition of the year; without one, or asked for, unedited figures as they stand now."""
    _told_of(year)
    world = reads.world_asked(request.GET.get("world", ""))
    edition = reads.newest_edition(year, world) if request.GET.get("edition") != "none" else None
    if edition is not None:
        return _report(request, kept_edition(edition, report_language()))
    return _report(request, kept_report(year, world, report_language()))


@public
def unedited_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """Of the figures as they stand now, in the world asked for."""
    _told_of(year)
    world = reads.world_asked(request.GET.get("world", ""))
    report = kept_report(year, world, report_language())
    return _pdf(request, report, f"report-{year}-{world}")


def _told_of(year: int) -> None:
    if not FIRST_YEAR <= year <= clock.today().year:
        raise Http404


def _report(request: HttpRequest, report: GlobalReport) -> HttpResponse:
    extra = {"drawn": drawn(report)}
    if report.edition:
        extra["followed"] = follows(request.user, f"editions/{report.edition.ref}")  # type: ignore[assignment]
    return show(request, "overview/report.html", report, extra=extra)


def _with_figures(request: HttpRequest, ref: str) -> Edition:
    """Before it is published officers read it here, too, once its figures are frozen."""
    edition = access_edition(request.user, ref)
    if edition.figures_id is None:
        raise Http404
    return edition


@public
def edition(request: HttpRequest, ref: str) -> HttpResponse:
    return _report(request, kept_edition(_with_figures(request, ref), report_language()))


@public
def edition_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    report = kept_edition(_with_figures(request, ref), report_language())
    return _pdf(request, report, ref)


def _pdf(request: HttpRequest, report: GlobalReport, name: str) -> HttpResponse:
    """Set once for what it says, and kept."""
    key = f"report-pdf:{name}:{report.inputs_digest}:{report.language}"
    made = caches["reports"].get(key)
    if made is None:
        try:
            made = render_pdf(report, settings.SITE)
        except MissingGlyph as missing:  # the page says so, and can be read in its place
            in_english = request.get_full_path().replace(f"/{report.language}/", "/en/", 1)
            extra = {"drawn": drawn(report), "missing": str(missing), "in_english": in_english}
            return show(request, "overview/report.html", report, status=406, extra=extra)
        caches["reports"].set(key, made, 86_400)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}-{report.language}.pdf"'
    return response


@members_only
def desk(request: HttpRequest, ref: str) -> HttpResponse:
    return show(request, "overview/edition_desk.html", reads.desk_page(ref, request.user))


@public
def checks(request: HttpRequest, ref: str) -> HttpResponse:
    return show(request, "overview/edition_checks.html", reads.checks_page(ref, request.user, report_language()))


@public
def check(request: HttpRequest, ref: str, iso3: str) -> HttpResponse:
    return show(request, "overview/edition_check.html", reads.check_page(ref, iso3, request.user))
