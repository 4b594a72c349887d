"""Who reads and what they may do is as of a request's first question; what is kept is never of before."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.utils.safestring import SafeString
from pytest_django import DjangoAssertNumQueries

from accord.kit import prepared
from accord.people.models import Area, Organisation, Person
from accord.record.cached import blocks, stamps
from accord.record.cached.pages import kind_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afresh() -> None:
    stamps._usual.clear()


def _areas() -> str:
    return blocks.kept(("areas",), lambda: SafeString(",".join(Area.objects.values_list("code", flat=True))), of_reader=True)


def _write(code: str) -> None:
    Area.objects.create(code=code, iso3=code, kind=Area.Kind.DEMO, world="demo", names={"en": code})


def _organisations() -> str:
    return blocks.kept(
        ("organisations",), lambda: SafeString(",".join(Organisation.objects.values_list("slug", flat=True))), of_reader=True
    )


def test_no_stamp_is_asked_for_twice(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _areas()
    with stamps.moment("GET /a/"):
        _areas()
        with django_assert_num_queries(0):
            _areas()


def test_the_next_request_of_a_kind_asks_for_all_at_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    def request() -> None:
        with stamps.moment("GET /a/"):
            _areas()
            _organisations()

    _areas(), _organisations()
    with django_assert_num_queries(2):
        request()
    with django_assert_num_queries(1):
        request()


def test_stamps_of_cards_are_no_habit() -> None:
    with stamps.moment("GET /a/"):
        stamps.as_of_here(["#7", "people_area"])
    assert stamps._usual == {"GET /a/": frozenset({"people_area"})}


def test_what_a_request_writes_it_sees() -> None:
    with stamps.moment("POST /a/"):
        assert "AAA" not in _areas()
        _write("AAA")
        assert "AAA" in _areas()


def test_what_was_written_before_a_request_it_sees() -> None:
    for code in ("AAA", "AAB", "AAC"):
        with stamps.moment("GET /a/"):
            _areas()
        _write(code)
        with stamps.moment("GET /a/"):
            assert code in _areas()


def _somebody_else_writes(code: str) -> None:
    """As another process commits it: this request does not know."""
    held = stamps._moment.get()
    _write(code)
    stamps._leave(connection)
    stamps._moment.set(held)


def test_nothing_that_is_made_meanwhile_is_kept_with_what_was_before() -> None:
    """What is made reads a table anew, and holds a block of before the moment: under the newer stamp it would stand for ever."""

    def made() -> SafeString:
        return SafeString(f"{Area.objects.count()} of {_areas()}")

    _areas()
    with stamps.moment("GET /a/"):
        _areas()
        _somebody_else_writes("AAA")
        assert "AAA" in blocks.kept(("made",), made)
    assert "AAA" in blocks.kept(("made",), made)


def test_what_is_gathered_for_a_key_is_not_of_before_it() -> None:
    _areas()
    with stamps.moment("GET /a/"):
        _areas()
        _somebody_else_writes("AAA")
        stamps.of_table("record_event")
        assert "AAA" in _areas()


def test_within_a_transaction_each_question_is_asked_anew() -> None:
    _areas()
    with stamps.moment("POST /a/"):
        _areas()
        _somebody_else_writes("AAA")
        assert "AAA" not in _areas()  # as of the first question
        with transaction.atomic():
            assert "AAA" in _areas()


def test_what_a_page_shows_is_asked_for_each_time() -> None:
    def shown() -> SafeString:
        return blocks.kept(("shown",), lambda: SafeString(",".join(Area.objects.values_list("code", flat=True))))

    shown()
    with stamps.moment("GET /a/"):
        _areas()
        _somebody_else_writes("AAA")
        assert "AAA" in shown()


def test_kinds_that_strangers_make_up_fill_no_memory() -> None:
    for number in range(stamps.KINDS + 10):
        with stamps.moment(f"GET /{number}/"):
            stamps.as_of_here(["people_area"])
    assert len(stamps._usual) <= stamps.KINDS


def test_a_page_of_who_signed_in_is_one_moment(client: Client) -> None:
    client.force_login(Person.objects.create_user("a@example.org", "a long enough word 7"))
    client.get("/en/")
    client.get("/en/")
    assert "people_person" in stamps._usual["GET /en/"]


def test_an_address_tells_its_kind_however_long_it_is() -> None:
    def kind(path: str) -> str:
        return kind_of(RequestFactory().post(path))

    assert kind("/en/topics/87d51986fa/post/") == "POST /en/topics/#/post/"
    assert kind("/en/practices/XAA-p3/review/") == kind("/en/practices/XAB-p12/review/")
    assert len(kind("/en/" + "a" * 100_000)) < 300  # and in no more steps than that


def _noted() -> set[str]:
    found = stamps.Seen()
    found.note({"made up"})
    return found.names


FIRST: list[tuple[Callable[[], object], object]] = [
    (lambda: stamps.now(["made up"]), {"made up": 0}),
    (lambda: stamps.Seen.ahead().names, set()),
    (_noted, {"made up"}),
    (lambda: len(prepared.rows("SELECT 1 WHERE 1 = %s", [1])), 1),
    (lambda: Client().get("/en/").status_code, 200),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("ask", "told"), FIRST)
def test_the_first_question_of_a_thread_is_answered(ask: Callable[[], object], told: object) -> None:
    """It has no connection yet, of whichever kind the question is."""

    def asked() -> object:
        try:
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as fresh:
        assert fresh.submit(asked).result() == told


class _Back(Exception):
    pass


@transaction.atomic
def _asked_in_vain() -> None:
    stamps.now(["made up"])
    raise _Back


def test_stamps_are_not_undone_with_what_asked_for_them() -> None:
    """What was written before a part of a transaction stands when that part is undone, and is told all the same."""
    before = stamps.now(["people_area"])
    with transaction.atomic():
        _write("XKZ")
        with suppress(_Back):
            _asked_in_vain()
    assert stamps.now(["people_area"]) != before
