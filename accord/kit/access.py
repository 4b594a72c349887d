"""Who may open an address. Each view carries one of these marks; start-up fails without one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

type View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Anyone. What the page shows still depends on the reader's audiences."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


KEPT_BYTES = 100_000


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """What was typed while the sign-in ran out waits in the session, for this address alone."""
    if request.method == "POST" and len(request.body) < KEPT_BYTES and "keep" not in request.POST:
        hidden = ("csrfmiddlewaretoken", "password")
        request.session["typed"] = {request.path: {k: request.POST.getlist(k) for k in request.POST if k not in hidden}}
    return redirect_to_login(request.get_full_path())


def typed_while_signed_out(request: HttpRequest) -> dict[str, list[str]]:
    """Taken once."""
    kept: dict[str, dict[str, list[str]]] = request.session.get("typed", {})
    found = kept.pop(request.path, {})
    if found:
        request.session["typed"] = kept
    return found


def members_only(view: View) -> View:
    """Signed-in people; others are asked to sign in and then come back, with what they had typed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    guarded.access = "members"  # type: ignore[attr-defined]
    return guarded


def staff_session(view: View) -> View:
    """Officers of the secretariat. For anyone else the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not getattr(request.user, "is_officer", False):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.access = "staff"  # type: ignore[attr-defined]
    return guarded
