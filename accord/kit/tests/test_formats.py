"""Numbers, dates and marked-up text."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from accord.kit import locale_format, markdown


@pytest.mark.parametrize(
    ("language", "number", "percent", "day"),
    [
        ("ar", "−1,234.5", "25.6%", "20 نوفمبر 2026"),
        ("en", "−1,234.5", "25.6%", "20 November 2026"),
        ("es", "−1.234,5", "25,6\xa0%", "20 de noviembre de 2026"),
        ("fr", "−1\u202f234,5", "25,6\xa0%", "20 novembre 2026"),
        ("ru", "−1\xa0234,5", "25,6\xa0%", "20 ноября 2026\u202fг."),
        ("zh", "−1,234.5", "25.6%", "2026年11月20日"),
    ],
)
def test_each_language_writes_numbers_and_dates_its_own_way(language: str, number: str, percent: str, day: str) -> None:
    with translation.override(language):
        assert locale_format.number(Decimal("-1234.5")) == number
        assert locale_format.percent(25.6) == percent
        assert locale_format.day(date(2026, 11, 20)) == day


def test_a_source_own_word_stays_and_nothing_is_a_dash() -> None:
    assert locale_format.percent("N/A") == "N/A"
    assert locale_format.number(None) == locale_format.percent("") == "–"


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://example.org/x.png)", '<a href="x" onclick="y">z</a>'],
)
def test_marked_up_text_cannot_act(hostile: str) -> None:
    html = str(markdown.render(hostile))
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html
    assert "<a" not in html


def test_marked_up_text_keeps_lists_links_and_one_first_heading() -> None:
    html = str(markdown.render("# Title\n\n- [here](https://example.org/)"))
    assert "<h3>Title</h3>" in html
    assert '<a href="https://example.org/" rel="noopener noreferrer nofollow">here</a>' in html
