"""What a list may be narrowed to, in words, and what of a reader's wishes is not among it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from accord.accountability.models import Commitment, Holding
from accord.calc.normalise import fold
from accord.people.choosing import country_choices
from accord.people.models import Area, World
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


@dataclass(frozen=True)
class SessionsHeld:
    """The first and the last session of the Universal Periodic Review of which a source's rows are held."""

    source: str
    first: int
    last: int


WORDS = {
    "country": (gettext_lazy("Country"), gettext_lazy("All countries")),
    "response": (gettext_lazy("Answer"), gettext_lazy("All answers")),
    "kind": (gettext_lazy("Kind"), gettext_lazy("Made here and pledges")),
    "state": (gettext_lazy("State"), gettext_lazy("All states")),
    "theme": (gettext_lazy("Theme"), gettext_lazy("All themes")),
    "body": (gettext_lazy("Body"), gettext_lazy("All bodies")),
    "persons": (gettext_lazy("Affected persons"), gettext_lazy("All persons")),
    "sdg": (gettext_lazy("Sustainable Development Goal"), gettext_lazy("All goals")),
    "inspire": (gettext_lazy("INSPIRE strategy"), gettext_lazy("All strategies")),
    "cycle": (gettext_lazy("Cycle"), gettext_lazy("All cycles")),
    "progress": (gettext_lazy("Told by the government"), gettext_lazy("Told or not")),
    "status": (gettext_lazy("Progress"), gettext_lazy("Any progress")),
    "sector": (gettext_lazy("Sector"), gettext_lazy("All sectors")),
    "province": (gettext_lazy("Province"), gettext_lazy("All provinces")),
    "plan": (gettext_lazy("Action plan"), gettext_lazy("All plans")),
}


def world_of(country: str, asked: str = "") -> str:
    """That of the country where one is chosen, else the one asked for, else the real one."""
    if country:
        return World.DEMO if Area.objects.filter(code=country.upper(), world=World.DEMO).exists() else World.REAL
    return World.DEMO if asked == World.DEMO else World.REAL


def filter_of(name: str, options: Iterable[Option], asked: Mapping[str, str]) -> Filter:
    label, every = WORDS[name]
    chosen = asked.get(name, "")
    return Filter(name, str(label), str(every), list(options), chosen.upper() if name == "country" else chosen)


def countries_of(world: str) -> list[Option]:
    return [Option(c.code, c.words) for c in country_choices(world)]


def choices_of(choices: Iterable[tuple[str, str | Promise]]) -> list[Option]:
    return [Option(code, str(words)) for code, words in choices]


def unknown(filters: Iterable[Filter]) -> dict[str, str]:
    """What was asked for and is no choice: label -> the value as asked."""
    return {f.label: f.chosen for f in filters if f.chosen and f.chosen not in {o.code for o in f.options}}


def issues_of(rows: QuerySet[Commitment]) -> list[Option]:
    """Themes as the source words them."""
    found = {issue for issues in rows.order_by().values_list("issues", flat=True).distinct() for issue in issues}
    return [Option(issue, issue, "en") for issue in sorted(found, key=fold)]


def strategies() -> list[Option]:
    topics = Topic.objects.filter(scheme__in=("inspire", "sdg"))
    return [Option(t.code, str(t.name), t.name.lang) for t in topics]


def sectors() -> list[Option]:
    return [Option(t.code, str(t.name), t.name.lang) for t in Topic.objects.filter(scheme="sector")]


def in_province(name: str) -> Q:
    """As `has_issue`, of the list of provinces."""
    written = json.dumps(name, ensure_ascii=connection.vendor == "sqlite")
    return Q(provinces__icontains=written)


def has_issue(theme: str) -> Q:
    """A JSON list that holds the text, found as it is written there."""
    written = json.dumps(theme, ensure_ascii=connection.vendor == "sqlite")
    return Q(issues__icontains=written)


def sessions_held(rows: QuerySet[Commitment]) -> list[SessionsHeld]:
    """Of pledges, from the table itself; one query."""
    found = rows.filter(session__isnull=False).order_by("source").values_list("source")
    return [SessionsHeld(*row) for row in found.annotate(first=Min("session"), last=Max("session"))]


def sessions_of_world(world: str) -> list[SessionsHeld]:
    """Of recommendations, as the import wrote them; nothing in the demonstration, whose sessions are made up."""
    if world != World.REAL:
        return []
    held = Holding.objects.filter(world=world).order_by("source")
    return [SessionsHeld(*row) for row in held.values_list("source", "first", "last")]
