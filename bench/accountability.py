"""`python -m bench.accountability`: pages over all that countries were asked, promised and reported, at a tenth and at the full size.

COUNTRIES=20,200 and ROWS=30000,300000 go together. Made up as `bench.owed` does (20 commitments a country, five cycles, four judgements
on a commitment in a cycle; each under a strategy of INSPIRE) beside the recommendations of `bench.recommendations`, each with its card.
For each address: p50 and p95 in ms of ROUNDS=60 requests one after another, CPU ms (median; least), queries, KB compressed, and `first`:
median CPU ms of ten requests by a process that has kept nothing, with its queries. Targets: p50 25 ms, 15 queries, CPU at the full size at
most 1.3 of that at a tenth. Last, the global report of the newest year as page and PDF (target 15 s). Lists of recommendations and what is
owed are measured by the two others.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bench import owed, recommendations  # they set Django up in a home of their own

SIZES = list(zip(owed.SIZES, recommendations.SIZES, strict=True))

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.accountability.models import Action, Commitment, Recommendation, Report
from accord.kit import clock
from accord.overview import facts
from accord.people.models import Area
from accord.record.cached import blocks
from accord.record.models import Topic


def under_strategies() -> None:
    """Each commitment and each action under one of the seven, in turn; those that were so already are left."""
    topics = list(Topic.objects.filter(scheme="inspire").order_by("pk"))
    for model, named in ((Commitment, "commitment_id"), (Action, "action_id")):
        through = model.topics.through  # type: ignore[attr-defined]
        done = set(through.objects.values_list(named, flat=True))
        rows = model.objects.exclude(pk__in=done).order_by("pk").values_list("pk", flat=True)
        ties = [through(topic_id=topics[n % len(topics)].pk, **{named: pk}) for n, pk in enumerate(rows)]
        through.objects.bulk_create(ties, batch_size=5000)


def addresses(area: Area) -> list[str]:
    country = f"/en/countries/{area.code}"
    pages = [f"{country}/", f"{country}/accountability/", f"{country}/timeline/", f"{country}/scorecard/"]
    pages += [
        "/en/themes/inspire-p/",
        "/en/themes/inspire-p/?sort=-asked",
        "/en/cycles/bench-3/",
        f"/en/reports/{area.code}-bench-3/",
    ]
    pages += [f"/en/commitments/{area.code}-c3/", "/en/commitments/", f"/en/commitments/?country={area.code}"]
    pages += [
        "/en/commitments/?theme=inspire-p&state=public",
        "/en/actions/?theme=inspire-p",
        f"/en/actions/?country={area.code}",
    ]
    return [*pages, "/en/recommendations/?inspire=inspire-p", f"/en/recommendations/?country={area.code}&response=noted"]


def first(client: Client, url: str) -> tuple[float, int]:
    """CPU ms and queries of a request that finds nothing kept."""
    spent, queries = [], 0
    for _ in range(10):
        for name in ("pages", "explorer"):
            caches[name].clear()
        blocks.clear()
        with CaptureQueriesContext(connection) as told:
            began = time.process_time()
            client.get(url)
            spent.append(1000 * (time.process_time() - began))
        queries = len(told.captured_queries)
    return statistics.median(spent), queries


def measured(area: Area) -> dict[str, tuple[float, float]]:
    """Least CPU ms of a kept page and CPU ms of a first visit, by address; the country's code is left out of it."""
    settings.PAGES_KEPT = 0  # whole pages kept for signed-out readers are `bench/kept.py`'s
    client, found = Client(HTTP_HOST="localhost"), {}
    print(
        f"{'page':<52}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'least':>8}{'queries':>9}{'KB gz':>7}{'first ms':>10}{'queries':>9}"
    )
    for url in addresses(area):
        began, asked = first(client, url)
        p50, p95, cpu, least, queries, size = owed.asked(client, url)
        print(
            f"{url:<52}{p50:>9.1f}{p95:>9.1f}{cpu:>9.1f}{least:>8.1f}{queries:>9}{size:>7.1f}{began:>10.1f}{asked:>9}", flush=True
        )
        found[url.replace(area.code, "…")] = (least, began)
    return found


def report() -> None:
    """From nothing kept: the year that the newest of the cycles opened in, or before."""
    year = clock.today().year
    for suffix in ("html", "pdf"):
        path = Path(os.environ["ACCORD_HOME"], f"report.{suffix}")
        caches["pages"].clear()
        with path.with_suffix(".said").open("w", encoding="utf-8") as said:
            began, cpu = time.perf_counter(), time.process_time()
            call_command(
                "report", "global", year=year, world="real", lang="en", edition="none", out=path, stdout=said, stderr=said
            )
        took = time.perf_counter() - began
        print(
            f"global report {year}, {suffix:<4} {took:6.2f} s   CPU {time.process_time() - cpu:5.2f} s   (target 15 s)",
            flush=True,
        )


def grown(every: list[Area], held: tuple[int, int], size: tuple[int, int], known: Iterable[object]) -> None:
    countries, rows = size
    if held[1] and rows % held[1] == 0:
        recommendations.multiplied(rows // held[1])
    else:
        recommendations.made_up(held[1], rows)
    owed.made_up(every[held[0] : countries], list(known))  # type: ignore[arg-type]
    under_strategies()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    facts.load(lambda done, of, what: None)
    every = sorted(Area.objects.countries().filter(world="real"), key=lambda a: (a.kind != Area.Kind.MEMBER, a.code))
    known, held, results = owed.cycles(), (0, 0), []
    for size in SIZES:
        grown(every, held, size, known)
        held = size
        print(f"\n{connection.vendor}, {min(size[0], len(every))} countries, {Commitment.objects.count():,} commitments, "
              f"{Report.objects.count():,} reports, {Recommendation.objects.count():,} recommendations, {date.today()}")  # fmt: skip
        results.append(measured(every[min(size[0], len(every)) - 1]))
        report()
    print("\nfull size over the tenth, kept and first (target 1.3 at most)")
    for url, (least, began) in results[-1].items():
        before = results[0][url]
        print(f"{url:<52}{least / before[0]:>8.2f}{began / before[1]:>8.2f}")
    sys.exit(0)
