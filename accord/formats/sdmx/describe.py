"""Structural artefacts as plain data in the form of SDMX-JSON 2.0, from which every structure message is written.

Reads what the readers of this package hold, and the classes of pysdmx's model; after SDMX 2.1/3.0 section 2 (information
model) and the field guide of SDMX-JSON 2.0.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from accord.formats.sdmx.artefact import Artefact
from accord.formats.sdmx.describe_components import data_structure, enumeration_urn, representation
from accord.formats.sdmx.described import ITEM_LISTS, Described, Json, children_of, filled, full_urn, moment, owner, text_or_none
from accord.formats.sdmx.layout import text_in
from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.urns import parse_urn, urn

__all__ = ["Described", "describe", "describe_all"]

if TYPE_CHECKING:
    from pysdmx import model


def describe_all(artefacts: Iterable[Any]) -> list[Described]:
    """Each artefact as plain data; concepts that do not say where they belong are sought in the schemes among them."""
    kept = list(artefacts)
    schemes = [m for a in kept if type(m := _model(a)).__name__ == "ConceptScheme"]
    return [describe(a, schemes) for a in kept]


def _model(artefact: Any) -> Any:
    return artefact.model if isinstance(artefact, Artefact) else artefact


def describe(artefact: Any, schemes: Sequence[Any] = ()) -> Described:
    """An artefact as plain data: one as the readers hold it, with its texts in all languages, or a pysdmx object.

    Codelist, ConceptScheme, DataStructureDefinition, Dataflow, AgencyScheme, DataProviderScheme, CategoryScheme,
    Categorisation, DataConstraint, AvailabilityConstraint, ProvisionAgreement. `schemes`: where a concept without a URN is
    sought. Raises ValueError for another class and for a concept that is found nowhere.
    """
    if isinstance(artefact, Artefact):
        plain = describe(artefact.model, schemes)
        return replace(plain, body=_with_texts(artefact, plain))
    name = type(artefact).__name__
    if name not in _KINDS:
        raise ValueError(f"artefacts of class {name} are not kept here")
    kind, body_of = _KINDS[name]
    if kind == "codelist" and artefact.sdmx_type == "valuelist":
        kind = "valuelist"
    if name == "AvailabilityConstraint":
        return _described(kind, _availability(artefact), artefact)
    body = data_structure(artefact, schemes) if kind == "datastructure" else body_of(artefact)
    return _described(kind, _maintainable(artefact) | body, artefact)


def _with_texts(artefact: Artefact, plain: Described) -> Json:
    """The body with the names and descriptions of every language, and the parents of codes."""
    name = ITEM_LISTS.get(plain.ref.kind, "")

    def told(body: Json, path: str) -> Json:
        found = dict(body)
        for what, texts in artefact.texts.get(path, {}).items():
            if texts:
                found |= {what: text_in(texts, "en"), f"{what}s": dict(texts)}
        if path in artefact.parents:
            found["parent"] = artefact.parents[path]
        for inner in ("categories", name):
            if inner in found and (path or inner == name):
                found[inner] = [told(i, f"{path}.{i['id']}" if path else i["id"]) for i in found[inner]]
        return found

    return told(plain.body, "")


def _described(kind: str, body: Json, artefact: Any) -> Described:
    ref = Ref(kind, body["agencyID"], body["id"], body["version"])
    url = getattr(artefact, "structure_url", None) or getattr(artefact, "service_url", None) or ""
    return Described(ref, body, url, bool(getattr(artefact, "is_final", False)), children_of(ref, body))


def _annotations(annotations: Sequence["model.Annotation"]) -> list[Json]:
    found = []
    for one in annotations:
        links = [{"rel": "self", "href": one.url}] if one.url else None
        found.append(filled(id=one.id, title=text_or_none(one.title), type=one.type, text=text_or_none(one.text), links=links))
    return [f for f in found if f]


def _nameable(item: Any) -> Json:
    kept = filled(description=text_or_none(item.description), annotations=_annotations(item.annotations))
    return {"id": item.id, "name": text_or_none(item.name) or item.id, **kept}


def _maintainable(artefact: Any) -> Json:
    body = {"agencyID": owner(artefact.agency), "version": artefact.version, **_nameable(artefact)}
    if artefact.is_external_reference:
        body["isExternalReference"] = True
    if getattr(artefact, "is_partial", False):
        body["isPartial"] = True
    return body | filled(validFrom=moment(artefact.valid_from), validTo=moment(artefact.valid_to))


def _codelist(codelist: "model.Codelist") -> Json:
    name = "valueItems" if codelist.sdmx_type == "valuelist" else "codes"
    return filled(**{name: [_code(c) for c in codelist.items]})


def _code(code: "model.Code") -> Json:
    body = _nameable(code)
    parent = getattr(code, "parent", None)
    if parent:
        body["parent"] = parent
    if code.valid_from or code.valid_to:
        span = f"{moment(code.valid_from) or ''}/{moment(code.valid_to) or ''}"
        body.setdefault("annotations", []).append({"title": span, "type": "FR_VALIDITY_PERIOD"})
    return body


def _concept_scheme(scheme: "model.ConceptScheme") -> Json:
    return filled(concepts=[_concept(c) for c in scheme.items])


def _concept(concept: "model.Concept") -> Json:
    enumeration = enumeration_urn(concept.codes, concept.enum_ref)
    return _nameable(concept) | filled(coreRepresentation=representation(concept.dtype, concept.facets, enumeration))


def _dataflow(flow: "model.Dataflow") -> Json:
    structure: Any = flow.structure
    if structure is None:
        return {}
    if isinstance(structure, str):
        return {"structure": full_urn(structure)}
    return {"structure": urn(Ref("datastructure", owner(structure.agency), structure.id, structure.version))}


def _agency_scheme(scheme: "model.AgencyScheme") -> Json:
    """Agencies carry the id that they have within their scheme: pysdmx puts the scheme's agency before it."""
    prefix = f"{owner(scheme.agency)}."
    return filled(agencies=[_organisation(a, a.id.removeprefix(prefix)) for a in scheme.items])


def _provider_scheme(scheme: Any) -> Json:
    return filled(dataProviders=[_organisation(p, p.id) for p in scheme.items])


def _organisation(organisation: Any, own_id: str) -> Json:
    contacts = [
        filled(
            name=c.name, department=c.department, role=c.role, telephones=list(c.telephones or ()),
            faxes=list(c.faxes or ()), uris=list(c.uris or ()), emails=list(c.emails or ()),
        )
        for c in organisation.contacts
    ]  # fmt: skip
    return _nameable(organisation) | {"id": own_id} | filled(contacts=[c for c in contacts if c])


def _category_scheme(scheme: "model.CategoryScheme") -> Json:
    return filled(categories=[_category(c) for c in scheme.items])


def _category(category: "model.Category") -> Json:
    return _nameable(category) | filled(categories=[_category(c) for c in category.categories])


def _categorisation(one: "model.Categorisation") -> Json:
    return {"source": full_urn(one.source), "target": full_urn(one.target)}


def _provision(agreement: Any) -> Json:
    return {"dataflow": full_urn(agreement.dataflow), "dataProvider": full_urn(agreement.provider)}


def _constraint(constraint: Any) -> Json:
    sets = [{"isIncluded": s.is_included, "keys": [_data_key(k) for k in s.keys if k.keys_values]} for s in constraint.key_sets]
    attachment = constraint.constraint_attachment
    regions = [_region(r) for r in constraint.cube_regions if r.key_values]
    sets = [s for s in sets if s["keys"]]
    kept = filled(cubeRegions=regions, dataKeySets=sets, constraintAttachment=_attachment(attachment) if attachment else None)
    return {"role": "Allowed", **kept}


def _data_key(key: Any) -> Json:
    return {"keyValues": [{"id": v.id, "value": v.value} for v in key.keys_values]}


def _attachment(attachment: Any) -> Json:
    return filled(
        dataProvider=full_urn(attachment.data_provider) if attachment.data_provider else None,
        dataStructures=[full_urn(u) for u in attachment.data_structures or ()],
        dataflows=[full_urn(u) for u in attachment.dataflows or ()],
        provisionAgreements=[full_urn(u) for u in attachment.provision_agreements or ()],
    )


def _region(region: Any) -> Json:
    return {"include": region.is_included, **filled(keyValues=[_key_value(k) for k in region.key_values])}


def _key_value(key: Any) -> Json:
    span = key.time_range
    if span is None:
        return {"id": key.id, **filled(values=[{"value": v.value} for v in key.values])}
    ends = {
        "beforePeriod": span.before_period, "afterPeriod": span.after_period,
        "startPeriod": span.start_period, "endPeriod": span.end_period,
    }  # fmt: skip
    return {"id": key.id, "timeRange": {k: {"period": e.period, "isInclusive": e.is_inclusive} for k, e in ends.items() if e}}


def _availability(constraint: Any) -> Json:
    """What data there are, as a constraint of role Actual named after what it is attached to; counts as FMR gives them."""
    target = parse_urn(constraint.reference)
    if target is None:
        raise ValueError(f"not attached to a data flow, structure or provision agreement: {constraint.reference!r}")
    ref = target.ref
    counts = {"series_count": constraint.series_count, "obs_count": constraint.obs_count}
    metrics = [{"id": k, "title": str(v), "type": "sdmx_metrics"} for k, v in counts.items() if v is not None]
    body = {"agencyID": ref.agency, "id": ref.id, "version": ref.version, "name": f"Availability of {ref.id}", "role": "Actual"}
    notes = _annotations(constraint.annotations) + metrics
    attachment, region = _attachment(constraint.constraint_attachment), _region(constraint.cube_region)
    return body | filled(annotations=notes) | {"constraintAttachment": attachment, "cubeRegions": [region]}


_KINDS: Mapping[str, tuple[str, Callable[[Any], Json]]] = {
    "Codelist": ("codelist", _codelist),
    "ConceptScheme": ("conceptscheme", _concept_scheme),
    "DataStructureDefinition": ("datastructure", data_structure),
    "Dataflow": ("dataflow", _dataflow),
    "AgencyScheme": ("agencyscheme", _agency_scheme),
    "DataProviderScheme": ("dataproviderscheme", _provider_scheme),
    "CategoryScheme": ("categoryscheme", _category_scheme),
    "Categorisation": ("categorisation", _categorisation),
    "DataConstraint": ("dataconstraint", _constraint),
    "AvailabilityConstraint": ("dataconstraint", _availability),
    "ProvisionAgreement": ("provisionagreement", _provision),
}
