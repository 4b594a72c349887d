"""What every page carries, and that it stays light."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from accord.kit import errors
from accord.kit.context import come_back, room_of

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).resolve().parent.parent / "static" / "kit"


@pytest.fixture
def html(client: Client) -> str:
    return client.get("/en/help-now/").content.decode()


def test_the_skip_link_comes_first_and_the_exit_second(html: str) -> None:
    links = re.findall(r"<a [^>]*>", html[html.index("<body") :])
    assert 'class="skip"' in links[0]
    assert 'class="exit"' in links[1]
    assert 'rel="noreferrer noopener"' in links[1]


def test_help_is_one_step_away_and_no_number_is_made_up(html: str) -> None:
    assert '<a href="/en/help-now/">Need help now?</a>' in html
    assert "https://childhelplineinternational.org/helplines/" in html
    assert "Never send, upload or copy them" in html
    main = html[html.index("<main") : html.index("</main")]
    assert not re.search(r"\d{3}", re.sub(r"<[^>]+>", "", main))


def test_no_page_asks_another_host_for_anything(html: str) -> None:
    asked = re.findall(r'<(?:link|script|img|iframe)[^>]+(?:href|src)="([^"]+)"', html)
    assert asked
    assert all(one.startswith("/static/") for one in asked)
    for sheet in STATIC.glob("*.css"):
        assert "url(" not in sheet.read_text()
        assert "@import" not in sheet.read_text()


def test_style_sheets_know_no_left_and_no_right() -> None:
    for sheet in STATIC.glob("*.css"):
        assert not re.search(r"[\s;{-](?:left|right)\s*:|(?:margin|padding|border)-(?:left|right)", sheet.read_text()), sheet.name


def test_the_first_view_stays_under_fifty_kilobytes(html: str) -> None:
    parts = [html.encode(), *(file.read_bytes() for file in STATIC.iterdir())]
    assert sum(len(gzip.compress(part)) for part in parts) < 25_000  # leaves 25 for what a page adds


@pytest.mark.parametrize("status", [400, 403, 404, 429])
def test_an_error_page_says_what_to_do(status: int, client: Client) -> None:
    request = RequestFactory().get("/en/x/")
    answer = {
        400: lambda: errors.bad_request(request, Exception()),
        403: lambda: errors.forbidden(request, Exception()),
        404: lambda: client.get("/en/nowhere/"),
        429: lambda: errors.too_many_tries(request),
    }[status]()
    html = answer.content.decode()
    assert answer.status_code == status
    assert html.count("<h1") == 1
    assert 'action="/en/search/"' in html


def test_a_broken_page_still_stands_in_the_readers_language_and_direction() -> None:
    with translation.override("ar"):
        answer = errors.broken(RequestFactory().get("/ar/x/"))
    html = answer.content.decode()
    assert answer.status_code == 500
    assert "<h1" in html
    assert ('lang="ar" dir="rtl"' in html) or ('lang="en" dir="ltr"' in html)


def test_a_form_open_too_long_gives_back_what_was_typed_but_no_password() -> None:
    typed = {"why": "A long answer that took an hour", "password": "a password longer than twenty signs"}
    html = errors.csrf_failure(RequestFactory().post("/en/x/", typed)).content.decode()
    assert "A long answer that took an hour" in html
    assert "longer than twenty" not in html


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/en/", ""),
        ("/en/act/", "act"),
        ("/ar/work-plan/matrix/", "act"),
        ("/en/countries/KEN/", "directory"),
        ("/en/countries/KEN/accountability/", "account"),
        ("/en/countries/KEN/learn/", "learn"),
        ("/en/report/2024/", "account"),
        ("/en/report-this/act/", ""),
        ("/en/my/", ""),
    ],
)
def test_the_navigation_knows_which_room_a_page_belongs_to(path: str, room: str) -> None:
    assert room_of(path) == room


def test_the_navigation_marks_the_room_of_every_page_in_it(client: Client) -> None:
    inside, itself = (client.get(f"/en/{path}/").content.decode() for path in ("explore", "know"))
    assert '<a href="/en/know/" aria-current="true">' in inside
    assert '<a href="/en/know/" aria-current="page">' in itself
    assert inside.count("aria-current") == itself.count("aria-current")


def test_typing_is_kept_at_the_whole_address() -> None:
    """What a form answers stands behind the "?": without it the draft is another form's (a browser shows it, slowly)."""
    script = (STATIC / "kit.js").read_text()
    assert "{ pathname, search } = window.location" in script
    assert "fetch(pathname + search," in script


def test_a_form_is_sent_to_its_address_without_a_place_in_the_page(client: Client) -> None:
    """After "Skip to content" the address ends in #content. A form sent there would come back with its faults unfocused:
    where an address names a place, a browser passes over `autofocus`."""
    assert '<form method="post" action="/en/accounts/login/?next=/en/">' in client.get(
        "/en/accounts/login/?next=/en/"
    ).content.decode().replace(" novalidate", "")


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/en/directory/", "?next=/en/directory/"),
        ("/en/", ""),
        ("/en/accounts/login/", ""),
        ("/en/topics/abc/", ""),  # names may be sealed there: no log tells who came from it
        ("/en/contribute/secret/", ""),
        ("/en/asked/1/secret/", ""),
    ],
)
def test_signing_in_leads_back_to_the_page(path: str, back: str) -> None:
    link = f"/en/accounts/login/{back}"
    assert come_back(path) == back.removeprefix("?next=")
    if back:
        assert f'<a href="{link}">' in Client().get(path).content.decode()
