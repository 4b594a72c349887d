"""Structures: ours, made from what the database holds, and those that were imported and keep their owner."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Count, Max

from accord.formats.sdmx.artefact import Artefact, from_text
from accord.formats.sdmx.describe import describe, describe_all
from accord.formats.sdmx.described import Described
from accord.formats.sdmx.shape import Component, Names, Ref, Shape
from accord.formats.sdmx.urns import urn
from accord.indicators.models import Structure
from accord.indicators.sdmx import flows
from accord.indicators.sdmx.flows import AGENCY, VERSION, Flow

CONCEPTS = Ref("conceptscheme", AGENCY, "CS_VAC", VERSION)
SUBJECTS = Ref("categoryscheme", AGENCY, "CAT_VAC", VERSION)
CODELISTS = {
    "REF_AREA": "CL_AREA", "INDICATOR": "CL_INDICATOR", "SEX": "CL_SEX", "AGE": "CL_AGE",
    "COMPOSITE_BREAKDOWN": "CL_COMPOSITE_BREAKDOWN", "ORIGIN": "CL_ORIGIN",
}  # fmt: skip
_kept: dict[str, tuple[Described, ...]] = {}


def catalogue() -> tuple[Described, ...]:
    """All structures, kept by this process until the next publication or import."""
    served = flows.flows()
    loaded = Structure.objects.aggregate(Count("pk"), Max("loaded_at"))
    token = f"{served[0].state if served else ''} {loaded}"
    found = _kept.get(token)
    if found is None:
        made = [model for flow in served[:1] for model in _ours(flow)]
        made += [_flow(flow) for flow in served[1:]]
        theirs = stored()
        found = (*describe_all(made), *theirs)
        _kept.clear()
        _kept[token] = found
    return found


def stored() -> list[Described]:
    """Imported structures, each under its owner and marked as held elsewhere; no data flow of another agency is among them."""
    found = []
    for row in Structure.objects.exclude(kind="dataflow"):
        artefact = from_text(row.text)
        try:
            one = describe(artefact)
        except ValueError:
            continue  # of a kind that is kept but not served
        url = one.url or row.url
        body = {**one.body, "isExternalReference": True} if url else one.body
        found.append(replace(one, body=body, url=url))
    return found


def _flow(flow: Flow) -> Any:
    from pysdmx import model

    return model.Dataflow(
        id=flow.ref.id, agency=AGENCY, version=VERSION, name=english(flow.shape.names), structure=urn(flow.shape.structure)
    )


def _ours(flow: Flow) -> Iterable[Any]:
    """Models of pysdmx: codelists, concepts, structure, flow, agencies, and the flow's place in a scheme of subjects."""
    from pysdmx import model

    shape = flow.shape
    lists = {c.id: _codelist(c) for c in shape.dimensions}
    for c in shape.dimensions:
        yield _named(CODELISTS[c.id], "codelist", lists[c.id], c.names, c.codes)
    yield _named(CONCEPTS.id, "conceptscheme", _concepts(shape), {}, {c.id: c.names for c in _components(shape)})
    yield _structure(shape, lists)
    name = english(shape.names)
    yield model.Dataflow(id=flow.ref.id, agency=AGENCY, version=VERSION, name=name, structure=urn(flows.VAC_STRUCTURE))
    yield model.AgencyScheme(agency=AGENCY, version="1.0", name="Agencies", items=[model.Agency(id=AGENCY, name="Accord")])
    yield model.CategoryScheme(
        id=SUBJECTS.id, agency=AGENCY, version=VERSION, name="Subjects", items=[model.Category(id=flow.ref.id, name=name)]
    )
    yield model.Categorisation(
        id=f"{SUBJECTS.id}_{flow.ref.id}", agency=AGENCY, version=VERSION, name=name, source=urn(flow.ref),
        target=urn(SUBJECTS, flow.ref.id),
    )  # fmt: skip


def _named(code: str, kind: str, made: Any, names: Names, items: Mapping[str, Names]) -> Artefact:
    """The artefact with its texts in every language that we hold, which pysdmx's model has no place for."""
    texts = {path: {"name": dict(told)} for path, told in items.items() if told}
    return Artefact(Ref(kind, AGENCY, code, VERSION), made, {**texts, **({"": {"name": dict(names)}} if names else {})})


def english(names: Names) -> str:
    return names.get("en") or next(iter(names.values()), "")


def _codelist(component: Component) -> Any:
    from pysdmx import model

    items = [model.Code(id=c, name=english(n) or c) for c, n in component.codes.items()]
    return model.Codelist(id=CODELISTS[component.id], agency=AGENCY, version=VERSION, name=english(component.names), items=items)


def _concepts(shape: Shape) -> Any:
    from pysdmx import model

    items = [model.Concept(id=c.id, name=english(c.names)) for c in _components(shape)]
    return model.ConceptScheme(id=CONCEPTS.id, agency=AGENCY, version=VERSION, name="Concepts", items=items)


def _components(shape: Shape) -> Sequence[Component]:
    time = (shape.time,) if shape.time else ()
    return (*shape.dimensions, *time, *shape.measures, *shape.attributes)


def _structure(shape: Shape, lists: dict[str, Any]) -> Any:
    from pysdmx import model

    made = []
    dimensions = ",".join(d.id for d in shape.dimensions)
    for c in _components(shape):
        role = (
            model.Role.ATTRIBUTE if c in shape.attributes else model.Role.MEASURE if c in shape.measures else model.Role.DIMENSION
        )
        concept = model.ItemReference(
            sdmx_type="Concept", agency=CONCEPTS.agency, id=CONCEPTS.id, version=CONCEPTS.version, item_id=c.id
        )
        attachment = None
        if role == model.Role.ATTRIBUTE:
            attachment = dimensions if c.attachment == "series" else "O"
        dtype = model.DataType.PERIOD if c is shape.time else None if c.id in lists else model.DataType.STRING
        made.append(
            model.Component(
                id=c.id, required=role == model.Role.DIMENSION, role=role, concept=concept, local_dtype=dtype,
                local_codes=lists.get(c.id), attachment_level=attachment,
            )
        )  # fmt: skip
    return model.DataStructureDefinition(
        id=flows.VAC_STRUCTURE.id, agency=AGENCY, version=VERSION, name=english(shape.names), components=model.Components(made)
    )
