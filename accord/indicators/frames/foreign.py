"""Data under another agency's structure, kept as they came: text columns by role, sorted by series and time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.formats.messages import refuse, told
from accord.formats.result import Refusal
from accord.formats.sdmx.periods import period_days
from accord.formats.table import Row
from accord.indicators.frames import engine, parquet
from accord.indicators.frames.checks import first
from accord.indicators.frames.engine import Connection, quoted
from accord.indicators.frames.parquet import Kept


@dataclass(frozen=True)
class Roles:
    """The columns of a flow by role; `attributes` with what they are attached to."""

    dimensions: tuple[str, ...]
    time: str
    measures: tuple[str, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.dimensions, *((self.time,) if self.time else ()), *self.measures, *self.attributes)


def keep(roles: Roles, rows: Iterable[Row]) -> tuple[Kept | None, int, list[Refusal]]:
    """The file, how many rows were read, and what keeps them out: an empty dimension, two rows for one observation."""
    con = engine.connect()
    try:
        count = _load(con, roles, rows)
        faults = [*_empty(con, roles), *_repeated(con, roles)]
        if faults:
            return None, count, sorted(faults, key=lambda f: f.row)
        return parquet.write(con, _select(con, roles)), count, []
    finally:
        con.close()


def _load(con: Connection, roles: Roles, rows: Iterable[Row]) -> int:
    columns = ("the row", *roles.columns)
    con.execute(f"CREATE TABLE given ({', '.join(f'{quoted(c)} VARCHAR' for c in columns)})")
    marks = ", ".join("unnest(?)" for _ in columns)
    count, part = 0, list[list[Any]]()
    for row in rows:
        part.append([str(row.number), *(row.values.get(c, "") for c in roles.columns)])
        count += 1
        if len(part) == 50_000:
            con.execute(f"INSERT INTO given SELECT {marks}", [list(c) for c in zip(*part, strict=True)])
            part = []
    if part:
        con.execute(f"INSERT INTO given SELECT {marks}", [list(c) for c in zip(*part, strict=True)])
    return count


def _empty(con: Connection, roles: Roles) -> list[Refusal]:
    faults: list[Refusal] = []
    for name in (*roles.dimensions, *((roles.time,) if roles.time else ())):
        rows, more = first(con, f"SELECT \"the row\"::INTEGER AS row FROM given WHERE {quoted(name)} = ''")
        faults += told([refuse("missing_value", row, name, expected="a code of this dimension") for (row,) in rows], more)
    return told(faults)


def _repeated(con: Connection, roles: Roles) -> list[Refusal]:
    key = [*roles.dimensions, *([roles.time] if roles.time else [])]
    names = ", ".join(quoted(k) for k in key)
    sql = f"""
    SELECT row, first, told FROM (
      SELECT "the row"::INTEGER AS row, min("the row"::INTEGER) OVER (PARTITION BY {names}) AS first,
        concat_ws('.', {names}) AS told FROM given
    ) WHERE row <> first
    """
    if not key:
        return []
    rows, more = first(con, sql)
    return told([refuse("duplicate_key", row, "", "", first=earlier, key=key) for row, earlier, key in rows], more)


def _select(con: Connection, roles: Roles) -> str:
    texts = ", ".join(quoted(c) for c in roles.columns)
    value = f"TRY_CAST({quoted(roles.measures[0])} AS DOUBLE)" if roles.measures else "NULL::DOUBLE"
    start = end = "NULL::DATE"
    if roles.time:
        engine.load(con, "days", ("text", "first", "last"), _days(con, roles.time))
        start, end = "CAST(d.first AS DATE)", "CAST(d.last AS DATE)"
    order = ", ".join([*(quoted(d) for d in roles.dimensions), "TIME_END", "TIME_START"])
    join = f" LEFT JOIN days d ON d.text = {quoted(roles.time)}" if roles.time else ""
    return f"SELECT {texts}, {value} AS VALUE, {start} AS TIME_START, {end} AS TIME_END FROM given{join} ORDER BY {order}"


def _days(con: Connection, time: str) -> Sequence[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for (text,) in con.execute(f"SELECT DISTINCT {quoted(time)} FROM given").fetchall():
        try:
            first, last = period_days(text)
            found.append((text, first.isoformat(), last.isoformat()))
        except ValueError:
            found.append((text, None, None))
    return found
