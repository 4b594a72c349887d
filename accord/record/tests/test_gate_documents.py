"""The gate for what is hung on a post: what is refused, in words that name the place."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accord.formats.pdf_anew import Refused
from accord.formats.tests import pdfs
from accord.record.actions import accept_attachment, gate_documents


def workbook(**cells: str) -> bytes:
    """Two sheets; `cells` of the second one."""
    book, out = Workbook(), io.BytesIO()
    book.active.append(["Year", "Boats"])
    second = book.create_sheet("Piers")
    second["A1"] = "Pier"
    for place, words in cells.items():
        second[place] = words
    book.save(out)
    return out.getvalue()


def unfolding() -> bytes:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/a.bin", bytes(50_000_000))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("a.xlsx", workbook(B3="Call +256 772 123 456"), "Sheet “Piers”, row 3, column B: “"),
     ("a.xlsx", workbook(AB2="amina@home.example"), "row 2, column AB"),
     ("a.xlsx", workbook(C1="Date of birth"), "Sheet “Piers”, row 1, column C: a column “Date of birth” tells of single persons"),
     ("a.csv", b"Pier,Who\nwest,amina@home.example\n", "Row 2, column B: “"),
     ("a.csv", "Pier,Дата рождения\nwest,2020\n".encode(), "tells of single persons"),
     ("a.csv", "Pier,Who\nwest,+256\u200c772\u200c123\u200c456\n".encode(), "looks like a telephone number"),
     ("a.pdf", pdfs.plain("Call +256 772 123 456"), "Page 1: “"),
     ("a.pdf", pdfs.plain("Call me:", drawn=b"BT /F1 9 Tf 50 90 Td (+256 772) Tj 0 -20 Td (123 456) Tj ET"), "telephone"),
     ("a.pdf", pdfs.plain(root=b"/StructTreeRoot<</K<</S/P/Alt(amina@home.example)>>>>"), "Beside the pages"),
     ("a.pdf", pdfs.plain()[:400], "This PDF is damaged"), ("a.pdf", b"", "empty"), ("a.xlsx", b"", "empty"),
     ("a.csv", b" \n", "The file is empty"), ("a.xlsx", workbook()[:900], "cannot be read"),
     ("a.xlsx", unfolding(), "unpacks to"),
     ("a.pdf", workbook(), "no picture"), ("a.xlsx", pdfs.plain(), "no picture"), ("a.docx", workbook(), "Save it as PDF"),
     ("a.pdf", b"<html>" + pdfs.plain(), "no picture"), ("a.csv", pdfs.plain(), "not a text table"),
     ("a.csv", b"<html><script>alert(1)</script>", "not a text table"), ("a.exe", b"MZ", "no picture"),
     ("pdf", b"a", "no picture"),
     ("a.csv", b"a,b\n" + b"1" * 2_000_001, "larger than 2 MB"), ("a.pdf", b"%PDF-" + bytes(5_000_001), "larger than 5 MB")],
)  # fmt: skip
def test_what_could_identify_somebody_or_is_not_what_it_says_is_refused(name: str, data: bytes, said: str) -> None:
    with pytest.raises(ValidationError) as told:
        accept_attachment(SimpleUploadedFile(name, data))
    assert said in " ".join(told.value.messages)


def test_each_fault_of_a_pdf_has_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("broken", "locked", "form", "pages", "large", "huge", "picture", "letters", "wordless", "slow", "busy"):

        def refused(data: bytes, code: str = code) -> None:
            raise Refused(code, 3)

        monkeypatch.setattr(gate_documents, "renewed", refused)
        with pytest.raises(
            ValidationError, match="^\\['Page 3: .*PDF.*'\\]$" if code != "wordless" else "Link to the PDF"
        ) as told:
            accept_attachment(SimpleUploadedFile("a.pdf", pdfs.plain()))
        assert told.value.code == code


def test_where_pictures_alone_are_taken_the_reason_is_told() -> None:
    for name, data in (("a.pdf", pdfs.plain()), ("a.xlsx", workbook()), ("a.csv", b"a,b\n1,2\n")):
        with pytest.raises(ValidationError, match="Not here"):
            accept_attachment(SimpleUploadedFile(name, data), pictures_alone="Not here.")
    with pytest.raises(ValidationError, match="neither a PNG nor a JPEG"):
        accept_attachment(SimpleUploadedFile("a.exe", b"MZ"), pictures_alone="Not here.")
