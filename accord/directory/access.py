"""Fetch and check in one call. Absent and forbidden give the same 404."""

from collections.abc import Sequence
from itertools import chain

from django.http import Http404

from accord.directory.models import Partnership
from accord.people.models import Area, Capacity, Organisation, Person, Role, World
from accord.record.models import Reader

COUNTRY = (Role.FOCAL_POINT, Role.ALTERNATE, Role.VALIDATOR)
INDEPENDENT = (Role.ASSESSOR, Role.PEER_REVIEWER)  # named with the country they come from, and no part of it


def to_nominate(user: Reader) -> list[Capacity]:
    """The hats in which the reader may nominate: for a country, for an organisation, or as the secretariat."""
    if not user.is_authenticated:
        raise Http404
    roles = (Role.SECRETARIAT, *COUNTRY, Role.ORG_MEMBER)
    hats = list(user.active_capacities().filter(role__in=roles).select_related("area", "organisation"))
    if not hats:
        raise Http404
    return hats


def hat_for(hats: Sequence[Capacity], area: Area | None, organisation: Organisation | None) -> Capacity:
    """The hat of that body, else the secretariat's. Raises Http404 for someone who has neither."""
    of_area = (h for h in hats if area and h.role in COUNTRY and h.area_id == area.pk)
    of_body = (h for h in hats if organisation and h.role == Role.ORG_MEMBER and h.organisation_id == organisation.pk)
    of_office = (h for h in hats if h.role == Role.SECRETARIAT)
    found = next(chain(of_area, of_body, of_office), None)
    if found is None:
        raise Http404
    return found


def to_check(officer: Person, number: int) -> Capacity:
    found = (
        Capacity.objects.filter(pk=number, person__world=officer.world).select_related("area", "organisation", "person").first()
    )
    if found is None or found.state not in (Capacity.State.NOMINATED, Capacity.State.CHECKED):
        raise Http404
    return found


def to_end(user: Reader, number: int) -> tuple[Capacity, Capacity]:
    """One's own, one of one's country (as focal point or validator), or any of the same world (as officer).

    Who is independent of a country is not its to end: assessors and peer reviewers are left to officers.
    """
    found = Capacity.objects.active().filter(pk=number).select_related("area", "organisation", "person").first()
    if found is None or not user.is_authenticated:
        raise Http404
    if found.person_id == user.pk:
        return found, found
    hats = user.active_capacities().select_related("area", "organisation")
    ours = found.area_id is not None and found.role not in INDEPENDENT
    mine = next((h for h in hats if ours and h.role in COUNTRY and h.area_id == found.area_id), None)
    if mine is None and user.world == found.world:
        mine = next((h for h in hats if h.role == Role.SECRETARIAT), None)
    if mine is None:
        raise Http404
    return found, mine


def to_verify(officer: Person, slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug, world=officer.world, verified_on__isnull=True).first()
    if found is None:
        raise Http404
    return found


def to_confirm(user: Reader, slug: str) -> tuple[Partnership, Capacity]:
    """Whoever acts for the organisation that speaks for the partnership."""
    found = Partnership.objects.filter(slug=slug, organisation__isnull=False).select_related("organisation").first()
    if found is None or not user.is_authenticated:
        raise Http404
    hats = user.active_capacities().select_related("organisation")
    hat = hats.filter(role=Role.ORG_MEMBER, organisation=found.organisation_id).first()
    if hat is None:
        raise Http404
    return found, hat


def to_tie(officer: Person, slug: str) -> Partnership:
    """Existing partnerships are of the real world, and so are the officers who tie them."""
    found = Partnership.objects.filter(slug=slug).first()
    if found is None or officer.world != World.REAL:
        raise Http404
    return found
