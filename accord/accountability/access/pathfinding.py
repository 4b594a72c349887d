"""A country's checklist, and the host's decision on it."""

from django.http import Http404

from accord.accountability.access.hats import acting_for, capacities, is_outside, or_404
from accord.accountability.access.seen import access_country
from accord.accountability.models import HostDecision
from accord.accountability.states import COUNTRY
from accord.people.models import Area, Capacity, Role
from accord.record.models import Reader


def to_attest(user: Reader, iso3: str) -> tuple[Area, Capacity]:
    """The country's own people write its checklist and its self-assessment."""
    area = access_country(iso3)
    return area, or_404(acting_for(user, area, COUNTRY))


def deciding_officer(user: Reader, area: Area) -> Capacity | None:
    """An officer of the same world who holds no hat of that country."""
    hat = next((h for h in capacities(user, [Role.SECRETARIAT]) if h.world == area.world), None)
    return hat if hat and is_outside(user, area) else None


def to_enter_decision(user: Reader, iso3: str) -> tuple[Area, Capacity]:
    area = access_country(iso3)
    return area, or_404(deciding_officer(user, area))


def to_take_back_decision(user: Reader, iso3: str, number: int, *, sent: bool = False) -> tuple[HostDecision, Capacity]:
    area, hat = to_enter_decision(user, iso3)
    found = HostDecision.objects.filter(of__area=area, pk=number).select_related("of__area").first()
    if found is None or (found.withdrawn_on and not sent):
        raise Http404
    return found, hat
