"""What every request passes through."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.messages.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject, empty

from accord.kit import errors
from accord.kit.access import remember_who

type Handler = Callable[[HttpRequest], HttpResponse]


class ReadableRequestsMiddleware:
    """Turns away, before anything of it is read, what is too large; and NUL bytes, which PostgreSQL takes in no text."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _too_large(request):
            return errors.too_large(request)
        asked = (request.path_info, *request.COOKIES.values())
        if "%00" in request.META.get("QUERY_STRING", "") or any("\0" in one for one in asked):
            return errors.bad_request(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        typed = request.POST.lists() if request.method == "POST" else ()
        if any("\0" in one for name, values in typed for one in (name, *values)):
            return errors.bad_request(request)
        return None


def _too_large(request: HttpRequest) -> bool:
    told = request.META.get("CONTENT_LENGTH") or "0"
    files = request.META.get("CONTENT_TYPE", "").startswith("multipart/form-data")
    larger = (most for end, most in settings.LARGER_REQUESTS.items() if re.search(rf"(?:{end})\Z", request.path_info))
    limit = next(larger, settings.REQUEST_LIMIT) if files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return not told.isdecimal() or len(told) > 12 or int(told) > limit


class HelpfulErrorsMiddleware:
    """A method that an address does not take gets a page with a way on, as all other errors do."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = errors.not_allowed(request)
        page["Allow"] = response["Allow"]
        return page


class MessagesWhenAskedMiddleware(MessageMiddleware):
    """Most requests neither leave a message nor show one: its signed cookie is looked at when somebody does."""

    def process_request(self, request: HttpRequest) -> None:
        request._messages = SimpleLazyObject(partial(default_storage, request))  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        asked = getattr(getattr(request, "_messages", None), "_wrapped", empty) is not empty
        return super().process_response(request, response) if asked else response


class PrivatePagesMiddleware:
    """A signed-in person's pages are never stored by a shared cache; a stranger's are asked for again, as browsers else show
    some answers (410) for ever."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response:
            known = request.user.is_authenticated
            if known:
                remember_who(request, response)
            response["Cache-Control"] = "private, no-store" if known else "no-cache"
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response
