"""The one decision for every verb on a platform. Topics on it ask `rights_of`."""

from collections.abc import Callable

from django.db.models import Q
from django.http import Http404

from accord.discussions.places import Rights
from accord.people.models import Area, Capacity, Person, Role
from accord.record.models import Card, Reader
from accord.spaces.models import Membership, Platform

SPEAKERS = (Role.FOCAL_POINT, Role.ALTERNATE)  # speak for their country: sign, agree, answer an invitation
A, M = Platform.Access, Membership.Role
Mine = list[Membership]  # of a reader on a platform, as `memberships` gives them


def may_read(user: Reader, platform: Platform) -> bool:
    """By the audience of its card: everyone, or the members of a restricted one or of a draft (2 queries at most)."""
    return Card.objects.visible_to(user).filter(ref=platform.card_ref).exists()


def memberships(user: Reader, platform: Platform) -> Mine:
    """The reader's own, in capacities that are active now, conveners' first; asked anew at each step."""
    if not isinstance(user, Person) or user.world != platform.world:
        return []
    mine = Q(capacity__in=user.active_capacities()) | Q(capacity__isnull=True, platform__access=A.OPEN)
    found = platform.memberships.filter(mine, person=user, state=Membership.State.ACTIVE)
    rows = list(found.select_related("capacity__area", "capacity__organisation", "capacity__person"))
    return sorted(rows, key=lambda one: (one.role != M.CONVENER, one.capacity is None, one.pk))


def may_act(user: Reader, platform: Platform) -> bool:
    return _may_act(user, platform, memberships(user, platform))


def hat_on(user: Reader, platform: Platform) -> Capacity | None:
    return _hat_on(user, platform, memberships(user, platform))


def rights_of(user: Reader, platform: Platform) -> Rights:
    """What a topic on the platform asks: `may_act`, the verb `convene` and `hat_on` in one look at the memberships."""
    mine = memberships(user, platform)
    post, moderate = _may_act(user, platform, mine), _may_convene(user, platform, mine)
    return Rights(post, moderate, lambda: _hat_on(user, platform, mine))


def _may_act(user: Reader, platform: Platform, mine: Mine) -> bool:
    """Whether the reader may speak and take part there: on an open platform anybody signed in, else members."""
    if platform.elsewhere or platform.state != Platform.State.ACTIVE or not isinstance(user, Person):
        return False
    if platform.access == A.OPEN:
        return user.is_active and user.world == platform.world
    return bool(mine)


def _hat_on(user: Reader, platform: Platform, mine: Mine) -> Capacity | None:
    """In which capacity the reader acts there: that of the membership, on an open platform else the first that is active."""
    found = next((one.capacity for one in mine if one.capacity), None)
    if found is None and platform.access == A.OPEN and isinstance(user, Person) and user.world == platform.world:
        hats = user.active_capacities().select_related("area", "organisation", "person").order_by("id")
        found = hats.first()
    return found


def _may_join(user: Reader, platform: Platform, mine: Mine) -> bool:
    return platform.access == A.OPEN and not mine and _may_act(user, platform, mine)


def _may_ask(user: Reader, platform: Platform, mine: Mine) -> bool:
    """To be taken in: where one reads and is no member, in a capacity."""
    ours = platform.access == A.TRANSPARENT and platform.state == Platform.State.ACTIVE and not platform.elsewhere
    if not ours or mine or not isinstance(user, Person) or user.world != platform.world:
        return False
    waiting = platform.memberships.filter(person=user, state=Membership.State.ASKED)
    return user.active_capacities().exists() and not waiting.exists()


def _may_work(user: Reader, platform: Platform, mine: Mine) -> bool:
    """To enter threats, rows, meetings: as `act`, in a verified capacity."""
    return _may_act(user, platform, mine) and _hat_on(user, platform, mine) is not None


def _may_convene(user: Reader, platform: Platform, mine: Mine) -> bool:
    """A draft has conveners, too; an archived platform has nothing left to convene."""
    if platform.elsewhere or platform.state == Platform.State.ARCHIVED:
        return False
    return any(one.role == M.CONVENER for one in mine)


def _may_take_along(user: Reader, platform: Platform, mine: Mine) -> bool:
    """Its conveners, once it was opened, and when it is archived, too: nothing is written by it."""
    opened = not platform.elsewhere and platform.state != Platform.State.DRAFT
    return opened and any(one.role == M.CONVENER for one in mine)


VERBS: dict[str, Callable[[Reader, Platform, Mine], bool]] = {
    "join": _may_join, "ask": _may_ask, "act": _may_act, "work": _may_work, "convene": _may_convene,
    "take_along": _may_take_along,
}  # fmt: skip
CLOSED_VERBS = ("join", "ask", "act", "work", "convene")  # that nobody has on an archived platform or on one elsewhere


def may(user: Reader, platform: Platform, verb: str) -> bool:
    """Nothing is done by who may not read."""
    return may_read(user, platform) and (verb == "read" or VERBS[verb](user, platform, memberships(user, platform)))


def access_platform(user: Reader, ref: str, to: str = "read") -> Platform:
    found = Platform.objects.select_related("parent", "owner").filter(ref=ref).first()
    if found is None or not may(user, found, to):
        raise Http404
    return found


def _with_hat(user: Reader, ref: str, to: str) -> tuple[Platform, Capacity]:
    found = access_platform(user, ref, to)
    hat = hat_on(user, found)
    if hat is None:
        raise Http404
    return found, hat


def to_act(user: Reader, ref: str) -> tuple[Platform, Capacity | None]:
    """Without a hat: somebody who acts in their own name on an open platform."""
    found = access_platform(user, ref, "act")
    return found, hat_on(user, found)


def to_work(user: Reader, ref: str) -> tuple[Platform, Capacity]:
    return _with_hat(user, ref, "work")


def to_convene(user: Reader, ref: str) -> tuple[Platform, Capacity]:
    return _with_hat(user, ref, "convene")


def to_take_along(user: Reader, ref: str) -> Platform:
    return access_platform(user, ref, "take_along")


def to_bring_in(user: Reader, ref: str) -> tuple[Platform, Capacity]:
    """A convener; an officer who reads the platform where none is left."""
    found = access_platform(user, ref)
    if may(user, found, "convene"):
        return _with_hat(user, ref, "convene")
    office = user.acting_as(Role.SECRETARIAT) if isinstance(user, Person) else None
    here = found.state == Platform.State.ACTIVE and not found.elsewhere and office is not None and office.world == found.world
    if not here or office is None or has_convener(found):
        raise Http404
    return found, office


def has_convener(platform: Platform) -> bool:
    rows = platform.memberships.filter(role=M.CONVENER, state=Membership.State.ACTIVE)
    return rows.filter(capacity__in=Capacity.objects.active()).exists()


def to_tell_elsewhere(user: Reader, ref: str = "") -> tuple[Platform | None, Capacity]:
    """An officer tells of platforms that live elsewhere: facts with their source."""
    hat = user.acting_as(Role.SECRETARIAT) if isinstance(user, Person) else None
    if hat is None:
        raise Http404
    found = Platform.objects.filter(ref=ref, elsewhere=True, world=hat.world).first() if ref else None
    if ref and found is None:
        raise Http404
    return found, hat


def speaking(user: Reader) -> list[Capacity]:
    """Capacities in which the reader speaks for a country, asked anew."""
    if not isinstance(user, Person):
        return []
    found = user.active_capacities().filter(role__in=SPEAKERS, area__isnull=False)
    return list(found.select_related("area", "person").order_by("id"))


def speaking_for(user: Reader, area: Area) -> Capacity | None:
    return next((hat for hat in speaking(user) if hat.area_id == area.pk), None)
