"""Figures of indicators from files: our tidy CSV (docs/formats/tidy.md), every form of SDMX that is read, Open SDG's and
DDF's tables, wide tables, and workbooks that hold any table of these.

SDMX-CSV after the field guides of the SDMX technical working group (github.com/sdmx-twg/sdmx-csv): 1.0 opens with
DATAFLOW, 2.0 with STRUCTURE, STRUCTURE_ID and mostly ACTION; labels may stand in the cells ("M: Male") or beside them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from accord.formats.columns import (
    ALIASES,
    AREAS_ACROSS,
    IGNORE,
    REQUIRED,
    choose,
    ignored,
    mapped,
    missing,
    open_sdg_indicator,
    year_of,
)
from accord.formats.figures import (
    ATTRIBUTES,
    COLUMN,
    Kind,
    Observation,
    Observations,
    is_breakdown,
    read_flags,
    read_rows,
    read_sex,
)  # fmt: skip
from accord.formats.messages import Unreadable, refuse
from accord.formats.result import Refusal
from accord.formats.sdmx_csv import LEADING, STRUCTURE, read_cells
from accord.formats.table import LIMITS, Limits, Row, Sheet, Table, arrange, fold_name, open_sheet

if TYPE_CHECKING:
    from accord.formats.sdmx.message import DataMessage, DataSet

__all__ = ["ALIASES", "ATTRIBUTES", "LEADING", "REQUIRED", "Kind", "Observation", "Observations", "Plan", "is_breakdown",
           "observations_from", "plan", "read_flags", "read_observations", "read_sdmx_csv", "read_sex", "read_tidy",
           "sniff"]  # fmt: skip

_STATUS = {"normal value": "", "undefined": "", "estimated value": "E", "provisional value": "P", "forecast value": "F",
           "imputed value": "I", "time series break": "B", "low reliability": "U", "missing value": "M",
           "definition differs": "D"}  # fmt: skip


def sniff(headers: tuple[str, ...] | Table) -> Kind:
    """Which form the table has, by its header."""
    given = tuple(headers.headers.values()) if isinstance(headers, Table) else headers
    names = [h.partition(":")[0].partition("[")[0].strip() for h in given]
    if names and names[0] == "STRUCTURE":
        return "sdmx-csv-2"
    if names and names[0] == "DATAFLOW":
        return "sdmx-csv-1"
    if {"OBS_VALUE", "TIME_PERIOD"} <= set(names):
        return "sdmx-like"
    folded = [fold_name(n) for n in names]
    if {"geo_area", "year"} <= set(folded) and "value" not in folded:
        return "ddf"
    if folded[:1] == ["year"] and folded[-1] == "value" and not _names_area(folded):
        return "open-sdg"
    periods = {"value", *ALIASES["value"], "period", *ALIASES["period"]}
    if any(year_of(n) for n in names) and not periods.intersection(folded):
        return "wide"
    return "tidy"


def _names_area(folded: list[str]) -> bool:
    """Whether a column names a country; a sub-national code or region alone does not."""
    within = {"geocode", "region", "geo"}
    known = {a for n in REQUIRED[0] for a in (n, *ALIASES[n])} - within
    return bool(known.intersection(folded))


def read_observations(
    source: Path | bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
    limits: Limits = LIMITS,
    name: str = "",
    sheet: str = "",
    header: int = 0,
) -> Observations:
    """Every figure of a file, or why not. Raises Unreadable where the file as a whole cannot be read.

    `mapping`: our name -> the file's header, where the names differ from all known ones; `ignore` -> headers to leave out
    (`A;B`, or `*`: all that are not mapped); `area` -> `*` where each further column is an area. `defaults`: our name -> a
    value for rows that have none (`period`, `indicator`, `unit`, `source`). `name`: the file's, where `source` is bytes
    (Open SDG and DDF tell the indicator by it). `sheet`, `header`: which sheet of a workbook, and in which row its header
    stands. Where `refused` is not empty, write nothing.
    """
    told, known = dict(mapping or {}), dict(defaults or {})
    found = _as_message(source, limits)
    if found is not None:
        return observations_from(found, mapping=told, defaults=known, limits=limits)
    opened = _open(source, limits, sheet, header)
    file = name or (source.name if isinstance(source, Path) else "")
    return _of_sheet(opened, told, known, limits, file)


def _as_message(source: Path | bytes, limits: Limits) -> "DataMessage | None":
    """An SDMX message in XML or JSON; None where the file is a table."""
    from accord.formats.sdmx.safe_xml import looks_like_xml, opening

    head, size = opening(source, 4096)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    page = re.match(rb"<(?:!doctype html|html)", start, re.IGNORECASE)
    if page or not (looks_like_xml(head) or re.match(rb"[{\[]\s*[\"{\[\]}]", start)):
        return None
    if size > limits.size:
        raise Unreadable("too_big", size=size, limit=limits.size)
    from accord.formats.sdmx.data import read_data

    return read_data(source)


def _open(source: Path | bytes, limits: Limits, sheet: str, header: int) -> Sheet:
    from accord.formats.sdmx.safe_xml import opening

    if opening(source, 4)[0].startswith(b"PK\x03\x04"):
        from accord.formats.workbook import open_workbook

        return open_workbook(source, sheet=sheet, header=header, limits=limits)
    return open_sheet(source, limits)


def _of_sheet(
    opened: Sheet, mapping: Mapping[str, str], defaults: dict[str, str], limits: Limits, file_name: str
) -> Observations:
    kind = sniff(opened.headers)
    names, wrong = mapped(mapping, opened.headers)
    if mapping.get("area") == AREAS_ACROSS:
        kind = "wide"
    table = arrange(opened, aliases={}, limits=limits, case_matters=kind not in {"tidy", "open-sdg"})
    if wrong or table.refused:
        return Observations(kind, len(table.rows), [], [*wrong, *table.refused])
    rows, structures = table.rows, tuple[str, ...]()
    refused: list[Refusal] = []
    if kind in {"sdmx-csv-1", "sdmx-csv-2", "sdmx-like"}:
        rows, refused, structures = read_cells(rows, opened.headers, kind)
    elif kind == "open-sdg":
        defaults.setdefault("indicator", open_sdg_indicator(file_name))
        rows = [Row(r.number, {**r.values, **_plain_status(r.values)}) for r in rows]
    elif kind in {"ddf", "wide"}:
        from accord.formats import across

        rows, refused, names = across.by_cell(kind, table, mapping, names, defaults, file_name)
    columns = tuple(dict.fromkeys(c for row in rows[:1] for c in row.values if c != COLUMN))
    chosen = names if kind == "ddf" else choose(columns, names, kind)
    refused = refused if kind == "ddf" and refused else [*missing(chosen, columns, _filled(defaults)), *refused]
    if refused:
        return Observations(kind, len(table.rows), [], refused, structures)
    left_out = ignored(mapping, columns, chosen)
    split = ATTRIBUTES if kind == "open-sdg" else None  # where Series and Region part one country's figures
    return read_rows(kind, rows, chosen, defaults, structures, left_out, split)


def _filled(defaults: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in defaults.items() if value}


def _plain_status(values: Mapping[str, str]) -> dict[str, str]:
    """Open SDG's words for SDMX's observation status -> its codes."""
    return {c: _STATUS.get(v.casefold(), v) for c, v in values.items() if fold_name(c) == "observation_status"}


def observations_from(
    message: "DataMessage",
    *,
    mapping: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
    limits: Limits = LIMITS,
) -> Observations:
    """The figures of an SDMX message, its components chosen as the columns of a table are (see `read_observations`).

    Attributes of the data set hold for each row. Raises Unreadable where the message breaks off.
    """
    kind: Kind = "sdmx-json" if "json" in message.kind else "sdmx-ml"
    if "csv" in message.kind or message.kind == "sdmx-like":
        kind = message.kind  # type: ignore[assignment]
    rows: list[Row] = []
    refused: list[Refusal] = []
    columns: dict[str, None] = {}
    attributes: set[str] = set()
    for data in message.sets:
        if data.action == "Delete":
            refused.append(refuse("sdmx_delete", 0))
            continue
        before, extra = len(rows), _beside(data)
        rows.extend(_with_extra(data, extra, limits, refused))
        refused += data.refused
        if len(rows) > before:
            columns |= dict.fromkeys([*extra[0], *data.roles, *extra[1].values()])
        if data.roles_known:
            attributes |= {n for n, r in data.roles.items() if r == "attribute"} | set(data.attributes)
    structures = tuple(map(str, message.structures))
    if not rows and not refused:
        raise Unreadable("sdmx_no_data", reason="no observation")
    names, wrong = mapped(mapping or {}, tuple(columns))
    chosen = choose(tuple(columns), names, kind)
    refused = [*wrong, *(missing(chosen, tuple(columns), defaults or {}) if rows else ()), *refused]
    if refused:
        return Observations(kind, len(rows), [], refused, structures)
    left_out = ignored(mapping or {}, tuple(columns), chosen)
    attributes |= {c for c in columns if not is_breakdown(c)}
    return read_rows(kind, rows, chosen, defaults or {}, structures, left_out, frozenset(attributes))


def _beside(data: "DataSet") -> tuple[dict[str, str], dict[str, str]]:
    """What holds for each row of a data set, and code components -> the column for the names of their codes."""
    fixed = {STRUCTURE: data.structure.id if data.structure else "", **data.attributes}
    named = {c: n for c, n in (("REF_AREA", "area"), ("INDICATOR", "indicator_name"), ("SERIES", "indicator_name"))
             if c in data.names}  # fmt: skip
    if "SERIES" in named:
        named.pop("INDICATOR", None)
    return fixed, named


def _with_extra(
    data: "DataSet", extra: tuple[dict[str, str], dict[str, str]], limits: Limits, refused: list[Refusal]
) -> Iterable[Row]:
    """The rows of a data set with what stands beside them; what is over the limits is refused."""
    fixed, named = extra
    for row in data.rows:
        if row.number > limits.rows:
            refused.append(refuse("too_many_rows", row.number, limit=limits.rows))
            return
        values = {**fixed, **row.values}
        for component, column in named.items():
            values.setdefault(column, data.names[component].get(values.get(component, ""), ""))
        if max(map(len, values.values()), default=0) > limits.cell:
            column, value = max(values.items(), key=lambda item: len(item[1]))
            refused.append(refuse("huge_field", row.number, column, value, size=len(value), limit=limits.cell))
        yield Row(row.number, values)


def read_tidy(table: Table, *, defaults: Mapping[str, str] | None = None) -> Observations:
    """The figures of a table already read whose columns have our names or known synonyms."""
    chosen = choose(table.columns, {}, "tidy")
    refused = [*table.refused, *missing(chosen, table.columns, defaults or {})]
    if refused:
        return Observations("tidy", len(table.rows), [], refused)
    return read_rows("tidy", table.rows, chosen, defaults or {}, ())


def read_sdmx_csv(source: Path | bytes, *, mapping: Mapping[str, str] | None = None) -> Observations:
    """As `read_observations`, for a file that is known to be SDMX-CSV; the version is told by its first column."""
    return read_observations(source, mapping=mapping)


@dataclass(frozen=True)
class Plan:
    """How a table's columns would be read: for whoever reads the rows by other means. `chosen`: our name -> header."""

    kind: Kind
    separator: str
    headers: tuple[str, ...]
    chosen: Mapping[str, str]
    plain: bool  # no labels, brackets or name columns: each cell is what it says


def plan(start: bytes, *, mapping: Mapping[str, str] | None = None, defaults: Mapping[str, str] | None = None) -> Plan | None:
    """The plan for a file that begins with `start` (its header line and at least one whole row); None where it has faults."""
    whole = start[: start.rfind(b"\n") + 1] or start
    sheet = open_sheet(whole)
    kind = sniff(sheet.headers)
    if kind in {"open-sdg", "ddf", "wide"} or {IGNORE, AREAS_ACROSS} & {*(mapping or {}), *(mapping or {}).values()}:
        return None  # their rows are made anew
    names, wrong = mapped(mapping or {}, sheet.headers)
    table = arrange(sheet, aliases={}, case_matters=kind != "tidy")
    if wrong or table.refused:
        return None
    plain = not any(":" in h or "[" in h for h in sheet.headers) and "STRUCTURE_NAME" not in sheet.headers and not sheet.start
    columns = tuple(c for c in table.columns if c not in LEADING or kind == "tidy")
    chosen = choose((*columns, *((STRUCTURE,) if kind in {"sdmx-csv-1", "sdmx-csv-2"} else ())), names, kind)
    if missing(chosen, columns, defaults or {}) or "indicator" not in chosen or chosen["indicator"] == STRUCTURE:
        return None
    return Plan(kind, sheet.separator, sheet.headers, chosen, plain and sheet.encoding.replace("-", "") in {"utf8", "utf8sig"})
