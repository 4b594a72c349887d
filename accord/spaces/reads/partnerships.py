"""Existing partnerships beside the platforms: where, by whom and at what place of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

from accord.record.faces import faces_of
from accord.record.models import Card, Reader
from accord.spaces.reads import shown
from accord.spaces.reads.filters import refs_seen, seen
from accord.spaces.reads.shown import CountryShown


@dataclass(frozen=True)
class PartnershipLine:
    """An existing partnership, from its card and its face: it is described elsewhere on this site, and lives at its own place."""

    ref: str
    url: str
    title: dict[str, str]
    summary: dict[str, str]
    host: str
    host_until: str
    url_there: str
    countries: list[CountryShown]


def partnerships_found(asked: Mapping[str, str], world: str, user: Reader) -> list[PartnershipLine]:
    """`asked`: country and form, as for platforms (3 queries)."""
    refs = refs_seen("partnership", world, user, asked)
    found = seen("partnership", world, user).filter(ref__in=[f"partnerships/{ref}" for ref in refs]).order_by("ref")
    cards = list(found.prefetch_related("areas"))
    told = faces_of(cards)
    return [_line(c, told.get(c.pk, {})) for c in cards]


def _line(c: Card, face: Mapping[str, str]) -> PartnershipLine:
    host, until, there = (face.get(name, "") for name in ("status", "until", "url_there"))
    return PartnershipLine(c.ref, c.url, c.title, c.summary, host, until, there, shown.countries(c.areas.all()))
