"""Artefacts in SDMX-JSON 1.0 (SDMX 2.1), from their form in 2.0."""

from collections.abc import Sequence

from accord.formats.sdmx.described import Described, Json
from accord.formats.sdmx.json_structures import COLLECTIONS, CONCEPT_SCHEME, VALUE_LIST, named, without_enumerations

PRIMARY_MEASURE = "OBS_VALUE"
MEASURE_CONCEPT = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=SDMX:CROSS_DOMAIN_CONCEPTS(2.0).OBS_VALUE"


def is_of_21(one: Described) -> bool:
    """Whether SDMX 2.1 can say it: no value list, no version with an extension (1.0.0-draft)."""
    return one.ref.kind != "valuelist" and "-" not in one.ref.version


def as_21(one: Described) -> Json:
    """The body as SDMX 2.1 has it: one primary measure OBS_VALUE, further measures as attributes, no value lists
    (their ids may be what no code of 2.1 can be)."""
    body: Json = without_enumerations(one.body, VALUE_LIST)
    lists = body.get("dataStructureComponents")
    if not lists:
        return body
    measures = lists.get("measureList", {}).get("measures", [])
    first = measures[0] if measures else {"conceptIdentity": MEASURE_CONCEPT}
    primary = {k: v for k, v in first.items() if k not in ("usage", "id")} | {"id": PRIMARY_MEASURE}
    further = [m | {"attributeRelationship": {"observation": {}}} for m in measures[1:]]
    attributes = [*lists.get("attributeList", {}).get("attributes", []), *further]
    changed: Json = dict(lists) | {"measureList": {"id": "MeasureDescriptor", "measures": [primary]}}
    if attributes:
        changed["attributeList"] = {"id": "AttributeDescriptor", "attributes": attributes}
    return body | {"dataStructureComponents": changed}


def is_measure_dimension(dimension: Json) -> bool:
    """Whether the values of a dimension are the concepts of a scheme, which only SDMX 2.1 knows."""
    return CONCEPT_SCHEME in str(dimension.get("localRepresentation", {}).get("enumeration", ""))


def to_json_1(artefacts: Sequence[Described], language: str) -> Json:
    """The data part of a structure message of SDMX-JSON 1.0."""
    data: dict[str, list[Json]] = {}
    for one in filter(is_of_21, artefacts):
        kind = one.ref.kind
        name = "contentConstraints" if kind == "dataconstraint" else COLLECTIONS[kind]
        body = named(one, as_21(one), language)
        if one.final and kind != "agencyscheme":
            body["isFinal"] = True
        data.setdefault(name, []).append(_changed(kind, body))
    return dict(data)


def _changed(kind: str, body: Json) -> Json:
    if kind == "datastructure" and "dataStructureComponents" in body:
        return body | {"dataStructureComponents": _components(body["dataStructureComponents"])}
    if kind == "conceptscheme":
        concepts = [c | _format("coreRepresentation", c) for c in body.get("concepts", ())]
        return body | ({"concepts": concepts} if concepts else {})
    if kind == "dataconstraint":
        return _constraint(body)
    if kind == "provisionagreement":
        return {("structureUsage" if k == "dataflow" else k): v for k, v in body.items()}
    return body


def _format(name: str, holder: Json) -> Json:
    """A representation with the names of 1.0: textFormat and textType."""
    form = holder.get(name)
    if not form:
        return {}
    names = {"format": "textFormat", "enumerationFormat": "enumerationFormat"}
    changed: Json = {names.get(k, k): v for k, v in form.items() if k not in ("minOccurs", "maxOccurs")}
    for key in names.values():
        if key in changed:
            changed[key] = {("textType" if k == "dataType" else k): v for k, v in changed[key].items()}
            changed[key] = {k: ("String" if v == "GeospatialInformation" else v) for k, v in changed[key].items()}
    return {name: changed}


def _components(lists: Json) -> Json:
    dimensions = lists["dimensionList"]
    own: list[Json] = dimensions.get("dimensions", [])
    plain = [d | {"type": "Dimension"} | _format("localRepresentation", d) for d in own if not is_measure_dimension(d)]
    found: Json = {"dimensionList": {"id": "DimensionDescriptor", "dimensions": plain}}
    if of_measures := [_measure_dimension(d) for d in own if is_measure_dimension(d)]:
        found["dimensionList"]["measureDimensions"] = of_measures
    if time := dimensions.get("timeDimension"):
        changed = time | {"type": "TimeDimension", "position": len(own)} | _format("localRepresentation", time)
        found["dimensionList"]["timeDimensions"] = [changed]
    if "groups" in lists:
        found["groups"] = lists["groups"]
    primary = lists["measureList"]["measures"][0]
    found["measureList"] = {"id": "MeasureDescriptor", "primaryMeasure": primary | _format("localRepresentation", primary)}
    attributes = [_attribute(a) for a in lists.get("attributeList", {}).get("attributes", ())]
    return found | ({"attributeList": {"id": "AttributeDescriptor", "attributes": attributes}} if attributes else {})


def _measure_dimension(dimension: Json) -> Json:
    form = {"enumeration": dimension["localRepresentation"]["enumeration"]}
    return dimension | {"type": "MeasureDimension", "localRepresentation": form}


def _attribute(attribute: Json) -> Json:
    relation = attribute["attributeRelationship"]
    if "observation" in relation:
        relation = {"primaryMeasure": PRIMARY_MEASURE}
    elif "dataflow" in relation:
        relation = {"none": {}}
    kept = {k: v for k, v in attribute.items() if k not in ("usage", "measureRelationship", "attributeRelationship")}
    status = "Mandatory" if attribute.get("usage") == "mandatory" else "Conditional"
    return kept | {"assignmentStatus": status, "attributeRelationship": relation} | _format("localRepresentation", attribute)


def _constraint(body: Json) -> Json:
    changed = {("type" if k == "role" else k): v for k, v in body.items()}
    if "cubeRegions" in body:
        changed["cubeRegions"] = [
            {"isIncluded": r.get("include", True), "keyValues": [_key(k) for k in r.get("keyValues", ())]}
            for r in body["cubeRegions"]
        ]
    return changed


def _key(key: Json) -> Json:
    return key | ({"values": [v["value"] for v in key["values"]]} if "values" in key else {})
