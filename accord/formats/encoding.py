"""Bytes to text: UTF-8, or UTF-16 with its mark; else a clear refusal.

Nothing is guessed: a wrong guess spoils names.
"""

import codecs
import re

from accord.formats.messages import Unreadable, show

_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook (.xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file (.xls, .doc)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_MARKUP = re.compile(rb"\s*(?:<(?:!doctype|html|\?xml|\w+:)|[{\[]\s*[\"{\[\]}])", re.IGNORECASE)


def decode(data: bytes) -> tuple[str, str]:
    """The text without its byte-order mark, and the encoding's name.

    Raises Unreadable: binary, utf16, utf32, encoding.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Unreadable("utf32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as fault:
            raise Unreadable("utf16") from fault
    _refuse_binary(data)
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as fault:
        body = data.removeprefix(codecs.BOM_UTF8)
        near = body[max(0, fault.start - 15) : fault.start + 15].decode("utf-8", "replace")
        row = len(re.findall(rb"\r\n|\r|\n", body[: fault.start]))
        raise Unreadable("encoding", row=row, byte=f"0x{body[fault.start]:02X}", value=show(near)) from fault


def read_utf8(data: bytes) -> str:
    """The text of a file whose format fixes UTF-8 (JSON). Raises Unreadable: encoding."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        near = data[max(0, fault.start - 15) : fault.start + 15].decode("utf-8", "replace")
        line = data.count(b"\n", 0, fault.start)
        raise Unreadable("encoding", row=line, byte=f"0x{data[fault.start]:02X}", value=show(near)) from fault


def refuse_signature(data: bytes) -> None:
    """Raises Unreadable (binary) where the first bytes tell a kind of file that is no text."""
    for mark, kind in _SIGNATURES:
        if data.startswith(mark):
            raise Unreadable("binary", kind=kind)


def _refuse_binary(data: bytes) -> None:
    refuse_signature(data)
    head = data[:4096].removeprefix(codecs.BOM_UTF8)
    if _MARKUP.match(head):
        raise Unreadable("binary", kind="a web page, XML or JSON")
    if head.count(0) * 4 > len(head):
        raise Unreadable("binary", kind="UTF-16 without its mark, or binary")
    odd = sum(b < 32 and b not in b"\t\n\r\x0c" for b in head)
    if odd * 10 > len(head):
        raise Unreadable("binary", kind="binary")
