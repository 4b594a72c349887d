"""`Use this text in…`: what a finished report becomes for other bodies, as pages and as files."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accord.kit.access import public
from accord.kit.pages import show, table_file, wants_json
from accord.overview.outputs import files
from accord.overview.outputs.html import parts_html, run_html
from accord.overview.outputs.rows import table_of
from accord.overview.printing import MissingGlyph

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@public
@require_safe
def use(request: HttpRequest, ref: str) -> HttpResponse:
    return show(request, "overview/use.html", files.use_page(ref, request.user))


@public
@require_safe
def output(request: HttpRequest, ref: str, shape: str) -> HttpResponse:
    return _page(request, files.output_page(ref, shape, request.user))


def _page(request: HttpRequest, page: files.OutputPage, missing: str = "") -> HttpResponse:
    document = page.document
    drawn = {} if wants_json(request) else {
        "lines": [run_html(line) for line in document.lines], "body": parts_html(document), "missing": missing,
        "contents": [(part.code, run_html(replace(part.title, url=""))) for part in document.parts],
    }  # fmt: skip
    return show(request, "overview/output.html", page, status=406 if missing else 200, extra=drawn)


@public
@require_safe
def output_docx(request: HttpRequest, ref: str, shape: str) -> HttpResponse:
    return _file(files.as_docx(ref, shape, request.user), WORD, f"{ref}-{shape}.docx")


@public
@require_safe
def output_pdf(request: HttpRequest, ref: str, shape: str) -> HttpResponse:
    try:
        return _file(files.as_pdf(ref, shape, request.user), "application/pdf", f"{ref}-{shape}.pdf")
    except MissingGlyph as missing:  # the page says so, and leads to the files that can be had
        return _page(request, files.output_page(ref, shape, request.user), str(missing))


@public
@require_safe
def output_csv(request: HttpRequest, ref: str, shape: str) -> HttpResponse:
    return table_file(f"{ref}-{shape}", *table_of(*files.facts(ref, shape, request.user)))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Known by its digest: a cache asks whether it still holds (304)."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-cache"
    return response
