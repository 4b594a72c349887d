"""Each write to a table leaves a stamp of that table in the same transaction, as its last statement; a page that read the table
holds until then.

On PostgreSQL each connection has rows of its own, so that writers wait for nobody: a stamp is the sum over committed rows, which
does not care in which order they committed. Nothing has to be declared, so nothing can be forgotten: what a page reads and what a
writer writes are seen where every statement passes.

Of some tables (`BY_CARD`) each row is about one card, and a room may say about which cards it reads or writes (`about`):
- a writer who says so stamps those cards, and the table as one that was written in part (`#`); else the whole table;
- a reader who says so depends on those cards and on the whole table; else on the whole table and on all that is written in part.
Who says nothing is therefore never wrong, on either side. A wrong word is the only way to lie: say it in as few lines as can be.
"""

import functools
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from random import SystemRandom
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from accord.kit import prepared
from accord.record.models import Stamp

type Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
type Stamps = dict[str, int]

RESHAPES = ("ALTER", "CREATE", "DROP")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH")
OWN = "record_stamp"
# Tables that no signed-out page reads; a page that did would not be kept (`seen`).
PRIVATE = {
    "django_session", "record_draft", "record_sent", "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"
}  # fmt: skip
_WRITTEN = re.compile(r'\b(?:INTO|UPDATE|DELETE\s+FROM)\s+(?!SET\b)"?(\w+)"?', re.IGNORECASE)  # no `DO UPDATE SET`
_READ = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)"?', re.IGNORECASE)

# Tables that are always written together have one stamp: name of the table -> name of the stamp.
_TOGETHER = dict.fromkeys(
    ("record_searchdocument", "record_searchentry",
     "record_title_fts", "record_body_fts", "record_title_vectors", "record_body_vectors"), "record_search",
)  # fmt: skip
BY_CARD = {"record_event"}  # rooms add theirs at start-up
IN_PART = "#"
CARDS = 1024  # stamps of cards: several share one, so that there are never more, and a page is drawn anew once too often

_lots = SystemRandom()
_reading: ContextVar["Seen | None"] = ContextVar("reading", default=None)
_about: ContextVar[tuple[str, ...] | None] = ContextVar("about", default=None)
_moment: ContextVar["_Moment | None"] = ContextVar("moment", default=None)
_usual: dict[str, frozenset[str]] = {}  # what the last request of a kind asked for, the last piece of a kind read
KINDS = 500
_ready: set[str] = set()  # aliases of databases that hold the table as it is now: not so while the first migrations run
_known: set[str] = set()  # names of tables that some page read: looked up together


def by_card(*tables: str) -> None:
    """Each row of these tables is about one card, which whoever reads or writes them may name."""
    BY_CARD.update(tables)


@contextmanager
def about(*refs: str) -> Iterator[None]:
    """What is read or written within, of the tables of `BY_CARD`, is about these cards alone.

    A reader names none to say: nothing of what is written in part changes what I read.
    """
    with _said(tuple(f"{IN_PART}{zlib.crc32(ref.encode()) % CARDS}" for ref in refs)):
        yield


def whole() -> AbstractContextManager[None]:
    """Within `about`: what is read or written here may be about any card."""
    return _said(None)


@contextmanager
def _said(cards: tuple[str, ...] | None) -> Iterator[None]:
    token = _about.set(cards)
    try:
        yield
    finally:
        _about.reset(token)


def keep_private(*tables: str) -> None:
    """Rooms say at start-up which of theirs are a reader's own, as how far one read."""
    PRIVATE.update(tables)


def watch(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Wraps each statement: notes what is read where somebody asks, before it is read, and stamps what is written."""
    written = _written(sql)
    if not written:
        if sql.startswith("ROLLBACK TO"):
            context["connection"].stamps_left = set()
        elif sql.startswith(RESHAPES) and OWN in sql:  # a migration, which may take from the table what stamps need
            _ready.discard(context["connection"].alias)
        reader = _reading.get()
        if reader is not None:
            reader.note(_names(_read(sql), ("", IN_PART), ("",)))
        return execute(sql, params, many, context)
    tables, db = written - PRIVATE, context["connection"]
    told = tables and OWN not in tables and _is_there(db)
    found = execute(sql, params, many, context)
    if told:
        names = _names(tables, ("",), (IN_PART,))
        db.stamps_waiting |= names
        db.stamps_left -= names
        _moment.set(None)
        if not db.in_atomic_block:
            _leave(db)
    return found


def _leave(db: Any) -> None:
    """The stamps of what a transaction wrote, in one statement: as the last of it, or before it asks for any stamp itself. Those
    left behind a savepoint may be undone with it, while what was written before it stands: they wait on."""
    if not getattr(db, "stamps_waiting", ()):  # a thread has none before its first statement
        return
    if not _is_there(db):
        _forget(db)  # nobody holds anything against stamps that are gone
        return
    names = sorted(db.stamps_waiting - db.stamps_left)
    if any(db.savepoint_ids):
        db.stamps_left |= db.stamps_waiting
    else:
        _forget(db)
    _raise(db, {name: _by_lot() for name in names}, db.connection.info.backend_pid if db.vendor == "postgresql" else 0)


def _raise(db: Any, stamps: Stamps, lane: int) -> None:
    if stamps:
        marks, told = ", ".join(["(%s, %s, %s)"] * len(stamps)), [part for name, n in stamps.items() for part in (name, lane, n)]
        further = f"ON CONFLICT (name, lane) DO UPDATE SET n = {OWN}.n + excluded.n"
        prepared.bare_later(db, f"INSERT INTO {OWN} (name, lane, n) VALUES {marks} {further}", told)


@functools.lru_cache(maxsize=4096)
def _written(sql: str) -> frozenset[str]:
    return _stamped(_WRITTEN.findall(sql)) if sql.lstrip()[:8].upper().startswith(WRITES) else frozenset()


@functools.lru_cache(maxsize=4096)
def _read(sql: str) -> frozenset[str]:
    return _stamped(_READ.findall(sql)) - {OWN}


def _stamped(tables: Iterable[str]) -> frozenset[str]:
    return frozenset(_TOGETHER.get(table, table) for table in tables)


def _by_lot() -> int:
    """What was made within a transaction that then did not come about holds against no sum of a later one."""
    return (1 + _lots.getrandbits(30)) * _lots.choice((1, -1))  # a sum that goes up and down leaves no bounds


def _names(tables: frozenset[str], whole: Sequence[str], said: Sequence[str]) -> set[str]:
    """Of the stamps that a statement leaves or depends on: `whole` and `said` are ends of a table's without and with cards."""
    cards, parted = _about.get(), tables & BY_CARD
    ends = whole if cards is None else said
    found = (tables - BY_CARD) | {f"{table}{end}" for table in parted for end in ends}
    return {*found, *cards} if cards and parted else set(found)


class Seen:
    """Names of what was read, with the stamps they had before."""

    def __init__(self, held: Stamps | None = None, kind: str = "") -> None:
        self.names: set[str] = set()
        self.held: Stamps = held or {}
        self.kind, self.usual = kind, _usual.get(kind, frozenset())

    @classmethod
    def ahead(cls) -> "Seen":
        """For what reads many tables: the stamps of all that pages ever read here, in one query."""
        return cls(now(sorted(_known)))

    def note(self, names: set[str]) -> None:
        """The first question answers for what the last one of the kind read, too: before it is read, as each must be."""
        missing = names - self.held.keys()
        if missing:
            self.held |= _asked(missing | (self.usual - self.held.keys()), counted=False)
            self.usual = frozenset()
            _known.update(name for name in missing if not name.startswith(IN_PART))
        self.names |= names

    def take(self, names: Iterable[str], held: Stamps) -> None:
        """What something read that was made, or found to hold, within. A stamp that was read earlier stays."""
        self.held = {**held, **self.held}
        self.names |= set(names)

    def stamps(self) -> Stamps:
        return {name: self.held[name] for name in self.names}


_HELD = {
    "sqlite": "SELECT count(*) FROM pragma_table_info(%s) WHERE name = 'lane'",
    "postgresql": "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attname = 'lane' AND NOT attisdropped",
}


def _is_there(db: Any) -> bool:
    """Asked beneath Django: on SQLite its introspection may end a transaction, and with it what the caller wrote."""
    if db.alias not in _ready and prepared.bare_rows(db, _HELD[db.vendor], [OWN])[0][0]:
        _ready.add(db.alias)
    return db.alias in _ready


def install(connection: Any, **kwargs: Any) -> None:
    """For Django's `connection_created`."""
    _forget(connection)
    prepared.attend(connection, watch, at_commit=lambda: _leave(connection), at_rollback=lambda: _forget(connection))


def _forget(db: Any) -> None:
    db.stamps_waiting, db.stamps_left = set(), set()


@contextmanager
def seen(inner: Seen | None = None) -> Iterator[Seen]:
    """What is read within."""
    outer, inner = _reading.get(), inner or Seen()
    token = _reading.set(inner)
    try:
        yield inner
    finally:
        _reading.reset(token)
        if inner.kind:
            _remember(inner.kind, inner.names)
        if outer is not None:
            outer.take(inner.names, inner.stamps())


def note(names: Iterable[str], held: Stamps) -> None:
    """For what was made earlier and holds: whoever reads it now depends on the same."""
    reader = _reading.get()
    if reader is not None:
        reader.take(names, held)


def now(names: Sequence[str]) -> Stamps:
    """The stamps as they are committed (1 query). What was never written has 0."""
    if not names:
        return {}
    return _asked(names)


class _Moment:
    """The stamps that a request asked for, and, with its first question, those that the last one of its kind asked for, too."""

    def __init__(self, usual: frozenset[str]) -> None:
        self.usual, self.depth = usual, _depth()
        self.held: Stamps = {}
        self.asked: set[str] = set()

    def now(self, names: Sequence[str]) -> Stamps:
        self.asked.update(names)
        missing = [name for name in names if name not in self.held]
        if missing:
            self.held |= now([*{*missing, *(self.usual - self.held.keys())}])
        return {name: self.held[name] for name in names}


def _depth() -> tuple[bool, int]:
    """How deep in transactions: a test has one around it."""
    db = connections[DEFAULT_DB_ALIAS]
    return db.in_atomic_block, len(db.savepoint_ids)


@contextmanager
def moment(kind: str) -> Iterator[None]:
    """Within, until the first write: what a reader may do is as of the first question, which answers for all (`as_of_here`).

    `kind` tells requests apart that ask for other stamps; stamps of cards are asked for when they are needed.
    """
    here = _Moment(_usual.get(kind, frozenset()))
    token = _moment.set(here)
    try:
        yield
    finally:
        _moment.reset(token)
        _remember(kind, here.asked)


def _remember(kind: str, names: Iterable[str]) -> None:
    if len(_usual) >= KINDS:
        _usual.clear()
    _usual[kind] = frozenset(name for name in names if not name.startswith(IN_PART))


def as_of_here(names: Sequence[str]) -> Stamps:
    """As `now`, but within a `moment` no name is asked for twice.

    Not for what is kept itself: under a stamp that was asked for later, what is of before would stand for ever. Nor within a
    transaction, which may have waited long for its turn.
    """
    here = _moment.get()
    return here.now(names) if here and _reading.get() is None and here.depth == _depth() else now(names)


def of_table(table: str) -> int:
    """The stamp of a table as a whole, for what is kept by a key of its own; whoever asks depends on it (1 query)."""
    _moment.set(None)  # what is gathered for that key is not of before it
    held = now([table])
    note(held, held)
    return held[table]


def _asked(names: Collection[str], *, counted: bool = True) -> Stamps:
    db = connections[DEFAULT_DB_ALIAS]  # not by its stand-in, which costs as much as the rest each time
    _leave(db)
    sql = _sum_of(len(names))
    found = prepared.rows(sql, [*names]) if counted else prepared.bare_rows(db, sql, [*names])
    held = dict.fromkeys(names, 0)
    for name, n in found:
        held[name] = int(n)
    return held


@functools.lru_cache(maxsize=CARDS)
def _sum_of(many: int) -> str:
    return f"SELECT name, sum(n) FROM {OWN} WHERE name IN ({', '.join(['%s'] * many)}) GROUP BY name"


def fold() -> int:
    """One row a name in place of those of connections, most of them gone. Says how many went; what somebody writes or folds at
    that moment is left to them."""
    with transaction.atomic():
        held = list(Stamp.objects.exclude(lane=0).select_for_update(skip_locked=True).values_list("pk", "name", "n"))
        Stamp.objects.filter(pk__in=[pk for pk, _, _ in held]).delete()
        sums: Stamps = {}
        for _, name, n in sorted(held):
            sums[name] = sums.get(name, 0) + n
        _raise(connection, dict(sorted(sums.items())), 0)
    return len(held)
