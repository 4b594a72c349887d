"""The data house as a client meets it: import, one server process, questions over HTTP. ROWS=100000,1000000 (or 10000000).

For each size, in a home of its own: figures made up for every member State, taken in by `accord import indicators` (seconds in
all, rows/s; rows/s beyond what ten rows take, which is Python's start); a pivot of areas by twenty years, warm; the service started on one worker; a point query (one series of twenty years, CSV) 2,000 times on one line kept open
(p50, p99) and 6,000 times on three lines at once (requests/s); every figure as CSV and as structure-specific XML: first byte,
observations/s, and by how much the worker's anonymous memory rose. At the end the point query at the largest size over the smallest, and the same CSV and XML message parsed by
pandas, pysdmx and sdmx1.
"""

import contextlib
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = [int(n) for n in os.environ.get("ROWS", "100000,1000000").split(",")]
PORT, ASKED = 8391, int(os.environ.get("ASKED", "2000"))
CSV, XML = "application/vnd.sdmx.data+csv;version=1.0.0", "application/vnd.sdmx.structurespecificdata+xml;version=2.1"


def accord(home: Path, *words: str) -> str:
    environment = {**os.environ, "ACCORD_HOME": str(home), "DEMO": "0"}
    done = subprocess.run([sys.executable, "-m", "accord", *words], cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return done.stdout


def made_up(path: Path, count: int) -> None:
    """States x sexes x twenty years x as many groups as it takes, sorted as a table of a custodian is."""
    import duckdb

    states = ", ".join(f"'{code}'" for code in codes())
    groups = -(-count // (len(codes()) * 3 * 20))
    duckdb.sql(f"""COPY (SELECT '16.2.1' AS indicator, a AS iso3, 2000 + y AS year, s AS sex, 'Group ' || g AS "Group",
        round((hash(a, g, s, y) % 10000) / 100.0, 2) AS value, 'percent' AS unit
        FROM (SELECT unnest([{states}]) AS a), (SELECT unnest(['F', 'M', 'T']) AS s), range({groups}) AS t(g), range(20) AS u(y)
        LIMIT {count}) TO '{path}' (HEADER)""")


def codes() -> list[str]:
    import csv

    with (ROOT / "accord/people/facts/areas.csv").open(encoding="utf-8") as file:
        return [row["iso3"] for row in csv.DictReader(file) if row["kind"] == "member_state"]


@contextlib.contextmanager
def served(home: Path) -> Iterator[int]:
    """The server on one worker; its worker's process id."""
    environment = {**os.environ, "ACCORD_HOME": str(home), "DEMO": "0", "ACCORD_POSTS_AN_HOUR": "100000"}
    command = [sys.executable, "-m", "accord", "serve", "--port", str(PORT), "--workers", "1"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                asked = http.client.HTTPConnection("127.0.0.1", PORT)
                asked.request("GET", "/healthz")
                asked.getresponse().read()
                break
            time.sleep(0.2)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        yield int(children[-1]) if children else server.pid
    finally:
        server.terminate()
        server.wait(20)


def anonymous(pid: int) -> float:
    """MB of the process's own memory."""
    found = re.search(r"RssAnon:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def client() -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)


def busy() -> float:
    """requests/s of one worker that never waits for a client."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(3) as lines:
        list(lines.map(point, [client() for _ in range(3)]))
    return 3 * ASKED / (time.perf_counter() - begun)


def point(line: http.client.HTTPConnection) -> tuple[float, float]:
    """p50 and p99 in ms."""
    taken = []
    areas = codes()
    line.request("GET", f"/sdmx/2.1/data/VAC/{areas[0]}.16_2_1.F...BENCH?detail=serieskeysonly", headers={"Accept": CSV})
    names, first = line.getresponse().read().decode().splitlines()[:2]
    told = dict(zip(names.split(","), first.split(","), strict=True))
    rest = ".".join(told[name] for name in ("INDICATOR", "SEX", "AGE", "COMPOSITE_BREAKDOWN", "ORIGIN"))
    for number in range(ASKED):
        at = time.perf_counter()
        where = f"/sdmx/2.1/data/VAC/{areas[number % len(areas)]}.{rest}?startPeriod=2000&endPeriod=2019"
        line.request("GET", where, headers={"Accept": CSV})
        answer = line.getresponse()
        body = answer.read()
        taken.append(1000 * (time.perf_counter() - at))
        if answer.status != 200 or body.count(b"\n") != 21:
            raise SystemExit(f"{answer.status}: {body[:300]!r}")
    return statistics.median(taken), sorted(taken)[int(0.99 * ASKED)]


def whole(line: http.client.HTTPConnection, accept: str, keep: Path | None) -> tuple[float, float]:
    """Seconds to the first byte and to the last."""
    begun = time.perf_counter()
    line.request("GET", "/sdmx/2.1/data/VAC/all", headers={"Accept": accept})
    answer = line.getresponse()
    first = answer.read(1)
    at = time.perf_counter() - begun
    with (keep or Path(os.devnull)).open("wb") as file:
        file.write(first)
        while part := answer.read(1 << 20):
            file.write(part)
    return at, time.perf_counter() - begun


PIVOT = """
import time
from accord.indicators.frames import analysis
from accord.indicators.models import Release
name, best = Release.objects.order_by("-id").values_list("parquet", flat=True)[0], 9.0
for turn in range(6):
    at = time.perf_counter()
    rows = analysis.pivot(name, "16_2_1", list(range(2000, 2020)), "F")
    best = min(best, time.perf_counter() - at) if turn > 1 else best
assert len(rows) > 190 and all(rows[0].values())
print(f"took {1000 * best:.0f}")
"""


def taken_in(home: Path, file: Path, size: int, source: str) -> float:
    """Seconds that the command takes."""
    made_up(file, size)
    at = time.perf_counter()
    told = accord(home, "import", "indicators", str(file), "--source", source, "--licence", "CC0", "--json")
    taken = time.perf_counter() - at
    if f'"added": {size}' not in told and f'"added":{size}' not in told:
        raise SystemExit(told[-1000:])
    file.unlink()
    return taken


def measured(size: int, kept: Path) -> float:
    """All of one size; p50 of the point query."""
    home = Path(tempfile.mkdtemp(prefix="accord-bench-"))
    accord(home, "migrate", "-v0")
    accord(home, "facts")
    start = taken_in(home, kept / "ten.csv", 10, "Ten")
    taken = taken_in(home, kept / f"{size}.csv", size, "Bench")
    print(
        f"{size:>11,} rows: command {taken:.1f} s, {size / taken:,.0f} rows/s; beyond the {start:.1f} s of ten rows {size / (taken - start):,.0f} rows/s"
    )
    print(f"  pivot of areas by twenty years, warm: {accord(home, 'shell', '-v0', '-c', PIVOT).split()[-1]} ms")
    with served(home) as pid:
        line = client()
        point(line)
        p50, p99 = point(line)
        print(f"  point query over HTTP, one worker: p50 {p50:.2f} ms, p99 {p99:.2f} ms; three lines at once {busy():,.0f}/s")
        before, line = anonymous(pid), client()  # a line that waited while others were busy may have been closed
        for name, accept, suffix in (("CSV", CSV, "csv"), ("XML", XML, "xml")):
            first, last = whole(line, accept, kept / f"message.{suffix}" if size == SIZES[0] else None)
            print(f"  all as {name}: first byte {1000 * first:.0f} ms, {size / last:,.0f} observations/s; worker's memory "
                  f"{before:.0f} -> {anonymous(pid):.0f} MB")  # fmt: skip
    return p50


def parsed(kept: Path, size: int) -> None:
    import pandas
    import sdmx
    from pysdmx.io import read_sdmx

    for name, work in (
        ("pandas, CSV", lambda: pandas.read_csv(kept / "message.csv", dtype=str)),
        ("pysdmx, CSV", lambda: read_sdmx(kept / "message.csv", validate=False)),
        ("pysdmx, XML", lambda: read_sdmx(kept / "message.xml", validate=False)),
        ("sdmx1, XML", lambda: sdmx.read_sdmx(kept / "message.xml")),
    ):
        at = time.perf_counter()
        work()
        print(f"  {name}: {size / (time.perf_counter() - at):,.0f} observations/s parsed")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="accord-bench-") as folder:
        found = {size: measured(size, Path(folder)) for size in SIZES}
        print(f"  point query at {SIZES[-1]:,} over {SIZES[0]:,}: {found[SIZES[-1]] / found[SIZES[0]]:.2f}")
        parsed(Path(folder), SIZES[0])
