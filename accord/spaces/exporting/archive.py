"""The archive: one thing after another into a ZIP file, so that memory holds one thing at a time."""

import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import IO, Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation

from accord.discussions.models import Topic
from accord.kit import clock
from accord.kit.asked import on_this_site
from accord.kit.pages import plain
from accord.people.models import Person
from accord.record.models import Card, Held
from accord.spaces.exporting.items import Exported, everything

FORMAT, VERSION = "accord-platform-export", 1
SAFE = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)*")


@dataclass
class Told:
    """What went in: how many of each kind, how many files, and how many hidden things were left out."""

    counts: Counter[str] = field(default_factory=Counter)
    files: int = 0
    hidden: int = 0
    items: list[dict[str, str]] = field(default_factory=list)


def write_archive(platform: Card, reader: Person, out: IO[bytes]) -> Told:
    """Only what the reader may see. Raises ValueError for a path that would leave the folder, or stands twice."""
    told = Told(hidden=_hidden(platform))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in everything(platform, reader):
            _add(archive, one, told)
        kinds = dict(sorted(told.counts.items()))
        manifest = {
            "format": FORMAT, "version": VERSION, "platform": platform.ref, "title": platform.title, "world": platform.world,
            "made_at": clock.now().isoformat(timespec="seconds"), "site": on_this_site(""), "counts": kinds, "files": told.files,
            "hidden_left_out": told.hidden, "items": told.items,
        }  # fmt: skip
        archive.writestr("export.json", _json(manifest))
        archive.writestr("index.html", _page("spaces/export/index.html", {"told": manifest, "name": platform.name}))
    return told


def _add(archive: zipfile.ZipFile, one: Exported, told: Told) -> None:
    if not SAFE.fullmatch(one.path) or ".." in one.path or f"{one.path}.json" in archive.NameToInfo:
        raise ValueError(f"{one.path} is no path of its own")
    archive.writestr(f"{one.path}.json", _json(plain(one.value)))
    depth = "../" * one.path.count("/")
    names = []
    for number, file in enumerate(one.files, 1):
        safe = re.sub(r"[^A-Za-z0-9_.-]+", "-", file.name).strip(".-")[-80:] or "file"
        name = f"files/{one.path.replace('/', '-')}-{number}-{safe}"
        with archive.open(name, "w") as into:
            for piece in file.read():
                into.write(piece)
        names.append((file.name, f"{depth}{name}"))
        told.files += 1
    given = {"one": one, "files": names, "up": depth, "address": on_this_site(f"{translation.get_language()}/{one.url}")}
    archive.writestr(f"{one.path}.html", _page("spaces/export/item.html", given))
    told.counts[one.kind_words] += 1
    told.items.append({"path": one.path, "kind": one.kind_words, "title": one.title, "language": one.language})


def _page(template: str, given: dict[str, Any]) -> str:
    language = translation.get_language() or "en"
    return render_to_string(template, given | {"language": language, "direction": "rtl" if language == "ar" else "ltr"})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _hidden(platform: Card) -> int:
    """Of the platform, what stands on it and what is talked about there: cards, and parts of them."""
    on_it = Q(links__relation="part_of", links__other=platform)
    topics = Q(pk__in=Topic.objects.filter(place=platform).values("card"))
    cards = Card.objects.filter(on_it | topics | Q(pk=platform.pk))
    return Held.objects.filter(card__in=cards.values("pk")).count()
