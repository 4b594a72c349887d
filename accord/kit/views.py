"""Pages that belong to no room."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import translation

from accord.kit.access import public


@public
def choose_language(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(f"/{translation.get_language_from_request(request)}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


@public
def healthz(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@public
def robots(request: HttpRequest) -> HttpResponse:
    endless = (
        f"Disallow: /{code}/{name}"
        for code in ("ar", "en", "es", "fr", "ru", "zh")
        for name in ("search/", "explore", "report-this/", "reported/", "asked/")
    )
    lines = ["User-agent: *", *endless]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@public
def help_now(request: HttpRequest) -> HttpResponse:
    return render(request, "kit/help_now.html")


@public
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "kit/about.html")
