"""The log for strangers: checkpoints, proofs, and how one checks them without us."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from accord.kit.access import public
from accord.kit.asked import whole_number
from accord.kit.pages import plain, show
from accord.record.log import proofs

HIGHEST = 2**53


def _after(request: HttpRequest) -> int:
    return whole_number(request.GET.get("after", ""), highest=HIGHEST)


@public
def log(request: HttpRequest) -> HttpResponse:
    return show(request, "record/log.html", proofs.log_page(_after(request)))


@public
def checkpoint(request: HttpRequest, size: int | None = None) -> HttpResponse:
    return HttpResponse(proofs.checkpoint_text(size), content_type="text/plain; charset=utf-8")


@public
def growth(request: HttpRequest, size: int) -> JsonResponse:
    return JsonResponse(plain(proofs.growth(size)), json_dumps_params={"ensure_ascii": False})


@public
def line(request: HttpRequest, position: int) -> HttpResponse:
    return show(request, "record/line.html", proofs.line_proof(position, request.user), extra={"proof_url": _as_json(request)})


@public
def card(request: HttpRequest, card: str) -> HttpResponse:
    page = proofs.card_proofs(card, request.user, _after(request))
    return show(request, "record/proofs.html", page, extra={"proof_url": _as_json(request)})


def _as_json(request: HttpRequest) -> str:
    """The same page of lines as a file."""
    path, after = request.path.rstrip("/"), _after(request)
    return f"{path}.json?after={after}" if after else f"{path}.json"
