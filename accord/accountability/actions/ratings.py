"""The independent assessment and the country's reply."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.accountability.access import has_reviewed, has_spoken, is_outside, still_assesses
from accord.accountability.actions.telling import tell_of_report
from accord.accountability.models import Commitment, Rating, Report
from accord.accountability.standing import RATED, rating_content
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Area, Capacity
from accord.record.actions import Conflict


def held_report(pk: int) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("cycle", "area").get(pk=pk)


@transaction.atomic
def take_up_assessment(report: Report, *, declaration: str, by: Capacity, language: str = "en") -> Report:
    """The assessor declares what interests there are, and the report is hers to assess. Raises Conflict if taken, ValidationError
    for whoever is not outside, or declares nothing."""
    if not declaration.strip():
        raise ValidationError(_("Declare what interests could conflict; write “none” where there is none."))
    row = held_report(report.pk)
    if row.assessor_id not in (None, by.pk) and still_assesses(row):
        raise Conflict({"assessor": str(row.assessor)}, {"assessor": str(by)})
    if row.state != Report.State.PUBLISHED:
        raise Conflict({"state": row.get_state_display()}, {"state": Report.State.PUBLISHED.label})
    stays_outside(by, row.area)
    if has_reviewed(by.person, row.area) or has_spoken(by.person, row.area):
        raise ValidationError(_("Who judged the country as a peer, or for civil society, is not its assessor, too."))
    if row.assessor_id not in (None, by.pk):
        _give_back(row)
    row.assessor, row.declaration, row.declaration_language = by, declaration, language
    row.save()
    tell_of_report("assessment_taken_up", row, by=by, after={"declaration": declaration})
    return row


def stays_outside(by: Capacity, area: Area) -> None:
    """Raises ValidationError for whoever holds a hat of the country judged, or is of the other world."""
    if by.world != area.world or not is_outside(by.person, area):
        raise ValidationError(
            _("Whoever acts for a country, or for an organisation of it, is never its assessor or its officer.")
        )


def _give_back(report: Report) -> int:
    """Free for another assessor, with an own declaration and own ratings: those not released go unread. Returns how many."""
    gone, _kinds = Rating.objects.filter(report=report, released_at=None).delete()
    report.assessor, report.declaration = None, ""
    report.save()
    tell_of_report("assessment_given_back", report, by=None, after={"ratings": gone})
    return gone


def give_back_assessments(old: Capacity) -> int:
    """What an assessor whose capacity ended had begun and not released. Returns how many reports became free."""
    begun = Report.objects.select_for_update(of=("self",)).select_related("cycle", "area")
    found = list(begun.filter(assessor=old, state=Report.State.PUBLISHED))
    for report in found:
        _give_back(report)
    return len(found)


@transaction.atomic
def rate(report: Report, commitment: Commitment, given: Mapping[str, Any], *, version: int, by: Capacity) -> Rating:
    """Unseen by others until released: the event says that a rating was written, not which."""
    row = held_report(report.pk)
    if row.state != Report.State.PUBLISHED or row.assessor_id != by.pk:
        raise Conflict({"state": row.get_state_display()}, {"state": Report.State.PUBLISHED.label})
    stays_outside(by, row.area)
    rating = Rating.objects.select_for_update(of=("self",)).filter(report=row, commitment=commitment).first()
    if (rating.version if rating else 0) != version:
        raise Conflict({name: getattr(rating, name, "") for name in RATED}, dict(given))
    rating = rating or Rating(report=row, commitment=commitment, version=0)
    for name in RATED:
        setattr(rating, name, given[name])
    rating.by, rating.version, rating.language = by, version + 1, given.get("language", "en")
    rating.save()
    tell_of_report("rating_written", row, by=by, after={"commitment": commitment.ref})
    return rating


@transaction.atomic
def reply(rating: Rating, *, text: str, version: int, by: Capacity, language: str = "en") -> Rating:
    """The right of reply: printed beside the rating it answers. Raises Conflict on a stale `version` or too late."""
    report = held_report(rating.report_id)
    row = Rating.objects.select_related("report", "commitment").get(pk=rating.pk)
    if version != row.reply_version:
        raise Conflict({"text": row.reply}, {"text": text})
    if not row.report.open_for_reply:
        raise Conflict({"state": row.report.get_state_display()}, {"text": text})
    row.reply, row.replied_by, row.replied_on, row.reply_version = text, by, clock.today(), version + 1
    row.reply_language = language
    row.save()
    after = {"commitment": row.commitment.ref, "reply": text, "rating": plain(rating_content(row))}
    tell_of_report("rating_replied", report, by=by, after=after)
    return row
