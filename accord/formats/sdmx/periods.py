"""Time periods of SDMX as calendar days: Gregorian, reporting, date-times and ranges.

After SDMX 2.1 section 6 (technical notes), 4.2; reporting years start on 1 January, weeks are those of ISO 8601.
"""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_YEAR = re.compile(rf"(\d{{4}}){_ZONE}", re.ASCII)
_MONTH = re.compile(rf"(\d{{4}})-(\d\d){_ZONE}", re.ASCII)
_DAY = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?{_ZONE}", re.ASCII)
_REPORTING = re.compile(rf"(\d{{4}})-([ASTQMWD])(\d{{1,3}}){_ZONE}", re.ASCII)
_LENGTH = re.compile(
    r"P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?", re.ASCII
)
_MONTHS = {"A": 12, "S": 6, "T": 4, "Q": 3, "M": 1}
_DIGITS = {"A": 1, "S": 1, "T": 1, "Q": 1, "M": 2, "W": 2, "D": 3}


@lru_cache(maxsize=4096)
def period_days(text: str) -> tuple[date, date]:
    """First and last calendar day of a period, both within.

    `2010`, `2010-06`, `2010-06-30`, `2010-06-30T12:00:00`, `2010-A1`, `-S2`, `-T3`, `-Q4`, `-M12`, `-W52`, `-D365`,
    `2010-01-01/P1Y` and `2010-01-01/2010-12-31`. Raises ValueError for all else.
    """
    try:
        return _days(text)
    except OverflowError as fault:
        raise ValueError(f"too far: {text!r}") from fault


def _days(text: str) -> tuple[date, date]:
    start, slash, end = text.partition("/")
    if not slash:
        return _plain_days(text)
    first, last = _plain_days(start)
    if end.startswith("P"):
        return first, max(_after(first, end) - timedelta(days=1), last)
    final = _plain_days(end)[1]
    if final < first:
        raise ValueError(f"ends before it starts: {text!r}")
    return first, final


def _plain_days(text: str) -> tuple[date, date]:
    if whole := _YEAR.fullmatch(text):
        return date(int(whole[1]), 1, 1), date(int(whole[1]), 12, 31)
    if month := _MONTH.fullmatch(text):
        return _months(int(month[1]), int(month[2]), 1)
    if day := _DAY.fullmatch(text):
        one = date(int(day[1]), int(day[2]), int(day[3]))
        return one, one
    if part := _REPORTING.fullmatch(text):
        return _reporting_days(int(part[1]), part[2], part[3])
    raise ValueError(f"not a time period: {text!r}")


def _reporting_days(year: int, kind: str, digits: str) -> tuple[date, date]:
    number = int(digits)
    if len(digits) != _DIGITS[kind] or number < 1:
        raise ValueError(f"no such reporting period: {year}-{kind}{digits}")
    if kind == "W":
        monday = date.fromisocalendar(year, number, 1)
        return monday, monday + timedelta(days=6)
    if kind == "D":
        if number > 365 + calendar.isleap(year):
            raise ValueError(f"no such day of the year: {year}-D{digits}")
        day = date(year, 1, 1) + timedelta(days=number - 1)
        return day, day
    length = _MONTHS[kind]
    if number * length > 12:
        raise ValueError(f"no such reporting period: {year}-{kind}{digits}")
    return _months(year, (number - 1) * length + 1, length)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    first = date(year, month, 1)
    last = month + count - 1
    return first, date(year, last, calendar.monthrange(year, last)[1])


def _after(start: date, length: str) -> date:
    """The day on which a duration from `start` ends."""
    parts = _LENGTH.fullmatch(length)
    if not parts or parts[5] == "T":
        raise ValueError(f"not a duration: {length!r}")
    years, months, weeks, days = (int(p or 0) for p in parts.group(1, 2, 3, 4))
    place = start.year * 12 + start.month - 1 + 12 * years + months
    year, month = divmod(place, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"too far: {length!r}")
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(weeks=weeks, days=days)


@lru_cache(maxsize=4096)
def first_day(text: str) -> str:
    """A period as SDMX-CSV's `timeFormat=normalized` shows it: its first day, ISO 8601; what is no period stays as it is."""
    try:
        return period_days(text)[0].isoformat()
    except ValueError:
        return text
