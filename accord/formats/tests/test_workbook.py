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
