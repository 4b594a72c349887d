"""Finding an area by whatever code or name a source uses."""

import re
from collections.abc import Iterable, Mapping

from accord.calc.normalise import fold
from accord.people.models import Area, AreaAlias, World

_COMMA = re.compile("[,،、]")


class AreaFinder:
    """Areas by ISO3, M49, agency code, M49 name or a known alias. UNICEF's groupings come first in UNICEF's files.

    `states`: only States are meant (a review's "Micronesia" is the State, not the region of that name).
    """

    def __init__(self, source: str = "", *, states: bool = False, world: str = World.REAL) -> None:
        self.unicef = "UNICEF" in source.upper() or "STATE OF THE WORLD" in source.upper()
        self.by_code: dict[str, int] = {}
        self.by_name: dict[str, int] = {}
        areas = Area.objects.in_world(world)
        for area in areas.countries() if states else areas:
            self.by_code[area.code] = area.pk
            if area.m49:
                self.by_code[area.m49] = area.pk
                self.by_code[str(int(area.m49))] = area.pk
            self.by_name[area.names.get("en", "").lower()] = area.pk
        for name, pk in AreaAlias.objects.values_list("alias", "area_id"):
            self.by_name.setdefault(name.lower(), pk)

    def find(self, code: str, name: str) -> int | None:
        if code:
            return self.by_code.get(code) or self.by_name.get(code.lower())
        if self.unicef:
            agency = "UNICEF_" + re.sub("[^A-Z]+", "_", name.upper()).strip("_")
            if agency in self.by_code:
                return self.by_code[agency]
        return self.by_name.get(name.lower()) or self.by_code.get(name)


def countries_named(world: str) -> dict[str, Area]:
    """Countries of a world by ISO3 and by their name in each language, folded (1 query)."""
    found: dict[str, Area] = {}
    for area in Area.objects.countries().in_world(world):
        for name in (area.code, *area.names.values()):
            found.setdefault(fold(name), area)
    return found


def find_countries(names: Iterable[str], known: Mapping[str, Area]) -> tuple[list[Area], list[str]]:
    """Each country once, and the names that are none. Commas may stand between names, and within one."""
    found: dict[int, Area] = {}
    unknown = []
    for name in names:
        parts = [name] if fold(name) in known else filter(None, map(str.strip, _COMMA.split(name)))
        for one in parts:
            area = known.get(fold(one))
            if area is None:
                unknown.append(one)
            else:
                found[area.pk] = area
    return list(found.values()), unknown
