"""Events of this room's things: each says what stands after it; and the next number of a country's things, or of a
body's of no country."""

from typing import Any

from accord.learning.actions.cards import adoption_card, exchange_card, offer_card, practice_card
from accord.learning.models import Adoption, Exchange, Offer, Practice
from accord.learning.models.homes import Home
from accord.learning.standing import adoption_digest, exchange_digest, offer_digest, practice_digest
from accord.people.models import Area, Capacity, Organisation
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


def next_ref(model: Numbered, home: Home, letters: str) -> str:
    """XAA-pr7; of a body of no country its slug stands for the code. The row of the country, or of the body, is locked, so that
    two things made at once get two numbers."""
    locked = Area.objects.select_for_update().filter(code=home.code).first()
    if locked is None:
        Organisation.objects.select_for_update().get(slug=home.code)
    stem = f"{home.code}-{letters}"
    begun = model._default_manager.filter(ref__startswith=stem).values_list("ref", flat=True)
    # One body's slug may begin with another's, and a database may not tell "ken" from "KEN".
    taken = [ref.removeprefix(stem) for ref in begun if ref.startswith(stem)]
    return f"{stem}{max((int(rest) for rest in taken if rest.isdecimal()), default=0) + 1}"
