"""The gate for what is hung on a post: pictures drawn anew, tables and PDFs written anew, each word of them screened."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accord.calc.case_rows import personal_heading
from accord.calc.screening import refusals
from accord.formats.invisible import without_joiners
from accord.formats.media import CSV, JPEG, PDF, PNG, WORKBOOK
from accord.formats.messages import Unreadable
from accord.formats.pdf_anew import PAGES, READ, Refused
from accord.formats.pdf_anew.asking import renewed
from accord.formats.result import Refusal
from accord.formats.tables_anew import LIMITS, TablesAnew, letters, renew_csv, renew_workbook
from accord.kit.faults import fault_words
from accord.record.actions.gate import SIGNATURES, TOLD, accept_file, as_shown, kind_words

WRITTEN = ("doc", "docx", "odt", "rtf")


@dataclass(frozen=True)
class Accepted:
    """`kind`: its media type; `pieces`: sheets or pages, 0 of a picture."""

    kind: str
    data: bytes
    pieces: int = 0


def accept_attachment(upload: "UploadedFile[bytes]", *, pictures_alone: str = "") -> Accepted:
    """What it is its first bytes say, and its name must say the same. `pictures_alone`: why nothing else is taken here. Raises
    ValidationError."""
    end, head = (upload.name or "").rpartition(".")[2].casefold(), upload.read(8)
    upload.seek(0)
    if not upload.size:
        raise ValidationError(_("This file is empty. Nothing was kept."), code="empty")
    if any(head.startswith(mark) for mark in SIGNATURES):
        return Accepted(PNG if head.startswith(b"\x89") else JPEG, accept_file(upload))
    if pictures_alone and end in ("pdf", "xlsx", "csv"):
        raise ValidationError(pictures_alone, code="pictures_alone")
    if pictures_alone:
        accept_file(upload)  # says that it is no picture
    if end == "pdf" and head.startswith(b"%PDF-"):
        return _pdf(upload)
    if (end == "xlsx" and head.startswith(b"PK\x03\x04")) or end == "csv":
        return _table(upload, end)
    if end in WRITTEN:
        raise ValidationError(_("This is a document of a word processor. Save it as PDF, and choose the PDF."), code="kind")
    words = _("This file is no picture (PNG, JPEG), table (XLSX, CSV) or PDF, or its name says that it is something else.")
    raise ValidationError(words, code="kind")


def _table(upload: "UploadedFile[bytes]", end: str) -> Accepted:
    if (upload.size or 0) > LIMITS.size:
        raise ValidationError(_("This table is larger than 2 MB. Shorten it, or link to where it is published."), code="too_big")
    data: bytes = upload.read()
    try:
        made = renew_workbook(data) if end == "xlsx" else renew_csv(data)
    except Unreadable as fault:
        told = Refusal(0, "", "", fault.message, fault.code, fault.params)
        raise ValidationError(str(fault_words(told)), code=fault.code) from fault
    _refuse_cases(made)
    _refuse_found(made.cells())
    return Accepted(WORKBOOK if end == "xlsx" else CSV, made.data, len(made.sheets))


def _refuse_cases(made: TablesAnew) -> None:
    """Totals come in; rows of single persons do not."""
    for sheet, rows in made.sheets.items():
        if found := personal_heading(["" if cell is None else str(cell) for cell in row] for row in rows):
            row, column, heading = found
            told = {"place": _place(sheet, row, column), "heading": heading}
            words = _("%(place)s: a column “%(heading)s” tells of single persons. Only totals may be shown here.")
            raise ValidationError(words, code="cases", params=told)


def _refuse_found(cells: Iterable[tuple[str, int, int, str]]) -> None:
    """As the words of a post are looked through; each text once."""
    seen: set[str] = set()
    faults: list[ValidationError] = []
    for sheet, row, column, text in cells:
        if len(text) < 6 or text in seen:
            continue
        seen.add(text)
        for finding in (refusals(as_shown(text)) or refusals(without_joiners(text)))[:1]:
            told = {"place": _place(sheet, row, column), "excerpt": finding.excerpt, "kind": kind_words(finding.kind)}
            words = _("%(place)s: “%(excerpt)s” looks like %(kind)s. Take out what could identify a child or a person.")
            faults.append(ValidationError(words, code=finding.kind, params=told))
        if len(faults) >= TOLD:
            break
    if faults:
        raise ValidationError(faults)


def _place(sheet: str, row: int, column: int) -> str:
    told = {"sheet": sheet, "row": row, "column": letters(column)}
    if sheet:
        return _("Sheet “%(sheet)s”, row %(row)d, column %(column)s") % told
    return _("Row %(row)d, column %(column)s") % told


def _fault(fault: Refused) -> str:
    said = {
        "broken": _("This PDF is damaged and cannot be read. Nothing was kept."),
        "locked": _("This PDF is locked with a password. Save it without one."),
        "form": _("This PDF is a form: what was filled in would be lost. Print it to a plain PDF."),
        "pages": _("This PDF has more than %(pages)d pages. Send those that matter here, or link to it."),
        "large": _("This PDF is too large: as a new file it may have 2 MB. Make its pictures smaller, or link to it."),
        "huge": _("This PDF unpacks to far more than it seems. Print it to a plain PDF, or send a picture of it."),
        "picture": _("A picture in this PDF cannot be drawn anew. Save pages with pictures as PNG or JPEG, or link to it."),
        "letters": _("The letters of this PDF stand for no text that can be read out. Save it anew from where it was written."),
        "wordless": _("Something is shown that has no words, as on scanned pages: nobody can have it read out. Link to the PDF."),
        "slow": _("This PDF takes too long to be written anew. Print it to a plain PDF, or link to it."),
        "busy": _("Others are sending PDFs right now. Send it again in a minute."),
    }
    words = said[fault.code] % {"pages": PAGES}
    return _("Page %(page)d: %(words)s") % {"page": fault.page, "words": words} if fault.page else words


def _pdf(upload: "UploadedFile[bytes]") -> Accepted:
    """Written anew in a process of its own; what is said in it is looked through page by page."""
    if (upload.size or 0) > READ:
        raise ValidationError(_("This file is larger than 5 MB. Make it smaller and send it again."), code="too_big")
    try:
        made = renewed(upload.read())
    except Refused as fault:
        raise ValidationError(_fault(fault), code=fault.code) from fault
    faults = [fault for page, text in enumerate([*made.texts, made.beside], 1) for fault in _found(page, made.pages, text)]
    if faults:
        raise ValidationError(faults[:TOLD])
    return Accepted(PDF, made.data, made.pages)


def _found(page: int, pages: int, text: str) -> Iterable[ValidationError]:
    """Words break off at the end of a line: they are looked at in one, too."""
    clean = as_shown(text)
    for finding in refusals(clean) or refusals(" ".join(without_joiners(clean).split())):
        place = _("Page %(page)d") % {"page": page} if page <= pages else _("Beside the pages (what is read out, links)")
        told = {"place": place, "excerpt": finding.excerpt, "kind": kind_words(finding.kind)}
        words = _("%(place)s: “%(excerpt)s” looks like %(kind)s. Take out what could identify a child or a person.")
        yield ValidationError(words, code=finding.kind, params=told)
