"""Pages and files of the explorer. One address is one view: what is not in its order is led to the address that is."""

import csv
import io
from hashlib import sha256
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from accord.formats.table import csv_safe
from accord.indicators import reads
from accord.indicators.drawing.pages import keep, recall
from accord.indicators.explore import files, offer
from accord.indicators.explore.asked import VIEWS, Asked
from accord.indicators.explore.figures import Explored, explored
from accord.indicators.explore.forms import VIEW_WORDS
from accord.indicators.explore.offer import Offer, Stage
from accord.indicators.explore.pictures import Drawn, pictures
from accord.indicators.explore.table import ROWS_BELOW, ROWS_SHOWN, figure_table
from accord.kit import clock
from accord.kit.access import public
from accord.kit.asked import whole_number
from accord.kit.charts import standalone
from accord.kit.pages import show, wants_json
from accord.kit.templatetags import kit
from accord.kit.texts import pick


@public
@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    name = f"explore:{sha256(query.encode()).hexdigest()}:{clock.now().date()}"
    token = reads.state()
    parts = None if wants_json(request) else recall(name, token, where="explorer")
    if parts is None:
        stage = offer.read(request.GET)
        asked = stage.asked
        if asked is None:
            return _choosing(request, stage)
        if parse_qsl(query, keep_blank_values=True) != asked.pairs():
            return HttpResponseRedirect(f"{request.path}?{asked.query()}")
        if wants_json(request):
            return show(request, "", _figures(stage, asked))
        parts = keep(name, token, _parts(stage, asked), where="explorer")
    return show(request, "indicators/explore.html", Offer([], {}), extra=parts)


def _choosing(request: HttpRequest, stage: Stage) -> HttpResponse:
    """The form by itself: nothing asked for yet, an indicator being looked for, or something that it cannot take."""
    faults = stage.form.errors if stage.form.data else {}
    status = 422 if faults else 200
    if wants_json(request):
        page = {"errors": {stage.form.add_prefix(name): [str(one) for one in told] for name, told in faults.items()}}
        return show(request, "", page if faults else stage.offer, status=status)
    return show(request, "indicators/explore.html", stage.offer, status=status, extra={"form": stage.form})


def _figures(stage: Stage, asked: Asked) -> Explored:
    return explored(asked, stage.places, stage.holdings, stage.by)


def _parts(stage: Stage, asked: Asked) -> dict[str, str]:
    """The page's name, its figures and its form: the same for every reader."""
    page = _figures(stage, asked)
    language = translation.get_language() or "en"
    address = files.address_of(page, language)
    query = page.address.partition("?")[2]
    drawn, left_out = pictures(page)
    rows_shown = ROWS_BELOW if drawn else ROWS_SHOWN
    told = {
        "page": page, "drawn": drawn, "left_out": left_out, "table": figure_table(page, rows_shown) if page.rows else "",
        "query": query, "left": max(0, len(page.rows) - rows_shown), "language": language,
        "sources": [(s, files.citation(page, s, address)) for s in page.sources],
        "chips": [{"words": VIEW_WORDS[v], "url": f"?{_seen_as(query, v)}", "chosen": v == page.view} for v in VIEWS],
        "goals": [(i, i.goal) for i in page.indicators.values() if i.goal],
        "missing": [page.areas[code].names for code in page.without] if len(page.without) < len(page.areas) else [],
    }  # fmt: skip
    return {
        "name": format_html_join("; ", "{}", ((kit.text(i.names),) for i in page.indicators.values())),
        "plain_name": "; ".join(pick(i.names).text for i in page.indicators.values()),
        "body": render_to_string("indicators/explore_body.html", told),
        "form_html": render_to_string("indicators/explore_form.html", {"form": stage.form, "page": stage.offer}),
    }


def _seen_as(query: str, view: str) -> str:
    return f"{query.rpartition('view=')[0]}view={view}"


def _asked_for(request: HttpRequest) -> Explored | HttpResponse:
    """The figures of a file, or the way to the page that says what is wrong."""
    stage = offer.read(request.GET)
    found = _figures(stage, stage.asked) if stage.asked else None
    if found is None or found.left_over:
        page = request.path.rpartition(".")[0]
        return HttpResponseRedirect(f"{page}/?{request.META.get('QUERY_STRING', '')}")
    return found


@public
@require_safe
def explore_csv(request: HttpRequest) -> HttpResponse:
    page = _asked_for(request)
    if isinstance(page, HttpResponse):
        return page
    text = io.StringIO()
    write = csv.writer(text)
    write.writerow(files.HEAD)
    write.writerows([csv_safe(str(c)) if c is not None else "" for c in row] for row in files.rows(page))
    return _file(text.getvalue().encode(), "text/csv; charset=utf-8", "explore.csv")


@public
@require_safe
def explore_xlsx(request: HttpRequest) -> HttpResponse:
    page = _asked_for(request)
    if isinstance(page, HttpResponse):
        return page
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(files.workbook(page, translation.get_language() or "en"), kind, "explore.xlsx")


@public
@require_safe
def explore_svg(request: HttpRequest) -> HttpResponse:
    """One picture of the view, by its number; with its title, its sources and the address under it."""
    page = _asked_for(request)
    if isinstance(page, HttpResponse):
        return page
    drawn, _left_out = pictures(page)
    number = whole_number(request.GET.get("picture", "1"), otherwise=0)
    if not 1 <= number <= len(drawn):
        raise Http404
    chosen = drawn[number - 1]
    return _file(standalone(chosen.picture, *_said(page, chosen)).encode(), "image/svg+xml; charset=utf-8", "explore.svg")


def _said(page: Explored, drawn: Drawn) -> tuple[str, list[str]]:
    address = files.address_of(page, translation.get_language() or "en")
    cited = [files.citation(page, s, address) for s in page.sources if s.letter in drawn.letters]
    return drawn.title, [drawn.subtitle, *cited]


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Made anew for each asking, and known by its digest: a cache asks whether it still holds (304)."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-cache"
    return response
