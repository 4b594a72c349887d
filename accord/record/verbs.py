"""Words for the verbs of events. Rooms add theirs at start-up; an unknown verb is shown as it is."""

from collections.abc import Mapping

from django.utils.functional import Promise

_words: dict[str, str | Promise] = {}


def register(words: Mapping[str, str | Promise]) -> None:
    _words.update(words)


def words_of(verb: str) -> str:
    return str(_words.get(verb, verb.replace("_", " ")))
