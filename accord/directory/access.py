"""Fetch and check in one call. Absent and forbidden give the same 404."""

from django.http import Http404

from accord.people.models import Capacity, Organisation, Person, Role
from accord.record.models import Reader

COUNTRY = (Role.FOCAL_POINT, Role.ALTERNATE, Role.VALIDATOR)


def to_nominate(user: Reader) -> list[Capacity]:
    """The hats in which the reader may nominate: for a country, for an organisation, or as the secretariat."""
    if not user.is_authenticated:
        raise Http404
    roles = (Role.SECRETARIAT, *COUNTRY, Role.ORG_MEMBER)
    hats = list(user.active_capacities().filter(role__in=roles).select_related("area", "organisation"))
    if not hats:
        raise Http404
    return hats


def to_check(officer: Person, number: int) -> Capacity:
    found = (
        Capacity.objects.filter(pk=number, person__world=officer.world).select_related("area", "organisation", "person").first()
    )
    if found is None or found.state not in (Capacity.State.NOMINATED, Capacity.State.CHECKED):
        raise Http404
    return found


def to_end(user: Reader, number: int) -> tuple[Capacity, Capacity | None]:
    """One's own, one of one's country (as focal point or validator), or any of the same world (as officer)."""
    found = Capacity.objects.active().filter(pk=number).select_related("area", "organisation", "person").first()
    if found is None or not user.is_authenticated:
        raise Http404
    if found.person_id == user.pk:
        return found, found
    hats = user.active_capacities().select_related("area", "organisation")
    mine = next((h for h in hats if h.role in COUNTRY and h.area_id and h.area_id == found.area_id), None)
    if mine is None and not (user.is_officer and user.world == found.world):
        raise Http404
    return found, mine or hats.filter(role=Role.SECRETARIAT).first()


def to_verify(officer: Person, slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug, world=officer.world, verified_on__isnull=True).first()
    if found is None:
        raise Http404
    return found
