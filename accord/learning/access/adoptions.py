"""Adoptions: each is its adopter's own word."""

from django.db.models import QuerySet
from django.http import Http404

from accord.learning.access.hats import owner_hat, writing_hat
from accord.learning.access.practices import access_practice
from accord.learning.models import Adoption, Practice
from accord.people.models import Capacity
from accord.record.hats import or_404
from accord.record.models import Card, Reader


def access_adoption(user: Reader, ref: str) -> Adoption:
    card = Card.objects.visible_to(user).filter(ref=f"adoptions/{ref}").exists()
    tied = ("area", "place", "owner", "source__area", "source__place", "contact__area", "contact__organisation", "against")
    rows = Adoption.objects.select_related(*tied, "practice__area", "practice__place", "practice__owner")
    found = rows.filter(ref=ref).first() if card else None
    if found is None:
        raise Http404
    return found


def threats_of(world: str) -> QuerySet[Card]:
    """What an adoption may answer: it is public, and so is what it names."""
    found = Card.objects.filter(kind="threat", world=world, audience__code="public", published_at__isnull=False)
    return found.order_by("ref")


def to_adopt(user: Reader, ref: str) -> tuple[Practice, Capacity]:
    found = access_practice(user, ref)
    hat = writing_hat(user)
    if hat is None or hat.world != found.world or found.state not in Practice.PUBLIC or owner_hat(user, found):
        raise Http404  # what is one's own is told on as an update, not adopted
    return found, hat


def to_change_adoption(user: Reader, ref: str, *, sent: bool = False) -> tuple[Adoption, Capacity]:
    found = access_adoption(user, ref)
    hat = or_404(owner_hat(user, found))
    if found.withdrawn_on and not sent:
        raise Http404
    return found, hat
