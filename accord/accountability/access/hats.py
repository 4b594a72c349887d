"""In which hat somebody may act."""

from collections.abc import Iterable

from accord.accountability.models import PeerAssignment, Report, ShadowReport
from accord.people.models import Area, Capacity, Person, Role
from accord.record.hats import acting_for, capacities, is_outside, or_404, speaks_for
from accord.record.models import Reader

__all__ = [
    "OUTSIDERS", "acting_for", "acting_on", "assessing", "assessor_for", "capacities", "has_assessed", "has_reviewed",
    "has_spoken", "is_outside", "or_404", "speaks_for", "still_assesses",
]  # fmt: skip

OUTSIDERS = (Role.SECRETARIAT, Role.ASSESSOR)  # who judge a report from outside the country


def acting_on(user: Reader, report: Report, roles: Iterable[str]) -> Capacity | None:
    """The hat for a step on this report: the country's own, the secretariat's, or the assessor who took it up.

    Whoever holds any hat of the country takes no step of the secretariat's or of the assessor's.
    """
    wanted = list(roles)
    hats = capacities(user, Role.values)
    outside = not any(speaks_for(hat, report.area) for hat in hats)
    for hat in sorted((h for h in hats if h.role in wanted), key=lambda h: wanted.index(h.role)):
        if hat.role not in OUTSIDERS and hat.area_id == report.area_id:
            return hat
        if hat.role == Role.SECRETARIAT and outside and hat.world == report.area.world:
            return hat
        if hat.role == Role.ASSESSOR and outside and hat.pk == report.assessor_id:
            return hat
    return None


def assessor_for(user: Reader, report: Report) -> Capacity | None:
    """An assessor of the same world, of another country, who acts for the reported country in nothing else, and has judged it
    neither as a peer nor for civil society: the four judgements of a row are of four."""
    hat = assessing(user, report.area)
    judged = hat is not None and (has_reviewed(hat.person, report.area) or has_spoken(hat.person, report.area))
    return None if judged else hat


def has_assessed(person: Person, area: Area) -> bool:
    return Report.objects.filter(area=area, assessor__person=person).exists()


def has_reviewed(person: Person, area: Area) -> bool:
    """Accepted a peer review of it."""
    accepted = PeerAssignment.objects.filter(review__area=area, by__person=person, state=PeerAssignment.State.ACCEPTED)
    return accepted.exists()


def has_spoken(person: Person, area: Area) -> bool:
    """Began a shadow report on it under an organisation's name; whose one is under a network's, nobody asks."""
    return ShadowReport.objects.filter(area=area, by__person=person).exclude(state=ShadowReport.State.WITHDRAWN).exists()


def assessing(user: Reader, area: Area) -> Capacity | None:
    """The hat in which someone may say how far another country's recommendations are carried out."""
    hats = capacities(user, Role.values)
    if any(speaks_for(hat, area) for hat in hats):
        return None
    return next((h for h in hats if h.role == Role.ASSESSOR and h.area_id and h.world == area.world), None)


def still_assesses(report: Report) -> bool:
    """The assessor who took it up may go on; else another may take it up."""
    hat = report.assessor
    if hat is None:
        return False
    return hat.person.active_capacities().filter(pk=hat.pk).exists() and is_outside(hat.person, report.area)
