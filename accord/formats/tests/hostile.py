"""Twenty-odd files made to break a reader, as bytes. A file is a table of figures but for its one fault.

`expect` stands in the message that refuses the file; where it is empty, the file looks odd but is to be read.
"""

import io
import zipfile
from dataclasses import dataclass

HEADER = "iso3,area,indicator,period,sex,unit,value,footnote\n"
GOOD = "XAA,Aland,violent_discipline,2019,Female,percent,12.5,\nXAB,Beland,violent_discipline,2019,Male,percent,7,\n"


@dataclass(frozen=True)
class HostileFile:
    """`rows` is what a lenient table holds where the file is to be read; `row` where the fault is told, else None."""

    name: str
    bytes: bytes
    expect: str
    row: int | None = None
    rows: int = 0


def _workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def _line(**given: str) -> str:
    cells = {"iso3": "XAC", "area": "Celand", "indicator": "violent_discipline", "period": "2019", "sex": "Female",
             "unit": "percent", "value": "1", "footnote": ""} | given  # fmt: skip
    return ",".join(cells.values()) + "\n"


def _file(*lines: str) -> bytes:
    return (HEADER + GOOD + "".join(lines)).encode()


HOSTILE: list[HostileFile] = [
    # odd, but plain in meaning: read
    HostileFile("utf8_mark.csv", b"\xef\xbb\xbf" + _file(), "", rows=2),
    HostileFile("utf16.csv", (HEADER + GOOD).encode("utf-16"), "", rows=2),
    HostileFile("semicolons.csv", (HEADER + GOOD).replace(",", ";").replace("12.5", "12,5").encode(), "", rows=2),
    HostileFile("tabs.csv", (HEADER + GOOD).replace(",", "\t").encode(), "", rows=2),
    HostileFile("sep_line.csv", b"sep=,\r\n" + _file(), "", rows=2),
    HostileFile("mixed_line_ends.csv", (HEADER + GOOD).replace("\n", "\r\n", 1).replace("7,\n", "7,\r").encode(), "", rows=2),
    HostileFile("newline_in_quotes.csv", _file(_line(footnote='"two\nlines"')), "", rows=3),
    HostileFile("formula.csv", _file(_line(footnote='"=HYPERLINK(""http://evil.example"")"')), "", rows=3),
    HostileFile("percent_sign.csv", _file(_line(value="12%")), "", rows=3),
    # the file as a whole
    HostileFile("empty.csv", b"", "The file is empty"),
    HostileFile("blank.csv", b" \n\n\t\n", "The file is empty"),
    HostileFile("header_only.csv", HEADER.encode(), "no rows of data"),
    HostileFile("latin1.csv", _file(_line(area="Curaçao")).decode().encode("latin-1"), "Row 3: byte 0xE7"),
    HostileFile("utf16_no_mark.csv", (HEADER + GOOD).encode("utf-16-le"), "UTF-16 without its mark"),
    HostileFile("workbook.csv", _workbook(), "Excel workbook"),
    HostileFile("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG picture"),
    HostileFile("page.csv", b"<!DOCTYPE html><title>Log in</title>", "a web page"),
    HostileFile("noise.csv", bytes(range(1, 32)) * 40, "binary"),
    # the header
    HostileFile("missing_column.csv", _file().replace(b",value,", b",figures,"), "The column “value” is missing", row=0),
    HostileFile("duplicate_column.csv", _file().replace(b",sex,", b",Value,"), "stands in the header twice", row=0),
    # rows
    HostileFile("nul.csv", _file(_line(footnote="a\x00b")), "U+0000", row=3),
    HostileFile("control.csv", _file(_line(footnote="ring\x07")), "U+0007", row=3),
    HostileFile("unclosed_quote.csv", _file(_line(footnote='"never closed'), _line(iso3="XAD")), "never closed", row=3),
    HostileFile("stray_quote.csv", _file(_line(footnote='"said" he')), "after a closing quotation mark", row=3),
    HostileFile("huge_field.csv", _file(_line(footnote="x" * 1_100_000)), "1100000 characters", row=3),
    HostileFile("too_few_cells.csv", _file("XAC,Celand,violent_discipline\n"), "The row has 3 cells and the header 8", row=3),
    HostileFile("too_many_cells.csv", _file(_line(value="1,5")), "The row has 9 cells and the header 8", row=3),
    # figures
    HostileFile("word_for_figure.csv", _file(_line(value="many")), "“many” is not a number", row=3),
    HostileFile("formula_for_figure.csv", _file(_line(value="=1+1")), "“=1+1” is not a number", row=3),
    HostileFile("ambiguous.csv", _file(_line(value='"1,234"')), "may be a thousand or a fraction", row=3),
    HostileFile("huge_figure.csv", _file(_line(value="1e99")), "out of range", row=3),
    HostileFile("percent_of_what.csv", _file(_line(value="12%", unit="number")), "its unit is “number”", row=3),
    HostileFile("no_period.csv", _file(_line(period="")), "“period” is empty", row=3),
    HostileFile("bad_period.csv", _file(_line(period="last year")), "“last year” is not a period", row=3),
    HostileFile("backward_period.csv", _file(_line(period="2019-2015")), "ends before it begins", row=3),
    HostileFile("far_period.csv", _file(_line(period="3019")), "outside 1900 to 2100", row=3),
    HostileFile("no_area.csv", _file(_line(iso3="", area="")), "is empty. Expected a country or area", row=3),
    HostileFile("duplicate_key.csv", _file(GOOD.splitlines(True)[0].replace("12.5", "99")), "repeats row 1", row=3),
    HostileFile("half_bad.csv", _file(*[_line(period=str(2000 + n), value="1" if n % 2 else "?") for n in range(10)]),
                "“?” is not a number", row=3),
]  # fmt: skip
