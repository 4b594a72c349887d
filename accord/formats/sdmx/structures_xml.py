"""Structures in SDMX-ML 2.1 and 3.0: pysdmx reads each artefact, from a document that holds it alone.

What pysdmx expects and senders leave out because the schema has it as a default is put in beforehand (class and package of
a Ref); what its models have no place for is told.
"""

import re
from collections.abc import Iterator
from typing import Any

from accord.formats.messages import Unreadable, refuse, show
from accord.formats.result import Refusal
from accord.formats.sdmx.artefact import Artefact
from accord.formats.sdmx.safe_xml import Source, parse
from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.structures import StructureMessage

_URN = re.compile(r"urn:sdmx:org\.sdmx\.infomodel\.(\w+)\.(\w+)=([\w.@$-]+):([\w@$-]+)\(([^)]*)\)(?:\.(.+))?\Z")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# The class of a Ref by the element that it stands in, where the schema fixes it.
_CLASS = {
    "ConceptIdentity": "Concept", "ConceptRole": "Concept", "IsoConceptReference": "Concept", "Enumeration": "Codelist",
    "DimensionReference": "Dimension", "Dataflow": "Dataflow", "Target": "Category", "PrimaryMeasure": "PrimaryMeasure",
    "AttachmentGroup": "GroupDimensionDescriptor", "DataProvider": "DataProvider", "Codelist": "Codelist",
    "StructureUsage": "Dataflow", "DataStructure": "DataStructure", "ProvisionAgreement": "ProvisionAgreement",
    "RulesetScheme": "RulesetScheme", "UserDefinedOperatorScheme": "UserDefinedOperatorScheme",
    "VtlMappingScheme": "VtlMappingScheme", "CustomTypeScheme": "CustomTypeScheme",
    "NamePersonalisationScheme": "NamePersonalisationScheme", "Hierarchy": "Hierarchy", "Code": "Code",
    "Dimension": "Dimension", "Group": "GroupDimensionDescriptor",
}  # fmt: skip
_PACKAGE = {
    "Codelist": "codelist", "Code": "codelist", "Hierarchy": "codelist", "HierarchicalCodelist": "codelist",
    "Concept": "conceptscheme", "ConceptScheme": "conceptscheme", "Category": "categoryscheme",
    "CategoryScheme": "categoryscheme", "Agency": "base", "AgencyScheme": "base", "DataProvider": "base",
    "MetadataStructure": "metadatastructure", "Metadataflow": "metadatastructure", "ProvisionAgreement": "registry",
    "ContentConstraint": "registry", "RulesetScheme": "transformation", "UserDefinedOperatorScheme": "transformation",
    "VtlMappingScheme": "transformation", "CustomTypeScheme": "transformation",
    "NamePersonalisationScheme": "transformation",
}  # fmt: skip
# The id of a component without one, "" where it is its concept's.
_COMPONENTS = {"Dimension": "", "MeasureDimension": "", "TimeDimension": "TIME_PERIOD", "Attribute": "",
               "PrimaryMeasure": "OBS_VALUE", "Measure": ""}  # fmt: skip
# Elements that pysdmx's models cannot hold -> what they are called in the note.
_LEFT_OUT = {"CodelistExtension": "extension of another codelist", "GeoFeatureSetCode": "geography"}


def read_xml_structures(source: Source, kind: str) -> StructureMessage:
    """See `structures.read_structures`. Raises Unreadable: xml_*, sdmx_no_structure."""
    root = parse(source)
    message = StructureMessage(kind, [])
    found = next((e for e in root if _local(e) == "Structures"), None)
    if found is None and not any(_local(e) == "Header" for e in root):
        raise Unreadable("sdmx_no_structure")
    others = [e for e in root if isinstance(e.tag, str) and _local(e) not in {"Header", "Structures", "Footer"}]
    if found is None and others:
        raise Unreadable("sdmx_no_structure")
    for container in list(found if found is not None else ()):
        for element in list(container) if isinstance(container.tag, str) else ():
            if isinstance(element.tag, str):
                _read(root, found, container, element, message)
    return message


def _read(root: Any, structures: Any, container: Any, element: Any, message: StructureMessage) -> None:
    """One artefact of the message: into its artefacts, or into what is refused."""
    named = _local(element)
    identity = f"{element.get('agencyID', '')}:{element.get('id', '')}({element.get('version', '1.0')})"
    if named == "MetadataStructure" and element.find(".//{*}ReportStructure") is not None:  # of 2.1; 3.0 made it another thing
        message.refused.append(refuse("artefact_kind", 0, "", identity, kind=named))
        return
    dimensions = element.find(".//{*}DimensionList")
    if dimensions is not None and not len(dimensions):
        message.refused.append(refuse("artefact_unread", 0, "", identity, kind=named, reason="it lists no dimensions"))
        return
    texts, parents = dict(_texts(element)), _parents(element)
    message.notes.extend(_mend(element, named, identity))
    enumerations = _enumerations(element) if named == "ConceptScheme" else {}
    try:
        models = _through_pysdmx(root, structures, container, element, message.kind)
    except Exception as fault:  # pysdmx raises whatever its dictionaries do: KeyError, TypeError, StopIteration, ...
        message.refused.append(_unread(named, identity, fault))
        return
    if not models:
        message.refused.append(refuse("artefact_kind", 0, "", identity, kind=named))
    for model in [_with_enumerations(m, enumerations) for m in models]:
        ref = Ref(_kind(model), element.get("agencyID", ""), element.get("id", ""), element.get("version", "1.0"))
        if named == "HierarchicalCodelist":  # of which each hierarchy is an artefact now
            ref = Ref(ref.kind, ref.agency, model.id, model.version)
            texts = {}
        message.artefacts.append(Artefact(ref, model, texts, parents))


def _enumerations(scheme: Any) -> dict[str, str]:
    """Which codelist each concept takes its codes from, as a URN; pysdmx keeps it only where the list is in the message."""
    found = {}
    for enumeration in scheme.iter("{*}Enumeration"):
        concept = enumeration.getparent().getparent().get("id")
        ref = enumeration.find("Ref")
        urn = (enumeration.text or "").strip()
        if ref is not None:
            told = (ref.get(n, "") for n in ("package", "class", "agencyID", "id"))
            urn = "urn:sdmx:org.sdmx.infomodel.{}.{}={}:{}({})".format(*told, ref.get("version", "1.0"))
        if concept and urn:
            found[concept] = urn
    return found


def _with_enumerations(model: Any, enumerations: dict[str, str]) -> Any:
    if not enumerations:
        return model
    from msgspec.structs import replace

    items = (replace(c, enum_ref=enumerations.get(c.id)) if not c.enum_ref else c for c in model.items)
    return replace(model, items=tuple(items))


def _unread(kind: str, identity: str, fault: BaseException) -> Refusal:
    reason = str(fault).replace("\n", " ").strip("'\" ") or type(fault).__name__
    missing = isinstance(fault, KeyError | IndexError | StopIteration | AttributeError)
    reason = f"a part of it is missing or not as expected ({reason})" if missing else reason
    return refuse("artefact_unread", 0, "", identity, kind=kind, reason=show(reason, 200).rstrip("."))


def _kind(model: Any) -> str:
    """SDMX's class in lower case."""
    name = type(model).__name__
    if name == "Codelist":
        return str(model.sdmx_type)
    return {"DataStructureDefinition": "datastructure"}.get(name, name.lower())


def _through_pysdmx(root: Any, structures: Any, container: Any, element: Any, kind: str) -> list[Any]:
    """What pysdmx makes of a document with this artefact alone."""
    from lxml import etree
    from pysdmx.io.xml.sdmx21.reader import structure as reader21
    from pysdmx.io.xml.sdmx30.reader import structure as reader30

    alone = etree.Element(root.tag, nsmap=root.nsmap)
    inner = etree.SubElement(alone, structures.tag, nsmap=structures.nsmap)
    holder = etree.SubElement(inner, container.tag, container.attrib, nsmap=container.nsmap)
    holder.append(element)  # moves it
    reader = reader21 if "-2.1" in kind else reader30
    return list(reader.read(etree.tostring(alone, encoding="unicode"), validate=False))


def _mend(element: Any, named: str, identity: str) -> Iterator[Refusal]:
    """Puts in what the schema has as a default, takes out what pysdmx's models have no place for."""
    for text in list(element.iter("{*}Name", "{*}Description")):
        if not "".join(text.itertext()).strip():  # which pysdmx takes for an object
            text.getparent().remove(text)
    for urn in list(element.iter("URN", "{*}URN")):
        _spell_out(urn)
    for ref in element.iter("Ref", "{*}Ref"):
        inside = _local(ref.getparent())
        default = _CLASS.get(inside) or _class_of_structure(inside, named)
        if ref.get("class") is None and default:
            ref.set("class", default)
        if ref.get("package") is None:
            ref.set("package", _PACKAGE.get(ref.get("class", ""), "datastructure"))
    for component in element.iter(*(f"{{*}}{c}" for c in _COMPONENTS)):
        concept = component.find("{*}ConceptIdentity/Ref")
        if component.get("id") is None and concept is not None:
            component.set("id", _COMPONENTS[_local(component)] or concept.get("id", ""))
    for measure in element.iter("{*}MeasureDimension"):  # a dimension whose codes are concepts
        measure.tag = measure.tag.replace("MeasureDimension", "Dimension")
    for value in list(element.iter("{*}AnnotationValue")):
        annotation = value.getparent()
        if annotation.find("{*}AnnotationText") is None:
            value.tag = value.tag.replace("AnnotationValue", "AnnotationText")
        else:
            annotation.remove(value)
    for tag, words in _LEFT_OUT.items():
        gone = list(element.iter(f"{{*}}{tag}"))
        for one in gone:
            one.getparent().remove(one)
        if gone:
            yield refuse("artefact_part", 0, words, identity, kind=named)


def _spell_out(urn: Any) -> None:
    """A reference of 2.1 by URN alone becomes one by Ref, which pysdmx reads everywhere."""
    found = _URN.match((urn.text or "").strip())
    if found is None or urn.getparent().find("Ref") is not None:
        return
    package, named, agency, id, version, item = found.groups()
    told = {"package": package, "class": named, "agencyID": agency}
    if item:
        told |= {"maintainableParentID": id, "maintainableParentVersion": version, "id": item}
    else:
        told |= {"id": id, "version": version}
    urn.tag, urn.text = "Ref", None
    for name, value in told.items():
        urn.set(name, value)


def _class_of_structure(inside: str, named: str) -> str:
    """The class of a Ref in Structure, which depends on whose it is."""
    if inside != "Structure":
        return ""
    return "MetadataStructure" if named == "Metadataflow" else "DataStructure"


def _texts(element: Any) -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Names and descriptions by path and language, where there are others than one in English."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for tag, what in (("Name", "name"), ("Description", "description")):
        for text in element.iter(f"{{*}}{tag}"):
            owner = text.getparent()
            if owner.get("id") is not None and _local(owner) != "Contact":
                languages = found.setdefault(_path(owner, element), {}).setdefault(what, {})
                languages[text.get(_LANGUAGE, "en")] = "".join(text.itertext()).strip()
    for path, told in found.items():
        kept = {what: languages for what, languages in told.items() if set(languages) != {"en"}}
        if kept:
            yield path, kept


def _path(owner: Any, element: Any) -> str:
    parts = []
    while owner is not element:
        if owner.get("id") is not None:
            parts.append(owner.get("id"))
        owner = owner.getparent()
    return ".".join(reversed(parts))


def _parents(element: Any) -> dict[str, str]:
    """The parent of each code: a Ref in 2.1, text in 3.0."""
    found = {}
    for parent in element.iter("{*}Parent"):
        ref = next((e for e in parent if isinstance(e.tag, str)), None)
        value = ref.get("id", "") if ref is not None else (parent.text or "").strip()
        item = parent.getparent().get("id")
        if value and item:
            found[item] = value
    return found


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
