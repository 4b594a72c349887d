"""`make bench`: what pages and searches cost, in process, on the starter facts and on N made-up cards (CARDS=10000).

Prints per page: CPU ms (median of 20), KB and KB compressed; per kind of query: median and worst of 10, in ms.
"""

import gzip
import os
import random
import statistics
import tempfile
import time

os.environ["ACCORD_HOME"] = tempfile.mkdtemp(prefix="accord-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")

import django

django.setup()

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accord.overview import facts
from accord.record.actions import CardText, publish_card
from accord.record.search.reads import search

PAGES = ["/en/", "/en/countries/KEN/", "/ar/countries/KEN/", "/en/indicators/16.1.1/", "/en/search/?q=children", "/en/directory/"]
CARDS = int(os.environ.get("CARDS", "10000"))
WORDS = [
    f"{stem}{end}"
    for stem in "child school law home care risk harm plan fund court nurse teach".split()
    for end in ("a", "o", "ia", "et", "um", "or")
]


def pages() -> None:
    client = Client(HTTP_HOST="localhost")
    print(f"{'page':<28}{'CPU ms':>8}{'KB':>8}{'KB gz':>8}")
    for page in PAGES:
        client.get(page)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            body = client.get(page).content
        spent = []
        for _ in range(20):
            start = time.process_time()
            client.get(page)
            spent.append((time.process_time() - start) * 1000)
        print(f"{page:<28}{statistics.median(spent):>8.1f}{len(body) / 1024:>8.1f}{len(gzip.compress(body)) / 1024:>8.1f}")


def made_up(count: int) -> None:
    """Words fall off as 1/rank, so that there are common, middling and rare ones."""
    random.seed(7)
    weights = [1 / (n + 1) for n in range(len(WORDS))]
    with transaction.atomic():
        for number in range(count):
            text = " ".join(random.choices(WORDS, weights, k=40))
            rare = f"rare{number // 5}"
            publish_card(
                CardText(ref=f"bench/{number}", kind="bench", url="", title={"en": text[:60]}, summary={"en": f"{text} {rare}"})
            )


def searches() -> None:
    kinds = {
        "rare": [f"rare{n * 7}" for n in range(10)], "middling": WORDS[40:50], "common": WORDS[:10],
        "two common": [f"{a} {b}" for a, b in zip(WORDS[:10], WORDS[1:11], strict=True)], "none": [f"zq{n}zq" for n in range(10)],
    }  # fmt: skip
    for kind, queries in kinds.items():
        spent = []
        for query in queries:
            start = time.perf_counter()
            search(AnonymousUser(), query)
            spent.append((time.perf_counter() - start) * 1000)
        print(f"search, {kind:<12} median {statistics.median(spent):6.1f} ms   worst {max(spent):6.1f} ms")


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    facts.load(lambda done, of, what: None)
    print("Starter facts")
    pages()
    made_up(CARDS)
    print(f"\nWith {CARDS:,} made-up cards")
    pages()
    searches()
