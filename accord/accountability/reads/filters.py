"""What a list may be narrowed to, in words, and what of a reader's wishes is not among it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext_lazy

from accord.accountability.models import Commitment, Holding
from accord.calc.normalise import fold
from accord.people.models import World
from accord.record.filters import (
    Filter,
    Option,
    choices_of,
    countries_of,
    kept_options,
    sectors,
    topics_of,
    unknown,
    world_of,
)  # fmt: skip
from accord.record.ready import Ready

__all__ = [
    "Filter", "Option", "SessionsHeld", "choices_of", "countries_of", "filter_of", "has_issue", "in_province", "issues_of",
    "sectors", "sessions_held", "sessions_of_world", "strategies", "unknown", "world_of",
]  # fmt: skip


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


def filter_of(name: str, options: Iterable[Option], asked: Mapping[str, str]) -> Filter:
    label, every = WORDS[name]
    chosen = asked.get(name, "")
    return Filter(name, str(label), str(every), list(options), chosen.upper() if name == "country" else chosen)


def issues_of(rows: QuerySet[Commitment], whose: str) -> list[Option]:
    """Themes as the source words them. `whose` says what else the rows depend on: the world, who asks."""

    def ask() -> list[Option]:
        found = {issue for issues in rows.order_by().values_list("issues", flat=True).distinct() for issue in issues}
        return [Option(issue, issue, "en") for issue in sorted(found, key=fold)]

    return kept_options(f"issues {whose}", ask)


def strategies() -> list[Option]:
    return topics_of("inspire", "sdg")


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


_held = Ready(lambda world: Holding.objects.filter(world=world).order_by("source").values_list("source", "first", "last"))


def sessions_of_world(world: str) -> list[SessionsHeld]:
    """Of recommendations, as the import wrote them; nothing in the demonstration, whose sessions are made up."""
    if world != World.REAL:
        return []
    return [SessionsHeld(*row) for row in _held(world=world)]
