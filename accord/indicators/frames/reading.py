"""Questions to releases: single series from an index, whole tables from Parquet."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from accord.indicators.frames import engine, parquet, staging
from accord.indicators.frames.ages import BREADTH, breadth
from accord.indicators.frames.engine import literal
from accord.indicators.frames.withholding import HIDDEN

_here = threading.local()
MOST_OPEN = 64
KEYS = ", ".join(staging.KEYS)
TOLD = f"(VALUE IS NOT NULL OR OBS_VALUE <> '' OR list_contains(string_split(OBS_STATUS, ','), '{HIDDEN}'))"


@dataclass(frozen=True, slots=True)
class Point:
    period: str
    start: int
    end: int
    value: float | None
    text: str
    unit: str
    nature: str
    flags: str
    lower: str
    upper: str
    source: str
    footnote: str


@dataclass(frozen=True, slots=True)
class Series:
    area: str
    indicator: str
    sex: str
    age: str
    breakdown: str
    points: list[Point]


def series(name: str, *, areas: Sequence[str] = (), indicators: Sequence[str] = ()) -> list[Series]:
    """The series of a release, of these areas and indicators (all where none is named), points oldest first."""
    where: list[str] = []
    given: list[str] = []
    for column, codes in (("REF_AREA", areas), ("INDICATOR", indicators)):
        if codes:
            where.append(f"{column} IN ({', '.join('?' * len(codes))})")
            given += codes
    sql = "SELECT REF_AREA, INDICATOR, SEX, AGE, COMPOSITE_BREAKDOWN, points FROM series"
    rows = opened(name).execute(f"{sql} WHERE {' AND '.join(where)}" if where else sql, given)
    return [Series(*row[:5], [_point(p) for p in parquet.points(row[5])]) for row in rows.fetchall()]  # type: ignore[call-arg]


def _point(p: Sequence[Any]) -> Point:
    period, text, unit, nature, flags, lower, upper, source, footnote, value, start, end = p
    number = None if value is None else float(value)
    return Point(period, int(start[:4]), int(end[:4]), number, text, unit, nature, flags, lower, upper, source, footnote)


def opened(name: str, dimensions: Sequence[str] = staging.KEYS) -> sqlite3.Connection:
    """A read-only connection to a release's index, kept open by this thread."""
    kept: dict[str, sqlite3.Connection] = _here.__dict__.setdefault("open", {})
    path = parquet.path_of(name).with_suffix(".index")
    if name in kept and path.exists():
        return kept[name]
    if len(kept) >= MOST_OPEN:
        kept.pop(next(iter(kept))).close()
    path = parquet.index(name, dimensions)
    kept[name] = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    return kept[name]


def columns(name: str, dimensions: Sequence[str] = staging.KEYS) -> list[str]:
    """What the values of a point in the index are, in order."""
    kept: dict[str, list[str]] = _here.__dict__.setdefault("columns", {})
    if name not in kept:
        kept[name] = [row[0] for row in opened(name, dimensions).execute("SELECT name FROM columns ORDER BY rowid")]
    return kept[name]


def newest(name: str, indicators: Iterable[str] = ()) -> list[dict[str, Any]]:
    """For each area, indicator and sex the row that a page shows: the total before a breakdown, then the age group with the
    newest figure, then the one with most figures, then the widest; of that series the newest row. From Parquet, one scan.

    A year that is empty hides none before it: a row that tells a value, a bound (`<5`) or that it is withheld goes first."""
    chosen = ", ".join(literal(i) for i in indicators)
    sql = f"""
    WITH figures AS (SELECT * FROM {parquet.table(name)} {f"WHERE INDICATOR IN ({chosen})" if chosen else ""}), grouped AS (
      SELECT {KEYS}, max(TIME_END) FILTER ({TOLD}) AS newest, max(TIME_END) AS last, count(*) AS many
      FROM figures GROUP BY ALL
    ), chosen AS (
      SELECT {KEYS} FROM grouped QUALIFY row_number() OVER (PARTITION BY INDICATOR, REF_AREA, SEX
        ORDER BY COMPOSITE_BREAKDOWN = '_T' DESC, newest DESC NULLS LAST, last DESC, many DESC, {BREADTH} DESC, AGE,
          COMPOSITE_BREAKDOWN) = 1
    ) SELECT f.* FROM figures f SEMI JOIN chosen USING ({KEYS})
      QUALIFY row_number() OVER (PARTITION BY INDICATOR, REF_AREA, SEX ORDER BY {TOLD} DESC, TIME_END DESC, TIME_START DESC) = 1
    """
    return _dicts(sql)


def newest_indexed(name: str, indicator: str) -> list[dict[str, Any]]:
    """The rows of `newest` for one indicator, from the index: no scan, and the engine is not woken."""
    sql = f"SELECT {KEYS}, points FROM series WHERE INDICATOR = ?"
    others = columns(name)
    found: dict[tuple[str, str], tuple[tuple[Any, ...], dict[str, Any]]] = {}
    for *key, told in opened(name).execute(sql, (indicator,)):
        points = parquet.points(told)
        rows = [dict(zip((*staging.KEYS, *others), (*key, *point), strict=True)) for point in points]
        row = next((one for one in reversed(rows) if _is_told(one)), rows[-1])
        # the order of `newest`: total first, then newest, most figures, widest; codes at last, so that it is always the same
        rank = (
            row["COMPOSITE_BREAKDOWN"] != "_T", not _is_told(row), _back(row["TIME_END"]), _back(rows[-1]["TIME_END"]),
            -len(points), -breadth(row["AGE"]), row["AGE"], row["COMPOSITE_BREAKDOWN"],
        )  # fmt: skip
        place = (row["REF_AREA"], row["SEX"])
        if place not in found or rank < found[place][0]:
            found[place] = (rank, row)
    return [row for _, row in found.values()]


def _is_told(row: Mapping[str, Any]) -> bool:
    """As `TOLD`."""
    return row["VALUE"] is not None or row["OBS_VALUE"] != "" or HIDDEN in row["OBS_STATUS"].split(",")


def _back(day: str) -> int:
    """A day as a number that falls as days go on."""
    return -int(day.replace("-", "")[:8])


@lru_cache(maxsize=2048)
def broken_down(name: str, indicator: str) -> frozenset[str]:
    """SEX, AGE and codes of COMPOSITE_BREAKDOWN by which a release tells figures of this indicator apart, from its index.

    Two age groups count only where one area has both for one period: surveys differ in whom they ask. A release never
    changes, so what was found once holds.
    """
    db = opened(name)
    found = {
        "SEX" for (sexes,) in db.execute(
            "SELECT count(DISTINCT SEX) FROM series WHERE INDICATOR = ? GROUP BY REF_AREA", (indicator,)
        ) if sexes > 1
    }  # fmt: skip
    period = columns(name).index("TIME_PERIOD")
    ages = f"""
    SELECT 1 FROM series, json_each(points) AS p WHERE INDICATOR = ?
    GROUP BY REF_AREA, SEX, COMPOSITE_BREAKDOWN, json_extract(p.value, '$[{period}]') HAVING count(DISTINCT AGE) > 1 LIMIT 1
    """
    if db.execute(ages, (indicator,)).fetchone():
        found.add("AGE")
    others = db.execute("SELECT DISTINCT COMPOSITE_BREAKDOWN FROM series WHERE INDICATOR = ?", (indicator,))
    return frozenset(found | {code for (code,) in others if code != "_T"})


@lru_cache(maxsize=2048)
def codes_of(name: str, indicator: str) -> tuple[frozenset[str], frozenset[str]]:
    """The ages and the codes of COMPOSITE_BREAKDOWN of an indicator in a release, from its index; found once, as above."""
    rows = opened(name).execute("SELECT DISTINCT AGE, COMPOSITE_BREAKDOWN FROM series WHERE INDICATOR = ?", (indicator,))
    found = rows.fetchall()
    return frozenset(age for age, _ in found), frozenset(code for _, code in found)


def figures(name: str, indicator: str = "") -> Iterator[list[Sequence[Any]]]:
    """All rows of a release or of one indicator in it, as text in the order of `staging.FIGURES`; a batch at a time."""
    where = f" WHERE INDICATOR = {literal(indicator)}" if indicator else ""
    sql = f"SELECT {', '.join(staging.FIGURES)} FROM {parquet.table(name)}{where}"
    return engine.batches(engine.cursor().cursor(), sql)


def counts(name: str) -> list[dict[str, Any]]:
    """Rows by indicator."""
    return _dicts(f"SELECT INDICATOR, count(*) AS rows FROM {parquet.table(name)} GROUP BY ALL ORDER BY 1")


def up_to(name: str, indicators: Sequence[str], year: int) -> list[Series]:
    """Series of these indicators with their points that ended by `year`, no further breakdown. From Parquet, one scan."""
    chosen = ", ".join(literal(i) for i in indicators) or "''"
    sql = f"""
    SELECT REF_AREA, INDICATOR, SEX, AGE, list([TIME_PERIOD, OBS_VALUE, UNIT_MEASURE, NATURE, OBS_STATUS, LOWER_BOUND,
      UPPER_BOUND, SOURCE_DETAIL, COMMENT_OBS, VALUE::VARCHAR, TIME_START::VARCHAR, TIME_END::VARCHAR] ORDER BY TIME_END)
    FROM {parquet.table(name)} WHERE INDICATOR IN ({chosen}) AND year(TIME_END) <= {int(year)} AND VALUE IS NOT NULL
      AND COMPOSITE_BREAKDOWN = '_T' GROUP BY ALL ORDER BY ALL
    """
    rows = engine.cursor().execute(sql).fetchall()
    return [Series(area, code, shown(sex, "T"), shown(age), "", [_point(p) for p in told]) for area, code, sex, age, told in rows]


@dataclass(frozen=True, slots=True)
class Totals:
    """A series that no further property breaks down: first and last year, value and flags of each figure, oldest first."""

    area: str
    indicator: str
    sex: str
    age: str
    figures: list[tuple[int, int, float, str]]


def totals(name: str, indicators: Sequence[str]) -> list[Totals]:
    """Such series of these indicators, figures with a value. From Parquet, one scan."""
    chosen = ", ".join(literal(i) for i in indicators) or "''"
    sql = f"""
    SELECT REF_AREA, INDICATOR, SEX, AGE,
      list(struct_pack(a := year(TIME_START), b := year(TIME_END), c := VALUE, d := OBS_STATUS) ORDER BY TIME_END, TIME_START)
    FROM {parquet.table(name)} WHERE INDICATOR IN ({chosen}) AND VALUE IS NOT NULL AND COMPOSITE_BREAKDOWN = '_T'
    GROUP BY ALL ORDER BY ALL
    """
    rows = engine.cursor().execute(sql).fetchall()
    return [
        Totals(area, code, shown(sex, "T"), shown(age), [(p["a"], p["b"], p["c"], p["d"] or "") for p in told])
        for area, code, sex, age, told in rows
    ]


def shown(code: str, total: str = "") -> str:
    """A dimension's code as pages have it: a total is `total`."""
    return total if code == "_T" else code


def _dicts(sql: str) -> list[dict[str, Any]]:
    asked = engine.cursor().execute(sql)
    columns = [c[0] for c in asked.description]
    return [dict(zip(columns, row, strict=True)) for row in asked.fetchall()]
