"""In which hat somebody may act, and who judges whom: asked by the `access` of every room."""

from collections.abc import Iterable

from django.http import Http404

from accord.people.models import Area, Capacity, Role
from accord.record.models import Reader


def capacities(user: Reader, roles: Iterable[str]) -> list[Capacity]:
    """The reader's active capacities in these roles, in the order given."""
    if not user.is_authenticated:
        return []
    order = list(roles)
    found = user.active_capacities().filter(role__in=order).select_related("area", "organisation", "person")
    return sorted(found, key=lambda c: order.index(c.role))


def acting_for(user: Reader, area: Area, roles: Iterable[str]) -> Capacity | None:
    """The hat in which the reader may act for this country."""
    return next((c for c in capacities(user, roles) if c.area_id == area.pk), None)


def speaks_for(hat: Capacity, area: Area) -> bool:
    """Of the country itself, or of an organisation of it."""
    return hat.area_id == area.pk or (hat.organisation is not None and hat.organisation.area_id == area.pk)


def is_outside(user: Reader, area: Area) -> bool:
    """Holds no hat of this country. Asked anew at each step: someone may become its focal point in between."""
    return not any(speaks_for(hat, area) for hat in capacities(user, Role.values))


def or_404(hat: Capacity | None) -> Capacity:
    if hat is None:
        raise Http404
    return hat
