"""Meetings: called, changed, cancelled; agenda, registration, minutes, decisions."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.kit import clock
from accord.people.models import Capacity, Person
from accord.record.actions import Conflict, append, link, unlink
from accord.record.models import Card, Link
from accord.spaces.actions.numbering import next_ref
from accord.spaces.actions.telling import held, rewrite, tell, write
from accord.spaces.models import AgendaItem, Meeting, Platform, Registration
from accord.spaces.wording import wording_of

S = Meeting.State
MOST_ITEMS = 60


@transaction.atomic
def call_meeting(platform: Platform, given: Mapping[str, Any], *, by: Capacity) -> Meeting:
    """Times come in UTC. Raises ValidationError for one that is over already."""
    if given["ends_at"] <= clock.now():
        raise ValidationError(_("This meeting would be over already."))
    ref = next_ref(Meeting, platform, {"platform": platform})
    made = Meeting(platform=platform, ref=ref, by=by, changed_at=clock.now())
    write(made, given)
    tell("meeting_called", made, by=by, after=wording_of(made))
    return made


@transaction.atomic
def change_meeting(meeting: Meeting, given: Mapping[str, Any], *, version: int, by: Capacity, reason: str) -> Meeting:
    """Calendars that hold it take the new time: its number of changes goes up."""

    def stamp(row: Meeting) -> None:
        row.changed_at = clock.now()
        row.save(update_fields=["changed_at"])

    return rewrite(
        meeting, given, version=version, by=by, reason=reason, verb="meeting_changed",
        may=lambda row: row.state == S.PLANNED, after_writing=stamp,
    )  # fmt: skip


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: Capacity) -> Meeting:
    row = held(meeting)
    if row.state != S.PLANNED:
        raise Conflict({"state": str(row.get_state_display())}, {})
    row.state, row.reason, row.changed_at, row.version = S.CANCELLED, reason, clock.now(), row.version + 1
    row.save()
    tell("meeting_cancelled", row, by=by, reason=reason, after={"state": row.state})
    return row


@transaction.atomic
def add_item(meeting: Meeting, *, title: str, card: Card | None, by: Capacity) -> AgendaItem:
    """`card`: the record it is about; the meeting is linked to it."""
    row = held(meeting)
    numbers = list(row.agenda.values_list("number", flat=True))
    if len(numbers) >= MOST_ITEMS:
        raise ValidationError(_("An agenda has sixty items at most."))
    made = AgendaItem.objects.create(meeting=row, number=max(numbers, default=0) + 1, title=title, card=card)
    tell("agenda_changed", row, by=by, after={"number": made.number, "title": title, "about": card.ref if card else ""})
    if card is not None and card.ref != row.card_ref:
        link(Card.objects.get(ref=row.card_ref), "about", card)
    return made


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Capacity) -> None:
    """One on which something was decided stays. Raises ValidationError."""
    row = held(item.meeting)
    mine = row.agenda.filter(pk=item.pk).first()
    if mine is None:
        raise Conflict({}, {})
    if mine.decision:
        raise ValidationError(_("Something was decided on it: it stays."))
    told = {"number": mine.number, "title": mine.title}
    about = mine.card
    mine.delete()
    if about is not None and not row.agenda.filter(card=about).exists():
        unlink(Card.objects.get(ref=row.card_ref), "about", about)
    tell("agenda_changed", row, by=by, before=told, after={})


@transaction.atomic
def decide(item: AgendaItem, *, decision: str, language: str, by: Capacity) -> AgendaItem:
    """Told once, as it was taken. It stands in the meeting's history, and in that of the record it is about where both are of one
    platform: what belongs to others gets no act of ours. Raises Conflict where it was told already."""
    meeting = held(item.meeting)
    row = held(item)
    if row.decision or meeting.state == S.CANCELLED:
        raise Conflict({"decision": row.decision}, {"decision": decision})
    if meeting.starts_at > clock.now():
        raise ValidationError(_("The meeting has not begun: nothing can be decided there yet."))
    row.decision, row.language, row.decided_on = decision, language, clock.today()
    row.save()
    told = {"decision": decision, "item": row.title, "meeting": meeting.ref, "about": row.card.ref if row.card else ""}
    tell("decided", meeting, by=by, after=told)
    if row.card is not None and _of_the_platform(row.card, meeting.platform):
        append("decided", row.card, by=by, after=told)
    return row


def _of_the_platform(card: Card, platform: Platform) -> bool:
    if card.kind == "meeting":
        return False
    own = Card.objects.get(ref=platform.card_ref)
    threats = [f"threats/{ref}" for ref in platform.threats.values_list("ref", flat=True)]
    ties = Link.objects.filter(card=card)
    solves = ties.filter(relation="responds_to", other__ref__in=threats).exists()
    return card.pk == own.pk or ties.filter(relation="part_of", other=own).exists() or solves


@transaction.atomic
def register(meeting: Meeting, *, person: Person, capacity: Capacity | None, way: str) -> Registration:
    """In a capacity of one's own. Who comes is no act of the journal: it tells of nobody's days."""
    row = held(meeting)
    if row.state != S.PLANNED or row.ends_at <= clock.now():
        raise Conflict({"state": str(row.get_state_display())}, {})
    if person.world != row.platform.world or (capacity is not None and capacity.person_id != person.pk):
        raise ValidationError(_("Nobody of one world acts in the other."))
    given = {"capacity": capacity, "way": way}
    return Registration.objects.update_or_create(meeting=row, person=person, defaults=given)[0]


@transaction.atomic
def unregister(meeting: Meeting, *, person: Person) -> None:
    Registration.objects.filter(meeting=meeting, person=person, attended=None).delete()


@transaction.atomic
def publish_minutes(
    meeting: Meeting, *, minutes: str, language: str, attended: Collection[int], version: int, by: Capacity
) -> Meeting:
    """Once it has begun. `attended`: of those registered, who came; shown by delegation. Raises Conflict on a stale `version`."""
    row = held(meeting)
    if version != row.version or row.state == S.CANCELLED:
        raise Conflict({"minutes": row.minutes}, {"minutes": minutes})
    if row.starts_at > clock.now():
        raise ValidationError(_("The meeting has not begun: there is nothing to minute yet."))
    before = row.minutes
    row.minutes, row.minutes_language, row.minutes_on = minutes, language, clock.today()
    row.state, row.version = S.HELD, row.version + 1
    row.save()
    for one in row.registrations.all():
        one.attended = one.pk in attended
        one.save(update_fields=["attended"])
    tell("minutes_published", row, by=by, before={"minutes": before}, after={"minutes": minutes})
    return row
