"""The demonstration with as many posts as wanted: topics on its platforms and practices, by who may post there.

Posts come in lots. A lot depends on its number alone and is written in one transaction, so that what was interrupted goes on
where it stood. Topics are opened by the room's own action, posts poured in by `pour`; another process draws the next lot's words.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from random import Random

import django
from django.db import transaction

from accord.discussions.actions import Said, Words, drawn, open_topic, pour
from accord.discussions.models import Topic
from accord.discussions.places import kinds, rights_on
from accord.kit import clock
from accord.overview.demo.words import STEMS, text, vocabulary
from accord.people.models import Capacity, Person, World
from accord.record.models import Card, Mark

LOT = 5000  # posts
DAYS = 140  # for which they talk; the platforms are older
PERIOD = timedelta(hours=12)  # of a lot
MARK = "demo-posts"


@dataclass(frozen=True)
class Thread:
    """A topic to be: its place and opener as numbers of a list, and its first post."""

    place: int
    by: int
    title: str
    kind: str
    words: Words


@dataclass(frozen=True)
class Turn:
    """A post to be, in the thread of that number."""

    thread: int
    by: int
    words: Words
    quotes: int | None


@dataclass(frozen=True)
class Lot:
    threads: list[Thread]
    turns: list[Turn]


def lot_of(number: int, size: int = LOT) -> Lot:
    """The same for the same number and size. Many threads are short, few are long; each rare word is in five posts."""
    chance = Random(f"lot {number}")  # noqa: S311  made-up texts
    left = size
    sizes: list[int] = []
    while left:
        sizes.append(min(left, int(15 / (1 - chance.random()) ** 0.9) if sizes else size // 4 or 1))
        left -= sizes[-1]
    first = number * LOT
    write = partial(_words, chance)
    threads = [
        Thread(
            chance.randrange(997), chance.randrange(997), _title(chance, language), chance.choice(("discussion", "question")),
            write(language, first + at),
        )
        for at, language in enumerate(chance.choices(list(STEMS), k=len(sizes)))
    ]  # fmt: skip
    order = [thread for thread, many in enumerate(sizes) for _ in range(many - 1)]
    chance.shuffle(order)
    said = [1] * len(sizes)
    turns = []
    for at, thread in enumerate(order, start=len(sizes)):
        language = threads[thread].words.language if chance.random() < 0.8 else chance.choice(list(STEMS))
        quotes = chance.randint(1, said[thread]) if chance.random() < 0.2 else None
        turns.append(Turn(thread, chance.randrange(997), write(language, first + at), quotes))
        said[thread] += 1
    return Lot(threads, turns)


def _words(chance: Random, language: str, post: int) -> Words:
    return drawn(f"{text(chance, language, chance.randint(10, 60))} rare{post // 5}", language)


def _title(chance: Random, language: str) -> str:
    return " ".join(chance.choices(vocabulary(language), k=chance.randint(3, 7)))[:150]


type Voice = tuple[Person, Capacity | None]


@dataclass(frozen=True)
class Hall:
    """A place, and who may post there."""

    card: Card
    voices: list[Voice]


def halls() -> list[Hall]:
    """In which somebody of the demonstration may post."""
    people = list(Person.objects.filter(world=World.DEMO, is_active=True).order_by("pk"))
    cards = Card.objects.filter(world=World.DEMO, kind__in=[kind for kind, _ in kinds()], published_at__isnull=False)
    found = []
    for card in cards.select_related("audience").order_by("pk"):
        able = [(person, rights_on(person, card)) for person in people]
        voices = [(person, rights.hat) for person, rights in able if rights.post]
        if voices:
            found.append(Hall(card, voices))
    return found


def write_lot(lot: Lot, places: list[Hall], begin: datetime, step: timedelta) -> None:
    """Threads at `begin`, posts one `step` after another."""
    topics = [_opened(thread, places[thread.place % len(places)], begin) for thread in lot.threads]
    said = []
    for at, turn in enumerate(lot.turns, start=1):
        voices = places[lot.threads[turn.thread].place % len(places)].voices
        by, hat = voices[turn.by % len(voices)]
        said.append(Said(topics[turn.thread], turn.words, by, hat, begin + at * step, turn.quotes))
    pour(said)


def _opened(thread: Thread, hall: Hall, at: datetime) -> Topic:
    by, hat = hall.voices[thread.by % len(hall.voices)]
    with clock.standing_at(at):
        return open_topic(hall.card, thread.words, title=thread.title, kind=thread.kind, by=by, hat=hat)


@dataclass(frozen=True)
class Written:
    lots: int = 0
    posts: int = 0
    first: str = ""  # the day


def written() -> Written:
    told = Mark.objects.filter(key=MARK).values_list("value", flat=True).first()
    lots, posts, first = (told or "0 0 ").split(" ")
    return Written(int(lots), int(posts), first)


def load(posts: int, tell: Callable[[int, int], None]) -> int:
    """Until there are so many; says how many there are. Stopped at any time and started again it goes on."""
    have, places = written(), halls()
    if not places:
        raise ValueError("Nobody of the demonstration may post anywhere")
    day = have.first or (clock.today() - timedelta(days=DAYS)).isoformat()
    begun = datetime.fromisoformat(day).replace(tzinfo=UTC)
    missing = max(0, posts - have.posts)
    sizes = [min(LOT, missing - at) for at in range(0, missing, LOT)]
    tell(have.posts, posts)
    for size, lot in zip(sizes, _drawn_ahead(list(enumerate(sizes, start=have.lots))), strict=True):
        begin = min(begun + have.lots * PERIOD, clock.now() - timedelta(days=1))
        with transaction.atomic():
            write_lot(lot, places, begin, PERIOD / LOT)
            have = Written(have.lots + 1, have.posts + size, day)
            Mark.objects.update_or_create(key=MARK, defaults={"value": f"{have.lots} {have.posts} {have.first}"})
        tell(have.posts, posts)
    return have.posts


def _drawn_ahead(wanted: list[tuple[int, int]]) -> Iterator[Lot]:
    """By a process beside this one, two lots ahead: what is written waits for no words."""
    if len(wanted) < 2:
        yield from (lot_of(*one) for one in wanted)
        return
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup) as beside:
        waiting: list[Future[Lot]] = []
        for one in wanted:
            waiting.append(beside.submit(lot_of, *one))
            if len(waiting) > 2:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()
