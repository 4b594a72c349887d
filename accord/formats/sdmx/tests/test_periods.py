"""Periods as days, versions by wildcards."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accord.formats.sdmx.faults import RequestFault
from accord.formats.sdmx.periods import first_day, period_days
from accord.formats.sdmx.versions import check_version, match_versions


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2010", "2010-01-01", "2010-12-31"),
        ("2010Z", "2010-01-01", "2010-12-31"),
        ("2010-06", "2010-06-01", "2010-06-30"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2010-06-30", "2010-06-30", "2010-06-30"),
        ("2010-06-30T23:59:59.5+02:00", "2010-06-30", "2010-06-30"),
        ("2010-A1", "2010-01-01", "2010-12-31"),
        ("2010-S2", "2010-07-01", "2010-12-31"),
        ("2010-T2", "2010-05-01", "2010-08-31"),
        ("2010-Q1", "2010-01-01", "2010-03-31"),
        ("2010-Q4", "2010-10-01", "2010-12-31"),
        ("2010-M02", "2010-02-01", "2010-02-28"),
        ("2010-W01", "2010-01-04", "2010-01-10"),
        ("2009-W53", "2009-12-28", "2010-01-03"),
        ("2012-D366", "2012-12-31", "2012-12-31"),
        ("2010-01-01/P1Y", "2010-01-01", "2010-12-31"),
        ("2010-01-31/P1M", "2010-01-31", "2010-02-27"),
        ("2010-01-01/P2W", "2010-01-01", "2010-01-14"),
        ("2010-01-01T00:00:00/P1D", "2010-01-01", "2010-01-01"),
        ("2010-01-01/PT6H", "2010-01-01", "2010-01-01"),
        ("2010/2012", "2010-01-01", "2012-12-31"),
    ],
)
def test_a_period_is_its_days(text: str, first: str, last: str) -> None:
    assert period_days(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10",
        "2010-13",
        "2010-00",
        "2010-02-30",
        "2010-Q5",
        "2010-Q0",
        "2010-M13",
        "2010-M1",
        "2010-W54",
        "2010-D366",
        "2010-T4",
        "2010-A2",
        "2010-X1",
        "2010-01-01/",
        "2010-01-01/P",
        "2010-01-01/PT",
        "2012/2010",
        "0000",
        "٢٠١٠",
        "2010-01-01/P99999999Y",
        "9999-12-31/P9999999W",
        "0001-01-01/P0D/x",
        "all",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        period_days(text)
    assert first_day(text) == text


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.text(max_size=30) | st.from_regex(r"\d{4}-?[AQSTMWD]?\d{0,3}(/P?\d{0,6}[YMWD]?)?", fullmatch=True))
def test_a_period_is_days_in_order_or_a_value_error(text: str) -> None:
    try:
        first, last = period_days(text)
    except ValueError:
        return
    assert first <= last


KEPT = ("1.0", "2.0", "1.0.0", "1.2.0", "1.2.3", "1.10.0", "2.0.0", "2.1.0-draft", "0.9.0", "3")


@pytest.mark.parametrize(
    ("token", "found"),
    [
        ("1.2.3", ["1.2.3"]),
        ("9.9", []),
        ("*", list(KEPT)),
        ("all", list(KEPT)),
        ("~", ["3"]),
        ("latest", ["3"]),
        ("+", ["2.0.0"]),
        ("+.0.0", ["2.0.0"]),
        ("1.+.0", ["1.10.0"]),
        ("1.2.+", ["1.2.3"]),
        ("1.2+.1", ["1.10.0"]),
        ("1+.5.0", ["2.0.0"]),
        ("1.2.3+", ["1.2.3"]),
        ("~.0", ["2.0"]),
        ("~.0.0", ["2.1.0-draft"]),
        ("1.~", ["1.0"]),
        ("1.*.0", ["1.0.0", "1.2.0", "1.2.3", "1.10.0"]),
        ("1.2.*", ["1.2.0", "1.2.3"]),
        ("1.2*.1", ["1.2.3", "1.10.0"]),
        ("2.1.0-draft", ["2.1.0-draft"]),
        ("2.1.~", ["2.1.0-draft"]),
        ("2.1.+", []),
    ],
)
def test_a_version_token_finds(token: str, found: list[str]) -> None:
    assert sorted(match_versions((check_version(token),), KEPT)) == sorted(found)


def test_versions_come_oldest_first_and_lists_join() -> None:
    assert match_versions(("1.0.0", "+"), KEPT) == ("1.0.0", "2.0.0")
    assert match_versions(("*",), ("1.10.0", "1.2.0", "1.2.0-rc")) == ("1.2.0-rc", "1.2.0", "1.10.0")


def test_plus_finds_what_was_numbered_before_semantic_versions() -> None:
    assert match_versions(("+",), ("1.0", "1.1", "2.0-x")) == ("1.1",)
    assert match_versions(("latest",), ("0.1", "0.2")) == ("0.2",)


def test_two_numbers_find_what_has_three_where_nothing_has_two() -> None:
    assert match_versions(("1.0",), ("1.0.0", "1.1.0")) == ("1.0.0",)
    assert match_versions(("1.0",), ("1.0.0", "1.0")) == ("1.0",)
    assert match_versions(("1", "1.0.0"), ("1.0",)) == ()


@pytest.mark.parametrize("token", ["", "x", "1.", "1..2", "1.2.3.4", "+.+", "1+.2+", "v1", "1.0-", "١", "~~"])
def test_what_is_no_version_is_refused(token: str) -> None:
    with pytest.raises(RequestFault, match="is not a version"):
        check_version(token)


@given(
    st.text(alphabet="0123456789.+~*-ax", max_size=12), st.lists(st.from_regex(r"\d{1,3}(\.\d{1,3}){0,2}(-a)?", fullmatch=True))
)
def test_tokens_find_only_what_there_is(token: str, kept: list[str]) -> None:
    try:
        found = match_versions((check_version(token),), kept)
    except RequestFault:
        return
    assert set(found) <= set(kept)
