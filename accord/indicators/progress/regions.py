"""Who belongs to which region: the UN's M49 list, and the SDG regions that are made of its parts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accord.people.models import Area, World

WORLD = "001"
# UN Statistics Division, regional groupings of the SDG indicators: those that are no branch of the M49 list, by their branches.
GROUPED = {
    "062": ("143", "034"), "513": ("150", "021"), "543": ("054", "057", "061"), "747": ("015", "145"), "753": ("030", "035"),
}  # fmt: skip
# The SDG regions share out the world: no country is in two of them.
SDG = ("202", "747", "062", "753", "419", "053", "543", "513")


@dataclass(frozen=True)
class Members:
    """Region -> codes of what lies in it, the world included: States and statistical areas, and States alone."""

    all: Mapping[str, list[str]]
    states: Mapping[str, list[str]]


def members() -> Members:
    """From the tree of the M49 list (1 query); what that list puts nowhere is in none."""
    areas = list(Area.objects.in_world(World.REAL).values_list("pk", "code", "kind", "parent_id"))
    parents, codes = {pk: parent for pk, _c, _k, parent in areas}, {pk: code for pk, code, _k, _p in areas}
    found: dict[str, list[str]] = defaultdict(list)
    for _pk, code, kind, parent in sorted(areas, key=lambda a: a[1]):
        while kind != Area.Kind.REGION and parent:
            found[codes[parent]].append(code)
            parent = parents[parent]
    for region, parts in GROUPED.items():
        if region in codes.values():
            found[region] = sorted(c for part in parts for c in found.get(part, ()))
    states = {code for _pk, code, kind, _p in areas if kind in Area.COUNTRY_KINDS}
    told = {region: inside for region, inside in found.items() if inside}
    return Members(told, {region: [c for c in inside if c in states] for region, inside in told.items()})


def partition(known: Iterable[str]) -> list[str]:
    """The SDG regions among the known ones."""
    there = set(known)
    return [region for region in SDG if region in there]
