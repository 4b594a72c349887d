"""A day so many months after another."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of the month, `months` later (not negative); the month's last day where it has no such day.

    Raises ValueError for negative months, and for a year after 9999. Worked example: 31 August 2024 and 18 months give
    28 February 2026. Clamping to the last day
    is what SQL's `date + interval '18 months'` does too (PostgreSQL, section 9.9); ISO 8601 leaves it open.
    """
    if months < 0:
        raise ValueError("Months are counted forward")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
