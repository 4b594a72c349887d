"""Which artefacts a structure request means, and which belong beside them because of `references`.

After sdmx-rest `doc/structures.md` and `v2_1/ws/rest/docs/4_3_structural_queries.md`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from accord.formats.sdmx.described import Described
from accord.formats.sdmx.request import StructureQuery, Target
from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.structure_detail import Selection, keep_items
from accord.formats.sdmx.versions import match_versions

# Names of SDMX 2.1 and 3.0 for what is kept as one kind, and the role that a name asks for.
_ALIASES = {
    "contentconstraint": ("dataconstraint", ""),
    "allowedconstraint": ("dataconstraint", "Allowed"),
    "actualconstraint": ("dataconstraint", "Actual"),
}


def select(query: StructureQuery, catalogue: Sequence[Described]) -> Selection:
    """What the query finds among all artefacts of a service, with its references. Empty `found`: nothing (404).

    An item id leaves only those items in the schemes that were found; a scheme without any is not found.
    """
    wanted = [_ALIASES.get(k, (k, "")) for k in query.kinds]
    found = matching(query.target, [d for d in catalogue if not wanted or _is_kind(d, wanted)])
    if query.items:
        found = [keep_items(d, query.items) for d in found]
        found = [d for d in found if any(isinstance(v, list) and k != "annotations" for k, v in d.body.items())]
    beside = _references(query.references, found, catalogue)
    own = {d.ref for d in found}
    return Selection(tuple(found), tuple(d for d in beside if d.ref not in own))


def matching(target: Target, artefacts: Iterable[Described]) -> list[Described]:
    """Those artefacts that a request's agencies, ids and versions mean; the newest is sought for each artefact by itself."""
    named: dict[tuple[str, str, str], list[Described]] = {}
    for one in artefacts:
        ref = one.ref
        if (not target.agencies or ref.agency in target.agencies) and (not target.ids or ref.id in target.ids):
            named.setdefault((ref.kind, ref.agency, ref.id), []).append(one)
    found = []
    for same in named.values():
        versions = match_versions(target.versions or ("*",), (d.ref.version for d in same))
        found += [d for d in same if d.ref.version in versions]
    return found


def _is_kind(one: Described, wanted: Iterable[tuple[str, str]]) -> bool:
    return any(one.ref.kind == kind and role in ("", one.role) for kind, role in wanted)


def _references(asked: Collection[str], found: Sequence[Described], catalogue: Sequence[Described]) -> list[Described]:
    """The artefacts beside what was found, in the order of the catalogue."""
    known = {d.ref: d for d in catalogue}
    below = {d.ref: {t.ref for t in d.children} & known.keys() for d in catalogue}
    above: dict[Ref, set[Ref]] = {ref: set() for ref in known}
    for ref, children in below.items():
        for child in children:
            above[child].add(ref)
    start = {d.ref for d in found}
    chosen: set[Ref] = set()
    for name in asked:
        chosen |= _walk(name, start, below, above)
    return [d for d in catalogue if d.ref in chosen]


def _walk(name: str, start: set[Ref], below: Mapping[Ref, set[Ref]], above: Mapping[Ref, set[Ref]]) -> set[Ref]:
    parents = _step(start, above)
    if name == "none":
        return set()
    if name == "parents":
        return parents
    if name == "parentsandsiblings":
        return parents | _step(parents, below)
    if name == "ancestors":
        return _closure(start, above)
    if name == "children":
        return _step(start, below)
    if name == "descendants":
        return _closure(start, below)
    if name == "all":
        return parents | _step(parents, below) | _closure(start, below)
    kind = _ALIASES.get(name, (name, ""))[0]
    related = _closure(start, below) | _closure(start, above) | _step(parents, below)
    return {ref for ref in related if ref.kind == kind}


def _step(refs: Iterable[Ref], edges: Mapping[Ref, set[Ref]]) -> set[Ref]:
    return {n for ref in refs for n in edges.get(ref, ())}


def _closure(start: Iterable[Ref], edges: Mapping[Ref, set[Ref]]) -> set[Ref]:
    """All that can be reached, at any distance."""
    reached: set[Ref] = set()
    edge = _step(start, edges)
    while edge:
        reached |= edge
        edge = _step(edge, edges) - reached
    return reached
