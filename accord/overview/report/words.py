"""Codes and numbers in the reader's words."""

from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accord.kit import locale_format
from accord.kit.templatetags import kit
from accord.kit.texts import pick
from accord.overview.report.value import Cell, Words

# Facts of the starter tables that readers of other languages need translated.
KNOWN = (
    gettext_noop("Children aged 1–14, past month"),
    gettext_noop("Women and men aged 18–29, recalled"),
    gettext_noop("Women aged 20–24"),
    gettext_noop("Girls and women aged 15–49"),
    gettext_noop("Children aged 5–17, economic activity and household chores"),
    gettext_noop("Children under 5"),
    gettext_noop("All ages, by sex"),
    gettext_noop("Ever-partnered women, past year"),
    gettext_noop("The target speaks of ages 1–17; most surveys cover 1–14."),
    gettext_noop("Asked of adults about their childhood; many experiences are never told."),
    gettext_noop("National values cover 15–49; regional and global ones 15–19."),
    gettext_noop("Age groups differ between surveys."),
    gettext_noop("Some surveys cover another age group, shown where so."),
    gettext_noop("The series here gives women and men of all ages; values of children alone are not in this release."),
)


def own(text: str, url: str = "") -> Words:
    """A fact's English text in the report's language where it is known there, else marked as English."""
    told = _(text) if text else ""
    foreign = told == text and translation.get_language() != "en"
    return Words(told, url, "en" if foreign and text else "")


def named(names: dict[str, str], url: str = "") -> Words:
    found = pick(names)
    return Words(found.text, url, "" if found.lang == translation.get_language() else found.lang)


def cell(names: dict[str, str], url: str = "") -> Cell:
    found = named(names, url)
    return Cell(found.text, found.url, found.lang)


def foreign(text: str, url: str = "") -> Words:
    """A source's own words, which are English."""
    return Words(text, url, "en" if text and translation.get_language() != "en" else "")


def number(value: int | Decimal, digits: int = 1) -> str:
    return locale_format.number(value, digits)


def amount(value: Decimal, unit: str) -> str:
    return f"{number(value)}%" if unit == "percent" else number(value)


def share(part: int, of: int) -> str:
    return f"{number(Decimal(part * 100) / of if of else Decimal(0), 0)}%"


def share_at_most(part: int, of: int) -> str:
    """Never rounded up: a share just below a half must not read as a half."""
    return f"{number(Decimal(part * 100 // of if of else 0), 0)}%"


def unit_words(unit: str) -> str:
    return {"percent": _("per cent"), "per 100 000": _("per 100,000 people"), "number": _("number")}.get(unit, unit)


def period(start: int, end: int) -> str:
    return str(end) if start == end else f"{start}–{end}"


def who(sex: str, age: str) -> str:
    """Sex and age group of a figure; a code that is not known stays as the source has it."""
    people = str(kit.sex(sex)) if sex in ("F", "M") else ""
    if not age:
        return people or kit.age_words(age)
    years = kit.age_words(age)
    if people:
        return _("%(sex)s, %(age)s") % {"sex": people, "age": years}
    return _("Ages %(age)s") % {"age": years} if years[:1].isdecimal() else years[:1].upper() + years[1:]


def nature(code: str) -> str:
    """How a figure came to be, as the SDG database's codes say."""
    known = {
        "c": _("Country data"), "ca": _("Adjusted country data"), "e": _("Estimate"),
        "m": _("Model"), "g": _("Global monitoring"),
    }  # fmt: skip
    return known.get(code.lower(), code)


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


def levels() -> list[str]:
    """The scale of completion, one for governments and assessors."""
    return [_("No evidence"), _("Not started"), _("Limited"), _("Substantial"), _("Complete")]
