"""From the old file into the new one, thing by thing: what is named here is written anew, what is not stays behind."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pypdf.filters import decode_stream_data
from pypdf.generic import StreamObject

from accord.formats.pdf_anew import Refused
from accord.formats.pdf_anew.contents import Contents, Used
from accord.formats.pdf_anew.fonts import Fonts
from accord.formats.pdf_anew.pictures import PLAIN, Pictures
from accord.formats.pdf_anew.reading import (
    a_bool,
    a_name,
    a_number,
    entries,
    entry,
    given,
    is_number,
    is_stream,
    key_of,
    names_in,
    octets,
    picked,
    plain,
    said,
    seen,
    word,
)
from accord.formats.pdf_anew.written import Written, array, dictionary, name, number, raw, reference, text

DEEP = 30  # forms within forms, functions within functions
SPOKEN = ("Alt", "ActualText", "E")
LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")
DEVICES = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4, "CalGray": 1, "CalRGB": 3, "Lab": 3}
STATE = {
    "LW": a_number, "LC": a_number, "LJ": a_number, "ML": a_number, "D": plain, "RI": a_name, "OP": a_bool, "op": a_bool,
    "OPM": a_number, "FL": a_number, "SM": a_number, "SA": a_bool, "BM": plain, "CA": a_number, "ca": a_number, "AIS": a_bool,
    "TK": a_bool,
}  # fmt: skip
FORM = {"BBox": plain, "Matrix": plain, "StructParents": a_number}
SHADING = {
    "ShadingType": a_number, "Background": plain, "BBox": plain, "AntiAlias": a_bool, "Domain": plain, "Matrix": plain,
    "Coords": plain, "Extend": plain, "BitsPerCoordinate": a_number, "BitsPerComponent": a_number, "BitsPerFlag": a_number,
    "Decode": plain, "VerticesPerRow": a_number,
}  # fmt: skip
FUNCTION = {
    "FunctionType": a_number, "Domain": plain, "Range": plain, "Size": plain, "BitsPerSample": a_number, "Order": a_number,
    "Encode": plain, "Decode": plain, "C0": plain, "C1": plain, "N": a_number, "Bounds": plain,
}  # fmt: skip
_CALCULATOR = re.compile(rb"[{}]|[a-z]{1,10}|[-+]?\d*\.?\d+|[-+]?\d+\.")


class Copier:
    def __init__(self, out: Written) -> None:
        self.out = out
        self.done: dict[tuple[str, tuple[int, int]], int] = {}
        self.depth = 0
        self.read_out: list[str] = []  # texts that no page shows and that are read out all the same
        fonts, pictures = Fonts(self), Pictures(self)
        self.font, self.picture, self.letters = fonts.font, pictures.picture, fonts.letters

    def refer(self, value: Any, make: Callable[[Any], bytes]) -> bytes:
        """A reference to what `make` writes of it, once however often it is led to."""
        key = key_of(value)
        known = (make.__qualname__, key) if key else None
        if known in self.done:
            return reference(self.done[known])
        at = self.out.reserve()
        if known:
            self.done[known] = at
        self.depth += 1
        if self.depth > DEEP:
            raise Refused("huge")
        body = make(value)
        self.depth -= 1
        return self.out.put(at, body)

    def data(self, value: Any) -> bytes:
        """What a stream holds, unpacked."""
        ways = [word(one) for one in entries(entry(value, "Filter"))] or [word(entry(value, "Filter"))]
        if not isinstance(value, StreamObject) or (ways != [""] and not PLAIN.issuperset(ways)):
            raise Refused("broken")
        found = bytes(value._data if ways == [""] else decode_stream_data(value))
        self.out.count(len(found))
        return found

    def used(self) -> Used:
        return Used()

    def spoken(self, told: Any) -> dict[str, bytes]:
        """What is read out in place of what is shown, and in which language: screened with the words of the pages."""
        kept = {}
        for key in SPOKEN:
            if words := said(entry(told, key))[:2000]:
                self.read_out.append(words)
                kept[key] = text(words)
        if LANGUAGE.fullmatch(language := said(entry(told, "Lang"))):
            kept["Lang"] = raw(language.encode())
        return kept

    def contents(self, value: Any, resources: Any, used: Used, *, words: bool = True) -> bytes:
        return Contents(self, resources, used, words=words).anew(value)

    def resources(self, told: Any, used: Used, *, words: bool = True) -> bytes:
        """Of all that stands there what is drawn with."""
        makes: dict[str, Callable[[Any], bytes]] = {
            "Font": lambda one: self.refer(one, self.font),
            "XObject": lambda one: self._drawn(one, told, used, words=words),
            "ExtGState": self.state, "ColorSpace": lambda one: self.space(one)[0],
            "Pattern": lambda one: self.refer(one, self.pattern), "Shading": lambda one: self.refer(one, self.shading),
        }  # fmt: skip
        found: dict[str, bytes] = {}
        for kind, make in makes.items():
            there = names_in(entry(told, kind))
            made = {key: make(there[key]) for key in sorted(used.names[kind]) if seen(there.get(key)) is not None}
            if kind == "XObject":
                made |= used.inline
            if made:
                found[kind] = dictionary(made)
        return dictionary(found)

    def _drawn(self, value: Any, outer: Any, used: Used, *, words: bool) -> bytes:
        if not is_stream(value):
            raise Refused("broken")
        kind = word(entry(seen(value), "Subtype"))
        if kind == "Image":
            return self.refer(value, self.picture)
        if kind != "Form":
            raise Refused("picture")

        def a_form(one: Any) -> bytes:
            return self.form(one, outer, words=words)

        a_form.__qualname__ = f"form {words}"
        return self.refer(value, a_form)

    def form(self, value: Any, outer: Any, *, words: bool = True, more: Mapping[str, bytes] | None = None) -> bytes:
        """A drawing within a page; without resources of its own it draws with those of the page."""
        told, used = seen(value), self.used()
        there = given(told, "Resources") or outer
        data = self.contents(told, there, used, words=words)
        kept = picked(told, FORM if words else {key: take for key, take in FORM.items() if key != "StructParents"})
        if names_in(entry(told, "Group")):
            kept["Group"] = self.group(entry(told, "Group"))
        head = dict(more) if more else {"Type": name("XObject"), "Subtype": name("Form")}
        return self.out.stream(head | kept | {"Resources": self.resources(there, used, words=words)}, data)

    def group(self, value: Any) -> bytes:
        kept = {"S": name("Transparency")} | picked(seen(value), {"I": a_bool, "K": a_bool})
        if given(seen(value), "CS") is not None:
            kept["CS"] = self.space(entry(seen(value), "CS"))[0]
        return dictionary(kept)

    def state(self, value: Any) -> bytes:
        told = seen(value)
        kept = picked(told, STATE)
        font = entries(entry(told, "Font"))
        if len(font) == 2 and is_number(seen(font[1])):
            kept["Font"] = array([self.refer(font[0], self.font), number(seen(font[1]))])
        mask = given(told, "SMask")
        if word(mask):
            kept["SMask"] = name("None")
        elif is_stream(entry(mask, "G")):
            kept["SMask"] = dictionary(
                picked(mask, {"S": a_name, "BC": plain}) | {"G": self.refer(entry(mask, "G"), self.masking)}
            )
        return dictionary(kept)

    def masking(self, value: Any) -> bytes:
        """Letters that are cut out of a mask would be seen, and read out by nobody: there are none in it."""
        return self.form(value, None, words=False)

    def pattern(self, value: Any) -> bytes:
        told = seen(value)
        kept = picked(told, {"PatternType": a_number, "Matrix": plain})
        if not is_stream(value):
            if names_in(entry(told, "ExtGState")):
                kept["ExtGState"] = self.state(entry(told, "ExtGState"))
            return dictionary(kept | {"Shading": self.refer(entry(told, "Shading"), self.shading)})
        kept |= picked(told, {"PaintType": a_number, "TilingType": a_number, "XStep": a_number, "YStep": a_number})
        return self.form(value, None, words=False, more=kept)

    def shading(self, value: Any) -> bytes:
        told = seen(value)
        kept = picked(told, SHADING) | {"ColorSpace": self.space(entry(told, "ColorSpace"))[0]}
        if given(told, "Function") is not None:
            kept["Function"] = self.functions(entry(told, "Function"))
        return self.out.stream(kept, self.data(told)) if is_stream(value) else dictionary(kept)

    def functions(self, value: Any) -> bytes:
        if listed := entries(value):
            return array(self.refer(one, self.function) for one in listed[:32])
        return self.refer(value, self.function)

    def function(self, value: Any) -> bytes:
        told = seen(value)
        kept, kind = picked(told, FUNCTION), given(told, "FunctionType")
        if kind == 3:
            kept["Functions"] = array(self.refer(one, self.function) for one in entries(entry(told, "Functions"))[:200])
        if not is_stream(value):
            return dictionary(kept)
        data = self.data(told)
        return self.out.stream(kept, b" ".join(_CALCULATOR.findall(data)) if kind == 4 else data)

    def space(self, value: Any) -> tuple[bytes, int]:
        """A space of colours and of how many numbers each point is. A profile tells of who made it: in its place stands the
        space of as many colours."""
        found = seen(value)
        if plain_name := word(found):
            return name(plain_name), DEVICES.get(plain_name, 1)
        listed = entries(found)
        kind = word(listed[0]) if listed else ""
        if kind == "ICCBased" and len(listed) > 1:
            many = given(seen(listed[1]), "N")
            if many not in (1, 3, 4):
                raise Refused("picture")
            return name({1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[many]), int(many)
        if kind in DEVICES:
            told = picked(
                seen(listed[1]) if len(listed) > 1 else None, dict.fromkeys(("WhitePoint", "Gamma", "Matrix", "Range"), plain)
            )
            return (array([name(kind), dictionary(told)]) if told else name(kind)), DEVICES[kind]
        return self._made_of_another(kind, listed)

    def _made_of_another(self, kind: str, listed: Any) -> tuple[bytes, int]:
        self.depth += 1
        if self.depth > DEEP:
            raise Refused("huge")
        try:
            if kind == "Indexed" and len(listed) > 3 and is_number(seen(listed[2])):
                base, many = self.space(listed[1])
                size = (min(int(seen(listed[2])), 255) + 1) * many
                held = self.data(seen(listed[3])) if is_stream(listed[3]) else octets(listed[3]) or b""
                return array([name(kind), base, number(seen(listed[2])), raw(held[:size])]), 1
            if kind in ("Separation", "DeviceN") and len(listed) > 3:
                inks = plain(listed[1]) or b"null"
                many = len(entries(listed[1])) or 1
                return array([name(kind), inks, self.space(listed[2])[0], self.functions(listed[3])]), many
            if kind == "Pattern":
                return (array([name(kind), self.space(listed[1])[0]]) if len(listed) > 1 else name(kind)), 1
            raise Refused("picture")
        finally:
            self.depth -= 1
