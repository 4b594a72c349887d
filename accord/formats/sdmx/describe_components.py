"""Data structures as plain data: components, what they may hold, where attributes stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from accord.formats.sdmx.described import Json, filled, full_urn, moment, owner
from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.urns import urn

if TYPE_CHECKING:
    from pysdmx import model

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


def enumeration_urn(codes: Any, reference: str | None) -> str:
    if reference:
        return full_urn(reference)
    if codes is None or not hasattr(codes, "sdmx_type"):
        return ""
    return urn(Ref(codes.sdmx_type, owner(codes.agency), codes.id, codes.version))


def representation(data_type: Any, facets: Any, enumeration: str, sizes: Any = None) -> Json:
    """coreRepresentation or localRepresentation; empty where nothing is said."""
    kind = str(data_type.value) if data_type else ""
    form = filled(dataType=kind, **{name: _facet(name, getattr(facets, own)) for own, name in _FACETS.items()} if facets else {})
    form = {k: v for k, v in form.items() if v is not False and (v or k not in _POSITIVE)}
    size = filled(minOccurs=sizes.min_size, maxOccurs=sizes.max_size or "unbounded") if sizes else {}
    if enumeration:
        return {"enumeration": enumeration, **({"enumerationFormat": form} if form else {}), **size}
    return {"format": form or {"dataType": "String"}, **size} if form or size else {}


def _facet(name: str, value: Any) -> Any:
    """A facet's value; pysdmx hands on as text what SDMX-ML says in figures. What should be a figure and is none is dropped."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, str) and name not in _TEXT_FACETS:
        try:
            number = float(value)
        except ValueError:
            return None
        return int(number) if number.is_integer() else number
    return value


def data_structure(structure: "model.DataStructureDefinition", schemes: Sequence[Any] = ()) -> Json:
    components = structure.components
    if not components.dimensions:
        return {}
    plain = [d for d in components.dimensions if d.id != "TIME_PERIOD"]
    time = [d for d in components.dimensions if d.id == "TIME_PERIOD"]
    groups = [{"id": g.id, "groupDimensions": list(g.dimensions)} for g in structure.groups or ()]
    dimensions = [_component(d, schemes) | {"position": i} for i, d in enumerate(plain)]
    lists: Json = {"dimensionList": {"id": "DimensionDescriptor", **filled(dimensions=dimensions)}}
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
    enumeration = enumeration_urn(component.local_codes, component.local_enum_ref)
    form = representation(component.local_dtype, component.local_facets, enumeration, component.array_def)
    identity = {"id": component.id, "conceptIdentity": _concept_urn(component, schemes)}
    return identity | filled(localRepresentation=form)


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
    return body | filled(measureRelationship=about)
