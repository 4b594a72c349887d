"""Youth consultations: prepared here, held by an organisation that supports the children; consent, results, what changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.kit import clock
from accord.people.models import Capacity, Organisation
from accord.record.actions import Conflict
from accord.spaces.actions.numbering import next_ref
from accord.spaces.actions.telling import held, rewrite, tell, write
from accord.spaces.models import Consultation, Membership, Platform
from accord.spaces.wording import wording_of

S = Consultation.State


@transaction.atomic
def prepare_consultation(platform: Platform, given: Mapping[str, Any], *, by: Capacity) -> Consultation:
    """Raises ValidationError for an organisation that nobody verified: children are asked through one that is known."""
    body = given["organisation"]
    _supports(body, platform)
    ref = next_ref(Consultation, platform, {"platform": platform})
    made = Consultation(platform=platform, ref=ref, by=by, organisation=body)
    write(made, given)
    tell("consultation_prepared", made, by=by, after=wording_of(made))
    return made


def _supports(body: Organisation, platform: Platform) -> None:
    if body.verified_on is None or body.world != platform.world:
        raise ValidationError(_("Only a verified organisation supports a consultation."))
    inside = platform.memberships.filter(capacity__organisation=body, state=Membership.State.ACTIVE)
    if platform.access == Platform.Access.RESTRICTED and not inside.exists():
        raise ValidationError(_("Nobody of this organisation reads this restricted platform: bring a member of it in first."))


@transaction.atomic
def change_consultation(
    found: Consultation, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str
) -> Consultation:
    """Until consent was recorded: children agreed to these questions."""
    _supports(given.get("organisation", found.organisation), found.platform)
    return rewrite(
        found, given, version=version, by=by, reason=reason, verb="consultation_changed", may=lambda row: row.state == S.PLANNED
    )


def _moved(found: Consultation, start: str, version: int) -> Consultation:
    row = held(found)
    if row.state != start or version != row.version:
        raise Conflict({"state": str(row.get_state_display())}, {})
    row.version += 1
    return row


@transaction.atomic
def record_consent(
    found: Consultation,
    *,
    how: str,
    consented: int,
    guardians: int,
    took_part: int,
    held_on: date,
    version: int,
    by: Capacity,
    language: str = "",
) -> Consultation:
    """How it was asked and how many agreed: numbers, never names. Raises ValidationError where more took part than agreed."""
    if by.organisation_id != found.organisation_id:
        raise ValidationError(_("Consent is recorded by the organisation that supports the children."))
    if took_part > consented or guardians > consented:
        raise ValidationError(_("Nobody takes part without having agreed: compare the numbers."))
    row = _moved(found, S.PLANNED, version)
    row.consent_how, row.consented, row.guardians, row.took_part, row.held_on = how, consented, guardians, took_part, held_on
    row.consent_language = language
    row.consent_on, row.consent_by, row.state = clock.today(), by, S.CONSENTED
    row.save()
    tell(
        "consent_recorded", row, by=by, after={"consented": consented, "guardians": guardians, "took_part": took_part, "how": how}
    )
    return row


@transaction.atomic
def publish_results(
    found: Consultation, *, results: str, answer_due: date, version: int, by: Capacity, language: str = ""
) -> Consultation:
    """What children said, as a group. Raises ValidationError for fewer than five, and for a day of the answer that is past."""
    if by.organisation_id != found.organisation_id:
        raise ValidationError(_("Results are told by the organisation that supports the children."))
    row = _moved(found, S.CONSENTED, version)
    if row.took_part is None or row.are_too_few:
        raise ValidationError(
            _("Fewer than %(n)s took part: what they said could be traced to them. Tell it to the conveners in person.")
            % {"n": row.SMALLEST}
        )
    if answer_due <= clock.today():
        raise ValidationError(_("Name a day that lies ahead: by then the platform tells what changed."))
    row.results, row.results_on, row.answer_due, row.state = results, clock.today(), answer_due, S.RESULTS
    row.results_language = language
    row.save()
    tell("results_published", row, by=by, after={"results": results, "answer_due": str(answer_due)})
    return row


@transaction.atomic
def tell_change(found: Consultation, *, changed: str, version: int, by: Capacity, language: str = "") -> Consultation:
    """The platform's answer to the children. It may say that nothing changed, and why."""
    row = _moved(found, S.RESULTS, version)
    row.changed, row.changed_language, row.changed_on, row.state = changed, language, clock.today(), S.ANSWERED
    row.save()
    tell("change_told", row, by=by, after={"changed": changed})
    return row
