"""Courses, webinars and tools where they live: links with their source, and paths by role."""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.kit.texts import LANGUAGES
from accord.learning.access import place_of, writing_hat
from accord.learning.start import PATHS, path_named
from accord.people.models import World
from accord.record.models import Reader

FACTS = Path(__file__).resolve().parent.parent / "facts" / "elsewhere.csv"
KINDS: dict[str, str | Promise] = {
    "course": _("Course"), "webinars": _("Webinars and events"), "toolkit": _("Toolkit"), "guide": _("Guide"),
    "collection": _("Collection"),
}  # fmt: skip


@dataclass(frozen=True)
class ElsewhereLine:
    """What another body holds. `read_on`: when its page, or what tells of it, was read for this list."""

    code: str
    kind: str
    kind_words: str
    name: str  # as its host calls it
    names: dict[str, str]  # the same, told in each language
    words: dict[str, str]
    provider: str
    url: str
    read_on: str
    source: str
    languages: list[str]  # codes; empty where its page does not tell


@dataclass(frozen=True)
class ElsewherePage:
    lines: list[ElsewhereLine]
    world: str = World.REAL


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _in_each(row: dict[str, str], what: str) -> dict[str, str]:
    return {code: row[f"{what}_{code}"] for code in LANGUAGES}


def elsewhere_page() -> ElsewherePage:
    """No query."""
    return ElsewherePage([
        ElsewhereLine(r["code"], r["kind"], str(KINDS[r["kind"]]), r["name_en"], _in_each(r, "name"), _in_each(r, "words"),
        r["provider"], r["url"], r["read_on"], r["source"], r["languages"].split()) for r in _rows()
    ])  # fmt: skip


@dataclass(frozen=True)
class StopLine:
    words: str
    why: str
    url: str


@dataclass(frozen=True)
class PathLine:
    code: str
    title: str
    stops: list[StopLine]


@dataclass(frozen=True)
class StartPage:
    paths: list[PathLine]
    here: str  # the path shown, "" for all
    country: str
    world: str = World.REAL
    own: bool = field(default=False, metadata={"html_only": True})


def start_page(code: str, user: Reader) -> StartPage | None:
    """None where there is no such path. Stops of one's own country are those of the directory where no country is known."""
    hat = writing_hat(user)
    area = place_of(hat) if hat else next((h.area for h in getattr(user, "hats", []) if h.area and h.area.is_country), None)
    paths = [p for p in (path_named(code),) if p] if code else list(PATHS)
    if not paths:
        return None
    country = area.code if area else ""
    world = hat.world if hat else area.world if area else World.REAL
    lines = [
        PathLine(p.code, str(p.title), [StopLine(str(s.words), str(s.why), _address(s.url, country, world)) for s in p.stops])
        for p in paths
    ]
    return StartPage(lines, code, country, World.REAL, bool(country))


def _address(url: str, country: str, world: str) -> str:
    if "{country}" in url and not country:
        if url.endswith("/learn/"):
            return "learn/"  # there a country is chosen, and what worked for those like it comes next
        return "directory/" if url.startswith("countries/") else url.partition("?")[0]
    listed = url.partition("?")[0] in ("offers/", "practices/", "practices/travel/")
    mark = ("&" if "?" in url else "?") + "world=demo" if world == World.DEMO and listed else ""
    return url.format(country=country) + mark
