"""What a person owes here, in the order of the days."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accord.accountability.access import capacities, is_waiting
from accord.accountability.models import Commitment, Milestone, Recommendation, Report, ShadowReport
from accord.accountability.states import COUNTRY, WRITERS, steps_from
from accord.kit import clock
from accord.kit.texts import Text
from accord.people.models import Capacity, Role
from accord.record.models import Reader
from accord.record.tasks import Task, in_order, task_of

State = Report.State


def tasks_of(user: Reader) -> list[Task]:
    """A few queries for each capacity; nothing for a reader who holds none."""
    found: list[Task] = []
    hats = capacities(user, Role.values)
    ours = {area for h in hats for area in (h.area_id, h.organisation.area_id if h.organisation else None) if area}
    for hat in hats:
        found += _of_reports(hat, ours)
        if hat.role == Role.SAFEGUARDING:
            found += _of_shadows(hat, ours)
        if hat.role in COUNTRY and hat.area_id:
            found += _of_country(hat)
    return in_order(found)


def _of_shadows(hat: Capacity, ours: set[int]) -> list[Task]:
    """What waits for a safeguarding officer. An author's own reports are no task: nothing lists them but their page."""
    states = (ShadowReport.State.SENT, ShadowReport.State.WITHDRAWN)
    rows = ShadowReport.objects.filter(world=hat.world, state__in=states).exclude(area__in=ours).select_related("area")
    words = _("Look at a shadow report for safety")
    return [task_of(words, [r.area.name], f"{r.url}moderate/", None, hat) for r in rows if is_waiting(r)]


def _of_reports(hat: Capacity, ours: set[int]) -> list[Task]:
    """`ours`: countries of any hat of this person, whose reports are no officer's or assessor's task of theirs."""
    reports = Report.objects.select_related("cycle", "area").filter(area__world=hat.world).exclude(state=State.FINAL)
    if hat.role == Role.ASSESSOR:
        mine = reports.filter(state=State.PUBLISHED).exclude(area__in=ours)
        begun = {None: _("Assess a report"), hat.pk: _("Finish and release your assessment")}
        return [task_of(begun[r.assessor_id], [r.area.name], r.url, None, hat) for r in mine if r.assessor_id in begun]
    if hat.role == Role.SECRETARIAT:
        mine = reports.filter(state__in=[State.SUBMITTED, State.RATED]).exclude(area__in=ours)
        return [_step_task(r, hat) for r in mine if r.state == State.SUBMITTED or _reply_time_is_over(r)]
    if hat.area_id is None:
        return []
    return [_step_task(r, hat) for r in reports.filter(area=hat.area) if _is_for(r, hat)]


def _reply_time_is_over(report: Report) -> bool:
    return report.reply_until is not None and clock.today() > report.reply_until


def _is_for(report: Report, hat: Capacity) -> bool:
    if report.state == State.DRAFTING:
        return hat.role in (*WRITERS, Role.VALIDATOR)
    return any(hat.role in step.roles and not step.needs_reason for step in steps_from(report.state))


def _step_task(report: Report, hat: Capacity) -> Task:
    words = {
        State.DRAFTING: _("Sign the report once it is complete") if hat.role == Role.VALIDATOR else _("Write the report"),
        State.SIGNED: _("Submit the report"),
        State.SUBMITTED: _("Check and publish a report"),
        State.RATED: _("Reply to the assessment") if hat.role in COUNTRY else _("Make a report final"),
    }[State(report.state)]
    due = report.reply_until if report.state == State.RATED else report.cycle.due
    return task_of(words, [report.area.name, report.cycle.name], report.url, due, hat)


def _of_country(hat: Capacity) -> list[Task]:
    pending = Recommendation.objects.filter(area=hat.area, response=Recommendation.Response.PENDING).order_by("id")[:10]
    drafts = Commitment.objects.filter(area=hat.area, state=Commitment.State.DRAFT).order_by("id")[:10]
    standing = Commitment.objects.standing().filter(area=hat.area)
    late = (
        Milestone.objects.standing()
        .filter(commitment__in=standing, done_on=None, due__lt=clock.today())
        .select_related("commitment")
    )
    tasks: Sequence[Task] = [
        *[
            task_of(_("Answer a recommendation"), [Text(_short(r.text), "en")], f"recommendations/{r.ref}/", None, hat)
            for r in pending
        ],
        *[
            task_of(_("Publish a commitment, or leave it a draft"), [Text(c.heading, c.language)], c.url, None, hat)
            for c in drafts
        ],
        *[_milestone_task(m, hat) for m in late[:10]],
    ]
    return list(tasks)


def _milestone_task(m: Milestone, hat: Capacity) -> Task:
    """Straight to the form that tells it."""
    c = m.commitment
    about = [Text(_short(m.text), c.language), Text(c.heading, c.language)]
    return task_of(_("Tell how far a milestone is"), about, f"{c.url}milestones/{m.pk}/", m.due, hat)


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:87].rsplit(" ", 1)[0] + " …"
