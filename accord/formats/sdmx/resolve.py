"""From stored artefacts to the shape of a data flow: references followed to codelists and concepts."""

from collections.abc import Callable, Iterable
from typing import Any

from accord.formats.messages import Unreadable
from accord.formats.sdmx.artefact import Artefact
from accord.formats.sdmx.message import TIME, ref_of_urn
from accord.formats.sdmx.shape import Attachment, Component, Ref, Shape
from accord.formats.sdmx.versions import match_versions

Find = Callable[[Ref], Artefact | None]


def finder(artefacts: Iterable[Artefact]) -> Find:
    """Finds artefacts by reference: the version named, else (`1.0+`, `latest`, one that is not there) the newest."""
    by_name: dict[tuple[str, str, str], dict[str, Artefact]] = {}
    for one in artefacts:
        by_name.setdefault((one.ref.kind, one.ref.agency, one.ref.id), {})[one.ref.version] = one

    def find(ref: Ref) -> Artefact | None:
        named = by_name.get((ref.kind, ref.agency, ref.id), {})
        if ref.version in named or not named:
            return named.get(ref.version)
        meant = match_versions([ref.version], named) or match_versions(["~"], named)
        return named[meant[-1]]

    return find


def shape_of(artefact: Artefact, find: Find) -> Shape:
    """The shape of a data flow, or of a data structure taken as its own flow.

    What cannot be found leaves a component without codes or names. Raises Unreadable: no_shape, where the artefact is
    neither or its structure cannot be found.
    """
    flow, structure = artefact, artefact
    if artefact.ref.kind == "dataflow":
        named = artefact.model.structure
        ref = _ref(named) if named is not None else None
        structure = (find(ref) if ref else None) or artefact
    if structure.ref.kind != "datastructure":
        raise Unreadable("no_shape", value=str(artefact.ref))
    components = list(structure.model.components)
    made = {c.id: _component(c, components, find) for c in components}
    of_role = {role: [c for c in components if c.role.value == role] for role in "DMA"}
    time = next((c for c in of_role["D"] if _is_time(c)), None)
    return Shape(
        flow.ref,
        structure.ref,
        tuple(made[c.id] for c in of_role["D"] if c is not time),
        made[time.id] if time else None,
        tuple(made[c.id] for c in of_role["M"]),
        tuple(made[c.id] for c in of_role["A"]),
        flow.names(),
    )


def _ref(named: Any) -> Ref | None:
    """A reference as pysdmx holds it: a URN, a Reference, or the artefact itself."""
    if isinstance(named, str):
        return ref_of_urn(named)
    kind = getattr(named, "sdmx_type", None) or {"DataStructureDefinition": "datastructure"}.get(type(named).__name__, "")
    return Ref(str(kind).lower(), str(named.agency), named.id, named.version)


def _is_time(component: Any) -> bool:
    return component.id == TIME or str(component.local_dtype or "") == "ObservationalTimePeriod"


def _component(component: Any, components: list[Any], find: Find) -> Component:
    concept, scheme = component.concept, None
    if hasattr(concept, "item_id"):
        scheme = find(Ref("conceptscheme", concept.agency, concept.id, concept.version))
        concept = scheme.item(concept.item_id) if scheme else None
    names = scheme.names(concept.id) if scheme and concept is not None else {}
    enumeration = component.local_enum_ref or getattr(concept, "enum_ref", None)
    ref = ref_of_urn(enumeration) if enumeration else None
    codelist = find(ref) if ref else None
    kind = component.local_dtype or getattr(concept, "dtype", None) or "String"
    names = names or ({"en": component.name} if component.name else {})
    codes = codelist.all_names() if codelist else {}
    return Component(component.id, names, codes, _attachment(component, components), str(kind))


def _attachment(component: Any, components: list[Any]) -> Attachment:
    """Where an attribute stands: with the data set, with the observation (or its time), else with the series."""
    level = component.attachment_level
    if level == "D":
        return "dataset"
    if level is None or level == "O":
        return "observation"
    named = set(level.split(","))
    close = {c.id for c in components if c.role.value == "M" or (c.role.value == "D" and _is_time(c))}
    return "observation" if named & close else "series"
