"""A table written anew: what its cells show, and nothing else of the file.

Formulas give the values last computed. Macros, links, remarks, authors, styles, pictures, names and what pivot tables remember
are not read at all. What somebody hid is not shown unseen, and not left out unseen either: such a file is refused.
"""

import csv
import datetime
import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from accord.formats.invisible import without_invisible
from accord.formats.messages import Unreadable, show
from accord.formats.spreadsheet import CONTROL, Cell, Percent, write_workbook
from accord.formats.table import Limits, cells_of, csv_safe, open_sheet
from accord.formats.workbook import guarded, open_checked

LIMITS = Limits(size=2_000_000, rows=5_000, columns=100, cell=2_000)
SHEETS = 10
CELLS = 20_000
UNPACKED = 15_000_000
WALKED = 100_000  # rows of a sheet, empty ones too
PLACES = 1_000_000  # of cells that are walked in all sheets: an empty one far to the right makes its row as long
_UNNAMED = re.compile(r"[\\*?:/\[\]]")  # what the name of a sheet may not hold
_HIDDEN = re.compile(rb"<(?:\w{1,20}:)?(?:row|col)\s[^<>]{0,2000}?\bhidden\s{0,9}=\s{0,9}[\"'](?:1|true)[\"']")
_UNCOMPUTED = re.compile(
    rb"<(?:\w{1,20}:)?c\b([^<>]{0,500})>\s{0,99}+<(?:\w{1,20}:)?f\b[^<>]{0,2000}(?:/>|>[^<>]{0,9000}</(?:\w{1,20}:)?f>)"
    rb"\s{0,99}+(?:<(?:\w{1,20}:)?v\s{0,9}+(?:/>|>\s{0,99}+</(?:\w{1,20}:)?v>))?\s{0,99}+</(?:\w{1,20}:)?c>"
)  # what a formula gives that is an empty text says that it is one


@dataclass(frozen=True)
class TablesAnew:
    """`sheets` by their names, rows as they stand in the new file; a CSV has one, without a name."""

    data: bytes
    sheets: dict[str, list[list[Cell]]]

    def cells(self) -> Iterator[tuple[str, int, int, str]]:
        """Sheet, row and column (from 1) and text of each cell that holds something."""
        for name, rows in self.sheets.items():
            for at, row in enumerate(rows, 1):
                for place, value in enumerate(row, 1):
                    if value is not None and value != "":
                        yield name, at, place, str(value)


def renew_workbook(data: bytes) -> TablesAnew:
    """Raises Unreadable."""
    if len(data) > LIMITS.size:
        raise Unreadable("too_big", size=len(data), limit=LIMITS.size)
    archive = guarded(lambda: zipfile.ZipFile(io.BytesIO(data)))
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > UNPACKED:
        raise Unreadable("workbook_bomb", size=unpacked, limit=UNPACKED)
    book = open_checked(data, LIMITS)
    try:
        sheets = guarded(partial(_sheets, book, archive))
    finally:
        book.close()
    if not any(sheets.values()):
        raise Unreadable("empty")
    return TablesAnew(guarded(partial(write_workbook, sheets)), sheets)


def _sheets(book: Any, archive: zipfile.ZipFile) -> dict[str, list[list[Cell]]]:
    if len(book.worksheets) > SHEETS:
        raise Unreadable("too_many_sheets", count=len(book.worksheets), limit=SHEETS)
    sheets: dict[str, list[list[Cell]]] = {}
    left, walked = CELLS, Counter[str]()
    for one in book.worksheets:
        title = " ".join(_words(_UNNAMED.sub(" ", str(one.title))).split())[:31] or str(len(sheets) + 1)
        if one.sheet_state != "visible":
            raise Unreadable("hidden_sheet", value=show(title))
        text = archive.read(one._worksheet_path)  # openpyxl reads of a sheet neither what is hidden nor what was not computed
        if b"\0" in text:
            raise Unreadable("workbook_broken", reason="a sheet is not written in UTF-8")
        if _HIDDEN.search(text):
            raise Unreadable("hidden_lines", value=show(title))
        if any(b'"str"' not in hit[1] for hit in _UNCOMPUTED.finditer(text)):
            raise Unreadable("uncomputed", value=show(title))
        one.reset_dimensions()  # what a sheet says of its size may be wrong
        rows = list(_rows(one, title, walked))
        left -= sum(map(len, rows))
        if left < 0:
            raise Unreadable("too_many_cells", limit=CELLS)
        while title in sheets:
            title = f"{title[:28]} {len(sheets)}"
        sheets[title] = rows
    return sheets


def _rows(one: Any, title: str, walked: Counter[str]) -> Iterator[list[Cell]]:
    blank = 0
    for number, found in enumerate(one.iter_rows(), 1):
        if number > WALKED:
            raise Unreadable("too_many_rows", limit=LIMITS.rows)
        walked["places"] += len(found)
        if walked["places"] > PLACES:
            raise Unreadable("workbook_heavy", limit=PLACES)
        row = [_value(cell) for cell in found]
        while row and row[-1] is None:
            row.pop()
        if not row:
            blank += 1
            continue
        if number > LIMITS.rows:
            raise Unreadable("too_many_rows", limit=LIMITS.rows)
        if len(row) > LIMITS.columns:
            raise Unreadable("too_many_columns", count=len(row), limit=LIMITS.columns)
        _check_length(row, title, number)
        yield from ([] for _row in range(blank))
        blank = 0
        yield row


def _check_length(row: list[Cell], title: str, number: int) -> None:
    for place, value in enumerate(row, 1):
        if isinstance(value, str) and len(value) > LIMITS.cell:
            raise Unreadable(
                "long_cell", sheet=show(title), row=number, column=letters(place), size=len(value), limit=LIMITS.cell
            )


def _value(cell: Any) -> Cell:
    """A number stays one; a day is written as everybody reads it; all else is text."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return None if value is None else ("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        if not abs(value) <= sys.float_info.max:  # nor is NaN
            return None
        return Percent(value) if "%" in str(getattr(cell, "number_format", "") or "") else value
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return _words(str(value)) or None


def _words(text: str) -> str:
    return CONTROL.sub("", without_invisible(text)).strip()


def renew_csv(data: bytes) -> TablesAnew:
    """Raises Unreadable."""
    sheet = open_sheet(data, LIMITS)
    faults: list[Any] = []
    rows: list[list[Cell]] = [list(map(_words, sheet.headers))]
    for number, cells in cells_of(sheet, faults):
        if number >= LIMITS.rows:
            raise Unreadable("too_many_rows", limit=LIMITS.rows)
        rows += [[] for _blank in range(number - len(rows))]
        rows.append(list(map(_words, cells)))
    if faults:
        raise Unreadable(faults[0].code, **faults[0].params)
    if widest := max((len(row) for row in rows if len(row) > LIMITS.columns), default=0):
        raise Unreadable("too_many_columns", count=widest, limit=LIMITS.columns)
    if sum(map(len, rows)) > CELLS:
        raise Unreadable("too_many_cells", limit=CELLS)
    for number, row in enumerate(rows, 1):
        _check_length(row, "", number)
    out = io.StringIO(newline="")
    marks: Literal[0, 1] = csv.QUOTE_ALL if _may_be_cut(rows) else csv.QUOTE_MINIMAL
    csv.writer(out, quoting=marks).writerows([csv_safe(str(value)) for value in row] for row in rows)
    return TablesAnew(out.getvalue().encode("utf-8-sig"), {"": rows})


def _may_be_cut(rows: list[list[Cell]]) -> bool:
    """Where programs part cells by semicolons or tabs, what follows one in a text would be a cell, and a formula."""
    return any(";" in str(value) or "\t" in str(value) for row in rows for value in row)


def letters(column: int) -> str:
    """A column as a spreadsheet names it: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
