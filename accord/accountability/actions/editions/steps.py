"""An edition goes on: figures frozen, entries sent, approved by two, held back until an hour, published."""

import hashlib
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.accountability.actions.editions.holding import edits, held_edition, tell_of_edition
from accord.accountability.edition_standing import wording_digest
from accord.accountability.edition_states import EditionStep
from accord.accountability.models import Edition, EditionApproval, FactCheck, FrozenFigures
from accord.accountability.reads.edition_guards import edition_facts, edition_lines
from accord.calc.canonical import time_text
from accord.kit import clock
from accord.people.models import Area, Capacity, Role
from accord.record.actions import Conflict
from accord.record.log.proofs import newest_checkpoint
from accord.record.models import Event
from accord.record.steps import Unmet

State = Edition.State
DAYS = (1, 90)  # to check the facts


@transaction.atomic
def freeze_figures(edition: Edition, text: str, *, by: Capacity) -> Edition:
    """From now on the edition speaks of this text alone (all that its figures are drawn from), whatever changes in the records.

    It may be done anew while the edition is being written; countries whose entry is another then are asked again.
    """
    row = held_edition(edition, State.DRAFTING)
    edits(row, by)
    digest = hashlib.sha256(text.encode()).hexdigest()
    FrozenFigures.objects.get_or_create(digest=digest, defaults={"packed": zlib.compress(text.encode(), 9)})
    before = {"figures": row.figures_id or ""}
    row.figures_id, row.frozen_at = digest, clock.now().replace(microsecond=0)
    row.save()
    tell_of_edition("edition_frozen", row, by=by, before=before, after={"figures": digest})
    return row


@transaction.atomic
def take_edition_step(
    edition: Edition, step: EditionStep, *, by: Capacity, shown: str | None = None, reason: str = "", days: int = 0,
    until: datetime | None = None, entries: Mapping[str, str] | None = None,
) -> Edition:  # fmt: skip
    """Raises Conflict where it went on meanwhile, Unmet where a guard does not hold, ValidationError where `by` may not or a
    value that the step asks for is missing.

    `shown` is the `wording_digest` of what was read: Conflict where it is another now. `entries`: ISO3 -> digest of what the
    edition says of the country, for the step that sends them.
    """
    row = held_edition(edition, *step.starts)
    edits(row, by)
    if shown is not None and shown != wording_digest(row.pk):
        raise Conflict({}, {})
    if unmet := [str(line.words) for line in edition_lines(step, edition_facts(row)) if not line.holds]:
        raise Unmet(unmet)
    if step.asks == "reason" and not reason.strip():
        raise ValidationError(_("Say why."))
    before = row.state
    after = _DO[step.code](row, by, {"days": days, "until": until, "entries": entries or {}, "reason": reason})
    row.save()
    public = row.state == State.PUBLISHED
    verb = f"edition_{step.code}" if step.code != "approve" or row.state == State.APPROVED else "edition_approved_once"
    tell_of_edition(verb, row, by=by, anew=public, reason=reason, before={"state": before}, after={"state": row.state} | after)
    return row


def _draft(row: Edition, by: Capacity, given: dict[str, Any]) -> dict[str, Any]:
    row.state = State.DRAFTING
    return {}


def _send(row: Edition, by: Capacity, given: dict[str, Any]) -> dict[str, Any]:
    """Who was asked before about the very same entry is not asked again; an answer to another one is kept beside."""
    if not DAYS[0] <= given["days"] <= DAYS[1]:
        raise ValidationError(_("Give the countries between %(least)s and %(most)s days.") % {"least": DAYS[0], "most": DAYS[1]})
    areas = {a.iso3: a for a in Area.objects.countries().in_world(row.world).filter(iso3__in=given["entries"])}
    acting = Capacity.objects.active().filter(role__in=(Role.FOCAL_POINT, Role.ALTERNATE), person__world=row.world)
    reached = set(acting.values_list("area_id", flat=True))
    there = {c.area_id: c for c in row.checks.all()}
    fresh = [
        FactCheck(edition=row, area=area, entry=given["entries"][iso3], asked=area.pk in reached)
        for iso3, area in sorted(areas.items()) if iso3 and area.pk not in there
    ]  # fmt: skip
    FactCheck.objects.bulk_create(fresh)
    for area in areas.values():
        known = there.get(area.pk)
        if known is not None and known.entry != given["entries"][str(area.iso3)]:
            _ask_anew(known, given["entries"][str(area.iso3)], area.pk in reached)
        elif known is not None and not known.asked and area.pk in reached:
            FactCheck.objects.filter(pk=known.pk).update(asked=True)
    row.state, row.check_until = State.CHECKING, clock.today() + timedelta(days=given["days"])
    return {"until": row.check_until.isoformat(), "asked": row.checks.filter(asked=True).count()}


ANSWERED = ("verdict", "text", "source", "language", "outcome", "reply", "reply_language")


def _ask_anew(known: FactCheck, entry: str, asked: bool) -> None:
    if known.verdict:
        told = {name: getattr(known, name) for name in ANSWERED}
        on = known.answered_on.isoformat() if known.answered_on else ""
        known.earlier = [*known.earlier, told | {"entry": known.entry, "answered_on": on}]
    known.entry, known.asked = entry, asked
    known.verdict = known.text = known.source = known.outcome = known.reply = ""
    known.answered_by = known.replied_by = known.answered_on = known.replied_on = None
    known.version, known.reply_version = known.version + 1, known.reply_version + 1
    known.save()


def _approve(row: Edition, by: Capacity, given: dict[str, Any]) -> dict[str, Any]:
    """The second approval of the same text, if either officer wrote none of it, makes it approved."""
    digest = wording_digest(row.pk)
    row.approvals.exclude(digest=digest).delete()
    first = row.approvals.select_related("by").first()
    if first is not None and first.by.person_id == by.person_id:
        raise ValidationError(_("You have approved it; another officer must approve it too."))
    if first is not None and {first.by.person_id, by.person_id} <= who_wrote(row):
        raise ValidationError(_("Both of you wrote in it: an officer who wrote none of it must approve it."))
    EditionApproval.objects.create(edition=row, by=by, digest=digest, approved_on=clock.today())
    if first is not None:
        row.state = State.APPROVED
    return {"digest": digest}


def who_wrote(row: Edition) -> set[int]:
    """People who saved a text of a section or are named above one."""
    hats = row.sections.values_list("writers__person_id", "authors__capacity__person_id")
    return {pk for pair in hats for pk in pair if pk}


def _embargo(row: Edition, by: Capacity, given: dict[str, Any]) -> dict[str, Any]:
    until: datetime | None = given["until"]
    if until is None or until <= clock.now():
        raise ValidationError(_("An embargo ends at an hour that is still to come."))
    row.state, row.embargo_until = State.EMBARGOED, until.replace(microsecond=0)
    return {"until": time_text(row.embargo_until)}


def _publish(row: Edition, by: Capacity | None, given: dict[str, Any]) -> dict[str, Any]:
    """With the journal's newest checkpoint, which its foot carries from now on."""
    row.state, row.published_at = State.PUBLISHED, clock.now().replace(microsecond=0)
    found = newest_checkpoint()
    if found:
        row.checkpoint = {"size": found.size, "root": found.root, "hour": time_text(found.at), "key": found.key}
    return {"digest": wording_digest(row.pk), "figures": row.figures_id}


def _back(row: Edition, by: Capacity, given: dict[str, Any]) -> dict[str, Any]:
    row.approvals.all().delete()
    row.state, row.embargo_until, row.reason = State.DRAFTING, None, given["reason"]
    return {}


def _drop(row: Edition, by: Capacity, given: dict[str, Any]) -> dict[str, Any]:
    row.state, row.reason = State.DROPPED, given["reason"]
    return {}


_DO: dict[str, Callable[[Edition, Capacity, dict[str, Any]], dict[str, Any]]] = {
    "draft": _draft, "check": _send, "approve": _approve, "embargo": _embargo, "publish": _publish, "back": _back, "drop": _drop,
}  # fmt: skip


def publish_due_editions() -> int:
    """Those whose embargo is over, as two officers approved and one set the hour. Safe to run twice. Returns how many. One whose
    text is not the approved one waits: `accord verify` tells that its table was altered."""
    due = Edition.objects.filter(state=State.EMBARGOED, embargo_until__lte=clock.now())
    return sum(_publish_due(edition) for edition in due)


@transaction.atomic
def _publish_due(edition: Edition) -> bool:
    row = held_edition(edition)
    if row.state != State.EMBARGOED or row.embargo_until is None or row.embargo_until > clock.now():
        return False
    if not edition_facts(row).approved:
        return False
    after = _publish(row, None, {})
    row.save()
    told: Event = tell_of_edition(
        "edition_publish", row, by=None, anew=True, before={"state": State.EMBARGOED}, after={"state": row.state} | after
    )
    return told.pk is not None
