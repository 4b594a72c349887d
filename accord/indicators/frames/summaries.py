"""What a table of figures holds, indicator by indicator: for a staged file and for a release alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accord.indicators.frames import engine, parquet
from accord.indicators.frames.engine import Connection


@dataclass(frozen=True)
class Part:
    """The figures of one indicator; `indicator` and `areas` are codes, `first` and `last` the years in which figures end."""

    indicator: str
    rows: int
    areas: list[str]
    first: int
    last: int


def of_staged(con: Connection) -> list[Part]:
    """Of a staged file: rows whose codes are known."""
    return _parts(con, "figures", "YEAR_TO")


def of_release(name: str) -> list[Part]:
    """Of a release, from its Parquet: one scan."""
    return _parts(engine.cursor(), parquet.table(name), "year(TIME_END)")


def _parts(con: Connection, table: str, year: str) -> list[Part]:
    sql = f"""
    SELECT INDICATOR, count(*), list_sort(list_distinct(list(REF_AREA))), min({year}), max({year})
    FROM {table} WHERE INDICATOR IS NOT NULL AND REF_AREA IS NOT NULL GROUP BY INDICATOR ORDER BY INDICATOR
    """
    return [Part(code, rows, list(areas), first, last) for code, rows, areas, first, last in con.execute(sql).fetchall()]


COLUMNS = (
    "INDICATOR", "REF_AREA", "SEX", "AGE", "COMPOSITE_BREAKDOWN", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "NATURE",
    "OBS_STATUS", "LOWER_BOUND", "UPPER_BOUND", "SOURCE_DETAIL", "COMMENT_OBS",
)  # fmt: skip


def rows_of(name: str) -> Iterator[list[Sequence[str]]]:
    """All figures of a release as texts, in `COLUMNS`, a batch at a time."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM {parquet.table(name)}"
    yield from engine.batches(engine.cursor().cursor(), sql)
