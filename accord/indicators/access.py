"""Fetch and check in one call. Absent and forbidden give the same 404."""

from django.db.models import Q
from django.http import Http404

from accord.indicators.models import Intake, Release
from accord.people.models import Capacity, Person, Role
from accord.record.models import Reader

LOADERS = (Role.STATISTICIAN, Role.SECRETARIAT)


def loads(hat: Capacity) -> bool:
    return hat.role == Role.SECRETARIAT or (hat.role == Role.STATISTICIAN and hat.area is not None)


def loading_hats(user: Reader) -> list[Capacity]:
    """The hats in which the reader may load figures: a country's statistician before the secretariat."""
    if not user.is_authenticated:
        return []
    found = user.active_capacities().filter(role__in=LOADERS).select_related("area", "person")
    return sorted(filter(loads, found), key=lambda h: LOADERS.index(Role(h.role)))


def to_load(user: Reader) -> Capacity:
    hats = loading_hats(user)
    if not hats:
        raise Http404
    return hats[0]


def to_intake(user: Reader, number: int, *, published: bool = False) -> tuple[Intake, Capacity]:
    """A file on its way, for the capacity that loaded it and for the secretariat of its world."""
    states = [Intake.State.OPEN, Intake.State.DRAFTED, *([Intake.State.PUBLISHED] if published else [])]
    found = Intake.objects.select_related("by__area", "by__person", "release").filter(pk=number, state__in=states).first()
    hat = _hat_for(user, found.by, found.world) if found else None
    if found is None or hat is None:
        raise Http404
    return found, hat


def _hat_for(user: Reader, owner: Capacity | None, world: str) -> Capacity | None:
    hats = loading_hats(user)
    own = next((h for h in hats if owner and h.pk == owner.pk), None)
    return own or next((h for h in hats if h.role == Role.SECRETARIAT and h.world == world), None)


def open_intakes(user: Reader) -> list[Intake]:
    """Files on their way that the reader may work on, the newest first (2 queries)."""
    hats = loading_hats(user)
    worlds = {h.world for h in hats if h.role == Role.SECRETARIAT}
    mine = Q(by__in=[h.pk for h in hats]) | Q(by__person__world__in=worlds)
    states = (Intake.State.OPEN, Intake.State.DRAFTED)
    return list(Intake.objects.filter(mine, state__in=states).select_related("by__person", "by__area")[:50]) if hats else []


def releases_seen(user: Reader, world: str) -> Q:
    """The condition on releases that a reader may see: the published of that world, and drafts."""
    seen = Q(state=Release.State.PUBLISHED, world=world)
    hats = loading_hats(user)
    for hat in hats:
        if hat.role == Role.SECRETARIAT:
            seen |= Q(world=hat.world)
        else:
            seen |= Q(loaded_by=hat)
    return seen


def to_release(user: Reader, number: int) -> Release:
    """A published release for anyone; a draft for who loaded it and for the secretariat of its world."""
    known = Release.objects.select_related("origin__area", "attested_by__person", "attested_by__area", "loaded_by__area", "event")
    found = known.filter(pk=number, shape__isnull=True).first()  # what keeps a foreign structure is served by SDMX alone
    if found is None or (found.state == Release.State.DRAFT and _hat_for(user, found.loaded_by, found.world) is None):
        raise Http404
    return found


def to_publish(user: Reader, number: int) -> tuple[Release, Capacity]:
    """A draft, and the hat in which the reader may attest it."""
    found = to_release(user, number)
    hat = _hat_for(user, found.loaded_by, found.world)
    if found.state != Release.State.DRAFT or hat is None:
        raise Http404
    return found, hat


def may_load(user: Reader) -> bool:
    return bool(loading_hats(user))


def is_owner(user: Reader, release: Release) -> bool:
    """Whether the reader may be told whose hand attested it: the person herself and officers."""
    if not isinstance(user, Person):
        return False
    return user.is_officer or (release.attested_by is not None and release.attested_by.person_id == user.pk)
