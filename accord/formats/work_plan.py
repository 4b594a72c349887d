"""A joint work plan as a table: one row an action (who, what, where, when, how far), read from XLSX or CSV and written as XLSX.

The row is kept small on purpose, as OCHA's 3W/4W tables are: what nobody can fill in in two minutes is filled in by nobody.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from accord.formats import bodies
from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.formats.table import LIMITS, Limits, Row, Table, arrange, duplicates, fold_name, open_sheet
from accord.formats.workbook import open_workbook

COLUMNS = (
    "number", "version", "title", "text", "organisation", "other_organisation", "strategies", "sectors", "countries", "provinces",
    "starts_on", "ends_on", "status", "people_reached", "needs", "offers", "language",
)  # fmt: skip
ALIASES: dict[str, tuple[str, ...]] = {
    "number": ("ref", "id"), "title": ("activity", "what"), "text": ("description", "details"),
    "organisation": ("organization", "who", "lead"), "other_organisation": ("other_organization", "partner"),
    "strategies": ("strategy", "inspire", "inspire_strategy"), "sectors": ("sector",), "countries": ("country", "where"),
    "provinces": ("province", "admin1", "district"), "starts_on": ("start", "starts", "from", "when"),
    "ends_on": ("end", "ends", "until"), "people_reached": ("reached", "people", "beneficiaries"), "needs": ("need",),
    "offers": ("offer",),
}  # fmt: skip
LONGEST = {"title": 160, "text": 4000, "other_organisation": 200, "needs": 1000, "offers": 1000}
ROWS = Limits(size=5_000_000, rows=2_000, columns=60, cell=20_000)
MOST = 10**9  # people


@dataclass(frozen=True)
class PlanRow:
    """`number` is empty for a new row. Countries and organisation as written: who reads the file knows their names."""

    row: int
    number: str
    version: int
    title: str
    text: str
    organisation: str
    other_organisation: str
    strategies: tuple[str, ...]
    sectors: tuple[str, ...]
    countries: tuple[str, ...]
    provinces: str
    starts_on: date | None
    ends_on: date | None
    status: str
    people_reached: int | None
    needs: str
    offers: str
    language: str


@dataclass(frozen=True)
class PlanTable:
    read: int
    rows: list[PlanRow]
    refused: list[Refusal]


def open_plan(data: bytes, limits: Limits = ROWS) -> Table:
    """The table of an Excel workbook or a CSV under our names. Raises Unreadable (formats/messages.py)."""
    known = frozenset(fold_name(n) for name in COLUMNS for n in (name, *ALIASES.get(name, ())))
    sheet = open_workbook(data, known=known, limits=limits) if data.startswith(b"PK") else open_sheet(data, limits)
    return arrange(sheet, required=("title", "countries"), known=COLUMNS, aliases=ALIASES, limits=limits)


def read_plan(
    table: Table, *, statuses: Collection[str], sectors: Mapping[str, str], strategies: Mapping[str, str] | None = None
) -> PlanTable:
    """Each row's cells as values. `sectors`, `strategies`: folded words and codes -> code; `statuses`: codes.

    Refused by row and column: bad_day, backward_days, bad_status, bad_sector, bad_strategy, bad_people, missing_value,
    long_value, duplicate_key (a number twice).
    """
    refused = list(table.refused)
    rows = [_row(row, statuses, sectors, strategies or {}, refused) for row in table.rows]
    refused += duplicates([r for r in rows if r.number], lambda r: r.number.casefold(), lambda r: r.row)
    return PlanTable(len(table.rows), rows, sorted(refused, key=lambda r: r.row)[: LIMITS.refusals])


def _row(
    row: Row, statuses: Collection[str], sectors: Mapping[str, str], strategies: Mapping[str, str], refused: list[Refusal]
) -> PlanRow:
    def told(column: str) -> str:
        return row.values.get(column, "").strip()

    def fault(code: str, column: str, value: str = "", **params: str | int) -> None:
        refused.append(refuse(code, row.number, column, value, **params))

    for column, limit in LONGEST.items():
        if len(told(column)) > limit:
            fault("long_value", column, told(column), size=len(told(column)), limit=limit)
    for column, expected in (("title", "what is done"), ("countries", "one country or more, as ISO3 codes or names")):
        if not told(column):
            fault("missing_value", column, expected=expected)
    status = fold_name(told("status"))
    if status and status not in statuses:
        fault("bad_status", "status", told("status"), expected=", ".join(statuses))
    starts, ends = (_day(told(column), column, fault) for column in ("starts_on", "ends_on"))
    if starts and ends and ends < starts:
        fault("backward_days", "ends_on", ends.isoformat(), start=starts.isoformat())
    people = told("people_reached").replace(" ", "").replace("\u00a0", "")
    if people and not (people.isascii() and people.isdecimal() and int(people[:12]) <= MOST and len(people) < 12):
        fault("bad_people", "people_reached", told("people_reached"))
        people = ""
    language = told("language").lower() or "en"
    if language not in ("ar", "en", "es", "fr", "ru", "zh"):
        fault("bad_language", "language", told("language"), expected="ar, en, es, fr, ru, zh")
    version = told("version")
    return PlanRow(
        row.number, told("number"), int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0,
        told("title"), told("text"), told("organisation"), told("other_organisation"),
        _codes(told("strategies"), lambda v: strategies.get(fold_name(v), "") or bodies.strategy_of(v),
               lambda v: fault("bad_strategy", "strategies", v)),
        _codes(told("sectors"), lambda v: sectors.get(fold_name(v), ""), lambda v: fault(
            "bad_sector", "sectors", v, expected=", ".join(sorted(set(sectors.values()))))),
        tuple(_parts(told("countries"))), told("provinces"), starts, ends, status, int(people) if people else None, told("needs"),
        told("offers"), language,
    )  # fmt: skip


def _parts(cell: str) -> list[str]:
    return [one.strip() for one in re.split(r"[;\n؛；]", cell) if one.strip()]


def _codes(cell: str, code_of: Callable[[str], str], fault: Callable[[str], None]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for one in _parts(cell):
        code = code_of(one)
        if code:
            found[code] = None
        else:
            fault(one)
    return tuple(found)


def _day(text: str, column: str, fault: Callable[..., None]) -> date | None:
    hit = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T00:00:00)?", text, re.ASCII)
    try:
        return date.fromisoformat(hit[1]) if hit else None
    except ValueError:
        hit = None
    finally:
        if text and hit is None:
            fault("bad_day", column, text)
    return None
