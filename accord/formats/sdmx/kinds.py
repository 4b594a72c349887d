"""What a file is: every form of SDMX told from its first element, key or column, those that are not read here too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from accord.formats.messages import Unreadable, show
from accord.formats.sdmx.safe_json import top_level
from accord.formats.sdmx.safe_xml import Source, looks_like_xml, opening, root_name

Use = Literal["data", "structure", "table", "refused"]

EXPECTED = "figures or structures in SDMX-ML 2.1 or 3.0, SDMX-JSON 1.0 or 2.0, or figures in SDMX-CSV 1.0 or 2.0"
_SPACE = re.compile(r"http://www\.sdmx\.org/resources/sdmxml/schemas/v(\d)_(\d)/", re.IGNORECASE)
_SOAP = {"http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"}
_XML = {
    "Structure": ("structure", "structure", "structures"),
    "GenericData": ("data", "generic", "generic data"),
    "GenericTimeSeriesData": ("data", "generic", "generic time series"),
    "StructureSpecificData": ("data", "specific", "structure-specific data"),
    "StructureSpecificTimeSeriesData": ("data", "specific", "structure-specific time series"),
    "GenericMetadata": ("refused", "metadata", "reference metadata"),
    "StructureSpecificMetadata": ("refused", "metadata", "structure-specific reference metadata"),
    "MetadataSet": ("refused", "metadata", "reference metadata"),
    "RegistryInterface": ("refused", "registry", "message of a registry"),
    "Error": ("refused", "error", "error"),
}
STRUCTURE_KEYS = {
    "agencySchemes", "availabilityConstraints", "categorisations", "categorySchemes", "codelists", "conceptSchemes",
    "contentConstraints", "customTypeSchemes", "dataConstraints", "dataConsumerSchemes", "dataProviderSchemes",
    "dataStructures", "dataflows", "geoGridCodelists", "geographicCodelists", "hierarchicalCodelists", "hierarchies",
    "hierarchyAssociations", "metadataConstraints", "metadataProviderSchemes", "metadataProvisionAgreements",
    "metadataStructures", "metadataflows", "namePersonalisationSchemes", "organisationUnitSchemes", "processes",
    "provisionAgreements", "reportingTaxonomies", "representationMaps", "rulesetSchemes", "structureMaps", "structureSets",
    "transformationSchemes", "userDefinedOperatorSchemes", "valueLists", "valuelists", "vtlMappingSchemes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """`code` is stable (sdmx-ml-2.1-generic, ...); `name` is for people; `refusal` the message's code where `use` is refused."""

    code: str
    use: Use
    name: str
    refusal: str = ""


def sniff(source: Source) -> Kind:
    """Which form the file has; a `table` is any text that is neither XML nor JSON (CSV forms are told by their header).

    Raises Unreadable only where the file cannot be told at all: empty, xml_*, json_*.
    """
    head, _ = opening(source)
    if looks_like_xml(head):
        return _xml_kind(*root_name(source))
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.startswith((b"{", b"[")):
        return _json_kind(top_level(source))
    return _table_kind(plain)


def refuse_kind(kind: Kind, source: Source) -> Unreadable:
    """Why a file of a kind that is not read here is not: what it is and what is expected."""
    if kind.refusal == "sdmx_error":
        return Unreadable("sdmx_error", reason=_error_text(source))
    if kind.refusal == "not_sdmx":
        return Unreadable("not_sdmx", value=show(kind.name), expected=EXPECTED)
    if kind.refusal in {"sdmx_metadata", "sdmx_registry"}:
        return Unreadable(kind.refusal, kind=kind.name, expected=EXPECTED)
    return Unreadable(kind.refusal, kind=kind.name)


def not_sdmx(source: Source) -> Unreadable:
    """That a file is no SDMX message, with its first line."""
    first = opening(source)[0][:200].decode("utf-8", "replace").lstrip("\ufeff").strip().splitlines()
    return Unreadable("not_sdmx", value=show(first[0] if first else "", 60), expected=EXPECTED)


def _xml_kind(space: str, root: str) -> Kind:
    if space in _SOAP and root == "Envelope":
        return Kind("soap", "refused", "a SOAP envelope", "sdmx_soap")
    found = _SPACE.match(space)
    if not found:
        return Kind("xml", "refused", f"<{root}>", "not_sdmx")
    version = f"{found[1]}.{found[2]}"
    if version in {"1.0", "2.0"}:
        return Kind(f"sdmx-ml-{version}", "refused", f"SDMX-ML {version} ({root})", "old_sdmx")
    if root.endswith("Query"):
        return Kind(f"sdmx-ml-{version}-query", "refused", f"an SDMX-ML {version} query ({root})", "sdmx_query")
    if root not in _XML:
        return Kind("xml", "refused", f"<{root}>", "not_sdmx")
    use, short, words = _XML[root]
    name = f"{'an ' if short in {'registry', 'error'} else ''}SDMX-ML {version} {words}"
    return Kind(f"sdmx-ml-{version}-{short}", use, name, "" if use != "refused" else f"sdmx_{short}")  # type: ignore[arg-type]


def _json_kind(top: Mapping[str, Any]) -> Kind:
    """SDMX-JSON by what it holds: `dataSets` with `structures` (2.0) or `structure` (1.0 and its forerunners), or structures."""
    inner = top.get("data")
    data: Mapping[str, Any] = inner if isinstance(inner, Mapping) else top
    if "dataSets" in data:
        version = "2.0" if "structures" in data else "1.0"
        return Kind(f"sdmx-json-{version}-data", "data", f"SDMX-JSON {version} data")
    if "metadataSets" in data:
        return Kind("sdmx-json-metadata", "refused", "SDMX-JSON reference metadata", "sdmx_metadata")
    if STRUCTURE_KEYS & set(data) or (inner is not None and "meta" in top and not data):
        version = "1.0" if json_version(top) == "1.0" else "2.0"
        return Kind(f"sdmx-json-{version}-structure", "structure", f"SDMX-JSON {version} structures")
    if "errors" in top and not data.get("dataSets"):
        return Kind("sdmx-json-error", "refused", "an SDMX-JSON error", "sdmx_error")
    return Kind("json", "refused", "{" + ", ".join(list(top)[:5]), "not_sdmx")


def json_version(top: Mapping[str, Any]) -> str:
    """`1.0`, `2.0` or `2.1` by the address of the schema that the message names, else ""."""
    meta = top.get("meta")
    named = f"{top.get('$schema', '')} {meta.get('schema', '') if isinstance(meta, Mapping) else ''}"
    found = re.search(r"/(\d\.\d)(?:\.\d)?/sdmx-json", named)
    return found[1] if found else ""


def _table_kind(plain: bytes) -> Kind:
    line = plain[:1000].splitlines()[0] if plain else b""
    if b":" in line and not re.search(rb"[,;\t|]", line):  # YAML, mail, a log: a table has a separator
        return Kind("text", "refused", show(line.decode("utf-8", "replace"), 60), "not_sdmx")
    first = re.split(rb"[,;\t|\r\n]", plain[:200].replace(b'"', b""), maxsplit=1)[0].decode("utf-8", "replace").strip()
    name = re.sub(r"\[.*\Z", "", first).strip()
    if name == "DATAFLOW":
        return Kind("sdmx-csv-1", "data", "SDMX-CSV 1.0")
    if name == "STRUCTURE":
        return Kind("sdmx-csv-2", "data", "SDMX-CSV 2.0")
    return Kind("table", "table", "a table")


def _error_text(source: Source) -> str:
    head, _ = opening(source)
    if looks_like_xml(head):
        from accord.formats.sdmx.safe_xml import parse

        root = parse(source)
        code = next((e.get("code", "") for e in root.iter() if isinstance(e.tag, str) and e.get("code")), "")
        words = " ".join(t.strip() for t in root.itertext() if t.strip())
        return show(f"{code} {words}".strip(), 300)
    errors = top_level(source).get("errors") or [{}]
    first = errors[0] if isinstance(errors, list) and isinstance(errors[0], Mapping) else {}
    return show(f"{first.get('code', '')} {first.get('title', '')}".strip() or "no reason given", 300)
