"""Reports of a cycle: who writes, takes a step, rates, replies."""

from django.http import Http404

from accord.accountability.access.hats import acting_on, assessor_for, capacities, or_404, still_assesses
from accord.accountability.access.seen import access_report
from accord.accountability.models import Cycle, Report
from accord.accountability.states import COUNTRY, WRITERS, Step
from accord.people.models import Capacity
from accord.record.models import Reader


def to_join(user: Reader, slug: str) -> tuple[Cycle, Capacity]:
    cycle = Cycle.objects.filter(slug=slug).first()
    hat = next((c for c in capacities(user, COUNTRY) if cycle and c.area_id and c.world == cycle.world), None)
    if cycle is None or hat is None:
        raise Http404
    return cycle, hat


def to_write(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = or_404(acting_on(user, report, WRITERS))
    if report.state != Report.State.DRAFTING:
        raise Http404
    return report, hat


def to_step(user: Reader, ref: str, step: Step, *, sent: bool = False) -> tuple[Report, Capacity]:
    """`sent`: as for a commitment, a report that went on meanwhile is told by the verb."""
    report = access_report(user, ref)
    hat = or_404(acting_on(user, report, step.roles))
    if report.state != step.start and not sent:
        raise Http404
    return report, hat


def to_assess(user: Reader, ref: str) -> tuple[Report, Capacity]:
    report = access_report(user, ref)
    hat = or_404(assessor_for(user, report))
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
    hat = or_404(acting_on(user, report, COUNTRY))
    if report.state != Report.State.RATED:
        raise Http404
    return report, hat
