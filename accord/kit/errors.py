"""Error pages that say what happened and what to do."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from accord.kit.asked import holds_secret


def _page(request: HttpRequest, status: int) -> HttpResponse:
    if request.path.endswith(".json"):
        return JsonResponse({"error": status}, status=status)
    return render(request, f"{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django calls this for a body that it will not read whole, too: that page says so."""
    return too_large(request) if isinstance(exception, RequestDataTooBig) else _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def not_allowed(request: HttpRequest) -> HttpResponse:
    return _page(request, 405)


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(request, 413)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", {"typed": _typed(request)}, status=403)


def too_many_tries(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    return render(request, "429.html", status=429)


def _typed(request: HttpRequest) -> list[str]:
    """Long texts of a refused form, so that the error page can hand them back. Never what opens an account."""
    names = (name for name in request.POST if not holds_secret(name) and name not in ("login", "email"))
    return [text for name in names for text in request.POST.getlist(name) if len(text) > 20]
