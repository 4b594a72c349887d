"""What is drawn on a page, said anew: known operators with numbers, names and letters; no remark, no unknown word.

Operators after ISO 32000-1, annex A.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, StreamObject

from accord.formats.pdf_anew import Refused
from accord.formats.pdf_anew.reading import entries, entry, is_number, names_in, octets, plain, seen, word
from accord.formats.pdf_anew.written import array, dictionary, name, number, raw

STEPS = 400_000  # operators of one stream
PLAIN = frozenset((
    "w", "J", "j", "M", "d", "ri", "i", "q", "Q", "cm", "m", "l", "c", "v", "y", "h", "re", "S", "s", "f", "F", "f*", "B", "B*",
    "b", "b*", "n", "W", "W*", "G", "g", "RG", "rg", "K", "k", "SC", "sc", "d0", "d1",
))  # fmt: skip
WORDS = frozenset(("BT", "ET", "Tc", "Tw", "Tz", "TL", "Tr", "Ts", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", '"'))
SAYS = {"Tj": 1, "TJ": 1, "'": 1, '"': 3}  # with how many operands: of more a viewer shows the last, a reader the first
NAMED = {"Do": "XObject", "gs": "ExtGState", "sh": "Shading", "Tf": "Font", "CS": "ColorSpace", "cs": "ColorSpace",
         "SCN": "Pattern", "scn": "Pattern"}  # fmt: skip
INLINE = {"W": "Width", "H": "Height", "CS": "ColorSpace", "BPC": "BitsPerComponent", "D": "Decode", "IM": "ImageMask",
          "I": "Interpolate", "F": "Filter", "DP": "DecodeParms"}  # fmt: skip
SPACES = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
WAYS = {"AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode", "Fl": "FlateDecode", "RL": "RunLengthDecode",
        "CCF": "CCITTFaxDecode", "DCT": "DCTDecode"}  # fmt: skip


@dataclass
class Used:
    """Names of resources that contents draw by, pictures that stood between their words, and whether anything is shown."""

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    inline: dict[str, bytes] = field(default_factory=dict)
    paints: bool = False


PAINTS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"))


class Contents:
    def __init__(self, copier: Any, resources: Any, used: Used, *, words: bool) -> None:
        """`words`: whether anything may be written there: what lies in a pattern or in a mask nobody reads out."""
        self.copier, self.resources, self.used, self.words = copier, resources, used, words

    def anew(self, value: Any) -> bytes:
        found = seen(value)
        parts = [seen(one) for one in found] if isinstance(found, ArrayObject) else [found]
        data = b"\n".join(self.copier.data(one) for one in parts if isinstance(one, StreamObject))
        stream = ContentStream(None, None, "bytes")
        stream.set_data(data)
        steps = stream.operations
        if len(steps) > STEPS:
            raise Refused("huge")
        return b"\n".join(filter(None, (self._step(operands, operator.decode("latin-1")) for operands, operator in steps)))

    def _step(self, operands: Any, operator: str) -> bytes:
        if operator == "INLINE IMAGE":
            return self._inline(operands)
        if operator in ("BMC", "BDC"):
            return self._begin(operands)
        if operator == "EMC":
            return b"EMC"
        if operator not in PLAIN and operator not in NAMED and not (operator in WORDS and self.words):
            return b""
        if operator == "Tf" and not self.words:
            return b""
        self.used.paints |= operator in PAINTS
        if operator in NAMED and operands and isinstance(operands[-1 if operator != "Tf" else 0], NameObject):
            self.used.names[NAMED[operator]].add(word(operands[-1 if operator != "Tf" else 0]))
        if operator in SAYS:
            operands = operands[-SAYS[operator] :] if len(operands) >= SAYS[operator] else ()
        return b" ".join([*(self._operand(one, says=operator in SAYS) for one in operands[:40]), operator.encode()])

    def _operand(self, value: Any, *, says: bool) -> bytes:
        """Letters belong to what writes them alone: elsewhere nobody sees them, and nobody looks through them."""
        if is_number(value):
            return number(value)
        if isinstance(value, NameObject):
            return name(word(value))
        letters = octets(value)
        if letters is not None and says:
            return raw(letters)
        if isinstance(value, ArrayObject):
            if not says:
                return plain(value) or b"null"
            return array(raw(octets(one) or b"") if octets(one) is not None else plain(one) or b"null" for one in value)
        return b"null"

    def _begin(self, operands: Any) -> bytes:
        """Which tag it belongs to, and what is to be read out in its place. Whether it belongs to a layer is left out."""
        tag = word(operands[0]) if operands else ""
        told = operands[1] if len(operands) > 1 else None
        if isinstance(told, NameObject):
            told = seen(names_in(entry(self.resources, "Properties")).get(word(told)))
        kept: dict[str, bytes] = {}
        if isinstance(told, DictionaryObject) and tag != "OC":
            mark = seen(entry(told, "MCID"))
            if is_number(mark) and self.words:
                kept["MCID"] = number(int(mark))
            kept |= self.copier.spoken(told)
        known = name(tag if tag.isascii() and tag.isalnum() and len(tag) <= 20 else "Span")
        return known + (b" " + dictionary(kept) + b" BDC" if kept else b" BMC")

    def _inline(self, told: Any) -> bytes:
        """A picture between the words is made one of the resources."""
        picture = StreamObject()
        picture._data = told["data"]
        for key, value in names_in(told["settings"]).items():
            picture[NameObject(f"/{INLINE.get(key, key)}")] = value
        self._longhand(picture)
        key = f"Inline{len(self.used.inline)}"
        self.used.inline[key] = self.copier.out.add(self.copier.picture(picture))
        self.used.paints = True
        return name(key) + b" Do"

    def _longhand(self, picture: StreamObject) -> None:
        ways = entry(picture, "Filter")
        if ways is not None:
            listed = entries(ways) or [seen(ways)]
            picture[NameObject("/Filter")] = ArrayObject(NameObject(f"/{WAYS.get(word(one), word(one))}") for one in listed)
        if isinstance(seen(entry(picture, "DecodeParms")), DictionaryObject):
            picture[NameObject("/DecodeParms")] = ArrayObject([entry(picture, "DecodeParms")])
        space = entry(picture, "ColorSpace")
        known = names_in(entry(self.resources, "ColorSpace"))
        if word(space) in known:
            picture[NameObject("/ColorSpace")] = known[word(space)]
        elif word(space):
            picture[NameObject("/ColorSpace")] = NameObject(f"/{SPACES.get(word(space), word(space))}")
        elif entries(space):
            longhand = [NameObject(f"/{SPACES[word(one)]}") if word(one) in SPACES else one for one in entries(space)]
            picture[NameObject("/ColorSpace")] = ArrayObject(longhand)
