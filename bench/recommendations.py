"""`python -m bench.recommendations`: lists of recommendations at 30,000 and at 300,000 (ROWS=30000,300000), each with its card and document.

For each address: p50 and p99 in ms of 40 requests one after another, CPU ms (median), queries, KB compressed; last, what the larger size costs against
the smaller. Made-up rows over the real countries; the larger size is the smaller several times over, copied within the database.
"""

import gzip
import os
import random
import statistics
import tempfile
import time
from typing import Any

os.environ["ACCORD_HOME"] = tempfile.mkdtemp(prefix="accord-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accord.config.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Max, Min, Model, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.accountability.actions.cards import recommendation_card
from accord.accountability.actions.headings import count_headings, hold, place
from accord.accountability.models import Placing, Recommendation
from accord.calc.upr import cycle_of
from accord.kit import clock
from accord.overview import facts
from accord.people.models import Area
from accord.record.actions import audience
from accord.record.models import Card, SearchDocument, SearchEntry, Topic
from accord.record.search import engine
from accord.record.search.index import PARTS, index_cards

SIZES = [int(n) for n in os.environ.get("ROWS", "30000,300000").split(",")]
BATCH, ROUNDS = 2000, 40
THEMES = [f"Theme {n}" for n in range(80)]
PERSONS = ["Children", "Girls", "Women", "Migrants", "Persons with disabilities", "Minorities", "Refugees", "Prisoners"]
GOALS = ["16.2", "16.1", "5.2", "5.3", "8.7", "4.a", "16.9", "3", "10", "1"]
STRATEGIES = ["inspire-i1", "inspire-n", "inspire-s", "inspire-p", "inspire-i2", "inspire-r", "inspire-e"]
RESPONSES = ["supported"] * 14 + ["noted"] * 4 + ["pending", "unclear"]
BODIES = ["crc", "cedaw", "ccpr", "cescr", "cat", "crpd", "sp", "regional"]
WORDS = "child violence law school protect ratify plan police court family health train survey budget border girl".split()
ADDRESSES = [
    "", "country=KEN", "response=noted", "body=crc", "theme=Theme 3", "theme=Theme 70&persons=Prisoners", "sdg=16.2", "sdg=16&inspire=inspire-e",
    "cycle=3&response=pending", "country=KEN&theme=Theme 3&response=supported", "persons=Children&sdg=5.3&body=cedaw",
    "theme=Theme 79&persons=Refugees&sdg=1&inspire=inspire-n&response=pending", "progress=implemented", "body=upr&progress=untold",
    "q=violence", "q=police training&body=crc", "q=violence&country=KEN&theme=Theme 3", "q=child law&response=noted&sdg=16", "q=rare77",
]  # fmt: skip


def some(rng: random.Random, names: list[str], most: int) -> list[str]:
    """The first are the most frequent, as 1/rank."""
    weights = [1 / (n + 1) for n in range(len(names))]
    return sorted(set(rng.choices(names, weights, k=rng.randint(1, most))))


def made_up(first: int, last: int) -> None:
    rng = random.Random(first + 7)
    areas = list(Area.objects.countries().in_world("real"))
    public, topics = audience("public"), {t.code: t for t in Topic.objects.filter(scheme__in=("inspire", "sdg"))}
    for start in range(first, last, BATCH):
        with transaction.atomic():
            rows = [_row(rng, number, rng.choice(areas)) for number in range(start, min(start + BATCH, last))]
            Recommendation.objects.bulk_create(rows)
            place(rows)
            texts = [recommendation_card(row, row.area, topics) for row in rows]
            cards = Card.objects.bulk_create(
                [Card(ref=t.ref, kind=t.kind, url=t.url, title=dict(t.title), summary=dict(t.summary), audience=public,
                      published_at=clock.now()) for t in texts]
            )  # fmt: skip
            through = Card.areas.through
            through.objects.bulk_create(
                [through(card_id=card.pk, area_id=row.area_id) for card, row in zip(cards, rows, strict=True)]
            )
            index_cards(list(zip(cards, texts, strict=True)), [])
    count_headings("real")
    hold("real", "Made up")


def multiplied(times: int) -> None:
    """All that is held, so many times over, row by row within the database: what a list costs depends on how many there are."""
    rows, cards = _span(Recommendation.objects.all()), _span(Card.objects.filter(kind="recommendation"))
    apart = _span(Card.objects.all())[1] - cards[0] + 1  # cards of other kinds stand behind
    of_cards = f"IN (SELECT id FROM {Card._meta.db_table} WHERE kind = 'recommendation' AND id <= {cards[1]})"
    for n in range(1, times):
        row, card, document = n * rows[2], n * apart, n * apart * PARTS
        with transaction.atomic():
            _copy(Recommendation, f"id <= {rows[1]}", id=row, ref=f"-{n}", key=f"-{n}")
            _copy(Placing, f"recommendation_id <= {rows[1]}", id=None, recommendation_id=row)
            _copy(Card, f"kind = 'recommendation' AND id <= {cards[1]}", id=card, ref=f"-{n}", url=f"-{n}")
            _copy(Card.areas.through, f"card_id {of_cards}", id=None, card_id=card)
            _copy(Card.topics.through, f"card_id {of_cards}", id=None, card_id=card)
            _copy(SearchDocument, f"card_id {of_cards}", id=document, card_id=card)
            _copy(SearchEntry, f"document_id IN (SELECT id FROM {engine.TABLE} WHERE card_id {of_cards})", document_id=document)
            if connection.vendor == "postgresql":
                for field in engine.FIELDS:
                    table = f"record_{field}_vectors"
                    _run(f"INSERT INTO {table} SELECT id + {document}, v FROM {table} WHERE id IN "
                         f"(SELECT id FROM {engine.TABLE} WHERE card_id {of_cards})")  # fmt: skip
    if connection.vendor == "sqlite":
        for field in engine.FIELDS:
            _run(f"INSERT INTO record_{field}_fts(record_{field}_fts) VALUES ('rebuild')")
    count_headings("real")


def _span(rows: QuerySet[Any]) -> tuple[int, int, int]:
    ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
    return ends["first"], ends["last"], ends["last"] - ends["first"] + 1


def _copy(model: type[Model], where: str, **added: Any) -> None:
    """Rows again, with so much added to a number, so much put behind a text, and what is None left to the database."""
    names = [f.column for f in model._meta.concrete_fields if added.get(f.column, 0) is not None]
    read = [f"{name} || '{v}'" if isinstance(v := added.get(name, 0), str) else f"{name} + {v}" if v else name for name in names]
    table = model._meta.db_table
    _run(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(read)} FROM {table} WHERE {where}")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _row(rng: random.Random, number: int, area: Area) -> Recommendation:
    body = "upr" if rng.random() < 0.6 else rng.choice(BODIES)
    session = rng.randint(1, 50) if body == "upr" else None
    text = " ".join(rng.choices(WORDS, k=18)) + f" rare{number // 5}"
    return Recommendation(
        ref=f"{area.code}-{body}{session or 2024}-{number}", key=str(number), area=area, body=body, session=session, text=text,
        symbol=f"X/{number // 40}", paragraph=str(number % 40), cycle=cycle_of(session) if session else rng.randint(1, 6),
        response=rng.choice(RESPONSES) if body == "upr" else "not_asked", progress="implemented" if rng.random() < 0.05 else "",
        issues=some(rng, THEMES, 4), persons=some(rng, PERSONS, 3), goals=some(rng, GOALS, 2), strategies=some(rng, STRATEGIES, 2),
        source="Made up",
    )  # fmt: skip


def lists() -> dict[str, float]:
    client, cost, walls = Client(HTTP_HOST="localhost"), {}, []
    print(f"{'/en/recommendations/?':<76}{'p50 ms':>8}{'p99 ms':>8}{'CPU ms':>8}{'queries':>9}{'KB gz':>7}{'found':>8}")
    for asked in ADDRESSES:
        address = f"/en/recommendations/?{asked}"
        client.get(address)
        with CaptureQueriesContext(connection) as told:
            body = client.get(address).content
        queries = len(told.captured_queries)
        count = client.get(f"/en/recommendations.json?{asked}").json()["count"]
        wall, spent = [], []
        for _ in range(ROUNDS):
            start, cpu = time.perf_counter(), time.process_time()
            client.get(address)
            wall.append((time.perf_counter() - start) * 1000)
            spent.append((time.process_time() - cpu) * 1000)
        wall.sort()
        walls += wall
        cost[asked] = statistics.median(spent)
        print(
            f"{asked:<76}{wall[ROUNDS // 2]:>8.1f}{wall[-1]:>8.1f}{cost[asked]:>8.1f}{queries:>9}"
            f"{len(gzip.compress(body)) / 1024:>7.1f}{count:>8}"
        )
    walls.sort()
    print(f"all of them: p50 {statistics.median(walls):.1f} ms, p99 {walls[int(len(walls) * 0.99)]:.1f} ms")
    return cost


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    facts.load(lambda done, of, what: None)
    held, costs = 0, []
    for size in SIZES:
        begun = time.perf_counter()
        if held and size % held == 0:
            multiplied(size // held)
        else:
            made_up(held, size)
        held = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(
            f"\n{connection.vendor}, {size:,} made-up recommendations (written in {time.perf_counter() - begun:.0f} s)",
            flush=True,
        )
        costs.append(lists())
    if len(costs) > 1:
        print(f"\nCPU at {SIZES[-1]:,} against {SIZES[0]:,} (target 1.3 at most)")
        for asked in ADDRESSES:
            print(f"{asked:<76}{costs[-1][asked] / costs[0][asked]:>8.2f}")
