"""Answers to the questions of a cycle: one by one, and a section out of its workbook."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accord.accountability.actions.reports import held_in
from accord.accountability.actions.telling import tell_of_report
from accord.accountability.models import Answer, Contribution, Question, Report, Section
from accord.accountability.reads.answers import shown_words
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict

type Told = Mapping[str, Any]  # said, value, reason, language


@transaction.atomic
def write_answer(
    report: Report, question: Question, told: Told, *, version: int, by: Capacity, proposed_in: Contribution | None = None
) -> Answer:
    """`version` 0 for a new one; raises Conflict, with what stands, on a stale one."""
    return write_held(held_in(report, Report.State.DRAFTING), question, told, version=version, by=by, proposed_in=proposed_in)


def write_held(
    row: Report, question: Question, told: Told, *, version: int, by: Capacity, proposed_in: Contribution | None = None
) -> Answer:
    """The same for a report that the caller holds."""
    found = Answer.objects.select_for_update(of=("self",)).filter(report=row, question=question).first()
    before = found.told() if found else None
    if (found.version if found else 0) != version:
        raise Conflict(clash_words(found), {})
    answer = found or Answer(report=row, question=question)
    answer.said, answer.value, answer.reason = told["said"], dict(told["value"]), told["reason"]
    answer.language, answer.written_by, answer.written_on = told["language"], by, clock.today()
    answer.version, answer.proposed_in = version + 1, proposed_in
    answer.save()
    after = {"question": question.code} | answer.told()
    if proposed_in:
        after["contribution"] = proposed_in.pk
    tell_of_report("report_answer_written", row, by=by, before=before, after=after)
    return answer


def clash_words(found: Answer | None) -> dict[str, str]:
    """What stands now, for the page of a clash."""
    return {"answer": "\n".join(shown_words(found)), "reason": found.reason} if found else {}


@transaction.atomic
def take_section(
    report: Report, section: Section, answers: Sequence[tuple[Question, Told, int]], *, by: Capacity
) -> tuple[int, int]:
    """All answers of a workbook, or none: (written, unchanged). Raises Conflict where one was changed meanwhile.

    What stands as the workbook says is left alone, so that it may come twice.
    """
    row = held_in(report, Report.State.DRAFTING)
    held = {a.question_id: a for a in Answer.objects.filter(report=row, question__section=section)}
    written = 0
    for question, told, version in answers:
        found = held.get(question.pk)
        if found and _same(found, told):
            continue
        write_held(row, question, told, version=version, by=by)
        written += 1
    return written, len(answers) - written


def _same(found: Answer, told: Told) -> bool:
    return (found.said, found.value, found.reason) == (told["said"], dict(told["value"]), told["reason"])
