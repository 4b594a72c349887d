"""What of each thing is written: columns, and lists of others. A revision keeps it, a form fills it."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db.models import Model

from accord.calc.zoned import in_zone
from accord.kit.pages import plain
from accord.record.models import Link
from accord.spaces.models import Consultation, JointAction, Meeting, Platform, Solution, Statement, Threat


@dataclass(frozen=True)
class Written:
    """`named` are keys to others, told by their own name; `many` are lists of others, told by code."""

    fields: tuple[str, ...]
    named: tuple[str, ...] = ()
    many: tuple[str, ...] = ()


WRITTEN: dict[type[Model], Written] = {
    Platform: Written(
        ("title", "text", "charter", "language", "kind", "review_on", "host", "url_there", "next_meeting_on", "source", "as_of"),
        ("owner",), ("areas", "topics"),
    ),
    Threat: Written(("title", "text", "language", "online", "sources", "owner_words", "owner_url"), ("form",), ("others",)),
    Solution: Written(("title", "text", "language", "legal_basis", "owner_words", "stage", "results"), ("owner",), ("areas",)),
    Statement: Written(("title", "text", "language"), ("threat",)),
    JointAction: Written(
        ("title", "text", "language", "who", "provinces", "starts_on", "ends_on", "needs", "offers"),
        ("organisation", "solution"), ("areas", "topics"),
    ),
    Meeting: Written(
        ("title", "text", "language", "is_consultation", "starts_at", "ends_at", "zone", "place", "online_at"),
    ),
    Consultation: Written(("title", "text", "language", "questions", "ages", "held_on"), ("organisation",)),
}  # fmt: skip


def wording_of(thing: Model) -> dict[str, Any]:
    """From the row as it is in the database: a value just set may still be written in another way."""
    how = WRITTEN[type(thing)]
    told: dict[str, Any] = plain({name: getattr(thing, name) for name in how.fields})
    told |= {name: _name(getattr(thing, name)) for name in how.named}
    if thing.pk:
        told |= {name: sorted(_name(one) for one in getattr(thing, name).all()) for name in how.many}
    if isinstance(thing, Threat):
        told["corridor"] = sorted(f"{c.part}: {c.area.code}" for c in thing.corridor.all()) if thing.pk else []
        held = Link.objects.filter(card__ref=thing.card_ref, relation="held_by")
        told["owner"] = sorted(held.values_list("other__ref", flat=True))
    return told


FIELDS = {"form": "forms", "inspire": "strategies", "sector": "sectors"}  # topics, as the forms of this room ask for them


def as_asked(thing: Model) -> dict[str, Any]:
    """The wording as the thing's form asks for it, for whoever edited it at the same time."""
    told = wording_of(thing)
    if "topics" in told:
        del told["topics"]
        for topic in thing.topics.all():  # type: ignore[attr-defined]
            told.setdefault(FIELDS[topic.scheme], []).append(topic.code)
    if "areas" in told:
        told["areas"] = [str(area.name) for area in thing.areas.all()]  # type: ignore[attr-defined]
    if isinstance(thing, Platform):
        del told["owner"]
    if isinstance(thing, Threat):
        told |= {"owner_card": told.pop("owner"), "sources": [f"{one['words']} {one['url']}".strip() for one in thing.sources]}
        del told["corridor"]
        for one in thing.corridor.select_related("area"):
            told.setdefault(one.part, []).append(str(one.area.name))
    if isinstance(thing, Meeting):
        del told["starts_at"], told["ends_at"]
        begins, ends = in_zone(thing.starts_at, thing.zone), in_zone(thing.ends_at, thing.zone)
        told |= {"on": begins.date().isoformat(), "begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}
    return told


def _name(other: Any) -> str:
    if other is None:
        return ""
    return str(getattr(other, "ref", "") or getattr(other, "slug", "") or getattr(other, "code", ""))


def typed(given: dict[str, Any]) -> dict[str, Any]:
    """What a form gives, as a wording would tell it."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, Model):
            found[name] = _name(value)
        elif hasattr(value, "__iter__") and not isinstance(value, str | dict):
            found[name] = [_name(one) if isinstance(one, Model) else str(one) for one in value]
        elif isinstance(value, time):
            found[name] = value.isoformat("minutes")
        else:
            found[name] = plain(value)
    return found
