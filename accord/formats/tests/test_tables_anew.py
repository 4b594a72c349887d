"""Tables written anew: values alone; what is hidden, uncomputed or without end is refused."""

import datetime
import io
import re
import time
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from accord.formats.messages import Unreadable
from accord.formats.tables_anew import _UNCOMPUTED, letters, renew_csv, renew_workbook

SECRETS = (
    b"SECRET-AUTHOR", b"SECRET-REMARK", b"SECRET-LINK", b"SECRET-NAME", b"SECRET-MACRO", b"SECRET-PICTURE", b"SECRET-HEADER",
    b"SECRET-FORMULA",
)  # fmt: skip


def saved(book: Workbook, change: Callable[[str, bytes], bytes] = lambda name, data: data, **more: bytes) -> bytes:
    """As bytes; `change`: parts of the archive otherwise than the library writes them, `more`: parts that it does not know."""
    first, out = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in more.items():
            new.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def computed(name: str, data: bytes) -> bytes:
    """With the value that a spreadsheet program writes beside its formula."""
    return re.sub(rb"</f><v ?(?:/>|></v>)", b"</f><v>42</v>", data) if "worksheets" in name else data


def book() -> Workbook:
    made = Workbook()
    made.properties.creator = made.properties.lastModifiedBy = "SECRET-AUTHOR"
    sheet = made.active
    sheet.title = "Boats"
    sheet.append(["Year", "Boats", "Share", "Seen on"])
    sheet.append([2020, 14, 0.125, datetime.date(2027, 3, 31)])
    sheet["A3"] = '=SUM(B2:B2)+N("SECRET-FORMULA")'
    sheet["B3"] = "Read on"
    sheet["B3"].hyperlink = "https://example.org/SECRET-LINK"
    sheet["B3"].comment = Comment("SECRET-REMARK", "SECRET-AUTHOR")
    sheet["C2"].number_format = "0.0%"
    sheet.oddHeader.center.text = "SECRET-HEADER"
    made.defined_names["SECRET"] = DefinedName("SECRET", attr_text="Boats!$A$1", comment="SECRET-NAME")
    made.create_sheet("Notes")["A1"] = "Totals of the year"
    return made


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_of_a_workbook_the_values_are_left() -> None:
    old = saved(book(), computed, xl__vbaProject_bin=b"SECRET-MACRO", xl__media__a_png=b"SECRET-PICTURE")
    assert [one for one in SECRETS if not any(one in part for part in parts(old).values())] == []
    made = renew_workbook(old)
    new = parts(made.data)
    assert [one for one in SECRETS if any(one in part for part in new.values())] == []
    assert not [name for name in new if re.search("vba|comment|media|drawing|external|printer|custom", name)]
    assert not [
        name for name, part in new.items() if re.search(rb"<f[ >/]|hyperlink|definedName |<dc:creator|lastModifiedBy", part)
    ]
    sheets = load_workbook(io.BytesIO(made.data))
    assert sheets.sheetnames == ["Boats", "Notes"]
    assert [[cell.value for cell in row] for row in sheets["Boats"]] == [
        ["Year", "Boats", "Share", "Seen on"], [2020, 14, 0.125, "2027-03-31"], [42, "Read on", None, None],
    ]  # fmt: skip
    assert "%" in sheets["Boats"]["C2"].number_format
    assert list(made.cells())[-1] == ("Notes", 1, 1, "Totals of the year")


def test_what_looks_like_a_formula_is_a_text() -> None:
    made = Workbook()
    for at, text in enumerate(("=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://a.example")'), 1):
        made.active.cell(at, 1, text).data_type = "s"
    sheet = load_workbook(io.BytesIO(renew_workbook(saved(made)).data)).active
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    table = renew_csv(b"Words,Figure\n=1+1,-3.5\n@SUM(A1),2\n").data.decode("utf-8-sig")
    assert table.split("\r\n") == ["Words,Figure", "'=1+1,-3.5", "'@SUM(A1),2", ""]


def test_a_formula_that_gives_an_empty_text_is_computed() -> None:
    old = saved(
        book(), lambda name, data: re.sub(rb'(<c r="A3"[^>]*)>(<f>.*?</f>)<v ?(?:/>|></v>)', rb'\1 t="str">\2<v></v>', data)
    )
    assert [row[:2] for row in renew_workbook(old).sheets["Boats"]][2] == [None, "Read on"]


def hidden_sheet() -> bytes:
    made = book()
    made["Notes"].sheet_state = "veryHidden"
    return saved(made, computed)


def hidden_row() -> bytes:
    made = book()
    made["Boats"].row_dimensions[2].hidden = True
    return saved(made, computed)


def hidden_column() -> bytes:
    made = book()
    made["Boats"].column_dimensions["B"].hidden = True
    return saved(made, computed)


def wide(cells: int) -> bytes:
    made = Workbook()
    made.active.append(list(range(cells)))
    return saved(made)


def far() -> bytes:
    made = Workbook()
    made.active.cell(5_001, 1, "far")
    return saved(made)


def many_cells() -> bytes:
    made = Workbook(write_only=True)
    sheet = made.create_sheet()
    for _row in range(510):
        sheet.append([1] * 99)
    return saved(made)


def many_sheets() -> bytes:
    made = Workbook()
    for _sheet in range(10):
        made.create_sheet()
    return saved(made)


def bomb() -> bytes:
    return saved(Workbook(), xl__media__big_bin=bytes(20_000_000))


def declared() -> bytes:
    """A document type that would unfold."""
    head = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]>'
    return saved(book(), lambda name, data: head + data if "sheet1" in name else computed(name, data))


def far_to_the_right() -> bytes:
    """Empty cells at the right end of 2,000 rows: each row is 16,384 places long."""
    rows = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (at, at) for at in range(10, 2_010))
    return saved(book(), lambda name, data: computed(name, data).replace(b"</sheetData>", rows + b"</sheetData>"))


@pytest.mark.parametrize(
    ("make", "code"),
    [(far_to_the_right, "workbook_heavy"), (hidden_sheet, "hidden_sheet"),
     (hidden_row, "hidden_lines"), (hidden_column, "hidden_lines"),
     (lambda: saved(book()), "uncomputed"), (lambda: wide(101), "too_many_columns"), (far, "too_many_rows"),
     (many_cells, "too_many_cells"), (many_sheets, "too_many_sheets"), (bomb, "workbook_bomb"), (declared, "xml_dtd"),
     (lambda: b"PK\3\4", "workbook_broken"), (lambda: saved(book(), computed)[:2000], "workbook_broken"),
     (lambda: saved(Workbook()), "empty"), (lambda: bytes(2_000_001), "too_big"), (lambda: saved_long(), "long_cell")],
)  # fmt: skip
def test_what_is_hidden_or_without_end_is_refused(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(Unreadable) as told:
        renew_workbook(make())
    assert told.value.code == code
    assert code not in ("hidden_sheet", "hidden_lines") or re.search("“(Notes|Boats)”", told.value.message)


def saved_long() -> bytes:
    made = Workbook()
    made.active["C2"] = "a" * 2_001
    return saved(made)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"a,b\n" + b"1,2\n" * 5_000, "too_many_rows"), (b",".join([b"1"] * 101), "too_many_columns"),
     (b"\n".join([b",".join([b"1"] * 90)] * 600), "too_many_cells"), (b"a\n" + b"b" * 2_001, "long_cell"),
     (b'a,b\n"open,2\n', "unclosed_quote"), (b"<html><body>", "binary"), (b"%PDF-1.7", "binary"), (b"PK\3\4", "binary")],
)  # fmt: skip
def test_a_text_table_has_the_same_bounds(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        renew_csv(data)
    assert told.value.code == code


def test_a_sheet_is_named_as_a_sheet_may_be() -> None:
    """A crafted file names it as no program would; what writes the new one takes no such name."""
    old = saved(book(), lambda name, data: computed(name, data).replace(b'name="Boats"', b'name="Bo/ats[*]?"'))
    made = renew_workbook(old)
    assert next(iter(made.sheets)) == "Bo ats"
    assert load_workbook(io.BytesIO(made.data)).sheetnames[0] == "Bo ats"


@pytest.mark.parametrize(
    "piece", [b"<c><f/>" + b" " * 198 + b"x", b"<c>" + b" " * 99 + b"<f/><v" + b" " * 99, b"<c " + b"/" * 499]
)
def test_looking_for_what_was_not_computed_takes_no_time(piece: bytes) -> None:
    """It holds the whole process meanwhile: ways to part white space in two were tried one by one."""
    began = time.process_time()
    assert not _UNCOMPUTED.search(piece * (2_000_000 // len(piece)))
    assert time.process_time() - began < 1


@pytest.mark.parametrize("said", ["9" * 400, "1e400", "-1e999"])
def test_a_number_that_no_table_holds_is_left_out(said: str) -> None:
    def change(name: str, data: bytes) -> bytes:
        return computed(name, data).replace(b"<v>14</v>", f"<v>{said}</v>".encode())

    made = renew_workbook(saved(book(), change))
    assert made.sheets["Boats"][1][:3] == [2020, None, 0.125]
    assert load_workbook(io.BytesIO(made.data))["Boats"]["C2"].value == 0.125


@pytest.mark.parametrize("mark", [";", "\t"])
def test_no_formula_comes_out_where_a_program_parts_cells_otherwise(mark: str) -> None:
    made = renew_csv(f'Country,Total\n"A{mark}=1+1",2\n'.encode()).data.decode("utf-8-sig")
    assert made.splitlines()[1] == f'"A{mark}=1+1","2"'
    assert b'"' not in renew_csv(b"Country,Total\nA,2\n").data


def test_a_text_table_is_the_same_whoever_wrote_it() -> None:
    made = renew_csv("sep=;\r\nAnn\u00e9e;Pays\r\n\r\n2020;\u202eMali\r\n".encode("utf-16"))
    assert made.data == "\ufeffAnnée,Pays\r\n\r\n2020,Mali\r\n".encode()


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [letters(n) for n in (1, 26, 27, 28, 703)] == ["A", "Z", "AA", "AB", "AAA"]
