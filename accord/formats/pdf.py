"""Whether a PDF is a plain document: it is looked at, not drawn.

Names of what can act after ISO 32000-1, chapters 7.11 (embedded files), 12.6 (actions), 12.7 (forms) and 13 (multimedia).
Names may be written with `#` and hexadecimal digits (7.3.5), and objects may lie in compressed object streams (7.5.7): both
are undone first.
"""

import re
import zlib

ACTIVE = (
    b"JavaScript", b"JS", b"Launch", b"SubmitForm", b"ImportData", b"GoToE", b"GoToR", b"Rendition", b"RichMedia", b"Movie",
    b"Sound", b"3D", b"EmbeddedFile", b"EmbeddedFiles", b"Filespec", b"FileAttachment", b"XFA",
)  # fmt: skip
_NAME = re.compile(rb"/([^\s()<>\[\]{}/%]+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")
UNPACKED = 60_000_000  # bytes of all object streams together


def fault_of(data: bytes) -> str:
    """ "" for a plain PDF, else `broken`, `locked`, `active` or `huge`."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        return "broken"
    outside, packed = _parts(data)
    names = _names(outside)
    room = UNPACKED
    for stream in packed:
        unpacker = zlib.decompressobj()
        try:
            text = unpacker.decompress(stream, room)
        except zlib.error:
            return "active"  # objects that cannot be looked at
        room -= len(text)
        if unpacker.unconsumed_tail or room <= 0:
            return "huge"
        names |= _names(text)
    if b"Encrypt" in names:
        return "locked"
    return "active" if names & set(ACTIVE) else ""


def _parts(data: bytes) -> tuple[bytes, list[bytes]]:
    """What stands outside of streams, and the streams that hold objects, still compressed."""
    outside: list[bytes] = []
    packed: list[bytes] = []
    at = 0
    while hit := _STREAM.search(data, at):
        outside.append(data[at : hit.start()])
        end = data.find(b"endstream", hit.end())
        end = len(data) if end < 0 else end
        before, inside = data[at : hit.start()], data[hit.end() : end]
        # Before: the whole, as a text of the dictionary may hold "obj". Inside: it may hold "stream", too.
        if b"ObjStm" in _names(before) | _names(inside):
            packed.append(inside)
        at = end
    outside.append(data[at:])
    return b"".join(outside), packed


def _names(text: bytes) -> set[bytes]:
    return {_ESCAPED.sub(lambda hit: bytes([int(hit[1], 16)]), name) for name in _NAME.findall(text)}
