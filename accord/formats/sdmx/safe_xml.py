"""XML from strangers: what could harm is refused before a parser sees it, and the rest is read within hard limits.

A document type declaration (the door to entities, bombs and files from elsewhere) is refused unread; nothing is ever
fetched; depth, text and attributes are bounded by the parser. After the OWASP cheat sheet on XML external entities.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from accord.formats.messages import Unreadable, show

Source = Path | bytes
CHUNK = 1 << 16
HEAD = 1 << 20  # what may stand before the first element

_BLANK = re.compile(rb"[ \t\r\n]+")
_NOTE = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_READABLE = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "iso-8859-15", "windows-1252", "utf-16"}
_XINCLUDE = b"http://www.w3.org/2001/XInclude"
_PLACE = re.compile(r", line \d+, column \d+.*\Z", re.DOTALL)


@dataclass(frozen=True)
class XmlLimits:
    """Bytes that are read: of a stream of data, of a document held in memory as a tree."""

    stream: int = 2_000_000_000
    tree: int = 100_000_000


XML_LIMITS = XmlLimits()


def looks_like_xml(head: bytes) -> bool:
    """Whether the file begins as XML does, in whatever encoding it may be read."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:40].decode("utf-16-le" if head[0] == 0xFF else "utf-16-be", "replace").lstrip().startswith("<")
    return head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")


def check_prologue(head: bytes) -> str:
    """The encoding of a document whose first bytes are `head`; after it no type or entity can be declared any more.

    Raises Unreadable: xml_dtd, xml_encoding, xml_prologue.
    """
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    plain = head.decode("utf-16", "replace").encode() if wide else head.removeprefix(codecs.BOM_UTF8)
    declared = _DECLARED.match(plain)
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if encoding not in _READABLE or (encoding == "utf-16" and not wide):
        raise Unreadable("xml_encoding", value=show(encoding))
    at = 0
    while mark := _BLANK.match(plain, at) or _NOTE.match(plain, at):
        at = mark.end()
    rest = plain[at : at + 10].upper()
    if rest.startswith((b"<!DOCTYPE", b"<!ENTITY", b"<!ELEMENT")):
        raise Unreadable("xml_dtd")
    if not re.match(rb"<[^!?\s]", plain[at : at + 2]):
        raise Unreadable("xml_prologue", value=show(plain[at : at + 20].decode("utf-8", "replace")))
    return "utf-16" if wide else encoding


def chunks(source: Source, limit: int = XML_LIMITS.stream) -> Iterator[bytes]:
    """The document piece by piece, checked and in an encoding that the parser is told. Raises Unreadable."""
    head, size = opening(source)
    if size > limit:
        raise Unreadable("too_big", size=size, limit=limit)
    wide = codecs.getincrementaldecoder("utf-16")() if check_prologue(head) == "utf-16" else None
    before = b""
    for piece in _pieces(source):
        plain = wide.decode(piece).encode("utf-8", "surrogatepass") if wide else piece
        if _XINCLUDE in before + plain:
            raise Unreadable("xml_include")
        before = plain[-len(_XINCLUDE) :]
        yield plain


def _pieces(source: Source) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield from (source[at : at + CHUNK] for at in range(0, len(source), CHUNK))
        return
    try:
        with source.open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece
    except OSError as fault:
        raise Unreadable("unreadable", reason=fault.strerror or "the system refused it") from fault


def opening(source: Source, length: int = HEAD) -> tuple[bytes, int]:
    """The first bytes of a file and its size. Raises Unreadable: unreadable, empty."""
    if isinstance(source, bytes):
        head, size = source[:length], len(source)
    else:
        try:
            with source.open("rb") as file:
                head, size = file.read(length), source.stat().st_size
        except OSError as fault:
            raise Unreadable("unreadable", reason=fault.strerror or "the system refused it") from fault
    if not head.strip():
        raise Unreadable("empty")
    return head, size


def parser_options(encoding: str) -> dict[str, Any]:
    """What every parser of ours is told: no network, no types, no giants; of entities only those that XML itself has.

    (None other can be declared after `check_prologue`; with `resolve_entities` off libxml2 gives `&amp;` back as `&#38;`.)
    """
    return {"encoding": "utf-8" if encoding == "utf-16" else encoding, "resolve_entities": "internal", "no_network": True,
            "load_dtd": False, "dtd_validation": False, "huge_tree": False, "remove_comments": True,
            "remove_pis": True}  # fmt: skip


def parse(source: Source, limits: XmlLimits = XML_LIMITS) -> Any:
    """The root of a document read as a whole. Raises Unreadable."""
    from lxml import etree

    parser = etree.XMLParser(**parser_options(check_prologue(opening(source)[0])))
    for _ in _fed(source, parser, limits.tree):
        pass
    return guarded(parser.close)


def stream[T](source: Source, target: "Target[T]", limits: XmlLimits = XML_LIMITS) -> Iterator[T]:
    """What `target` makes of the document's elements, as it makes it; memory holds one piece of the file at a time.

    Raises Unreadable, maybe after the first things were given.
    """
    from lxml import etree

    parser = etree.XMLParser(target=target, **parser_options(check_prologue(opening(source)[0])))
    for _ in _fed(source, parser, limits.stream):
        if made := target.out:
            target.out = []
            yield from made
    guarded(parser.close)
    yield from target.out


class Target[T]:
    """Takes the elements of a document; subclasses put what they make into `out`. One that wants text has `data(text)`."""

    def __init__(self) -> None:
        self.out: list[T] = []

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        """An element opens."""

    def end(self, tag: str) -> None:
        """An element closes."""

    def close(self) -> None:
        """The document ends."""


def _fed(source: Source, parser: Any, limit: int) -> Iterator[None]:
    for piece in chunks(source, limit):
        guarded(partial(parser.feed, piece))
        yield


def guarded(act: Callable[[], Any]) -> Any:
    """The act's outcome; a fault of the XML in the words of messages."""
    from lxml import etree

    try:
        return act()
    except etree.XMLSyntaxError as fault:
        reason = _PLACE.sub("", fault.msg or "it breaks off")
        line = fault.lineno or 1
        if "xcessive depth" in reason:
            raise Unreadable("xml_depth", line=line) from fault
        if "too long" in reason or "huge text" in reason or "XML_PARSE_HUGE" in reason:
            raise Unreadable("xml_huge", line=line) from fault
        raise Unreadable("xml_broken", line=line, reason=show(reason, 200).rstrip(" .")) from fault


def root_name(source: Source) -> tuple[str, str]:
    """Namespace and local name of the root element. Raises Unreadable."""
    from lxml import etree

    head, _ = opening(source)
    encoding = check_prologue(head)
    options = parser_options(encoding)
    options.pop("remove_comments"), options.pop("remove_pis")
    parser = etree.XMLPullParser(events=("start",), **options)
    for piece in chunks(source):
        guarded(partial(parser.feed, piece))
        for _, element in parser.read_events():
            space, _, name = str(element.tag).rpartition("}")
            return space.removeprefix("{"), name
    raise Unreadable("xml_broken", line=1, reason="no element was found")


def search(source: Source, pattern: re.Pattern[bytes], start: int = 0) -> int:
    """Where `pattern` (of at most 256 bytes) first stands in the file at or after `start`, else -1; a file is not loaded."""
    if isinstance(source, bytes):
        found = pattern.search(source, start)
        return found.start() if found else -1
    with source.open("rb") as file:
        file.seek(start)
        at, before = start, b""
        while piece := file.read(HEAD):
            window = before + piece
            if found := pattern.search(window):
                return at - len(before) + found.start()
            at += len(piece)
            before = window[-256:]
    return -1
