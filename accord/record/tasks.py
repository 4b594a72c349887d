"""What somebody owes: each room tells its own, pages put them together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accord.kit import clock
from accord.kit.texts import Text
from accord.people.models import Capacity


@dataclass(frozen=True)
class Task:
    words: str
    about: list[str | Text]  # what it is about, the nearest first; stands in the link
    url: str
    due: date | None
    late: bool
    as_words: str  # in which capacity


def task_of(words: str, about: Sequence[str | Text], url: str, due: date | None, hat: Capacity) -> Task:
    return Task(words, list(about), url, due, due is not None and due < clock.today(), str(hat))


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """The nearest day first, then what has none."""
    return sorted(tasks, key=lambda t: (t.due is None, t.due or date.max, t.words))
