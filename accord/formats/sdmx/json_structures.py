"""Artefacts in SDMX-JSON 2.0 (SDMX 3.0): their described form with links, and names also by language."""

from collections.abc import Sequence
from typing import Any

from accord.formats.sdmx.described import Described, Json
from accord.formats.sdmx.layout import text_in
from accord.formats.sdmx.urns import urn

COLLECTIONS = {
    "agencyscheme": "agencySchemes",
    "categorisation": "categorisations",
    "categoryscheme": "categorySchemes",
    "codelist": "codelists",
    "conceptscheme": "conceptSchemes",
    "dataconstraint": "dataConstraints",
    "dataflow": "dataflows",
    "dataproviderscheme": "dataProviderSchemes",
    "datastructure": "dataStructures",
    "provisionagreement": "provisionAgreements",
    "valuelist": "valueLists",
}


VALUE_LIST, CONCEPT_SCHEME = ".codelist.ValueList=", ".conceptscheme.ConceptScheme="
_TEXTS = {"name": "names", "description": "descriptions", "text": "texts"}


def to_json_2(artefacts: Sequence[Described], language: str) -> Json:
    """The data part of a structure message of SDMX-JSON 2.0."""
    data: dict[str, list[Json]] = {}
    for one in artefacts:
        data.setdefault(COLLECTIONS[one.ref.kind], []).append(named(one, as_30(one), language))
    return dict(data)


def as_30(one: Described) -> Json:
    """The body as SDMX 3.0 has it: no concept scheme as the values of a dimension (the measure dimension of 2.1)."""
    found: Json = one.body if one.ref.kind != "datastructure" else without_enumerations(one.body, CONCEPT_SCHEME)
    return found


def without_enumerations(value: Any, kind: str) -> Any:
    """A copy in which what is enumerated by artefacts of a class that this version lacks is a plain text."""
    if isinstance(value, list):
        return [without_enumerations(v, kind) for v in value]
    if not isinstance(value, dict):
        return value
    if kind in str(value.get("enumeration", "")):
        return {"format": {"dataType": "String"}}
    return {k: without_enumerations(v, kind) for k, v in value.items()}


def named(one: Described, body: Json, language: str) -> Json:
    """A body of an artefact with its links, and each name and description also by language."""
    found: Json = _in_language(body, language)
    if one.ref.kind == "conceptscheme":
        for concept in found.get("concepts", ()):
            concept["links"] = [{"rel": "self", "urn": urn(one.ref, concept["id"])}]
    # The schema's pattern of URNs forgot value lists.
    link = {} if one.ref.kind == "valuelist" else {"urn": urn(one.ref)}
    link |= {"href": one.url} if one.url else {}
    return found | ({"links": [{"rel": "self", **link}]} if link else {})


def _in_language(value: Any, language: str) -> Any:
    """A copy in which a text in the best language stands beside the texts by language."""
    if isinstance(value, list):
        return [_in_language(v, language) for v in value]
    if not isinstance(value, dict):
        return value
    found: Json = {k: v if k in _TEXTS.values() else _in_language(v, language) for k, v in value.items()}
    for one, many in _TEXTS.items():
        if many in found:
            found[one] = text_in(found[many], language)
        elif isinstance(found.get(one), str):
            found[many] = {language: found[one]}
    return found
