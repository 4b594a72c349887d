"""Ids are given when a line is written, positions when it is there for all: who reads by position misses none."""

import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction

from accord.record import actions
from accord.record.actions.events import problems
from accord.record.models import Card, Checkpoint, Event
from accord.record.tests.test_record import card

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer at a time: no two can end in reverse order"
    ),
]


@pytest.fixture
def about(tmp_path: Path, settings: Any) -> Card:
    settings.HOME = tmp_path
    return card("told")


def beside(act: Any) -> threading.Thread:
    """On a connection of its own, as another worker has it."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def read_on(position: int) -> list[Event]:
    return list(Event.objects.filter(position__gt=position).order_by("position"))


def test_a_line_whose_transaction_ends_later_gets_the_later_position(about: Card) -> None:
    written, sealed = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            actions.append("slow", about)
            written.set()
            assert sealed.wait(20)

    other = beside(slow)
    assert written.wait(20)
    actions.append("quick", about)  # the larger id, and there first
    assert actions.seal() == 1
    first = read_on(0)
    by_id = first[-1].pk
    sealed.set()
    other.join(20)
    assert actions.seal() == 1
    second = read_on(first[-1].position or 0)
    assert [e.verb for e in (*first, *second)] == ["quick", "slow"]
    assert [e.position for e in (*first, *second)] == [1, 2]
    assert not Event.objects.filter(pk__gt=by_id).exists()  # who reads by id goes past the slow one for ever
    assert problems() == []
    assert [c.size for c in Checkpoint.objects.order_by("size")] == [1, 2]


def test_many_writers_and_two_sealers_leave_no_gap_and_no_reader_behind(about: Card) -> None:
    done, seen = threading.Event(), list[int]()

    def write(writer: int) -> None:
        for number in range(15):
            with transaction.atomic():
                actions.append("noted", about, after={"writer": writer, "number": number})
                if number % 3 == writer % 3:
                    done.wait(0.01)

    def sealing() -> None:
        while not done.is_set():
            actions.seal(batch=7)

    def reading() -> None:
        while not done.is_set():
            seen.extend(e.position or 0 for e in read_on(seen[-1] if seen else 0))

    writers = [beside(lambda writer=writer: write(writer)) for writer in range(4)]  # type: ignore[misc]
    others = [beside(sealing), beside(sealing), beside(reading)]
    for thread in writers:
        thread.join(60)
    done.set()
    for thread in others:
        thread.join(60)
    while actions.seal():
        pass
    seen.extend(e.position or 0 for e in read_on(seen[-1] if seen else 0))
    assert seen == list(range(1, 61))
    assert problems() == []
