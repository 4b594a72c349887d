"""Days that peer reviews keep away from: reviews by other bodies, entered by officers; absences, declared by focal points."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.accountability.access import is_outside
from accord.accountability.actions.peer_cards import tell_of_days
from accord.accountability.models import BodyReview, PeerAbsence
from accord.accountability.states import COUNTRY
from accord.calc.spacing import span_of
from accord.kit import clock
from accord.people.models import Area, Capacity, Role
from accord.record.actions import Conflict


def _officer(by: Capacity, area: Area) -> None:
    active = by.person.active_capacities().filter(pk=by.pk).exists()
    if by.role != Role.SECRETARIAT or not active or by.world != area.world or not is_outside(by.person, area):
        raise ValidationError(_("Only an officer who holds no hat of the reviewed country takes this step."))


@transaction.atomic
def enter_body_review(area: Area, given: Mapping[str, Any], *, by: Capacity) -> BodyReview:
    """`given`: body, held_on (a year, a month or a day, past or to come), document. Raises ValidationError for another date."""
    _officer(by, area)
    try:
        span_of(given["held_on"])
    except ValueError as wrong:
        raise ValidationError(_("Write a year, a month or a day: 2027, 2027-05 or 2027-05-17.")) from wrong
    if not given["document"]:
        raise ValidationError(_("Name the document that says so."))
    there = BodyReview.objects.filter(area=area, body=given["body"], held_on=given["held_on"], withdrawn_on=None).first()
    if there:
        return there
    told = {name: given[name] for name in ("body", "held_on", "document")}
    made = BodyReview.objects.create(area=area, entered_by=by, entered_on=clock.today(), **told)
    tell_of_days("body_review_entered", area, by=by, after=told)
    return made


@transaction.atomic
def take_back_body_review(found: BodyReview, *, reason: str, by: Capacity) -> BodyReview:
    """Entered in error: it stays in the record, with the reason. Raises Conflict where it was taken back meanwhile."""
    row = BodyReview.objects.select_for_update(of=("self",)).select_related("area").get(pk=found.pk)
    _officer(by, row.area)
    if row.withdrawn_on:
        raise Conflict({}, {})
    if not reason.strip():
        raise ValidationError(_("Say why it is taken back."))
    row.withdrawn_on, row.reason = clock.today(), reason
    row.save()
    tell_of_days("body_review_taken_back", row.area, by=by, reason=reason, before={"body": row.body, "held_on": row.held_on})
    return row


@transaction.atomic
def declare_absence(area: Area, *, first: date, last: date, by: Capacity) -> PeerAbsence:
    """Days on which the country's reviewers are not to be had."""
    if by.area_id != area.pk or by.role not in COUNTRY:
        raise ValidationError(_("A country’s focal point says when its reviewers are not to be had."))
    if last < first or last < clock.today():
        raise ValidationError(_("The last day comes after the first, and is still to come."))
    made = PeerAbsence.objects.create(area=area, first=first, last=last, declared_by=by, declared_on=clock.today())
    tell_of_days("peer_absence_declared", area, by=by, after={"first": first.isoformat(), "last": last.isoformat()})
    return made


@transaction.atomic
def end_absence(found: PeerAbsence, *, by: Capacity) -> PeerAbsence:
    row = PeerAbsence.objects.select_for_update(of=("self",)).select_related("area").get(pk=found.pk)
    if by.area_id != row.area_id or by.role not in COUNTRY:
        raise ValidationError(_("A country’s focal point says when its reviewers are not to be had."))
    if row.ended_on is None:
        row.ended_on = clock.today()
        row.save()
        tell_of_days("peer_absence_ended", row.area, by=by, before={"first": row.first.isoformat(), "last": row.last.isoformat()})
    return row
