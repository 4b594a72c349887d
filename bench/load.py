"""A client that keeps its lines open: `python bench/load.py < asked.json`. A process of its own, on whatever the server leaves.

Read: {"port": n, "seconds": s, "lines": [[request, ...], ...]}, each request a whole HTTP text. Every line sends its requests one after
another, from the first again when all were sent unless "once". Written: {"count", "seconds", "p50", "p99" (ms), "status", "went_to"}.
"""

import json
import selectors
import socket
import sys
import time
from collections import Counter
from typing import Any


class Line:
    """One connection: what it sends next, what of the answer is missing."""

    def __init__(self, port: int, requests: list[bytes], once: bool) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests, self.once, self.at = requests, once, 0
        self.got, self.missing, self.begun = b"", -1, 0.0

    def send(self) -> bool:
        if self.at == len(self.requests):
            if self.once:
                return False
            self.at = 0
        self.begun, self.got, self.missing = time.perf_counter(), b"", -1
        self.socket.sendall(self.requests[self.at])
        self.at += 1
        return True

    def take(self) -> bool:
        """Whether the whole answer is there. Raises ConnectionError where the server went away."""
        part = self.socket.recv(1 << 17)
        if not part:
            raise ConnectionError
        if self.missing >= 0:
            self.missing -= len(part)
            return self.missing <= 0
        self.got += part
        end = self.got.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = self.got[:end].lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        self.missing = end + 4 + length - len(self.got)
        return self.missing <= 0

    def header(self, name: bytes) -> str:
        at = self.got.lower().find(b"\r\n" + name + b":")
        return self.got[at + len(name) + 3 :].split(b"\r\n", 1)[0].decode().strip() if at >= 0 else ""


def run(asked: dict[str, Any]) -> dict[str, Any]:
    lines = [Line(asked["port"], [one.encode() for one in own], asked.get("once", False)) for own in asked["lines"]]
    ready, taken, status, went = selectors.DefaultSelector(), [], Counter[str](), []
    begun = time.perf_counter()
    until = begun + asked["seconds"]
    for line in lines:
        ready.register(line.socket, selectors.EVENT_READ, line)
        line.send()
    open_lines = len(lines)
    while open_lines:
        for key, _ in ready.select(5):
            line = key.data
            try:
                if not line.take():
                    continue
            except ConnectionError:
                ready.unregister(line.socket)
                open_lines -= 1
                continue
            now = time.perf_counter()
            taken.append(now - line.begun)
            status[line.got[9:12].decode()] += 1
            if line.got[9:12] == b"302":
                went.append([line.at - 1, lines.index(line), line.header(b"location")])
            if now > until or not line.send():
                ready.unregister(line.socket)
                open_lines -= 1
    if not taken:
        raise SystemExit("The server answered nothing.")
    taken.sort()
    seconds = time.perf_counter() - begun
    return {
        "count": len(taken), "seconds": seconds, "p50": 1000 * taken[len(taken) // 2], "p99": 1000 * taken[int(len(taken) * 0.99)],
        "status": status, "went_to": went,
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
