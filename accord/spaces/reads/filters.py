"""What lists of this room are narrowed to."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex, Substr
from django.utils.translation import gettext_lazy as _

from accord.record.access import audience_ids
from accord.record.filters import Filter, Option, choices_of, countries_of, topics_of
from accord.record.filters import world_of as world_by
from accord.record.models import Card, Reader

__all__ = ["choices_of", "countries_of", "filter_of", "refs_seen", "seen", "topics_of", "world_of"]
WORDS = {
    "country": (_("Country"), _("All countries")),
    "kind": (_("Kind"), _("All kinds")),
    "form": (_("Form of violence"), _("All forms")),
    "where": (_("Where it lives"), _("Here and elsewhere")),
    "state": (_("State"), _("Not archived")),
    "platform": (_("Platform"), _("All platforms")),
    "organisation": (_("Organisation"), _("All organisations")),
    "sector": (_("Sector"), _("All sectors")),
    "strategy": (_("INSPIRE strategy"), _("All strategies")),
    "status": (_("Progress"), _("Any progress")),
    "with": (_("Offers and needs"), _("All actions")),
}


def world_of(asked: Mapping[str, str]) -> str:
    """That of the country where one is chosen, else the one asked for, else the real one."""
    return world_by(asked.get("country", ""), asked.get("world", ""))


def filter_of(name: str, options: Iterable[Option], asked: Mapping[str, str]) -> Filter:
    label, every = WORDS[name]
    chosen = asked.get(name, "")
    return Filter(name, str(label), str(every), list(options), chosen.upper() if name == "country" else chosen)


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
