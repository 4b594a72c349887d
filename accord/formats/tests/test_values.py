"""Figures and periods as people write them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.formats.values import NotRead, parse_figure, parse_period, uses_decimal_comma


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5", "12.5"), ("-3", "-3"), ("−3", "-3"), ("+7", "7"), ("0", "0"), (".5", "0.5"), ("5.", "5"), ("1e-3", "0.001"),
        ("12,5", "12.5"), ("0,125", "0.125"), ("1234,567", "1234.567"), ("1,234.5", "1234.5"), ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"), ("1\u202f234", "1234"), ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("٧٨٫٩", "78.9"),
        ("12 %", "12"), ("12.345", "12.345"), (" 4 ", "4"), ("9999999999999.9", "9999999999999.9"),
    ],
)  # fmt: skip
def test_a_figure_of_one_meaning_is_read(text: str, value: str) -> None:
    assert parse_figure(text).value == Decimal(value)


@pytest.mark.parametrize("text", ["", "-", "..", ":", "NA", "n/a", "NaN", "<5", ">95.5", "≤ 3", "—"])
def test_no_figure_and_a_bound_have_no_value(text: str) -> None:
    assert parse_figure(text).value is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("1,234", "ambiguous_number"), ("-1,234", "ambiguous_number"), ("many", "bad_number"), ("=1", "bad_number"),
     ("1,2,3", "bad_number"), ("Infinity", "bad_number"), ("1e99", "huge_number"), ("0x1F", "bad_number"),
     ("1_000", "bad_number"), ("10000000000000", "huge_number"), ("-1e13", "huge_number"),
     ("12/13", "bad_number")],
)  # fmt: skip
def test_a_figure_of_two_meanings_or_none_is_refused(text: str, code: str) -> None:
    with pytest.raises(NotRead) as told:
        parse_figure(text)
    assert told.value.code == code


def test_a_column_with_a_plain_decimal_comma_settles_the_others() -> None:
    assert uses_decimal_comma(["12,5", "1,234"])
    assert not uses_decimal_comma(["12,5", "12.5"])
    assert parse_figure("1,234", decimal_comma=True).value == Decimal("1.234")
    assert parse_figure("12.345", decimal_comma=True).value == Decimal("12345")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_written_figure_comes_back(value: Decimal) -> None:
    assert parse_figure(str(value)).value == value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2019", 2019, 2019), ("2019.0", 2019, 2019), ("2010-2018", 2010, 2018), ("2015–2020", 2015, 2020),
        ("2010/2018", 2010, 2018), ("2010 to 2018", 2010, 2018), ("2015-16", 2015, 2016), ("2010/11", 2010, 2011),
        ("2010-11", 2010, 2010), ("1999-00", 1999, 2000), ("2019-Q1", 2019, 2019), ("2019Q4", 2019, 2019),
        ("2019-S2", 2019, 2019), ("2019-07", 2019, 2019), ("2019-M07", 2019, 2019), ("2019-W05", 2019, 2019),
        ("2019-07-14", 2019, 2019), ("2019-A1", 2019, 2019), ("2019-07-14T10:00:00Z", 2019, 2019),
        ("2018-07-01/2019-06-30", 2018, 2019), ("2019-01-01/P1Y", 2019, 2019), ("2019-07-01/P1Y", 2019, 2020),
        ("2019/P3Y", 2019, 2021), ("2018-12/P2M", 2018, 2019), ("٢٠١٩", 2019, 2019),
    ],
)  # fmt: skip
def test_a_period_is_read(text: str, start: int, end: int) -> None:
    period = parse_period(text)
    assert (period.start, period.end, period.text) == (start, end, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("last year", "bad_period"), ("19", "bad_period"), ("2019-13-01", "bad_period"), ("2019/", "bad_period"),
     ("2018-2016", "backward_period"), ("2016-15", "backward_period"), ("1800", "far_period"), ("2019-2200", "far_period"),
     ("20190", "bad_period"), ("", "bad_period")],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str, code: str) -> None:
    with pytest.raises(NotRead) as told:
        parse_period(text)
    assert told.value.code == code


@given(st.integers(1900, 2100), st.integers(0, 50))
def test_a_range_of_years_comes_back(start: int, length: int) -> None:
    end = min(start + length, 2100)
    assert (parse_period(f"{start}-{end}").start, parse_period(f"{start}/{end}").end) == (start, end)


@given(st.text(max_size=20))
def test_no_text_makes_a_reader_fall(text: str) -> None:
    for read in (parse_figure, parse_period):
        with suppress(NotRead):
            assert read(text).text is not None
