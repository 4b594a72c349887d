"""The parts of a path of the SDMX REST API: identifiers, lists of them, wildcards, kinds of structures."""

import re

from accord.formats.sdmx.faults import quoted, syntax
from accord.formats.sdmx.versions import check_version

# Kinds that this package reads and writes; names of 2.1 and of 3.0.
KINDS = frozenset(
    ("agencyscheme", "categorisation", "categoryscheme", "codelist", "conceptscheme", "dataflow", "datastructure",
     "valuelist", "provisionagreement", "dataproviderscheme", "contentconstraint", "actualconstraint",
     "allowedconstraint", "dataconstraint")
)  # fmt: skip
# Kinds that the standard has and we do not keep.
FOREIGN_KINDS = frozenset(
    ("metadatastructure", "hierarchicalcodelist", "hierarchy", "hierarchyassociation", "organisationscheme",
     "metadataproviderscheme", "dataconsumerscheme", "organisationunitscheme", "metadataflow", "reportingtaxonomy",
     "metadataprovisionagreement", "structureset", "structuremap", "representationmap", "conceptschememap",
     "categoryschememap", "organisationschememap", "reportingtaxonomymap", "process", "attachmentconstraint",
     "metadataconstraint", "transformationscheme", "rulesetscheme", "userdefinedoperatorscheme", "customtypescheme",
     "namepersonalisationscheme", "namealiasscheme", "vtlmappingscheme")
)  # fmt: skip
_AGENCY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*")
_ID = re.compile(r"[A-Za-z0-9_@$-]+")
_ITEM = re.compile(r"[A-Za-z0-9_@$-]+(\.[A-Za-z0-9_@$-]+)*")
_VERSIONS = re.compile(r",|(?<=[a-z0-9])\+(?=\d)", re.ASCII)


def _split(text: str) -> tuple[str, ...]:
    """A list joined by `,` (2.x) or `+` (2.1); empty for all."""
    if text.casefold() in ("", "all", "*"):
        return ()
    return tuple(dict.fromkeys(re.split(r"[,+]", text)))


def _matching(text: str, pattern: re.Pattern[str], what: str) -> tuple[str, ...]:
    found = _split(text)
    for one_id in found:
        if not pattern.fullmatch(one_id):
            raise syntax(f"{quoted(one_id)} is not the id of {what}.")
    return found


def one(text: str) -> tuple[str, ...]:
    """Names as they are."""
    return _split(text)


def agencies(text: str) -> tuple[str, ...]:
    """Ids of agencies; empty for any."""
    return _matching(text, _AGENCY, "an agency")


def resource_ids(text: str) -> tuple[str, ...]:
    """Ids of artefacts; empty for any."""
    return _matching(text, _ID, "an artefact")


def item_ids(text: str) -> tuple[str, ...]:
    """Ids of items, also nested ones; empty for all."""
    return _matching(text, _ITEM, "an item")


def component_ids(text: str) -> tuple[str, ...]:
    """Ids of dimensions; empty for all."""
    return _matching(text, _ID, "a dimension")


def versions(text: str) -> tuple[str, ...]:
    """Tokens of versions. A `+` between two versions (`1.0+2.1`) separates, everywhere else it is a wildcard."""
    return tuple(dict.fromkeys(check_version(v) for v in _VERSIONS.split(text)))


def flow_ref(text: str) -> tuple[str, str, str]:
    """Agency, id and version of 2.1's `AGENCY,FLOW,VERSION`, `AGENCY,FLOW` or `FLOW`; empty where not given."""
    parts = text.split(",")
    if len(parts) > 3:
        raise syntax(f"{quoted(text)} is not a flow: AGENCY,FLOW,VERSION.")
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], parts[2] if len(parts) == 3 else ""
