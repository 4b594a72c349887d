"""A calendar that any program reads: escaped, folded by octets, the same identifier for the same thing (RFC 5545)."""

from datetime import UTC, date, datetime

import pytest

from accord.formats.calendar import Entry, calendar

MADE = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)


def read(file: bytes) -> list[tuple[str, str]]:
    """As section 3.1 says it is read: unfolded first, then name and value."""
    assert file.endswith(b"\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    for line in file.split(b"\r\n"):
        line.decode()  # no character is cut in two
    lines = file.replace(b"\r\n ", b"").decode().split("\r\n")
    return [(name, value) for name, _colon, value in (line.partition(":") for line in lines if line)]


def test_it_is_read_back() -> None:
    entry = Entry(
        "reports/XAA-1/write@accord.example", date(2026, 12, 31), "Write; a, b\\c\nnext", "who", "https://a.example/x,y;z"
    )
    told = dict(read(calendar("قائمة", [entry], made=MADE)))
    assert told["SUMMARY"] == "Write\\; a\\, b\\\\c\\nnext"
    assert told["DTSTART;VALUE=DATE"] == "20261231"
    assert told["DTEND;VALUE=DATE"] == "20270101"
    assert told["DTSTAMP"] == "20260203T040506Z"
    assert told["URL"] == "https://a.example/x,y;z"
    assert told["UID"] == "reports/XAA-1/write@accord.example"
    assert told["X-WR-CALNAME"] == "قائمة"


@pytest.mark.parametrize("text", ["عربي " * 40, "x" * 300, "é" * 61, "😀" * 33, "a" * 67, "a" * 66 + "é"])
def test_long_lines_are_folded_between_characters(text: str) -> None:
    told = dict(read(calendar("n", [Entry("u", date(2026, 1, 1), text)], made=MADE)))
    assert told["SUMMARY"] == text


def test_nothing_typed_begins_a_line_of_its_own() -> None:
    hostile = "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\x00\x0b"
    told = read(calendar("n", [Entry("u", date(2026, 1, 1), hostile, hostile)], made=MADE))
    assert [name for name, value in told].count("BEGIN") == 2
    with pytest.raises(ValueError, match="control"):
        calendar("n", [Entry("u\nv", date(2026, 1, 1), "x")], made=MADE)


def test_an_empty_calendar_is_one() -> None:
    assert [name for name, _value in read(calendar("n", [], made=MADE))] == [
        "BEGIN",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "X-WR-CALNAME",
        "END",
    ]
