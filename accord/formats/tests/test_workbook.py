"""Workbooks: one sheet read as a table, hostile archives refused before they are opened."""

import datetime
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from accord.formats.messages import MESSAGES, Unreadable
from accord.formats.observations import read_observations
from accord.formats.table import Limits
from accord.formats.workbook import open_workbook, sheet_names


def _saved(fill: Callable[[Any], None]) -> bytes:
    book = Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _book(*rows: list[object], title: str = "Data", above: int = 0) -> bytes:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.title = title
        for _ in range(above):
            sheet.append(["Made-up table of violence against children"])
        for row in rows:
            sheet.append(row)

    return _saved(fill)


HEADER: list[object] = ["iso3", "indicator", "year", "value", "note"]


def test_cells_are_read_as_a_person_sees_them() -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.append([*HEADER, "checked", "on"])
        sheet.append(["XAA", "V1", 2019.0, 0.1, " a\nb ", True, datetime.datetime(2024, 5, 1)])
        sheet.append(["XAB", "V1", 2019, 0.125, None, None, datetime.datetime(2024, 5, 1, 9, 30)])
        sheet["D3"].number_format = "0.0%"

    found = read_observations(_saved(fill))
    assert (found.kind, found.refused) == ("tidy", [])
    first, second = found.rows
    assert (first.value, first.footnote, first.dims) == (Decimal("0.1"), "a\nb", {"checked": "TRUE", "on": "2024-05-01"})
    assert (second.value, second.value_text, second.unit, second.dims) == (
        Decimal("12.5"), "12.5%", "percent", {"on": "2024-05-01T09:30:00"})  # fmt: skip


def test_the_header_is_found_below_a_title_and_rows_keep_their_numbers() -> None:
    found = read_observations(_book(HEADER, ["XAA", "V1", 2019, 1], [], ["XAB", "V1", 2019, "many"], above=3))
    assert [(r.row + 1, r.code) for r in found.refused] == [(7, "bad_number")]  # the seventh row of the sheet
    assert open_workbook(_book(HEADER, above=3)).headers == tuple(HEADER)
    assert open_workbook(_book(["a", "b"], ["c", "d", "e"]), header=1).headers == ("a", "b")


def test_a_sheet_is_chosen_by_name_or_by_holding_a_table() -> None:
    def fill(book: Any) -> None:
        book.active.title = "Read me"
        book.active.append(["Some words"])
        for name, value in (("One", 1), ("Two", 2)):
            sheet = book.create_sheet(name)
            sheet.append(HEADER)
            sheet.append(["XAA", "V1", 2019, value, None])

    data = _saved(fill)
    assert sheet_names(data) == ["Read me", "One", "Two"]
    assert read_observations(data).rows[0].value == 1
    assert read_observations(data, sheet="Two").rows[0].value == 2
    with pytest.raises(Unreadable, match="no sheet “Three”"):
        read_observations(data, sheet="Three")
    with pytest.raises(Unreadable, match="“Read me” holds no table"):
        read_observations(data, sheet="Read me")


def test_formulas_give_their_last_value_and_errors_are_told() -> None:
    def fill(book: Any) -> None:
        book.active.append(HEADER)
        book.active.append(["XAA", "V1", 2019, "=1+1", "#DIV/0!"])

    one = read_observations(_saved(fill)).rows[0]
    assert (one.value, one.footnote) == (None, "#DIV/0!")  # never computed, so there is no value
    told = read_observations(_book(HEADER, ["XAA", "V1", 2019, "#DIV/0!"])).refused
    assert told[0].code == "bad_number"


def test_a_wide_sheet_is_read_as_a_wide_table() -> None:
    found = read_observations(_book(["Country", 2015, 2016], ["Aland", 1.5, None], above=1), defaults={"indicator": "V1"})
    assert [(o.period, o.value) for o in found.rows] == [("2015", Decimal("1.5"))]


def _with_part(data: bytes, name: str, part: bytes, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", compress) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return out.getvalue()


GOOD = _book(HEADER, ["XAA", "V1", 2019, 1, "x"])
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'


def _locked() -> bytes:
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_with_part(GOOD, SHEET, b"<a>" + b" " * 30_000_000 + b"</a>"), "workbook_bomb"),
        (_with_part(GOOD, SHEET, LAUGHS), "xml_dtd"),
        (_with_part(GOOD, SHEET, b"<worksheet"), "workbook_empty"),
        (_with_part(GOOD, "xl/workbook.xml", b"<workbook>"), "workbook_broken"),
        (_locked(), "workbook_locked"),
        (GOOD[: len(GOOD) // 2], "workbook_broken"),
        (b"PK\x03\x04" + b"\x00" * 100, "workbook_broken"),
        (_with_part(_book([]), "x", b"y"), "workbook_empty"),
    ],
)
def test_a_hostile_workbook_is_refused_in_one_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        read_observations(data)
    assert told.value.code == code or (code == "workbook_empty" and told.value.code == "workbook_broken")
    assert MESSAGES[told.value.code] % told.value.params == str(told.value)


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = b"<sst %b>%b</sst>" % (MAIN, b"<si><t>x</t></si>" * 40_000)
STYLES = b"<styleSheet %b><cellXfs>%b</cellXfs></styleSheet>" % (MAIN, b"<xf/>" * 110_000)
TWO = b'<row r="1"><c r="A1" t="inlineStr"><is><t>iso3</t></is></c><c r="B1" t="inlineStr"><is><t>value</t></is></c></row>'
FAR = b"<worksheet %b><sheetData>%b%b</sheetData></worksheet>" % (MAIN, TWO, b'<row><c r="XFD1"/></row>' * 400)
SMALL = Limits(size=2_000_000, rows=3_000)
TYPES = "[Content_Types].xml"
SHARED = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def _sharing(data: bytes) -> bytes:
    """The same book, which says that it has shared texts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = _with_part(data, TYPES, archive.read(TYPES).replace(b"</Types>", SHARED))
    return _with_part(told, "xl/sharedStrings.xml", b"<sst %b/>" % MAIN)


@pytest.mark.parametrize(
    ("name", "part", "code"),
    [
        ("xl/sharedStrings.xml", STRINGS, "workbook_heavy"),
        ("xl/styles.xml", STYLES, "workbook_heavy"),
        (SHEET, FAR, "workbook_heavy"),
        ("xl/sharedStrings.xml", b'<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS, "xml_encoding"),
        ("xl/sharedStrings.xml", ("\ufeff" + LAUGHS.decode()).encode("utf-16-le"), "xml_dtd"),
        ("xl/sharedStrings.xml", b"<!--" + b" " * 70_000 + b"-->" + LAUGHS, "xml_dtd"),
    ],
)
def test_a_small_workbook_that_costs_minutes_is_refused_before_it_is_opened(name: str, part: bytes, code: str) -> None:
    data = _with_part(_sharing(GOOD), name, part, zipfile.ZIP_STORED)
    with pytest.raises(Unreadable) as told:
        open_workbook(data, limits=SMALL)
    assert told.value.code == code


def test_shared_texts_within_the_limit_are_read() -> None:
    strings = b"<sst %b><si><t>iso3</t></si><si><t>value</t></si></sst>" % MAIN
    row = b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    sheet = b"<worksheet %b><sheetData>%b</sheetData></worksheet>" % (MAIN, row)
    book = _with_part(_with_part(_sharing(GOOD), "xl/sharedStrings.xml", strings), SHEET, sheet)
    assert open_workbook(book, limits=SMALL).headers == ("iso3", "value")


def test_another_archive_is_told_as_one() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("figures.csv", "a,b")
    with pytest.raises(Unreadable, match="ZIP archive"):
        read_observations(out.getvalue())


def test_limits_are_told() -> None:
    assert read_observations(_book(HEADER, *[["XAA", "V1", 2000 + n, 1] for n in range(9)]), limits=Limits(rows=5)).refused
    wide = read_observations(_book([*HEADER, *"abcdef"], ["XAA"]), limits=Limits(columns=7)).refused
    assert wide[0].code == "too_many_columns"
    with pytest.raises(Unreadable, match="at most 100 are read"):
        read_observations(GOOD, limits=Limits(size=100))


def test_macros_and_links_are_not_looked_at() -> None:
    data = _with_part(GOOD, "xl/vbaProject.bin", b"\x00macro")
    assert read_observations(data).rows[0].value == 1


@pytest.mark.parametrize("at", range(0, len(GOOD), 211))
def test_no_spoilt_byte_makes_the_reader_fall(at: int) -> None:
    spoilt = GOOD[:at] + bytes([GOOD[at] ^ 0x5A]) + GOOD[at + 1 :]
    with suppress(Unreadable):
        assert read_observations(spoilt).kind
