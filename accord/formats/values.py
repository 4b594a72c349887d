"""Figures and periods as people write them: read exactly, or refused where two readings are possible."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫−–", "01234567890123456789.--")
_MISSING = {"", "-", "..", "...", ":", "na", "n/a", "nan", "null", "none", "not available", "nd", "n.d.", "—", "--"}
_BOUND = re.compile(r"[<>≤≥~]\s*[-+]?\d+(?:[.,]\d+)?\s*%?\Z")
_PLAIN = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?\Z")
_USUAL = re.compile(r"-?\d{1,13}(?:\.(?:\d{1,2}|\d{4,30}))?\Z", re.ASCII)  # no way to read it otherwise
_COMMA = re.compile(r"([-+]?\d+),(\d+)\Z")
_ANGLO = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_EUROPEAN = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z")
_SPACED = re.compile(r"[-+]?\d{1,3}(?:[ \u00a0\u202f’'٬]\d{3})+(?:[.,]\d+)?\Z")
FIRST_YEAR, LAST_YEAR = 1900, 2100
TOO_LARGE = Decimal(10) ** 13  # the table holds 14 digits before the point; one is left for rounding


class NotRead(ValueError):
    """A value that cannot be read; `code` names the sentence in messages.MESSAGES."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Figure:
    """`value` is None where there is none or only a bound (`<5`), which `text` keeps; `percent`: a % sign stood there."""

    value: Decimal | None
    text: str
    percent: bool = False


def parse_figure(text: str, *, decimal_comma: bool = False) -> Figure:
    """A figure as written. `decimal_comma`: in this file 12,345 is twelve and a fraction, 12.345 twelve thousand.

    Without it a lone comma before three digits is refused. Raises NotRead: bad_number, ambiguous_number, huge_number.
    """
    clean = text.strip()
    if _USUAL.match(clean):
        return Figure(Decimal(clean), clean)
    if clean.casefold() in _MISSING:
        return Figure(None, "")
    plain = clean.translate(_DIGITS)
    if _BOUND.match(plain):
        return Figure(None, clean)
    percent = plain.endswith(("%", "٪"))
    plain = plain.removesuffix("%").removesuffix("٪").strip()
    try:
        value = Decimal(_with_point(plain, decimal_comma))
    except InvalidOperation as fault:
        raise NotRead("bad_number") from fault
    if not value.is_finite() or abs(value) >= TOO_LARGE:
        raise NotRead("huge_number")
    return Figure(value, clean, percent)


def _with_point(plain: str, decimal_comma: bool) -> str:
    """The figure with a decimal point and no thousands separators."""
    if decimal_comma and (_EUROPEAN.match(plain) or _COMMA.match(plain)):
        return plain.replace(".", "").replace(",", ".")
    if _PLAIN.match(plain):
        return plain
    comma = _COMMA.match(plain)
    if comma:
        if len(comma[2]) == 3 and comma[1].lstrip("+-") not in {"0", ""} and len(comma[1].lstrip("+-")) <= 3:
            raise NotRead("ambiguous_number")
        return plain.replace(",", ".")
    if _SPACED.match(plain):
        return re.sub(r"[ \u00a0\u202f’'٬]", "", plain).replace(",", ".")
    if _ANGLO.match(plain):
        return plain.replace(",", "")
    if _EUROPEAN.match(plain):
        return plain.replace(".", "").replace(",", ".")
    raise NotRead("bad_number")


def uses_decimal_comma(values: list[str]) -> bool:
    """True where some figure can only be read with a decimal comma (12,4) and none only with a point (12.4)."""
    comma = any((m := _COMMA.match(v)) and len(m[2]) != 3 for v in values)
    point = any(re.match(r"[-+]?\d+\.\d+\Z", v) and len(v.rpartition(".")[2]) != 3 for v in values)
    return comma and not point


@dataclass(frozen=True)
class Period:
    """`start` and `end` are calendar years, both within; `text` as written."""

    text: str
    start: int
    end: int


_YEAR = r"(\d{4})"
_RANGE = re.compile(rf"{_YEAR}\s*(?:[-–—/]|to|\.\.)\s*{_YEAR}\Z")
_SHORT_RANGE = re.compile(rf"{_YEAR}([-–/])(\d\d)\Z")
_PART = re.compile(rf"{_YEAR}(?:\.0+|-?[QSHTW]\d{{1,2}}|-?M?\d\d|-A1|-?D\d{{3}}|-\d\d-\d\d(?:T[\d:.]+(?:Z|[-+]\d\d:\d\d)?)?)?\Z")
_DURATION = re.compile(rf"({_YEAR}(?:-\d\d(?:-\d\d)?)?(?:T[\d:]+)?)/P(\d{{1,4}})([YMD])\Z")


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """A year, years (2010-2018, 2010/2018, 2015-16), an ISO interval or duration, or a part of a year (2019-Q1).

    Raises NotRead: bad_period, backward_period, far_period. `2010-11` is November 2010 (ISO 8601), `2010/11` two years.
    """
    clean = text.strip().translate(_DIGITS)
    start, end = _years(clean)
    if end < start:
        raise NotRead("backward_period")
    if start < FIRST_YEAR or end > LAST_YEAR:
        raise NotRead("far_period")
    return Period(text.strip(), start, end)


def _years(clean: str) -> tuple[int, int]:
    if both := _RANGE.match(clean):
        return int(both[1]), int(both[2])
    if (short := _SHORT_RANGE.match(clean)) and (short[2] == "/" or not 1 <= int(short[3]) <= 12):
        start = int(short[1])
        end = start // 100 * 100 + int(short[3])
        return start, end + 100 if end < start and start % 100 >= 90 else end
    if length := _DURATION.match(clean):
        return _with_length(length[1], int(length[3]), length[4])
    first, slash, last = clean.partition("/")
    begins, ends = _PART.match(first), _PART.match(last or first)
    if not begins or not ends or (slash and not last) or not _month_is_real(first):
        raise NotRead("bad_period")
    return int(begins[1]), int(ends[1])


def _with_length(start: str, count: int, unit: str) -> tuple[int, int]:
    """First and last calendar year of `start` plus a duration; a span ending on 1 January does not enter that year."""
    year, month = int(start[:4]), int(start[5:7] or 1)
    months = {"Y": 12 * count, "M": count, "D": -(-count // 31)}[unit]
    return year, year + (month - 1 + max(months, 1) - 1) // 12


def _month_is_real(text: str) -> bool:
    month = re.match(r"\d{4}-?M?(\d\d)(?:-|\Z)", text)
    return month is None or 1 <= int(month[1]) <= 12
