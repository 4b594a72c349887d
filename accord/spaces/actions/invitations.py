"""A named country is invited; its focal point answers yes, no or later, the last two with a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.kit import clock
from accord.people.models import Area, Capacity
from accord.record.actions import Conflict
from accord.spaces.actions.members import bring_in
from accord.spaces.actions.telling import held, tell
from accord.spaces.models import Invitation, Membership, Platform

A = Invitation.Answer


@transaction.atomic
def invite(platform: Platform, area: Area, *, text: str, language: str, by: Capacity) -> Invitation:
    """A country that said no or later may be invited again; what it said before stays in the journal."""
    row = held(platform)
    if area.world != row.world or not area.is_country:
        raise ValidationError(_("Countries are invited, each to platforms of its own world."))
    known = row.invitations.filter(area=area).first()
    if known and known.answer in (A.WAITING, A.YES):
        raise ValidationError(_("This country is invited already."))
    made = known or Invitation(platform=row, area=area)
    made.text, made.language, made.by, made.asked_on, made.answer, made.reason = text, language, by, clock.today(), A.WAITING, ""
    made.answered_by, made.answered_on, made.version = None, None, made.version + (1 if known else 0)
    made.save()
    tell("country_invited", row, by=by, after={"area": area.code, "text": text})
    return made


@transaction.atomic
def answer_invitation(
    invitation: Invitation, *, answer: str, reason: str, language: str, version: int, by: Capacity
) -> Invitation:
    """A yes takes the focal point in; an earlier yes is ended by leaving. Raises ValidationError without a needed reason."""
    platform, row = held(invitation.platform), held(invitation)
    if version != row.version or row.answer == A.YES:
        raise Conflict({"answer": str(row.get_answer_display())}, {"answer": answer})
    if answer != A.YES and not reason.strip():
        raise ValidationError(_("Say why: it is shown beside your answer."))
    row.answer, row.reason, row.reason_language, row.answered_by = answer, reason, language, by
    row.answered_on, row.version = clock.today(), row.version + 1
    row.save()
    tell("invitation_answered", platform, by=by, reason=reason, after={"area": row.area.code, "answer": answer})
    if answer == A.YES and not platform.memberships.filter(capacity=by, state=Membership.State.ACTIVE).exists():
        bring_in(platform, by, by=by)
    return row
