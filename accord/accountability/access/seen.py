"""What the reader may see."""

from django.http import Http404

from accord.accountability.models import Action, ActionPlan, Commitment, Recommendation, Report
from accord.people.models import Area
from accord.record.models import Card, Reader


def _seen[M: (Report, Commitment, Recommendation, ActionPlan, Action)](user: Reader, kind: type[M], path: str, ref: str) -> M:
    card = Card.objects.visible_to(user).filter(ref=f"{path}/{ref}").exists()
    found = kind._default_manager.select_related("area").filter(ref=ref).first() if card else None
    if found is None:
        raise Http404
    return found


def access_report(user: Reader, ref: str) -> Report:
    return _seen(user, Report, "reports", ref)


def access_commitment(user: Reader, ref: str) -> Commitment:
    return _seen(user, Commitment, "commitments", ref)


def access_recommendation(user: Reader, ref: str) -> Recommendation:
    return _seen(user, Recommendation, "recommendations", ref)


def access_plan(user: Reader, ref: str) -> ActionPlan:
    return _seen(user, ActionPlan, "plans", ref)


def access_action(user: Reader, ref: str) -> Action:
    return _seen(user, Action, "actions", ref)


def access_country(iso3: str) -> Area:
    """A country is public; of other areas there is no page here."""
    found = Area.objects.countries().filter(iso3=iso3.upper()).first()
    if found is None:
        raise Http404
    return found
