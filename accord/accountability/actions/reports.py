"""A report on its way: written by the country, signed, submitted, published, assessed, replied to, final."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from accord.accountability.access import OUTSIDERS
from accord.accountability.actions.ratings import stays_outside
from accord.accountability.actions.telling import tell_of_report
from accord.accountability.models import Commitment, Entry, Rating, Report
from accord.accountability.reads.guards import content_digest, report_facts
from accord.accountability.standing import ratings_content, report_digest
from accord.accountability.states import Step, unanswered_words
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Capacity
from accord.record.actions import Conflict
from accord.record.models import Card
from accord.record.steps import Unmet


def held_in(report: Report, state: str) -> Report:
    """The row, held. Raises Conflict where the report went on meanwhile."""
    row = Report.objects.select_for_update(of=("self",)).select_related("cycle", "area").get(pk=report.pk)
    if row.state != state:
        raise Conflict({"state": row.get_state_display()}, {"state": Report.State(state).label})
    return row


@transaction.atomic
def write_summary(report: Report, *, summary: str, language: str, version: int, by: Capacity) -> Report:
    """Raises Conflict on a stale `version`."""
    row = held_in(report, Report.State.DRAFTING)
    if version != row.version:
        raise Conflict({"summary": row.summary}, {"summary": summary})
    row.summary, row.language, row.version = summary, language, row.version + 1
    row.save()
    tell_of_report("report_summary_written", row, by=by, anew=True, after={"summary": summary})
    return row


@transaction.atomic
def write_entry(report: Report, commitment: Commitment, given: Mapping[str, Any], *, version: int, by: Capacity) -> Entry:
    """The country's own rating of one commitment. `version` 0 for a new one; raises Conflict on a stale one."""
    row = held_in(report, Report.State.DRAFTING)
    entry = Entry.objects.select_for_update().filter(report=row, commitment=commitment).first()
    before = _told(entry) if entry else None
    if (entry.version if entry else 0) != version:
        raise Conflict(before, dict(given))
    entry = entry or Entry(report=row, commitment=commitment, version=0)
    entry.completion, entry.rationale, entry.evidence = given["completion"], given["rationale"], given["evidence"]
    for name in Entry.FURTHER:
        setattr(entry, name, given.get(name, ""))
    entry.values, entry.written_by, entry.version = list(given.get("values", ())), by, version + 1
    entry.language = given.get("language", "en")
    entry.save()
    tell_of_report("report_entry_written", row, by=by, before=before, after={"commitment": commitment.ref} | _told(entry))
    return entry


def _told(entry: Entry) -> dict[str, Any]:
    told = {"completion": entry.completion, "rationale": entry.rationale, "evidence": entry.evidence, "values": entry.values}
    return told | entry.further


@transaction.atomic
def take_step(
    report: Report,
    step: Step,
    *,
    by: Capacity,
    reason: str = "",
    shown: str | None = None,
    sure: bool = False,
    points: Sequence[str] = (),
) -> Report:
    """Move the report on. Raises Unmet where a guard does not hold, Conflict where it went on meanwhile, ValidationError
    where an officer or assessor holds a hat of the country.

    `shown` is the `report_digest` of what was read: Conflict where the text is another now. None asks nothing. `points`: codes
    of questions that a report is returned with.
    """
    row = held_in(report, step.start)
    if shown is not None and shown != report_digest(row.pk):
        raise Conflict({}, {})
    if by.role in OUTSIDERS:
        stays_outside(by, row.area)
    facts = report_facts(row)
    unmet = [str(guard.words) for guard in step.guards if not guard.holds(facts)]
    if unmet:
        raise Unmet(unmet)
    if step.ends_replies and facts.unanswered and not sure:
        raise Unmet([unanswered_words(facts)])
    if step.needs_reason and not reason.strip():
        raise Unmet(["A reason is needed."])
    row.state = step.end
    if step.code == "return":
        row.returned = {"reason": reason, "questions": sorted(points), "on": clock.today().isoformat()}
    AFTER.get(step.end, _nothing)(row, by)
    row.save()
    after: dict[str, Any] = {"state": step.end, "digest": content_digest(row)}
    if step.end in (Report.State.RATED, Report.State.FINAL):
        after["ratings"] = plain(ratings_content(row))
    verb = f"report_{step.code.replace('-', '_')}"
    told = tell_of_report(verb, row, by=by, reason=reason, anew=True, before={"state": step.start}, after=after)
    if step.end == Report.State.PUBLISHED:
        Card.objects.filter(ref=told.card_ref).update(published_at=clock.now())
    return row


def _nothing(report: Report, by: Capacity) -> None:
    """Most states bring nothing but themselves."""


def _unsign(report: Report, by: Capacity) -> None:
    report.signed_by, report.signed_digest, report.letter = None, "", None


def _sign(report: Report, by: Capacity) -> None:
    report.signed_by, report.signed_digest = by, content_digest(report)


def _submit(report: Report, by: Capacity) -> None:
    report.submitted_on, report.returned = clock.today(), {}


def _publish(report: Report, by: Capacity) -> None:
    report.published_on = clock.today()


def _release(report: Report, by: Capacity) -> None:
    report.rated_on = clock.today()
    report.reply_until = clock.today() + timedelta(days=report.cycle.reply_days)
    Rating.objects.filter(report=report).update(released_at=clock.now())


def _finish(report: Report, by: Capacity) -> None:
    report.final_on = clock.today()


AFTER: dict[str, Callable[[Report, Capacity], None]] = {
    Report.State.DRAFTING: _unsign, Report.State.SIGNED: _sign, Report.State.SUBMITTED: _submit,
    Report.State.PUBLISHED: _publish, Report.State.RATED: _release, Report.State.FINAL: _finish,
}  # fmt: skip
