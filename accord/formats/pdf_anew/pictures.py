"""Pictures of a page: decoded to their points and coded anew, so that nothing that stood beside the points comes along."""

import io
import math
from typing import Any

from PIL import Image
from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from accord.formats.pdf_anew import Refused
from accord.formats.pdf_anew.reading import a_bool, entries, entry, given, is_number, is_stream, picked, plain, seen, word
from accord.formats.pdf_anew.written import name, number

POINTS = 40_000_000
SIDE = 1600
QUALITY = 80
PLAIN = frozenset(
    ("ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "FlateDecode", "RunLengthDecode", "AHx", "A85", "LZW", "Fl", "RL")
)
CODED = {"DCTDecode": "JPEG", "DCT": "JPEG", "JPXDecode": "JPEG2000"}
SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
MANY = {"L": 1, "RGB": 3, "CMYK": 4}


class Pictures:
    def __init__(self, copier: Any) -> None:
        self.copier = copier

    def picture(self, value: Any) -> bytes:
        told = seen(value)
        wide, high = given(told, "Width"), given(told, "Height")
        if not (is_number(wide) and is_number(high) and 0 < wide * high <= POINTS):
            raise Refused("picture")
        ways = [word(one) for one in entries(entry(told, "Filter"))] or [word(entry(told, "Filter"))]
        kept = {"Type": name("XObject"), "Subtype": name("Image")}
        kept |= picked(told, {"Interpolate": a_bool}) | self._masks(told)
        if ways[-1] in CODED:
            return self._coded(told, CODED[ways[-1]], kept)
        if ways != [""] and not PLAIN.issuperset(ways):
            raise Refused("picture")  # what fax machines and scanners write: no library here decodes it
        return self._points(told, int(wide), int(high), kept)

    def _masks(self, told: Any) -> dict[str, bytes]:
        kept: dict[str, bytes] = {}
        if is_stream(entry(told, "SMask")):
            kept["SMask"] = self.copier.refer(entry(told, "SMask"), self.picture)
        if is_stream(entry(told, "Mask")):
            kept["Mask"] = self.copier.refer(entry(told, "Mask"), self.picture)
        elif entries(entry(told, "Mask")):
            kept["Mask"] = plain(entry(told, "Mask")) or b"null"
        return kept

    def _points(self, told: Any, wide: int, high: int, kept: dict[str, bytes]) -> bytes:
        """As many bytes as its points take, not one more."""
        masks = a_bool(entry(told, "ImageMask")) == b"true"
        bits = 1 if masks else given(told, "BitsPerComponent")
        if bits not in (1, 2, 4, 8, 16):
            raise Refused("picture")
        kept |= {"Width": number(wide), "Height": number(high), "BitsPerComponent": number(bits)}
        many = 1
        if masks:
            kept["ImageMask"] = b"true"
        else:
            kept["ColorSpace"], many = self.copier.space(entry(told, "ColorSpace"))
        kept |= picked(told, {"Decode": plain})
        size = math.ceil(wide * many * bits / 8) * high
        data = self.copier.data(told)
        self.copier.out.count(max(0, size - len(data)))  # what a few bytes stand for whoever opens it has to unpack
        return bytes(self.copier.out.stream(kept, data[:size].ljust(size, b"\0")))

    def _coded(self, told: Any, kind: str, kept: dict[str, bytes]) -> bytes:
        try:
            with Image.open(io.BytesIO(self._packed(told)), formats=[kind]) as found:
                if found.width * found.height > POINTS:
                    raise Refused("picture")
                fresh = found.convert(found.mode if found.mode in MANY else "L" if found.mode in ("1", "LA", "I;16") else "RGB")
                fresh.info.clear()
                fresh.thumbnail((SIDE, SIDE))
                out = io.BytesIO()
                fresh.save(out, "JPEG", quality=QUALITY)
        except Refused:
            raise
        except Exception as fault:  # of a damaged picture Pillow says almost anything
            raise Refused("picture") from fault
        space, many = b"", 0
        if entry(told, "ColorSpace") is not None and kind == "JPEG":
            space, many = self.copier.space(entry(told, "ColorSpace"))
        kept |= {"Width": number(fresh.width), "Height": number(fresh.height), "BitsPerComponent": b"8"}
        kept["ColorSpace"] = space if many == MANY[fresh.mode] else name(SPACES[fresh.mode])
        if kind == "JPEG" and many == MANY[fresh.mode]:
            kept |= picked(told, {"Decode": plain})
        return bytes(self.copier.out.stream(kept, out.getvalue(), "DCTDecode"))

    def _packed(self, told: Any) -> bytes:
        """As the picture's own way left it: what was packed around that is undone."""
        ways = entries(entry(told, "Filter"))
        if len(ways) < 2:
            return bytes(told._data)
        outer = StreamObject()
        outer._data = told._data
        outer[NameObject("/Filter")] = ArrayObject(ways[:-1])
        params = entries(entry(told, "DecodeParms"))
        if params:
            outer[NameObject("/DecodeParms")] = ArrayObject(seen(one) or DictionaryObject() for one in params[: len(ways) - 1])
        if not PLAIN.issuperset(word(one) for one in ways[:-1]):
            raise Refused("picture")
        return bytes(decode_stream_data(outer))
