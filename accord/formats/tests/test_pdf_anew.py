"""PDFs written anew: what is kept, what is gone from every byte, what is refused, and that a hostile one holds nothing."""

import io
import time
from collections.abc import Callable

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from accord.formats.pdf_anew import Refused, asking
from accord.formats.pdf_anew.asking import renewed
from accord.formats.pdf_anew.fonts import drawing_tables
from accord.formats.pdf_anew.pages import anew
from accord.formats.tests import pdfs


def test_of_all_that_a_pdf_carries_its_pages_are_left() -> None:
    """Each secret stands in the old file, raw or packed; in the new one nowhere."""
    old = pdfs.loaded()
    assert pdfs.held(old) == list(pdfs.SECRETS)
    made = anew(old)
    assert pdfs.held(made.data) == []
    reader = PdfReader(io.BytesIO(made.data))
    assert [text.strip() for text in made.texts] == [pdfs.WORDS]
    assert dict(reader.metadata or {}) == {}
    assert set(reader.trailer["/Root"]) == {"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot"}
    page = reader.pages[0]
    assert set(page) == {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources", "/Annots", "/StructParents"}
    assert set(page["/Resources"]["/XObject"]) == {"/Photo", "/Points", "/Inline0"}


def test_pictures_are_drawn_anew_and_show_what_they_showed() -> None:
    shown = PdfReader(io.BytesIO(anew(pdfs.loaded()).data)).pages[0]["/Resources"]["/XObject"]
    with Image.open(io.BytesIO(shown["/Photo"]._data)) as photo:
        assert (photo.format, photo.size, len(photo.getexif()), photo.info.get("comment")) == ("JPEG", (40, 30), 0, None)
        red, _green, blue = photo.getpixel((20, 15))
        assert blue > 240 > 15 > red
    assert shown["/Photo"]["/ColorSpace"] == "/DeviceRGB"
    assert shown["/Points"].get_data() == bytes(range(0, 160, 10))
    assert shown["/Inline0"].get_data() == b"abcd"


def test_links_to_the_web_and_tags_are_kept_and_told_to_be_screened() -> None:
    made = anew(pdfs.loaded())
    reader = PdfReader(io.BytesIO(made.data))
    [link] = reader.pages[0]["/Annots"]
    assert dict(link.get_object()["/A"]) == {"/S": "/URI", "/URI": "https://example.org/a"}
    [tag] = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    assert (tag.get_object()["/Alt"], tag.get_object()["/K"]) == ("A pier in the evening", [0])
    assert reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"][1][0] == tag
    assert made.beside.split("\n") == ["A pier in the evening", "https://example.org/a"]


@pytest.mark.parametrize("leads", [b"javascript:alert(1)", b"file:///etc/passwd", b"mailto:a@b.example", b"https://a@b.example/"])
def test_a_link_that_leads_elsewhere_is_gone(leads: bytes) -> None:
    link = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(%s)>>>>]" % leads
    made = anew(pdfs.plain(page=link))
    assert leads not in pdfs.unpacked(made.data)
    assert b"/Link" not in pdfs.unpacked(made.data)


def locked() -> bytes:
    out = io.BytesIO()
    writer = PdfWriter(clone_from=io.BytesIO(pdfs.plain()))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def with_a_field() -> bytes:
    one = pdfs.Made()
    field = one.add(b"<</FT/Tx/T(name)/V(Somebody)/Subtype/Widget/Rect[0 0 9 9]>>")
    return pdfs.plain(made=one, page=b"/Annots[%s]" % field, root=b"/AcroForm<</Fields[%s]>>" % field)


def scanned() -> bytes:
    return pdfs.plain("", drawn=b"0 0 200 200 re f")


def fax() -> bytes:
    one = pdfs.Made()
    photo = one.add(b"<</Type/XObject/Subtype/Image/Width 8/Height 1/ImageMask true/Filter/CCITTFaxDecode>>", b"\0")
    return pdfs.plain(drawn=b"/P Do", resources=b"/XObject<</P %s>>" % photo, made=one)


def without_letters() -> bytes:
    one = pdfs.Made()
    below = one.add(b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>")
    font = one.add(b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[%s]>>" % below)
    return pdfs.plain(
        drawn=b"BT /G 9 Tf <00010002> Tj ET", resources=b"/Font<</G %s/F1 %s>>" % (font, one.add(pdfs.FONT)), made=one
    )


@pytest.mark.parametrize(
    ("make", "code"),
    [(lambda: b"", "broken"), (lambda: b"%PDF-", "broken"), (lambda: pdfs.plain()[:300], "broken"), (lambda: b"PK\3\4", "broken"),
     (lambda: b"<html>" + pdfs.plain(), "broken"), (locked, "locked"), (with_a_field, "form"), (scanned, "wordless"),
     (fax, "picture"), (without_letters, "letters"), (pdfs.bomb, "huge"), (lambda: pdfs.packed(20_000_000), "huge"),
     (lambda: pdfs.plain(pages=41), "pages"), (lambda: pdfs.plain(""), "wordless"),
     (lambda: b"%PDF-" + b"1" * 5_000_001, "large")],
)  # fmt: skip
def test_what_cannot_be_written_anew_or_looked_through_is_refused(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(Refused) as told:
        renewed(make())
    assert told.value.code == code


def test_a_page_without_words_is_named() -> None:
    one = pdfs.Made()
    font, words = one.add(pdfs.FONT), one.add(b"<<>>", b"BT /F1 9 Tf (Some words) Tj ET")
    first = one.add(b"<</Type/Page/MediaBox[0 0 9 9]/Resources<</Font<</F1 %s>>>>/Contents %s>>" % (font, words))
    second = one.add(b"<</Type/Page/MediaBox[0 0 9 9]/Contents %s>>" % one.add(b"<<>>", b"0 0 9 9 re f"))
    tree = one.add(b"<</Type/Pages/Count 2/Kids[%s %s]>>" % (first, second))
    with pytest.raises(Refused) as told:
        anew(one.file(one.add(b"<</Type/Catalog/Pages %s>>" % tree)))
    assert (told.value.code, told.value.page) == ("wordless", 2)


def test_a_pdf_that_takes_too_long_is_ended_and_the_next_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.3)
    monkeypatch.setattr(asking, "_START", "import time; time.sleep(60)")
    began = time.monotonic()
    for _try in range(3):
        with pytest.raises(Refused, match="slow"):
            renewed(pdfs.plain())
    assert time.monotonic() - began < 10


def test_its_process_has_no_more_memory_and_time_than_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "import sys; sys.path.insert(0, sys.argv[0] or {root!r}); "
    said += "from accord.formats.pdf_anew.worker import bounded; bounded(); bytearray(3_000_000_000); print('{{}}')"
    monkeypatch.setattr(asking, "_START", said.format(root=str(asking.ROOT)))
    with pytest.raises(Refused, match="broken"):
        renewed(pdfs.plain())


def test_words_hidden_in_a_pattern_or_a_mask_are_gone() -> None:
    """What is seen there nobody reads out and nothing looks through."""
    one = pdfs.Made()
    cell = one.add(b"<</PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Font<</F1 %s>>>>>>"
                   % one.add(pdfs.FONT), b"0 0 1 1 re f BT /F1 9 Tf (HIDDEN) Tj ET")  # fmt: skip
    drawn = b"/Pattern cs /P scn 0 0 99 99 re f"
    made = pdfs.unpacked(anew(pdfs.plain(drawn=drawn, resources=b"/Pattern<</P %s>>" % cell, made=one)).data)
    assert b"HIDDEN" not in made
    assert b"HIDDEN".hex().encode() not in made
    assert b"0 0 1 1 re" in made


@pytest.mark.parametrize(
    ("font", "times"), [(pdfs.FONT, 5_001), (b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 32/Widths[/A null 3]>>", 1)]
)
def test_no_drawing_within_a_page_is_passed_over(font: bytes, times: int) -> None:
    """The library reads 5,000 of them, and leaves out what it cannot read: a viewer shows them all."""
    one = pdfs.Made()
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 900 900]/Resources<</Font<</F1 %s>>>>>>"
    empty = one.add(form % one.add(pdfs.FONT), b"q Q")
    last = one.add(form % one.add(font), b"BT /F1 12 Tf 50 600 Td (Said at the end) Tj ET")
    drawn = b"/N Do " * times + b"/S Do"
    given = pdfs.plain(drawn=drawn, resources=b"/XObject<</N %s/S %s>>" % (empty, last), made=one)
    if font == pdfs.FONT:
        assert anew(given).beside == "Said at the end"
    else:
        with pytest.raises(Refused, match="broken"):
            renewed(given)


def test_letters_that_nothing_writes_are_gone_and_of_two_texts_the_shown_one_is_read() -> None:
    made = anew(pdfs.plain(drawn=b"(SECRET) q Q (SECRET) w [(SECRET) 3] 0 d BT /F1 9 Tf (SECRET) (shown) Tj ET (SECRET) n"))
    assert b"SECRET".hex().encode() not in pdfs.unpacked(made.data)
    assert ("shown" in made.texts[0], "SECRET" in made.texts[0]) == (True, False)


def test_a_picture_of_a_few_bytes_does_not_unpack_to_gigabytes() -> None:
    one = pdfs.Made()
    head = b"<</Type/XObject/Subtype/Image/Width 6300/Height 6300/BitsPerComponent 16/ColorSpace/DeviceCMYK>>"
    with pytest.raises(Refused, match="huge"):
        anew(pdfs.plain(drawn=b"/P Do", resources=b"/XObject<</P %s>>" % one.add(head, b"x"), made=one))


def test_no_more_words_come_than_may_be_looked_through() -> None:
    told = b"/Span <</Alt(%s)>> BDC EMC " % (b"a@ 1 " * 400)
    with pytest.raises(Refused, match="huge"):
        anew(pdfs.plain(drawn=told * 300))


def test_of_a_font_the_tables_that_draw_are_kept() -> None:
    tables = {b"glyf": b"shapes", b"name": b"SECRET-LICENSEE", b"head": b"heading"}
    directory, body, at = b"", b"", 12 + 16 * len(tables)
    for tag, table in tables.items():
        directory += tag + bytes(4) + (at + len(body)).to_bytes(4, "big") + len(table).to_bytes(4, "big")
        body += table
    made = drawing_tables(b"\0\1\0\0" + len(tables).to_bytes(2, "big") + bytes(6) + directory + body + b"SECRET-TAIL")
    assert (b"shapes" in made, b"heading" in made, b"SECRET" in made) == (True, True, False)


def test_what_was_written_anew_is_written_anew_to_the_same() -> None:
    once = anew(pdfs.loaded())
    again = anew(once.data)
    assert again.texts == once.texts
    assert anew(pdfs.loaded()).data == once.data
    assert renewed(pdfs.loaded()).data == once.data
