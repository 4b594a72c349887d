"""Artefacts in SDMX-JSON 2.0 (SDMX 3.0): their described form with links, and names also by language."""

from collections.abc import Sequence
from typing import Any

from accord.formats.sdmx.describe import Described, Json
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


def to_json_2(artefacts: Sequence[Described], language: str) -> Json:
    """The data part of a structure message of SDMX-JSON 2.0."""
    data: dict[str, list[Json]] = {}
    for one in artefacts:
        data.setdefault(COLLECTIONS[one.ref.kind], []).append(named(one, one.body, language))
    return dict(data)


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
    """A copy with `names`, `descriptions` and `texts` beside `name`, `description` and `text`."""
    if isinstance(value, list):
        return [_in_language(v, language) for v in value]
    if not isinstance(value, dict):
        return value
    found: Json = {}
    for key, inner in value.items():
        found[key] = _in_language(inner, language)
        if key in ("name", "description", "text") and isinstance(inner, str):
            found[f"{key}s"] = {language: inner}
    return found
