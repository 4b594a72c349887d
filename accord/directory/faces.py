"""What other pages may show of a partnership's card: who hosts it, until when where that is over, and where it lives."""

from collections.abc import Sequence
from typing import Any

from accord.directory.models import Partnership
from accord.record.models import Card


def partnerships(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    """As described in the directory, from its source (1 query)."""
    own = {card.ref.partition("/")[2]: card.pk for card in cards}
    return {
        own[p.slug]: {"status": p.host, "until": p.host_until, "url_there": p.url}
        for p in Partnership.objects.filter(slug__in=own)
    }
