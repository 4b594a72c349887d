"""Elements of SDMX-ML structure messages that say how data look: references, representations, components."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from accord.formats.sdmx.described import Json
from accord.formats.sdmx.json_structures_1 import PRIMARY_MEASURE, is_measure_dimension
from accord.formats.sdmx.urns import CLASSES, ITEMS, parse_urn
from accord.formats.sdmx.xml_text import escape

Version = Literal["2.1", "3.0"]
# Types that a code cannot have: what an enumeration's format may not say.
_NOT_OF_CODES = frozenset(("Decimal", "Float", "Double", "DateTime", "TimeRange", "Time", "GeospatialInformation", "XHTML"))
_WHOLE = ("interval", "startValue", "endValue", "minValue", "maxValue")


def element(name: str, attributes: Mapping[str, str | None], content: str = "") -> str:
    """An element; attributes without a value are left out, `content` is XML already."""
    shown = "".join(f' {k}="{escape(v)}"' for k, v in attributes.items() if v is not None)
    return f"<{name}{shown}>{content}</{name}>" if content else f"<{name}{shown}/>"


def reference(text: str, version: Version) -> str:
    """The content of a reference: a URN in 3.0, a Ref in 2.1."""
    target = parse_urn(text)
    if version == "3.0" or target is None:
        return escape(text) if version == "3.0" else element("URN", {}, escape(text))
    package, name = CLASSES[target.ref.kind]
    if not target.item:
        own = {"id": target.ref.id, "version": target.ref.version, "agencyID": target.ref.agency}
        return element("Ref", {**own, "package": package, "class": name})
    parent = {"maintainableParentID": target.ref.id, "maintainableParentVersion": target.ref.version}
    names = {"agencyID": target.ref.agency, "package": package, "class": ITEMS[target.ref.kind]}
    return element("Ref", {"id": target.item, **parent, **names})


def representation(name: str, form: Json, version: Version, *, repeated: bool = False) -> str:
    """CoreRepresentation or LocalRepresentation; `repeated`: how often a value may occur can be said here (3.0)."""
    sizes: dict[str, str | None] = {
        k: str(form[k]) for k in ("minOccurs", "maxOccurs") if k in form and repeated and version == "3.0"
    }
    if "enumeration" in form:
        inner = element("structure:Enumeration", {}, reference(form["enumeration"], version))
        facets = _facets(form.get("enumerationFormat", {}), version, coded=True)
        inner += element("structure:EnumerationFormat", facets) if facets else ""
    else:
        multilingual = name == "CoreRepresentation" or repeated
        inner = element("structure:TextFormat", _facets(form.get("format", {}), version, multilingual=multilingual))
    return element(f"structure:{name}", sizes, inner)


def _facets(form: Json, version: Version, *, coded: bool = False, multilingual: bool = False) -> dict[str, str | None]:
    """Attributes of a format, those that its schema knows."""
    found: dict[str, str | None] = {}
    for key, value in form.items():
        if key == "dataType":
            if coded and value in _NOT_OF_CODES:
                continue
            found["textType"] = "String" if value == "GeospatialInformation" and version == "2.1" else str(value)
        elif key == "isMultiLingual":
            if multilingual and version == "3.0":
                found[key] = "true"
        elif not (coded and key in _WHOLE and value != int(value)):
            found[key] = _plain(value, whole=coded and key in _WHOLE)
    return found


def _plain(value: Any, *, whole: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if whole or (isinstance(value, float) and value.is_integer()) else str(value)


def components(lists: Json, version: Version) -> str:
    """DataStructureComponents."""
    dimensions = lists["dimensionList"]
    inner = "".join(_dimension(d, n, version) for n, d in enumerate(dimensions.get("dimensions", ()), start=1))
    if time := dimensions.get("timeDimension"):
        position = str(len(dimensions.get("dimensions", ())) + 1) if version == "2.1" else None
        inner += element("structure:TimeDimension", {"id": time["id"], "position": position}, _identity(time, version))
    shown = element("structure:DimensionList", {"id": "DimensionDescriptor"}, inner)
    shown += "".join(_group(g, version) for g in lists.get("groups", ()))
    attributes = lists.get("attributeList", {}).get("attributes", ())
    if attributes:
        inner = "".join(_attribute(a, version) for a in attributes)
        shown += element("structure:AttributeList", {"id": "AttributeDescriptor"}, inner)
    shown += _measures(lists.get("measureList", {}).get("measures", ()), version)
    return element("structure:DataStructureComponents", {}, shown)


def _identity(component: Json, version: Version, *, repeated: bool = False) -> str:
    shown = element("structure:ConceptIdentity", {}, reference(component["conceptIdentity"], version))
    form = component.get("localRepresentation")
    return shown + (representation("LocalRepresentation", form, version, repeated=repeated) if form else "")


def _dimension(dimension: Json, position: int, version: Version) -> str:
    name = "MeasureDimension" if is_measure_dimension(dimension) else "Dimension"
    own = {"id": dimension["id"], "position": str(position)}
    return element(f"structure:{name}", own, _identity(dimension, version))


def _local(name: str, own_id: str, version: Version) -> str:
    """A reference to a component of the same structure."""
    return element(f"structure:{name}", {}, element("Ref", {"id": own_id}) if version == "2.1" else escape(own_id))


def _group(group: Json, version: Version) -> str:
    inner = "".join(
        element("structure:GroupDimension", {}, _local("DimensionReference", d, version)) for d in group["groupDimensions"]
    )
    return element("structure:Group", {"id": group["id"]}, inner)


def _measures(measures: Sequence[Json], version: Version) -> str:
    if version == "2.1":
        inner = "".join(element("structure:PrimaryMeasure", {"id": m["id"]}, _identity(m, version)) for m in measures)
    else:
        pairs = [({"id": m["id"], "usage": m.get("usage")}, _identity(m, version, repeated=True)) for m in measures]
        inner = "".join(element("structure:Measure", own, content) for own, content in pairs)
    return element("structure:MeasureList", {"id": "MeasureDescriptor"}, inner) if inner else ""


def _attribute(attribute: Json, version: Version) -> str:
    relation, old = attribute["attributeRelationship"], version == "2.1"
    if "observation" in relation:
        inner = _local("PrimaryMeasure", PRIMARY_MEASURE, version) if old else "<structure:Observation/>"
    elif "dataflow" in relation:
        inner = "<structure:None/>" if old else "<structure:Dataflow/>"
    elif "group" in relation:
        inner = _local("Group", relation["group"], version)
    else:
        inner = "".join(_local("Dimension", d, version) for d in relation["dimensions"])
    shown = _identity(attribute, version, repeated=True) + element("structure:AttributeRelationship", {}, inner)
    if attribute.get("measureRelationship") and not old:
        about = "".join(_local("Measure", m, version) for m in attribute["measureRelationship"])
        shown += element("structure:MeasureRelationship", {}, about)
    mandatory = attribute.get("usage") == "mandatory"
    status = {"assignmentStatus": "Mandatory" if mandatory else "Conditional"}
    own = {"id": attribute["id"], **(status if old else {"usage": attribute.get("usage")})}
    return element("structure:Attribute", own, shown)
