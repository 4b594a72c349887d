"""What a PDF says besides its drawn glyphs."""

import re
import zlib


def unpacked(made: bytes) -> str:
    """Its objects, those in packed streams, too: headings as its readers list them, pages."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    opened = (zlib.decompress(one) for one in streams if one[:1] == b"x")
    return b"".join((made, *opened)).decode("latin-1")
