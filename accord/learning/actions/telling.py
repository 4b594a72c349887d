"""Events of this room's things: each says what stands after it; and the next number of a country's things."""

from typing import Any

from accord.learning.actions.cards import adoption_card, exchange_card, offer_card, practice_card
from accord.learning.models import Adoption, Exchange, Offer, Practice
from accord.learning.standing import adoption_digest, exchange_digest, offer_digest, practice_digest
from accord.people.models import Area, Capacity
from accord.record.actions import append
from accord.record.models import Event

Numbered = type[Practice] | type[Adoption] | type[Offer] | type[Exchange]


def tell_of_practice(verb: str, practice: Practice, *, by: Capacity | None, reason: str = "", **content: Any) -> Event:
    card = practice_card(practice)
    return append(verb, card, by=by, reason=reason, stands={card.ref: practice_digest(practice.pk)}, **content)


def tell_of_adoption(verb: str, adoption: Adoption, *, by: Capacity, reason: str = "", **content: Any) -> Event:
    card = adoption_card(adoption)
    return append(verb, card, by=by, reason=reason, stands={card.ref: adoption_digest(adoption.pk)}, **content)


def tell_of_offer(verb: str, offer: Offer, *, by: Capacity, reason: str = "", **content: Any) -> Event:
    card = offer_card(offer)
    return append(verb, card, by=by, reason=reason, stands={card.ref: offer_digest(offer.pk)}, **content)


def tell_of_exchange(verb: str, exchange: Exchange, *, by: Capacity, reason: str = "", **content: Any) -> Event:
    card = exchange_card(exchange)
    return append(verb, card, by=by, reason=reason, stands={card.ref: exchange_digest(exchange.pk)}, **content)


def next_ref(model: Numbered, area: Area, letters: str) -> str:
    """XAA-pr7. The row of the country is locked, so that two things made at once get two numbers."""
    Area.objects.select_for_update().get(pk=area.pk)
    stem = f"{area.code}-{letters}"
    taken = model._default_manager.filter(ref__startswith=stem).values_list("ref", flat=True)
    return f"{stem}{max([int(ref.removeprefix(stem)) for ref in taken], default=0) + 1}"
