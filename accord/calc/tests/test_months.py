"""Days so many months later."""

from datetime import date

import pytest

from accord.calc.months import months_after

CASES = [
    (date(2024, 8, 31), 18, date(2026, 2, 28)), (date(2024, 1, 15), 18, date(2025, 7, 15)), 
    (date(2023, 8, 30), 6, date(2024, 2, 29)),
    (date(2025, 12, 1), 1, date(2026, 1, 1)), (date(2025, 5, 5), 0, date(2025, 5, 5)), (date(2024, 6, 30), 6, date(2024, 12, 30)),
]  # fmt: skip


@pytest.mark.parametrize(("day", "months", "expected"), CASES)
def test_the_day_so_many_months_later(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


def test_months_are_counted_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        months_after(date(2025, 1, 1), -1)
