"""What moderation asks of this room: which kinds are formal acts, and whose a shadow report is."""

from accord.accountability.models import ShadowReport
from accord.people.models import Capacity, Person
from accord.record.models import Card, Event

FORMAL = (
    "commitment", "report", "recommendation", "cycle", "template", "plan", "action", "pathfinding", "peer_round", "peer_review",
    "edition",
)  # fmt: skip


def shadow_author(card: Card, part: str) -> tuple[Person | None, Capacity | None]:
    """Nobody under a network's name: the seal holds for officers, too (0015). Else who acted on it first."""
    found = ShadowReport.objects.filter(ref=card.ref.partition("/")[2]).first()
    if found is None or found.is_sealed:
        return None, None
    first = (
        Event.objects.filter(card=card, capacity__organisation=found.organisation)
        .select_related("capacity__person")
        .order_by("id")
    )
    hat = next((event.capacity for event in first[:1]), None)
    return (hat.person if hat else None), hat
