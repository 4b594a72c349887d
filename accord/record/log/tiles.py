"""The log's hashes in the database, 256 side by side (as C2SP's tlog-tiles lay them out).

Level 0 holds the leaves; each level above, the roots of the full tiles below. Sealing touches the last tile of each level, a
proof a few of them: neither reads the whole log.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from accord.record.log import merkle
from accord.record.models import LogTile

WIDE = 256
HEIGHT = 8  # of a tile
LEVELS = range(6)


class Missing(Exception):
    """A hash that the log should hold is not there."""


def key_of(level: int, number: int) -> int:
    return level << 48 | number


def extend(size: int, leaves: list[bytes]) -> None:
    """Put leaf hashes behind the first `size`. A few queries, whatever the size. Raises Missing where the end is not there."""
    for level in LEVELS:
        if not leaves:
            return
        number, inside = divmod(size, WIDE)
        held = bytes(LogTile.objects.filter(key=key_of(level, number)).values_list("hashes", flat=True).first() or b"")
        if len(held) < inside * 32:
            raise Missing
        data = held[: inside * 32] + b"".join(leaves)
        parts = [data[at : at + WIDE * 32] for at in range(0, len(data), WIDE * 32)]
        rows = [LogTile(key=key_of(level, number + at), hashes=part) for at, part in enumerate(parts)]
        LogTile.objects.bulk_create(rows, batch_size=100, update_conflicts=True, unique_fields=["key"], update_fields=["hashes"])
        size, leaves = size // WIDE, [merkle.folded(hashes_in(part)) for part in parts if len(part) == WIDE * 32]


def hashes_in(data: bytes) -> list[bytes]:
    return [data[at : at + 32] for at in range(0, len(data), 32)]


def computed[T](ask: Callable[[merkle.Subtree], T]) -> T:
    """What `ask` makes of the log's subtrees. It is run twice: first to learn which it needs, then with them (1 query).

    Raises Missing where one is not there.
    """
    needed: set[int] = set()

    def note(height: int, index: int) -> bytes:
        level, start = height // HEIGHT, index << height % HEIGHT
        needed.add(key_of(level, start // WIDE))
        return bytes(32)

    ask(note)
    held = {row.key: bytes(row.hashes) for row in LogTile.objects.filter(key__in=needed)} if needed else {}

    def read(height: int, index: int) -> bytes:
        level, start, count = height // HEIGHT, index << height % HEIGHT, 1 << height % HEIGHT
        number, inside = divmod(start, WIDE)
        data = held.get(key_of(level, number), b"")[inside * 32 : (inside + count) * 32]
        if len(data) != count * 32:
            raise Missing
        return merkle.folded(hashes_in(data))

    return ask(read)


def root(size: int) -> bytes:
    """Root over the first `size` leaves. Raises Missing where the log does not hold them."""
    return computed(lambda subtree: merkle.root(size, subtree))


class Walk:
    """The leaves in their order, one tile in memory at a time: for a check of the whole log."""

    def __init__(self) -> None:
        self._rows: Iterator[tuple[int, Any]] = self._level(0)
        self._number, self._data = -1, b""

    @staticmethod
    def _level(level: int) -> Iterator[tuple[int, Any]]:
        rows = LogTile.objects.filter(key__gte=key_of(level, 0), key__lt=key_of(level + 1, 0)).order_by("key")
        return rows.values_list("key", "hashes").iterator(chunk_size=50)

    def leaf(self, position: int) -> bytes | None:
        """The leaf at this position (from 1); positions must rise from call to call."""
        number, inside = divmod(position - 1, WIDE)
        while self._number < number:
            row = next(self._rows, None)
            if row is None:
                return None
            self._number, self._data = row[0], bytes(row[1])
        data = self._data[inside * 32 : inside * 32 + 32] if self._number == number else b""
        return data if len(data) == 32 else None


def broken() -> Iterable[int]:
    """Positions of first lines under hashes that do not stand over the tiles below them."""
    for level in LEVELS[:-1]:
        full = [(key, bytes(data)) for key, data in Walk._level(level + 1)]
        told = {(key & (1 << 48) - 1) * WIDE + at: one for key, data in full for at, one in enumerate(hashes_in(data))}
        for key, data in Walk._level(level):
            number = key & (1 << 48) - 1
            should = merkle.folded(hashes_in(bytes(data))) if len(data) == WIDE * 32 else None
            if told.pop(number, None) != should:
                yield (number << HEIGHT * (level + 1)) + 1
        for number in told:
            yield (number << HEIGHT * (level + 1)) + 1
        if not full:
            return
