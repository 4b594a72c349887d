"""No cell keeps an importer busy: the longest that is read, of whatever is repeated, is done in a moment."""

import time

import pytest

from accord.formats.figures import read_rows
from accord.formats.messages import Unreadable
from accord.formats.observations import read_observations
from accord.formats.pdf import fault_of
from accord.formats.recommendations import read_recommendations
from accord.formats.sdmx_csv import to_known
from accord.formats.table import Row
from accord.formats.values import NotRead, parse_period

LONG = 99_000  # characters; a cell may have 100,000


def test_a_list_amid_spaces_is_cut_in_a_moment() -> None:
    start = time.process_time()
    file = f"To,From,Text,Response,Issue,Session\nLand,A{' ' * LONG}B;C,Text,Noted,a{' ' * LONG}b,3\n"
    read = read_recommendations(file.encode())
    assert time.process_time() - start < 2
    assert [part.strip()[-1] for part in read.rows[0].recommending] == ["B", "C"]


def test_open_brackets_in_a_header_are_read_in_a_moment() -> None:
    start = time.process_time()
    to_known("A" + "[" * LONG)
    assert time.process_time() - start < 1
    assert to_known("A[en;fr]: Label") == "A"


def test_a_pdf_of_streams_alone_is_looked_at_in_a_moment() -> None:
    start = time.process_time()
    assert fault_of(b"%PDF-1.4\n" + b"stream\nendstream\n" * 40_000 + b"%%EOF") == ""
    assert time.process_time() - start < 2


@pytest.mark.parametrize("text", ["2019/P" + "9" * 5_000 + "Y", "9" * 5_000, "2019/P99999M"])
def test_a_period_of_many_digits_is_refused(text: str) -> None:
    with pytest.raises(NotRead):
        parse_period(text)


def test_no_form_of_file_brings_what_nobody_sees() -> None:
    told = {"i": "t", "a": "XAA", "p": "2019", "v": "1", "n": "\u202eevil \u200b"}
    chosen = {"indicator": "i", "iso3": "a", "period": "p", "value": "v", "footnote": "n"}
    assert read_rows("sdmx-json", [Row(1, told)], chosen, {}, ()).rows[0].footnote == "evil"


@pytest.mark.parametrize("separator", [",", ";|\t,"])
def test_a_header_of_columns_without_number_is_refused_unread(separator: str) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable) as told:
        read_observations(f"a{separator}".encode() * 200_000 + b"\n1\n")
    assert told.value.code == "too_many_columns"
    assert time.process_time() - start < 2


def test_a_header_without_end_is_told() -> None:
    refused = read_observations(b"indicator,iso3,year,value," + b"x" * 1_001 + b"\nt,XAA,2019,1,\n").refused
    assert [(one.row, one.code) for one in refused] == [(0, "huge_field")]
