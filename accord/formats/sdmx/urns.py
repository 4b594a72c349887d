"""SDMX URNs of artefacts and of items in them."""

import re
from dataclasses import dataclass

from accord.formats.sdmx.shape import Ref

CLASSES = {
    "dataflow": ("datastructure", "Dataflow"),
    "datastructure": ("datastructure", "DataStructure"),
    "codelist": ("codelist", "Codelist"),
    "valuelist": ("codelist", "ValueList"),
    "conceptscheme": ("conceptscheme", "ConceptScheme"),
    "agencyscheme": ("base", "AgencyScheme"),
    "dataproviderscheme": ("base", "DataProviderScheme"),
    "categoryscheme": ("categoryscheme", "CategoryScheme"),
    "categorisation": ("categoryscheme", "Categorisation"),
    "dataconstraint": ("registry", "DataConstraint"),
    "provisionagreement": ("registry", "ProvisionAgreement"),
}
ITEMS = {
    "conceptscheme": "Concept",
    "categoryscheme": "Category",
    "dataproviderscheme": "DataProvider",
    "agencyscheme": "Agency",
    "codelist": "Code",
}
_KINDS = {name: kind for kind, (_, name) in CLASSES.items()} | {name: kind for kind, name in ITEMS.items()}
_URN = re.compile(r"(?:urn:sdmx:org\.sdmx\.infomodel\.[a-z]+\.)?([A-Za-z]+)=([^:()]+):([^():]+)\(([^()]*)\)(?:\.(.+))?")


@dataclass(frozen=True, slots=True)
class Target:
    """What a URN names: an artefact, or an item in it."""

    ref: Ref
    item: str = ""


def urn(ref: Ref, item: str = "") -> str:
    """The URN of an artefact or of an item, e.g. urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_FREQ(2.1)."""
    package, name = CLASSES[ref.kind]
    shown = f"urn:sdmx:org.sdmx.infomodel.{package}.{ITEMS[ref.kind] if item else name}={ref}"
    return f"{shown}.{item}" if item else shown


def parse_urn(text: str) -> Target | None:
    """What a URN names, also in its short form (Codelist=SDMX:CL_FREQ(2.1)); None for classes that are not kept here."""
    found = _URN.fullmatch(text)
    if not found or found[1] not in _KINDS:
        return None
    return Target(Ref(_KINDS[found[1]], found[2], found[3], found[4]), found[5] or "")
