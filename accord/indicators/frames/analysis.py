"""Analysis, written as Ibis expressions and compiled for the engine: another engine would run the same expressions.

Ibis is used as a compiler only (its own connections would want pandas): an expression over the columns of a release becomes
SQL, which runs on this process's engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from accord.indicators.frames import engine, parquet
from accord.indicators.frames.engine import quoted
from accord.indicators.frames.staging import FIGURES

type Expression = Any  # ibis.Table: the library's types stay in this package


@cache
def _schema() -> dict[str, str]:
    return {**dict.fromkeys(FIGURES, "string"), "VALUE": "float64", "TIME_START": "date", "TIME_END": "date"}


def table(name: str) -> Expression:
    """A release as a table to build expressions on."""
    import ibis

    view = f"release_{name.removesuffix('.parquet')}"
    engine.cursor().execute(f"CREATE VIEW IF NOT EXISTS {quoted(view)} AS SELECT * FROM {parquet.table(name)}")
    return ibis.table(_schema(), name=view)


def run(expression: Expression) -> list[dict[str, Any]]:
    """The rows of an expression."""
    import ibis

    asked = engine.cursor().execute(str(ibis.to_sql(expression, dialect="duckdb")))
    columns = [c[0] for c in asked.description]
    return [dict(zip(columns, row, strict=True)) for row in asked.fetchall()]


def pivot(name: str, indicator: str, years: Sequence[int], sex: str = "_T") -> list[dict[str, Any]]:
    """Areas by years: the mean of the figures that ended in each year. Columns REF_AREA and y<year>."""
    figures = table(name)
    told = figures.filter(figures.INDICATOR.isin([indicator]), figures.SEX.isin([sex])).mutate(year=figures.TIME_END.year())
    found: dict[str, dict[str, Any]] = {}
    # One mean an area and year, turned here: a mean a column took the compiler of expressions longer than the engine counts.
    for row in run(told.group_by("REF_AREA", "year").aggregate(mean=told.VALUE.mean()).order_by("REF_AREA")):
        found.setdefault(row["REF_AREA"], {"REF_AREA": row["REF_AREA"], **{f"y{y}": None for y in years}})
        if row["year"] in years:
            found[row["REF_AREA"]][f"y{row['year']}"] = row["mean"]
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Changed:
    """One figure in which two releases differ; a value is None where a release has no such figure."""

    area: str
    indicator: str
    sex: str
    age: str
    breakdown: str
    period: str
    before: float | None
    after: float | None
    is_new: bool = False  # the older release has no such figure
    is_gone: bool = False  # the newer one has none


KEY = ("REF_AREA", "INDICATOR", "SEX", "AGE", "COMPOSITE_BREAKDOWN", "TIME_PERIOD")


def difference(older: str, newer: str, indicator: str = "", limit: int = 5000) -> list[Changed]:
    """Figures that one release has and the other has not, or has otherwise, by area and period."""
    import ibis

    sides = []
    for name, column in ((older, "before"), (newer, "after")):
        figures = table(name)
        if indicator:
            figures = figures.filter(figures.INDICATOR.isin([indicator]))
        sides.append(figures.select(*KEY, figures.VALUE.name(column)).mutate(**{f"in_{column}": ibis.literal(True)}))
    both = sides[0].outer_join(sides[1], list(KEY))
    told = both.select(
        **{k: ibis.coalesce(both[k], both[f"{k}_right"]) for k in KEY},
        before=both.before, after=both.after, in_before=both.in_before, in_after=both.in_after,
    )  # fmt: skip
    same = told.before.identical_to(told.after) & told.in_before.fill_null(False) & told.in_after.fill_null(False)
    wanted = (*KEY, "before", "after", "in_before", "in_after")
    rows = run(told.filter(~same).select(*wanted).order_by(list(KEY)).limit(limit))
    return [_changed(row) for row in rows]


def _changed(row: dict[str, Any]) -> Changed:
    area, indicator, sex, age, breakdown, period = (row[k] for k in KEY)
    new, gone = not row["in_before"], not row["in_after"]
    return Changed(area, indicator, sex, age, breakdown, period, row["before"], row["after"], new, gone)


def coverage(name: str, indicator: str) -> list[dict[str, Any]]:
    """By year in which the figures end: how many areas have one. Columns year, areas."""
    figures = table(name)
    told = figures.filter(figures.INDICATOR.isin([indicator]), figures.VALUE.notnull())
    return run(told.group_by(year=told.TIME_END.year()).aggregate(areas=told.REF_AREA.nunique()).order_by("year"))
