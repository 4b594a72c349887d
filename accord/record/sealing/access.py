"""Keys and seals: fetch and check in one call. Absent and forbidden give the same 404."""

from django.http import Http404

from accord.people.models import Capacity, Role
from accord.record.models import CustodianKey, Reader, SealedShare


def _acting(user: Reader, role: str) -> Capacity:
    hat = user.acting_as(role) if user.is_authenticated else None
    if hat is None:
        raise Http404
    return hat


def to_see_seals(user: Reader) -> Capacity:
    """A custodian, who sees their own."""
    return _acting(user, Role.CUSTODIAN)


def to_register_key(user: Reader) -> Capacity:
    return _acting(user, Role.SECRETARIAT)


def to_confirm_key(user: Reader, number: int) -> tuple[CustodianKey, Capacity]:
    hat = _acting(user, Role.CUSTODIAN)
    found = CustodianKey.objects.filter(pk=number, capacity=hat, ended_on=None).first()
    if found is None:
        raise Http404
    return found, hat


def to_give_share(user: Reader, number: int) -> tuple[SealedShare, Capacity]:
    """To see it, to give it, and to fetch what came of it."""
    hat = _acting(user, Role.CUSTODIAN)
    found = SealedShare.objects.filter(pk=number, key__capacity=hat).select_related("name", "key").first()
    if found is None:
        raise Http404
    return found, hat
