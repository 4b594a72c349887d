"""A Word file as Word reads it: headings, header rows, languages, directions, addresses; and the same bytes for the same text."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from accord.formats.document import Block, Column, Document, Part, Run, Table
from accord.formats.docx import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENGLISH = Document(
    "Land: <progress> & more", "en", "ltr", date(2026, 1, 2), [Run("As of today", url="https://accord.example/en/")],
    [
        Part("one", Run("First"), [
            Block("heading", [Run("Within")], 2),
            Block("paragraph", [Run("Said by "), Run("وزارة العدل", "ar"), Run(".", strong=True)]),
            Block("paragraph", [Run("كل النص بالعربية", "ar")]),
            Block("point", [Run("two\nlines\x0b"), Run("no way out", url="javascript:alert(1)")]),
            Table('Table "1"', "What it shows", [Column("Name", 2), Column("Number", 1, numeric=True)],
                  [[[Run("a")], [Run("1")]], [[Run("b")], []]]),
        ]),
    ],
    "Foot", Run("Made up"),
)  # fmt: skip
ARABIC = replace(ENGLISH, language="ar", direction="rtl", parts=[
    Part("one", Run("الأول"), [Block("paragraph", [Run("نص")]), Block("paragraph", [Run("English", "en")]),
                               Table("جدول", "وصف", [Column("اسم")], [[[Run("أ")]]])]),
])  # fmt: skip
LATER = {  # of ECMA-376: what stands before what within its parent
    "pPr": ("pStyle", "keepNext", "numPr", "bidi", "spacing", "ind", "jc", "outlineLvl"),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "color", "sz", "szCs", "u", "rtl", "lang"),
    "tblPr": (
        "tblStyle", "bidiVisual", "tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
    ),
    "sectPr": ("footerReference", "pgSz", "pgMar", "bidi"),
    "style": ("name", "basedOn", "next", "semiHidden", "qFormat", "pPr", "rPr", "tblPr", "tblStylePr"),
    "lvl": ("start", "numFmt", "lvlText", "lvlJc", "pPr"),
}  # fmt: skip


def part(made: bytes, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read(name))  # noqa: S314  our own file


def body(document: Document) -> ElementTree.Element:
    return part(write_docx(document), "word/document.xml")


def styled(root: ElementTree.Element, style: str) -> list[str]:
    found = (p for p in root.iter(f"{W}p") if any(s.get(f"{W}val") == style for s in p.iter(f"{W}pStyle")))
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in found]


def test_title_and_headings_are_words_own() -> None:
    root = body(ENGLISH)
    assert styled(root, "Title") == ["Land: <progress> & more"]
    assert (styled(root, "Heading1"), styled(root, "Heading2")) == (["First"], ["Within"])
    named = {s.get(f"{W}styleId"): s for s in part(write_docx(ENGLISH), "word/styles.xml").iter(f"{W}style")}
    assert [e.get(f"{W}val") for e in named["Heading2"].iter(f"{W}outlineLvl")] == ["1"]
    core = ElementTree.tostring(part(write_docx(ENGLISH), "docProps/core.xml"), encoding="unicode")
    assert "Land: &lt;progress&gt; &amp; more" in core
    assert "en-GB" in core


def test_tables_have_a_header_row_and_alternative_text() -> None:
    table = next(body(ENGLISH).iter(f"{W}tbl"))
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    said = {name: next(table.iter(f"{W}{name}")).get(f"{W}val") for name in ("tblCaption", "tblDescription")}
    assert said == {"tblCaption": 'Table "1"', "tblDescription": "What it shows"}
    assert all(cell.find(f"{W}p") is not None for cell in table.iter(f"{W}tc"))  # else Word calls the file broken


def test_each_text_names_its_language_and_runs_its_way() -> None:
    paragraphs = [
        p for p in body(ENGLISH).iter(f"{W}p") if any("\u0600" < c < "\u06ff" for t in p.iter(f"{W}t") for c in t.text or "")
    ]
    mixed, whole = paragraphs
    assert mixed.find(f"{W}pPr/{W}bidi") is None
    assert whole.find(f"{W}pPr/{W}bidi") is not None
    run = next(r for r in mixed.iter(f"{W}r") if r.find(f"{W}rPr/{W}rtl") is not None)
    language = run.find(f"{W}rPr/{W}lang")
    assert language is not None
    assert language.get(f"{W}bidi") == "ar-SA"


def test_arabic_runs_from_the_right() -> None:
    root = body(ARABIC)
    directions = {
        "".join(t.text or "" for t in p.iter(f"{W}t")): p.find(f"{W}pPr/{W}bidi") is not None for p in root.iter(f"{W}p")
    }
    assert (directions["الأول"], directions["نص"], directions["English"]) == (True, True, False)
    assert root.find(f"{W}body/{W}sectPr/{W}bidi") is not None
    assert next(root.iter(f"{W}tblPr")).find(f"{W}bidiVisual") is not None
    assert next(body(ENGLISH).iter(f"{W}tblPr")).find(f"{W}bidiVisual") is None


def test_only_addresses_of_the_web_are_links() -> None:
    made = zipfile.ZipFile(io.BytesIO(write_docx(ENGLISH)))
    links = made.read("word/_rels/document.xml.rels").decode()
    assert 'Target="https://accord.example/en/" TargetMode="External"' in links
    assert "javascript" not in links + made.read("word/document.xml").decode()
    assert made.testzip() is None


@pytest.mark.parametrize("document", [ENGLISH, ARABIC])
def test_what_word_wants_in_an_order_stands_in_it(document: Document) -> None:
    made = write_docx(document)
    for name in ("document", "styles", "numbering", "footer1", "settings"):
        for element in part(made, f"word/{name}.xml").iter():
            order = LATER.get(element.tag.removeprefix(W))
            if order:
                places = [order.index(child.tag.removeprefix(W)) for child in element]
                assert places == sorted(places), element.tag


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_docx(ENGLISH) == write_docx(ENGLISH)
    assert write_docx(ENGLISH) != write_docx(ARABIC)
    assert not re.search(r"[\x00-\x08\x0b]", zipfile.ZipFile(io.BytesIO(write_docx(ENGLISH))).read("word/document.xml").decode())
