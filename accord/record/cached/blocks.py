"""Pieces of pages kept in a process for readers who signed in: the same for all who may see the same.

A block is kept with the stamps of what it read, as a page is (`pages.py`). Its key names all that it differs by: the thing, its
part, the language, what of it the reader may see. Who may read it at all is asked before, each time; what is the reader's own
stands outside. Of who signed in, which audiences are theirs is kept in the same way.
"""

import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from accord.record.cached import stamps
from accord.record.cached.stamps import PRIVATE, Stamps

type Key = tuple[str | int | bool | tuple[str, ...] | tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Block[T: (SafeString, bytes, tuple[int, ...], tuple[str, ...])]:
    """HTML, rows as bytes, or a few ids or codes."""

    value: T
    names: tuple[str, ...]
    stamps: Stamps

    def holds(self, of_reader: bool = False) -> bool:
        return (stamps.as_of_here if of_reader else stamps.now)(self.names) == self.stamps

    @property
    def size(self) -> int:
        return 2 * len(self.value) + 1000  # with its stamps; a text with letters beyond Latin-1 takes two bytes a letter


_kept: OrderedDict[Key, Block[Any]] = OrderedDict()
_bytes = 0
_lock = threading.Lock()


def kept[T: (SafeString, bytes, tuple[int, ...], tuple[str, ...])](
    key: Key, make: Callable[[], T], *, of_reader: bool = False
) -> T:
    """What `make` gives, from memory while nothing of what it read was written (1 query). `of_reader`: who somebody is and what
    they may do, which a request asks once (`stamps.moment`)."""
    with _lock:
        found: Block[T] | None = _kept.get(key)
        if found:
            _kept.move_to_end(key)
    if found and found.holds(of_reader):
        stamps.note(found.names, found.stamps)
        return found.value
    with stamps.seen(stamps.Seen(kind=f"block {key[0]}")) as read:
        value = make()
    if settings.BLOCKS_KEPT and not read.names & PRIVATE:
        _put(key, Block(value, tuple(sorted(read.names)), read.stamps()))
    return value


def copied[T](key: Key, make: Callable[[], T], *, of_reader: bool = False) -> T:
    """Rows that `make` read, as a copy of the caller's own: no request sees what another one did to it."""
    found: T = pickle.loads(kept(key, lambda: pickle.dumps(make()), of_reader=of_reader))  # noqa: S301  # bytes of our own
    return found


def _put(key: Key, block: Block[Any]) -> None:
    global _bytes
    with _lock:
        before = _kept.pop(key, None)
        _bytes += block.size - (before.size if before else 0)
        _kept[key] = block
        while _bytes > settings.BLOCKS_KEPT and _kept:
            _bytes -= _kept.popitem(last=False)[1].size


def clear() -> None:
    global _bytes
    with _lock:
        _kept.clear()
        _bytes = 0
