"""Whoever belongs to the demonstration is shown its lists, unless another world is asked for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accord.people.models import Person, World

type Handler = Callable[[HttpRequest], HttpResponse]


class OwnWorldMiddleware:
    """As if `?world=demo` had been asked: her own country's promises are what a focal point of it looks for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and "world" not in request.GET
        if signed_in and isinstance(request.user, Person) and request.user.world == World.DEMO:
            asked = request.GET.copy()
            asked["world"] = World.DEMO
            request.GET = asked  # type: ignore[assignment]
        return self.get_response(request)
