"""The new file: objects with numbers of their own, as ISO 32000-1 writes them (7.3, 7.5)."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from accord.formats.pdf_anew import UNPACKED, WRITTEN, Refused

OBJECTS = 60_000
BODIES = 30_000_000  # bytes, before they are packed
BOX = 200  # objects that are packed together
REGULAR = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-.,*'\"")


def name(value: str) -> bytes:
    return b"/" + b"".join(bytes([c]) if c in REGULAR else b"#%02X" % c for c in value.encode()[:120] if c)


def number(value: Any) -> bytes:
    whole = int(value)
    if whole == value:
        return str(whole).encode()
    return f"{Decimal(str(value)):f}".encode()[:40]


def raw(value: bytes) -> bytes:
    return b"<" + value.hex().encode() + b">"


def text(value: str) -> bytes:
    return raw(b"\xfe\xff" + value.encode("utf-16-be", "replace"))


def array(values: Iterable[bytes]) -> bytes:
    return b"[" + b" ".join(values) + b"]"


def dictionary(values: Mapping[str, bytes]) -> bytes:
    return b"<<" + b" ".join(name(key) + b" " + value for key, value in values.items()) + b">>"


def reference(at: int) -> bytes:
    return b"%d 0 R" % at


class Written:
    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.size = self.unpacked = 0

    def reserve(self) -> int:
        if len(self.bodies) >= OBJECTS:
            raise Refused("huge")
        self.bodies.append(b"null")
        return len(self.bodies)

    def put(self, at: int, body: bytes) -> bytes:
        self.bodies[at - 1] = body
        self.size += len(body)
        if self.size > BODIES:
            raise Refused("huge")
        return reference(at)

    def add(self, body: bytes) -> bytes:
        return self.put(self.reserve(), body)

    def count(self, size: int) -> None:
        """What was unpacked of the old file, all in all."""
        self.unpacked += size
        if self.unpacked > UNPACKED:
            raise Refused("huge")

    def stream(self, told: Mapping[str, bytes], data: bytes, way: str = "") -> bytes:
        """Packed here, unless it is packed already in that way (DCTDecode)."""
        body = data if way else zlib.compress(data, 9)
        head = {**told, "Filter": name(way or "FlateDecode"), "Length": number(len(body))}
        return dictionary(head) + b"\nstream\n" + body + b"\nendstream"

    def file(self, root: bytes) -> bytes:
        """What is no stream is packed together (7.5.7): tags of a long document are megabytes else."""
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), [(0, 0, 65_535)]
        packed = self._parted()
        boxes = [self._box(numbers) for numbers in packed]
        where = {at: (2, len(self.bodies) + 1 + box, place) for box, them in enumerate(packed) for place, at in enumerate(them)}
        for at, body in enumerate([*self.bodies, *boxes], 1):
            if at in where:
                places.append(where[at])
                continue
            places.append((1, len(out), 0))
            out += b"%d 0 obj\n" % at + body + b"\nendobj\n"
        start = len(out)
        places.append((1, start, 0))
        listed = b"".join(struct.pack(">BLH", *one) for one in places)
        told = {"Type": name("XRef"), "Size": number(len(places)), "W": b"[1 4 2]", "Root": root}
        out += b"%d 0 obj\n" % (len(places) - 1) + self.stream(told, listed) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
        if len(out) > WRITTEN:
            raise Refused("large")
        return bytes(out)

    def _parted(self) -> list[list[int]]:
        """Numbers of what is no stream, by the box that it is put into."""
        small = [at for at, body in enumerate(self.bodies, 1) if not body.endswith(b"\nendstream")]
        return [small[at : at + BOX] for at in range(0, len(small), BOX)]

    def _box(self, numbers: list[int]) -> bytes:
        head, body = b"", bytearray()
        for at in numbers:
            head += b"%d %d " % (at, len(body))
            body += self.bodies[at - 1] + b"\n"
        told = {"Type": name("ObjStm"), "N": number(len(numbers)), "First": number(len(head))}
        return self.stream(told, head + body)
