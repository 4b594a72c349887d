"""How chapters write: each run of words knows its language, each record its address."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.formats.document import Block, Run
from accord.kit import locale_format
from accord.kit.asked import on_this_site, web_address
from accord.kit.interface import spoken_language
from accord.kit.texts import pick
from accord.overview.outputs.inputs import Inputs, Told

SPACE, STOP = Run(" "), Run(". ")


def say(words: str | Promise, url: str = "", *, strong: bool = False, **values: str | int) -> Run:
    """A marked sentence, in English where it has no translation yet; `url` is a record of this site."""
    lang = spoken_language(words, _reader())
    return Run(str(words) % values if values else str(words), told_in(lang), address(url), strong)


def told(words: Told, url: str = "", *, strong: bool = False) -> Run:
    """What somebody wrote, as it stands."""
    return Run(words.text.strip(), told_in(words.lang), address(url), strong)


def named(names: dict[str, str], url: str = "", *, strong: bool = False) -> Run:
    found = pick(names)
    return Run(found.text, told_in(found.lang), address(url), strong)


def code(text: str, url: str = "", *, strong: bool = False) -> Run:
    """A number, a reference, words that are in the reader's language already."""
    return Run(text, "", address(url), strong)


def away(text: str, url: str, lang: str = "en") -> Run:
    """A name in its source's language, leading to somebody else's address where it is one of the web."""
    return Run(text, told_in(lang), web_address(url))


def address(url: str) -> str:
    return on_this_site(f"{_reader()}/{url}") if url else ""


def _reader() -> str:
    return translation.get_language() or "en"


def told_in(lang: str) -> str:
    """A language as a run has it: empty where it is the reader's own."""
    return "" if lang == _reader() else lang


def day(value: date | None) -> str:
    return locale_format.day(value)


def number(value: object) -> str:
    return locale_format.number(str(value))


def heading(run: Run, level: int = 2) -> Block:
    return Block("heading", [run], level)


def paragraph(*runs: Run) -> Block:
    return Block("paragraph", runs)


def point(*runs: Run) -> Block:
    return Block("point", runs)


def note(*runs: Run) -> Block:
    return Block("note", runs)


def joined(groups: Iterable[Sequence[Run]], by: Run) -> list[Run]:
    """The groups one after the other, with `by` between them; empty ones are left out."""
    made: list[Run] = []
    for group in groups:
        if group:
            made += [by, *group] if made else group
    return made


def sentence(*groups: Sequence[Run]) -> list[Run]:
    """Groups as sentences: a stop after those that do not end in one."""
    made: list[Run] = []
    for group in groups:
        if not group:
            continue
        if made:
            made.append(SPACE if _ends(made) else STOP)
        made += group
    return made if not made or _ends(made) else [*made, Run(".")]


def _ends(made: Sequence[Run]) -> bool:
    return made[-1].text.rstrip().endswith((".", "!", "?", "。", "؟", "…"))


class Teller:
    """Remembers which commitments and actions were told in full: a second time their name is enough."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.told: set[str] = set()
        self.commitments = {c.ref: c for c in inputs.commitments}
        self.actions = {a.ref: a for a in inputs.actions}

    def first_time(self, ref: str) -> bool:
        if ref in self.told:
            return False
        self.told.add(ref)
        return True


NOTHING_TOLD = _("Nothing has been told here of what was done.")
NOTHING_NEXT = _("Nothing has been told here of what comes next.")
NOTHING_AT_ALL = _("Nothing has been told here of what was done, nor of what comes next.")
