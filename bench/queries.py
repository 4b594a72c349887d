"""The searches that `bench/pages.py`, `bench/talk.py` and `tests/test_searches.py` ask, and cards for them; Django is set up."""

import hashlib
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator

from django.db import transaction

from accord.kit import clock
from accord.overview.demo.words import STEMS, vocabulary
from accord.people.models import Area
from accord.record.actions import CardText, audience
from accord.record.models import Card
from accord.record.search.index import index_cards
from accord.record.search.reads import SearchPage

KINDS = ("rare", "middling", "common", "none")  # the forty that the targets speak of
BATCH = 2000
RUNS = 3  # the machine may be shared: the best run is the least disturbed


def made_up(first: int, last: int) -> None:
    """Cards and documents in bulk; one in fifty is of Kenya, one in six of each language."""
    lot = random.Random(first + 7)
    public, kenya = audience("public"), Area.objects.get(code="KEN")
    words = {language: vocabulary(language) for language in STEMS}
    weights = [1 / (n + 1) for n in range(len(words["en"]))]
    for start in range(first, last, BATCH):
        with transaction.atomic():
            texts, cards = [], []
            for number in range(start, min(start + BATCH, last)):
                language = list(STEMS)[number % 6]
                text = " ".join(lot.choices(words[language], weights, k=60))
                texts.append(
                    CardText(ref=f"bench/{number}", kind="bench", url="", title={language: text[:60]}, language=language,
                             summary={language: f"{text} rare{number // 5}"}, areas=[kenya] if number % 50 == 0 else [])
                )  # fmt: skip
                cards.append(
                    Card(ref=f"bench/{number}", kind="bench", url="", title={language: text[:60]}, language=language,
                         audience=public, published_at=clock.now())
                )  # fmt: skip
            made = Card.objects.bulk_create(cards)
            Card.areas.through.objects.bulk_create(
                [Card.areas.through(card_id=c.pk, area_id=a.pk) for c, t in zip(made, texts, strict=True) for a in t.areas]
            )
            index_cards(list(zip(made, texts, strict=True)), [])


def queries() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Ten of each kind, spread over the six languages: the forty that the targets speak of. Then harder ones."""
    languages = [list(STEMS)[n % 6] for n in range(10)]
    for n, language in enumerate(languages):
        words = vocabulary(language)
        yield "rare", f"rare{n * 7}", {}
        yield "middling", words[40 + n], {}
        yield "common", words[n % 3], {}
        yield "none", f"zq{n}zq", {}
    for n, language in enumerate(languages[:6]):
        words = vocabulary(language)
        yield "two common", f"{words[n % 3]} {words[n % 3 + 1]}", {}
        yield "of a country", words[n % 3], {"country": "KEN"}
        yield "wrong language", words[n % 3 + 1], {"language": languages[n + 1]}
        yield "two languages", f"{words[n % 3 + 1]} {vocabulary(languages[n + 1])[n % 3 + 1]}", {}


type Searched = tuple[dict[str, list[list[float]]], dict[str, list[float]], dict[str, list[SearchPage]]]


def searched(ask: Callable[[str, dict[str, str]], SearchPage]) -> Searched:
    """By kind: ms of five rounds of each query, CPU ms, and what was found."""
    spent: dict[str, list[list[float]]] = {}
    cpu: dict[str, list[float]] = {}
    told: dict[str, list[SearchPage]] = {}
    for kind, query, chosen in queries():
        rounds = []
        for _ in range(5):
            start, worked = time.perf_counter(), time.process_time()
            found = ask(query, chosen)
            rounds.append((time.perf_counter() - start) * 1000)
            cpu.setdefault(kind, []).append((time.process_time() - worked) * 1000)
        spent.setdefault(kind, []).append(rounds)
        told.setdefault(kind, []).append(found)
    return spent, cpu, told


def forty(spent: dict[str, list[list[float]]]) -> list[float]:
    return sorted(one for kind in KINDS for rounds in spent[kind] for one in rounds)


def print_runs(runs: list[Searched]) -> Searched:
    """The best run by kind, the forty of each; returns the best."""
    best = min(runs, key=lambda run: statistics.median(forty(run[0])))
    spent, cpu, _told = best
    for kind, times in spent.items():
        middle, worst = statistics.median(map(statistics.median, times)), max(map(max, times))
        here = statistics.median(cpu[kind])  # of this process, the server of PostgreSQL apart
        print(f"search, {kind:<15} median {middle:6.1f} ms   worst {worst:6.1f} ms   CPU {here:5.1f} ms   ({len(times)} queries)")
    for number, (one, _cpu, _told) in enumerate(runs, 1):
        fixed = forty(one)
        middle, worst = fixed[len(fixed) // 2], fixed[int(len(fixed) * 0.99)]
        print(f"search, the forty       p50 {middle:6.1f} ms     p99 {worst:6.1f} ms   (run {number} of {len(runs)})")
    return best


def digest(told: dict[str, list[SearchPage]]) -> str:
    """Of which records were found, in which order, with which facets: one number to hold two engines together."""
    results = [
        [kind, page.query, page.total, [hit.ref for hit in page.hits],
         {facet: [[v.value, v.count] for v in values] for facet, values in page.facets.items()}]
        for kind, found in told.items() for page in found
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(results, sort_keys=True).encode()).hexdigest()[:16]
