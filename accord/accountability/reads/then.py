"""How things stood on an earlier day: for a report that speaks of one year."""

from collections.abc import Iterable
from datetime import date

from accord.accountability.models import Recommendation, Report
from accord.accountability.reads.cycles import public_state
from accord.formats.review_columns import response_of
from accord.kit import clock
from accord.record.cached import stamps
from accord.record.models import Event


def state_on(report: Report, day: date) -> str:
    """The state that everyone saw on that day; today's for a day that is not over."""
    if day >= clock.today():
        return public_state(report)[0]
    came = (
        (report.final_on, Report.State.FINAL), (report.rated_on, Report.State.RATED),
        (report.published_on, Report.State.PUBLISHED), (report.submitted_on, Report.State.SUBMITTED),
    )  # fmt: skip
    reached = next((state for on, state in came if on and on <= day), None)
    if reached:
        return str(reached)
    return "not_submitted" if day > report.cycle.due else "in_preparation"


def answers_on(rows: Iterable[Recommendation], day: date) -> dict[int, str]:
    """For recommendations answered here after that day: what they stood as on it, from the journal, else the source's word."""
    late = {f"recommendations/{r.ref}": r for r in rows}
    stood = {r.pk: response_of(r.response_word) for r in late.values()}
    acts = Event.objects.filter(verb="recommendation_answered", card_ref__in=late, redacted=False, quiet=False, at__date__gt=day)
    with stamps.about():
        told = list(acts.order_by("-at", "-id").values_list("card_ref", "body"))
    for ref, body in told:  # the first act after the day is read last
        before = ((body or {}).get("before") or {}).get("response")
        if before:
            stood[late[ref].pk] = str(before)
    return stood
