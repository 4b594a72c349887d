"""Whether a PDF is a plain document: it is looked at, not drawn.

Names of what can act after ISO 32000-1, chapters 7.11 (embedded files), 12.6 (actions), 12.7 (forms) and 13 (multimedia).
Names may be written with `#` and hexadecimal digits (7.3.5), and objects may lie in compressed object streams (7.5.7): both
are undone first. A reader comes to an object by its offset, wherever that leads, so that names are looked for in all bytes,
and an object stream is known by what a reader needs of it (`N` and `First`), not by its type.
"""

import re
import zlib
from collections.abc import Iterator

ACTIVE = (
    b"JavaScript", b"JS", b"Launch", b"SubmitForm", b"ImportData", b"GoToE", b"GoToR", b"Rendition", b"RichMedia", b"Movie",
    b"Sound", b"3D", b"3DD", b"EmbeddedFile", b"EmbeddedFiles", b"Filespec", b"FileAttachment", b"XFA",
)  # fmt: skip
SHORT = (b"JS", b"3D")  # come about in a picture's bytes; of whatever acts stands a longer name beside them
_NAME = re.compile(rb"/([^\s\0()<>\[\]{}/%]+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECT = re.compile(rb"(?<!end)obj(?=[\s\0%<])")
_TOKEN = re.compile(rb"%[^\r\n]*|<<|>>|/[^\s\0()<>\[\]{}/%]*|\(|<[\s\0\dA-Fa-f]*>?|[\[\]{})>]|[^\s\0()<>\[\]{}/%]+")
_IN_TEXT = re.compile(rb"\\.|[()]", re.DOTALL)
_LINE = re.compile(rb"(?:\r\n|\n|\r)?")
UNPACKED = 60_000_000  # bytes of all object streams together
PIECES = 1_500_000  # of dictionaries: what makes one look at the same again and again is no letter
PIECE = 1 << 16  # bytes at once
LONG = 64  # bytes: a longer piece counts for more


class _Hidden(Exception):
    """There are objects that cannot be looked at."""


def fault_of(data: bytes) -> str:
    """ "" for a plain PDF, else `broken`, `locked`, `active` or `huge`."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        return "broken"
    names = _names(data)
    found = names - set(SHORT)
    room = UNPACKED
    try:
        for stream in _packed(data) if {b"N", b"First"} <= names or b"ObjStm" in names else ():
            text = _unpacked(stream, room)
            room -= len(text)
            if room <= 0:
                return "huge"
            found |= _names(text)
    except (zlib.error, _Hidden):
        return "active"
    if b"Encrypt" in found:
        return "locked"
    return "active" if found & set(ACTIVE) else ""


def _unpacked(stream: memoryview, most: int) -> bytes:
    """`most` bytes of it where there are more; piece by piece, since what comes behind it may be all of the file. Raises
    zlib.error, and _Hidden where it does not end."""
    unpacker, text = zlib.decompressobj(), b""
    for at in range(0, len(stream), PIECE):
        text += unpacker.decompress(stream[at : at + PIECE], max(1, most - len(text)))
        if unpacker.eof or len(text) >= most:
            return text
    raise _Hidden


def _packed(data: bytes) -> Iterator[memoryview]:
    """The streams that hold objects, still compressed, each with what comes behind it. Raises _Hidden."""
    left = PIECES
    for hit in _OBJECT.finditer(data):
        told, end, left = _dictionary(data, hit.end(), left)
        if not _holds_objects(told):
            continue
        way = [one for name in (b"Filter", b"F") for one in told.get(name, []) if one not in (b"[", b"]")]
        if way not in ([], [b"FlateDecode"], [b"Fl"]) or {b"DecodeParms", b"DP"} & told.keys():
            raise _Hidden
        if way and (line := _LINE.match(data, end)):
            yield memoryview(data)[line.end() :]


def _holds_objects(told: dict[bytes, list[bytes]]) -> bool:
    return {b"N", b"First"} <= told.keys() or b"ObjStm" in told.get(b"Type", [])


def _dictionary(data: bytes, at: int, left: int) -> tuple[dict[bytes, list[bytes]], int, int]:
    """Keys of the dictionary of a stream that begins here, each with the pieces of its value, and where its bytes begin; no keys
    where there is no stream. `left`: how many pieces may be looked at, before and after. Raises _Hidden."""
    told: dict[bytes, list[bytes]] = {}
    depth, value, key = 0, True, b""
    while hit := _TOKEN.search(data, at):
        token, left = hit[0], left - 1 - (hit.end() - at) // LONG
        at = hit.end()
        if left < 0:
            raise _Hidden
        if token[:1] == b"%":
            continue
        if depth == 0 and token != b"<<":
            return (told if token == b"stream" else {}), at, left
        if token == b"(":
            at, left = _behind_text(data, at, left)
        depth += (token in (b"<<", b"[")) - (token in (b">>", b"]"))
        if depth == 1 and value and token[:1] == b"/":
            key, value = _plain(token[1:]), False
            told.setdefault(key, [])  # said twice, either may count
        elif depth >= 1 and key:
            told[key].append(_plain(token[1:]) if token[:1] == b"/" else token)
            value = depth == 1
    return {}, at, left - (len(data) - at) // LONG


def _behind_text(data: bytes, at: int, left: int) -> tuple[int, int]:
    """Behind a text that began before here; texts hold others in brackets. Raises _Hidden where it does not end."""
    open_ones = 1
    while open_ones:
        hit = _IN_TEXT.search(data, at)
        if hit is None or left < 0:
            raise _Hidden
        at, left = hit.end(), left - 1 - (hit.end() - at) // LONG
        open_ones += (hit[0] == b"(") - (hit[0] == b")")
    return at, left


def _names(text: bytes) -> set[bytes]:
    return {_plain(name) for name in _NAME.findall(text)}


def _plain(name: bytes) -> bytes:
    return _ESCAPED.sub(lambda hit: bytes([int(hit[1], 16)]), name)
