"""The gate: each text or file that a person submits passes here on its way into an action."""

import io
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accord.calc.screening import Finding, refusals
from accord.formats.invisible import without_invisible, without_joiners
from accord.formats.pdf import fault_of
from accord.kit.markdown import read_as

if TYPE_CHECKING:
    from PIL import Image

TEXT_LIMIT = 20_000
TOLD = 20  # findings that one refusal names
FILE_LIMIT = 10_000_000
PICTURE_SIDE = 2400
POINTS = 40_000_000
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}


def as_shown(text: str) -> str:
    """The text as its readers see it: composed, without control and invisible characters; "" where nothing is seen."""
    seen = without_invisible(text)
    if not seen.replace("\n", "").isprintable():  # most are; else each character is looked at
        seen = "".join(c for c in seen if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", seen) if without_joiners(seen).strip() else ""


def accept_text(text: str, *, field: str = "", limit: int = TEXT_LIMIT, contact: bool = False) -> str:
    """The text without control and invisible characters. Raises ValidationError that says what was found and where.

    `contact=True` is for the fields whose purpose is an office's e-mail address or telephone.
    """
    clean = as_shown(text)
    if len(clean) > limit:
        raise ValidationError(
            _("This text has %(length)d characters; at most %(limit)d fit. Shorten it or attach a document."),
            code="too_long",
            params={"length": len(clean), "limit": limit},
        )
    found = [] if contact else _found(clean)
    if found:
        raise ValidationError(
            [
                ValidationError(
                    _("“%(excerpt)s” looks like %(kind)s. Take out what could identify a child or a person."),
                    code=finding.kind,
                    params={"excerpt": finding.excerpt, "kind": kind_words(finding.kind)},
                )
                for finding in found[:TOLD]
            ]
        )
    return clean


def _found(text: str) -> list[Finding]:
    """Of the text as written, or, where joiners part what belongs together, of the text without them; or as it is drawn."""
    if not text:
        return []
    plain = without_joiners(text)
    if found := refusals(text) or (refusals(plain) if plain != text else []):
        return found
    drawn = without_joiners(read_as(text))
    return refusals(drawn) if drawn != plain else []


def kind_words(kind: str) -> str:
    return {
        "email": _("an e-mail address"),
        "phone": _("a telephone number"),
        "id_number": _("an identity number"),
        "coordinates": _("a place's coordinates"),
        "account": _("a person's account"),
        "birth_date": _("a date of birth"),
    }[kind]


def accept_file(upload: "UploadedFile[bytes]") -> bytes:
    """A picture, decoded and drawn anew, so that nothing hidden (EXIF, GPS, code) comes along. PNG and JPEG only."""
    from PIL import Image

    if (upload.size or 0) > FILE_LIMIT:
        raise ValidationError(_("This file is larger than 10 MB. Make it smaller and send it again."), code="too_big")
    data = upload.read()
    kind = next((k for mark, k in SIGNATURES.items() if data.startswith(mark)), None)
    if kind is None:
        raise ValidationError(_("This file is neither a PNG nor a JPEG picture. Nothing was kept."), code="kind")
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            if picture.width * picture.height > POINTS:
                raise _too_many_points()
            turn = _turn(picture)
            fresh = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
            fresh.info.clear()  # a JPEG's comment and a profile would be written again
            fresh.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
            fresh = _on_white(fresh if turn is None else fresh.transpose(turn))
            out = io.BytesIO()
            fresh.save(out, kind)
    except Image.DecompressionBombError as fault:
        raise _too_many_points() from fault
    except ValidationError:
        raise
    except Exception as fault:  # of a damaged picture Pillow says almost anything
        raise ValidationError(_("This picture is damaged and cannot be read. Nothing was kept."), code="broken") from fault
    return out.getvalue()


ORIENTATION = 0x0112  # of a telephone, as it was held; it goes with all that stands beside the picture


def _turn(picture: "Image.Image") -> "Image.Transpose | None":
    from PIL.Image import Transpose as T

    turns = {2: T.FLIP_LEFT_RIGHT, 3: T.ROTATE_180, 4: T.FLIP_TOP_BOTTOM, 5: T.TRANSPOSE, 6: T.ROTATE_270, 7: T.TRANSVERSE,
             8: T.ROTATE_90}  # fmt: skip
    with suppress(Exception):  # what stands beside it is damaged; of the picture itself the caller finds out
        return turns.get(picture.getexif().get(ORIENTATION, 1))
    return None


def _on_white(picture: "Image.Image") -> "Image.Image":
    """What is transparent would come out black, and writing on it with it."""
    from PIL import Image

    if picture.mode != "RGBA":
        return picture
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _too_many_points() -> ValidationError:
    return ValidationError(_("This picture has more than 40 million points."), code="too_big")


DOCUMENT_LIMIT = 5_000_000


def accept_document(upload: "UploadedFile[bytes]") -> tuple[str, bytes]:
    """A letter: its media type and bytes. A picture is drawn anew as by `accept_file`. A PDF stays as it came, so that its
    signature holds, and is refused where it could run, open or carry anything (`formats/pdf.py`); what it says of its writer
    stays in it: show it to few."""
    if (upload.size or 0) > DOCUMENT_LIMIT:
        raise ValidationError(_("This file is larger than 5 MB. Make it smaller and send it again."), code="too_big")
    head = upload.read(8)
    upload.seek(0)
    if not head.startswith(b"%PDF-"):
        if not any(head.startswith(mark) for mark in SIGNATURES):
            raise ValidationError(_("This file is no PDF, PNG or JPEG. Nothing was kept."), code="kind")
        return ("image/png" if head.startswith(b"\x89") else "image/jpeg"), accept_file(upload)
    data: bytes = upload.read()
    fault = fault_of(data)
    if fault:
        words = {
            "broken": _("This PDF is damaged and cannot be read. Nothing was kept."),
            "locked": _("This PDF is locked with a password. Save it without one."),
            "active": _("This PDF holds a script, a form or another file. Print it to a plain PDF, or send a picture of it."),
            "huge": _("This PDF unpacks to far more than it seems. Print it to a plain PDF, or send a picture of it."),
        }
        raise ValidationError(words[fault], code=fault)
    return "application/pdf", data


TABLE_LIMIT = 50_000_000
LONGEST_CELL = 100_000  # characters, as `formats/table.py` reads them
TABLE_ROWS = 1_000_000
TABLE_KINDS = ("csv", "tsv", "txt", "xlsx", "xml", "json")
TOLD_CELLS = 20
_PLAIN_CELL = re.compile(r"[-+<>~]?\s?[\d.,\s%]{1,15}|[A-Za-z_-]{0,60}")


def accept_table(upload: "UploadedFile[bytes]") -> bytes:
    """A file of figures as it came. Its size and the ending of its name are looked at here, its cells by `accept_cells`."""
    if (upload.size or 0) > TABLE_LIMIT:
        raise ValidationError(_("This file is larger than 50 MB. Split it and load the parts one by one."), code="too_big")
    if not upload.size:
        raise ValidationError(_("This file is empty. Nothing was kept."), code="empty")
    if (upload.name or "").rpartition(".")[2].casefold() not in TABLE_KINDS:
        kinds = ", ".join(TABLE_KINDS).upper()
        raise ValidationError(
            _("This is not a table of figures. Expected one of: %(kinds)s."), code="kind", params={"kinds": kinds}
        )
    data: bytes = upload.read()
    return data


def accept_cells(cells: Iterable[tuple[int, str, str]]) -> None:
    """Row, column and text of each cell of a table. Raises ValidationError that names those which could identify a person.

    Each distinct text is screened once; figures and plain codes cannot be more than that.
    """
    seen: set[str] = set()
    faults: list[ValidationError] = []
    for row, column, text in cells:
        if text in seen:
            continue
        seen.add(text)
        if len(text) > LONGEST_CELL:  # megabytes in one cell are no figure, and would be looked through for a minute
            words = _(
                "Row %(row)d, column %(column)s: the cell has %(size)d characters. Shorten it; check for an unclosed quote."
            )
            raise ValidationError(words, code="huge_field", params={"row": row, "column": column[:40], "size": len(text)})
        if len(text) < 6 or _PLAIN_CELL.fullmatch(text):
            continue
        for finding in refusals(text)[:1]:
            words = _("Row %(row)d, column %(column)s: “%(excerpt)s” looks like %(kind)s. Take out what could identify a person.")
            told = {"row": row, "column": column, "excerpt": finding.excerpt, "kind": kind_words(finding.kind)}
            faults.append(ValidationError(words, code=finding.kind, params=told))
        if len(faults) >= TOLD_CELLS:
            break
    if faults:
        raise ValidationError(faults)
