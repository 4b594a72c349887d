"""A file of figures as cells: opened, mended, written again. Rows keep the numbers that a spreadsheet gives them, less one.

A row that is left out becomes a blank one, so that every other row keeps its number.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from accord.formats.columns import year_of
from accord.formats.messages import Unreadable
from accord.formats.table import Sheet, open_sheet
from accord.formats.workbook import open_workbook, sheet_names

SMALL = 2_000  # rows up to which a file can be mended here
LARGEST = 250_000  # rows up to which a file can be rearranged here, as a wide table is
LONG = 2_000_000  # bytes from which a file is not opened as a whole without need
WORKBOOK = b"PK\x03\x04"


@dataclass(frozen=True)
class Grid:
    """`rows` are number and cells, blank rows left out; a row may have more or fewer cells than the header.

    `places` is for a grid made from another: for each row the row and the column of the file that it came from.
    `broken`: the file ends in a fault of quoting, which the reader tells.
    """

    headers: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    sheets: tuple[str, ...] = ()
    broken: bool = False
    places: tuple[tuple[int, str], ...] = ()

    @property
    def is_small(self) -> bool:
        return len(self.rows) <= SMALL

    @cached_property
    def by_number(self) -> dict[int, list[str]]:
        return dict(self.rows)

    def row(self, number: int) -> list[str]:
        return self.by_number.get(number, [])

    def cell(self, number: int, column: str) -> str:
        cells = self.row(number)
        place = self.headers.index(column) if column in self.headers else len(cells)
        return cells[place] if place < len(cells) else ""


def is_message(path: Path) -> bool:
    """Whether a file is XML or JSON, which is no table and cannot be mended here."""
    with path.open("rb") as file:
        head = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] in (b"<", b"{", b"[")


def is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == WORKBOOK


def open_grid(path: Path, *, sheet: str = "", most: int = 0) -> Grid:
    """The cells of a CSV, a TSV or a sheet of a workbook; `most` rows of them, where it is given. Raises Unreadable."""
    opened, sheets = _opened(path, sheet)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in _records(opened):
            if number and any(cells):
                rows.append((number, cells))
            if most and len(rows) >= most:
                break
    except csv.Error:
        return Grid(opened.headers, rows, sheets, broken=True)
    return Grid(opened.headers, rows, sheets, broken=not opened.headers)


def cells_of(path: Path) -> Iterator[tuple[int, str, str]]:
    """Row, column and text of each cell of each sheet that holds something, up to a fault of quoting. Raises Unreadable."""
    sheets = sheet_names(path) if is_workbook(path) else [""]
    for sheet in sheets:
        try:
            opened, _ = _opened(path, sheet)
        except Unreadable:
            if sheet:  # a sheet without a table has nothing to be read either
                continue
            raise
        with suppress(csv.Error):
            for number, cells in _records(opened):
                for place, text in enumerate(cells):
                    if text:
                        yield number, opened.headers[place] if place < len(opened.headers) else str(place + 1), text


def _opened(path: Path, sheet: str) -> tuple[Sheet, tuple[str, ...]]:
    if is_workbook(path):
        return open_workbook(path, sheet=sheet), tuple(sheet_names(path))
    return open_sheet(path), ()


def _records(opened: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Numbered from the header, which is row 0. Raises csv.Error."""
    text = io.StringIO(opened.text[opened.start :], newline="")
    for number, cells in enumerate(csv.reader(text, delimiter=opened.separator, strict=True)):
        yield number, [c.strip() for c in cells]


def mended(grid: Grid, mends: Sequence[Mapping[str, Any]]) -> Grid:
    """The grid with the mends applied, in their order.

    A mend has `row` and `column` with `after`; or `before` and `after` for every cell of the column that says so; or `row`
    and `left_out`. A mend for a row or column that is not there does nothing.
    """
    places = {header: place for place, header in reversed(list(enumerate(grid.headers)))}
    rows = {number: list(cells) for number, cells in grid.rows}
    for mend in mends:
        if mend.get("left_out"):
            rows.pop(mend["row"], None)
            continue
        place = places.get(mend["column"])
        if place is None:
            continue
        if mend.get("row"):
            _put(rows.get(mend["row"]), place, mend["after"])
            continue
        for cells in rows.values():
            if place < len(cells) and cells[place] == mend["before"]:
                cells[place] = mend["after"]
    return replace(grid, rows=sorted(rows.items()))


def _put(cells: list[str] | None, place: int, text: str) -> None:
    if cells is not None:
        cells += [""] * (place + 1 - len(cells))
        cells[place] = text


def without(grid: Grid, columns: Sequence[str]) -> Grid:
    """The grid without some columns."""
    kept = [place for place, header in enumerate(grid.headers) if header not in columns]
    rows = [
        (number, [cells[place] for place in kept] if len(cells) == len(grid.headers) else cells) for number, cells in grid.rows
    ]
    return replace(grid, headers=tuple(grid.headers[place] for place in kept), rows=rows)


def lengthened(grid: Grid, years: Sequence[str], period: str, value: str) -> Grid:
    """A wide table as a long one: a row for each cell of a year's column that holds something.

    `period` and `value` are the names of the two columns that come to stand in place of the years'.
    """
    across = [(place, header) for place, header in enumerate(grid.headers) if header in years]
    kept = [place for place, header in enumerate(grid.headers) if header not in years]
    rows: list[tuple[int, list[str]]] = []
    places: list[tuple[int, str]] = []
    for number, cells in grid.rows:
        full = cells + [""] * (len(grid.headers) - len(cells))
        fixed = [full[place] for place in kept]
        for place, header in across:
            if full[place] not in {"", "..", "...", "-"}:
                rows.append((len(rows) + 1, [*fixed, year_of(header), full[place]]))
                places.append((number, header))
    return Grid((*(grid.headers[place] for place in kept), period, value), rows, grid.sheets, grid.broken, tuple(places))


def write(grid: Grid, path: Path) -> None:
    """The grid as CSV: each row at its number, blank lines for those that are not there."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(grid.headers)
        at = 1
        for number, cells in grid.rows:
            file.write("\n" * (number - at))
            writer.writerow(cells)
            at = number + 1
