"""Each fault of a file in the reader's language: what is wrong, what was expected, how to mend it.

A code that is not here is said in English, by the sentence that came with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERIODS = _("A year (2019), years (2015-2018) or an ISO period (2019-Q1)")
FIGURE = _("A figure such as 12.5, or an empty cell where there is none")
AGAIN = _("Mend it in your own program and load the file again.")
CELL = _("Write it anew, or leave the row out.")


@dataclass(frozen=True)
class Wording:
    """Templates with named placeholders. `lang` is "en" where only the English sentence is known."""

    wrong: str | Promise
    expected: str | Promise = ""
    mend: str | Promise = AGAIN


WORDS: dict[str, Wording] = {
    "unknown_indicator": Wording(
        _("No indicator has the code “%(value)s”."), _("The code of an indicator that the page Know lists"),
        _("Choose the indicator."),
    ),
    "unknown_area": Wording(
        _("No country or area has the code or name “%(value)s”."), _("ISO3, M49 or the name in the UN's list"),
        _("Choose the country or area."),
    ),
    "other_area": Wording(
        _("You do not act for “%(value)s”."), _("Figures of the country you act for"),
        _("Leave the row out; the other country's statistician or the secretariat loads it."),
    ),
    "duplicate_key": Wording(
        _("This row repeats row %(first)d."), _("One row for each figure"),
        _("Leave one of the two out, or mend the cell that is wrong."),
    ),
    "two_units": Wording(
        _("This row and row %(first)d are one figure in two units."), _("One unit for each figure"),
        _("Leave one of the two out."),
    ),
    "missing_value": Wording(
        _("The cell is empty."), _("A value: without it nobody knows which figure this is"), _("Fill it in.")
    ),
    "bad_period": Wording(_("“%(value)s” is not a period."), PERIODS, CELL),
    "backward_period": Wording(_("“%(value)s” ends before it begins."), PERIODS, _("Write the earlier year first.")),
    "far_period": Wording(_("“%(value)s” lies outside 1900 to 2100."), PERIODS, CELL),
    "bad_number": Wording(_("“%(value)s” is not a number."), FIGURE, CELL),
    "ambiguous_number": Wording(
        _("“%(value)s” may be a thousand or a fraction."), FIGURE, _("Write it without a thousands separator.")
    ),
    "huge_number": Wording(_("“%(value)s” has too many digits."), _("At most 18 digits before the point"), CELL),
    "percent_unit": Wording(
        _("“%(value)s” has a percent sign but its unit is “%(unit)s”."), _("One of the two"), _("Take the percent sign away.")
    ),
    "unit_mismatch": Wording(
        _("The unit is “%(value)s”, but the indicator is measured in %(unit)s."), _("The indicator's unit: %(unit)s"),
        _("Mend the unit; where the figure is really in another unit, convert it in your file."),
    ),
    "out_of_range": Wording(_("“%(value)s” cannot be."), _("A figure %(expected)s"), CELL),
    "break_marked": Wording(_("The source marks a break in the series at %(period)s."), mend=_("Say so in the method note.")),
    "break_nature": Wording(
        _("The nature of the figures changes from “%(before)s” to “%(value)s” at %(period)s: a break in method."),
        _("One method in a series"), _("Check that the figures compare, and say so in the method note."),
    ),
    "jump": Wording(
        _("At %(period)s the series changes by %(step)s, more than three times its usual deviation."),
        _("A change like the others of the series"), _("Check the figure; mend it here if it is wrong."),
    ),
    "ragged": Wording(
        _("The row has %(found)d cells and the header %(expected)d."), _("As many cells as the header has"),
        _("Leave the row out, or look for a missing or an unquoted separator in your file."),
    ),
    "huge_field": Wording(_("The cell has %(size)d characters."), _("At most %(limit)d characters"), AGAIN),
    "control": Wording(_("The cell holds the control character %(character)s."), _("Plain text"), CELL),
    "unclosed_quote": Wording(_("A quotation mark opens on line %(line)d and is never closed.")),
    "stray_quote": Wording(_("On line %(line)d something stands after a closing quotation mark.")),
    "too_many_rows": Wording(_("The file has more than %(limit)d rows."), mend=_("Split it and load the parts one by one.")),
    "more_faults": Wording(
        _("%(count)d more faults were found and are not told one by one."), mend=_("Mend these first.")
    ),
    "too_many_refusals": Wording(_("More than %(limit)d faults were found; the rest was not read."), mend=_("Mend these first.")),
    "missing_column": Wording(_("No column is “%(column)s”."), mend=_("Say which column it is.")),
    "mapped_column": Wording(_("The file has no column “%(value)s”."), mend=_("Say which column it is.")),
    "duplicate_column": Wording(_("The header has “%(column)s” twice."), _("Each name once"), AGAIN),
    "too_many_columns": Wording(_("The header has %(count)d columns."), _("At most %(limit)d columns"), AGAIN),
    "delete_action": Wording(
        _("The row asks to delete what was published."), mend=_("A release is never changed: leave the row out.")
    ),
    "bad_action": Wording(_("“%(value)s” is not an action."), _("I, A, M or R"), CELL),
    # the file as a whole
    "empty": Wording(_("The file is empty."), _("A line with names of columns, and rows of data below it")),
    "header_only": Wording(_("The file has a header but no rows of data.")),
    "too_big": Wording(_("The file is too large."), mend=_("Split it and load the parts one by one.")),
    "binary": Wording(
        _("This kind of file is not read here."), _("CSV, TSV or XLSX"), _("Save it as CSV (UTF-8) and load it again.")
    ),
    "encoding": Wording(
        _("Row %(row)d cannot be read as UTF-8 (near “%(value)s”)."), mend=_("Save it as CSV (UTF-8) and load it again.")
    ),
    "utf16": Wording(_("The file breaks off in the middle of a character."), mend=_("Save it as CSV (UTF-8) and load it again.")),
    "utf32": Wording(_("The file is written in UTF-32."), mend=_("Save it as CSV (UTF-8) and load it again.")),
}  # fmt: skip
KINDS = {
    "unknown_indicator": _("Unknown indicator"), "unknown_area": _("Unknown country or area"), "other_area": _("Another country"),
    "duplicate_key": _("Repeated figure"), "two_units": _("Two units"), "missing_value": _("Missing dimension"),
    "unit_mismatch": _("Wrong unit"), "out_of_range": _("Out of range"), "break_marked": _("Break in method"),
    "break_nature": _("Break in method"), "jump": _("Jump"), "ragged": _("Cells missing or too many"),
    "more_faults": _("More faults"),
    **dict.fromkeys(("bad_period", "backward_period", "far_period"), _("Not a period")),
    **dict.fromkeys(("bad_number", "ambiguous_number", "huge_number"), _("Not a number")), "percent_unit": _("Two units"),
}  # fmt: skip
SPANS = (
    (r"from (?P<low>\S+) to (?P<high>\S+)", _("from %(low)s to %(high)s")),
    (r"at least (?P<low>\S+)", _("of at least %(low)s")), (r"at most (?P<high>\S+)", _("of at most %(high)s")),
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A fault in words; `lang` is the language that they are in, where it is not the reader's."""

    kind: str
    wrong: str
    expected: str
    mend: str
    english_only: bool = False


def said(code: str, params: Mapping[str, Any], message: str) -> Said:
    """The words for a fault, in the language of the moment. `message` is the English sentence that came with it."""
    kind = str(KINDS.get(code, _("Fault")))
    found = WORDS.get(code)
    if found is None:
        return Said(kind, message, "", "", english_only=True)
    if "expected" in params:
        params = {**params, "expected": _span(str(params["expected"]))}
    try:
        return Said(kind, str(found.wrong) % params, str(found.expected) % params, str(found.mend) % params)
    except (KeyError, ValueError, TypeError):
        return Said(kind, message, "", "", english_only=True)


def _span(expected: str) -> str:
    """`from 0 to 100`, as the check says it, in the language of the moment."""
    for template, words in SPANS:
        if hit := re.fullmatch(template, expected):
            return str(words) % hit.groupdict()
    return expected
