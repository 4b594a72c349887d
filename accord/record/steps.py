"""What steps of every room have in common: guards that are shown before the button and asked again in the verb."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

REASON = "reason"


def _always(facts: object) -> bool:
    return True


@dataclass(frozen=True)
class Guard[Facts]:
    """What must be true before a step."""

    words: str | Promise
    holds: Callable[[Facts], bool]
    applies: Callable[[Facts], bool] = _always  # where it asks nothing, it is not shown


@dataclass(frozen=True)
class Step[Facts]:
    """`told` is what the page of the button says; `done` what the next page says. `asks`: a field that the step needs."""

    code: str
    words: str | Promise
    told: str | Promise
    done: str | Promise
    starts: tuple[str, ...]
    end: str
    guards: tuple[Guard[Facts], ...] = ()
    asks: str = ""  # "reason", or another field of the step's form
    aside: bool = False  # no invitation: a link, not a button

    @property
    def needs_reason(self) -> bool:
        return self.asks == REASON


@dataclass(frozen=True)
class Held:
    """A guard in words, and whether it holds."""

    words: str | Promise
    holds: bool


class Unmet(Exception):
    """A step whose guards do not hold; `words` say which."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__("; ".join(words))
        self.words = list(words)
