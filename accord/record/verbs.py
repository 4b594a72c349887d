"""Words for the verbs of events, and which part of a card they tell of. Rooms add theirs at start-up."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.utils.functional import Promise

from accord.kit.texts import Text

# From `before` and `after` to a few words: which milestone, from what to what. A `Text` where the language is another.
type About = Callable[[Mapping[str, Any], Mapping[str, Any]], str | Text]

_words: dict[str, str | Promise] = {}
_about: dict[str, About] = {}
_quiet: set[str] = set()
_notes: dict[str, str | Promise] = {}


def register(
    words: Mapping[str, str | Promise], about: Mapping[str, About] | None = None, quiet: Collection[str] = (),
    notes: Mapping[str, str | Promise] | None = None,
) -> None:  # fmt: skip
    """`quiet`: those of which there are very many, and which timelines leave out. `notes`: what is said wherever the act is told
    away from the page of its card."""
    _notes.update(notes or {})
    _words.update(words)
    _about.update(about or {})
    _quiet.update(quiet)


def may_be_quiet(verb: str) -> bool:
    return verb in _quiet


def words_of(verb: str) -> str:
    """An unknown verb is shown as it is."""
    return str(_words.get(verb, verb.replace("_", " ")))


def note_of(verb: str) -> str:
    return str(_notes.get(verb, ""))


def about_of(verb: str, body: Mapping[str, Any]) -> str | Text:
    """Empty where nothing more is to be said, or where an old event held less."""
    before, after = (told if isinstance(told := body.get(name), Mapping) else {} for name in ("before", "after"))
    try:
        return _about[verb](before, after) if verb in _about else ""
    except (KeyError, TypeError, ValueError):
        return ""
