"""What stands in the place of what is hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accord.moderation.access import judges
from accord.moderation.grounds import reason_words
from accord.moderation.models import Case
from accord.record.access import audience_ids
from accord.record.models import Card, Held, Reader


@dataclass(frozen=True)
class HiddenPage:
    """Nothing of what stood there."""

    hidden_on: date
    ground: str
    ground_words: str
    world: str
    case_url: str = ""  # for who judges it


def hidden_page(user: Reader, path: str) -> HiddenPage | None:
    """Of a hidden card at this address or above it, for whoever could read it before (1 query where there is none)."""
    steps = path.strip("/").split("/")[:8]
    last = steps[-1].rpartition(".")
    tails = [steps, [*steps[:-1], last[0]]] if last[0] and last[2].isalpha() else [steps]
    urls = {"/".join(tail[:n]) + "/" for tail in tails for n in range(1, len(tail) + 1)}
    rows = Held.objects.select_related("card__audience").filter(part="", card__url__in=urls, card__published_at__isnull=False)
    for held in rows:
        if held.audience_id in audience_ids(user):
            case = Case.objects.filter(card=held.card, part="").first()
            url = case.url if case and judges(user, held.card, safety=True) else ""
            return HiddenPage(held.since, held.ground, reason_words(held.ground), held.card.world, url)
    return None


@dataclass(frozen=True)
class Stub:
    """A part that is hidden: told in its place."""

    hidden_on: date
    ground: str
    ground_words: str


def hidden_parts(cards: Iterable[Card]) -> dict[tuple[int, str], Stub]:
    """(card's id, part) -> what to say in its place (1 query)."""
    rows = Held.objects.filter(card__in=list(cards)).exclude(part="")
    return {(row.card_id, row.part): Stub(row.since, row.ground, reason_words(row.ground)) for row in rows}
