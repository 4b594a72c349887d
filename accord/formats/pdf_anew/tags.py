"""The tree of tags: headings, lists, tables and what pictures show, for whoever listens (ISO 32000-1, 14.7 and 14.8)."""

from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject

from accord.formats.pdf_anew import Refused
from accord.formats.pdf_anew.copying import Copier
from accord.formats.pdf_anew.reading import (
    Take,
    a_name,
    entries,
    entry,
    given,
    is_number,
    key_of,
    names_in,
    picked,
    plain,
    seen,
    word,
)
from accord.formats.pdf_anew.written import array, dictionary, name, number, reference

ELEMENTS = 30_000
DEEP = 80
ATTRIBUTES: dict[str, Take] = dict.fromkeys((
    "RowSpan", "ColSpan", "Scope", "ListNumbering", "Placement", "WritingMode", "TextAlign", "BlockAlign", "InlineAlign", "BBox",
    "Width", "Height", "SpaceBefore", "SpaceAfter", "StartIndent", "EndIndent", "TextIndent",
), plain)  # fmt: skip
ATTRIBUTES["O"] = a_name


class Tags:
    """`pages`: numbers of the new pages by what the old ones are known as."""

    def __init__(self, copier: Copier, pages: dict[tuple[int, int], int]) -> None:
        self.copier, self.pages = copier, pages
        self.places: dict[tuple[int, int], int] = {}
        self.count = 0

    def tree(self, value: Any) -> bytes:
        told, at = seen(value), self.copier.out.reserve()
        below = self._below(entry(told, "K"), at, 0)
        kept = {"Type": name("StructTreeRoot"), "K": array(below)}
        roles = {key: name(word(one)) for key, one in names_in(entry(told, "RoleMap")).items() if word(one)}
        if roles:
            kept["RoleMap"] = dictionary(roles)
        rows = self._rows(entry(told, "ParentTree"), 0)
        kept["ParentTree"] = dictionary({"Nums": array(part for key, one in sorted(rows.items()) for part in (number(key), one))})
        kept["ParentTreeNextKey"] = number(max(rows, default=-1) + 1)
        return self.copier.out.put(at, dictionary(kept))

    def _below(self, value: Any, parent: int, depth: int) -> list[bytes]:
        found = seen(value)
        if depth > DEEP:
            raise Refused("huge")
        if isinstance(found, ArrayObject):
            return [made for one in entries(found) for made in self._one(one, parent, depth)]
        return self._one(value, parent, depth)

    def _one(self, value: Any, parent: int, depth: int) -> list[bytes]:
        told = seen(value)
        if is_number(told):
            return [number(int(told))]
        if not isinstance(told, DictionaryObject):
            return []
        kind = word(entry(told, "Type"))
        if kind == "MCR":
            mark, page = given(told, "MCID"), self._page(told)
            return [dictionary({"Type": name("MCR"), "MCID": number(int(mark))} | page)] if is_number(mark) and page else []
        if kind == "OBJR" or not word(entry(told, "S")):
            return []  # of a comment or a field, which are gone
        return self._element(value, told, parent, depth)

    def _page(self, told: Any) -> dict[str, bytes]:
        key = key_of(entry(told, "Pg"))
        return {"Pg": reference(self.pages[key])} if key in self.pages else {}

    def _element(self, value: Any, told: Any, parent: int, depth: int) -> list[bytes]:
        key, at = key_of(value), self.copier.out.reserve()
        self.count += 1
        if self.count > ELEMENTS or key in self.places:
            raise Refused("huge" if self.count > ELEMENTS else "broken")
        if key:
            self.places[key] = at
        kept = {"Type": name("StructElem"), "S": name(word(entry(told, "S"))), "P": reference(parent)}
        kept |= self._page(told) | self.copier.spoken(told)
        found = given(told, "A")
        looks = [picked(seen(one), ATTRIBUTES) for one in (entries(found) if isinstance(found, ArrayObject) else [found])]
        if looks := [one for one in looks if "O" in one]:
            kept["A"] = array(map(dictionary, looks))
        if below := self._below(entry(told, "K"), at, depth + 1):
            kept["K"] = array(below)
        return [self.copier.out.put(at, dictionary(kept))]

    def _rows(self, value: Any, depth: int) -> dict[int, bytes]:
        """Which tag each piece of a page belongs to: one flat list in place of a tree."""
        told, rows = seen(value), {}
        if depth > DEEP:
            raise Refused("huge")
        pairs = entries(entry(told, "Nums"))
        for key, one in zip(pairs[::2], pairs[1::2], strict=False):
            if not is_number(seen(key)):
                continue
            found = seen(one)
            if isinstance(found, ArrayObject):
                rows[int(seen(key))] = array(self._place(each) for each in entries(found))
            elif self._place(one) != b"null":
                rows[int(seen(key))] = self._place(one)
        for one in entries(entry(told, "Kids")):
            rows |= self._rows(one, depth + 1)
        return rows

    def _place(self, value: Any) -> bytes:
        key = key_of(value)
        return reference(self.places[key]) if key in self.places else b"null"
