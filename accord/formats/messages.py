"""Every sentence in which a file is refused: what was found, what was expected, how to mend it.

Templates with named placeholders, so that a page can translate the template and fill it in afterwards.
"""

import unicodedata
from collections.abc import Iterable

from accord.formats.result import MORE, TOLD, Refusal, in_all


def _(words: str) -> str:
    """Marks a sentence that a page shows, for translators; `kit/faults.py` looks it up. What commands alone say stays English."""
    return words


MESSAGES = {
    # the file as a whole
    "empty": _("The file is empty. Expected a header line with column names and rows of data below it."),
    "header_only": _("The file has a header but no rows of data. Add the rows, or export it again."),
    "too_big": _("The file has %(size)d bytes; at most %(limit)d are read. Split it into smaller files."),
    "binary": _("The file is %(kind)s, not a text table. Open it in its own program and save it as CSV (UTF-8)."),
    "utf32": _("The file is written in UTF-32. Save it as CSV (UTF-8)."),
    "encoding": _("Row %(row)d: byte %(byte)s cannot be read as UTF-8 (near “%(value)s”). Save the file as CSV (UTF-8)."),
    "utf16": _("The file says it is UTF-16 but breaks off in the middle of a character. Save it as CSV (UTF-8)."),
    "unreadable": _("The file cannot be read: %(reason)s."),
    # XML and JSON
    "xml_dtd": "The XML declares a document type or entities, which can hide harm. SDMX has none: remove the DOCTYPE.",
    "xml_include": "The XML asks to include other files (XInclude), which is not done. Put everything into one file.",
    "xml_encoding": "The XML says that it is written in “%(value)s”. Save it in UTF-8.",
    "xml_prologue": "The XML begins with “%(value)s” instead of an element. Export it again.",
    "xml_depth": "The XML is nested too deeply at line %(line)d. SDMX needs a dozen levels; export it again.",
    "xml_huge": "A text of the XML near line %(line)d is far too long. Shorten it.",
    "xml_broken": "The XML is broken at line %(line)d: %(reason)s. Export it again.",
    "json_broken": "The JSON is broken: %(reason)s. Export it again.",
    "json_depth": "The JSON is nested too deeply. Export it again.",
    # SDMX messages
    "not_sdmx": "The file begins with “%(value)s” and is not an SDMX message. Expected %(expected)s.",
    "old_sdmx": "The message is %(kind)s, which was replaced in 2011. Ask for SDMX-ML 2.1 or 3.0.",
    "sdmx_metadata": "The message is %(kind)s: explanations, not figures or structures. Expected %(expected)s.",
    "sdmx_query": "The message is %(kind)s: a question, not an answer. Send it to its service and import what comes back.",
    "sdmx_registry": "The message is %(kind)s: a talk with a registry. Expected %(expected)s.",
    "sdmx_soap": "The file is a SOAP envelope. Take the SDMX message out of its body, or ask the service's REST address.",
    "sdmx_error": "The file is a service's error instead of data: %(reason)s. Mend the request and ask again.",
    "sdmx_no_data": "The message has a header but no data set (%(reason)s). Ask the service for a wider selection.",
    "sdmx_no_structure": "The message holds no structures. Expected an element Structures (SDMX-ML 2.1 or 3.0).",
    "sdmx_not_data": "The message is %(kind)s: structures, not figures. Import it as structures.",
    "sdmx_not_structure": "The message is %(kind)s: figures, not structures. Import it as data.",
    "sdmx_structure_ref": "The data set names the structure “%(value)s”, which the header does not have: %(found)s.",
    "sdmx_structure_taken": "The data set names the structure “%(value)s”, the header only %(found)s, which was taken.",
    "sdmx_delete": "The data set asks to delete what was published (action Delete). A release is never changed: "
    "publish a corrected file instead.",
    "bad_index": "“%(column)s” points to value %(value)s, but the message lists %(count)d values. Export it again.",
    "bad_key": "The key “%(value)s” has %(found)d parts; the message has %(expected)d dimensions there. Export it again.",
    "artefact_unread": "%(kind)s %(value)s cannot be read: %(reason)s.",
    "artefact_kind": "%(kind)s %(value)s is left out: structures of this kind are not held here.",
    "no_shape": "The structure of %(value)s is not known here. Import its data structure first.",
    "artefact_text": "The stored structure cannot be read. Import it again.",
    "artefact_part": "%(kind)s %(value)s was read without its %(column)s, which are not held here.",
    # the header
    "missing_column": _(
        "The column “%(column)s” is missing. The header has: %(found)s. Name it so, or map another column to it."
    ),
    "duplicate_column": _(
        "The column “%(column)s” stands in the header twice (places %(first)d and %(second)d). Rename or remove one."
    ),
    "too_many_columns": _("The header has %(count)d columns; at most %(limit)d are read. Check the separator."),
    "mapped_column": "“%(column)s” is mapped to the column “%(value)s”, which the header does not have: %(found)s.",
    "ddf_measure": "The DDF table has no column for its measure: %(value)s. Expected a datapoints file "
    "(ddf--datapoints--MEASURE--by--geo_area--year.csv).",
    "wide_empty": "No figure was found under years or areas: %(value)s. Expected years such as 2015 in the header.",
    # workbooks
    "workbook_broken": _("The Excel workbook cannot be read: %(reason)s. Save it again, or as CSV (UTF-8)."),
    "workbook_bomb": _("The Excel workbook unpacks to %(size)d bytes; at most %(limit)d are read. Split it."),
    "workbook_heavy": _(
        "The Excel workbook holds more texts, styles or places of cells than are read (%(limit)d). Save its table as CSV (UTF-8)."
    ),
    "workbook_locked": _("The Excel workbook is locked with a password. Save it without one."),
    "workbook_sheet": _("The workbook has no sheet “%(value)s”. It has: %(found)s."),
    "workbook_empty": _("The sheet “%(value)s” holds no table. Choose another: %(found)s."),
    "too_many_sheets": _("The workbook has %(count)d sheets; at most %(limit)d are taken. Split it."),
    "too_many_cells": _("The table has more than %(limit)d cells. Shorten it, or link to where it is published."),
    "hidden_sheet": _("The sheet “%(value)s” is hidden. Show it, so that you see what is sent, or delete it."),
    "hidden_lines": _(
        "The sheet “%(value)s” has hidden rows or columns. Show them, so that you see what is sent, or delete them."
    ),
    "uncomputed": _("The sheet “%(value)s” has formulas without a value. Open the file in a spreadsheet program and save it."),
    "long_cell": _(
        "Sheet “%(sheet)s”, row %(row)d, column %(column)s: the cell has %(size)d characters; at most %(limit)d are taken."
    ),
    # one row
    "ragged": _("The row has %(found)d cells and the header %(expected)d. Check for a missing or an unquoted separator."),
    "huge_field": _("The cell has %(size)d characters; at most %(limit)d are read. Shorten it; check for an unclosed quote."),
    "control": _("The cell holds the control character %(character)s. Remove it."),
    "unclosed_quote": _("A quotation mark opens on line %(line)d and is never closed. Close it, or double it inside a text."),
    "stray_quote": _("On line %(line)d something stands after a closing quotation mark. Double the marks inside a text."),
    "too_many_rows": _("The file has more than %(limit)d rows. Split it into smaller files."),
    "more_faults": _("%(count)d more faults were found and are not told one by one. Mend these first."),
    "too_many_refusals": _("More than %(limit)d faults were found; the rest was not read. Mend these first."),
    "duplicate_key": _("This row repeats row %(first)d (%(key)s). Keep one of the two."),
    "missing_value": _("“%(column)s” is empty. Expected %(expected)s."),
    "bad_number": "“%(value)s” is not a number. Expected a figure such as 12.5, or an empty cell where there is none.",
    "ambiguous_number": "“%(value)s” may be a thousand or a fraction. Write it without a thousands separator.",
    "huge_number": "“%(value)s” is out of range. Expected a figure of at most 13 digits before the point.",
    "percent_unit": "“%(value)s” has a percent sign but its unit is “%(unit)s”. Remove one of the two.",
    "bad_period": "“%(value)s” is not a period. Expected a year (2019), years (2015-2018) or an ISO period (2019-Q1).",
    "backward_period": "“%(value)s” ends before it begins. Write the earlier year first.",
    "far_period": "“%(value)s” lies outside 1900 to 2100. Check the year.",
    "bad_structure": "“%(value)s” is not a kind of structure. Expected dataflow, datastructure or dataprovision.",
    "delete_action": "The row asks to delete what was published (ACTION=D). A release is never changed: "
    "publish a corrected file instead.",
    "bad_action": "“%(value)s” is not an action. Expected I, A, M or R.",
    "bad_response": "“%(value)s” is not a response. Expected one of: %(expected)s.",
    "bad_session": "“%(value)s” is not a session. Expected a whole number from 1 to 999.",
    "bad_action_category": "“%(value)s” is not an action category. Expected a whole number from 1 to 5, or nothing.",
    "not_a_pledge": "“%(value)s” is not a pledge. Expected “Voluntary Pledge”; responses belong in the other import.",
    "a_pledge": "The row is a voluntary pledge, not a recommendation. Use the import of pledges.",
    # recommendations
    "bad_body": "“%(value)s” is not a body known here. Expected one of: %(expected)s.",
    "bad_cycle": "“%(value)s” is not a cycle. Expected a whole number from 1 to 99, or nothing.",
    "bad_date": "“%(value)s” is not a date. Expected a year, month or day as 2019, 2019-11 or 2019-11-05.",
    "bad_language": _("“%(value)s” is not a language known here. Expected one of: %(expected)s."),
    "bad_goal": "“%(value)s” is not a goal or target of the Sustainable Development Goals. Expected such as 16 or 16.2.",
    "bad_strategy": _("“%(value)s” is not an INSPIRE strategy. Expected its name or a code such as inspire-i1."),
    "same_paragraph": "Paragraph %(value)s of %(symbol)s stands in row %(first)d, too. Tell them apart, as 23 (a) and 23 (b).",
    "not_thematic": "The text has no title of a thematic list. Expected “UPR 34th Session - State - Thematic List”.",
    "line_not_known": "The line “%(value)s” fits no part of a recommendation. Remove it, or put it where it belongs.",
    "no_states": "“%(value)s” does not end with the recommending States in brackets. Add them, as (France).",
    # figures against what is known of their indicator
    "unknown_indicator": "No indicator has the code “%(value)s”. The page Know lists those that are known.",
    "unknown_area": _("No area has the code or name “%(value)s”. Expected ISO3, M49 or the name in the UN's list."),
    "two_units": "This row and row %(first)d are one figure in two units, “%(value)s” and “%(unit)s”. Keep one of the two.",
    "unit_mismatch": "The unit is “%(value)s”; this indicator is measured in %(unit)s. Convert the figures or mend the unit.",
    "out_of_range": "“%(value)s” cannot be: figures of this indicator lie %(expected)s.",
    # worth a second look; these do not keep a file out
    "break_marked": "The source marks a break in the series at %(period)s: do not compare across it.",
    "break_nature": "The nature of the figures changes from “%(before)s” to “%(value)s” at %(period)s: check that they compare.",
    "jump": "At %(period)s the series changes by %(step)s, far more than it usually does. Check the figure.",
    "sdmx_no_key": "The data set “%(value)s” has no dimension, so that its observations cannot be told apart. "
    "Load its structure first.",
    # joint work plans
    "bad_day": _("“%(value)s” is not a day. Expected one such as 2027-03-31, or an empty cell."),
    "backward_days": _("The row ends on %(value)s, before it starts (%(start)s). Mend one of the two."),
    "bad_status": _("“%(value)s” is no status of a joint action. Expected one of: %(expected)s."),
    "bad_sector": _("“%(value)s” is not a sector. Expected one of: %(expected)s."),
    "bad_people": _("“%(value)s” is no number of people. Expected a whole number, or an empty cell where nobody knows."),
    "long_value": _("The cell has %(size)d characters; at most %(limit)d fit. Shorten it."),
    "unknown_row": _("No joint action of this platform has the number “%(value)s”. Leave the cell empty for a new one."),
    "stale_row": _(
        "%(value)s was changed after this file was written (version %(found)s, now %(expected)s). Fetch the file anew."
    ),
    "foreign_row": _("%(value)s was entered by another body: its people or a convener of the platform change it."),
    "unknown_body": _("No verified organisation is named “%(value)s”. Write it into “other organisation” instead."),
    "no_body": _("The row does not say who does it. Name an organisation, or write it into “other organisation”."),
    # the paper beside the file
    "bad_toml": "%(name)s is not valid TOML: %(reason)s.",
    "unknown_setting": "%(name)s: “%(value)s” is not known there. Expected one of: %(expected)s.",
    "bad_setting": "%(name)s: “%(column)s” is “%(value)s”. Expected %(expected)s.",
}


class Unreadable(Exception):
    """The file as a whole cannot be read: nothing of it was. `code` and `params` as in MESSAGES."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code, self.params = code, params
        super().__init__(MESSAGES[code] % params)

    @property
    def message(self) -> str:
        return str(self)


def refuse(code: str, row: int, column: str = "", value: str = "", **params: str | int) -> Refusal:
    """A refusal in the words of MESSAGES[code]; the value shortened and with its control characters made visible."""
    shown = show(value)
    known: dict[str, str | int] = {"row": row, "column": column, "value": shown, **params}
    return Refusal(row, column, shown, MESSAGES[code] % known, code, known)


def told(faults: Iterable[Refusal], more: int = 0) -> list[Refusal]:
    """The first `TOLD` by row and column; where there are more, `more` of them not even listed, one of the file as a whole
    says how many. May be told again together with others."""
    listed = list(faults)
    kept = sorted((r for r in listed if r.code != MORE), key=lambda r: (r.row, r.column))
    more += in_all(listed) - min(len(kept), TOLD)
    return [refuse(MORE, 0, count=more), *kept[:TOLD]] if more else kept


def show(value: str, length: int = 80) -> str:
    """A value fit for one line of a message."""
    short = value[:length] + ("…" if len(value) > length else "")
    return "".join(" " if c in "\r\n\t" else f"<U+{ord(c):04X}>" if _hidden(c) else c for c in short)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} or character in "\u202a\u202b\u202c\u202d\u202e"
