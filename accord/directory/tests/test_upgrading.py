"""A site where one person was nominated twice at once is upgraded: one nomination stays, the others are closed and told of."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from accord.directory.actions.capacities import tell_of_closed
from accord.directory.apps import tell_of_closed_nominations
from accord.directory.tests.makers import country, officers, person
from accord.people.models import NOMINATED_TWICE, Capacity
from accord.record.actions import seal
from accord.record.actions.events import problems
from accord.record.models import Event

ROOT = Path(__file__).resolve().parents[3]
close_repeated = import_module("accord.people.migrations.0002_nominated_once").close_repeated


def nominated(states: Sequence[str], **of: Any) -> list[Capacity]:
    return [Capacity.objects.create(state=state, **of) for state in states]


@pytest.fixture
def before_the_index(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX nominated_once_at_a_time")


@pytest.mark.usefixtures("before_the_index")
def test_the_oldest_stays_or_the_one_that_was_checked(django_assert_num_queries: Any) -> None:
    who, land = person("amina"), country()
    for states, left in (
        (("nominated", "nominated", "nominated"), ["nominated", "refused", "refused"]),
        (("nominated", "checked", "nominated"), ["refused", "checked", "refused"]),
        (("refused", "active", "nominated"), ["refused", "active", "nominated"]),
    ):
        made = nominated(states, person=who, role="focal_point", area=land)
        alone = nominated(("nominated",), person=who, role="validator", area=land)
        close_repeated(apps, None)
        rows = {c.pk: c for c in Capacity.objects.all()}
        assert [rows[c.pk].state for c in (*made, *alone)] == [*left, "nominated"]
        assert {rows[c.pk].reason for c in made if rows[c.pk].state != c.state} <= {NOMINATED_TWICE}
        Capacity.objects.all().delete()


@pytest.mark.usefixtures("before_the_index")
def test_where_it_is_of_no_country_too_and_the_journal_tells_once() -> None:
    officers("officer-1")
    who, land = person("amina"), country()
    nominated(("nominated", "nominated"), person=who, role="secretariat")
    nominated(("nominated", "nominated"), person=who, role="alternate", area=land)
    close_repeated(apps, None)
    for _again in (1, 2):
        tell_of_closed_nominations()
    events = list(Event.objects.filter(verb="capacity_refused").order_by("pk"))
    assert [(e.card.ref if e.card else "", e.audience.code) for e in events] == [("", "officers"), ("countries/XAA", "public")]
    assert all(e.body["reason"] == NOMINATED_TWICE and "amina" not in str(e.body).lower() for e in events)
    assert tell_of_closed() == 0
    seal()
    assert problems() == []


def test_a_real_upgrade(tmp_path: Path) -> None:
    """A home of the version before the index, with three open nominations of one person."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ACCORD_", "PYTEST"))} | {
        "ACCORD_HOME": str(tmp_path)
    }

    def accord(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "accord", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )

    done = accord("migrate", "people", "0001", "-v0")
    assert done.returncode == 0, done.stderr
    capacity = "INSERT INTO people_capacity (person_id, role, state, reason) VALUES (1, 'secretariat', 'nominated', 'x')"
    with closing(sqlite3.connect(tmp_path / "accord.sqlite3")) as made, made:
        columns = {row[1]: row for row in made.execute("PRAGMA table_info(people_person)")}
        given = {
            name: "" if "char" in row[2].lower() or "text" in row[2].lower() else 0 for name, row in columns.items() if row[3]
        }
        given |= {"id": 1, "email": "a@b.example", "world": "real"}
        made.execute(
            f"INSERT INTO people_person ({', '.join(given)}) VALUES ({', '.join('?' * len(given))})", list(given.values())
        )
        for _times in range(3):
            made.execute(capacity)
    done = accord("migrate", "-v0")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "accord.sqlite3")) as made:
        states = [state for (state,) in made.execute("SELECT state FROM people_capacity ORDER BY id")]
        told = [verb for (verb,) in made.execute("SELECT verb FROM record_event ORDER BY id")]
        with pytest.raises(sqlite3.IntegrityError):
            made.execute(capacity)
    assert (states, told) == (["nominated", "refused", "refused"], ["capacity_refused"] * 2)
