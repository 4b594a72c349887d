"""Numbers and dates as each language writes them (Babel; latin digits in Arabic, as UN documents use both)."""

from datetime import date, datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from babel import dates, numbers
from django.utils import translation
from django.utils.translation import gettext as _

type Amount = int | float | Decimal | str | None
_NO_VALUE = "–"
_LONGEST = 40  # digits; decimal arithmetic and every reader stop well before
_WIDE = Context(prec=2 * _LONGEST)  # rounds halves to the even neighbour, as Babel does


def _locale() -> str:
    language = translation.get_language() or "en"
    return {"zh": "zh_Hans", "en": "en_GB"}.get(language, language)


@lru_cache
def _step(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)


@lru_cache
def _signs(locale: str) -> dict[int, str]:
    """What the language writes for the signs of a number as Python has it."""
    group, point = (
        numbers.get_group_symbol(locale, numbering_system="latn"),
        numbers.get_decimal_symbol(locale, numbering_system="latn"),
    )
    return str.maketrans({",": group, ".": point, "-": "−"})


@lru_cache
def _percent_sign(locale: str) -> str:
    return numbers.format_percent(0, locale=locale, numbering_system="latn")


def number(value: Amount, digits: int = 1) -> str:
    """At most `digits` decimals; a value that is no number (a source's own word) stays as it is. Never raises."""
    amount = _amount(value)
    return _in_words(value) if amount is None else _said(amount, digits)


def percent(value: Amount, digits: int = 1) -> str:
    """A value in hundredths with the language's sign: 25.6% in English, 25,6 % in French."""
    amount = _amount(value)
    if amount is None:
        return _in_words(value)
    return _percent_sign(_locale()).replace("0", _said(amount, digits), 1)


def day(value: date | datetime | None) -> str:
    return _day(value.date() if isinstance(value, datetime) else value, _locale()) if value else _NO_VALUE


@lru_cache(maxsize=4096)  # a page tells the same few days again and again
def _day(value: date, locale: str) -> str:
    said = dates.format_date(value, format="long", locale=locale)
    if locale == "fr" and value.day == 1:  # CLDR leaves it out; no French text does
        return f"1er{said[1:]}"
    return _in_full(said)


def _in_full(said: str) -> str:
    """Russian ends a date in an abbreviation: its point and that of a sentence would be two."""
    return f"{said[:-2]}года" if said.endswith("г.") else said


def days(first: date | None, last: date | None) -> str:
    """From when to when; what is not known is not written as a question mark."""
    if first and last:
        return f"{day(first)} – {day(last)}"
    if first:
        return _("from %(day)s") % {"day": day(first)}
    return _("until %(day)s") % {"day": day(last)} if last else _("Not told yet")


def _amount(value: Amount) -> Decimal | None:
    """None for what is no number, and for one of more digits than a line holds: it is shown as it was given."""
    try:
        amount = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return None
    if not amount:
        return Decimal(0)
    return amount if amount.is_finite() and abs(amount.adjusted()) < _LONGEST else None


def _in_words(value: Amount) -> str:
    said = _NO_VALUE if value is None or value == "" else str(value)
    return said if len(said) <= 5 * _LONGEST else said[: 5 * _LONGEST] + "…"


def _said(amount: Decimal, digits: int) -> str:
    """With a true minus sign, as in print. Python groups and rounds; Babel, which knows the signs, took ten times as long."""
    signs = _signs(_locale())
    said = f"{_WIDE.quantize(amount, _step(digits)):,f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    return "0" if said == "-0" else said.translate(signs)


def duration(minutes: int) -> str:
    """Whole hours from an hour and a half on; never days, which would be read as days of work."""
    unit: Literal["minute", "hour"] = "minute" if minutes < 90 else "hour"
    # No unit above it, however many there are. `format_unit` lacks the words of Chinese.
    return dates.format_timedelta(timedelta(minutes=minutes), granularity=unit, threshold=float("inf"), locale=_locale())


def moment(value: datetime | None) -> str:
    if not value:
        return _NO_VALUE
    return f"{day(value)}, {value:%H:%M} UTC"


def partial_day(text: str) -> str:
    """A year, a month or a day (`2024`, `2024-11`, `2024-11-07`, as sources give them); what is none of these stays as it is."""
    try:
        if len(text) == 7:
            return _in_full(dates.format_skeleton("yMMMM", date.fromisoformat(f"{text}-01"), locale=_locale()))
        return day(date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text
