"""A calendar of days on which something is due (RFC 5545): whole-day events, escaped and folded."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # octets, the line break apart (section 3.1)


@dataclass(frozen=True)
class Entry:
    """`uid` stays the same for the same thing, so that a calendar that takes the file again moves it."""

    uid: str
    day: date
    words: str
    more: str = ""
    url: str = ""


def calendar(name: str, entries: Iterable[Entry], *, made: datetime) -> bytes:
    """The file. `made` is an aware time. Raises ValueError for a `uid` or `url` with a control character."""
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Accord//What I owe//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT", f"UID:{_bare(entry.uid)}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(1):%Y%m%d}", f"SUMMARY:{_text(entry.words)}",
            *([f"DESCRIPTION:{_text(entry.more)}"] if entry.more else []), *([f"URL:{_bare(entry.url)}"] if entry.url else []),
            "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _text(value: str) -> str:
    """Section 3.3.11: backslash, semicolon, comma and line breaks are escaped; no other control character may stand there."""
    told = value.replace("\r\n", "\n").replace("\r", "\n")
    told = told.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return _without_controls(told)


def _without_controls(value: str) -> str:
    return "".join(c for c in value if unicodedata.category(c) != "Cc")


def _bare(value: str) -> str:
    if value != _without_controls(value):
        raise ValueError("A control character in an identifier or address")
    return value


def _folded(line: str) -> bytes:
    """Section 3.1: no line longer than 75 octets, and no character cut in two."""
    parts: list[bytes] = []
    held = b""
    for character in line:
        octets = character.encode()
        if len(held) + len(octets) > LINE - (1 if parts else 0):
            parts.append(held)
            held = b""
        held += octets
    return b"\r\n ".join([*parts, held]) + b"\r\n"
