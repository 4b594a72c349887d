"""Days that keep their distance from things of which the day, the month or only the year is known."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accord.calc.months import months_after


@dataclass(frozen=True)
class Span:
    """From `first` to `last`, both within. Raises ValueError where the last comes before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A span ends no earlier than it begins")


def span_of(told: str) -> Span:
    """The days that a date may mean: "2024" the whole year, "2024-05" the whole month, "2024-05-17" that day (ISO 8601).

    Raises ValueError for what is none of the three.
    """
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", told):
        raise ValueError(f"{told} is no year, month or day")
    year, *rest = (int(part) for part in told.split("-"))
    if not rest:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if len(rest) == 1:
        return Span(date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1]))
    return Span(date(year, *rest), date(year, *rest))


def is_clear(day: date, of: Span, months: int) -> bool:
    """At least so many calendar months before the span begins, or after it ends; exactly so many is clear.

    Where only the year is known the distance is kept from each of its days. By hand, 12 months: 17 May 2023 and 17 May 2025
    are clear of 17 May 2024, the days between are not.
    """
    return months_after(of.last, months) <= day or months_after(day, months) <= of.first


def clear_spans(window: Span, of: Iterable[Span], months: int) -> list[Span]:
    """The parts of the window whose every day is clear of all, in order; empty where none is. Each day is looked at."""
    given, found, begun = list(of), [], None
    day = window.first
    while day <= window.last:
        clear = all(is_clear(day, one, months) for one in given)
        if clear and begun is None:
            begun = day
        if not clear and begun is not None:
            found.append(Span(begun, day - timedelta(1)))
            begun = None
        day += timedelta(1)
    return [*found, Span(begun, window.last)] if begun is not None else found
