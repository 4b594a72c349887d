"""One engine a process, one cursor a thread; heavy imports wait for the first question."""

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

type Connection = Any  # duckdb.DuckDBPyConnection: the engine's types stay in this package

_here = threading.local()
_roots: dict[int, Connection] = {}
_lock = threading.Lock()


def _settings() -> dict[str, Any]:
    """Nothing is fetched from a network; what does not fit in memory is spilled under the site's own folder."""
    spill = Path(settings.HOME) / "tmp"
    spill.mkdir(parents=True, exist_ok=True)
    return {
        "autoinstall_known_extensions": False, "autoload_known_extensions": False, "temp_directory": str(spill),
        "memory_limit": "2GB", "threads": min(4, os.cpu_count() or 1),
    }  # fmt: skip


def connect() -> Connection:
    """A connection of its own, for one import; close it."""
    import duckdb

    return duckdb.connect(":memory:", config=_settings())


def failure() -> type[Exception]:
    """What the engine raises."""
    import duckdb

    return duckdb.Error


def cursor() -> Connection:
    """This thread's cursor on the engine of this process."""
    pid = os.getpid()
    with _lock:
        if pid not in _roots:
            _roots[pid] = connect()
    if getattr(_here, "pid", None) != pid:
        _here.pid, _here.cursor = pid, _roots[pid].cursor()
    return _here.cursor


def load(con: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], types: str = "VARCHAR") -> None:
    """A table from Python rows. Lists unnested in the engine: a row at a time would cost it forty times as much."""
    con.execute(f"CREATE TABLE {table} ({', '.join(f'{quoted(c)} {types}' for c in columns)})")
    for at in range(0, len(rows), 50_000):
        part = list(zip(*rows[at : at + 50_000], strict=True))
        con.execute(f"INSERT INTO {table} SELECT {', '.join('unnest(?)' for _ in columns)}", [list(c) for c in part])


def batches(con: Connection, sql: str, given: Sequence[Any] = (), size: int = 10_000) -> Iterator[list[Sequence[Any]]]:
    """Rows as the engine finds them, a batch at a time: memory stays flat however many there are."""
    asked = con.execute(sql, given)
    while rows := asked.fetchmany(size):
        yield rows


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
