"""Joining, being taken in, leaving; conveners; what goes to a successor."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.kit import clock
from accord.people.models import Capacity, Person
from accord.record.actions import Conflict, add_to_audience
from accord.record.models import AudienceMember
from accord.spaces.actions.cards import space_of
from accord.spaces.actions.telling import held, tell
from accord.spaces.models import Membership, Platform

M, R = Membership.State, Membership.Role


def _make(platform: Platform, person: Person, capacity: Capacity | None, state: str, role: str = R.MEMBER) -> Membership:
    """Raises ValidationError where the same one is a member or has asked already, or is of the other world."""
    if person.world != platform.world or (capacity is not None and capacity.person_id != person.pk):
        raise ValidationError(_("Nobody of one world acts in the other."))
    same = platform.memberships.filter(person=person, capacity=capacity)
    if same.filter(state=M.ACTIVE).exists() or (state == M.ASKED and same.filter(state=M.ASKED).exists()):
        raise ValidationError(_("This capacity is a member, or asked to be one, already."))
    waiting = same.filter(state=M.ASKED).first()
    made = waiting or Membership(platform=platform, person=person, capacity=capacity)
    made.state, made.role, made.since = state, role, clock.today()
    made.save()
    if state == M.ACTIVE and capacity is not None:
        add_to_audience(space_of(platform), capacity=capacity)
    return made


def _told(member: Membership) -> dict[str, object]:
    return {"capacity": member.capacity_id, "role": member.role, "state": member.state}


@transaction.atomic
def join(platform: Platform, *, person: Person, capacity: Capacity | None) -> Membership:
    """An open platform: by oneself. In one's own name where one has no capacity: that leaves no name in the journal."""
    row = held(platform)
    if row.access != Platform.Access.OPEN or row.state != Platform.State.ACTIVE:
        raise Conflict({"state": str(row.get_state_display())}, {})
    made = _make(row, person, capacity, M.ACTIVE)
    tell("platform_joined", row, by=capacity, after=_told(made))
    return made


@transaction.atomic
def ask_to_join(platform: Platform, *, capacity: Capacity, reason: str) -> Membership:
    """The conveners decide; until then nothing is told in the journal, which all read."""
    made = _make(held(platform), capacity.person, capacity, M.ASKED)
    made.reason = reason
    made.save()
    return made


@transaction.atomic
def take_in(member: Membership, *, by: Capacity, yes: bool, reason: str = "") -> Membership:
    platform, row = held(member.platform), held(member)
    if row.state != M.ASKED:
        raise Conflict({"state": str(row.get_state_display())}, {})
    row.state, row.since = (M.ACTIVE if yes else M.REFUSED), clock.today()
    row.reason = row.reason if yes else reason
    row.save()
    if yes and row.capacity is not None:
        add_to_audience(space_of(platform), capacity=row.capacity)
        tell("platform_member_taken_in", platform, by=by, after=_told(row))
    return row


@transaction.atomic
def bring_in(platform: Platform, capacity: Capacity, *, by: Capacity | None, role: str = R.MEMBER) -> Membership:
    """A convener names a member or a convener, or a country's yes makes its focal point one."""
    row = held(platform)
    mine = row.memberships.filter(capacity=capacity, state=M.ACTIVE).first()
    if mine is None:
        made = _make(row, capacity.person, capacity, M.ACTIVE, role)
    elif mine.role == role:
        raise ValidationError(_("This capacity is a member, or asked to be one, already."))
    else:
        _others_convene(row, mine)
        made, mine.role = mine, role
        mine.save()
    tell("platform_convener_named" if role == R.CONVENER else "platform_member_taken_in", row, by=by, after=_told(made))
    return made


def _others_convene(platform: Platform, member: Membership) -> None:
    """The last convener stays one. Raises ValidationError."""
    others = platform.memberships.filter(role=R.CONVENER, state=M.ACTIVE, capacity__in=Capacity.objects.active())
    if member.role == R.CONVENER and not others.exclude(pk=member.pk).exists():
        raise ValidationError(_("Name another convener first, or archive the platform: it would have none."))


@transaction.atomic
def end_membership(member: Membership, *, by: Capacity | None, reason: str = "") -> Membership:
    """By oneself, or by a convener with a reason. The last convener names another one first. Raises ValidationError."""
    platform, row = held(member.platform), held(member)
    if row.state != M.ACTIVE:
        raise Conflict({"state": str(row.get_state_display())}, {})
    _others_convene(platform, row)
    row.state = M.ENDED if reason else M.LEFT
    row.until, row.reason = clock.today(), reason
    row.save()
    if row.capacity is not None:
        AudienceMember.objects.filter(audience=space_of(platform), capacity=row.capacity).delete()
    tell("platform_left", platform, by=by, reason=reason, after=_told(row))
    return row


def hand_over_memberships(old: Capacity, new: Capacity) -> list[str]:
    """To whoever comes after: platforms keep their conveners, countries their seat. Returns the refs of their cards."""
    moved = []
    for member in Membership.objects.filter(capacity=old, state=M.ACTIVE).select_related("platform"):
        with transaction.atomic():
            platform, row = held(member.platform), held(member)
            row.state, row.until = M.LEFT, clock.today()
            row.save()
            AudienceMember.objects.filter(audience=space_of(platform), capacity=old).delete()
            if not platform.memberships.filter(capacity=new, state=M.ACTIVE).exists():
                _make(platform, new.person, new, M.ACTIVE, row.role)
            tell("platform_member_handed_over", platform, by=new, before={"capacity": old.pk}, after=_told(row))
            moved.append(platform.card_ref)
    return moved
