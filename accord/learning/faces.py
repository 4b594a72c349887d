"""What other pages may show of this room's cards. Computed when asked: words are the reader's."""

from collections.abc import Sequence
from typing import Any

from accord.learning.models import Adoption, Exchange, Offer, Practice
from accord.learning.wording import cost_words
from accord.record.models import Card


def practices(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    """`status` is the rating, or how far it is on the way to one; `code` the same as a code; `figure` the cost with currency
    and year."""
    rows = Practice.objects.filter(ref__in=_refs(cards)).prefetch_related("ratings")
    found = {f"practices/{p.ref}": p for p in rows}
    return {card.pk: _practice(found[card.ref]) for card in cards if card.ref in found}


def _practice(p: Practice) -> dict[str, Any]:
    rating = next(iter(p.ratings.all()), None) if p.state in Practice.PUBLIC else None
    status = rating.get_grade_display() if rating else p.get_state_display()
    return {
        "status": str(status),
        "code": rating.grade if rating else p.state,
        "figure": cost_words(p),
        "note": str(p.get_kind_display()),
    }


def adoptions(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = {
        f"adoptions/{a.ref}": a
        for a in Adoption.objects.filter(ref__in=_refs(cards)).select_related("practice").prefetch_related("practice__ratings")
    }
    return {card.pk: _adoption(found[card.ref]) for card in cards if card.ref in found}


def _adoption(a: Adoption) -> dict[str, Any]:
    """`rated` and `rating`: those of the practice that it comes from."""
    status = Practice.State.WITHDRAWN.label if a.withdrawn_on else a.get_stage_display()
    of = _practice(a.practice)
    return {
        "status": str(status), "code": "withdrawn" if a.withdrawn_on else a.stage, "figure": str(a.decided_on.year),
        "note": str(a.get_kind_display()), "rated": of["code"], "rating": of["status"],
    }  # fmt: skip


def offers(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = {f"offers/{o.ref}": o for o in Offer.objects.filter(ref__in=_refs(cards))}
    return {card.pk: _state(found[card.ref]) for card in cards if card.ref in found}


def exchanges(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = {f"exchanges/{x.ref}": x for x in Exchange.objects.filter(ref__in=_refs(cards))}
    return {card.pk: _state(found[card.ref]) for card in cards if card.ref in found}


def _state(thing: Offer | Exchange) -> dict[str, Any]:
    return {"status": str(thing.get_state_display()), "code": thing.state, "note": str(thing.get_kind_display())}


def _refs(cards: Sequence[Card]) -> list[str]:
    return [card.ref.partition("/")[2] for card in cards]
