"""Excel workbooks (.xlsx): one sheet read as a table. Formulas give the values last computed; macros and links are not read.

A workbook is a ZIP archive of XML: what it unpacks to, and what its XML declares, is looked at before it is opened.
"""

import csv
import datetime
import io
import zipfile
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from accord.formats.columns import ALIASES, year_of
from accord.formats.encoding import refuse_signature
from accord.formats.messages import Unreadable, show
from accord.formats.sdmx.safe_xml import HEAD, check_prologue, looks_like_xml
from accord.formats.table import LIMITS, Limits, Sheet, fold_name

UNPACKED = 300_000_000  # bytes of all parts together
RATIO = 200  # unpacked to packed, of a part over a megabyte
PARTS = 5_000
ELEMENTS = 100_000  # outside of sheets, or two for each row that may be read
CELLS = 5_000_000  # places of cells that are walked, empty ones too, or fifty for each row that may be read
LOOK = 40  # rows in which the header is looked for
BLANK = 5_000  # blank rows after which a sheet is over
FIGURES = frozenset(n for name, aliases in ALIASES.items() for n in (name, *aliases))


def sheet_names(source: Path | bytes, limits: Limits = LIMITS) -> list[str]:
    """The names of the sheets that hold cells. Raises Unreadable: workbook_*."""
    book = open_checked(source, limits)
    try:
        return [s.title for s in book.worksheets]
    finally:
        book.close()


def open_workbook(
    source: Path | bytes, *, sheet: str = "", header: int = 0, known: Collection[str] = FIGURES, limits: Limits = LIMITS
) -> Sheet:
    """A sheet as a table, for `table.arrange`. `sheet`: its name, else the first that holds a table; `header`: the row of
    the header counted from 1, else the row among the first that looks most like one; `known`: folded names of columns.

    Numbers of rows are a spreadsheet's less one, whatever stands above the header. Raises Unreadable: workbook_*, too_big.
    """
    book = open_checked(source, limits)
    try:
        titles = [s.title for s in book.worksheets]
        if sheet and sheet not in titles:
            raise Unreadable("workbook_sheet", value=show(sheet), found=show(", ".join(titles), 300))
        for one in book.worksheets:
            if sheet in {"", one.title}:
                found: Sheet | None = guarded(partial(_sheet, one, header, known, limits))
                if found:
                    return found
        raise Unreadable("workbook_empty", value=show(sheet or titles[0] if titles else ""), found=show(", ".join(titles), 300))
    finally:
        book.close()


def open_checked(source: Path | bytes, limits: Limits) -> Any:
    """The workbook as its library opens it, held within bounds. Raises Unreadable."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.size:
        raise Unreadable("too_big", size=size, limit=limits.size)
    data = source if isinstance(source, bytes) else source.read_bytes()
    _check_archive(data)
    from accord.formats.excel import open_book

    return guarded(lambda: open_book(data, max(ELEMENTS, 2 * limits.rows)))


def _check_archive(data: bytes) -> None:
    """What must hold before a library opens the archive."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Unreadable("workbook_broken", reason="the archive is damaged") from fault
    if "xl/workbook.xml" not in {p.filename for p in parts}:
        refuse_signature(data)
    if any(p.flag_bits & 1 for p in parts):
        raise Unreadable("workbook_locked")
    total = sum(p.file_size for p in parts)
    dense = max((p.file_size for p in parts if p.file_size > max(1_000_000, RATIO * p.compress_size)), default=0)
    if total > UNPACKED or dense or len(parts) > PARTS:
        raise Unreadable("workbook_bomb", size=total, limit=min(UNPACKED, dense or UNPACKED))
    for part in parts:
        head = guarded(partial(_head, archive, part)) if part.file_size else b""
        if looks_like_xml(head):
            check_prologue(head)


def _head(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as opened:
        return opened.read(HEAD)


def guarded(act: Any) -> Any:
    """The act's outcome; whatever a damaged workbook makes zip and XML libraries raise, in our words."""
    try:
        return act()
    except Unreadable:
        raise
    except Exception as fault:  # openpyxl raises what its parts do: KeyError, ValueError, BadZipFile, ParseError, ...
        raise Unreadable("workbook_broken", reason=show(str(fault) or type(fault).__name__, 120).rstrip(".")) from fault


def _sheet(one: Any, header: int, known: Collection[str], limits: Limits) -> Sheet | None:
    """The table of a sheet; None where it holds none."""
    one.reset_dimensions()  # what a sheet says of its size may be wrong
    rows = _rows(one, limits)
    first: list[list[str]] = []
    for cells in rows:
        first.append(cells)
        if len(first) >= max(LOOK, header):
            break
    at = header - 1 if header else _header_row(first, known)
    if at >= len(first) or sum(map(bool, first[at])) < 2:
        return None
    names = [c.strip() for c in first[at]]
    while names and not names[-1]:
        names.pop()
    return _as_sheet(names, at, first[at + 1 :], rows)


def _as_sheet(names: list[str], above: int, first: list[list[str]], rows: Iterator[list[str]]) -> Sheet:
    """The table as text. As many blank rows as stand above the header come below it, so that rows keep their numbers."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(names)
    out.write("\n" * above)
    for cells in (*first, *rows):
        if any(cells):
            writer.writerow((cells + [""] * len(names))[: max(len(names), _last(cells))])
        else:
            out.write("\n")
    return Sheet(out.getvalue(), tuple(names), "\t", "xlsx", 0)


def _last(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that holds something."""
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1]), 0)


def _header_row(rows: list[list[str]], known: Collection[str]) -> int:
    """The row in which most cells are names of columns that we know; where none is, the first of the fullest."""
    scores = [sum(fold_name(c) in known or bool(year_of(c)) for c in row if c) for row in rows]
    if max(scores, default=0) >= 2:
        return scores.index(max(scores))
    filled = [sum(map(bool, row)) for row in rows]
    return filled.index(max(filled)) if filled else 0


def _rows(one: Any, limits: Limits) -> Iterator[list[str]]:
    blank, most = 0, max(CELLS, 50 * limits.rows)
    left = most
    for number, row in enumerate(one.iter_rows(), start=1):
        if number > limits.rows + LOOK:
            raise Unreadable("too_many_rows", limit=limits.rows)
        left -= len(row)  # a cell far to the right makes its row as long
        if left < 0:
            raise Unreadable("workbook_heavy", limit=most)
        cells = [_text(cell) for cell in row[: limits.columns + 1]]
        blank = 0 if any(cells) else blank + 1
        if blank > BLANK:
            return
        yield cells


def _text(cell: Any) -> str:
    """A cell as a person sees it: 12.0 as 12, a share formatted as percent as 12%, a date as ISO."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        percent = "%" in str(getattr(cell, "number_format", "") or "")
        exact = Decimal(repr(value)) * (100 if percent else 1)
        plain = f"{exact.normalize():f}" if exact.is_finite() else ""
        return plain + ("%" if percent else "")
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return str(value).strip()
