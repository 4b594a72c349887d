"""Signed-out pages from memory: as without it, and never those of before. Each client is a worker with a memory of its own."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.kit import prepared
from accord.people.models import Area, Organisation, Person
from accord.record import actions
from accord.record.access import audience_ids
from accord.record.cached import blocks, pages, stamps
from accord.record.models import Card, Event, Stamp
from accord.record.reads import journal_state

pytestmark = pytest.mark.django_db
SEARCH = "/en/search/?q=harbour"
LIST, FOUND = "/en/directory/organisations/", "/en/search.json?q=harbour"


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> None:
    settings.PAGES_KEPT = 10**6
    clock_stands = datetime.fromisoformat("2026-03-01T10:00:30+00:00")
    settings.CLOCK = clock_stands.isoformat()
    Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land XKA"})
    thing("Harbour watch")


def thing(title: str, audience: str = "public", **more: Any) -> Card:
    return actions.publish_card(
        actions.CardText(
            ref="things/1",
            url="things/1/",
            kind="thing",
            title={"en": title},
            world="real",
            audience=actions.audience(audience, "real"),
            **more,
        )  # fmt: skip
    )


def organisation(name: str) -> None:
    Organisation.objects.update_or_create(
        slug="made-up", defaults={"names": {"en": name}, "kind": "cso", "verified_on": "2026-01-01"}
    )


def asked(client: Client, path: str, **more: Any) -> tuple[str, int]:
    """The page, and how many queries it took. What the process keeps of blocks is not what is looked at here."""
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path, **more)
    assert answer.status_code == 200
    return answer.content.decode(), len(queries)


@pytest.mark.parametrize("path", ["/en/", "/ar/countries/XKA/", SEARCH, LIST, "/en/search.json?q=harbour"])
def test_a_kept_page_is_the_same_and_asks_once(path: str) -> None:
    client = Client()
    first, many = asked(client, path)
    again, few = asked(client, path)
    assert again == first
    assert few == 1 < many


def change_a_record() -> str:
    thing("Harbour patrol")
    return "Harbour patrol"


def change_a_list() -> str:
    organisation("Harbour friends")
    return "Harbour friends"


def change_an_audience() -> str:
    thing("Harbour watch", "officers")
    return "Harbour watch"


CHANGES = [(SEARCH, change_a_record, True), (LIST, change_a_list, True), (SEARCH, change_an_audience, False)]


@pytest.mark.parametrize(("path", "change", "appears"), CHANGES)
def test_no_worker_shows_what_was_before_a_commit(path: str, change: Callable[[], str], appears: bool) -> None:
    workers = [Client(), Client()]
    for worker in workers:
        asked(worker, path)
    text = change()
    assert all((text in asked(worker, path)[0]) == appears for worker in workers)
    assert [asked(worker, path)[1] for worker in workers] == [1, 1]


@pytest.mark.parametrize(("path", "change", "appears"), CHANGES)
def test_without_its_stamps_a_page_would_lie(monkeypatch: pytest.MonkeyPatch, path: str, change: Any, appears: bool) -> None:
    """The tests above can fail."""
    client = Client()
    asked(client, path)
    monkeypatch.setattr(pages.Page, "holds", lambda page: True)
    assert (change() in asked(client, path)[0]) != appears


def test_what_is_written_while_a_page_is_made_is_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of before goes out once, under the stamps of before."""
    organisation("Harbour friends")
    whole = pages._is_for_all

    def late(response: Any) -> bool:
        organisation("Harbour guild")
        return whole(response)

    client = Client()
    monkeypatch.setattr(pages, "_is_for_all", late)
    assert "Harbour friends" in asked(client, LIST)[0]
    monkeypatch.setattr(pages, "_is_for_all", whole)
    assert "Harbour guild" in asked(client, LIST)[0]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_changes_nothing() -> None:
    client = Client()
    before, _ = asked(client, LIST)
    with transaction.atomic():
        organisation("Harbour friends")
        transaction.set_rollback(True)
    assert asked(client, LIST) == (before, 1)


def test_whoever_is_known_is_let_through(client: Client) -> None:
    asked(client, LIST)
    client.force_login(Person.objects.create_user("a@org.example", None), backend="django.contrib.auth.backends.ModelBackend")
    told, many = asked(client, LIST)
    assert "a@org.example" in told or many > 1
    client.logout()
    assert "a@org.example" not in asked(client, LIST)[0]


def test_a_page_with_a_form_of_its_own_is_not_kept(client: Client) -> None:
    tokens = {asked(client, "/en/accounts/login/")[0].partition('csrfmiddlewaretoken" value="')[2][:64] for _ in range(2)}
    assert len(tokens) == 2


def test_each_minute_is_looked_at_anew(client: Client, settings: Any) -> None:
    """What opens or ends by the clock needs no writer."""
    asked(client, LIST)
    settings.CLOCK = "2026-03-01T10:01:00+00:00"
    assert asked(client, LIST)[1] > 1


def test_who_has_the_page_is_told_so_and_a_head_has_no_body(client: Client) -> None:
    etag = client.get(LIST)["ETag"]
    answer = client.get(LIST, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    kept = client.get(LIST)
    assert {"Content-Security-Policy", "X-Frame-Options", "ETag", "Vary"} <= set(kept.headers)
    assert client.head(LIST).content == b""


def test_the_room_is_bounded_and_addresses_made_up_push_out_no_page(settings: Any) -> None:
    client = Client()
    settings.PAGES_KEPT = 2 * len(client.get(LIST).content)
    asked(client, LIST)
    for number in range(20):
        asked(client, f"{LIST}?country={number}")
    assert asked(client, LIST)[1] == 1


def test_stamps_are_folded_and_hold() -> None:
    client = Client()
    organisation("Harbour 1")
    before, _ = asked(client, LIST)
    Stamp.objects.bulk_create(
        Stamp(name=name, lane=lane, n=0) for name in every_stamp() for lane in (-5, -6)
    )  # of other connections
    told = every_stamp()
    assert stamps.fold() >= 2 * len(told)
    assert every_stamp() == told
    assert Stamp.objects.count() == len(told)
    assert asked(client, LIST) == (before, 1)


def every_stamp() -> dict[str, int]:
    stamps.now(["people_area"])  # what this transaction wrote leaves its stamps as it asks for any
    return stamps.now(sorted(set(Stamp.objects.values_list("name", flat=True))))


def test_a_search_that_found_nothing_is_looked_at_anew() -> None:
    """Its one statement begins with WITH."""
    client = Client()
    assert "Lagoon" not in asked(client, "/en/search/?q=lagoon")[0]
    thing("Lagoon watch")
    assert "Lagoon watch" in asked(client, "/en/search/?q=lagoon")[0]


def test_a_country_named_anew_is_named_so_beside_what_was_found() -> None:
    """What a process knows of names holds no longer than a page does."""
    area = Area.objects.get(code="XKA")
    thing("Harbour watch", areas=[area])
    workers = [Client(), Client()]
    assert all("Land XKA" in asked(worker, FOUND)[0] for worker in workers)
    Area.objects.filter(pk=area.pk).update(names={"en": "Shore XKA"})
    assert all("Shore XKA" in asked(worker, FOUND)[0] for worker in workers)


READ, WRITTEN = 'SELECT 1 FROM "record_event"', 'INSERT INTO "record_event" VALUES (1)'
ABOUT: dict[str, tuple[str, ...] | None] = {"all": None, "boats": ("things/boats",), "piers": ("things/piers",), "none": ()}
HOLDS = {("boats", "piers"), ("piers", "boats"), ("boats", "none"), ("piers", "none"), ("none", "boats"), ("none", "piers"),
         ("none", "none")}  # fmt: skip


def passed(sql: str, cards: tuple[str, ...] | None) -> None:
    with stamps.whole() if cards is None else stamps.about(*cards):
        stamps.watch(lambda *given: None, sql, (), False, {"connection": connection})


@pytest.mark.parametrize("reader", ABOUT)
@pytest.mark.parametrize("writer", ABOUT)
def test_who_names_no_card_reads_and_writes_all(reader: str, writer: str) -> None:
    with stamps.seen() as found:
        passed(READ, ABOUT[reader])
    held = found.stamps()
    passed(WRITTEN, ABOUT[writer])
    assert (stamps.now(sorted(found.names)) == held) == ((reader, writer) in HOLDS)


def test_naming_cards_changes_nothing_of_other_tables() -> None:
    with stamps.seen() as found:
        passed('SELECT 1 FROM "record_card"', ("things/boats",))
    held = found.stamps()
    passed('UPDATE "record_card" SET a = 1', ("things/piers",))
    assert stamps.now(sorted(found.names)) != held


def test_what_is_read_within_is_read_by_the_whole_page() -> None:
    with stamps.seen() as outer:
        passed('SELECT 1 FROM "people_area"', None)
        with stamps.seen() as inner:
            passed(READ, ("things/boats",))
    assert outer.names == {"people_area", *inner.names}
    assert inner.names == {"record_event", *(name for name in inner.names if name.startswith("#"))}


def test_stamps_that_wait_are_written_in_order_by_one_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two transactions that write the same tables take their locks in the same order, whatever they wrote first."""
    stamps.now(["people_area"])
    sent: list[tuple[str, list[object]]] = []
    monkeypatch.setattr(prepared, "bare_later", lambda db, sql, params: sent.append((sql, params)))
    tables = [f"made_up_{letter}" for letter in "hbgadfec"]
    for table in tables:
        passed(f'UPDATE "{table}" SET a = 1', None)
    stamps.now(["people_area"])
    [(sql, params)] = sent
    assert params[::3] == sorted(tables)
    assert (sql.count("INSERT"), sql.count("(%s, %s, %s)")) == (1, len(tables))


def test_pages_hold_while_acts_are_told_quietly() -> None:
    """Of a card that they do not tell of."""
    client, boats = Client(), thing("Harbour watch")
    path = "/en/countries/XKA/timeline/"
    for one in ("/en/", path):
        asked(client, one)
    before = journal_state()
    actions.append("posted", boats, after={"number": 2}, quiet=True)
    assert journal_state() == before
    assert [asked(client, one)[1] for one in ("/en/", path)] == [1, 1]
    actions.append("noted", boats)
    assert all(asked(client, one)[1] > 1 for one in ("/en/", path))
    assert journal_state() != before


def test_an_act_begun_first_and_there_last_makes_old_what_was_drawn_between() -> None:
    """On PostgreSQL ids are given out before acts are there for all: the newest id would be the same before and after."""
    boats = thing("Harbour watch")
    Event.objects.filter(pk=actions.append("noted", boats).pk).update(id=10**6)
    with stamps.seen() as found:
        before = journal_state()
    late = actions.event("noted", boats, boats.audience)
    late.pk = 10**6 - 1
    late.save(force_insert=True)
    assert journal_state() != before
    assert stamps.now(sorted(found.names)) != found.stamps()  # and so the page that asked


STATEMENTS = [
    ('INSERT INTO "people_area" ("a") VALUES (1)', {"people_area"}, set()),
    ("INSERT OR IGNORE INTO record_link (a) SELECT b FROM record_card", {"record_link"}, set()),
    ('UPDATE "people_area" SET "a" = (SELECT 1)', {"people_area"}, set()),
    (' DELETE FROM "people_area" WHERE 1', {"people_area"}, set()),
    ("REPLACE INTO people_area VALUES (1)", {"people_area"}, set()),
    ("WITH gone AS (SELECT 1) DELETE FROM people_area", {"people_area"}, set()),
    ('INSERT INTO "django_session" VALUES (1)', set(), set()),
    ("WITH met AS (SELECT a FROM record_body_fts) SELECT 1 FROM record_card", set(), {"record_search", "record_card"}),
    ('SELECT 1 FROM "people_area" a JOIN "record_card" c ON 1 WHERE EXISTS (SELECT 1 FROM record_link)', set(),
     {"people_area", "record_card", "record_link"}),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "written", "read"), STATEMENTS)
def test_every_statement_is_seen(sql: str, written: set[str], read: set[str]) -> None:
    before = every_stamp()
    with stamps.seen() as found:
        stamps.watch(lambda *given: None, sql, (), False, {"connection": connection})
    after = every_stamp()
    assert {name for name, n in after.items() if n != before.get(name, 0)} == written
    assert found.names == read


@pytest.mark.django_db(transaction=True)
def test_a_transaction_leaves_its_stamps_with_its_commit_in_one_statement() -> None:
    def told() -> list[int]:
        return list(Stamp.objects.filter(name="people_organisation").values_list("n", flat=True))

    before = told()
    with transaction.atomic():
        for n in range(3):
            organisation(f"Harbour friends {n}")
        assert told() == before, "not yet"
    after = told()
    assert after != before
    with suppress(ValueError), transaction.atomic():
        organisation("Harbour friends 9")
        raise ValueError
    Area.objects.filter(pk=0).update(code="x")
    assert told() == after, "what was rolled back leaves none with the next commit"


def test_every_connection_is_watched() -> None:
    assert stamps.watch in connection.execute_wrappers


def test_what_was_made_within_a_transaction_that_came_to_nothing_holds_no_more() -> None:
    """Else whoever was let into an audience by a form that was then refused would stay in it once somebody else was."""
    person, other = (Person.objects.create_user(f"{n}@demo.example", None, world="demo") for n in ("one", "other"))
    blocks.clear()
    with suppress(ValueError), transaction.atomic():
        actions.add_to_audience(actions.audience("people:one", "demo"), person=person)
        inside = audience_ids(Person.objects.get(pk=person.pk))
        raise ValueError
    actions.add_to_audience(actions.audience("people:two", "demo"), person=other)
    assert len(inside) == len(audience_ids(Person.objects.get(pk=person.pk))) + 1
