"""Discussions as clients meet them: `python bench/talk.py --posts 100000,1000000 [--seconds 5] [--home FOLDER]`.

For each number of posts, in one home that grows (`accord demo --posts N`): one worker as `accord run` starts it, on SQLite with
synchronous=FULL, or on the PostgreSQL that ACCORD_DATABASE names; lines kept open by a process of its own (`bench/load.py`). Topic
list and topic page (first, middle, last) signed out, from memory; signed in, each page for the first time (cold) and a hundred
pages again and again (warm); sixteen who post, then the server killed while they do, and each post that was acknowledged looked
for; forty fixed searches; memory of the worker. One table, with targets.
"""

import argparse
import contextlib
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))
from house import PORT, ROOT, accord, anonymous, served

HERE, PAGE, TOKEN = Path(__file__).resolve().parent, 20, "a" * 32
type Figures = dict[str, float]
# What is measured, its unit, the target ("<" at most, ">" at least, "" none but growth).
TARGETS = {
    "made: posts/s": ">1667",
    **{f"signed out, {name}: {unit}": target for name in ("list", "first", "middle", "last")
       for unit, target in (("req/s", ">3000"), ("CPU ms", "<0.3"))},
    "signed in, cold: req/s": ">120", "signed in, cold: CPU ms": "<7", "signed in, cold: p50 ms": "<7",
    "signed in, warm: req/s": ">250", "signed in, warm: CPU ms": "<4", "signed in, warm: p50 ms": "<4",
    "posting: posts/s": ">200", "posting: p99 ms": "<150", "posting: CPU ms": "", "posting: lost after kill -9": "<0",
    "search: p50 ms": "<10", "search: p99 ms": "<60", "worker: MB anonymous": "<150", "topic page: KB": "<40",
}  # fmt: skip
if os.environ.get("ACCORD_DATABASE", "").startswith("postgresql:"):
    for shown in ("list", "first", "middle", "last"):
        TARGETS |= {f"signed out, {shown}: req/s": ">1000", f"signed out, {shown}: CPU ms": "<0.7"}
    TARGETS["posting: posts/s"] = ">150"


def at_home(home: Path, what: str, given: Any = None) -> str:
    environment = {**os.environ, "ACCORD_HOME": str(home)}
    command = [sys.executable, str(HERE / "talk_home.py"), what]
    done = subprocess.run(command, cwd=ROOT, env=environment | {"PYTHONPATH": str(ROOT)}, input=json.dumps(given),
                          capture_output=True, text=True)  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return done.stdout


def cpu(pid: int) -> float:
    """Seconds of the worker so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def get(path: str, cookie: str = "") -> str:
    told = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nAccept-Encoding: gzip\r\n{told}\r\n"


def loaded(lines: list[list[str]], seconds: float, **more: Any) -> dict[str, Any]:
    asked = {"port": PORT, "seconds": seconds, "lines": lines, **more}
    done = subprocess.run([sys.executable, str(HERE / "load.py")], input=json.dumps(asked), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def spent(pid: int, lines: list[list[str]], seconds: float, wanted: str = "200", **more: Any) -> dict[str, Any]:
    before = cpu(pid)
    told = loaded(lines, seconds, **more)
    told["cpu"] = 1000 * (cpu(pid) - before) / max(1, told["count"])
    told["rate"] = told["count"] / told["seconds"]
    wrong = {code: many for code, many in told["status"].items() if code != wanted}
    if wrong:
        print(f"  answers that were not {wanted}: {wrong}")
    return told


def pages_of(topics: list[Any], where: str) -> list[str]:
    place = {"first": lambda last: 1, "middle": lambda last: last // 2 // PAGE * PAGE + 1,
             "last": lambda last: (last - 1) // PAGE * PAGE + 1}[where]  # fmt: skip
    return [f"/en/topics/{ref}/?from={place(last)}" if where != "first" else f"/en/topics/{ref}/" for ref, last, *_ in topics]


def reading(pid: int, told: dict[str, Any], seconds: float) -> Figures:
    found: Figures = {}
    lists = [f"/en/discussions/on/{ref}/" for ref in told["places"]]
    for name in ("list", "first", "middle", "last"):
        paths = lists if name == "list" else pages_of(told["topics"][:50], name)
        lines = [[get(path) for path in paths[n % len(paths) :] + paths[: n % len(paths)]] for n in range(8)]
        loaded([[get(path) for path in paths]], 60, once=True)  # a first visit of each
        one = spent(pid, lines, seconds)
        found |= {f"signed out, {name}: req/s": one["rate"], f"signed out, {name}: CPU ms": one["cpu"]}
    reader = told["authors"][0]["cookie"]
    cold = [f"/en/topics/{ref}/?from={at}" for ref, last in told["many"] for at in range(1, last + 1, PAGE)]
    random.Random(7).shuffle(cold)
    once, rest = cold[:200], cold[200:4000]
    one = spent(pid, [[get(path, reader) for path in once]], 60, once=True)
    many = spent(pid, [[get(path, told["authors"][n]["cookie"]) for path in rest[n::8]] for n in range(8)], seconds, once=True)
    found |= {
        "signed in, cold: p50 ms": one["p50"],
        "signed in, cold: req/s": many["rate"],
        "signed in, cold: CPU ms": many["cpu"],
    }
    warm = pages_of(told["topics"], "first")
    loaded([[get(path, reader) for path in warm]], 60, once=True)
    one = spent(pid, [[get(path, reader) for path in warm]], seconds / 2)
    many = spent(pid, [[get(path, reader) for path in warm[n:] + warm[:n]] for n in range(8)], seconds)
    found |= {
        "signed in, warm: p50 ms": one["p50"],
        "signed in, warm: req/s": many["rate"],
        "signed in, warm: CPU ms": many["cpu"],
    }
    found["topic page: KB"] = max(largest(told["topics"][:10], where, reader) for where in ("first", "middle", "last"))
    return found


def largest(topics: list[Any], where: str, cookie: str) -> float:
    import http.client

    sizes = []
    for path in pages_of(topics, where):
        line = http.client.HTTPConnection("127.0.0.1", PORT)
        line.request("GET", path, headers={"Cookie": cookie})
        sizes.append(len(line.getresponse().read()) / 1024)
    return max(sizes)


def form(author: dict[str, str], ref: str, marker: str) -> str:
    """A post as a browser sends it."""
    words = " ".join(random.choices(("harbour", "school", "care", "law", "boats", "children", "*night*", "watch"), k=40))
    typed = {"csrfmiddlewaretoken": 2 * TOKEN, "text": f"{marker} {words}", "language": "en", "once": random.randbytes(16).hex()}
    body = urlencode(typed)
    return (
        f"POST /en/topics/{ref}/post/ HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nCookie: {author['cookie']}; csrftoken={TOKEN}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )


def posting(pid: int, told: dict[str, Any], seconds: float, home: Path) -> Figures:
    """Sixteen at once for some seconds; then again, and the server is killed in the midst of it."""
    where: dict[str, list[str]] = {}
    for ref, _last, place in told["topics"]:
        where.setdefault(place, []).append(ref)
    run = random.randbytes(3).hex()

    def lines(part: str, many: int = int(60 * seconds)) -> list[list[str]]:
        return [[form(author, random.choice(where[author["place"]]), f"m{run}{part}x{n}x{at}") for at in range(many)]
                for n, author in enumerate(told["authors"])]  # fmt: skip

    first = loaded(lines("w", 2), 60, once=True)  # as with pages that are read again and again: nobody's first post there
    print(f"  first two posts of each author in this process: p50 {first['p50']:.0f} ms, p99 {first['p99']:.0f} ms")
    one = spent(pid, lines("a"), seconds, wanted="302", once=True)
    found = {"posting: posts/s": one["rate"], "posting: p99 ms": one["p99"], "posting: CPU ms": one["cpu"]}
    found["worker: MB anonymous"] = anonymous(pid)
    acknowledged = [f"m{run}ax{line}x{at}" for at, line, went in one["went_to"] if "#p" in went]
    killed = threading.Timer(seconds / 2, lambda: [os.kill(one, signal.SIGKILL) for one in (parent_of(pid), pid)])
    killed.start()
    two = loaded(lines("b"), seconds, once=True)
    killed.join()
    acknowledged += [f"m{run}bx{line}x{at}" for at, line, went in two["went_to"] if "#p" in went]
    counted = json.loads(at_home(home, "count", acknowledged))
    print(f"  acknowledged {len(acknowledged):,} posts, {counted['found']:,} of them whole after kill -9")
    return found | {"posting: lost after kill -9": len(acknowledged) - counted["found"]}


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@contextlib.contextmanager
def home_of(named: str) -> Iterator[Path]:
    if named:
        Path(named).mkdir(parents=True, exist_ok=True)
        yield Path(named).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="accord-talk-") as folder:
        yield Path(folder)


def measured(home: Path, posts: int, seconds: float) -> Figures:
    begun = time.perf_counter()
    accord(home, "demo", "--posts", str(posts), "--json")
    taken = time.perf_counter() - begun
    told = json.loads(at_home(home, "prepare"))
    print(f"{told['posts']:,} posts stand there; command {taken:.0f} s", flush=True)
    found: Figures = {"made: posts/s": posts / taken}
    with served(home) as pid:
        found |= reading(pid, told, seconds)
        found |= posting(pid, told, seconds, home)
    said = at_home(home, "search").splitlines()
    print("\n".join(f"  {line}" for line in said[:-1]))
    asked = json.loads(said[-1])
    return found | {"search: p50 ms": asked["p50"], "search: p99 ms": asked["p99"]}


def holds(value: float, target: str) -> bool:
    if not target:
        return True
    return value <= float(target[1:]) if target[0] == "<" else value >= float(target[1:])


def table(sizes: list[int], found: list[Figures]) -> None:
    print(
        f"\n{'':<34}"
        + "".join(f"{size:>12,}" for size in sizes)
        + f"{'target':>10}"
        + ("    last/first" if len(sizes) > 1 else "")
    )
    for name, target in TARGETS.items():
        values = [one.get(name, 0.0) for one in found]
        ratio = f"{values[-1] / values[0]:>14.2f}" if len(values) > 1 and values[0] else ""
        missed = "" if all(holds(value, target) for value in values) else "  not met"
        print(f"{name:<34}" + "".join(f"{value:>12,.2f}" for value in values) + f"{target:>10}{ratio}{missed}")
    if len(sizes) > 1:
        costs = [n for n in TARGETS if n.endswith("CPU ms")]
        worst = max(costs, key=lambda n: found[-1][n] / max(0.01, found[0][n]))
        ratios = [found[-1][n] / max(0.01, found[0][n]) for n in costs]
        print(
            f"CPU at {sizes[-1]:,} over {sizes[0]:,}: median {statistics.median(ratios):.2f}, most {max(ratios):.2f} ({worst}); target 1.2"
        )


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--posts", default=os.environ.get("POSTS", "100000,1000000"))
    given.add_argument("--seconds", type=float, default=float(os.environ.get("SECONDS", "5")))
    given.add_argument("--home", default="", help="keep the home there, and go on from it the next time")
    chosen = given.parse_args()
    wanted = [int(n) for n in chosen.posts.split(",")]
    with home_of(chosen.home) as home:
        accord(home, "migrate", "-v0")
        accord(home, "facts")
        accord(home, "demo", "--json")
        table(wanted, [measured(home, posts, chosen.seconds) for posts in wanted])
