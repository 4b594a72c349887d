"""Shadow reports: written, sent, looked at for safety, published, answered, taken back.

What an author does under a network's name leaves no event, no time and no capacity; what officers do leaves theirs.
"""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.accountability.access import author_purpose, authors_hat, is_author, is_outside, may_speak_of, place_of
from accord.accountability.models import Commitment, Cycle, ShadowJudgement, ShadowReport
from accord.accountability.standing import RATED, shadow_digest
from accord.kit import clock
from accord.people.models import Area, Capacity, Organisation, Role
from accord.record.actions import CardText, Conflict, append, audience, link, publish_card, unlink, withdraw_card
from accord.record.models import Card, Event, Relation
from accord.record.sealing.actions import drop_name, keys_for, seal_name
from accord.record.sealing.authors import mark_of

State = ShadowReport.State
WRITTEN = ("title", "text", "language", "indicators")
REPLY_DAYS = 21
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def _fresh_ref() -> str:
    return "".join(secrets.choice(_LETTERS) for _n in range(10))


def _held(report: ShadowReport, *states: str) -> ShadowReport:
    """The row, held. Raises Conflict where it went on meanwhile."""
    rows = ShadowReport.objects.select_for_update(of=("self",))
    row = rows.select_related("area", "cycle", "organisation", "supported", "network").get(pk=report.pk)
    if row.state not in states:
        raise Conflict({"state": row.get_state_display()}, {"state": State(states[0]).label})
    return row


def _written(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in WRITTEN}


@transaction.atomic
def begin_named(
    area: Area, given: Mapping[str, Any], *, by: Capacity, cycle: Cycle | None = None, supported: Organisation | None = None
) -> ShadowReport:
    """Under the name of the organisation that the capacity is of. One report of an organisation on a country in a cycle."""
    _may_begin(by, area, cycle)
    if supported is not None and not (
        supported.kind == Organisation.Kind.YOUTH and supported.verified_on and supported.world == by.world
    ):
        raise ValidationError(_("Only a verified child-led group is spoken for."))
    there = ShadowReport.objects.filter(organisation=by.organisation, area=area, cycle=cycle)
    if there.exclude(state__in=(State.REFUSED, State.WITHDRAWN)).exists():
        raise ValidationError(_("Your organisation has a shadow report on this country and cycle already: change that one."))
    made = ShadowReport.objects.create(
        ref=_fresh_ref(), area=area, cycle=cycle, world=by.world, organisation=by.organisation, supported=supported, by=by,
        writing=_written(given) | {"judgements": {}},
    )  # fmt: skip
    _tell_of_named("shadow_report_begun", made, by)
    return made


@transaction.atomic
def begin_sealed(
    area: Area, given: Mapping[str, Any], *, network: Organisation, by: Capacity, cycle: Cycle | None = None
) -> ShadowReport:
    """Under a network's name: of `by` nothing is written down. Pressed twice it is begun once."""
    _may_begin(by, area, cycle)
    if network.kind != Organisation.Kind.PARTNERSHIP or not network.verified_on or network.world != by.world:
        raise ValidationError(_("Only a verified network lends its name."))
    keys_for(by.world, area, without=[by.person_id])  # else nobody could keep the name
    place, writing = place_of(by.person, area, cycle), _written(given) | {"judgements": {}}
    there = ShadowReport.objects.filter(place=place).first()
    if there is not None and there.state == State.DRAFT and there.writing == writing and there.network_id == network.pk:
        return there
    if there is not None:
        raise ValidationError(_("You have a report under a network's name on this country and cycle already: change that one."))
    ref = _fresh_ref()
    return ShadowReport.objects.create(
        ref=ref, area=area, cycle=cycle, world=by.world, network=network, author=mark_of(by.person, author_purpose(ref)),
        place=place, writing=writing,
    )  # fmt: skip


def _may_begin(by: Capacity, area: Area, cycle: Cycle | None) -> None:
    body = by.organisation
    if by.role != Role.ORG_MEMBER or body is None or not body.verified_on or not may_speak_of(by, area):
        raise ValidationError(
            _("A shadow report is written by a verified organisation on its own country, never by the State itself.")
        )
    if cycle is not None and cycle.world != area.world:
        raise ValidationError(_("Nobody of one world acts in the other."))


def _tell_of_named(verb: str, report: ShadowReport, by: Capacity) -> None:
    """Only that it was done: the text is its author's until it is published."""
    if not report.is_sealed:
        append(verb, None, by=by, after=_about(report))


def _about(report: ShadowReport) -> dict[str, Any]:
    return {"world": report.world, "shadow_report": report.ref}


def _writes(report: ShadowReport, by: Capacity) -> None:
    if authors_hat(by.person, report) is None:
        raise ValidationError(_("Only its author changes a shadow report."))


@transaction.atomic
def write_shadow(report: ShadowReport, given: Mapping[str, Any], *, version: int, by: Capacity) -> ShadowReport:
    """Title, text, language, indicators. What is public stays as it is until officers have looked at the new text."""
    row = _held(report, *ShadowReport.OPEN)
    _writes(row, by)
    if version != row.version:
        raise Conflict({name: row.writing.get(name) for name in WRITTEN}, _written(given))
    row.writing = row.writing | _written(given)
    return _changed(row, by)


@transaction.atomic
def judge(report: ShadowReport, commitment: Commitment, given: Mapping[str, Any], *, version: int, by: Capacity) -> ShadowReport:
    """The stakeholder's judgement of one commitment, on the scales of the assessor's."""
    row = _held(report, *ShadowReport.OPEN)
    _writes(row, by)
    public = Commitment.objects.exclude(state=Commitment.State.DRAFT)
    if not public.filter(pk=commitment.pk, area=row.area).exists():
        raise ValidationError(_("This is no published commitment of that country."))
    if version != row.version:
        raise Conflict(row.writing["judgements"].get(commitment.ref, {}), dict(given))
    told = {name: given[name] for name in RATED} | {"language": given.get("language", "en")}
    row.writing = row.writing | {"judgements": row.writing["judgements"] | {commitment.ref: told}}
    return _changed(row, by)


@transaction.atomic
def drop_judgement(report: ShadowReport, commitment: str, *, version: int, by: Capacity) -> ShadowReport:
    """Out of what is written; what is public stays until officers have looked, and is then an earlier wording."""
    row = _held(report, *ShadowReport.OPEN)
    _writes(row, by)
    kept = {ref: told for ref, told in row.writing["judgements"].items() if ref != commitment}
    if version != row.version or len(kept) == len(row.writing["judgements"]):
        raise Conflict({}, {})
    row.writing = row.writing | {"judgements": kept}
    return _changed(row, by)


def _changed(row: ShadowReport, by: Capacity) -> ShadowReport:
    row.version += 1
    if row.state == State.PUBLISHED:
        row.state = State.DRAFT
    row.save()
    _tell_of_named("shadow_report_changed", row, by)
    return row


@transaction.atomic
def send_shadow(report: ShadowReport, *, version: int, by: Capacity) -> ShadowReport:
    """To the safeguarding officers. A sealed one comes before them one to three days later, so that its day tells little."""
    row = _held(report, *ShadowReport.OPEN)
    _writes(row, by)
    if version != row.version:
        raise Conflict({"state": row.get_state_display()}, {})
    if row.writing == row.shown:
        raise ValidationError(_("It is published as it stands: change it first."))
    if row.is_sealed:
        seal_name(author_purpose(row.ref), by.person, by, area=row.area)
        row.seen_from = clock.today() + timedelta(days=1 + secrets.randbelow(3))
    row.state, row.ground, row.reason = State.SENT, "", ""
    row.save()
    _tell_of_named("shadow_report_sent", row, by)
    return row


def _moderates(row: ShadowReport, by: Capacity) -> None:
    active = by.person.active_capacities().filter(pk=by.pk).exists()
    if by.role != Role.SAFEGUARDING or not active or by.world != row.world or not is_outside(by.person, row.area):
        raise ValidationError(_("Only a safeguarding officer who holds no hat of the country decides on it."))
    if is_author(by.person, row):
        raise ValidationError(_("Nobody decides on their own report."))


@transaction.atomic
def publish_shadow(report: ShadowReport, *, version: int, network_agrees: bool = False, by: Capacity) -> ShadowReport:
    """Nothing in it puts anybody in danger. It is published on this day, without an hour."""
    row = _held(report, State.SENT)
    _moderates(row, by)
    if version != row.version:
        raise Conflict({"state": row.get_state_display()}, {})
    if row.is_sealed and not network_agrees:
        raise ValidationError(_("Ask the network first whether it lends its name to this report."))
    if row.shown is not None:
        row.earlier = [*row.earlier, row.shown | {"until": clock.today().isoformat()}]
    row.shown, row.state, row.seen_from = row.writing, State.PUBLISHED, None
    row.published_on = row.published_on or clock.today()
    days = row.cycle.reply_days if row.cycle else REPLY_DAYS
    row.reply_until = clock.today() + timedelta(days=days)
    row.save()
    _publish_judgements(row)
    card = _card(row)
    _tie(card, row)
    _tell(row, "shadow_report_published", card, by)
    return row


def _publish_judgements(row: ShadowReport) -> None:
    row.judgements.all().delete()
    asked = {c.ref: c for c in Commitment.objects.filter(ref__in=row.shown["judgements"])}
    told = sorted(row.shown["judgements"].items())
    ShadowJudgement.objects.bulk_create(ShadowJudgement(report=row, commitment=asked[ref], **one) for ref, one in told)


def _card(row: ShadowReport) -> Card:
    told, day = row.shown, row.published_on
    assert day is not None
    names = [*row.source.names.values(), *(row.supported.names.values() if row.supported else ())]
    return publish_card(
        CardText(
            ref=f"shadow-reports/{row.ref}", kind="shadow_report", url=row.url, title={told["language"]: told["title"]},
            summary={told["language"]: told["text"]}, text=" ".join(names), language=told["language"], world=row.world,
            areas=[row.area], owner=row.source, audience=audience("public"),
            published_at=datetime.combine(day, time(), tzinfo=UTC),
        )
    )  # fmt: skip


def _tie(card: Card, row: ShadowReport) -> None:
    """To the commitments and indicators it speaks of, in the order of their names."""
    refs = [f"commitments/{ref}" for ref in row.shown["judgements"]]
    refs += [f"indicators/{code}" for code in row.shown["indicators"]]
    wanted = list(Card.objects.filter(ref__in=refs).order_by("ref"))
    for old in card.links.filter(relation=Relation.ABOUT).exclude(other__in=wanted).select_related("other"):
        unlink(card, Relation.ABOUT, old.other)
    for other in wanted:
        link(card, Relation.ABOUT, other)


def _tell(row: ShadowReport, verb: str, card: Card, by: Capacity, **more: Any) -> Event:
    return append(verb, card, by=by, stands={card.ref: shadow_digest(row.pk)}, **more)


@transaction.atomic
def return_shadow(
    report: ShadowReport, *, ground: str, reason: str, version: int, by: Capacity, for_good: bool = False
) -> ShadowReport:
    """Back to its author with the ground and words; `for_good` refuses it. What is public of it stays public."""
    row = _held(report, State.SENT)
    _moderates(row, by)
    if version != row.version:
        raise Conflict({"state": row.get_state_display()}, {})
    if ground not in ShadowReport.Ground.values or not reason.strip():
        raise ValidationError(_("Moderation is for safety alone: name the ground and say what is to be changed."))
    refused = for_good and row.shown is None
    row.state, row.ground, row.reason, row.seen_from = State.REFUSED if refused else State.RETURNED, ground, reason, None
    if refused:
        row.place = None
    row.save()
    verb = "shadow_report_refused" if refused else "shadow_report_returned"
    append(verb, None, by=by, reason=reason, after=_about(row) | {"ground": ground})
    return row


@transaction.atomic
def withdraw_shadow(report: ShadowReport) -> bool:
    """At once out of sight and out of search. Says whether anything is left: what was never public is gone altogether.

    It leaves no event by itself: an hour would tell when its author was here. An officer's `note_withdrawal` tells the record.
    """
    row = _held(report, *ShadowReport.OPEN, State.SENT)
    card = Card.objects.filter(ref=f"shadow-reports/{row.ref}").first()
    if card is None:
        drop_name(author_purpose(row.ref))
        row.delete()
        return False
    withdraw_card(card)
    row.state, row.place, row.writing, row.seen_from = State.WITHDRAWN, None, {}, None
    row.save()
    return True


@transaction.atomic
def note_withdrawal(report: ShadowReport, *, by: Capacity) -> ShadowReport:
    """The record tells that it is withdrawn, on the officer's day."""
    row = _held(report, State.WITHDRAWN)
    _moderates(row, by)
    if row.withdrawn_on is None:
        row.withdrawn_on = clock.today()
        row.save()
        _tell(row, "shadow_report_withdrawn", Card.objects.get(ref=f"shadow-reports/{row.ref}"), by)
    return row


@transaction.atomic
def reply_to_shadow(report: ShadowReport, *, text: str, version: int, by: Capacity, language: str = "en") -> ShadowReport:
    """The State's right of reply, printed beside it. Raises Conflict on a stale `version` or too late."""
    row = _held(report, *ShadowReport.OPEN, State.SENT)
    if version != row.reply_version:
        raise Conflict({"text": row.reply}, {"text": text})
    if not row.is_public or (row.reply_until and clock.today() > row.reply_until):
        raise Conflict({"state": row.get_state_display()}, {"text": text})
    if by.area_id != row.area_id or by.role not in (Role.FOCAL_POINT, Role.ALTERNATE):
        raise ValidationError(_("Only the country's focal point replies for it."))
    row.reply, row.replied_by, row.replied_on, row.reply_version = text, by, clock.today(), version + 1
    row.reply_language = language
    row.save()
    _tell(row, "shadow_report_replied", Card.objects.get(ref=f"shadow-reports/{row.ref}"), by, after={"reply": text})
    return row
