"""Capacities: nominated, checked by one officer, verified by a second, active, ended with what was open handed over."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accord.directory.access import INDEPENDENT
from accord.kit import clock
from accord.people.invitations import account_for
from accord.people.models import (
    NOMINATED_TWICE,
    Area,
    Capacity,
    CapacityCheck,
    CapacitySet,
    Organisation,
    Person,
    Role,
)  # fmt: skip
from accord.record import handover
from accord.record.actions import append
from accord.record.models import Card, Draft, Event

State = Capacity.State
OF_COUNTRY = (Role.FOCAL_POINT, Role.ALTERNATE, Role.VALIDATOR, Role.CONTRIBUTOR, Role.STATISTICIAN, *INDEPENDENT)
OF_ORGANISATION = (Role.ORG_MEMBER,)
OF_OFFICE = (Role.SECRETARIAT, Role.SAFEGUARDING)
MOST_WAITING = 20  # nominations of one capacity that officers have not decided yet


def _card(capacity: Capacity) -> Card | None:
    ref = f"countries/{capacity.area.iso3}" if capacity.area else f"organisations/{getattr(capacity.organisation, 'slug', '')}"
    return Card.objects.filter(ref=ref).first()


def _told(capacity: Capacity) -> dict[str, Any]:
    """No name and no address: an event tells the capacity, and its world where no card does."""
    told = {"capacity": capacity.pk, "role": capacity.role, "of": capacity.of, "state": capacity.state}
    return told | {"world": capacity.world}


def officer_hat(officer: Person, world: str, refusal: str) -> Capacity:
    """The hat in which an officer of this world decides, looked up now. Raises ValidationError with `refusal`."""
    hat = officer.acting_as(Role.SECRETARIAT)
    if hat is None or officer.world != world:
        raise ValidationError(refusal)
    return hat


def _same_world(one: Capacity | None, world: str) -> None:
    if one is not None and one.world != world:
        raise ValidationError(_("Nobody of one world acts in the other."))


def _body_fits(role: str, area: Area | None, organisation: Organisation | None, world: str) -> None:
    if role in OF_COUNTRY and area is None:
        raise ValidationError(_("This capacity is of a country: name the country."))
    if role in OF_ORGANISATION and organisation is None:
        raise ValidationError(_("This capacity is of an organisation: name it."))
    if role in OF_OFFICE and (area or organisation):
        raise ValidationError(_("This capacity is of the secretariat, of no country and no organisation."))
    for body in (area, organisation):
        if body is not None and body.world != world:
            raise ValidationError(_("A person of one world acts for nobody of the other."))


def _has_room(by: Capacity | None) -> None:
    if by and Capacity.objects.filter(nominated_by=by, state=State.NOMINATED).count() >= MOST_WAITING:
        raise ValidationError(_("Twenty of your nominations wait for officers. Ask the secretariat to look at them first."))


@transaction.atomic
def nominate_address(
    email: str, name: str, role: str, *, by: Capacity, area: Area | None = None, organisation: Organisation | None = None,
    reason: str = "",
) -> Capacity:  # fmt: skip
    """Nominate whoever has this address. A refused nomination makes no account: limits first, and all in one transaction."""
    _has_room(by)
    _body_fits(role, area, organisation, by.world)
    person = account_for(email, name=name, world=by.world)
    return nominate(person, role, area=area, organisation=organisation, by=by, reason=reason)


@transaction.atomic
def nominate(
    person: Person, role: str, *, area: Area | None = None, organisation: Organisation | None = None,
    by: Capacity | None = None, reason: str = "",
) -> Capacity:  # fmt: skip
    """Raises ValidationError where the same person is nominated or active in it already, or role, body or world do not fit."""
    _same_world(by, person.world)
    _body_fits(role, area, organisation, person.world)
    given: dict[str, Any] = {"person": person, "role": role, "area": area, "organisation": organisation}
    already = _("This person is nominated for it, or acts in it, already.")
    if Capacity.objects.filter(**given).exclude(state__in=[State.REFUSED, State.ENDED]).exists():
        raise ValidationError(already)
    _has_room(by)
    try:
        with transaction.atomic():
            made = Capacity.objects.create(**given, nominated_by=by, reason=reason)
    except IntegrityError as twice:  # by another officer, at this moment
        raise ValidationError(already) from twice
    append("capacity_nominated", _card(made), by=by, after=_told(made))
    return made


@transaction.atomic
def appoint_officer(person: Person) -> Capacity:
    """The first officers are made by whoever runs the site: nobody could check them. Twice is as good as once."""
    held = person.acting_as(Role.SECRETARIAT)
    if held:
        return held
    made = Capacity.objects.create(
        person=person, role=Role.SECRETARIAT, state=State.ACTIVE, starts_on=clock.today(), reason="Appointed with the site."
    )
    append("officer_appointed", None, reason=made.reason, after=_told(made))
    return made


def _locked(capacity: Capacity) -> Capacity:
    rows = Capacity.objects.select_for_update(of=("self",)).select_related("area", "organisation", "person", "nominated_by")
    return rows.get(pk=capacity.pk)


@transaction.atomic
def check_nomination(capacity: Capacity, *, officer: Person, how: str) -> Capacity:
    """One officer's check; the second one makes it active. Raises ValidationError for the same officer or a wrong state."""
    row = _locked(capacity)
    hat = officer_hat(officer, row.world, _("Only an officer of the secretariat checks a nomination."))
    if row.person_id == officer.pk:
        raise ValidationError(_("Nobody checks their own nomination."))
    if row.nominated_by and row.nominated_by.person_id == officer.pk:
        raise ValidationError(_("You nominated this person; two other officers check it."))
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
    append(f"capacity_{row.state}", _card(row), by=hat, reason=how, after=_told(row))
    return row


@transaction.atomic
def refuse_nomination(capacity: Capacity, *, officer: Person, reason: str) -> Capacity:
    row = _locked(capacity)
    hat = officer_hat(officer, row.world, _("Only an officer of the secretariat refuses a nomination."))
    if row.state not in (State.NOMINATED, State.CHECKED):
        raise ValidationError(_("This nomination has been decided already."))
    row.state, row.reason = State.REFUSED, reason
    row.save()
    append("capacity_refused", _card(row), by=hat, reason=reason, after=_told(row))
    return row


@transaction.atomic
def tell_of_closed() -> int:
    """Nominations that an upgrade closed, of which the journal does not tell yet. Returns how many."""
    closed = Capacity.objects.filter(state=State.REFUSED, reason=NOMINATED_TWICE)
    told = Event.objects.filter(verb="capacity_refused", body__reason=NOMINATED_TWICE).values_list(
        "body__after__capacity", flat=True
    )
    left = list(closed.exclude(pk__in=list(told)).select_related("area", "organisation", "person").order_by("pk"))
    for row in left:
        append("capacity_refused", _card(row), reason=row.reason, after=_told(row))
    return len(left)


@transaction.atomic
def end_capacity(
    capacity: Capacity, *, by: Capacity | None, reason: str, successor: Capacity | None = None, note: str = ""
) -> int:
    """Ends today; what was open goes to the successor with a pack, what nobody may inherit becomes free. Returns how many moved.

    `note`: words for the successor alone.
    """
    row = _locked(capacity)
    _same_world(by, row.world)
    if row.state != State.ACTIVE:
        raise ValidationError(_("This capacity is not active."))
    if by and row.role in INDEPENDENT and by.role != Role.SECRETARIAT and by.person_id != row.person_id:
        raise ValidationError(_("Only the secretariat ends the capacity of an independent assessor or reviewer."))
    if successor and not successors_of(row).filter(pk=successor.pk).exists():
        raise ValidationError(_("A successor is active for the same country or organisation."))
    row.state, row.ends_on, row.succeeded_by = State.ENDED, clock.today(), successor
    row.save()
    moved = 0
    if successor:
        told = handover.hand_over(row, successor)
        handover.write_down(row, successor, told, note)
        moved = sum(len(names) for names in told.values())
    freed = handover.set_free(row)
    append("capacity_ended", _card(row), by=by, reason=reason, after=_told(row) | {"moved": moved, "freed": freed})
    return moved


def successors_of(capacity: Capacity) -> CapacitySet:
    """Who may take over: of the same country or organisation; where there is neither, of the same role. One world alone."""
    found = Capacity.objects.active().filter(person__world=capacity.world).exclude(pk=capacity.pk)
    if capacity.role in INDEPENDENT:
        return found.filter(role=capacity.role, area=capacity.area)
    if capacity.area_id:
        return found.filter(area_id=capacity.area_id).exclude(role__in=INDEPENDENT)
    if capacity.organisation_id:
        return found.filter(organisation_id=capacity.organisation_id).exclude(role__in=INDEPENDENT)
    return found.filter(role=capacity.role, area=None, organisation=None)


def hand_over_drafts(old: Capacity, new: Capacity) -> list[str]:
    """Typing about the country's records; what the successor typed in the same form stays hers. Returns their keys."""
    code = old.area.code if old.area else ""
    if not code or old.person_id == new.person_id:
        return []
    taken = Draft.objects.filter(person=new.person).values_list("key", flat=True)
    mine = Draft.objects.filter(person=old.person, key__contains=f"/{code}-").exclude(key__in=list(taken))
    keys = list(mine.values_list("key", flat=True))
    Draft.objects.filter(person=old.person, key__in=keys).update(person=new.person)
    return keys
