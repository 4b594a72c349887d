"""Fetch and check in one call. Absent and forbidden give the same 404."""

from django.http import Http404

from accord.notices.models import Pack
from accord.people.models import Area, Person
from accord.record.access import OWN_COUNTRY
from accord.record.models import Reader
from accord.record.owing import Asked, of_person


def to_owed_of(user: Reader, iso3: str) -> Area:
    """What a country owes is for its own people and for officers of its world. No query for anybody else's country."""
    if not user.is_authenticated:
        raise Http404
    own = next((h.area for h in user.hats if h.role in OWN_COUNTRY and h.area and h.area.iso3 == iso3.upper()), None)
    if own is not None and own.is_country:
        return own
    found = Area.objects.countries().in_world(user.world).filter(iso3=iso3.upper()).first() if user.is_officer else None
    if found is None:
        raise Http404
    return found


def is_own(user: Reader, area: Area) -> bool:
    return user.is_authenticated and any(h.role in OWN_COUNTRY and h.area_id == area.pk for h in user.hats)


def to_snooze(user: Reader, thing: str) -> Asked:
    """Something of one's own that has a day and of which letters tell."""
    found = next((a for a in of_person(user) if a.duty.key == thing), None)
    if found is None or found.duty.due is None or found.duty.quiet:
        raise Http404
    return found


def to_pack(user: Reader, number: int) -> Pack:
    """The successor alone, for as long as they act in that capacity."""
    rows = Pack.objects.select_related("old__person", "old__area", "old__organisation", "new__area", "new__organisation")
    found = rows.filter(pk=number).first()
    if found is None or not isinstance(user, Person) or all(h.pk != found.new_id for h in user.hats):
        raise Http404
    return found
