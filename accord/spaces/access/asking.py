"""Asking a convener without an account: who writes the letter, and whom its link lets in."""

from django.http import Http404
from django.utils.crypto import constant_time_compare, salted_hmac

from accord.kit import clock
from accord.people.models import Capacity, Role
from accord.record.access import is_held
from accord.record.models import Card, Reader
from accord.spaces.access.things import to_settle_overlap
from accord.spaces.models import Membership, Overlap, Platform


def is_heard(card: Card) -> bool:
    """Somebody with an account here answers for what exists: they are asked by a task and a mail."""
    here = Membership.objects.filter(state=Membership.State.ACTIVE, role=Membership.Role.CONVENER)
    active = Capacity.objects.active()
    if card.kind == "platform" and here.filter(platform__ref=card.ref.removeprefix("platforms/"), capacity__in=active).exists():
        return True
    return card.owner_id is not None and active.filter(role=Role.ORG_MEMBER, organisation=card.owner_id).exists()


def may_be_written(overlap: Overlap) -> bool:
    over = overlap.platform.state == Platform.State.ARCHIVED
    return not (over or overlap.is_answered or is_heard(overlap.card))


def to_write_letter(user: Reader, number: int) -> tuple[Overlap, Capacity]:
    """Once it is answered the page says so."""
    found, hat = to_settle_overlap(user, number)
    if not (may_be_written(found) or found.is_answered):
        raise Http404
    return found, hat


def key_of(overlap: Overlap) -> str:
    """Part of the address of the page where it is answered: kept nowhere, made anew from what was drawn by lot."""
    told = f"{overlap.pk}:{overlap.letter_once}"
    return salted_hmac("accord.spaces.asking", told, algorithm="sha256").hexdigest()


def link_is_open(overlap: Overlap) -> bool:
    """It ends with the asking: answered, taken back, two months after the letter, or once the platform is archived."""
    until = overlap.link_until
    asking = overlap.platform.state != Platform.State.ARCHIVED and not overlap.is_answered
    return asking and until is not None and clock.today() <= until


def access_asked(number: int, key: str) -> Overlap:
    """For whoever holds the link, while neither of the two is hidden."""
    found = Overlap.objects.select_related("platform", "card").filter(pk=number).exclude(letter_once="").first()
    if found is None or not constant_time_compare(key, key_of(found)):
        raise Http404
    if is_held(found.platform.card_ref) or is_held(found.card.ref):
        raise Http404
    return found
