"""What steps of every room have in common: guards that are shown before the button and asked again in the verb."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


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
