"""Tables in which a figure's column says something about it: a row for each figure is made of them.

DDF (open-numbers.github.io/ddf): the column of a datapoints file is named after its measure. Wide tables: countries down
and years across, or the other way round.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from accord.formats.columns import DDF, choose, ignored, year_of
from accord.formats.figures import COLUMN
from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.formats.table import Row, Table, fold_name
from accord.formats.values import NotRead, parse_figure

VALUE, PERIOD, AREA, INDICATOR = "value", "period", "area", "indicator"
_DATAPOINTS = re.compile(r"ddf--datapoints--(\w+)--by--(.+?)(?:\.csv)?\Z")

Answer = tuple[list[Row], list[Refusal], dict[str, str]]


def by_cell(
    kind: Literal["ddf", "wide"], table: Table, mapping: Mapping[str, str], names: Mapping[str, str],
    defaults: Mapping[str, str], file_name: str,
) -> Answer:  # fmt: skip
    """Rows with a figure each, refusals, and our name -> their column.

    `names` is the mapping with the table's headers. An empty cell of a wide table is no figure.
    """
    if kind == "ddf":
        return _ddf(table, names, file_name)
    return _areas_across(table, mapping, names) if mapping.get(AREA) == "*" else _years_across(table, names)


def _ddf(table: Table, names: Mapping[str, str], file_name: str) -> Answer:
    told = _DATAPOINTS.match(file_name)
    known = {fold_name(k) for k in ("geo_area", "year", "units", "sex", "age", "nature")}
    known |= set(told[2].split("--")) if told else set()
    measures = [c for c in table.columns if fold_name(c) not in known]
    measure = names.get(VALUE) or (told[1] if told and told[1] in table.columns else measures[-1] if measures else "")
    if not measure:
        return [], [refuse("ddf_measure", 0, "", ", ".join(table.columns))], {}
    rows = [
        Row(r.number, {**{k: v for k, v in r.values.items() if k != measure}, INDICATOR: measure.upper(),
                       VALUE: r.values[measure], COLUMN: measure})
        for r in table.rows
    ]  # fmt: skip
    chosen = {ours: column for ours, column in DDF.items() if column in {*table.columns, INDICATOR, VALUE}}
    return rows, [], chosen


def _years_across(table: Table, names: Mapping[str, str]) -> Answer:
    years = {c: y for c in table.columns if (y := year_of(c)) and c not in names.values()}
    rows = list(_cells(table, years, PERIOD))
    chosen = choose(tuple(c for c in table.columns if c not in years), names, "wide")
    return rows, _empty(rows, table), {**chosen, PERIOD: PERIOD, VALUE: VALUE}


def _areas_across(table: Table, mapping: Mapping[str, str], names: Mapping[str, str]) -> Answer:
    plain = {n: c for n, c in names.items() if n != AREA}
    known = choose(table.columns, plain, "wide")
    period = known.get(PERIOD) or known.get("period_start")
    kept = {c for c in (period, *plain.values()) if c} | ignored(mapping, table.columns, known)
    areas = {c: c.rstrip("* ") for c in table.columns if c not in kept}
    rows = list(_cells(table, areas, AREA))
    chosen = {**plain, AREA: AREA, VALUE: VALUE} | ({PERIOD: period} if period else {})
    return rows, _empty(rows, table), chosen


def _cells(table: Table, across: Mapping[str, str], name: str) -> Iterator[Row]:
    """A row for each cell that holds something; what its column stands for comes under `name`."""
    for row in table.rows:
        rest = {k: v for k, v in row.values.items() if k not in across}
        for column, meaning in across.items():
            cell = row.values[column]
            if cell and not _is_missing(cell):
                yield Row(row.number, {**rest, name: meaning, VALUE: cell, COLUMN: column})


def _is_missing(cell: str) -> bool:
    """Whether a cell says that there is no figure (`..`, `n/a`)."""
    try:
        figure = parse_figure(cell)
    except NotRead:
        return False
    return figure.value is None and not figure.text


def _empty(rows: list[Row], table: Table) -> list[Refusal]:
    return [] if rows else [refuse("wide_empty", 0, "", ", ".join(table.columns))]
