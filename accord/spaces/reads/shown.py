"""What the pages of this room show alike: who, where, on what; earlier wordings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accord.people.models import Area, Capacity, Organisation
from accord.record.models import Card
from accord.spaces.models import Platform, Revision


@dataclass(frozen=True)
class CountryShown:
    code: str
    names: dict[str, str]
    url: str


@dataclass(frozen=True)
class TopicShown:
    code: str
    scheme: str
    names: dict[str, str]


@dataclass(frozen=True)
class PlatformName:
    ref: str
    url: str
    title: str
    language: str
    world: str


@dataclass(frozen=True)
class EarlierWording:
    version: int
    title: str
    text: str
    reason: str
    until: datetime
    wording: dict[str, Any]


def countries(areas: Iterable[Area]) -> list[CountryShown]:
    found = (CountryShown(a.code, a.names, a.url) for a in areas)
    return sorted(found, key=lambda c: c.names.get("en", c.code))


def topics(rows: Iterable[Any]) -> list[TopicShown]:
    return [TopicShown(t.code, t.scheme, t.names) for t in rows]


def platform_name(p: Platform) -> PlatformName:
    return PlatformName(p.ref, p.url, p.title, p.language, p.world)


def body(organisation: Organisation | None) -> dict[str, str] | None:
    return organisation.names if organisation else None


def capacity(hat: Capacity | None) -> str:
    return str(hat) if hat else ""


def earlier(card: Card) -> list[EarlierWording]:
    """Newest first (1 query)."""
    rows = Revision.objects.filter(card=card)[:20]
    return [
        EarlierWording(r.version, str(r.wording.get("title", "")), str(r.wording.get("text", "")), r.reason, r.until, r.wording)
        for r in rows
    ]
