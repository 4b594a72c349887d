"""Who may open an address. Each view carries one of these marks; start-up fails without one."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from accord.kit import clock
from accord.kit.asked import holds_secret, whole_number

type View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Anyone. What the page shows still depends on the reader's audiences."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


KEPT_BYTES = 100_000
WHO, WHO_DAYS = "was", 14  # the cookie that tells who was signed in last here, signed


def remember_who(request: HttpRequest, response: HttpResponse) -> None:
    """Whoever types after a sign-in ran out is the one who was signed in: a shared computer has many."""
    person = str(request.user.pk)
    if _who_was(request) != person:
        response.set_signed_cookie(
            WHO, person, salt=WHO, max_age=WHO_DAYS * 86_400, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )


def _who_was(request: HttpRequest) -> str:
    asked = request.COOKIES.get(WHO, ""), clock.now().replace(minute=0, second=0, microsecond=0)
    found = _checked.get(asked)
    if found is None:
        found = request.get_signed_cookie(WHO, "", salt=WHO, max_age=WHO_DAYS * 86_400) or ""
        if len(_checked) >= CHECKED:
            _checked.clear()
        if found:  # strangers send what they like
            _checked[asked] = found
    return found


CHECKED = 1000
_checked: dict[tuple[str, datetime], str] = {}  # cookies of this hour, whose signs each page would check anew


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """What was typed while the sign-in ran out waits in the session, for this address and this person alone."""
    was = _who_was(request)
    size = whole_number(request.META.get("CONTENT_LENGTH") or "")  # the body itself is read already, by then
    if was and request.method == "POST" and size < KEPT_BYTES and request.POST.get("keep", "page") == "page":
        typed = {name: request.POST.getlist(name) for name in request.POST if not holds_secret(name)}
        request.session["typed"] = {"by": was, "at": request.path, "typed": typed}
    return redirect_to_login(request.get_full_path())


def typed_while_signed_out(request: HttpRequest) -> dict[str, list[str]]:
    """Taken once, by the person who typed it; for anybody else it is gone."""
    kept = request.session.get("typed") or {}
    mine = kept.get("by") == str(request.user.pk)
    if kept and (not mine or kept.get("at") == request.path):
        del request.session["typed"]
    return dict(kept["typed"]) if mine and kept.get("at") == request.path else {}


def nothing_kept(view: View) -> View:
    """Under `members_only`: what was typed while a sign-in ran out is not kept, nor the address: both would stand beside a name
    (in the session, and in the log of tries to sign in)."""
    view.keeps_nothing = True  # type: ignore[attr-defined]
    return view


def members_only(view: View) -> View:
    """Signed-in people; others are asked to sign in and then come back, with what they had typed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            keeps = not getattr(view, "keeps_nothing", False)
            return _ask_to_sign_in(request) if keeps else HttpResponseRedirect(resolve_url(settings.LOGIN_URL))
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
