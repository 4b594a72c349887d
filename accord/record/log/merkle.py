"""The Merkle tree of a log: hashes, roots, and proofs that a line is in it and that it only grew.

After RFC 9162 (Certificate Transparency Version 2.0), section 2.1; the vectors of RFC 6962's log stand in
`tests/test_merkle.py`. Pure: hashes in, hashes out. A tree of any size is read through a function `subtree(height, index)`,
the hash of the full subtree of 2**height leaves that begins at leaf index * 2**height: nothing here ever needs them all.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

type Subtree = Callable[[int, int], bytes]

EMPTY = hashlib.sha256(b"").digest()  # root of a tree without leaves


def leaf_hash(entry: bytes) -> bytes:
    """32 bytes: SHA-256 of 0x00 and the entry (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """32 bytes: SHA-256 of 0x01 and the two hashes below. The two prefixes keep a node from passing for a leaf."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """A tree that grows by one leaf at a time and keeps the roots of its full subtrees alone: at most log2(size) hashes."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)  # largest first, as the ones of `size` in binary

    def add(self, leaf: bytes) -> None:
        """`leaf` is a leaf hash."""
        below, size = leaf, self.size
        while size & 1:
            below, size = node_hash(self.peaks.pop(), below), size >> 1
        self.peaks.append(below)
        self.size += 1

    def root(self) -> bytes:
        return _folded(self.peaks) if self.peaks else EMPTY


def folded(hashes: Sequence[bytes]) -> bytes:
    """Root over subtrees of one height, in their order. Raises ValueError without any."""
    if not hashes:
        raise ValueError("a fold needs at least one hash")
    row = list(hashes)
    while len(row) > 1:
        last = [row[-1]] if len(row) % 2 else []
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)] + last
    return row[0]


def root(size: int, subtree: Subtree) -> bytes:
    """Root over the first `size` leaves."""
    return _over(0, size, subtree) if size else EMPTY


def inclusion(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """Proof that the leaf `index` (from 0) is in the tree of `size` leaves (RFC 9162, 2.1.3.1): siblings, from below.

    Raises ValueError where the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    low, high, path = 0, size, list[bytes]()
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_over(middle, high, subtree))
            high = middle
        else:
            path.append(_over(low, middle, subtree))
            low = middle
    return path[::-1]


def consistency(old: int, size: int, subtree: Subtree) -> list[bytes]:
    """Proof that the tree of `size` leaves begins with that of `old` leaves (RFC 9162, 2.1.4.1).

    Empty where both are the same. Raises ValueError unless 0 < old <= size.
    """
    if not 0 < old <= size:
        raise ValueError("the older tree is empty or the larger one")
    low, high, path = 0, size, list[bytes]()
    while high != old:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_over(middle, high, subtree))
            high = middle
        else:
            path.append(_over(low, middle, subtree))
            low = middle
    if low:  # the older root is not known from itself
        path.append(_over(low, high, subtree))
    return path[::-1]


def proves_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], wanted: bytes) -> bool:
    """Whether `path` leads from the leaf hash to the root `wanted` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, made = index, size - 1, leaf
    for one in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            made = node_hash(one, made)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            made = node_hash(made, one)
        at, last = at >> 1, last >> 1
    return last == 0 and made == wanted


def proves_consistency(old: int, old_root: bytes, size: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` leads to both roots (RFC 9162, 2.1.4.2)."""
    if old == size:
        return not path and old_root == new_root
    if not 0 < old < size or not path:
        return False
    rest = list(path) if old & (old - 1) else [old_root, *path]
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    older = newer = rest[0]
    for one in rest[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            older, newer = node_hash(one, older), node_hash(one, newer)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            newer = node_hash(newer, one)
        at, last = at >> 1, last >> 1
    return last == 0 and older == old_root and newer == new_root


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _over(low: int, high: int, subtree: Subtree) -> bytes:
    """Hash over the leaves from `low` up to `high`; `low` is a multiple of the largest power of two in their number."""
    peaks = []
    for height in range((high - low).bit_length() - 1, -1, -1):
        if (high - low) >> height & 1:
            peaks.append(subtree(height, low >> height))
            low += 1 << height
    return _folded(peaks)


def _folded(peaks: Sequence[bytes]) -> bytes:
    """From the smallest subtree to the largest."""
    made = peaks[-1]
    for one in reversed(peaks[:-1]):
        made = node_hash(one, made)
    return made
