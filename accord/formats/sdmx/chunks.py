"""Pieces of text made bytes in chunks that a server can stream."""

from collections.abc import Iterable, Iterator

CHUNK = 64 * 1024


def chunked(pieces: Iterable[str]) -> Iterator[bytes]:
    """Pieces of text joined to UTF-8 chunks of about 64 KB; the first piece goes out at once. Half surrogates become `?`."""
    held: list[str] = []
    size = CHUNK
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield "".join(held).encode("utf-8", "replace")
            held.clear()
            size = 0
    if held:
        yield "".join(held).encode("utf-8", "replace")
