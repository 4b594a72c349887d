"""A kept page is answered before Django makes a request of what the server tells: the same answer, held to the same stamps."""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, InterfaceError, close_old_connections

from accord.record.cached import pages
from accord.record.cached.pages import KeptPagesMiddleware, Page, first
from accord.record.tests.test_kept_pages import organisation

pytestmark = pytest.mark.django_db
LIST = "/en/directory/organisations/"


class Served:
    """A server with a memory of its own; `asked` counts what Django had to answer."""

    def __init__(self) -> None:
        self.django, self.asked = WSGIHandler(), 0
        self.server = first(self._counted, KeptPagesMiddleware.newest)

    def _counted(self, told: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked += 1
        return self.django(told, start)

    def __call__(self, path: str, **more: str) -> tuple[str, dict[str, str], bytes]:
        told = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
                "HTTP_HOST": "localhost", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), **more}  # fmt: skip
        said: list[Any] = []
        body = b"".join(self.server(told, lambda *these: said.extend(these)))
        return said[0], dict(said[1]), body


@pytest.fixture
def served(settings: Any) -> Iterator[Served]:
    settings.PAGES_KEPT, settings.CLOCK = 10**6, datetime.fromisoformat("2026-03-01T10:00:30+00:00").isoformat()
    for signal in (request_started, request_finished):  # as Django's own client does: the test's connection is not the server's
        signal.disconnect(close_old_connections)
    yield Served()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_it_is_the_same_answer(served: Served) -> None:
    made, kept = served(LIST), served(LIST)
    assert served.asked == 1
    assert kept == made
    assert made[0] == "200 OK"
    assert "Content-Security-Policy" in kept[1]


def test_it_holds_until_a_write(served: Served) -> None:
    served(LIST)
    organisation("Harbour friends")
    assert b"Harbour friends" in served(LIST)[2]
    assert served.asked == 2


@pytest.mark.parametrize("more", [{"HTTP_COOKIE": "sessionid=x"}, {"REQUEST_METHOD": "POST"}, {"HTTP_HOST": "evil.example"}])
def test_whoever_is_known_or_asks_otherwise_is_let_through(served: Served, more: dict[str, str]) -> None:
    served(LIST)
    served(LIST, **more)
    assert served.asked == 2


def test_who_has_it_is_told_so_and_a_head_has_no_body(served: Served) -> None:
    _status, headers, body = served(LIST)
    assert served(LIST, HTTP_IF_NONE_MATCH=headers["ETag"])[::2] == ("304 Not Modified", b"")
    assert served(LIST, REQUEST_METHOD="HEAD") == ("200 OK", headers, b"")
    assert served.asked == 1
    assert body


@pytest.mark.parametrize("fault", [DatabaseError, InterfaceError])  # neither is one of the other
def test_where_the_database_fails_the_page_itself_tells_it(
    served: Served, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    served(LIST)

    def fail(page: Page) -> bool:
        raise fault

    monkeypatch.setattr(pages.Page, "holds", fail)
    assert served(LIST)[0] == "200 OK"
    assert served.asked == 2
