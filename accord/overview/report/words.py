"""Codes and numbers in the reader's words."""

from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from accord.indicators import words
from accord.indicators.words import nature, period, who
from accord.indicators.words import unit as unit_words
from accord.kit import locale_format
from accord.kit.texts import Text, pick
from accord.overview.report.value import Cell, Words

__all__ = ["nature", "period", "unit_words", "who"]


def own(text: str, url: str = "") -> Words:
    """A fact's English text in the report's language where it is known there, else marked as English."""
    return _marked(words.own(text), url)


def _marked(found: Text, url: str) -> Words:
    return Words(found.text, url, found.lang if found.text and found.lang != translation.get_language() else "")


def named(names: dict[str, str], url: str = "") -> Words:
    return _marked(pick(names), url)


def cell(names: dict[str, str], url: str = "") -> Cell:
    found = named(names, url)
    return Cell(found.text, found.url, found.lang)


def foreign(text: str, url: str = "") -> Words:
    """A source's own words, which are English."""
    return _marked(words.foreign(text), url)


def number(value: int | Decimal, digits: int = 1) -> str:
    return locale_format.number(value, digits)


def amount(value: Decimal, unit: str) -> str:
    return locale_format.percent(value) if unit == "percent" else number(value)


def share(part: int, of: int) -> str:
    return locale_format.percent(Decimal(part * 100) / of if of else Decimal(0), 0)


def share_at_most(part: int, of: int) -> str:
    """Never rounded up: a share just below a half must not read as a half."""
    return locale_format.percent(Decimal(part * 100 // of if of else 0), 0)


def response(code: str) -> str:
    known = {
        "supported": _("Supported"), "supported_in_part": _("Supported in part"), "noted": _("Noted"),
        "not_supported": _("Not supported"), "pending": _("Pending"), "unclear": _("No clear answer"),
    }  # fmt: skip
    return known.get(code, code)


def report_state(code: str) -> str:
    known = {
        "final": _("Final"), "published": _("Published"), "submitted": _("Submitted"), "drafting": _("Being written"),
        "late": _("Late"), "not_submitted": _("Not submitted"),
    }  # fmt: skip
    return known.get(code, code)


def absent_state(code: str) -> str:
    known = {
        "late": _("Submitted late, not published yet"), "submitted": _("Submitted, not published yet"),
        "not_submitted": _("Not submitted"),
    }  # fmt: skip
    return known.get(code, code)


def levels() -> list[str]:
    """The scale of completion, one for governments and assessors."""
    return [_("No evidence"), _("Not started"), _("Limited"), _("Substantial"), _("Complete")]
