"""What a country says of its entry, and what an officer answers."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.accountability.access import CHECKERS, is_outside
from accord.accountability.actions.editions.holding import edits, held_edition, is_active, tell_of_edition
from accord.accountability.models import Edition, FactCheck
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict

SAID = ("verdict", "text", "source")


def _held(check: FactCheck) -> tuple[Edition, FactCheck]:
    edition = held_edition(check.edition, Edition.State.CHECKING)
    return edition, FactCheck.objects.select_related("area").get(pk=check.pk)


@transaction.atomic
def answer_check(check: FactCheck, given: Mapping[str, Any], *, version: int, by: Capacity, language: str = "en") -> FactCheck:
    """The focal point's answer, public with the edition. Raises Conflict on a stale `version`, or once the time is over."""
    edition, row = _held(check)
    if by.area_id != row.area_id or by.role not in CHECKERS or not is_active(by):
        raise ValidationError(_("Only the country's focal point answers for it."))
    if version != row.version:
        raise Conflict({name: getattr(row, name) for name in SAID}, dict(given))
    if edition.check_until is None or clock.today() > edition.check_until:
        raise Conflict({"state": _("The time to answer is over")}, dict(given))
    if given["verdict"] == FactCheck.Verdict.NOT_CORRECT and not given["text"].strip():
        raise ValidationError(_("Say what is not correct, and what would be."))
    for name in SAID:
        setattr(row, name, given[name])
    row.answered_by, row.answered_on, row.version, row.language = by, clock.today(), version + 1, language
    row.outcome, row.reply, row.replied_by, row.replied_on = "", "", None, None  # an officer answers what now stands
    row.reply_version += 1
    row.save()
    after = {"country": row.area.code} | {name: given[name] for name in SAID}
    tell_of_edition("edition_check_answered", edition, by=by, after=after)
    return row


@transaction.atomic
def reply_to_check(check: FactCheck, given: Mapping[str, Any], *, version: int, by: Capacity, language: str = "en") -> FactCheck:
    """The officer's answer to it: whether the edition was changed, and why or why not."""
    edition, row = _held(check)
    edits(edition, by)
    if not is_outside(by.person, row.area):
        raise ValidationError(_("Whoever acts for a country is not its officer here."))
    if version != row.reply_version or not row.verdict:
        raise Conflict({"outcome": row.outcome, "text": row.reply}, dict(given))
    row.outcome, row.reply, row.reply_language = given["outcome"], given["text"], language
    row.replied_by, row.replied_on, row.reply_version = by, clock.today(), version + 1
    row.save()
    after = {"country": row.area.code, "outcome": row.outcome, "reply": row.reply}
    tell_of_edition("edition_check_replied", edition, by=by, after=after)
    return row
