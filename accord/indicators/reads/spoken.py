"""Reports of civil society that speak of an indicator: as cards, so that nothing is known here of what is hidden or who wrote."""

from dataclasses import dataclass

from accord.people.models import World
from accord.record import faces
from accord.record.models import Card, Reader, Relation

MOST = 50


@dataclass(frozen=True)
class SpokenOf:
    """`source`: the name that the report stands under."""

    ref: str
    url: str
    title: dict[str, str]
    source: str
    areas: list[dict[str, str]]
    world: str

    @property
    def is_demo(self) -> bool:
        return self.world == World.DEMO


def spoken_of(code: str, user: Reader) -> list[SpokenOf]:
    """Those that the reader sees, of real countries first, in no order of time (4 queries at most)."""
    ties = {"links__relation": Relation.ABOUT, "links__other__ref": f"indicators/{code}"}
    seen = Card.objects.visible_to(user).filter(kind="shadow_report", **ties).prefetch_related("areas")
    cards = list(seen.order_by("-world", "ref")[:MOST])
    told = faces.faces_of(cards)
    return [
        SpokenOf(c.ref, c.url, c.title, told.get(c.pk, {}).get("status", ""), [a.names for a in c.areas.all()], c.world)
        for c in cards
    ]
