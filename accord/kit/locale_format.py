"""Numbers and dates as each language writes them (Babel; latin digits in Arabic, as UN documents use both)."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from babel import dates, numbers
from django.utils import translation

_NO_VALUE = "–"


def _locale() -> str:
    language = translation.get_language() or "en"
    return {"zh": "zh_Hans", "en": "en_GB"}.get(language, language)


def number(value: int | float | Decimal | str | None, digits: int = 1) -> str:
    """At most `digits` decimals; a value that is no number (a source's own word) stays as it is."""
    if value is None or value == "":
        return _NO_VALUE
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    pattern = "#,##0." + "#" * digits if digits else "#,##0"
    return numbers.format_decimal(amount, format=pattern, locale=_locale(), numbering_system="latn")


def day(value: date | datetime | None) -> str:
    return (
        dates.format_date(value, format="d MMMM y" if _locale() != "zh_Hans" else "long", locale=_locale())
        if value
        else _NO_VALUE
    )


def moment(value: datetime | None) -> str:
    if not value:
        return _NO_VALUE
    return f"{day(value)}, {value:%H:%M} UTC"
