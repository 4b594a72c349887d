"""Posts poured in leave the rows that the room's actions leave; what was interrupted goes on; all of it can be taken out."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from accord.discussions.actions import open_topic, post
from accord.discussions.models import Post, Topic
from accord.discussions.tests.makers import Stage, place_of
from accord.kit import clock
from accord.overview.demo import volume
from accord.overview.demo.volume import Hall, Lot, Said, lot_of, write_lot
from accord.people.models import World
from accord.record.actions import remove_world, seal
from accord.record.models import Card, Event, SearchDocument, SearchEntry
from accord.record.search.reads import search
from accord.record.verifying import problems
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db
BEGIN, STEP = datetime(2026, 5, 4, 9, 30, tzinfo=UTC), timedelta(seconds=90)
# What a page is held against counts writes, and these do fewer. How an index lies in its tables depends on their number, too.
UNLIKE = ("record_stamp", "sqlite_sequence", "record_title_fts", "record_body_fts", "record_title_vectors", "record_body_vectors")


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    return Stage()


@pytest.fixture
def halls(built: Stage) -> list[Hall]:
    """An open platform and a closed one."""
    found = []
    for access in ("open", "restricted"):
        platform = built.platform(access)
        built.take_in(platform, built.focal)
        hats = [built.convener, built.focal]
        found.append(Hall(place_of(platform), [(hat.person, hat) for hat in hats]))
    return found


def by_actions(lot: Lot, halls: list[Hall]) -> None:
    topics = []
    for thread in lot.threads:
        hall = halls[thread.place % 2]
        by, hat = hall.voices[thread.by % 2]
        with clock.standing_at(BEGIN):
            topics.append(open_topic(hall.card, thread.words, title=thread.title, kind=thread.kind, by=by, hat=hat))
    for at, turn in enumerate(lot.turns, start=1):
        by, hat = halls[lot.threads[turn.thread].place % 2].voices[turn.by % 2]
        with clock.standing_at(BEGIN + at * STEP):
            post(topics[turn.thread], turn.words, by=by, hat=hat, quotes=turn.quotes)


def rows(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return sorted(map(repr, cursor.fetchall()))


def left_by(act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """All rows of all tables, and then as if nothing had been. Names and salts by lot are drawn in the same order each time."""
    drawn: dict[int, int] = {}

    def lot(size: int = 32) -> str:
        drawn[size] = drawn.get(size, 0) + 1
        return f"{drawn[size]:0{2 * size}x}"

    with transaction.atomic(), monkeypatch.context() as patch:
        patch.setattr(secrets, "token_hex", lot)
        act()
        tables = [name for name in connection.introspection.table_names() if not name.startswith(UNLIKE)]
        found = {table: rows(table) for table in tables}
        transaction.set_rollback(True)
    return found


@pytest.mark.skipif(connection.vendor == "postgresql", reason="its ids do not go back with what was rolled back")
def test_each_row_is_as_the_actions_leave_it(halls: list[Hall], monkeypatch: pytest.MonkeyPatch) -> None:
    lot = lot_of(0, 60)
    before = {table: len(found) for table, found in left_by(lambda: None, monkeypatch).items()}
    one_by_one = left_by(lambda: by_actions(lot, halls), monkeypatch)
    poured = left_by(lambda: write_lot(lot, halls, BEGIN, STEP), monkeypatch)
    written = {table for table, found in one_by_one.items() if len(found) > before[table]}
    assert {"record_card", "record_event", "record_searchentry", "discussions_topic", "discussions_post"} <= written
    for table, found in one_by_one.items():
        assert poured[table] == found, table


def test_what_was_poured_in_is_found_counted_and_verified(halls: list[Hall], built: Stage) -> None:
    lot = lot_of(3, 60)
    write_lot(lot, halls, BEGIN, STEP)
    assert Post.objects.count() == 60 == sum(Topic.objects.values_list("last_number", flat=True))
    assert Event.objects.filter(verb="posted", quiet=True).count() == len(lot.turns)
    public = SearchDocument.objects.filter(text__contains="rare3003", audience__code="public")
    found = search(again(built.nobody), "rare3003", world="demo")
    assert found.total == public.count() > 0
    while seal():
        pass
    assert not problems()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO record_body_fts(record_body_fts) VALUES ('integrity-check')")


def test_a_lot_depends_on_its_number_alone() -> None:
    assert lot_of(4, 30) == lot_of(4, 30) != lot_of(5, 30)
    assert sum(words.words.text.endswith("rare4000") for words in (*lot_of(4, 30).threads, *lot_of(4, 30).turns)) == 5


def test_nobody_is_named_in_bulk(halls: list[Hall], built: Stage) -> None:
    topic = built.topic()
    words = lot_of(0, 5).turns[0].words
    named = type(words)("Ask @Focal", "en", "", "")
    with pytest.raises(ValueError, match="named"):
        volume.pour([Said(topic, named, built.focal.person, built.focal, BEGIN)])


def test_what_was_interrupted_goes_on(halls: list[Hall], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volume, "LOT", 20)
    monkeypatch.setattr(volume, "halls", lambda: halls)
    monkeypatch.setattr(volume, "_drawn_ahead", lambda wanted: (lot_of(*one) for one in wanted))
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        volume.load(50, stop)
    assert Post.objects.count() == 20
    assert volume.load(50, lambda done, of: told.append((done, of))) == 50
    assert told == [(0, 50), (20, 50), (20, 50), (40, 50), (50, 50)]
    assert volume.load(50, lambda done, of: None) == 50
    assert Post.objects.count() == 50
    assert volume.load(60, lambda done, of: None) == 60 == Post.objects.count()


def test_all_of_it_is_taken_out(
    halls: list[Hall], built: Stage, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    from accord.discussions.actions import remove_topics
    from accord.record.actions import worlds

    monkeypatch.setattr(worlds, "TOLD", 25)
    write_lot(lot_of(0, 60), halls, BEGIN, STEP)
    with django_assert_max_num_queries(30):
        assert remove_topics(World.DEMO) >= 60
    assert not Post.objects.exists()
    assert not SearchDocument.objects.filter(card__kind="topic").exists()
    assert not SearchEntry.objects.filter(document__card__kind="topic").exists()
    remove_world(World.DEMO)
    assert not Card.objects.filter(kind="topic").exists()
    assert Event.objects.filter(verb="world_removed").count() > 2
    assert not [problem for problem in problems() if "topics/" in problem["ref"]]
