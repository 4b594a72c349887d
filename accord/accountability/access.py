"""Fetch and check in one call. Absent and forbidden give the same 404."""

from collections.abc import Iterable

from django.http import Http404

from accord.accountability.models import Commitment, Cycle, Recommendation, Report
from accord.accountability.states import COUNTRY, WRITERS, Step
from accord.people.models import Area, Capacity, Role
from accord.record.models import Card, Reader


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


def acting_on(user: Reader, report: Report, roles: Iterable[str]) -> Capacity | None:
    """The hat for a step on this report: the country's own, the secretariat's, or the assessor who took it up."""
    for hat in capacities(user, roles):
        if hat.role == Role.SECRETARIAT and hat.world == report.area.world:
            return hat
        if hat.role == Role.ASSESSOR and hat.pk == report.assessor_id:
            return hat
        if hat.role not in (Role.SECRETARIAT, Role.ASSESSOR) and hat.area_id == report.area_id:
            return hat
    return None


def assessor_for(user: Reader, report: Report) -> Capacity | None:
    """An assessor of the same world, of another country, who acts for the reported country in nothing else."""
    hats = capacities(user, Role.values)
    if any(hat.area_id == report.area_id for hat in hats):
        return None
    return next((h for h in hats if h.role == Role.ASSESSOR and h.area_id and h.world == report.area.world), None)


def _seen[M: (Report, Commitment, Recommendation)](user: Reader, kind: type[M], path: str, ref: str) -> M:
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


def _or_404(hat: Capacity | None) -> Capacity:
    if hat is None:
        raise Http404
    return hat


def to_answer(user: Reader, ref: str) -> tuple[Recommendation, Capacity]:
    found = access_recommendation(user, ref)
    return found, _or_404(acting_for(user, found.area, COUNTRY))


def to_promise(user: Reader) -> Capacity:
    """The hat in which the reader may make a commitment."""
    return _or_404(next(iter(capacities(user, COUNTRY)), None))


def to_change_commitment(user: Reader, ref: str) -> tuple[Commitment, Capacity]:
    found = access_commitment(user, ref)
    hat = _or_404(acting_for(user, found.area, COUNTRY))
    open_states = (Commitment.State.DRAFT, Commitment.State.PUBLIC, Commitment.State.REVISED)
    if found.kind != Commitment.Kind.COMMITMENT or found.state not in open_states:
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


def to_step(user: Reader, ref: str, step: Step) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = _or_404(acting_on(user, report, step.roles))
    if report.state != step.start:
        raise Http404
    return report, hat


def to_assess(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = _or_404(assessor_for(user, report))
    if report.state != Report.State.PUBLISHED or report.assessor_id not in (None, hat.pk):
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
