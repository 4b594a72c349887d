"""Capacities: nominated, checked by one officer, verified by a second, active, ended with what was open handed over."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.directory import handover
from accord.kit import clock
from accord.people.models import Area, Capacity, CapacityCheck, Organisation, Person, Role
from accord.record.actions import append
from accord.record.models import Card, Draft

State = Capacity.State
OF_COUNTRY = (Role.FOCAL_POINT, Role.ALTERNATE, Role.VALIDATOR, Role.CONTRIBUTOR, Role.STATISTICIAN, Role.ASSESSOR,
              Role.PEER_REVIEWER)  # fmt: skip
OF_ORGANISATION = (Role.ORG_MEMBER,)
MOST_WAITING = 20  # nominations of one capacity that officers have not decided yet


def _card(capacity: Capacity) -> Card | None:
    ref = f"countries/{capacity.area.iso3}" if capacity.area else f"organisations/{getattr(capacity.organisation, 'slug', '')}"
    return Card.objects.filter(ref=ref).first()


def _told(capacity: Capacity) -> dict[str, Any]:
    """No name and no address: an event tells the capacity."""
    return {"capacity": capacity.pk, "role": capacity.role, "of": capacity.of, "state": capacity.state}


@transaction.atomic
def nominate(
    person: Person, role: str, *, area: Area | None = None, organisation: Organisation | None = None,
    by: Capacity | None = None, reason: str = "",
) -> Capacity:  # fmt: skip
    """Raises ValidationError where the same person is nominated or active in it already, or the role lacks its body."""
    if role in OF_COUNTRY and area is None:
        raise ValidationError(_("This capacity is of a country: name the country."))
    if role in OF_ORGANISATION and organisation is None:
        raise ValidationError(_("This capacity is of an organisation: name it."))
    for body in (area, organisation):
        if body is not None and body.world != person.world:
            raise ValidationError(_("A person of one world acts for nobody of the other."))
    same = Capacity.objects.filter(person=person, role=role, area=area, organisation=organisation)
    if same.exclude(state__in=[State.REFUSED, State.ENDED]).exists():
        raise ValidationError(_("This person is nominated for it, or acts in it, already."))
    if by and Capacity.objects.filter(nominated_by=by, state=State.NOMINATED).count() >= MOST_WAITING:
        raise ValidationError(_("Twenty of your nominations wait for officers. Ask the secretariat to look at them first."))
    made = Capacity.objects.create(person=person, role=role, area=area, organisation=organisation, nominated_by=by, reason=reason)
    append("capacity_nominated", _card(made), by=by, after=_told(made))
    return made


@transaction.atomic
def appoint_officer(person: Person) -> Capacity:
    """The first officers are made by whoever runs the site: nobody could check them. Twice is as good as once."""
    person.is_officer = True
    person.save(update_fields=["is_officer"])
    held = Capacity.objects.active().filter(person=person, role=Role.SECRETARIAT).first()
    if held:
        return held
    made = Capacity.objects.create(
        person=person, role=Role.SECRETARIAT, state=State.ACTIVE, starts_on=clock.today(), reason="Appointed with the site."
    )
    append("officer_appointed", None, reason=made.reason, after=_told(made))
    return made


@transaction.atomic
def check_nomination(capacity: Capacity, *, officer: Person, how: str) -> Capacity:
    """One officer's check; the second one makes it active. Raises ValidationError for the same officer or a wrong state."""
    row = Capacity.objects.select_for_update(of=("self",)).select_related("area", "organisation", "person").get(pk=capacity.pk)
    if not officer.is_officer or officer.world != row.world:
        raise ValidationError(_("Only an officer of the secretariat checks a nomination."))
    if row.person_id == officer.pk:
        raise ValidationError(_("Nobody checks their own nomination."))
    if row.state not in (State.NOMINATED, State.CHECKED):
        raise ValidationError(_("This nomination has been decided already."))
    if CapacityCheck.objects.filter(capacity=row, officer=officer).exists():
        raise ValidationError(_("You have checked it; another officer must check it too."))
    CapacityCheck.objects.create(capacity=row, officer=officer, how=how)
    if row.state == State.NOMINATED:
        row.state = State.CHECKED
    else:
        row.state, row.starts_on = State.ACTIVE, clock.today()
    row.save()
    append(f"capacity_{row.state}", _card(row), reason=how, after=_told(row))
    return row


@transaction.atomic
def refuse_nomination(capacity: Capacity, *, officer: Person, reason: str) -> Capacity:
    row = Capacity.objects.select_for_update(of=("self",)).select_related("area", "organisation", "person").get(pk=capacity.pk)
    if not officer.is_officer or officer.world != row.world or row.state not in (State.NOMINATED, State.CHECKED):
        raise ValidationError(_("This nomination has been decided already."))
    row.state, row.reason = State.REFUSED, reason
    row.save()
    append("capacity_refused", _card(row), reason=reason, after=_told(row))
    return row


@transaction.atomic
def end_capacity(capacity: Capacity, *, by: Capacity | None, reason: str, successor: Capacity | None = None) -> int:
    """Ends today; what was open goes to the successor. Returns how many things moved."""
    row = Capacity.objects.select_for_update(of=("self",)).select_related("area", "organisation", "person").get(pk=capacity.pk)
    if row.state != State.ACTIVE:
        raise ValidationError(_("This capacity is not active."))
    if successor and (successor.state != State.ACTIVE or not _same_body(successor, row)):
        raise ValidationError(_("A successor is active for the same country or organisation."))
    row.state, row.ends_on, row.succeeded_by = State.ENDED, clock.today(), successor
    row.save()
    moved = 0
    if successor:
        moved = handover.hand_over(row, successor) + _hand_over_drafts(row, successor)
    append("capacity_ended", _card(row), by=by, reason=reason, after=_told(row) | {"moved": moved})
    return moved


def _same_body(one: Capacity, other: Capacity) -> bool:
    return one.area_id == other.area_id if other.area_id else one.organisation_id == other.organisation_id


def _hand_over_drafts(old: Capacity, new: Capacity) -> int:
    """Typing about the country's records; what the successor typed in the same form stays hers."""
    code = old.area.code if old.area else ""
    if not code or old.person_id == new.person_id:
        return 0
    taken = Draft.objects.filter(person=new.person).values_list("key", flat=True)
    mine = Draft.objects.filter(person=old.person, key__contains=f"/{code}-").exclude(key__in=list(taken))
    return mine.update(person=new.person)
