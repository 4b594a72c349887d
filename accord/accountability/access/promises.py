"""Commitments, plans, actions: their country's own people change them."""

from django.http import Http404

from accord.accountability.access.hats import acting_for, capacities, or_404
from accord.accountability.access.seen import access_action, access_commitment, access_plan
from accord.accountability.models import Action, ActionPlan, Commitment
from accord.accountability.states import COUNTRY
from accord.people.models import Capacity
from accord.record.models import Card, Link, Reader, Relation

UNTIED = (Relation.RESPONDS_TO, Relation.IMPLEMENTS)  # relations of a commitment that its people take back
JOINT = ("joint_action", "solution")  # kinds of card that a country's commitment may carry out


def to_promise(user: Reader) -> Capacity:
    """The hat in which the reader may make a commitment, a plan, an action."""
    return or_404(next((hat for hat in capacities(user, COUNTRY) if hat.area_id), None))


def to_carry_out(user: Reader, hat: Capacity, ref: str) -> Card | None:
    """What countries do together, where the reader may see it and it names the hat's country; None where no such is asked for."""
    seen = Card.objects.visible_to(user).filter(ref=ref, kind__in=JOINT, areas=hat.area_id, world=hat.world)
    return seen.prefetch_related("topics").first() if ref else None


def to_change_commitment(user: Reader, ref: str, *, sent: bool = False) -> tuple[Commitment, Capacity]:
    """`sent`: a form comes in. Where the commitment went on meanwhile the verb says so; no 404 hides it."""
    found = access_commitment(user, ref)
    hat = or_404(acting_for(user, found.area, COUNTRY))
    if found.kind != Commitment.Kind.COMMITMENT or not (sent or found.state in Commitment.OPEN):
        raise Http404
    return found, hat


def to_untie(user: Reader, ref: str, other: str, *, sent: bool = False) -> tuple[Commitment, Link, Capacity]:
    """A tie of a commitment to what it answers or carries out, where the reader sees both ends; `sent` as above."""
    found, hat = to_change_commitment(user, ref, sent=sent)
    ties = Link.objects.filter(card__ref=f"commitments/{ref}", relation__in=UNTIED, other__ref=other)
    tie = ties.filter(other__in=Card.objects.visible_to(user)).select_related("other").first()
    if tie is None:
        raise Http404
    return found, tie, hat


def to_change_plan(user: Reader, ref: str, *, sent: bool = False) -> tuple[ActionPlan, Capacity]:
    """`sent`: as for a commitment."""
    found = access_plan(user, ref)
    hat = or_404(acting_for(user, found.area, COUNTRY))
    if not (sent or found.state in ActionPlan.OPEN):
        raise Http404
    return found, hat


def to_change_action(user: Reader, ref: str, *, sent: bool = False) -> tuple[Action, Capacity]:
    """`sent`: as for a commitment."""
    found = access_action(user, ref)
    hat = or_404(acting_for(user, found.area, COUNTRY))
    if not (sent or found.state in Action.OPEN):
        raise Http404
    return found, hat
