"""Calendars (RFC 5545). Times are written in UTC, so that no VTIMEZONE is needed and each calendar shows its reader's own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

PRODUCT = "-//Accord//Meetings//EN"
LINE = 75  # octets of a line, its end apart (3.1)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # what a content line cannot hold (3.1), line feed and tab apart


@dataclass(frozen=True)
class CalendarEvent:
    """`uid` never changes, `sequence` counts changes; `cancelled` takes the event out of calendars that hold it."""

    uid: str
    starts: datetime
    ends: datetime
    changed: datetime
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


def write_calendar(name: str, events: Iterable[CalendarEvent]) -> bytes:
    """One VCALENDAR in UTF-8 with line ends CR LF. Raises ValueError for a time without a zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(event: CalendarEvent) -> list[str]:
    lines = [
        "BEGIN:VEVENT", f"UID:{_text(event.uid)}", f"DTSTAMP:{_moment(event.changed)}", f"SEQUENCE:{event.sequence}",
        f"DTSTART:{_moment(event.starts)}", f"DTEND:{_moment(event.ends)}", f"SUMMARY:{_text(event.summary)}",
    ]  # fmt: skip
    told = (("DESCRIPTION", event.description), ("LOCATION", event.location))
    lines += [f"{name}:{_text(value)}" for name, value in told if value]
    if event.url:  # a URI, not a text: nothing in it is escaped (3.3.13)
        lines.append(f"URL:{re.sub(r'[\s\x00-\x1f]', '', event.url)}")
    return [*lines, f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}", "END:VEVENT"]


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("A calendar's time needs its zone")
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """3.3.11: backslash, semicolon, comma and line end are escaped."""
    plain = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """3.1: no line over 75 octets, none cut within a character; what goes on begins with a space."""
    part, size = "", 0
    for letter in line:
        wide = len(letter.encode())
        if size + wide > LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + wide
    yield part
