"""Fonts: their tables of letters, and the programs that draw them. Of a TrueType program the tables that draw are kept alone."""

import re
import struct
from typing import Any

from accord.formats.pdf_anew import Refused
from accord.formats.pdf_anew.reading import (
    a_name,
    a_number,
    a_string,
    entries,
    entry,
    given,
    is_stream,
    names_in,
    picked,
    picked_dictionary,
    plain,
    seen,
    word,
)
from accord.formats.pdf_anew.written import array, dictionary, name, number

LETTERS = 2_000_000  # bytes of a table of letters
TABLES = frozenset((
    b"head", b"hhea", b"hmtx", b"maxp", b"cmap", b"glyf", b"loca", b"cvt ", b"fpgm", b"prep", b"post", b"OS/2", b"CFF ", b"vhea",
    b"vmtx", b"VORG", b"gasp",
))  # fmt: skip
DESCRIPTOR = {
    "Type": a_name, "FontName": a_name, "Flags": a_number, "FontBBox": plain, "ItalicAngle": a_number, "Ascent": a_number,
    "Descent": a_number, "Leading": a_number, "CapHeight": a_number, "XHeight": a_number, "StemV": a_number, "StemH": a_number,
    "AvgWidth": a_number, "MaxWidth": a_number, "MissingWidth": a_number, "FontStretch": a_name, "FontWeight": a_number,
}  # fmt: skip
SIMPLE = {"Type": a_name, "Subtype": a_name, "BaseFont": a_name, "FirstChar": a_number, "LastChar": a_number, "Widths": plain}
SYSTEM = picked_dictionary({"Registry": a_string, "Ordering": a_string, "Supplement": a_number})
CID = {"Type": a_name, "Subtype": a_name, "BaseFont": a_name, "CIDSystemInfo": SYSTEM, "DW": a_number, "W": plain, "DW2": plain,
       "W2": plain}  # fmt: skip
ENCODING = picked_dictionary({"Type": a_name, "BaseEncoding": a_name, "Differences": plain})
_TOKEN = re.compile(
    rb"(%[^\r\n]*)|<<|>>|<[0-9A-Fa-f\s]*>|/[^\s\0()<>\[\]{}/%]*|\((?:\\.|[^()\\]){0,200}\)|[\[\]]|[^\s\0()<>\[\]{}/%]+", re.DOTALL
)


class Fonts:
    """`copier` writes what a font leads to (`copying.py`)."""

    def __init__(self, copier: Any) -> None:
        self.copier = copier

    def font(self, value: Any) -> bytes:
        told, kind = seen(value), word(entry(seen(value), "Subtype"))
        if kind == "Type0":
            return self._composite(told)
        if kind == "Type3":
            return self._drawn(told)
        if kind not in ("Type1", "MMType1", "TrueType"):
            raise Refused("broken")
        found = picked(told, SIMPLE) | self._encoding(told) | self._letters(told)
        if is_description(given(told, "FontDescriptor")):
            found["FontDescriptor"] = self.copier.refer(entry(told, "FontDescriptor"), self.descriptor)
        return dictionary(found)

    def _encoding(self, told: Any) -> dict[str, bytes]:
        found = given(told, "Encoding")
        taken = a_name(found) or ENCODING(found)
        return {"Encoding": taken} if taken else {}

    def _letters(self, told: Any, *, must: bool = False) -> dict[str, bytes]:
        """Without this table nobody can say what is written: it is neither read aloud nor screened."""
        if is_stream(entry(told, "ToUnicode")):
            return {"ToUnicode": self.copier.refer(entry(told, "ToUnicode"), self.letters)}
        if must:
            raise Refused("letters")
        return {}

    def letters(self, value: Any) -> bytes:
        data: bytes = self.copier.data(seen(value))
        if len(data) > LETTERS:
            raise Refused("huge")
        tokens, last = [], 0  # a row a line, as they stood: readers of such tables lean on that
        for hit in _TOKEN.finditer(data):
            if not hit[1]:
                between, last = data[last : hit.start()], hit.end()
                tokens += [b"\n" if b"\n" in between or b"\r" in between else b" ", hit[0]]
        told = picked(seen(value), {"Type": a_name, "CMapName": a_name, "CIDSystemInfo": SYSTEM, "WMode": a_number,
                                    "UseCMap": a_name})  # fmt: skip
        return bytes(self.copier.out.stream(told, b"".join(tokens)))

    def _composite(self, told: Any) -> bytes:
        way = given(told, "Encoding")
        found = picked(told, {"Type": a_name, "Subtype": a_name, "BaseFont": a_name})
        found |= self._letters(told, must=is_stream(way) or word(way) in ("Identity-H", "Identity-V"))
        found["Encoding"] = self.copier.refer(entry(told, "Encoding"), self.letters) if is_stream(way) else a_name(way) or b"null"
        below = entries(entry(told, "DescendantFonts"))
        if not below:
            raise Refused("broken")
        found["DescendantFonts"] = array([self.copier.refer(below[0], self.descendant)])
        return dictionary(found)

    def descendant(self, value: Any) -> bytes:
        told = seen(value)
        found = picked(told, CID)
        if is_description(given(told, "FontDescriptor")):
            found["FontDescriptor"] = self.copier.refer(entry(told, "FontDescriptor"), self.descriptor)
        if is_stream(entry(told, "CIDToGIDMap")):
            found["CIDToGIDMap"] = self.copier.refer(entry(told, "CIDToGIDMap"), self.glyphs)
        elif word(entry(told, "CIDToGIDMap")):
            found["CIDToGIDMap"] = name("Identity")
        return dictionary(found)

    def glyphs(self, value: Any) -> bytes:
        return bytes(self.copier.out.stream({}, self.copier.data(seen(value))[: 2 * 65_536]))

    def descriptor(self, value: Any) -> bytes:
        told = seen(value)
        found = picked(told, DESCRIPTOR)
        for key, take in (("FontFile", self.type1), ("FontFile2", self.truetype), ("FontFile3", self.compact)):
            if is_stream(entry(told, key)):
                found[key] = self.copier.refer(entry(told, key), take)
        return dictionary(found)

    def type1(self, value: Any) -> bytes:
        told, data = seen(value), self.copier.data(seen(value))
        lengths = [given(told, key) for key in ("Length1", "Length2", "Length3")]
        parts = [int(one) for one in lengths if isinstance(one, int) and one >= 0]
        if len(parts) < 2 or not data.startswith((b"%!", b"\x80\x01")):
            raise Refused("broken")
        sizes = {f"Length{at}": number(one) for at, one in enumerate(parts, 1)}
        return bytes(self.copier.out.stream(sizes, data[: sum(parts)]))

    def truetype(self, value: Any) -> bytes:
        data = drawing_tables(self.copier.data(seen(value)))
        return bytes(self.copier.out.stream({"Length1": number(len(data))}, data))

    def compact(self, value: Any) -> bytes:
        kind, data = word(entry(seen(value), "Subtype")), self.copier.data(seen(value))
        if kind == "OpenType":
            data = drawing_tables(data)
        elif kind not in ("Type1C", "CIDFontType0C") or not data.startswith(b"\x01"):
            raise Refused("broken")
        return bytes(self.copier.out.stream({"Subtype": name(kind)}, data))

    def _drawn(self, told: Any) -> bytes:
        """Each letter is a small drawing, in which nothing is written."""
        kept = picked(told, SIMPLE | {"FontBBox": plain, "FontMatrix": plain}) | self._encoding(told)
        kept |= self._letters(told, must=True)
        used = self.copier.used()
        glyphs = {}
        for key, one in names_in(entry(told, "CharProcs")).items():
            if is_stream(one):
                data = self.copier.contents(seen(one), given(told, "Resources"), used, words=False)
                glyphs[key] = self.copier.out.add(self.copier.out.stream({}, data))
        kept["CharProcs"] = dictionary(glyphs)
        kept["Resources"] = self.copier.resources(given(told, "Resources"), used)
        return dictionary(kept)


def is_description(value: Any) -> bool:
    return bool(names_in(value))


def drawing_tables(data: bytes) -> bytes:
    """The program with the tables that draw, in a new directory: names, licences, signatures and whatever else was put beside
    them are gone. After the OpenType specification, "Organization of an OpenType Font"."""
    if data[:4] not in (b"\0\1\0\0", b"true", b"OTTO") or len(data) < 12:
        raise Refused("broken")
    many = struct.unpack(">H", data[4:6])[0]
    kept = []
    for at in range(12, 12 + 16 * min(many, 64), 16):
        if at + 16 > len(data):
            raise Refused("broken")
        tag, _sum, start, size = struct.unpack(">4sLLL", data[at : at + 16])
        if tag in TABLES and start + size <= len(data):
            kept.append((tag, data[start : start + size]))
    if not kept:
        raise Refused("broken")
    kept.sort()
    span = 1 << (len(kept).bit_length() - 1)
    head = data[:4] + struct.pack(">HHHH", len(kept), span * 16, span.bit_length() - 1, (len(kept) - span) * 16)
    place, listed, body = 12 + 16 * len(kept), b"", b""
    for tag, table in kept:
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        listed += struct.pack(">4sLLL", tag, total, place + len(body), len(table))
        body += padded
    return head + listed + body
