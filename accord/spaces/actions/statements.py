"""Joint statements: drafted, opened for signature, signed by countries. From the opening on the text stands still."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict
from accord.spaces.actions.numbering import next_ref
from accord.spaces.actions.telling import held, rewrite, tell, write
from accord.spaces.models import Platform, Signature, Statement
from accord.spaces.wording import wording_of

S = Statement.State


@transaction.atomic
def draft_statement(platform: Platform, given: Mapping[str, Any], *, by: Capacity) -> Statement:
    made = Statement(platform=platform, ref=next_ref(Statement, platform, {"platform": platform}), by=by)
    write(made, given)
    tell("statement_drafted", made, by=by, after=wording_of(made))
    return made


@transaction.atomic
def edit_statement(statement: Statement, given: Mapping[str, Any], *, version: int, by: Capacity) -> Statement:
    """Raises Conflict where it was opened meanwhile: what countries sign does not change."""
    return rewrite(
        statement, given, version=version, by=by, reason="", verb="statement_edited", may=lambda row: row.state == S.DRAFT
    )


@transaction.atomic
def open_statement(statement: Statement, *, version: int, by: Capacity) -> Statement:
    row = held(statement)
    if row.state != S.DRAFT or version != row.version:
        raise Conflict({"state": str(row.get_state_display())}, {})
    row.state, row.opened_on = S.OPEN, clock.today()
    row.save()
    tell("statement_opened", row, by=by, after=wording_of(row))
    return row


@transaction.atomic
def close_statement(statement: Statement, *, by: Capacity, reason: str) -> Statement:
    row = held(statement)
    if row.state != S.OPEN:
        raise Conflict({"state": str(row.get_state_display())}, {})
    row.state = S.CLOSED
    row.save()
    tell("statement_closed", row, by=by, reason=reason, after={"state": row.state})
    return row


@transaction.atomic
def sign_statement(statement: Statement, *, note: str, language: str, by: Capacity) -> Signature:
    """For a country, by its focal point or alternate. Raises ValidationError where it signed already or the text is not open."""
    row = held(statement)
    if row.state != S.OPEN or by.area is None or by.world != row.platform.world:
        raise ValidationError(_("This statement is not open for your signature."))
    if row.signatures.filter(area=by.area, withdrawn_on__isnull=True).exists():
        raise ValidationError(_("Your country has signed already."))
    made = Signature.objects.create(statement=row, area=by.area, by=by, signed_on=clock.today(), note=note, language=language)
    tell("statement_signed", row, by=by, after={"area": by.area.code, "note": note, "version": row.version})
    return made


@transaction.atomic
def withdraw_signature(statement: Statement, *, reason: str, by: Capacity) -> Signature:
    """It stays readable, with the reason. Raises Conflict where the country has none."""
    row = held(statement)
    signed = row.signatures.filter(area=by.area, withdrawn_on__isnull=True).select_related("area").first()
    if signed is None:
        raise Conflict({"state": str(row.get_state_display())}, {})
    signed.withdrawn_on, signed.reason = clock.today(), reason
    signed.save()
    tell("signature_withdrawn", row, by=by, reason=reason, after={"area": signed.area.code})
    return signed
