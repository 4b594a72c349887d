"""Reports: written, signed, submitted, published, assessed, answered, made final; each step with what it waits for."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accord.accountability.models import Report
from accord.accountability.owed.counting import counted
from accord.accountability.states import COUNTRY, WRITERS
from accord.kit import clock, locale_format
from accord.people.models import Role
from accord.record.owing import Blocked, Duty, Scope, Whose

State = Report.State
# Minutes, as estimated by us: the page says so.
SUMMARY, ENTRY, SIGNING, SUBMITTING, CHECKING, RATING, REPLYING, CLOSING = 30, 20, 30, 10, 45, 45, 20, 5
STANDING = "c.kind = 'commitment' AND c.state IN ('public', 'revised')"  # as `Commitment.objects.standing()`
COUNTS = {
    "standing": f"accountability_commitment c WHERE c.area_id = accountability_report.area_id AND {STANDING}",
    "told": "accountability_entry e JOIN accountability_commitment c ON c.id = e.commitment_id"
    f" WHERE e.report_id = accountability_report.id AND {STANDING}",
    "entries_n": "accountability_entry e WHERE e.report_id = accountability_report.id",
    "rated": "accountability_rating r WHERE r.report_id = accountability_report.id",
    "unanswered": "accountability_rating r WHERE r.report_id = accountability_report.id AND r.reply = ''",
}


def of_reports(scope: Scope) -> Iterator[Duty]:
    """One query."""
    wanted = _within(scope)
    if wanted is None:
        return
    rows = Report.objects.filter(wanted, area__world=scope.world).exclude(state=State.FINAL)
    for report in _counted(rows).select_related("cycle", "area").order_by("id")[: scope.most]:
        yield from _of(report)


def _within(scope: Scope) -> Q | None:
    """Of one's own countries; for officers and assessors also what waits for them elsewhere."""
    wanted = Q(area__in=scope.areas) if scope.areas else Q()
    if scope.of is not None:
        return wanted
    if Role.SECRETARIAT in scope.roles:
        late = Q(state=State.RATED, reply_until__lt=clock.today())
        wanted |= (Q(state=State.SUBMITTED) | late) & ~Q(area__in=scope.ours)
    if Role.ASSESSOR in scope.roles:
        free = Q(assessor__isnull=True) | Q(assessor__in=scope.capacities)
        wanted |= Q(state=State.PUBLISHED) & free & ~Q(area__in=scope.ours)
    return wanted or None


def _counted(rows: QuerySet[Report]) -> QuerySet[Report]:
    """With how many commitments stand, are told and are rated, and how many ratings have no reply."""
    return rows.annotate(**{name: counted(sql) for name, sql in COUNTS.items()})


def _of(r: Report) -> Iterator[Duty]:
    n = {name: int(getattr(r, name)) for name in COUNTS}
    writers, validator, country = (Whose(roles, area=r.area_id) for roles in (WRITERS, (Role.VALIDATOR,), COUNTRY))
    office, untold = Whose((Role.SECRETARIAT,), about=r.area_id), max(0, n["standing"] - n["told"])
    if r.state == State.DRAFTING:
        minutes = (0 if r.summary.strip() else SUMMARY) + ENTRY * untold
        unwritten = Blocked(_("It is not written yet."), r.url, writers)
        if minutes:
            yield _duty(r, "write", _("Write the report"), writers, minutes)
        yield _duty(r, "sign", _("Sign the report once it is complete"), validator, SIGNING, unwritten if minutes else None)
        if not minutes:
            unsigned = Blocked(_("The validating authority has not signed it yet."), r.url, validator)
            yield _duty(r, "submit", _("Submit the report"), country, SUBMITTING, unsigned)
    elif r.state == State.SIGNED:
        day = {"day": locale_format.day(r.cycle.opens)}
        early = Blocked(_("The cycle opens on %(day)s.") % day, r.cycle.url) if r.cycle.opens > clock.today() else None
        yield _duty(r, "submit", _("Submit the report"), country, SUBMITTING, early)
    elif r.state == State.SUBMITTED:
        yield _duty(r, "publish", _("Check and publish a report"), office, CHECKING)
    elif r.state == State.PUBLISHED:
        left = RATING * max(1, n["entries_n"] - n["rated"])
        assessor = Whose((Role.ASSESSOR,), capacity=r.assessor_id, about=r.area_id)
        words = _("Finish and release your assessment") if r.assessor_id else _("Assess a report")
        yield _duty(r, "assess", words, assessor, left, contact=r.assessor_id)
    elif r.state == State.RATED:
        minutes = REPLYING * n["unanswered"] or CLOSING
        words = _("Reply to the assessment") if n["unanswered"] else _("Close the right of reply")
        yield _duty(r, "reply", words, country, minutes)
        if r.reply_until and r.reply_until < clock.today():
            yield _duty(r, "finish", _("Make a report final"), office, CLOSING)


def _duty(
    r: Report, act: str, words: str, whose: Whose, minutes: int, blocked: Blocked | None = None, contact: int | None = None
) -> Duty:
    due = {State.RATED: r.reply_until, State.PUBLISHED: None, State.SUBMITTED: None}.get(State(r.state), r.cycle.due)
    return Duty(
        f"reports/{r.ref}/{act}", "report", words, [r.area.name, r.cycle.name], r.url, whose, None if act == "finish" else due,
        minutes, f"reports/{r.ref}", r.area_id, blocked, contact,
    )  # fmt: skip
