"""What signed-out readers see, kept in a process and never told once it stopped being true.

A page is kept with the stamps of the tables that it read, taken before it was made: had they been taken after, a page of before
could stand under a stamp of after for ever. It is shown again while those stamps are the same and the minute has not changed, for
what comes true by the clock alone. The rest of what a page depends on is its address, the release of the code (a process), and
nothing of the reader: whoever has a session is let through.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import responses
from typing import Any, ClassVar

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse

from accord.kit import clock
from accord.record.cached import stamps
from accord.record.cached.stamps import PRIVATE, Stamps

type Key = tuple[str, ...]
type Handler = Callable[[HttpRequest], HttpResponse]
type Server = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]  # WSGI

QUERY = 3  # of a key
ASKED = "accord.kept"
LARGEST = 512 * 1024  # bytes of one page
ASKING = 0.25  # of the room, for addresses with a query: strangers make them up
HARMLESS_COOKIES = frozenset({"csrftoken"})  # a page that shows a token sets the cookie and is not kept
TELLING_HEADERS = ("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_HX_REQUEST")
# Of an address: most refs hold a digit; another kind costs a query more. Looked for once a word: strangers write long ones.
_FILLED_IN = re.compile(r"(?<=/)[^/\d]*+\d[^/]*")
HARMLESS_VARY = frozenset({"cookie", "accept-encoding"})


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    names: tuple[str, ...]  # of what it read
    stamps: Stamps
    minute: datetime

    def holds(self) -> bool:
        return self.minute == _minute() and stamps.now(self.names) == self.stamps

    def answer(self, told: Mapping[str, Any]) -> tuple[int, list[tuple[str, str]], bytes]:
        """Status, headers and body for a request of which a server tells this."""
        known = bool(self.etag) and self.etag in told.get("HTTP_IF_NONE_MATCH", "")
        headers = [one for one in self.headers if one[0] != "Content-Length"] if known else list(self.headers)
        return 304 if known else 200, headers, b"" if known or told["REQUEST_METHOD"] == "HEAD" else self.body


class Room:
    """The pages used last, as many as fit."""

    def __init__(self) -> None:
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.bytes = 0
        self.lock = threading.Lock()

    def get(self, key: Key) -> Page | None:
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
            return self.pages.get(key)

    def put(self, key: Key, page: Page, most: float) -> None:
        with self.lock:
            before = self.pages.pop(key, None)
            self.bytes += len(page.body) - (len(before.body) if before else 0)
            self.pages[key] = page
            while self.bytes > most and self.pages:
                _, gone = self.pages.popitem(last=False)
                self.bytes -= len(gone.body)

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.bytes = 0


class KeptPagesMiddleware:
    newest: ClassVar["KeptPagesMiddleware"]  # that of the server's own chain, for `first`

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.plain, self.asking = Room(), Room()
        KeptPagesMiddleware.newest = self

    def found(self, told: dict[str, Any]) -> Page | None:
        """What is kept for this request and holds (1 query). It is looked for once: `told` says so afterwards."""
        key = _key(told)
        if key is None or ASKED in told:
            return None
        told[ASKED] = True
        page = self._room(key).get(key)
        return page if page and page.holds() else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request.META)
        if key is None:
            with stamps.moment(kind_of(request)):
                return self.get_response(request)
        try:
            page = self.found(request.META)
            if page:
                return _as_response(page, request)
            minute, read = _minute(), stamps.Seen.ahead()
        except Error:  # the page itself tells it
            return self.get_response(request)
        with stamps.seen(read):
            response = self.get_response(request)
        if request.method == "GET" and _is_for_all(response) and not read.names & PRIVATE:
            etag, names = response.headers.get("ETag", ""), tuple(sorted(read.names))
            made = Page(response.content, tuple(response.items()), etag, names, read.stamps(), minute)
            room = self._room(key)
            room.put(key, made, settings.PAGES_KEPT * (ASKING if room is self.asking else 1 - ASKING))
        return response

    def _room(self, key: Key) -> Room:
        return self.asking if key[QUERY] else self.plain


def first(application: Server, kept: KeptPagesMiddleware) -> Server:
    """`application`, but what is kept and holds is answered before a request is made of what the server tells: half the cost."""

    def answer(told: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        try:
            page = kept.found(told)
        except Error:  # the page itself tells it, with a connection made anew
            page = None
        if page is None:
            return application(told, start)
        status, headers, body = page.answer(told)
        start(f"{status} {responses[status]}", headers)
        return [body]

    return answer


def _as_response(page: Page, request: HttpRequest) -> HttpResponse:
    status, headers, body = page.answer(request.META)
    response = HttpResponse(body, status=status)
    for name, value in headers:
        response.headers[name] = value
    return response


def _minute() -> datetime:
    return clock.now().replace(second=0, microsecond=0)


def _key(told: Mapping[str, Any]) -> Key | None:
    """What a page for a reader of whom nothing is known differs by; None where something is, or nothing is kept."""
    if not settings.PAGES_KEPT or told["REQUEST_METHOD"] not in ("GET", "HEAD") or any(name in told for name in TELLING_HEADERS):
        return None
    cookies = told.get("HTTP_COOKIE", "")
    if cookies and not {one.partition("=")[0].strip() for one in cookies.split(";")} <= HARMLESS_COOKIES:
        return None
    proxy = settings.SECURE_PROXY_SSL_HEADER
    scheme = told.get(proxy[0], "") if proxy else told.get("wsgi.url_scheme", "")
    zipped = "gzip" if "gzip" in told.get("HTTP_ACCEPT_ENCODING", "") else ""
    return (scheme, told.get("HTTP_HOST", ""), told["PATH_INFO"], told.get("QUERY_STRING", ""), zipped)


def kind_of(request: HttpRequest) -> str:
    """What requests for the same page of other things have in common."""
    return f"{request.method} {_FILLED_IN.sub('#', request.path_info[:200])}"


def _is_for_all(response: HttpResponse) -> bool:
    vary = {one.strip().casefold() for one in response.headers.get("Vary", "").split(",") if one.strip()}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and vary <= HARMLESS_VARY
        and not any(one in response.headers.get("Cache-Control", "") for one in ("private", "no-store"))
        and len(response.content) <= LARGEST
    )
