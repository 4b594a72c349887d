"""Releases on disk: a Parquet file named by its content, and beside it an index made from it.

The Parquet file holds the flow's columns as text, as they are served, and three of our own for arithmetic: VALUE (a number),
TIME_START and TIME_END (days). Rows are sorted by series and time, so that a scan needs no sort.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from accord.indicators.frames import engine
from accord.indicators.frames.engine import Connection, literal, quoted
from accord.indicators.frames.staging import FIGURES, KEYS, Staging

BATCH = 5_000
AT_ONCE = 500_000  # figures whose lists an index holds in memory at once
OWN = ("VALUE", "TIME_START", "TIME_END")


@dataclass(frozen=True)
class Kept:
    name: str
    sha256: str
    rows: int


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "releases"
    path.mkdir(parents=True, exist_ok=True)
    return path


def path_of(name: str) -> Path:
    """Names are digests; a name that is anything else reaches no file."""
    if not name.removesuffix(".parquet").isalnum():
        raise ValueError(f"not a release's file: {name!r}")
    return folder() / name


def keep(staged: Staging) -> Kept:
    """Figures of the partnership's indicators as Parquet. The same figures give the same name."""
    return keep_table(staged.con)


def keep_table(con: Connection) -> Kept:
    """As `keep`, of a table `figures` in any engine."""
    columns = [*FIGURES, "VALUE", "make_date(YEAR_FROM, 1, 1) AS TIME_START", "make_date(YEAR_TO, 12, 31) AS TIME_END"]
    order = "INDICATOR, REF_AREA, SEX, AGE, COMPOSITE_BREAKDOWN, TIME_END, TIME_PERIOD"
    return write(con, f"SELECT {', '.join(columns)} FROM figures ORDER BY {order}")


def write(con: Connection, select: str) -> Kept:
    """What `select` gives, as a Parquet file that is whole or not there."""
    handle, name = tempfile.mkstemp(dir=folder(), suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        rows = con.execute(
            f"COPY ({select}) TO {literal(str(part))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
        ).fetchone()[0]
        digest = sha256_of(part)
        part.chmod(0o440)
        part.replace(folder() / f"{digest}.parquet")
    finally:
        part.unlink(missing_ok=True)
    return Kept(f"{digest}.parquet", digest, rows)


def table(name: str) -> str:
    """The file as a table in a question's text."""
    return f"read_parquet({literal(str(path_of(name)))})"


def is_whole(name: str, sha256: str) -> bool:
    """That the file is there and its bytes are those that were kept."""
    path = path_of(name)
    return path.exists() and sha256_of(path) == sha256


def remove(name: str) -> None:
    """The file of a draft that was thrown away, and its index."""
    path = path_of(name)
    path.unlink(missing_ok=True)
    path.with_suffix(".index").unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=256)
def columns_of(name: str) -> list[str]:
    """A file never changes, so its columns are asked for once."""
    return [row[0] for row in engine.cursor().execute(f"DESCRIBE SELECT * FROM {table(name)}").fetchall()]


def index(name: str, dimensions: Sequence[str] = KEYS) -> Path:
    """The index of a release, made from its Parquet where it is not there: one row a series, its points as JSON.

    A point is the list of all columns that are no dimensions, in the file's order, with the days as ISO texts.
    """
    path = path_of(name).with_suffix(".index")
    if not path.exists():
        _make_index(name, dimensions, path)
    return path


def _make_index(name: str, dimensions: Sequence[str], path: Path) -> None:
    """Written under another name and then moved: two workers may make it at once, and a reader never sees half of it."""
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    others = [c for c in columns_of(name) if c not in dimensions]
    keys = ", ".join(quoted(d) for d in dimensions)
    point = ", ".join(f"CAST({quoted(c)} AS VARCHAR)" if c != "VALUE" else "VALUE::VARCHAR" for c in others)
    order = "TIME_END, TIME_START" if "TIME_END" in others else "1"
    db = sqlite3.connect(part, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode=OFF")
        db.execute("PRAGMA synchronous=OFF")
        db.execute("CREATE TABLE columns (name TEXT)")
        db.executemany("INSERT INTO columns VALUES (?)", [(c,) for c in others])
        db.execute(f"CREATE TABLE series ({', '.join(f'{quoted(d)} TEXT NOT NULL' for d in dimensions)}, points TEXT NOT NULL)")
        db.execute("BEGIN")
        marks = ", ".join("?" * (len(dimensions) + 1))
        asked = engine.cursor().cursor()
        # Lists are held in memory whole, so a large file is taken a share of its series at a time.
        shares = 1 + asked.execute(f"SELECT count(*) FROM {table(name)}").fetchone()[0] // AT_ONCE
        for share in range(shares):
            sql = (
                f"SELECT {keys}, to_json(list([{point}] ORDER BY {order})) FROM {table(name)} "
                f"WHERE hash({keys}) % {shares} = {share} GROUP BY {keys}"
            )
            for rows in engine.batches(asked, sql, size=BATCH):
                db.executemany(f"INSERT INTO series VALUES ({marks})", rows)
        for number, first in enumerate(dimensions[:2]):
            second = dimensions[1 - number] if len(dimensions) > 1 else None
            db.execute(f"CREATE INDEX by_{number} ON series ({', '.join(quoted(c) for c in (first, second) if c)})")
        db.execute("COMMIT")
    finally:
        db.close()
    Path(part).replace(path)


def points(text: str) -> list[list[Any]]:
    return json.loads(text)  # type: ignore[no-any-return]
