"""The independent assessment and the country's reply."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accord.accountability.models import Commitment, Rating, Report
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict, append
from accord.record.models import Card


@transaction.atomic
def take_up_assessment(report: Report, *, declaration: str, by: Capacity) -> Report:
    """The assessor declares what interests there are, and the report is hers to assess. Raises Conflict if taken."""
    row = Report.objects.select_for_update(of=("self",)).select_related("area").get(pk=report.pk)
    if row.assessor_id not in (None, by.pk) or row.state != Report.State.PUBLISHED:
        raise Conflict({"assessor": str(row.assessor)}, {"assessor": str(by)})
    if by.area_id == row.area_id:
        raise ValueError("An assessor is never of the assessed country")
    row.assessor, row.declaration = by, declaration
    row.save()
    append("assessment_taken_up", Card.objects.get(ref=f"reports/{row.ref}"), by=by, after={"declaration": declaration})
    return row


FIELDS = ("completion", "ambition", "change", "confidence", "rationale", "evidence")


@transaction.atomic
def rate(report: Report, commitment: Commitment, given: Mapping[str, Any], *, version: int, by: Capacity) -> Rating:
    """Unseen by others until released: the event says that a rating was written, not which."""
    row = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if row.state != Report.State.PUBLISHED or row.assessor_id != by.pk:
        raise Conflict({"state": row.state}, {"state": Report.State.PUBLISHED})
    rating = Rating.objects.select_for_update(of=("self",)).filter(report=row, commitment=commitment).first()
    if (rating.version if rating else 0) != version:
        raise Conflict({name: getattr(rating, name, "") for name in FIELDS}, dict(given))
    rating = rating or Rating(report=row, commitment=commitment, version=0)
    for name in FIELDS:
        setattr(rating, name, given[name])
    rating.by, rating.version = by, version + 1
    rating.save()
    append("rating_written", Card.objects.get(ref=f"reports/{row.ref}"), by=by, after={"commitment": commitment.ref})
    return rating


@transaction.atomic
def reply(rating: Rating, *, text: str, version: int, by: Capacity) -> Rating:
    """The right of reply: printed beside the rating it answers. Raises Conflict on a stale `version` or too late."""
    row = Rating.objects.select_for_update(of=("self",)).select_related("report", "commitment").get(pk=rating.pk)
    if version != row.reply_version:
        raise Conflict({"text": row.reply}, {"text": text})
    if row.report.state != Report.State.RATED or (row.report.reply_until and clock.today() > row.report.reply_until):
        raise Conflict({"state": row.report.state}, {"text": text})
    row.reply, row.replied_by, row.replied_on, row.reply_version = text, by, clock.today(), version + 1
    row.save()
    card = Card.objects.get(ref=f"reports/{row.report.ref}")
    append("rating_replied", card, by=by, after={"commitment": row.commitment.ref, "reply": text})
    return row
