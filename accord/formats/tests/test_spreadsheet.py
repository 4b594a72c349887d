"""Workbooks out: what is written is read again, and no text runs."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from accord.formats.spreadsheet import write_workbook


def test_numbers_are_numbers_and_texts_texts() -> None:
    data = write_workbook({"figures": [("name", "value"), ("=1+1", Decimal("12.5")), ("kept", None)], "more": [("a",)]})
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["figures", "more"]
    cells = [[c.value for c in row] for row in book["figures"].iter_rows()]
    assert cells == [["name", "value"], ["=1+1", 12.5], ["kept", None]]
    assert book["figures"]["A2"].data_type == "s"
    assert book["figures"]["A1"].font.bold


@pytest.mark.parametrize(("text", "kept"), [("a\x00b\x0bc", "abc"), ("x" * 40_000, "x" * 32_767), ("\ufffe", None)])
def test_what_a_cell_cannot_hold_is_left_out(text: str, kept: str | None) -> None:
    book = load_workbook(io.BytesIO(write_workbook({"s": [("head",), (text,)]})))
    assert book["s"]["A2"].value == kept
