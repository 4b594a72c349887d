"""Who may open an address. Each view carries one of these marks; start-up fails without one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

type View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Anyone. What the page shows still depends on the reader's audiences."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def members_only(view: View) -> View:
    """Signed-in people; others are asked to sign in and then come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.access = "members"  # type: ignore[attr-defined]
    return guarded


def staff_session(view: View) -> View:
    """Officers of the secretariat. For anyone else the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not getattr(request.user, "is_officer", False):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.access = "staff"  # type: ignore[attr-defined]
    return guarded
