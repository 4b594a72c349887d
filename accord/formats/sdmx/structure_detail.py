"""How much of an artefact an answer shows: whole, a stub, or only the items that are used.

After sdmx-rest `doc/structures.md` (detail, item ids) and `doc/availability.md` (references).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accord.formats.sdmx.described import ITEM_LISTS, Described, Json
from accord.formats.sdmx.request import StructureDetail
from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.urns import parse_urn

_STUB = ("id", "agencyID", "version", "name", "names", "isPartial")
_COMPLETE = (*_STUB, "description", "descriptions", "annotations", "validFrom", "validTo")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a query found, and what is shown beside it because of `references`."""

    found: tuple[Described, ...]
    referenced: tuple[Described, ...] = ()

    @property
    def shown(self) -> tuple[Described, ...]:
        """All of it, each once."""
        return tuple({d.ref: d for d in (*self.referenced, *self.found)}.values())


def with_detail(
    selection: Selection, detail: StructureDetail, address: Callable[[Ref], str] | None = None
) -> tuple[Described, ...]:
    """The artefacts of an answer as `detail` wants them.

    Stubs are external references with the address at which the whole artefact is: its owner's where that is known, else
    `address(ref)`. referencepartial narrows the item schemes beside what was found to the items that are used.
    """
    if detail in ("allstubs", "allcompletestubs"):
        return tuple(_stub(d, detail == "allcompletestubs", address) for d in selection.shown)
    if detail in ("referencestubs", "referencecompletestubs"):
        whole = {d.ref for d in selection.found}
        complete = detail == "referencecompletestubs"
        return tuple(d if d.ref in whole else _stub(d, complete, address) for d in selection.shown)
    if detail == "referencepartial":
        found = {d.ref for d in selection.found}
        return tuple(
            d if d.ref in found else narrowed for d, narrowed in zip(selection.shown, partial(selection.shown), strict=True)
        )
    return selection.shown


def _stub(one: Described, complete: bool, address: Callable[[Ref], str] | None) -> Described:
    kept = {k: v for k, v in one.body.items() if k in (_COMPLETE if complete else _STUB)}
    if one.ref.kind == "dataconstraint":
        kept["role"] = one.role
    if one.ref.kind == "provisionagreement":  # the schemas want both ends even of a stub
        kept |= {k: one.body[k] for k in ("dataflow", "dataProvider")}
    url = one.url or (address(one.ref) if address else "")
    return replace(one, body=kept | {"isExternalReference": True}, url=url, children=())


def partial(artefacts: Sequence[Described]) -> tuple[Described, ...]:
    """The artefacts with their item schemes narrowed to what the others use.

    Concepts that the data structures name; codes that the constraints' regions leave over (all where none constrains the
    list); categories of the categorisations, with those above them; agencies that maintain something here.
    """
    named: dict[Ref, set[str]] = {}
    for one in artefacts:
        for target in one.children:
            if target.item:
                named.setdefault(target.ref, set()).add(target.item)
    used = used_codes(artefacts)
    agencies = {d.ref.agency for d in artefacts}
    narrowed = []
    for one in artefacts:
        kind = one.ref.kind
        if kind in ("codelist", "valuelist"):
            narrowed.append(keep_items(one, used[one.ref]) if one.ref in used else one)
        elif kind == "agencyscheme":
            prefix = "" if one.ref.agency == "SDMX" else f"{one.ref.agency}."
            narrowed.append(keep_items(one, {a.removeprefix(prefix) for a in agencies}))
        elif kind in ("conceptscheme", "categoryscheme", "dataproviderscheme") and one.ref in named:
            narrowed.append(keep_items(one, named[one.ref]))
        else:
            narrowed.append(one)
    return tuple(narrowed)


def used_codes(artefacts: Iterable[Described]) -> Mapping[Ref, set[str]]:
    """By code list, the codes that the constraints among the artefacts leave over; lists that none constrains are absent.

    A list that two components share keeps what either of them may have.
    """
    kept = list(artefacts)
    lists = enumerations(kept)
    left: dict[Ref, set[str]] = {}
    for ref, components in lists.items():
        allowed = [_allowed(c, kept) for c in components]
        if all(a is not None for a in allowed):
            left[ref] = {code for a in allowed if a for code in a}
    return left


def enumerations(artefacts: Sequence[Described]) -> Mapping[Ref, set[str]]:
    """By code list, the ids of the components that take their values from it, by themselves or through their concept."""
    concepts: dict[tuple[Ref, str], Any] = {}
    for one in artefacts:
        for concept in one.body.get("concepts", ()):
            concepts[one.ref, concept["id"]] = concept.get("coreRepresentation", {}).get("enumeration")
    found: dict[Ref, set[str]] = {}
    for one in artefacts:
        for component in components_of(one.body):
            identity = parse_urn(component["conceptIdentity"])
            core = concepts.get((identity.ref, identity.item)) if identity else None
            own = component.get("localRepresentation", {}).get("enumeration") or core
            target = parse_urn(own) if own else None
            if target:
                found.setdefault(target.ref, set()).add(component["id"])
    return found


def components_of(body: Json) -> list[Json]:
    """All components of a data structure's body: dimensions, time, measures, attributes."""
    lists = body.get("dataStructureComponents", {})
    dimensions = lists.get("dimensionList", {})
    time = [dimensions["timeDimension"]] if "timeDimension" in dimensions else []
    measures, attributes = lists.get("measureList", {}), lists.get("attributeList", {})
    return [*dimensions.get("dimensions", ()), *time, *measures.get("measures", ()), *attributes.get("attributes", ())]


def _allowed(component: str, artefacts: Sequence[Described]) -> set[str] | None:
    """The values that constraints leave to a component; None where none speaks of it."""
    found: set[str] | None = None
    for one in artefacts:
        for region in one.body.get("cubeRegions", ()):
            for key in region.get("keyValues", ()):
                if key["id"] == component and "values" in key and region.get("include", True):
                    values = {v["value"] for v in key["values"]}
                    found = values if found is None else found & values
    return found


def keep_items(one: Described, items: Collection[str]) -> Described:
    """An item scheme with only some items (of nested ones those above them, too), marked partial where some went."""
    name = ITEM_LISTS.get(one.ref.kind, "")
    own = one.body.get(name, [])
    if one.ref.kind == "categoryscheme":
        kept = _branches(own, items, "")
    else:
        above = {i["id"]: i.get("parent") for i in own}
        wanted = set(items)
        for item in items:
            while (item := above.get(item) or "") and item not in wanted:
                wanted.add(item)
        kept = [i for i in own if i["id"] in wanted]
    if kept == own:
        return one
    body = {k: v for k, v in one.body.items() if k != name} | {"isPartial": True}
    return replace(one, body=body | ({name: kept} if kept else {}))


def _branches(categories: Sequence[Json], items: Collection[str], path: str) -> list[Json]:
    kept = []
    for category in categories:
        own = f"{path}{category['id']}"
        below = _branches(category.get("categories", ()), items, f"{own}.")
        if own in items or below:
            body = {k: v for k, v in category.items() if k != "categories"}
            kept.append(body | ({"categories": below} if below else {}))
    return kept
