"""A signature by letter: uploaded by the country, checked by an officer of no hat there."""

import hashlib
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accord.accountability.actions.ratings import stays_outside
from accord.accountability.actions.reports import held_in
from accord.accountability.actions.telling import tell_of_report
from accord.accountability.models import Report, SignatureLetter
from accord.accountability.reads.guards import content_digest, report_facts
from accord.accountability.states import step_named
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict, accept_document
from accord.record.steps import Unmet


def unmet_for_signing(report: Report) -> list[str]:
    """What a signature of either kind still waits for."""
    step, facts = step_named("sign"), report_facts(report)
    assert step is not None
    return [str(guard.words) for guard in step.guards if not guard.holds(facts)]


@transaction.atomic
def upload_letter(
    report: Report, upload: "UploadedFile[bytes]", *, office: str, dated: date, by: Capacity, shown: str
) -> SignatureLetter:
    """For the text as it stands, whose digest is `shown`. An earlier letter that waits is put aside. Raises ValidationError,
    Unmet and Conflict."""
    row = held_in(report, Report.State.DRAFTING)
    if shown != content_digest(row):
        raise Conflict({}, {})
    if missing := unmet_for_signing(row):
        raise Unmet(missing)
    if dated > clock.today():
        raise ValidationError({"dated": [_("This day is still to come.")]})
    kind, data = accept_document(upload)
    sha = hashlib.sha256(data).hexdigest()
    earlier = SignatureLetter.objects.filter(report=row, state=SignatureLetter.State.WAITING)
    earlier.update(state=SignatureLetter.State.REFUSED, reason=_("Another letter was sent in its place."))
    made = SignatureLetter.objects.create(
        report=row, covers=shown, office=office, dated=dated, kind=kind, data=data, sha256=sha, uploaded_by=by,
        uploaded_at=clock.now(),
    )  # fmt: skip
    after = {"letter": made.pk, "office": office, "dated": dated.isoformat(), "sha256": sha, "covers": shown}
    tell_of_report("letter_uploaded", row, by=by, after=after)
    return made


@transaction.atomic
def check_letter(letter: SignatureLetter, *, accept: bool, reason: str, by: Capacity) -> Report:
    """An officer's word on it; accepted, the report is signed. Raises Conflict where the letter waits no more or the text is
    another by now, ValidationError for an officer of the country, Unmet where the report lacks something."""
    row = held_in(letter.report, Report.State.DRAFTING)
    held = SignatureLetter.objects.select_for_update().defer("data").get(pk=letter.pk)
    if held.state != SignatureLetter.State.WAITING:
        raise Conflict({"state": held.get_state_display()}, {})
    stays_outside(by, row.area)
    if accept and held.covers != content_digest(row):
        raise Conflict({"state": _("The text was changed after the letter: it speaks of another one.")}, {})
    if accept and (missing := unmet_for_signing(row)):
        raise Unmet(missing)
    held.state = SignatureLetter.State.ACCEPTED if accept else SignatureLetter.State.REFUSED
    held.checked_by, held.checked_on, held.reason = by, clock.today(), reason
    held.save(update_fields=["state", "checked_by", "checked_on", "reason"])
    after = {"letter": held.pk, "office": held.office, "sha256": held.sha256}
    if not accept:
        tell_of_report("letter_refused", row, by=by, reason=reason, after=after)
        return row
    row.state, row.letter, row.signed_digest = Report.State.SIGNED, held, held.covers
    row.save()
    after |= {"state": row.state, "digest": row.signed_digest}
    tell_of_report("report_signed_by_letter", row, by=by, reason=reason, anew=True, after=after)
    return row
