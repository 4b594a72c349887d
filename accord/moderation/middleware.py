"""In the place of what is hidden stands the day and the ground, on every address of every room: they all answer 404."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accord.kit.pages import show
from accord.kit.texts import LANGUAGES
from accord.moderation.reads.hidden import hidden_page

type Handler = Callable[[HttpRequest], HttpResponse]


class HiddenPagesMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        language, _, path = request.path_info.lstrip("/").partition("/")
        if response.status_code != 404 or language not in LANGUAGES or not path:
            return response
        page = hidden_page(request.user, path)
        if page is None:
            return response
        with translation.override(language):
            return show(request, "moderation/hidden.html", page, status=410)
