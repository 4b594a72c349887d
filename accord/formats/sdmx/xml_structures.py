"""Structure messages of SDMX-ML 2.1 and 3.0 from described artefacts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from accord.formats.sdmx.described import ITEM_LISTS, Described, Json
from accord.formats.sdmx.json_structures import as_30
from accord.formats.sdmx.json_structures_1 import as_21, is_of_21
from accord.formats.sdmx.shape import Header
from accord.formats.sdmx.urns import CLASSES, urn
from accord.formats.sdmx.xml_components import Version, components, element, reference, representation
from accord.formats.sdmx.xml_text import escape

_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v{}/{}"
# Containers in the order of the 2.1 schema; 3.0 takes any order.
_CONTAINERS_21 = {
    "OrganisationSchemes": ("agencyscheme", "dataproviderscheme"), "Dataflows": ("dataflow",),
    "CategorySchemes": ("categoryscheme",), "Categorisations": ("categorisation",), "Codelists": ("codelist",),
    "Concepts": ("conceptscheme",), "DataStructures": ("datastructure",), "Constraints": ("dataconstraint",),
    "ProvisionAgreements": ("provisionagreement",),
}  # fmt: skip
_CONTAINERS_30 = {
    "AgencySchemes": ("agencyscheme",), "DataProviderSchemes": ("dataproviderscheme",), "Codelists": ("codelist",),
    "ValueLists": ("valuelist",), "ConceptSchemes": ("conceptscheme",), "DataStructures": ("datastructure",),
    "Dataflows": ("dataflow",), "CategorySchemes": ("categoryscheme",), "Categorisations": ("categorisation",),
    "DataConstraints": ("dataconstraint",), "ProvisionAgreements": ("provisionagreement",),
}  # fmt: skip
_ITEMS = {
    "codelist": "Code", "valuelist": "ValueItem", "conceptscheme": "Concept", "agencyscheme": "Agency",
    "dataproviderscheme": "DataProvider", "categoryscheme": "Category",
}  # fmt: skip
# A parent in 3.0 must be such a name by its schema, though codes need not be (_T, 001): such parents cannot be told there.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ORGANISATIONS = ("agencyscheme", "dataproviderscheme")


def to_xml(artefacts: Sequence[Described], header: Header, version: Version, language: str) -> str:
    """The message as text."""
    writer = _Writer(version, language)
    names = {n: _SCHEMAS.format(version.replace(".", "_"), n) for n in ("message", "structure", "common")}
    spaces = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in names.items())
    test = "true" if header.test else "false"
    head = (
        f"<message:Header><message:ID>{escape(header.id)}</message:ID><message:Test>{test}</message:Test>"
        f"<message:Prepared>{escape(header.prepared)}</message:Prepared>"
        f'<message:Sender id="{escape(header.sender)}"/></message:Header>'
    )
    containers = _CONTAINERS_21 if version == "2.1" else _CONTAINERS_30
    shown = [d for d in artefacts if version == "3.0" or is_of_21(d)]
    parts = []
    for container, kinds in containers.items():
        inner = [writer.artefact(d) for kind in kinds for d in shown if d.ref.kind == kind]
        if inner:
            parts.append(element(f"structure:{container}", {}, "\n" + "\n".join(inner) + "\n"))
    body = element("message:Structures", {}, "\n" + "\n".join(parts) + "\n") if parts else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<message:Structure{spaces}>\n{head}\n{body}\n</message:Structure>\n'


class _Writer:
    def __init__(self, version: Version, language: str) -> None:
        self._version, self._old, self._language = version, version == "2.1", language

    def artefact(self, one: Described) -> str:
        """One maintainable artefact."""
        body = as_21(one) if self._old else as_30(one)
        kind = one.ref.kind
        name = CLASSES[kind][1]
        if self._old and kind == "dataconstraint":
            name = "ContentConstraint"
        return element(f"structure:{name}", self._attributes(one, body), self._nameable(body) + self._content(kind, body))

    def _attributes(self, one: Described, body: Json) -> Mapping[str, str | None]:
        own = one.ref
        organisations = own.kind in _ORGANISATIONS
        role = str(body.get("role", "Allowed")) if own.kind == "dataconstraint" else None
        shown = urn(own)
        if self._old:
            shown = shown.replace(".registry.DataConstraint=", ".registry.ContentConstraint=")
        return {
            "id": body["id"],
            "urn": shown,
            "agencyID": body["agencyID"],
            "version": None if organisations and not self._old else body["version"],
            "isFinal": "true" if self._old and one.final and not organisations else None,
            "isExternalReference": "true" if body.get("isExternalReference") else None,
            "structureURL": one.url or None,
            "isPartial": "true" if body.get("isPartial") and own.kind in ITEM_LISTS else None,
            "validFrom": body.get("validFrom"),
            "validTo": body.get("validTo"),
            "type" if self._old else "role": role,
        }

    def _nameable(self, body: Json) -> str:
        """Annotations, name and description."""
        notes = "".join(self._annotation(a) for a in body.get("annotations", ()))
        shown = element("common:Annotations", {}, notes) if notes else ""
        shown += self._texts("common:Name", body["name"], body.get("names", {}))
        return shown + self._texts("common:Description", body.get("description", ""), body.get("descriptions", {}))

    def _texts(self, name: str, text: str, texts: Mapping[str, str]) -> str:
        """An element for each language, the one that was asked for first."""
        if not texts:
            return self._text(name, text) if text else ""
        ordered = sorted(texts.items(), key=lambda pair: pair[0] != self._language)
        return "".join(element(name, {"xml:lang": one}, escape(told)) for one, told in ordered)

    def _text(self, name: str, text: str) -> str:
        return element(name, {"xml:lang": self._language}, escape(text))

    def _annotation(self, note: Json) -> str:
        inner = "".join(
            element(f"common:{name}", {}, escape(note[key]))
            for name, key in (("AnnotationTitle", "title"), ("AnnotationType", "type"))
            if key in note
        )
        inner += "".join(element("common:AnnotationURL", {}, escape(link["href"])) for link in note.get("links", ())[:1])
        inner += self._text("common:AnnotationText", note["text"]) if "text" in note else ""
        return element("common:Annotation", {"id": note.get("id")}, inner)

    def _content(self, kind: str, body: Json) -> str:
        if kind in ITEM_LISTS:
            return "".join(self._item(_ITEMS[kind], item) for item in body.get(ITEM_LISTS[kind], ()))
        if kind == "datastructure":
            return components(body["dataStructureComponents"], self._version) if "dataStructureComponents" in body else ""
        if kind == "dataflow":
            return self._reference("Structure", body["structure"]) if "structure" in body else ""
        if kind == "categorisation":
            ends = [(n, body[k]) for n, k in (("Source", "source"), ("Target", "target")) if k in body]
            return "".join(self._reference(n, text) for n, text in ends)
        if kind == "provisionagreement":
            usage = "StructureUsage" if self._old else "Dataflow"
            return self._reference(usage, body["dataflow"]) + self._reference("DataProvider", body["dataProvider"])
        return self._constraint(body)

    def _reference(self, name: str, text: str) -> str:
        return element(f"structure:{name}", {}, reference(text, self._version))

    def _item(self, name: str, item: Json) -> str:
        inner = self._nameable(item)
        inner += self._parent(name, item.get("parent", ""))
        if "coreRepresentation" in item:
            inner += representation("CoreRepresentation", item["coreRepresentation"], self._version)
        inner += "".join(self._item(name, below) for below in item.get("categories", ()))
        inner += "".join(self._contact(c) for c in item.get("contacts", ()))
        return element(f"structure:{name}", {"id": item["id"]}, inner)

    def _parent(self, name: str, parent: str) -> str:
        if not parent or name not in ("Code", "Concept"):
            return ""
        if self._old:
            return element("structure:Parent", {}, element("Ref", {"id": parent}))
        return element("structure:Parent", {}, parent) if _NAME.fullmatch(parent) else ""

    def _contact(self, contact: Json) -> str:
        inner = self._text("common:Name", contact["name"]) if "name" in contact else ""
        inner += self._text("structure:Department", contact["department"]) if "department" in contact else ""
        inner += self._text("structure:Role", contact["role"]) if "role" in contact else ""
        lists = (("Telephone", "telephones"), ("Fax", "faxes"), ("URI", "uris"), ("Email", "emails"))
        inner += "".join(element(f"structure:{n}", {}, escape(v)) for n, key in lists for v in contact.get(key, ()))
        return element("structure:Contact", {}, inner)

    def _constraint(self, body: Json) -> str:
        attachment = body.get("constraintAttachment", {})
        names = {"dataStructures": "DataStructure", "dataflows": "Dataflow", "provisionAgreements": "ProvisionAgreement"}
        refs = [self._reference("DataProvider", attachment["dataProvider"])] if "dataProvider" in attachment else []
        refs += [self._reference(n, text) for key, n in names.items() for text in attachment.get(key, ())]
        shown = element("structure:ConstraintAttachment", {}, "".join(refs)) if refs else ""
        for keys in body.get("dataKeySets", ()):
            inner = "".join(self._key_set(key) for key in keys["keys"])
            shown += element("structure:DataKeySet", {"isIncluded": _flag(keys["isIncluded"])}, inner)
        for region in body.get("cubeRegions", ()):
            inner = "".join(self._key_value(k) for k in region.get("keyValues", ()))
            shown += element("structure:CubeRegion", {"include": _flag(region.get("include", True))}, inner)
        return shown

    @property
    def _space(self) -> Literal["common", "structure"]:
        return "common" if self._old else "structure"

    def _key_set(self, key: Json) -> str:
        values = "".join(self._values(v["id"], [v["value"]]) for v in key["keyValues"])
        return element("structure:Key", {}, values)

    def _values(self, component: str, values: Iterable[Any]) -> str:
        inner = "".join(element(f"{self._space}:Value", {}, escape(str(v))) for v in values)
        return element(f"{self._space}:KeyValue", {"id": component}, inner)

    def _key_value(self, key: Json) -> str:
        if "timeRange" not in key:
            return self._values(key["id"], [v["value"] for v in key["values"]]) if key.get("values") else ""
        ends = "".join(
            element(
                f"{self._space}:{name[0].upper()}{name[1:]}", {"isInclusive": _flag(end["isInclusive"])}, escape(end["period"])
            )
            for name, end in key["timeRange"].items()
        )
        inner = element(f"{self._space}:TimeRange", {}, ends)
        return element(f"{self._space}:KeyValue", {"id": key["id"]}, inner)


def _flag(value: bool) -> str:
    return "true" if value else "false"
