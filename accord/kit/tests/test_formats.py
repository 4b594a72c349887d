"""Numbers, dates and marked-up text."""

import time
from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from accord.kit import locale_format, markdown
from accord.kit.templatetags.kit import age_words, small_sign
from accord.people.models import hat_words


@pytest.mark.parametrize(
    ("language", "number", "percent", "day"),
    [
        ("ar", "−1,234.5", "25.6%", "20 نوفمبر 2026"),
        ("en", "−1,234.5", "25.6%", "20 November 2026"),
        ("es", "−1.234,5", "25,6\xa0%", "20 de noviembre de 2026"),
        ("fr", "−1\u202f234,5", "25,6\xa0%", "20 novembre 2026"),
        ("ru", "−1\xa0234,5", "25,6\xa0%", "20 ноября 2026\u202fгода"),
        ("zh", "−1,234.5", "25.6%", "2026年11月20日"),
    ],
)
def test_each_language_writes_numbers_and_dates_its_own_way(language: str, number: str, percent: str, day: str) -> None:
    with translation.override(language):
        assert locale_format.number(Decimal("-1234.5")) == number
        assert locale_format.percent(25.6) == percent
        assert locale_format.day(date(2026, 11, 20)) == day


@pytest.mark.parametrize(
    "hostile",
    [Decimal("1E+1000000"), Decimal("0E+999999"), Decimal("sNaN"), Decimal("-Infinity"), Decimal("1E+39"), Decimal("1E-39"),
     "9" * 5_000, "9" * 39 + "." + "9" * 5_000, 1e308, float("nan"), "1E+30", "x" * 5_000],
)  # fmt: skip
def test_no_number_breaks_a_page(hostile: Decimal | float | str) -> None:
    for digits in (0, 1, 6):
        assert 0 < len(locale_format.number(hostile, digits)) < 210
        assert 0 < len(locale_format.percent(hostile, digits)) < 210
    assert locale_format.number(Decimal("123456789012345678901234567890.16")) == "123,456,789,012,345,678,901,234,567,890.2"


def test_halves_go_to_the_even_neighbour_and_nought_has_no_sign() -> None:
    shown = [locale_format.number(Decimal(text)) for text in ("0.25", "0.35", "10.00", "-0.04", "1E+3", "999.96")]
    assert shown == ["0.2", "0.4", "10", "0", "1,000", "1,000"]


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


def test_no_sign_in_other_words_turns_a_text() -> None:
    assert str(markdown.render("abc&#x202e;def&#8203;")) == "<p>abcdef</p>\n"


def test_a_table_without_end_is_shown_as_typed_and_in_a_moment() -> None:
    start = time.process_time()
    html = str(markdown.render("|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|\n" * 8_900))
    assert time.process_time() - start < 0.8
    assert "<td" not in html
    assert len(html) < 100_000
    assert str(markdown.render("|a|b|\n|-|-|\n" + "|c|d|\n" * 100)).count("<td") == 200


def test_marked_up_text_keeps_lists_links_and_one_first_heading() -> None:
    html = str(markdown.render("# Title\n\n- [here](https://example.org/)"))
    assert "<h3>Title</h3>" in html
    assert '<a href="https://example.org/" rel="noopener noreferrer nofollow">here</a>' in html


@pytest.mark.parametrize(
    ("code", "said"),
    [("18_29", "18–29"), ("0_to_14", "0–14"), ("Y20T24", "20–24"), ("lt5y", "under 5"), ("75_and_over", "75 and over"),
     ("Age_not_known", "Age not known"), ("", "All ages")],
)  # fmt: skip
def test_codes_of_ages_are_read_as_a_reader_writes_them(code: str, said: str) -> None:
    assert age_words(code) == said


@pytest.mark.parametrize(
    ("minutes", "language", "said"),
    [
        (1, "en", "1 minute"),
        (89, "en", "89 minutes"),
        (90, "en", "2 hours"),
        (710, "fr", "12\u00a0heures"),
        (2900, "en", "48 hours"),
        (710, "zh", "12小时"),
    ],
)
def test_work_is_told_in_minutes_and_then_in_hours(minutes: int, language: str, said: str) -> None:
    with translation.override(language):
        assert locale_format.duration(minutes) == said


def test_a_share_in_large_figures_keeps_its_language_s_space() -> None:
    with translation.override("fr"):
        assert small_sign(locale_format.percent(78.9)) == "78,9\xa0<small>%</small>"


@pytest.mark.parametrize(("first", "last", "said"), [
    (date(2027, 11, 1), date(2027, 11, 2), "1er novembre 2027 – 2 novembre 2027"),
    (date(2027, 11, 11), None, "à partir du 11 novembre 2027"),
    (None, date(2027, 11, 1), "jusqu’au 1er novembre 2027"),
    (None, None, "Pas encore indiqué"),
])  # fmt: skip
def test_from_when_to_when_is_said_without_a_question_mark(first: date | None, last: date | None, said: str) -> None:
    with translation.override("fr"):
        assert locale_format.days(first, last) == said


@pytest.mark.parametrize(("language", "said"), [("en", "a: b"), ("fr", "a\xa0: b"), ("zh", "a：b")])
def test_a_colon_stands_as_its_language_sets_it(language: str, said: str) -> None:
    with translation.override(language):
        assert Template("a{% colon %}b").render(Context()) == said


@pytest.mark.parametrize(("language", "said"), [("en", "Focal point, Land"), ("ar", "جهة تنسيق، Land"), ("zh", "联络人，Land")])
def test_a_comma_stands_as_its_language_sets_it(language: str, said: str) -> None:
    with translation.override(language):
        assert hat_words("focal_point", {"en": "Land"}) == said
