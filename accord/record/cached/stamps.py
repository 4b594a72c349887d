"""Each write to a table leaves a stamp of that table in the same transaction; a page that read the table holds until then.

Stamps are rows added, never a row changed: on PostgreSQL writers wait for nobody, and a sum over committed rows does not care in
which order they committed. Nothing has to be declared, so nothing can be forgotten: what a page reads and what a writer writes
are seen where every statement passes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction

from accord.record.models import Stamp

type Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
type Stamps = dict[str, int]

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH")
OWN = "record_stamp"
# Tables that no signed-out page reads; a page that did would not be kept (`seen`).
PRIVATE = {
    "django_session", "record_draft", "record_sent", "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"
}  # fmt: skip
_WRITTEN = re.compile(r'\b(?:INTO|UPDATE|DELETE\s+FROM)\s+(?!SET\b)"?(\w+)"?', re.IGNORECASE)  # no `DO UPDATE SET`
_READ = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)"?', re.IGNORECASE)

_reading: ContextVar[set[str] | None] = ContextVar("reading", default=None)
_ready: set[str] = set()  # aliases of databases that hold the table: not so while the first migrations run


def keep_private(*tables: str) -> None:
    """Rooms say at start-up which of theirs are a reader's own, as how far one read."""
    PRIVATE.update(tables)


def watch(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Wraps each statement: notes what is read where somebody asks, and stamps what is written."""
    found = execute(sql, params, many, context)
    verb = sql.lstrip()[:8].upper()
    if not verb.startswith(WRITES):
        read = _reading.get()
        if read is not None:
            read.update(_READ.findall(sql))
        return found
    tables = set(_WRITTEN.findall(sql)) - PRIVATE
    if tables and OWN not in tables and _is_there(context["connection"]):
        with closing(context["connection"].create_cursor()) as cursor:  # bare: it is no query of whoever counts them
            cursor.executemany(f"INSERT INTO {OWN} (name, n) VALUES (%s, 1)", [(name,) for name in sorted(tables)])
    return found


def _is_there(db: Any) -> bool:
    if db.alias not in _ready and OWN in db.introspection.table_names():
        _ready.add(db.alias)
    return db.alias in _ready


def install(connection: Any, **kwargs: Any) -> None:
    """For Django's `connection_created`."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


@contextmanager
def seen() -> Iterator[set[str]]:
    """The tables that are read within."""
    read: set[str] = set()
    token = _reading.set(read)
    try:
        yield read
    finally:
        _reading.reset(token)


def now(names: Sequence[str] | None = None) -> Stamps:
    """The stamps as they are committed (1 query); of all tables where none is named. A table never written has none."""
    if names is not None and not names:
        return {}
    where = "" if names is None else f" WHERE name IN ({', '.join(['%s'] * len(names))})"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, sum(n) FROM {OWN}{where} GROUP BY name", names or ())
        return {name: int(n) for name, n in cursor.fetchall()}


def fold() -> int:
    """One row a table in place of many. Says how many went."""
    with transaction.atomic():
        held = list(Stamp.objects.values_list("pk", "name", "n"))
        sums: Stamps = {}
        for _, name, n in held:
            sums[name] = sums.get(name, 0) + n
        if len(held) > len(sums):
            Stamp.objects.filter(pk__in=[pk for pk, _, _ in held]).delete()
            Stamp.objects.bulk_create(Stamp(name=name, n=n) for name, n in sorted(sums.items()))
    return len(held) - len(sums)
