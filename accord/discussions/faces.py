"""What other pages may show of a topic."""

from collections.abc import Sequence
from typing import Any

from accord.discussions.models import Topic
from accord.record.models import Card


def topics(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = Topic.objects.filter(card__in=cards).only("card_id", "kind", "state", "answer")
    return {one.card_id: {"status": _status(one)} for one in found}


def _status(topic: Topic) -> str:
    return str(topic.get_kind_display() if topic.state == Topic.State.OPEN else topic.get_state_display())
