from django.http import HttpRequest, HttpResponse

from accord.accountability import reads
from accord.kit.access import public
from accord.kit.pages import show


def _after(request: HttpRequest) -> int:
    text = request.GET.get("after", "")
    return int(text) if text.isdecimal() and len(text) < 12 else 0


@public
def recommendations(request: HttpRequest) -> HttpResponse:
    page = reads.recommendation_list(request.GET.get("country", "")[:3], request.GET.get("response", "")[:20], _after(request))
    return show(request, "accountability/recommendations.html", page)


@public
def recommendation(request: HttpRequest, ref: str) -> HttpResponse:
    return show(request, "accountability/recommendation.html", reads.recommendation_page(ref, request.user))


@public
def commitments(request: HttpRequest) -> HttpResponse:
    page = reads.commitment_list(request.GET.get("country", "")[:3], _after(request))
    return show(request, "accountability/commitments.html", page)


@public
def commitment(request: HttpRequest, ref: str) -> HttpResponse:
    return show(request, "accountability/commitment.html", reads.commitment_page(ref, request.user))
