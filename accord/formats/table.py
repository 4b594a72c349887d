"""Tables as people send them: CSV and TSV, read so that nothing in the file can do harm or pass unseen.

Accepted without a word: UTF-8 with or without its mark, UTF-16 with its mark, comma, semicolon, tab or bar as
separator, a `sep=` line, mixed line ends, line ends inside quotes, blank rows; invisible characters are taken out. All
else is told by row and column.
After RFC 4180; `csv_safe` after OWASP's page on CSV injection.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile
from pathlib import Path

from accord.formats.encoding import decode
from accord.formats.invisible import without_invisible
from accord.formats.messages import Unreadable, refuse, told
from accord.formats.result import TOLD, Refusal

__all__ = ["LIMITS", "Limits", "Row", "Sheet", "Table", "Unreadable", "arrange", "csv_safe", "duplicates", "fold_name",
           "load_bytes", "open_sheet", "read_table"]  # fmt: skip

SEPARATORS = ",;\t|"
_FORMULA = tuple("=+-@＝＋－＠")
_PLAIN_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?%?\Z")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# The csv module's own limit (131,072) is one for the whole process and names no column; the size of the file bounds it.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Limits:
    """The most that is read: bytes of the file, rows, columns, characters in a cell and in a header, faults told."""

    size: int = 50_000_000
    rows: int = 1_000_000
    columns: int = 500
    cell: int = 100_000
    header: int = 1_000
    refusals: int = 1_000


LIMITS = Limits()
FAR_TOO_MANY = 10  # times the columns that are read: of millions no name is compared
FOLDED = 1_000  # characters of a header that are compared: one of megabytes is refused, not folded


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts rows of data from 1 (blank ones too, so that it is a spreadsheet's row less one)."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A decoded file: `headers` as written, in order; `records()` gives the cells of each row below, once."""

    text: str
    headers: tuple[str, ...]
    separator: str
    encoding: str
    start: int  # where the header begins in `text`


@dataclass(frozen=True)
class Table:
    """`columns` are the names in `Row.values`: the known name where a header is known, else the header as written."""

    columns: tuple[str, ...]
    rows: list[Row]
    refused: list[Refusal]
    headers: Mapping[str, str] = field(default_factory=dict)  # column -> header as written
    separator: str = ","
    notes: tuple[str, ...] = ()  # what keeps nothing out


def read_table(
    source: Path | bytes,
    *,
    required: Sequence[str | tuple[str, ...]] = (),
    known: Sequence[str] = (),
    aliases: Mapping[str, Sequence[str]] | None = None,
    limits: Limits = LIMITS,
) -> Table:
    """The rows of a file, with the names of its columns made ours.

    `required`: names that must be there (a tuple: any one of them); `known`: further names; `aliases`: for a name, the
    headers that also mean it, the likeliest first. Headers are compared without case, accents, spaces and hyphens.
    Faults of header and rows are told in `Table.refused`. Raises Unreadable where the file as a whole cannot be read.
    """
    return arrange(open_sheet(source, limits), required=required, known=known, aliases=aliases or {}, limits=limits)


def open_sheet(source: Path | bytes, limits: Limits = LIMITS) -> Sheet:
    """The file decoded, its separator and header found. Raises Unreadable."""
    text, encoding = decode(load_bytes(source, limits))
    text = without_invisible(text)
    start = re.match(r"\s*(?:sep=.[ \t]*[\r\n]+\s*)?", text, re.IGNORECASE)
    at = start.end() if start else 0
    if not text[at:].strip():
        raise Unreadable("empty")
    separator = _separator(text[at:])
    first = next(_records(text[at:], separator), [])
    if len(first) > FAR_TOO_MANY * limits.columns:
        raise Unreadable("too_many_columns", count=len(first), limit=limits.columns)
    return Sheet(text, tuple(h.strip() for h in first), separator, encoding, at)


def load_bytes(source: Path | bytes, limits: Limits = LIMITS) -> bytes:
    """The file whole. Raises Unreadable: too_big, unreadable."""
    if isinstance(source, bytes):
        data, size = source, len(source)
    else:
        try:
            size = source.stat().st_size
            with source.open("rb") as file:
                data = file.read(limits.size + 1)
        except OSError as fault:
            raise Unreadable("unreadable", reason=fault.strerror or "the system refused it") from fault
    if max(size, len(data)) > limits.size:
        raise Unreadable("too_big", size=max(size, len(data)), limit=limits.size)
    return data


def _separator(text: str) -> str:
    """The separator that cuts the header into most cells; the comma where none does."""
    counts = {s: len(next(_records(text, s), [])) for s in SEPARATORS}
    return max(SEPARATORS, key=lambda s: counts[s])


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Rows of the csv module; a fault ends them (see `cells_of` for where it is told)."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    except csv.Error:
        return


def arrange(
    sheet: Sheet,
    *,
    required: Sequence[str | tuple[str, ...]] = (),
    known: Sequence[str] = (),
    aliases: Mapping[str, Sequence[str]],
    limits: Limits = LIMITS,
    case_matters: bool = False,
) -> Table:
    """A sheet's rows under our names; see `read_table`. `case_matters`: INDICATOR and Indicator are two columns."""
    wanted = [n for r in required for n in ([r] if isinstance(r, str) else r)]
    if not sheet.headers:
        broken: list[Refusal] = []
        list(cells_of(sheet, broken))
        return Table((), [], broken, {}, sheet.separator)
    refused = check_headers(sheet.headers, limits, case_matters)
    names = _name_columns(sheet.headers, [*wanted, *known], aliases)
    found = ", ".join(h for h in sheet.headers if h) or "nothing"
    for one in required:
        either = (one,) if isinstance(one, str) else one
        if not set(either).intersection(names):
            refused.append(refuse("missing_column", 0, " / ".join(either), found=found))
    headers = dict(zip(names, sheet.headers, strict=True))
    rows: list[Row] = []
    if not refused:
        rows = _read_rows(sheet, names, limits, refused)
        if not rows and not refused:
            raise Unreadable("header_only")
    return Table(tuple(names), rows, refused, headers, sheet.separator)


def fold_name(header: str) -> str:
    """A header without case, accents, spaces and points: `Réponse (État)` -> `reponse_etat`. Of a long one its beginning."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", header[:FOLDED]).casefold() if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "_", plain).strip("_")


def check_headers(headers: Sequence[str], limits: Limits, case_matters: bool) -> list[Refusal]:
    """A refusal for each column that stands there twice or holds a control character, or one for too many."""
    if len(headers) > limits.columns:
        return [refuse("too_many_columns", 0, count=len(headers), limit=limits.columns)]
    refused: list[Refusal] = []
    seen: dict[str, int] = {}
    for place, header in enumerate(headers, start=1):
        if len(header) > limits.header:
            refused.append(refuse("huge_field", 0, header[:40], header, size=len(header), limit=limits.header))
        if CONTROL.search(header):
            refused.append(_control(0, header, header))
        key = header if case_matters else fold_name(header)
        if key and key in seen:
            refused.append(refuse("duplicate_column", 0, header, header, first=seen[key], second=place))
        seen.setdefault(key, place)
    return refused


def _name_columns(headers: Sequence[str], names: Sequence[str], aliases: Mapping[str, Sequence[str]]) -> list[str]:
    """Our name for each header: its own first, then the likeliest synonym; each name and header is used once."""
    folded = [fold_name(h) for h in headers]
    taken: dict[int, str] = {}
    wanted = list(dict.fromkeys([*names, *aliases]))
    for name in wanted:
        exact = next((i for i, h in enumerate(headers) if h == name and i not in taken), None)
        near = next((i for i, f in enumerate(folded) if f == fold_name(name) and i not in taken), None)
        place = exact if exact is not None else near
        if place is not None:
            taken[place] = name
    for name in wanted:
        for alias in () if name in taken.values() else aliases.get(name, ()):
            place = next((i for i, f in enumerate(folded) if f == fold_name(alias) and i not in taken), None)
            if place is not None:
                taken[place] = name
                break
    return [taken.get(i, h or f"column_{i + 1}") for i, h in enumerate(headers)]


def _read_rows(sheet: Sheet, names: Sequence[str], limits: Limits, refused: list[Refusal]) -> list[Row]:
    rows: list[Row] = []
    same: dict[str, str] = {}  # codes, years and words come again in most rows: each is held once
    for number, cells in cells_of(sheet, refused):
        if len(refused) >= limits.refusals:
            refused.append(refuse("too_many_refusals", number, limit=limits.refusals))
            break
        if number > limits.rows:
            refused.append(refuse("too_many_rows", number, limit=limits.rows))
            break
        if len(cells) != len(names):
            value = sheet.separator.join(cells)
            refused.append(refuse("ragged", number, "", value, found=len(cells), expected=len(names)))
            continue
        values = {n: same.setdefault(c, c) for n, c in zip(names, map(str.strip, cells), strict=True)}
        faults = check_cells(number, values, limits)
        refused += faults
        if not faults:
            rows.append(Row(number, values))
    return rows


def cells_of(sheet: Sheet, refused: list[Refusal]) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row that is not blank. A fault of quoting is told in `refused` and ends the rows."""
    reader = csv.reader(io.StringIO(sheet.text[sheet.start :], newline=""), delimiter=sheet.separator, strict=True)
    before = len(re.findall(r"\r\n|\r|\n", sheet.text[: sheet.start]))
    number, line = -1, 0
    try:
        for cells in reader:
            number, line = number + 1, reader.line_num
            if number and cells and (cells[0].strip() or any(c.strip() for c in cells)):
                yield number, cells
    except csv.Error as fault:
        code = "unclosed_quote" if "unexpected end" in str(fault) else "stray_quote"
        at = line + 1 if code == "unclosed_quote" else reader.line_num
        refused.append(refuse(code, number + 1, "", _line(sheet, at), line=at + before))


def _line(sheet: Sheet, number: int) -> str:
    lines = re.split(r"\r\n|\r|\n", sheet.text[sheet.start :], maxsplit=number)
    return lines[number - 1] if number <= len(lines) else ""


def check_cells(number: int, values: Mapping[str, str], limits: Limits) -> list[Refusal]:
    """A refusal for each cell that is too long or holds a control character."""
    together = "".join(values.values())
    if len(together) <= limits.cell and not CONTROL.search(together):
        return []  # the usual row
    refused = []
    for column, value in values.items():
        if len(value) > limits.cell:
            refused.append(refuse("huge_field", number, column, value, size=len(value), limit=limits.cell))
        elif CONTROL.search(value):
            refused.append(_control(number, column, value))
    return refused


def _control(number: int, column: str, value: str) -> Refusal:
    hit = CONTROL.search(value)
    return refuse("control", number, column, value, character=f"U+{ord(hit.group()) if hit else 0:04X}")


def duplicates[T](rows: Iterable[T], key: Callable[[T], Hashable], number: Callable[[T], int]) -> list[Refusal]:
    """A refusal for each row whose key an earlier one has; the message names the earlier row. Very many: as `told`."""
    seen: dict[Hashable, int] = {}
    refused: list[Refusal] = []
    more = 0
    for row in rows:
        one = key(row)
        if one in seen and len(refused) >= TOLD:
            more += 1
        elif one in seen:
            words = ", ".join(str(p) for p in one if p not in ("", None)) if isinstance(one, tuple) else str(one)
            refused.append(refuse("duplicate_key", number(row), "", words, first=seen[one], key=words[:200]))
        seen.setdefault(one, number(row))
    return told(refused, more)


def csv_safe(value: str) -> str:
    """The value for a cell of an export: what a spreadsheet would run as a formula is led by an apostrophe.

    What a spreadsheet leaves out before it looks (spaces of any width, line ends, marks) is seen through. Plain numbers
    (-3.5) stay as they are.
    """
    if value[:1].isalnum():
        return value
    seen = "".join(dropwhile(_is_blank, value))
    if value.startswith(("\t", "\r", "\n")) or (seen.startswith(_FORMULA) and not _PLAIN_NUMBER.match(seen.strip())):
        return "'" + value
    return value


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Mn"}
