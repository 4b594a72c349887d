"""Statements of hot paths, written out. PostgreSQL plans each of them once a connection, not with every page, and gets those that
nobody waits for together.

Planning is two thirds of what such a statement costs there. Only where any value is found in the same way: of a search's
statement the plan for all values would be a thousand times slower, which is why the rest is bound on our side (settings).
SQLite, which stands in the same process, gets each at once.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DataError, NotSupportedError, connections

type Statement = tuple[str, Sequence[Any]]
_TABLE = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
MOST = 500  # statements that a connection keeps


def rows(sql: str, params: Sequence[Any]) -> list[Any]:
    """What it finds, or what it tells of rows it wrote (RETURNING).

    Where somebody changed the type of a column meanwhile the plan is of no use: the connection ends with the request.
    """
    db, held = _run(sql, params)
    with _whole(db, "asked"):
        found: list[Any] = held.fetchall()
    return found


def run(sql: str, params: Sequence[Any]) -> None:
    _run(sql, params)


def _run(sql: str, params: Sequence[Any]) -> tuple[Any, Any]:
    """The connection, and its cursor with what is found: Django's is made around it, passed once, and left."""
    db: Any = connections[DEFAULT_DB_ALIAS]
    db.ensure_connection()
    held = _held(db, "asked")
    try:
        with _whole(db, "asked"):
            db._prepare_cursor(held).execute(sql, params)
    except NotSupportedError:
        db.close_at = 0
        raise
    return db, held


class _whole:
    """A cursor that something was raised with may stand in the midst of a statement, which holds others up: it is let go."""

    def __init__(self, db: Any, name: str) -> None:
        self.db, self.name, self.wrapped = db, name, db.wrap_database_errors

    def __enter__(self) -> None:
        self.wrapped.__enter__()

    def __exit__(self, kind: Any, fault: Any, trace: Any) -> None:
        if kind is not None and (held := vars(self.db).pop(self.name, None)) is not None:
            with suppress(Exception):
                held.close()
        self.wrapped.__exit__(kind, fault, trace)


def later(sql: str, params: Sequence[Any]) -> None:
    """An INSERT, UPDATE or DELETE whose outcome nobody waits for and that reads no other table. Within a transaction on
    PostgreSQL it goes with others, before whatever is asked next or at the end: who reads finds it done; its errors come then.
    What is given is not changed afterwards."""
    db: Any = connections[DEFAULT_DB_ALIAS]
    if db.vendor != "postgresql" or not db.in_atomic_block:
        return run(sql, params)
    db.ensure_connection()
    db._prepare_cursor(_Waiting(db)).execute(sql, params)  # past the wrappers, as if it were executed now


def bare_rows(db: Any, sql: str, params: Sequence[Any]) -> list[Any]:
    """Beneath Django's cursors: what is asked so is no query of whoever counts them, and wrappers do not see it."""
    with _whole(db, "beneath"):
        held = _beneath(db)
        held.execute(sql, params)
        found: list[Any] = held.fetchall()
    return found


def bare_later(db: Any, sql: str, params: Sequence[Any]) -> None:
    if db.vendor == "postgresql" and db.in_atomic_block:
        _Waiting(db).execute(sql, params)
    else:
        with _whole(db, "beneath"):
            _beneath(db).execute(sql, params)


def _beneath(db: Any) -> Any:
    db.ensure_connection()
    if db.vendor == "postgresql":
        flush(db)
    return _held(db, "beneath")


def flush(db: Any) -> None:
    """What waits, as one statement, which reaches the server in one trip.

    The server carries out the main one first, then those of `WITH` from the last on: written so that they happen in the order in
    which they came, and two that write the same rows take their locks in the same order.
    """
    waiting: list[Statement] = getattr(db, "waiting", [])  # none before the first statement of a thread
    if not waiting:
        return
    db.waiting = []
    (first, told), *others = waiting
    others.reverse()
    parts = ", ".join(f"w{number} AS ({sql})" for number, (sql, _) in enumerate(others))
    params = [one for _, own in others for one in own]
    try:
        with db.wrap_database_errors:
            _held(db, "beneath").execute(f"WITH {parts} {first}" if parts else first, [*params, *told])
    except UnicodeError as unwritable:
        # Django undoes what fails at the end of a transaction where the database's own errors tell of it.
        raise DataError(str(unwritable)) from unwritable


@lru_cache(maxsize=500)
def _table(sql: str) -> str:
    found = _TABLE.search(sql)
    assert found, f"It writes no table: {sql}"
    return found[1]


class _Waiting:
    """A cursor that only takes down. A table is written once by what waits: parts of a statement do not see each other's rows."""

    def __init__(self, db: Any) -> None:
        self.db = db

    def execute(self, sql: str, params: Sequence[Any]) -> None:
        if any(_table(sql) == _table(other) for other, _ in self.db.waiting):
            flush(self.db)
        self.db.waiting.append((sql, params))
        self._query = SimpleNamespace(query=sql.encode())  # where Django looks for what tests and logs are told


def _held(db: Any, name: str) -> Any:
    """Of each name one a connection: a statement is done with before the next begins, but for what stamps ask in between."""
    held = getattr(db, name, None)
    if held is None or held.connection is not db.connection:
        held = _keeping()(db.connection) if db.vendor == "postgresql" else db.create_cursor()
        setattr(db, name, held)
    return held


@cache
def _keeping() -> Any:
    """The driver is loaded where PostgreSQL is used alone."""
    from psycopg import Cursor
    from psycopg.types.numeric import Int8Dumper

    class Keeping(Cursor[Any]):
        def __init__(self, line: Any) -> None:
            super().__init__(line)
            self.adapters.register_dumper(int, Int8Dumper)  # else a statement is another one with each size of its numbers
            line.prepared_max = MOST

        def execute(self, *args: Any, **more: Any) -> Any:
            self.connection.prepare_threshold = 0  # at once, and for these alone: of the others it would keep the texts
            try:
                return super().execute(*args, **more)
            finally:
                self.connection.prepare_threshold = None

    return Keeping


def _in_order(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Wraps each statement of PostgreSQL: what waits goes before it, or nowhere where its part of the transaction is undone."""
    if not isinstance(context["cursor"].cursor, _Waiting):
        if sql.startswith("ROLLBACK TO"):  # all that waits came after the savepoint, whose own statement sent what came before
            context["connection"].waiting = []
        flush(context["connection"])
    return execute(sql, params, many, context)


def install(connection: Any, **kwargs: Any) -> None:
    """For Django's `connection_created`."""
    if connection.vendor == "postgresql":
        connection.waiting = []
        attend(
            connection, _in_order, at_commit=lambda: flush(connection), at_rollback=lambda: vars(connection).update(waiting=[])
        )


def attend(
    connection: Any, wrapper: Callable[..., Any], *, at_commit: Callable[[], None], at_rollback: Callable[[], None]
) -> None:
    """Once a connection: its statements pass the wrapper, and its transactions end with what is asked, as the last thing done in
    them or before they are undone."""
    if wrapper in connection.execute_wrappers:
        return
    connection.execute_wrappers.append(wrapper)
    commit, rollback = connection.commit, connection.rollback

    def ended() -> None:
        at_commit()
        commit()

    def undone() -> None:
        at_rollback()
        rollback()

    connection.commit, connection.rollback = ended, undone
