"""Offers, needs and exchanges: each side acts for itself."""

from django.http import Http404

from accord.learning.access.hats import is_home, owner_hat, writing_hat
from accord.learning.exchange_states import ASKED, ExchangeStep
from accord.learning.models import Exchange, Offer
from accord.learning.models.exchanges import Party
from accord.people.models import Capacity
from accord.record.hats import or_404
from accord.record.models import Card, Reader


def access_offer(user: Reader, ref: str) -> Offer:
    card = Card.objects.visible_to(user).filter(ref=f"offers/{ref}").exists()
    rows = Offer.objects.select_related("area", "owner", "contact__area", "contact__organisation", "practice")
    found = rows.filter(ref=ref).first() if card else None
    if found is None:
        raise Http404
    return found


def to_offer(user: Reader) -> Capacity:
    return or_404(writing_hat(user))


def to_change_offer(user: Reader, ref: str, *, sent: bool = False) -> tuple[Offer, Capacity]:
    found = access_offer(user, ref)
    hat = or_404(owner_hat(user, found))
    if found.state != Offer.State.OPEN and not sent:
        raise Http404
    return found, hat


def may_propose(user: Reader, offer: Offer) -> Capacity | None:
    """A hat of another country or body of the same world, for what is open."""
    hat = writing_hat(user)
    if hat is None or offer.state != Offer.State.OPEN or hat.world != offer.world:
        return None
    return None if is_home(hat, offer) else hat


def to_propose(user: Reader, ref: str) -> tuple[Offer, Capacity]:
    found = access_offer(user, ref)
    return found, or_404(may_propose(user, found))


def access_exchange(user: Reader, ref: str) -> Exchange:
    card = Card.objects.visible_to(user).filter(ref=f"exchanges/{ref}").exists()
    rows = Exchange.objects.select_related("offer", "need", "giver", "taker", "giver_body", "taker_body")
    found = rows.filter(ref=ref).first() if card else None
    if found is None:
        raise Http404
    return found


def side_of(user: Reader, exchange: Exchange) -> tuple[Capacity, Party] | None:
    """The hat in which the reader acts for one of the two, and which one."""
    for party in exchange.parties:
        if hat := owner_hat(user, party):
            return hat, party
    return None


def to_take_exchange_step(user: Reader, ref: str, step: ExchangeStep, *, sent: bool = False) -> tuple[Exchange, Capacity, Party]:
    found = access_exchange(user, ref)
    side = side_of(user, found)
    if side is None or (found.state not in step.start and not sent):
        raise Http404
    if step.whose == ASKED and side[1].side == found.proposed_by:
        raise Http404
    return found, *side


def to_note(user: Reader, ref: str) -> tuple[Exchange, Capacity, Party]:
    """A report or a follow-up; whether it is time is the verb's to say."""
    found = access_exchange(user, ref)
    side = side_of(user, found)
    if side is None or found.state not in (Exchange.State.HELD, Exchange.State.DONE):
        raise Http404
    return found, *side
