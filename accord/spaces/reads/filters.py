"""What lists of this room are narrowed to."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex, Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.kit.filters import Filter, Option
from accord.people.choosing import country_choices
from accord.people.models import Area, World
from accord.record.access import audience_ids
from accord.record.models import Card, Reader, Topic

WORDS = {
    "country": (_("Country"), _("All countries")),
    "kind": (_("Kind"), _("All kinds")),
    "form": (_("Form of violence"), _("All forms")),
    "where": (_("Where it lives"), _("Here and elsewhere")),
    "state": (_("State"), _("All states")),
    "platform": (_("Platform"), _("All platforms")),
    "sector": (_("Sector"), _("All sectors")),
    "strategy": (_("INSPIRE strategy"), _("All strategies")),
    "status": (_("Progress"), _("Any progress")),
}


def world_of(asked: Mapping[str, str]) -> str:
    """That of the country where one is chosen, else the one asked for, else the real one."""
    if country := asked.get("country"):
        return World.DEMO if Area.objects.filter(code=country.upper(), world=World.DEMO).exists() else World.REAL
    return World.DEMO if asked.get("world") == World.DEMO else World.REAL


def filter_of(name: str, options: Iterable[Option], asked: Mapping[str, str]) -> Filter:
    label, every = WORDS[name]
    chosen = asked.get(name, "")
    return Filter(name, str(label), str(every), list(options), chosen.upper() if name == "country" else chosen)


def countries_of(world: str) -> list[Option]:
    return [Option(c.code, c.words) for c in country_choices(world)]


def choices_of(choices: Iterable[tuple[str, str | Promise]]) -> list[Option]:
    return [Option(str(code), str(words)) for code, words in choices]


def topics_of(scheme: str) -> list[Option]:
    return [Option(t.code, str(t.name), t.name.lang) for t in Topic.objects.filter(scheme=scheme)]


def seen(kind: str, world: str, user: Reader) -> QuerySet[Card]:
    """Cards of a kind that the reader may see."""
    return Card.objects.filter(kind=kind, world=world, audience__in=audience_ids(user), published_at__isnull=False)


def refs_seen(kind: str, world: str, user: Reader, asked: Mapping[str, str] | None = None) -> QuerySet[Card, str]:
    """Refs without their path, of cards with that country and topics, for `ref__in`. One query within another."""
    found = seen(kind, world, user)
    asked = asked or {}
    if country := asked.get("country"):
        found = found.filter(pk__in=Card.objects.filter(areas__code=country.upper()).values("pk"))
    for name in ("form", "sector", "strategy"):
        if code := asked.get(name):
            found = found.filter(pk__in=Card.objects.filter(topics__code=code).values("pk"))
    return found.annotate(own=Substr("ref", StrIndex("ref", Value("/")) + 1)).values_list("own", flat=True)
