"""What lists of every room may be narrowed to, in words, and what of a reader's wishes is not among it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString

from accord.people.choosing import country_choices
from accord.people.models import Area, World
from accord.record.cached import blocks
from accord.record.models import Topic


@dataclass(frozen=True)
class Option:
    code: str
    words: str
    lang: str = ""  # where it is not in the reader's language for sure


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    every: str  # the words for no choice
    options: list[Option]
    chosen: str = ""
    html: str = ""  # the options as they are written, where they are kept

    @property
    def written(self) -> SafeString:
        """The kept options with the chosen one marked."""
        mark = f'<option value="{escape(self.chosen)}"'
        return SafeString(self.html.replace(mark, f"{mark} selected", 1) if self.chosen else self.html)


def world_of(country: str, asked: str = "") -> str:
    """That of the country where one is chosen, else the one asked for, else the real one."""
    if country:
        return World.DEMO if Area.objects.filter(code=country.upper(), world=World.DEMO).exists() else World.REAL
    return World.DEMO if asked == World.DEMO else World.REAL


def kept_options(name: str, make: Callable[[], list[Option]]) -> list[Option]:
    """The same for every reader of a language; `name` says all else that they differ by."""
    return blocks.copied(("options", name, translation.get_language() or "en"), make)


def countries_of(world: str) -> list[Option]:
    return kept_options(f"countries {world}", lambda: [Option(c.code, c.words) for c in country_choices(world)])


def choices_of(choices: Iterable[tuple[str, str | Promise]]) -> list[Option]:
    return [Option(code, str(words)) for code, words in choices]


def unknown(filters: Iterable[Filter]) -> dict[str, str]:
    """What was asked for and is no choice: label -> the value as asked."""
    return {f.label: f.chosen for f in filters if f.chosen and f.chosen not in {o.code for o in f.options}}


def topics_of(*schemes: str) -> list[Option]:
    rows = Topic.objects.filter(scheme__in=schemes)
    return kept_options(f"topics {schemes}", lambda: [Option(t.code, str(t.name), t.name.lang) for t in rows])


def sectors() -> list[Option]:
    return topics_of("sector")
