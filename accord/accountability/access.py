"""Fetch and check in one call. Absent and forbidden give the same 404."""

from collections.abc import Iterable

from django.http import Http404

from accord.accountability.models import (
    Action,
    ActionPlan,
    Cluster,
    Commitment,
    Cycle,
    HostDecision,
    Recommendation,
    Report,
)  # fmt: skip
from accord.accountability.states import COUNTRY, WRITERS, Step
from accord.people.models import Area, Capacity, Role
from accord.record.models import Card, Reader

OUTSIDERS = (Role.SECRETARIAT, Role.ASSESSOR)  # who judge a report from outside the country


def capacities(user: Reader, roles: Iterable[str]) -> list[Capacity]:
    """The reader's active capacities in these roles, in the order given."""
    if not user.is_authenticated:
        return []
    order = list(roles)
    found = user.active_capacities().filter(role__in=order).select_related("area", "organisation", "person")
    return sorted(found, key=lambda c: order.index(c.role))


def acting_for(user: Reader, area: Area, roles: Iterable[str]) -> Capacity | None:
    """The hat in which the reader may act for this country."""
    return next((c for c in capacities(user, roles) if c.area_id == area.pk), None)


def speaks_for(hat: Capacity, area: Area) -> bool:
    """Of the country itself, or of an organisation of it."""
    return hat.area_id == area.pk or (hat.organisation is not None and hat.organisation.area_id == area.pk)


def is_outside(user: Reader, area: Area) -> bool:
    """Holds no hat of this country. Asked anew at each step: someone may become its focal point in between."""
    return not any(speaks_for(hat, area) for hat in capacities(user, Role.values))


def acting_on(user: Reader, report: Report, roles: Iterable[str]) -> Capacity | None:
    """The hat for a step on this report: the country's own, the secretariat's, or the assessor who took it up.

    Whoever holds any hat of the country takes no step of the secretariat's or of the assessor's.
    """
    wanted = list(roles)
    hats = capacities(user, Role.values)
    outside = not any(speaks_for(hat, report.area) for hat in hats)
    for hat in sorted((h for h in hats if h.role in wanted), key=lambda h: wanted.index(h.role)):
        if hat.role not in OUTSIDERS and hat.area_id == report.area_id:
            return hat
        if hat.role == Role.SECRETARIAT and outside and hat.world == report.area.world:
            return hat
        if hat.role == Role.ASSESSOR and outside and hat.pk == report.assessor_id:
            return hat
    return None


def assessor_for(user: Reader, report: Report) -> Capacity | None:
    """An assessor of the same world, of another country, who acts for the reported country in nothing else."""
    return assessing(user, report.area)


def assessing(user: Reader, area: Area) -> Capacity | None:
    """The hat in which someone may say how far another country's recommendations are carried out."""
    hats = capacities(user, Role.values)
    if any(speaks_for(hat, area) for hat in hats):
        return None
    return next((h for h in hats if h.role == Role.ASSESSOR and h.area_id and h.world == area.world), None)


def still_assesses(report: Report) -> bool:
    """The assessor who took it up may go on; else another may take it up."""
    hat = report.assessor
    if hat is None:
        return False
    return hat.person.active_capacities().filter(pk=hat.pk).exists() and is_outside(hat.person, report.area)


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


def _or_404(hat: Capacity | None) -> Capacity:
    if hat is None:
        raise Http404
    return hat


def to_answer(user: Reader, ref: str) -> tuple[Recommendation, Capacity]:
    found = access_recommendation(user, ref)
    return found, _or_404(acting_for(user, found.area, COUNTRY))


def to_assess_recommendation(user: Reader, ref: str) -> tuple[Recommendation, Capacity]:
    found = access_recommendation(user, ref)
    return found, _or_404(assessing(user, found.area))


def to_decide(user: Reader, iso3: str, number: int, *, sent: bool = False) -> tuple[Cluster, Capacity]:
    """`sent`: a form comes in; what was decided meanwhile is told by the verb."""
    found = Cluster.objects.select_related("area").filter(pk=number, area__iso3=iso3.upper()).first()
    if found is None:
        raise Http404
    hat = _or_404(acting_for(user, found.area, COUNTRY))
    if found.state == Cluster.State.REJECTED and not sent:
        raise Http404
    return found, hat


def to_compare(user: Reader, iso3: str) -> tuple[Area, Capacity]:
    """The country whose recommendations are to be compared, and the hat for it."""
    area = Area.objects.countries().filter(iso3=iso3.upper()).first()
    if area is None:
        raise Http404
    return area, _or_404(acting_for(user, area, COUNTRY))


def to_promise(user: Reader) -> Capacity:
    """The hat in which the reader may make a commitment, a plan, an action."""
    return _or_404(next((hat for hat in capacities(user, COUNTRY) if hat.area_id), None))


def to_change_commitment(user: Reader, ref: str, *, sent: bool = False) -> tuple[Commitment, Capacity]:
    """`sent`: a form comes in. Where the commitment went on meanwhile the verb says so; no 404 hides it."""
    found = access_commitment(user, ref)
    hat = _or_404(acting_for(user, found.area, COUNTRY))
    if found.kind != Commitment.Kind.COMMITMENT or not (sent or found.state in Commitment.OPEN):
        raise Http404
    return found, hat


def to_change_plan(user: Reader, ref: str, *, sent: bool = False) -> tuple[ActionPlan, Capacity]:
    """`sent`: as for a commitment."""
    found = access_plan(user, ref)
    hat = _or_404(acting_for(user, found.area, COUNTRY))
    if not (sent or found.state in ActionPlan.OPEN):
        raise Http404
    return found, hat


def to_change_action(user: Reader, ref: str, *, sent: bool = False) -> tuple[Action, Capacity]:
    """`sent`: as for a commitment."""
    found = access_action(user, ref)
    hat = _or_404(acting_for(user, found.area, COUNTRY))
    if not (sent or found.state in Action.OPEN):
        raise Http404
    return found, hat


def to_attest(user: Reader, iso3: str) -> tuple[Area, Capacity]:
    """The country's own people write its checklist and its self-assessment."""
    area = access_country(iso3)
    return area, _or_404(acting_for(user, area, COUNTRY))


def deciding_officer(user: Reader, area: Area) -> Capacity | None:
    """An officer of the same world who holds no hat of that country."""
    hat = next((h for h in capacities(user, [Role.SECRETARIAT]) if h.world == area.world), None)
    return hat if hat and is_outside(user, area) else None


def to_enter_decision(user: Reader, iso3: str) -> tuple[Area, Capacity]:
    area = access_country(iso3)
    return area, _or_404(deciding_officer(user, area))


def to_take_back_decision(user: Reader, iso3: str, number: int, *, sent: bool = False) -> tuple[HostDecision, Capacity]:
    area, hat = to_enter_decision(user, iso3)
    found = HostDecision.objects.filter(of__area=area, pk=number).select_related("of__area").first()
    if found is None or (found.withdrawn_on and not sent):
        raise Http404
    return found, hat


def to_join(user: Reader, slug: str) -> tuple[Cycle, Capacity]:
    cycle = Cycle.objects.filter(slug=slug).first()
    hat = next((c for c in capacities(user, COUNTRY) if cycle and c.world == cycle.world), None)
    if cycle is None or hat is None:
        raise Http404
    return cycle, hat


def to_write(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = _or_404(acting_on(user, report, WRITERS))
    if report.state != Report.State.DRAFTING:
        raise Http404
    return report, hat


def to_step(user: Reader, ref: str, step: Step, *, sent: bool = False) -> tuple[Report, Capacity]:
    """`sent`: as for a commitment, a report that went on meanwhile is told by the verb."""
    report = access_report(user, ref)
    hat = _or_404(acting_on(user, report, step.roles))
    if report.state != step.start and not sent:
        raise Http404
    return report, hat


def to_assess(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = _or_404(assessor_for(user, report))
    taken = report.assessor_id not in (None, hat.pk) and still_assesses(report)
    if report.state != Report.State.PUBLISHED or taken:
        raise Http404
    return report, hat


def to_rate(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report, hat = to_assess(user, ref)
    if report.assessor_id != hat.pk:
        raise Http404
    return report, hat


def to_reply(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = _or_404(acting_on(user, report, COUNTRY))
    if report.state != Report.State.RATED:
        raise Http404
    return report, hat
