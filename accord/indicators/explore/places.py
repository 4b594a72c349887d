"""Countries, regions that an origin publishes figures of, and groups of countries; found by any of their names and codes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from accord.calc.normalise import fold
from accord.kit.texts import pick
from accord.people.models import Area, AreaAlias, World

WORLD = "001"
# Regions of the SDG database that are no branch of the M49 list, by the branches that they are made of, after the
# UN Statistics Division's regional groupings for the SDG indicators; a minus leaves a branch out.
SDG_REGIONS = {
    "062": ("143", "034"), "513": ("150", "021"), "543": ("009", "-053"), "747": ("015", "145"), "753": ("030", "035"),
}  # fmt: skip
MARKED = {"ldc": "199", "lldc": "432", "sids": "722"}  # marks of countries, and the region of the UN's list that names each
MOST_TOLD = 5  # of the names that a word may mean


@dataclass(frozen=True)
class Place:
    code: str
    names: dict[str, str]
    url: str  # of a country's page
    marks: tuple[str, ...]
    above: tuple[str, ...]  # M49 regions around it, the nearest first
    iso2: str = ""
    m49: str = ""

    @property
    def is_country(self) -> bool:
        return bool(self.url)

    @property
    def order(self) -> tuple[bool, str]:
        """The world first, then by name in the reader's alphabet."""
        return self.code != WORLD, fold(pick(self.names).text).removeprefix("ال")


class Unclear(ValueError):
    """Words that name no place, or several: `among` are some of them."""

    def __init__(self, words: str, among: Sequence[Place] = ()) -> None:
        super().__init__(words)
        self.words, self.among = words, among


class Places:
    """All areas of the real world (1 query; 1 more where words are to be found)."""

    def __init__(self) -> None:
        rows = Area.objects.in_world(World.REAL).values_list(
            "pk", "code", "names", "iso3", "kind", "parent", "ldc", "lldc", "sids", "iso2", "m49"
        )
        found = list(rows)
        parents = {row[0]: (row[1], row[5]) for row in found}
        self.by_code: dict[str, Place] = {}
        for _pk, code, names, iso3, kind, parent, *marks, iso2, m49 in found:
            url = f"countries/{iso3}/" if kind in Area.COUNTRY_KINDS else ""
            marked = tuple(name for name, there in zip(MARKED, marks, strict=True) if there)
            self.by_code[code] = Place(code, names, url, marked, tuple(_above(parent, parents)), iso2, m49)

    @cached_property
    def countries(self) -> list[Place]:
        return [p for p in self.by_code.values() if p.is_country]

    @cached_property
    def groups(self) -> dict[str, list[Place]]:
        """Countries by the code of a group: M49 regions, regions of the SDG database, and the three marked groups."""
        found: dict[str, list[Place]] = {}
        for place in self.countries:
            for code in (*place.above, *place.marks):
                found.setdefault(code, []).append(place)
        for code, parts in SDG_REGIONS.items():
            left_out = {part[1:] for part in parts if part.startswith("-")}
            kept = [p for p in self.countries if set(parts) & set(p.above) and not left_out & set(p.above)]
            if kept and code in self.by_code:
                found[code] = kept
        return found

    def group_names(self, code: str) -> dict[str, str]:
        place = self.by_code.get(MARKED.get(code, code))
        return place.names if place else {"en": code.upper()}

    def chosen(self, areas: Iterable[str], groups: Iterable[str]) -> list[Place]:
        """Areas and the countries of groups, by name; all countries where none is named."""
        codes = {*areas, *(p.code for g in groups for p in self.groups.get(g, ()))}
        places = [self.by_code[code] for code in codes if code in self.by_code] if codes else self.countries
        return sorted(places, key=lambda p: p.order)

    def find(self, words: str) -> list[str]:
        """Codes of what the words name, one or several parted by commas, semicolons or lines. Raises Unclear."""
        return list(dict.fromkeys(code for part in re.split(r"[;；\n]", words) if part.strip() for code in self._find(part)))

    def _find(self, part: str) -> list[str]:
        try:
            return [self._one(part)]
        except Unclear:
            smaller = [p for p in re.split(r"[,،、，]", part) if p.strip()]
            if len(smaller) < 2:
                raise
        return [self._one(p) for p in smaller]

    def _one(self, words: str) -> str:
        wanted = fold(words.strip())
        if not wanted:
            raise Unclear(words.strip())
        if wanted in self._known:
            return self._known[wanted]
        near = {code for name, code in self._known.items() if any(part.startswith(wanted) for part in (name, *name.split()))}
        if len(near) == 1 and len(wanted) > 3:
            return near.pop()
        among = sorted((self.by_code[code] for code in near), key=lambda p: p.order) if len(wanted) > 1 else []
        raise Unclear(words.strip(), among[:MOST_TOLD])

    @cached_property
    def _known(self) -> dict[str, str]:
        """Every folded name and code; a country's own before another name of anything else."""
        found: dict[str, str] = {}
        for place in sorted(self.by_code.values(), key=lambda p: not p.is_country):
            said = (place.code, place.m49, place.iso2 if place.is_country else "", *place.names.values())
            for name in filter(None, said):
                found.setdefault(fold(name), place.code)
        for alias, code in AreaAlias.objects.values_list("alias", "area__code"):
            if code in self.by_code:
                found.setdefault(fold(alias), code)
        return found


def _above(parent: int | None, parents: dict[int, tuple[str, int | None]]) -> Iterable[str]:
    while parent in parents:
        code, parent = parents[parent]
        if code != WORLD:
            yield code
