"""The whole file: pages in their order, tags, links to the web; then what is written there, page by page, to be screened."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from accord.formats.pdf_anew import PAGES, READ, TEXT, Refused
from accord.formats.pdf_anew.contents import Used
from accord.formats.pdf_anew.copying import LANGUAGE, Copier
from accord.formats.pdf_anew.reading import (
    a_name,
    a_number,
    entries,
    entry,
    given,
    is_stream,
    key_of,
    names_in,
    picked,
    plain,
    said,
    seen,
    word,
)
from accord.formats.pdf_anew.tags import Tags
from accord.formats.pdf_anew.written import Written, array, dictionary, name, number, raw, reference

PAGE = {"Rotate": a_number, "StructParents": a_number, "UserUnit": a_number, "Tabs": a_name}
LINK = re.compile(r"https?://[^\s/@<>\"]{1,250}(?:/[^\s<>\"]{0,500})?", re.ASCII)
LINKS = 200  # of a page
LEAST = 3  # letters of a page that shows anything
UNREADABLE = 0.1  # of the letters of a page, which stand for no sign that anybody knows


@dataclass(frozen=True)
class Anew:
    data: bytes
    texts: list[str]  # page by page
    beside: str  # what is read out in place of what is shown, and where links lead


def anew(data: bytes) -> Anew:
    """Raises Refused, and whatever a damaged file makes its library raise."""
    if len(data) > READ:
        raise Refused("large")
    if not data.startswith(b"%PDF-"):
        raise Refused("broken")
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Refused("locked")
    root = seen(reader.trailer["/Root"])
    if has_fields(entry(root, "AcroForm")):
        raise Refused("form")
    many = len(reader.pages)
    if not 0 < many <= PAGES:
        raise Refused("pages")
    out = Written()
    copier, painted = Copier(out), []
    links: list[str] = []
    top, numbers = out.reserve(), [out.reserve() for _page in range(many)]
    tagged = isinstance(given(root, "StructTreeRoot"), DictionaryObject)
    for at, page in zip(numbers, reader.pages, strict=True):
        used = copier.used()
        out.put(at, dictionary({"Type": name("Page"), "Parent": reference(top)} | _page(copier, page, used, links, tagged)))
        painted.append(used.paints)
    out.put(top, dictionary({"Type": name("Pages"), "Count": number(many), "Kids": array(map(reference, numbers))}))
    kept = {"Type": name("Catalog"), "Pages": reference(top)}
    if LANGUAGE.fullmatch(language := said(entry(root, "Lang"))):
        kept["Lang"] = raw(language.encode())
    if tagged:
        known = {key: at for at, page in zip(numbers, reader.pages, strict=True) if (key := key_of(page.indirect_reference))}
        kept |= {"MarkInfo": dictionary({"Marked": b"true"})}
        kept["StructTreeRoot"] = Tags(copier, known).tree(entry(root, "StructTreeRoot"))
    made = out.file(out.add(dictionary(kept)))
    texts = texts_of(made, painted)
    beside = "\n".join([*copier.read_out, *links, *passed_over(made, texts)])
    if sum(map(len, texts)) + len(beside) > TEXT:
        raise Refused("huge")
    return Anew(made, texts, beside)


def has_fields(value: Any) -> bool:
    """To be filled in: what somebody wrote there would be lost unseen. A signature is no such field."""
    todo, steps = list(entries(entry(seen(value), "Fields"))), 0
    while todo and steps < 10_000:
        told, steps = seen(todo.pop()), steps + 1
        if word(entry(told, "FT")) not in ("", "Sig"):
            return True
        todo += entries(entry(told, "Kids"))
    return bool(todo)


def _page(copier: Copier, page: Any, used: Used, links: list[str], tagged: bool) -> dict[str, bytes]:
    there, box = _inherited(page, "Resources"), plain(_inherited(page, "MediaBox"))
    kept = {key: take for key, take in PAGE.items() if tagged or key != "StructParents"}
    found = picked(page, kept)
    if (turned := a_number(_inherited(page, "Rotate"))) is not None:
        found["Rotate"] = turned
    found["MediaBox"] = box or array(map(number, (0, 0, 595, 842)))
    if cut := plain(_inherited(page, "CropBox")):
        found["CropBox"] = cut
    if names_in(entry(page, "Group")):
        found["Group"] = copier.group(entry(page, "Group"))
    data = copier.contents(entry(page, "Contents"), there, used) if given(page, "Contents") is not None else b""
    found["Contents"] = copier.out.add(copier.out.stream({}, data))
    found["Resources"] = copier.resources(there, used)
    if led := [made for one in entries(entry(page, "Annots"))[:LINKS] if (made := _link(copier, seen(one), links))]:
        found["Annots"] = array(led)
    return found


def _inherited(page: Any, key: str) -> Any:
    """A page has what stands above it in the tree (7.7.3.4)."""
    for _step in range(50):
        if (found := given(page, key)) is not None:
            return found
        page = given(page, "Parent")
        if page is None:
            break
    return None


def _link(copier: Copier, told: Any, links: list[str]) -> bytes | None:
    """Of all that lies upon a page links to the web alone, without colour, script or a further step."""
    act = given(told, "A")
    to = said(entry(act, "URI"))
    place = entries(entry(told, "Rect"))
    if word(entry(told, "Subtype")) != "Link" or word(entry(act, "S")) != "URI" or not LINK.fullmatch(to) or len(place) != 4:
        return None
    links.append(to)
    leads = dictionary({"S": name("URI"), "URI": raw(to.encode())})
    kept = {"Type": name("Annot"), "Subtype": name("Link"), "Rect": plain(place) or b"null", "Border": b"[0 0 0]", "A": leads}
    return copier.out.add(dictionary(kept))


def texts_of(data: bytes, painted: list[bool]) -> list[str]:
    """What is written on the pages as they are now. Raises Refused where somebody sees what nobody can read out."""
    texts = []
    for at, page in enumerate(PdfReader(io.BytesIO(data)).pages):
        text = page.extract_text()
        texts.append(text)
        letters = sum(c.isalpha() for c in text)
        if painted[at] and letters < LEAST:
            raise Refused("wordless", at + 1)
        if sum(_is_unreadable(c) for c in text) > UNREADABLE * max(1, letters):
            raise Refused("letters", at + 1)
    if not any(map(str.strip, texts)):
        raise Refused("wordless")
    return texts


def passed_over(data: bytes, texts: list[str]) -> Iterator[str]:
    """What drawings within pages say that was not read there: of thousands the library reads the first, and one that it cannot
    read it leaves out. Raises what it raises of such a one."""
    reader = PdfReader(io.BytesIO(data))
    page = reader.pages[0]
    for at in range(1, int(cast(Any, reader.trailer["/Size"]))):
        one = seen(IndirectObject(at, 0, reader))
        if is_stream(one) and word(entry(one, "Subtype")) == "Form":
            said_there = page.extract_xform_text(one).strip()
            if said_there and not any(said_there in text for text in texts):
                yield said_there


def _is_unreadable(character: str) -> bool:
    return character == "\ufffd" or (character not in "\n\r\t" and unicodedata.category(character) in ("Cc", "Co", "Cn", "Cs"))
