"""`make bench`: what pages and searches cost, in process, at 10,000 and at 100,000 cards (CARDS=10000,100000).

Pages: p50 and p99 in ms of 100 requests one after another, best of three runs; requests/s that follow, CPU ms (of the tenth
quickest); CPU ms of a first visit after a publication, when the process has kept nothing (`first`), and when the page was not
drawn either (`undrawn`), least of five; queries of a kept and of a first visit; KB, KB compressed.
Searches: 40 fixed queries in six languages and 24 harder ones, 5 rounds each, best of three runs; what they find is checked and
digested. What a page costs at the larger size against the smaller. Last, the global report. With ACCORD_DATABASE set to an
empty PostgreSQL database the same is measured there.
"""

import gzip
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ["ACCORD_HOME"] = tempfile.mkdtemp(prefix="accord-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.indicators.models import Drawn
from accord.overview import facts
from accord.overview.drawing import draw_all
from accord.people.models import Area
from accord.record.cached import blocks
from accord.record.search.reads import SearchPage, search

sys.path.insert(0, str(Path(__file__).resolve().parent))
from queries import RUNS, digest, made_up, print_runs, searched

PAGES = ["/en/", "/en/countries/KEN/", "/ar/countries/KEN/", "/en/indicators/5.3.1-u18/", "/en/indicators/16.1.1/",
         "/en/search/?q=violence", "/en/directory/", "/en/recommendations/"]  # fmt: skip
SIZES = [int(n) for n in os.environ.get("CARDS", "10000,100000").split(",")]


def pages() -> dict[str, float]:
    settings.PAGES_KEPT = 0  # whole pages kept for signed-out readers are `bench/kept.py`'s
    client = Client(HTTP_HOST="localhost")
    heads = ("p50 ms", "p99 ms", "req/s", "CPU ms", "first", "undrawn", "queries", "first", "KB", "KB gz")
    print(f"{'page':<30}" + "".join(f"{head:>8}" for head in heads))
    draw_all()
    drawn = list(Drawn.objects.all())
    cost: dict[str, float] = {}
    for page in PAGES:
        body = client.get(page).content
        count, _cpu = _asked(client, page)
        runs = [_hundred(client, page) for _ in range(RUNS)]
        wall, cost[page] = min(runs, key=lambda run: run[0][49])[0], min(spent for _wall, spent in runs)
        first = [_asked(client, page, cold=True) for _ in range(5)]
        Drawn.objects.all().delete()
        undrawn = min(_asked(client, page, cold=True)[1] for _ in range(5))
        Drawn.objects.bulk_create(drawn, batch_size=200)
        print(
            f"{page:<30}{wall[49]:>8.1f}{wall[98]:>8.1f}{1000 / statistics.mean(wall):>8.0f}{cost[page]:>8.1f}"
            f"{min(cpu for _n, cpu in first):>8.1f}{undrawn:>8.1f}{count:>8}{first[0][0]:>8}"
            f"{len(body) / 1024:>8.1f}{len(gzip.compress(body)) / 1024:>8.1f}"
        )
    return cost


def _hundred(client: Client, page: str) -> tuple[list[float], float]:
    """Times in order, and CPU of the tenth quickest."""
    wall, spent = [], []
    for _ in range(100):
        start, cpu = time.perf_counter(), time.process_time()
        client.get(page)
        wall.append((time.perf_counter() - start) * 1000)
        spent.append((time.process_time() - cpu) * 1000)
    return sorted(wall), sorted(spent)[10]


def _asked(client: Client, page: str, *, cold: bool = False) -> tuple[int, float]:
    """Queries and CPU ms of one visit; `cold`: by a process that has kept nothing."""
    if cold:
        caches["pages"].clear()
        blocks.clear()
    with CaptureQueriesContext(connection) as asked:
        cpu = time.process_time()
        client.get(page)
        spent = (time.process_time() - cpu) * 1000
        return len(asked.captured_queries), spent


def searches() -> None:
    runs = [searched(lambda query, chosen: search(AnonymousUser(), query, chosen=chosen, world="real")) for _ in range(RUNS)]
    _spent, _cpu, told = print_runs(runs)
    faults = [
        f"{kind} “{page.query}”: {fault}" for kind, found in told.items() for page in found for fault in _faults(kind, page)
    ]
    print("\n".join(faults) or "totals and facets as they must be")
    print(f"digest of all results {digest(told)} (the same on both engines)")


def report() -> None:
    """The global report as a page and as a PDF, made from nothing kept."""
    for suffix in ("html", "pdf"):
        path, took = Path(os.environ["ACCORD_HOME"], f"report.{suffix}"), []
        for _ in range(RUNS):
            caches["pages"].clear()
            said = io.StringIO()
            start, cpu = time.perf_counter(), time.process_time()
            call_command("report", "global", year=2024, world="real", lang="en", out=path, stdout=said, stderr=said)
            took.append((time.perf_counter() - start, time.process_time() - cpu))
        wall, spent = min(took)
        print(f"global report, {member_states()} countries, {suffix:<4} {wall:6.2f} s   CPU {spent:5.2f} s   (target 10 s)")


def member_states() -> int:
    return Area.objects.filter(kind=Area.Kind.MEMBER).count()


def _faults(kind: str, page: SearchPage) -> Iterator[str]:
    """What does not fit: five cards hold each rare word, none a made-up one; facets count the newest 300 at most."""
    if kind == "rare" and (page.total, len(page.hits)) != (5, 5):
        yield f"{page.total} records, expected 5"
    if kind in ("none", "wrong language", "two languages") and (page.total or page.hits or any(page.facets.values())):
        yield f"{page.total} records, expected none"
    if kind == "common" and not (page.total == 1000 and page.total_is_capped and len(page.hits) == 20):
        yield f"{page.total} records, expected 1,000+ at this size"
    for facet in ("kind", "language"):  # each card has one of either
        counted = sum(value.count for value in page.facets.get(facet, ()))
        if counted != (min(page.total, 300)):
            yield f"{counted} cards counted by {facet}"


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    facts.load(lambda done, of, what: None)
    print(f"{connection.vendor}, starter facts")
    pages()
    held, costs = 0, []
    for size in SIZES:
        made_up(held, size)
        held = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"\nWith {size:,} made-up cards")
        costs.append(pages())
        searches()
    if len(costs) > 1:
        print(f"\nCPU at {SIZES[-1]:,} against {SIZES[0]:,} cards (target 1.2 at most)")
        for page in PAGES:
            print(f"{page:<30}{costs[-1][page] / costs[0][page]:>8.2f}")
    report()
