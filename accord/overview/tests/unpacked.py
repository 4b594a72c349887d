"""What a PDF says besides its drawn glyphs."""

import re
import zlib


def unpacked(made: bytes) -> str:
    """Its objects, those in packed streams, too: headings as its readers list them, pages."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    # The last byte of a packed stream may be a line feed, which the pattern takes for the end of a line.
    opened = (zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"x")
    return b"".join((made, *opened)).decode("latin-1")


def is_accessible(made: bytes) -> bool:
    """It claims PDF/UA-1, which typst grants only where each rule that a machine can check is kept: no link in a foot, headings
    from the first level on, words for each picture and link."""
    return b"<pdfuaid:part>1</pdfuaid:part>" in made and "/StructTreeRoot" in unpacked(made)
