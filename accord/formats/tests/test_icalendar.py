"""RFC 5545: lines, folding, escapes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from accord.formats.icalendar import CalendarEvent, write_calendar

AT = datetime(2027, 3, 4, 7, 0, tzinfo=UTC)
EVENT = CalendarEvent("river-m1@accord.example", AT, AT + timedelta(hours=2), AT, "Corridor, first; meeting")


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_an_event_has_its_lines() -> None:
    lines = unfolded(write_calendar("Meetings", [EVENT]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART:20270304T070000Z" in lines
    assert "DTEND:20270304T090000Z" in lines
    assert "SUMMARY:Corridor\\, first\\; meeting" in lines
    assert "STATUS:CONFIRMED" in lines


def test_times_of_any_zone_are_written_in_utc_and_naive_ones_refused() -> None:
    there = AT.astimezone(timezone(timedelta(hours=3)))
    assert "DTSTART:20270304T070000Z" in unfolded(write_calendar("M", [replace(EVENT, starts=there)]))
    with pytest.raises(ValueError, match="zone"):
        write_calendar("M", [replace(EVENT, starts=AT.replace(tzinfo=None))])


def test_no_line_is_over_75_octets_and_no_letter_is_cut() -> None:
    long = "اجتماع الممر الحدودي " * 20 + "🏞" * 30
    data = write_calendar("M", [replace(EVENT, summary=long)])
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert f"SUMMARY:{long}" in unfolded(data)


def test_text_cannot_add_a_line_of_its_own() -> None:
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\x07"
    lines = unfolded(write_calendar("M", [replace(EVENT, summary=hostile, url="https://a.example/\r\nX:y")]))
    assert lines.count("END:VEVENT") == 1
    assert "SUMMARY:x\\nEND:VEVENT\\nBEGIN:VALARM" in lines
    assert "URL:https://a.example/X:y" in lines


def test_a_cancelled_event_says_so_with_a_higher_number() -> None:
    lines = unfolded(write_calendar("M", [replace(EVENT, cancelled=True, sequence=3)]))
    assert "STATUS:CANCELLED" in lines
    assert "SEQUENCE:3" in lines
