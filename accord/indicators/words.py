"""Codes of figures in the reader's words, for pages and reports. What is not known stays as the source has it."""

import re
from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _

from accord.kit import locale_format
from accord.kit.templatetags import kit
from accord.kit.texts import Text, pick


def own(text: str) -> Text:
    """A fact's English text in the reader's language where it is known there."""
    reader = translation.get_language() or "en"
    told = _(text) if text else ""
    return Text(told, "en" if told == text else reader)


def foreign(text: str) -> Text:
    """A source's own words, which are English."""
    return Text(text, "en")


def nature(code: str) -> str:
    """How a figure came to be, by the codes of the SDG database (SDMX: CL_NATURE)."""
    known = {
        "c": _("Country data"), "ca": _("Adjusted country data"), "e": _("Estimate"), "m": _("Model"),
        "g": _("Global monitoring"), "n": _("Does not apply"), "na": _("Not told"), "notspec": _("Not told"),
    }  # fmt: skip
    return known.get(code.lower(), code)


def unit(code: str, names: Mapping[str, str] | None = None) -> str:
    """`names` are those of the unit's row; without one our own units have words here."""
    if names:
        return pick(names).text
    known = {
        "percent": _("per cent"), "per 100 000": _("per 100,000 people"), "per 1000": _("per 1,000 people"),
        "number": _("number"), "thousands": _("thousands"), "index": _("index"),
    }  # fmt: skip
    return known.get(code, code)


def amount(value: locale_format.Amount, code: str) -> str:
    """A figure with its unit; a number of people or cases has none but what the indicator counts."""
    if code == "percent":
        return locale_format.percent(value)
    said = locale_format.number(value)
    return said if code in ("", "number") else f"{said} {unit(code)}"


def period(start: int, end: int) -> str:
    return str(end) if start == end else f"{start}–{end}"


def age(code: str) -> str:
    """As the kit writes ages, and the codes of the SDG database that it does not know."""
    if code == "allage":
        return kit.age_words("")
    if hit := re.fullmatch(r"m(\d+)t(\d+)", code.lower()):
        return _("%(low)s–%(high)s months") % {"low": hit[1], "high": hit[2]}
    return kit.age_words(code)


def ages(code: str) -> str:
    """An age group by itself, where no heading says what the numbers are."""
    years = age(code)
    return _("Ages %(age)s") % {"age": years} if years[:1].isdecimal() else years[:1].upper() + years[1:]


def who(sex: str, code: str) -> str:
    """Sex and age group of a figure."""
    people = str(kit.sex(sex)) if sex in ("F", "M") else ""
    if code in ("", "allage"):
        return people or age(code)
    return _("%(sex)s, %(age)s") % {"sex": people, "age": age(code)} if people else ages(code)
