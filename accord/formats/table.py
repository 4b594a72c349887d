"""Reading a CSV or TSV that a stranger made: clear answers, nothing lost.

`read_table` gives rows as dicts of stripped text. What cannot be read at all raises `Unreadable`; what is wrong in a row
becomes a `Refusal` that names row, column and value.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from accord.formats.result import Refusal

FILE_LIMIT = 200_000_000  # bytes
FIELD_LIMIT = 100_000  # characters
_BINARY = {b"PK\x03\x04": "a ZIP or Excel file", b"\x89PNG": "a picture", b"%PDF": "a PDF", b"\x1f\x8b": "a gzip file",
           b"\xd0\xcf\x11\xe0": "an old Excel file", b"\xff\xd8\xff": "a picture", b"SQLi": "a database"}  # fmt: skip


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """`number` counts data rows from 1."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Table:
    columns: list[str]
    rows: list[Row]
    refused: list[Refusal] = field(default_factory=list)


def read_table(source: Path | bytes, *, required: Sequence[str] = ()) -> Table:
    """Raises Unreadable: empty, binary, too large, no known encoding, an unclosed quote, a missing or double column."""
    text = decode(source.read_bytes() if isinstance(source, Path) else source)
    csv.field_size_limit(FILE_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    refused: list[Refusal] = []
    rows: list[Row] = []
    try:
        columns = [c.strip() for c in next(reader, [])]
        _check_columns(columns, required)
        for number, cells in enumerate((r for r in reader if any(c.strip() for c in r)), start=1):
            fault = _fault(number, columns, cells)
            if fault:
                refused.append(fault)
            else:
                rows.append(Row(number, {c: v.strip() for c, v in zip(columns, cells, strict=True)}))
    except csv.Error as fault_found:
        raise Unreadable(
            f"Near line {reader.line_num}: a quotation mark is opened and not closed, or stands inside a value"
            f" ({fault_found}). Double it or take it out."
        ) from fault_found
    if not rows and not refused:
        raise Unreadable("The file has a header and no rows. Nothing to import.")
    return Table(columns, rows, refused)


def decode(data: bytes) -> str:
    """UTF-8 (with or without mark) or UTF-16 with its mark. Raises Unreadable for anything else."""
    if not data.strip():
        raise Unreadable("The file is empty.")
    if len(data) > FILE_LIMIT:
        raise Unreadable("The file is larger than 200 MB. Split it into parts.")
    for mark, what in _BINARY.items():
        if data.startswith(mark):
            raise Unreadable(f"This is {what}, not a CSV. Save it as CSV (UTF-8) and try again.")
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise Unreadable(
            f"Line {line} has a byte (0x{data[fault.start]:02x}) that is not UTF-8. Save the file as CSV UTF-8."
        ) from fault
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise Unreadable(f"Line {line} holds a NUL character: the file is damaged or not text. Export it again.")
    return text


def _separator(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t|", key=lambda mark: (head.count(mark), mark == ","))


def _check_columns(columns: list[str], required: Sequence[str]) -> None:
    double = sorted({c for c in columns if columns.count(c) > 1})
    if double:
        raise Unreadable(f"The column “{double[0]}” stands twice in the header. Name each column once.")
    missing = [c for c in required if c not in columns]
    if missing:
        raise Unreadable(
            f"The column “{missing[0]}” is missing. Expected: {', '.join(required)}; found: {', '.join(columns)[:300]}."
        )


def _fault(number: int, columns: list[str], cells: list[str]) -> Refusal | None:
    if len(cells) != len(columns):
        return Refusal(
            number, "", cells[0][:80] if cells else "",
            f"This row has {len(cells)} values, the header {len(columns)}. Look for a missing separator or quote.",
        )  # fmt: skip
    for column, cell in zip(columns, cells, strict=True):
        if len(cell) > FIELD_LIMIT:
            return Refusal(
                number, column, cell[:80], f"This value has {len(cell):,} characters; at most {FIELD_LIMIT:,} are read."
            )
        bad = next((c for c in cell if ord(c) < 32 and c not in "\t\n\r"), None)
        if bad:
            return Refusal(
                number, column, cell[:80].replace(bad, "?"), f"A control character (0x{ord(bad):02x}) stands here. Take it out."
            )
    return None


def csv_safe(value: str) -> str:
    """For export: a text that a spreadsheet would run as a formula gets a leading apostrophe."""
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(value) else value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
