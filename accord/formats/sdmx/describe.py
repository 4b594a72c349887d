"""Structural artefacts as plain data in the form of SDMX-JSON 2.0: the one form from which every structure message is written.

Reads the classes of pysdmx's model; after SDMX 2.1/3.0 section 2 (information model) and the field guide of SDMX-JSON 2.0.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.urns import Target, parse_urn, urn

if TYPE_CHECKING:
    from pysdmx import model

Json = dict[str, Any]
_TIME_TYPES = frozenset(
    ("ObservationalTimePeriod", "StandardTimePeriod", "BasicTimePeriod", "GregorianTimePeriod", "GregorianYear",
     "GregorianYearMonth", "GregorianDay", "ReportingTimePeriod", "ReportingYear", "ReportingSemester",
     "ReportingTrimester", "ReportingQuarter", "ReportingMonth", "ReportingWeek", "ReportingDay", "DateTime", "TimeRange")
)  # fmt: skip
_FACETS = {
    "min_length": "minLength", "max_length": "maxLength", "min_value": "minValue", "max_value": "maxValue",
    "start_value": "startValue", "end_value": "endValue", "interval": "interval", "time_interval": "timeInterval",
    "decimals": "decimals", "pattern": "pattern", "start_time": "startTime", "end_time": "endTime",
    "is_sequence": "isSequence", "is_multilingual": "isMultiLingual",
}  # fmt: skip
_POSITIVE = ("minLength", "maxLength", "decimals")  # the schemas know no 0 there
_TEXT_FACETS = ("pattern", "timeInterval", "startTime", "endTime")
ITEM_LISTS = {
    "codelist": "codes",
    "valuelist": "valueItems",
    "conceptscheme": "concepts",
    "agencyscheme": "agencies",
    "dataproviderscheme": "dataProviders",
    "categoryscheme": "categories",
}


@dataclass(frozen=True, slots=True)
class Described:
    """An artefact: `body` is its SDMX-JSON 2.0 without links, `url` where its owner keeps it, `children` what it refers to."""

    ref: Ref
    body: Json
    url: str = ""
    final: bool = False
    children: tuple[Target, ...] = field(default=())

    @property
    def role(self) -> str:
        """Of a constraint: Allowed or Actual."""
        return str(self.body.get("role", ""))


def describe_all(artefacts: Iterable[Any]) -> list[Described]:
    """Each artefact as plain data; concepts that do not say where they belong are sought in the schemes among them."""
    kept = list(artefacts)
    schemes = [a for a in kept if type(a).__name__ == "ConceptScheme"]
    return [describe(a, schemes) for a in kept]


def describe(artefact: Any, schemes: Sequence[Any] = ()) -> Described:
    """A pysdmx artefact as plain data.

    Codelist, ConceptScheme, DataStructureDefinition, Dataflow, AgencyScheme, DataProviderScheme, CategoryScheme,
    Categorisation, DataConstraint, AvailabilityConstraint, ProvisionAgreement. `schemes`: where a concept without a URN is
    sought. Raises ValueError for another class and for a concept that is found nowhere.
    """
    name = type(artefact).__name__
    if name not in _KINDS:
        raise ValueError(f"artefacts of class {name} are not kept here")
    kind, body_of = _KINDS[name]
    if kind == "codelist" and artefact.sdmx_type == "valuelist":
        kind = "valuelist"
    if name == "AvailabilityConstraint":
        return _described(kind, _availability(artefact), artefact)
    body = _data_structure(artefact, schemes) if kind == "datastructure" else body_of(artefact)
    return _described(kind, _maintainable(artefact) | body, artefact)


def _described(kind: str, body: Json, artefact: Any) -> Described:
    ref = Ref(kind, body["agencyID"], body["id"], body["version"])
    url = getattr(artefact, "structure_url", None) or getattr(artefact, "service_url", None) or ""
    return Described(ref, body, url, bool(getattr(artefact, "is_final", False)), tuple(_children(ref, body)))


def _children(ref: Ref, body: Json) -> Iterable[Target]:
    """The artefacts and items that a body refers to, each once."""
    found = {t: None for text in _urns(body) if (t := parse_urn(text)) and t.ref != ref}
    return found


def _urns(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        if value.startswith("urn:sdmx:"):
            yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in ("name", "description", "annotations"):
                yield from _urns(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _urns(inner)


def owner(agency: Any) -> str:
    """The id of an agency, which pysdmx holds as text or as an object."""
    return agency if isinstance(agency, str) else str(agency.id)


def _full(reference: str | None) -> str:
    """A reference as a full URN. Raises ValueError where it names nothing that is kept here."""
    target = parse_urn(reference or "")
    if target is None:
        raise ValueError(f"refers to what is not kept here: {reference!r}")
    return urn(target.ref, target.item)


def _text(value: Any) -> str | None:
    """A text; pysdmx hands on an empty element with a language as a mapping."""
    return value if isinstance(value, str) else None


def _filled(**values: Any) -> Json:
    """Only what is there."""
    return {k: v for k, v in values.items() if v not in (None, "", (), [], {})}


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() + ("" if value.tzinfo else "Z") if value else None


def _annotations(annotations: Sequence["model.Annotation"]) -> list[Json]:
    found = []
    for one in annotations:
        links = [{"rel": "self", "href": one.url}] if one.url else None
        found.append(_filled(id=one.id, title=_text(one.title), type=one.type, text=_text(one.text), links=links))
    return [f for f in found if f]


def _nameable(item: Any) -> Json:
    kept = _filled(description=_text(item.description), annotations=_annotations(item.annotations))
    return {"id": item.id, "name": _text(item.name) or item.id, **kept}


def _maintainable(artefact: Any) -> Json:
    body = {"agencyID": owner(artefact.agency), "version": artefact.version, **_nameable(artefact)}
    if artefact.is_external_reference:
        body["isExternalReference"] = True
    if getattr(artefact, "is_partial", False):
        body["isPartial"] = True
    return body | _filled(validFrom=_moment(artefact.valid_from), validTo=_moment(artefact.valid_to))


def _codelist(codelist: "model.Codelist") -> Json:
    name = "valueItems" if codelist.sdmx_type == "valuelist" else "codes"
    return _filled(**{name: [_code(c) for c in codelist.items]})


def _code(code: "model.Code") -> Json:
    body = _nameable(code)
    parent = getattr(code, "parent", None)
    if parent:
        body["parent"] = parent
    if code.valid_from or code.valid_to:
        span = f"{_moment(code.valid_from) or ''}/{_moment(code.valid_to) or ''}"
        body.setdefault("annotations", []).append({"title": span, "type": "FR_VALIDITY_PERIOD"})
    return body


def _concept_scheme(scheme: "model.ConceptScheme") -> Json:
    return _filled(concepts=[_concept(c) for c in scheme.items])


def _concept(concept: "model.Concept") -> Json:
    enumeration = _enumeration(concept.codes, concept.enum_ref)
    return _nameable(concept) | _filled(coreRepresentation=_representation(concept.dtype, concept.facets, enumeration))


def _enumeration(codes: Any, reference: str | None) -> str:
    if reference:
        return _full(reference)
    if codes is None or not hasattr(codes, "sdmx_type"):
        return ""
    return urn(Ref(codes.sdmx_type, owner(codes.agency), codes.id, codes.version))


def _representation(data_type: Any, facets: Any, enumeration: str, sizes: Any = None) -> Json:
    """coreRepresentation or localRepresentation; empty where nothing is said."""
    kind = str(data_type.value) if data_type else ""
    form = _filled(dataType=kind, **{name: _facet(name, getattr(facets, own)) for own, name in _FACETS.items()} if facets else {})
    form = {k: v for k, v in form.items() if v is not False and (v or k not in _POSITIVE)}
    size = _filled(minOccurs=sizes.min_size, maxOccurs=sizes.max_size or "unbounded") if sizes else {}
    if enumeration:
        return {"enumeration": enumeration, **({"enumerationFormat": form} if form else {}), **size}
    return {"format": form or {"dataType": "String"}, **size} if form or size else {}


def _facet(name: str, value: Any) -> Any:
    """A facet's value; pysdmx hands on as text what SDMX-ML says in figures. What should be a figure and is none is dropped."""
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, str) and name not in _TEXT_FACETS:
        try:
            number = float(value)
        except ValueError:
            return None
        return int(number) if number.is_integer() else number
    return value


def _data_structure(structure: "model.DataStructureDefinition", schemes: Sequence[Any] = ()) -> Json:
    components = structure.components
    if not components.dimensions:
        return {}
    plain = [d for d in components.dimensions if d.id != "TIME_PERIOD"]
    time = [d for d in components.dimensions if d.id == "TIME_PERIOD"]
    groups = [{"id": g.id, "groupDimensions": list(g.dimensions)} for g in structure.groups or ()]
    dimensions = [_component(d, schemes) | {"position": i} for i, d in enumerate(plain)]
    lists: Json = {"dimensionList": {"id": "DimensionDescriptor", **_filled(dimensions=dimensions)}}
    if time:
        lists["dimensionList"]["timeDimension"] = _time_dimension(time[0], schemes)
    if groups:
        lists["groups"] = groups
    measures = [_component(m, schemes) | _usage(m) for m in components.measures]
    if measures:
        lists["measureList"] = {"id": "MeasureDescriptor", "measures": measures}
    attributes = [_attribute(a, components, groups, schemes) for a in components.attributes]
    if attributes:
        lists["attributeList"] = {"id": "AttributeDescriptor", "attributes": attributes}
    return {"dataStructureComponents": lists} | ({"evolvingStructure": True} if structure.evolving_structure else {})


def _usage(component: "model.Component") -> Json:
    return {"usage": "mandatory" if component.required else "optional"}


def _component(component: "model.Component", schemes: Sequence[Any]) -> Json:
    enumeration = _enumeration(component.local_codes, component.local_enum_ref)
    form = _representation(component.local_dtype, component.local_facets, enumeration, component.array_def)
    identity = {"id": component.id, "conceptIdentity": _concept_urn(component, schemes)}
    return identity | _filled(localRepresentation=form)


def _concept_urn(component: "model.Component", schemes: Sequence[Any]) -> str:
    """The URN of a component's concept."""
    concept: Any = component.concept
    reference = getattr(concept, "item_id", None)
    if reference:
        return urn(Ref("conceptscheme", concept.agency, concept.id, concept.version), reference)
    if concept.urn:
        return str(concept.urn)
    for scheme in schemes:
        if any(c.id == concept.id for c in scheme.items):
            return urn(Ref("conceptscheme", owner(scheme.agency), scheme.id, scheme.version), concept.id)
    raise ValueError(f"component {component.id}: its concept {concept.id} belongs to no scheme that is known")


def _time_dimension(component: "model.Component", schemes: Sequence[Any]) -> Json:
    body = _component(component, schemes)
    form = body.get("localRepresentation", {}).get("format", {})
    if form.get("dataType") not in _TIME_TYPES:
        form = {"dataType": "ObservationalTimePeriod"}
    kept = {k: v for k, v in form.items() if k in ("dataType", "startTime", "endTime")}
    return body | {"localRepresentation": {"format": kept}}


def _attribute(attribute: "model.Component", components: Any, groups: Sequence[Json], schemes: Sequence[Any]) -> Json:
    dimensions = [d.id for d in components.dimensions]
    level = attribute.attachment_level or "O"
    named = level.split(",") if level not in ("D", "O") else []
    own = [d for d in dimensions if d in named]
    about = [m.id for m in components.measures if m.id in named]
    relation: Json
    if level == "D":
        relation = {"dataflow": {}}
    elif not own or len(own) == len(dimensions):
        relation = {"observation": {}}
    else:
        group = next((g["id"] for g in groups if sorted(g["groupDimensions"]) == sorted(own)), "")
        relation = {"group": group} if group else {"dimensions": own}
    body = _component(attribute, schemes) | _usage(attribute) | {"attributeRelationship": relation}
    return body | _filled(measureRelationship=about)


def _dataflow(flow: "model.Dataflow") -> Json:
    structure: Any = flow.structure
    if structure is None:
        return {}
    if isinstance(structure, str):
        return {"structure": _full(structure)}
    return {"structure": urn(Ref("datastructure", owner(structure.agency), structure.id, structure.version))}


def _agency_scheme(scheme: "model.AgencyScheme") -> Json:
    """Agencies carry the id that they have within their scheme: pysdmx puts the scheme's agency before it."""
    prefix = f"{owner(scheme.agency)}."
    return _filled(agencies=[_organisation(a, a.id.removeprefix(prefix)) for a in scheme.items])


def _provider_scheme(scheme: Any) -> Json:
    return _filled(dataProviders=[_organisation(p, p.id) for p in scheme.items])


def _organisation(organisation: Any, own_id: str) -> Json:
    contacts = [
        _filled(
            name=c.name, department=c.department, role=c.role, telephones=list(c.telephones or ()),
            faxes=list(c.faxes or ()), uris=list(c.uris or ()), emails=list(c.emails or ()),
        )
        for c in organisation.contacts
    ]  # fmt: skip
    return _nameable(organisation) | {"id": own_id} | _filled(contacts=[c for c in contacts if c])


def _category_scheme(scheme: "model.CategoryScheme") -> Json:
    return _filled(categories=[_category(c) for c in scheme.items])


def _category(category: "model.Category") -> Json:
    return _nameable(category) | _filled(categories=[_category(c) for c in category.categories])


def _categorisation(one: "model.Categorisation") -> Json:
    return {"source": _full(one.source), "target": _full(one.target)}


def _provision(agreement: Any) -> Json:
    return {"dataflow": _full(agreement.dataflow), "dataProvider": _full(agreement.provider)}


def _constraint(constraint: Any) -> Json:
    sets = [{"isIncluded": s.is_included, "keys": [_data_key(k) for k in s.keys if k.keys_values]} for s in constraint.key_sets]
    attachment = constraint.constraint_attachment
    regions = [_region(r) for r in constraint.cube_regions if r.key_values]
    sets = [s for s in sets if s["keys"]]
    kept = _filled(cubeRegions=regions, dataKeySets=sets, constraintAttachment=_attachment(attachment) if attachment else None)
    return {"role": "Allowed", **kept}


def _data_key(key: Any) -> Json:
    return {"keyValues": [{"id": v.id, "value": v.value} for v in key.keys_values]}


def _attachment(attachment: Any) -> Json:
    return _filled(
        dataProvider=_full(attachment.data_provider) if attachment.data_provider else None,
        dataStructures=[_full(u) for u in attachment.data_structures or ()],
        dataflows=[_full(u) for u in attachment.dataflows or ()],
        provisionAgreements=[_full(u) for u in attachment.provision_agreements or ()],
    )


def _region(region: Any) -> Json:
    return {"include": region.is_included, **_filled(keyValues=[_key_value(k) for k in region.key_values])}


def _key_value(key: Any) -> Json:
    span = key.time_range
    if span is None:
        return {"id": key.id, **_filled(values=[{"value": v.value} for v in key.values])}
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
    return body | _filled(annotations=notes) | {"constraintAttachment": attachment, "cubeRegions": [region]}


_KINDS: Mapping[str, tuple[str, Callable[[Any], Json]]] = {
    "Codelist": ("codelist", _codelist),
    "ConceptScheme": ("conceptscheme", _concept_scheme),
    "DataStructureDefinition": ("datastructure", _data_structure),
    "Dataflow": ("dataflow", _dataflow),
    "AgencyScheme": ("agencyscheme", _agency_scheme),
    "DataProviderScheme": ("dataproviderscheme", _provider_scheme),
    "CategoryScheme": ("categoryscheme", _category_scheme),
    "Categorisation": ("categorisation", _categorisation),
    "DataConstraint": ("dataconstraint", _constraint),
    "AvailabilityConstraint": ("dataconstraint", _availability),
    "ProvisionAgreement": ("provisionagreement", _provision),
}
