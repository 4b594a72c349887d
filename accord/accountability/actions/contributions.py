"""A section goes out by a link, comes back as proposed text, and is taken over by an author or declined."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accord.accountability.actions.answers import Told, write_held
from accord.accountability.actions.reports import held_in
from accord.accountability.actions.telling import tell_of_report
from accord.accountability.models import Answer, Contribution, ProposedAnswer, Question, Report, Section
from accord.calc.canonical import digest
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict

MOST_OPEN = 40  # links of one report that are open at once
AN_HOUR = 60  # times that one link may save within an hour


class Ended(Exception):
    """The link may not be written through any more."""


class TooOften(Exception):
    """More savings within an hour than one link may have."""


def digest_of(token: str) -> str:
    """Of a token only this is kept. A token has 256 bits by lot: no salt is needed, and guessing one is hopeless."""
    return hashlib.sha256(token.encode()).hexdigest()


def fresh_token() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def invite(
    report: Report, section: Section, *, token: str, office: str, note: str, language: str, days: int, by: Capacity
) -> Contribution:
    """A link to one section. Raises ValidationError where the report has too many open ones."""
    row = held_in(report, Report.State.DRAFTING)
    standing = Contribution.objects.filter(report=row, revoked_at__isnull=True, expires_on__gte=clock.today())
    if standing.count() >= MOST_OPEN:
        raise ValidationError(_("This report has many open links: take some back first."))
    made = Contribution.objects.create(
        report=row, section=section, digest=digest_of(token), office=office, note=note, language=language, made_by=by,
        made_at=clock.now(), expires_on=clock.today() + timedelta(days=days),
    )  # fmt: skip
    after = {"section": section.code, "office": office, "until": made.expires_on.isoformat(), "contribution": made.pk}
    tell_of_report("section_sent_out", row, by=by, after=after)
    return made


@transaction.atomic
def revoke(contribution: Contribution, *, by: Capacity) -> Contribution:
    """From now on the link opens nothing; what came by it stays to be decided. Twice is once."""
    row = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save()
        report = Report.objects.select_related("cycle", "area").get(pk=row.report_id)
        tell_of_report("section_link_revoked", report, by=by, after={"contribution": row.pk, "office": row.office})
    return row


def count_saving(contribution: Contribution) -> None:
    """Counts one more in this hour, whatever comes of it. Raises TooOften."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    mine = Contribution.objects.filter(pk=contribution.pk)
    mine.exclude(hour=hour).update(hour=hour, saves=0)
    if not mine.filter(hour=hour, saves__lt=AN_HOUR).update(saves=F("saves") + 1):
        raise TooOften


@transaction.atomic
def propose(contribution: Contribution, answers: Sequence[tuple[Question, Told]], *, version: int, send: bool) -> Contribution:
    """Keep what was written; `send` tells the authors. Raises Ended, and Conflict where somebody saved by the link meanwhile.

    Saving alone leaves no event, as typing that is not sent leaves none; sending does, without a capacity: a link has none.
    """
    row = (
        Contribution.objects.select_for_update(of=("self",))
        .select_related("report__cycle", "report__area")
        .get(pk=contribution.pk)
    )
    if not row.is_open:
        raise Ended
    held = {p.question_id: p for p in row.proposals.all()}
    changed = {question.pk: (question, told) for question, told in answers if _differs(held.get(question.pk), told)}
    if row.version != version:
        if answers and not changed and (row.sent_at or not send):  # the same, pressed twice
            return row
        raise Conflict({}, {})
    for question, told in changed.values():
        ProposedAnswer.objects.update_or_create(
            contribution=row,
            question=question,
            defaults={**told, "value": dict(told["value"]), "decision": "", "decided_by": None},
        )
    row.version += 1
    if send:
        row.sent_at = clock.now()
    row.save()
    if send:
        told = {p.question.code: p.told() for p in row.proposals.select_related("question")}
        after = {"section": row.section.code, "contribution": row.pk, "answers": len(told), "digest": digest("", told)}
        tell_of_report("section_came_back", row.report, by=None, after=after)
    return row


def _differs(held: ProposedAnswer | None, told: Told) -> bool:
    """Language apart: a text that stands as it was needs no new decision because the page was read in another one."""
    return held is None or (held.said, held.value, held.reason) != (told["said"], dict(told["value"]), told["reason"])


@transaction.atomic
def decide(contribution: Contribution, decisions: Mapping[str, str], *, shown: str, by: Capacity) -> int:
    """Take proposed answers over, or decline them: how many were taken. `decisions`: "taken" or "declined" by question code.

    Raises Conflict where the texts or the report's answers are others than `shown` (`proposals_digest`).
    """
    report = held_in(contribution.report, Report.State.DRAFTING)
    row = Contribution.objects.select_for_update(of=("self",)).select_related("section").get(pk=contribution.pk)
    if shown != proposals_digest(row):
        raise Conflict({}, {})
    versions = dict(Answer.objects.filter(report=report).values_list("question_id", "version"))
    taken: list[str] = []
    declined: list[str] = []
    for one in row.proposals.select_related("question").filter(question__code__in=list(decisions)):
        one.decision, one.decided_by = decisions[one.question.code], by
        one.save()
        if one.decision == ProposedAnswer.Decision.TAKEN:
            version = versions.get(one.question_id, 0)
            write_held(report, one.question, one.told(), version=version, by=by, proposed_in=row)
        (taken if one.decision == ProposedAnswer.Decision.TAKEN else declined).append(one.question.code)
    if declined:
        tell_of_report("proposals_declined", report, by=by, after={"contribution": row.pk, "questions": sorted(declined)})
    return len(taken)


def proposals_digest(contribution: Contribution) -> str:
    """Of the proposed texts and of the answers beside them, as a page shows both."""
    proposed: dict[str, Any] = {p.question.code: p.told() for p in contribution.proposals.select_related("question")}
    answers = Answer.objects.filter(report=contribution.report_id, question__section=contribution.section_id)
    stands = {a.question.code: a.version for a in answers.select_related("question")}
    return digest("", {"proposed": proposed, "stands": stands})
