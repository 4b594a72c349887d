"""Tables: names of columns, limits, duplicates, what an export must neutralise."""

import csv
import io
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.formats.messages import MESSAGES, Unreadable, refuse, show
from accord.formats.table import Limits, csv_safe, duplicates, fold_name, read_table

CELL = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp"]), max_size=12).filter(
    lambda t: t == t.strip()
)


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ("To", "to"),
        ("  TO ", "to"),
        ("State-under Review", "state_under_review"),
        ("Réponse", "reponse"),
        ("ÉTAT (SUR)", "etat_sur"),
    ],
)
def test_headers_are_compared_without_case_accents_and_spaces(header: str, known: str) -> None:
    assert fold_name(header) == known


def test_a_column_of_the_name_itself_comes_before_a_synonym() -> None:
    table = read_table(b"series,indicator,x\nS,I,1\n", required=["indicator"], aliases={"indicator": ["series"]})
    assert table.rows[0].values == {"series": "S", "indicator": "I", "x": "1"}


def test_the_likeliest_synonym_is_taken_and_the_other_kept() -> None:
    table = read_table(b"sdg,series\n16.2,S\n", required=["indicator"], aliases={"indicator": ["series", "sdg"]})
    assert table.rows[0].values == {"indicator": "S", "sdg": "16.2"}


def test_one_of_several_columns_is_enough() -> None:
    assert read_table(b"m49,v\n4,1\n", required=[("iso3", "m49")]).refused == []
    missing = read_table(b"who,v\n4,1\n", required=[("iso3", "m49")])
    assert (missing.refused[0].column, missing.rows) == ("iso3 / m49", [])


def test_row_numbers_count_blank_rows_as_a_spreadsheet_does() -> None:
    assert [r.number for r in read_table(b"a,b\n1,2\n\n,\n3,4\n").rows] == [1, 4]


def test_a_column_without_a_name_is_kept_under_its_place() -> None:
    assert read_table(b",b\n1,2\n").columns == ("column_1", "b")


def test_an_unclosed_quote_in_the_header_is_told() -> None:
    assert read_table(b'"a,b\n1,2\n').refused[0].code == "unclosed_quote"


def test_line_of_an_unclosed_quote_counts_lines_inside_earlier_quotes() -> None:
    told = read_table(b'sep=,\na,b\n"x\ny",2\n"never,4\n5,6\n').refused
    assert [(r.row, r.params["line"]) for r in told] == [(2, 5)]


@pytest.mark.parametrize(
    ("limits", "code"),
    [(Limits(rows=2), "too_many_rows"), (Limits(columns=1), "too_many_columns"), (Limits(cell=1), "huge_field")],
)
def test_limits_are_told(limits: Limits, code: str) -> None:
    assert read_table(b"a,b\n1,2\n3,4\n5,66\n", limits=limits).refused[0].code == code


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 100)
    with pytest.raises(Unreadable, match="404 bytes"):
        read_table(path, limits=Limits(size=200))


def test_faults_are_told_up_to_a_limit() -> None:
    told = read_table(b"a,b\n" + b"1\n" * 50, limits=Limits(refusals=10)).refused
    assert (len(told), told[-1].code) == (11, "too_many_refusals")


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        read_table(tmp_path / "absent.csv")


def test_duplicates_name_the_earlier_row() -> None:
    rows = [(1, "a"), (2, "b"), (5, "a")]
    told = duplicates(rows, key=lambda r: r[1], number=lambda r: r[0])
    assert [(r.row, r.params["first"]) for r in told] == [(5, 1)]


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\tx",
        "\r=1",
        " =1",
        "＝1",
        "-",
        "+cmd",
        "\u00a0=1",
        "\ufeff=1",
        "\u200b=1",
        "\n=1",
        " \u3000\t@x",
        "\u200e-2+3",
        "\u2003+1+1",
        "\u0301=1",
    ],
)
def test_a_formula_is_neutralised(value: str) -> None:
    assert csv_safe(value) == "'" + value


@pytest.mark.parametrize("value", ["", "-3.5", "+12", "-3,5%", "12-15", "a=b", "Côte d'Ivoire", "mail@example.org"])
def test_what_is_no_formula_stays(value: str) -> None:
    assert csv_safe(value) == value


@given(st.text(max_size=30))
def test_nothing_exported_begins_as_a_formula(value: str) -> None:
    safe = csv_safe(value)
    assert safe in (value, "'" + value)
    if safe[:1] in "=@\t\r":
        assert safe == ""
    assert not re.match(r"[\s\ufeff\u200b]+[=@]", safe)


def test_what_nobody_sees_is_taken_out_and_what_writing_needs_stays() -> None:
    table = read_table("na\u200bme,x\n\u202eevil\u2066,\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\n".encode())
    assert [r.values for r in table.rows] == [{"name": "evil", "x": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"}]


@given(st.lists(st.lists(CELL.filter(bool), min_size=2, max_size=2), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_is_read_back(cells: list[list[str]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([["one", "two"], *cells])
    table = read_table(out.getvalue().encode())
    assert [list(r.values.values()) for r in table.rows] == cells


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fall(data: bytes) -> None:
    with suppress(Unreadable):
        assert read_table(data).columns is not None


def test_a_value_is_shown_short_and_on_one_line() -> None:
    assert show("a\nb\x00\u202ec") == "a b<U+0000><U+202E>c"
    assert len(show("x" * 500)) == 81


def test_a_percent_sign_in_a_value_does_not_spoil_its_message() -> None:
    assert "“5%(x)s”" in refuse("bad_number", 1, "value", "5%(x)s").message
    assert all(isinstance(text, str) and text.endswith(".") for text in MESSAGES.values())


def test_a_header_of_megabytes_is_compared_by_its_beginning() -> None:
    begun = time.process_time()
    assert fold_name("É" * 5_000_000) == "e" * 1_000
    assert time.process_time() - begun < 0.5
