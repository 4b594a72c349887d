"""What is recommended: who answers it, follows it, compares it."""

from django.http import Http404

from accord.accountability.access.hats import acting_for, assessing, or_404
from accord.accountability.access.seen import access_recommendation
from accord.accountability.models import Cluster, Recommendation
from accord.accountability.states import COUNTRY
from accord.people.models import Area, Capacity
from accord.record.models import Reader


def to_answer(user: Reader, ref: str) -> tuple[Recommendation, Capacity]:
    found = access_recommendation(user, ref)
    return found, or_404(acting_for(user, found.area, COUNTRY))


def to_assess_recommendation(user: Reader, ref: str) -> tuple[Recommendation, Capacity]:
    found = access_recommendation(user, ref)
    return found, or_404(assessing(user, found.area))


def to_decide(user: Reader, iso3: str, number: int, *, sent: bool = False) -> tuple[Cluster, Capacity]:
    """`sent`: a form comes in; what was decided meanwhile is told by the verb."""
    found = Cluster.objects.select_related("area").filter(pk=number, area__iso3=iso3.upper()).first()
    if found is None:
        raise Http404
    hat = or_404(acting_for(user, found.area, COUNTRY))
    if found.state == Cluster.State.REJECTED and not sent:
        raise Http404
    return found, hat


def to_compare(user: Reader, iso3: str) -> tuple[Area, Capacity]:
    """The country whose recommendations are to be compared, and the hat for it."""
    area = Area.objects.countries().filter(iso3=iso3.upper()).first()
    if area is None:
        raise Http404
    return area, or_404(acting_for(user, area, COUNTRY))
