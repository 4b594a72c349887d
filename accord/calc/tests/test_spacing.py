"""Distances in months, worked by hand."""

from datetime import date

import pytest

from accord.calc.spacing import Span, clear_spans, is_clear, span_of

MAY = span_of("2024-05-17")


def test_what_is_known_to_the_year_may_be_any_day_of_it() -> None:
    assert span_of("2024") == Span(date(2024, 1, 1), date(2024, 12, 31))
    assert span_of("2024-02") == Span(date(2024, 2, 1), date(2024, 2, 29))
    assert Span(date(2024, 5, 17), date(2024, 5, 17)) == MAY
    for wrong in ("", "24", "2024-5", "2024-13", "May 2024"):
        with pytest.raises(ValueError, match=r"."):
            span_of(wrong)
    with pytest.raises(ValueError, match="ends"):
        Span(date(2024, 2, 1), date(2024, 1, 1))


@pytest.mark.parametrize(
    ("day", "clear"),
    [(date(2023, 5, 17), True), (date(2023, 5, 18), False), (date(2024, 5, 17), False), (date(2025, 5, 16), False),
     (date(2025, 5, 17), True)],
)  # fmt: skip
def test_twelve_months_on_both_sides(day: date, clear: bool) -> None:
    assert is_clear(day, MAY, 12) is clear


def test_a_year_alone_keeps_three_years_shut() -> None:
    days = (date(2023, 1, 1), date(2023, 1, 2), date(2025, 12, 30), date(2025, 12, 31))
    assert [is_clear(day, span_of("2024"), 12) for day in days] == [True, False, False, True]


def test_the_clear_parts_of_a_window() -> None:
    window = Span(date(2023, 1, 1), date(2026, 12, 31))
    both = [MAY, span_of("2026-12-31")]
    assert clear_spans(window, both, 12) == [
        Span(date(2023, 1, 1), date(2023, 5, 17)),
        Span(date(2025, 5, 17), date(2025, 12, 31)),
    ]
    assert clear_spans(Span(date(2024, 1, 1), date(2024, 12, 1)), [MAY], 12) == []
    assert clear_spans(window, [], 12) == [window]
