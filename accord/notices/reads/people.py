"""Who holds what, for a list of duties: asked in one query, so that each line names somebody."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from accord.people.models import Capacity, Role
from accord.record.owing import Duty, Whose, holders, speaks_for


@dataclass(frozen=True)
class People:
    """Active capacities, all of each person that is among them, and the countries that each person speaks for."""

    hats: list[Capacity]
    ours: Mapping[int, Collection[int]]

    @cached_property
    def _by_area(self) -> dict[int | None, list[Capacity]]:
        found: dict[int | None, list[Capacity]] = {}
        for hat in self.hats:
            found.setdefault(hat.area_id, []).append(hat)
        return found

    @cached_property
    def officers(self) -> list[Capacity]:
        return [h for h in self.hats if h.role == Role.SECRETARIAT]

    @cached_property
    def _holders(self) -> dict[Whose, list[Capacity]]:
        return {}

    @cached_property
    def _words(self) -> dict[int, str]:
        return {}

    def words(self, hat: Capacity) -> str:
        """`str(hat)`, worked out once: a list names few people on many lines."""
        if hat.pk not in self._words:
            self._words[hat.pk] = str(hat)
        return self._words[hat.pk]

    def named(self, hat: Capacity) -> str:
        return f"{hat.person} ({self.words(hat)})"

    def of_area(self, area: int | None) -> list[Capacity]:
        return self._by_area.get(area, []) if area is not None else []

    def holders(self, whose: Whose) -> list[Capacity]:
        if whose not in self._holders:
            near = self.of_area(whose.area) if whose.area is not None else self.hats
            self._holders[whose] = holders(whose, near, self.ours)
        return self._holders[whose]

    def hat(self, number: int | None) -> Capacity | None:
        return next((h for h in self.hats if h.pk == number), None) if number is not None else None


def people_of(hats: Iterable[Capacity]) -> People:
    held = list(hats)
    by_person: dict[int, list[Capacity]] = {}
    for hat in held:
        by_person.setdefault(hat.person_id, []).append(hat)
    return People(held, {person: speaks_for(theirs) for person, theirs in by_person.items()})


def people_for(duties: Collection[Duty], world: str) -> People:
    """One query. Who may take up a free assessment is not asked for: that is whoever does."""
    if not duties:
        return People([], {})
    asked = [d.whose for d in duties] + [d.blocked.whose for d in duties if d.blocked and d.blocked.whose]
    offices = {r for w in asked if w.area is None and w.capacity is None and w.organisation is None for r in w.roles}
    wanted = Q(area__in={w.area for w in asked if w.area is not None})
    wanted |= Q(pk__in={n for n in (*(d.contact for d in duties), *(w.capacity for w in asked)) if n is not None})
    wanted |= Q(organisation__in={w.organisation for w in asked if w.organisation is not None})
    wanted |= Q(area=None, organisation=None, role__in=offices - {Role.ASSESSOR, Role.PEER_REVIEWER})
    active = Capacity.objects.active().filter(person__world=world)
    rows = active.filter(person__in=active.filter(wanted).values("person"))
    return people_of(rows.select_related("person", "area", "organisation").order_by("id"))
