"""What signed-out readers see, kept in a process and never told once it stopped being true.

A page is kept with the stamps of the tables that it read, taken before it was made: had they been taken after, a page of before
could stand under a stamp of after for ever. It is shown again while those stamps are the same and the minute has not changed, for
what comes true by the clock alone. The rest of what a page depends on is its address, the release of the code (a process), and
nothing of the reader: whoever has a session is let through.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from accord.kit import clock
from accord.record.cached import stamps
from accord.record.cached.stamps import PRIVATE, Stamps

type Key = tuple[str, ...]
type Handler = Callable[[HttpRequest], HttpResponse]

LARGEST = 512 * 1024  # bytes of one page
ASKING = 0.25  # of the room, for addresses with a query: strangers make them up
HARMLESS_COOKIES = frozenset({"csrftoken"})  # a page that shows a token sets the cookie and is not kept
TELLING_HEADERS = ("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_HX_REQUEST")
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

    def shown(self, request: HttpRequest) -> HttpResponse:
        known = bool(self.etag) and self.etag in request.headers.get("If-None-Match", "")
        response = HttpResponse(b"" if known or request.method == "HEAD" else self.body, status=304 if known else 200)
        for name, value in self.headers:
            if not known or name != "Content-Length":
                response.headers[name] = value
        return response


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
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.plain, self.asking = Room(), Room()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PAGES_KEPT or not _may_be_kept(request):
            return self.get_response(request)
        query = request.META.get("QUERY_STRING", "")
        room = self.asking if query else self.plain
        zipped = "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else ""
        key = (request.scheme or "", request.META.get("HTTP_HOST", ""), request.path_info, query, zipped)
        try:
            page = room.get(key)
            if page and page.holds():
                return page.shown(request)
            minute, read = _minute(), stamps.Seen.ahead()
        except DatabaseError:  # the page itself tells it
            return self.get_response(request)
        with stamps.seen(read):
            response = self.get_response(request)
        if request.method == "GET" and _is_for_all(response) and not read.names & PRIVATE:
            etag, names = response.headers.get("ETag", ""), tuple(sorted(read.names))
            made = Page(response.content, tuple(response.items()), etag, names, read.stamps(), minute)
            room.put(key, made, settings.PAGES_KEPT * (ASKING if query else 1 - ASKING))
        return response


def _minute() -> datetime:
    return clock.now().replace(second=0, microsecond=0)


def _may_be_kept(request: HttpRequest) -> bool:
    """Of a reader of whom nothing is known."""
    if request.method not in ("GET", "HEAD") or any(name in request.META for name in TELLING_HEADERS):
        return False
    told = request.META.get("HTTP_COOKIE", "")
    return not told or {one.partition("=")[0].strip() for one in told.split(";")} <= HARMLESS_COOKIES


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
