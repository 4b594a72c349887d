"""PDFs for tests, made with all that a PDF can carry beside its pages."""

import io
import os
import zlib
from contextlib import suppress

from PIL import Image

WORDS = "Night boats leave from the western pier."


def with_place() -> bytes:
    """A photograph as a telephone writes it."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "CAMERA-MAKER"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (12.0, 34.0, 56.0)
    Image.new("RGB", (40, 30), "blue").save(out, "JPEG", exif=exif, comment=b"JPEG-COMMENT")
    assert b"CAMERA-MAKER" in out.getvalue()
    return out.getvalue()


class Made:
    """A file out of numbered objects; what is not given is as plain as can be."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, body: bytes, data: bytes | None = None) -> bytes:
        if data is not None:
            body = body[:-2] + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"
        self.objects.append(body)
        return b"%d 0 R" % len(self.objects)

    def file(self, root: bytes, more: bytes = b"") -> bytes:
        out, places = bytearray(b"%PDF-1.7\n"), []
        for at, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % at + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<</Size %d/Root %s%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, more, start)
        return bytes(out)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def plain(words: str = WORDS, *, pages: int = 1, drawn: bytes = b"", resources: bytes = b"", page: bytes = b"", root: bytes = b"",
          made: Made | None = None, more: bytes = b"") -> bytes:  # fmt: skip
    """`drawn`: what else each page draws; the rest is put into the dictionary that it is named after."""
    one = made or Made()
    font = one.add(FONT)
    text = b"BT /F1 12 Tf 50 700 Td (" + words.encode("cp1252") + b") Tj ET\n" if words else b""
    contents = one.add(b"<<>>", text + drawn)
    kids = b" ".join(
        one.add(b"<</Type/Page/MediaBox[0 0 595 842]/Resources<</Font<</F1 %s>>%s>>/Contents %s%s>>"
                % (font, resources, contents, page))
        for _page in range(pages)
    )  # fmt: skip
    tree = one.add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids))
    return one.file(one.add(b"<</Type/Catalog/Pages %s%s>>" % (tree, root)), more)


SECRETS = (
    b"SECRET-AUTHOR", b"SECRET-XMP", b"SECRET-SCRIPT", b"SECRET-FILE", b"SECRET-REMARK", b"SECRET-LAYER", b"SECRET-OUTLINE",
    b"SECRET-STRAY", b"SECRET-IN-CONTENT", b"SECRET-UNUSED", b"CAMERA-MAKER", b"JPEG-COMMENT", b"SECRET-PROFILE", b"SECRET-TAIL",
    b"SECRET-BEHIND-POINTS", b"SECRET-THUMB", b"SECRET-PIECE", b"SECRET-FORM-DATA", b"SECRET-TITLE-OF-TAG",
    b"JavaScript", b"EmbeddedFile", b"Launch", b"Metadata", b"OpenAction", b"OCProperties", b"Exif",
)  # fmt: skip


def loaded() -> bytes:
    """With a script, an embedded file, metadata, a remark, a layer, bookmarks, thumbnails, a photograph with its place, an unused
    picture, words between the operators, bytes behind the points of a picture, and tags with a title."""
    one = Made()
    one.add(b"(SECRET-STRAY)")
    info = one.add(b"<</Author(SECRET-AUTHOR)/Title(SECRET-AUTHOR)>>")
    xmp = one.add(b"<</Type/Metadata/Subtype/XML>>", b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>")
    script = one.add(b"<</S/JavaScript/JS(app.alert('SECRET-SCRIPT'))>>")
    held = one.add(b"<</Type/EmbeddedFile>>", b"SECRET-FILE")
    spec = one.add(b"<</Type/Filespec/F(SECRET-FILE)/EF<</F %s>>>>" % held)
    remark = one.add(b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(SECRET-REMARK)/T(SECRET-AUTHOR)>>")
    starts = one.add(b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(SECRET-FILE)>>>>")
    leads = one.add(b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Contents(SECRET-REMARK)/A<</S/URI/URI(https://example.org/a)"
                    b"/Next %s>>>>" % script)  # fmt: skip
    profile = one.add(b"<</N 3>>", b"SECRET-PROFILE")
    photo = one.add(b"<</Type/XObject/Subtype/Image/Width 40/Height 30/ColorSpace[/ICCBased %s]/BitsPerComponent 8"
                    b"/Filter/DCTDecode/Metadata %s/PieceInfo<</A(SECRET-PIECE)>>>>" % (profile, xmp), with_place())  # fmt: skip
    grey = b"/ColorSpace/DeviceGray/BitsPerComponent 8"
    points = one.add(b"<</Subtype/Image/Width 4/Height 4%s/Filter/FlateDecode>>" % grey,
                     zlib.compress(bytes(range(0, 160, 10)) + b"SECRET-BEHIND-POINTS"))  # fmt: skip
    unused = one.add(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 13/ColorSpace/DeviceGray/BitsPerComponent 8>>", b"SECRET-UNUSED"
    )
    thumb = one.add(b"<</Width 1/Height 12/ColorSpace/DeviceGray/BitsPerComponent 8>>", b"SECRET-THUMB")
    layer = one.add(b"<</Type/OCG/Name(SECRET-LAYER)>>")
    outline = one.add(b"<</Type/Outlines/Title(SECRET-OUTLINE)>>")
    tag = one.add(b"<</Type/StructElem/S/Figure/T(SECRET-TITLE-OF-TAG)/Alt(A pier in the evening)/K 0/Lang(en)>>")
    tree = one.add(b"<</Type/StructTreeRoot/K %s/ParentTree<</Nums[0[%s]]>>>>" % (tag, tag))
    drawn = (
        b"% SECRET-IN-CONTENT\n/OC /L BDC q 40 0 0 30 50 500 cm /Photo Do Q EMC\nq 9 0 0 9 0 0 cm /Points Do Q\n"
        b"/Figure <</MCID 0>> BDC q 9 0 0 9 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q EMC\n"
        b"/Span <</Extra(SECRET-IN-CONTENT)>> BDC EMC (SECRET-IN-CONTENT) nonsense\n"
    )
    return plain(
        drawn=drawn, made=one, more=b"/Info %s" % info,
        resources=b"/XObject<</Photo %s/Points %s/Unused %s>>/Properties<</L %s>>" % (photo, points, unused, layer),
        page=b"/Annots[%s %s %s]/Thumb %s/StructParents 0/AA<</O %s>>/PieceInfo<</A(SECRET-PIECE)>>"
             % (remark, starts, leads, thumb, script),
        root=b"/Metadata %s/OpenAction %s/Names<</EmbeddedFiles<</Names[(a)%s]>>/JavaScript<</Names[(b)%s]>>>>/Outlines %s"
             b"/Lang(en)/OCProperties<</OCGs[%s]/D<</OFF[%s]>>>>/StructTreeRoot %s/MarkInfo<</Marked true>>"
             b"/AcroForm<</Fields[]/XFA(SECRET-FORM-DATA)>>" % (xmp, script, spec, script, outline, layer, layer, tree),
    ) + b"SECRET-TAIL"  # fmt: skip


def unpacked(data: bytes) -> bytes:
    """The file and all that is packed in it, by brute force: wherever a stream of zlib begins it is undone."""
    found, at = bytearray(data), data.find(b"stream\n")
    while at >= 0:
        with suppress(zlib.error):
            found += b"\n" + zlib.decompressobj().decompress(data[at + 7 :])
        at = data.find(b"stream\n", at + 7)
    return bytes(found)


def held(data: bytes) -> list[bytes]:
    """The secrets that stand in the file or in what is packed in it: as letters or as digits."""
    found = unpacked(data)
    digits = bytes(found).lower()
    wide = {one: one.decode().encode("utf-16-be").hex().encode() for one in SECRETS}
    return [one for one in SECRETS if one in found or one.hex().encode() in digits or wide[one] in digits]


def bomb() -> bytes:
    """Forms that draw forms: each page of it is a billion drawings."""
    one = Made()
    below = one.add(b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]>>", b"0 0 9 9 re f")
    for _step in range(40):
        below = one.add(b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %s>>>>>>" % below, b"/A Do " * 10)
    return plain(drawn=b"/A Do", resources=b"/XObject<</A %s>>" % below, made=one)


def packed(size: int) -> bytes:
    """Contents that unpack to so many bytes of remarks."""
    one = Made()
    line = b"% " + os.urandom(20).hex().encode() + b"\n"
    held = zlib.compress(line * (size // len(line)))
    page = one.add(b"<</Filter/FlateDecode>>", held)
    tree = one.add(b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (len(one.objects) + 2))
    one.add(b"<</Type/Page/Parent %s/MediaBox[0 0 9 9]/Contents[%s %s %s %s]>>" % (tree, page, page, page, page))
    return one.file(one.add(b"<</Type/Catalog/Pages %s>>" % tree))
