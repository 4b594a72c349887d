"""What every answer carries, and what a hostile request gets: never a blank page, never a broken one."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db
STRICT = ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options")


def is_a_page_with_ways_on(html: str) -> bool:
    return html.count("<h1") == 1 and 'class="exit"' in html and "/help-now/" in html


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [("/en/about", "127.0.0.1", 301), ("/en/about/", "evil.example", 400), ("/", "127.0.0.1", 302), ("/en/none/", "127.0.0.1", 404),
     ("/healthz", "127.0.0.1", 200), ("/en/follow/x/", "127.0.0.1", 405)],
)  # fmt: skip
def test_every_answer_says_what_may_be_loaded_and_who_may_frame_it(path: str, host: str, status: int) -> None:
    answer = Client().get(path, headers={"host": host})
    assert answer.status_code == status
    for header in STRICT:
        assert header in answer, header
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_sheets_carry_the_same_headers(tmp_path: Path) -> None:
    (tmp_path / "x.css").write_text("a{}")
    with override_settings(STATIC_ROOT=tmp_path, WHITENOISE_AUTOREFRESH=True, DEBUG=False):
        answer = Client().get("/static/x.css")
        assert b"".join(answer) == b"a{}"
        answer.close()
    assert answer.status_code == 200
    for header in STRICT:
        assert header in answer, header


@override_settings(SECURE_SSL_REDIRECT=True)
def test_a_bad_name_before_the_redirect_to_https_is_no_exception() -> None:
    answer = Client().get("/en/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer


def test_a_method_that_an_address_does_not_take_gets_a_page_with_ways_on() -> None:
    answer = Client().get("/en/follow/any/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert is_a_page_with_ways_on(answer.content.decode())


@pytest.mark.parametrize(("kind", "size"), [("multipart/form-data; boundary=x", 12_000_001), ("application/x-www-form-urlencoded",
                         2_500_001), ("multipart/form-data; boundary=x", 10**15)])  # fmt: skip
def test_a_body_that_is_too_large_is_told_before_it_is_read(kind: str, size: int) -> None:
    answer = Client().generic("POST", "/en/accounts/login/", b"x", content_type=kind, CONTENT_LENGTH=str(size))
    assert answer.status_code == 413
    assert is_a_page_with_ways_on(answer.content.decode())


def test_texts_that_are_too_large_together_are_told_as_well() -> None:
    answer = Client().post("/en/accounts/login/", {"login": "x" * 2_600_000})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path", ["/en/search/?q=a%00b", "/en/countries/%00/", "/en/commitments/?country=%00", "/en/countries/K%00N.json"]
)
def test_nul_bytes_in_an_address_are_a_bad_request(path: str) -> None:
    assert Client().get(path).status_code == 400


def test_nul_bytes_in_a_form_or_a_cookie_are_a_bad_request() -> None:
    assert Client().post("/en/accounts/login/", {"login": "a\0b", "password": "x"}).status_code == 400
    client = Client()
    client.cookies["sessionid"] = "\0aaaaaaaa"
    assert client.get("/en/my/").status_code == 400


LONG = "9" * 5_000


@pytest.mark.parametrize(
    "path",
    ["search/?q=x&page=", "search.json?q=x&page=", "recommendations/?after=", "commitments/?after=", "shadow-reports/?after=", "directory/people/?after=",
     "directory/people.csv?after=", "directory/organisations/?after=", "commitments/?session="],
)  # fmt: skip
@pytest.mark.parametrize("number", [LONG, "9" * 30, "٣" * 4_400, "-1", "0x1"])
def test_numbers_of_many_digits_break_no_page(path: str, number: str) -> None:
    assert Client().get(f"/en/{path}{number}").status_code in (200, 404)


@pytest.mark.parametrize("path", ["report/", "nominations/", "directory/nominations/"])
def test_numbers_of_many_digits_in_a_path_break_no_page(path: str) -> None:
    for number in (LONG, "9" * 30):
        assert Client().get(f"/en/{path}{number}/").status_code in (302, 404)


def test_a_page_of_results_beyond_the_last_shows_the_first() -> None:
    assert Client().get("/en/search/?q=x&page=999").status_code == 200


def test_the_page_of_a_form_open_too_long_hands_back_texts_and_no_secret() -> None:
    client = Client(enforce_csrf_checks=True)
    typed = {
        "text": "A long text that somebody typed.", "oldpassword": "correct horse battery staple", "password1": "x" * 30,
        "api_token": "t" * 30, "client_secret": "s" * 30, "login": "somebody-somewhere@example.org",
    }  # fmt: skip
    answer = client.post("/en/accounts/password/change/", typed)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert typed["text"] in html
    for name in typed:
        assert name == "text" or typed[name] not in html, name


def test_the_token_of_forms_is_out_of_reach_of_scripts() -> None:
    client = Client()
    client.get("/en/accounts/login/")
    assert client.cookies[settings.CSRF_COOKIE_NAME]["httponly"]
