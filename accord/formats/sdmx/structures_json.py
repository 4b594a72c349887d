"""Structures in SDMX-JSON 1.0 and 2.0: pysdmx reads each artefact of 2.0; those of 1.0 are brought into its form before.

What changed from 1.0 to 2.0 (field guides of the SDMX technical working group): `textFormat` became `format` with
`dataType`, one primary measure a list of measures, one of several time dimensions the only one, `assignmentStatus` `usage`.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from accord.formats.messages import refuse
from accord.formats.sdmx.artefact import Artefact
from accord.formats.sdmx.kinds import STRUCTURE_KEYS
from accord.formats.sdmx.safe_json import top_level
from accord.formats.sdmx.safe_xml import Source
from accord.formats.sdmx.shape import Ref
from accord.formats.sdmx.structures import StructureMessage
from accord.formats.sdmx.structures_xml import _kind, _unread

_HEADER = {"id": "x", "prepared": "2000-01-01T00:00:00Z", "test": False, "sender": {"id": "x"}, "contentLanguages": ["en"]}
_NOW_CALLED = {"valuelists": "valueLists", "contentConstraints": "dataConstraints"}
_ITEMS = ("codes", "concepts", "categories", "agencies", "dataProviders", "dataConsumers", "metadataProviders", "valueItems")


def read_json_structures(source: Source, kind: str) -> StructureMessage:
    """See `structures.read_structures`. Raises Unreadable: json_*, too_big."""
    top = top_level(source)
    body = top["data"] if isinstance(top.get("data"), dict) else top
    message = StructureMessage(kind, [])
    for key, told in body.items():
        if key in STRUCTURE_KEYS and isinstance(told, list):
            for one in told:
                if isinstance(one, dict):
                    _read(key, one, message)
    return message


def _read(key: str, told: dict[str, Any], message: StructureMessage) -> None:
    import msgspec
    from pysdmx.io.json.sdmxjson2.messages.structure import JsonStructureMessage
    from pysdmx.model import decoders

    agency, id, version = (str(told.get(n) or d) for n, d in (("agencyID", ""), ("id", ""), ("version", "1.0")))
    identity, named = f"{agency}:{id}({version})", _named(key)
    alone = {"meta": _HEADER, "data": {_NOW_CALLED.get(key, key): [_as_2(key, told)]}}
    try:
        found = msgspec.json.decode(json.dumps(alone), type=JsonStructureMessage, dec_hook=decoders, strict=False)
        models = list(found.to_model().structures or ())
    except Exception as fault:  # whatever pysdmx's model raises where a part is missing
        message.refused.append(_unread(named, identity, fault))
        return
    if not models:
        message.refused.append(refuse("artefact_kind", 0, "", identity, kind=named))
    for model in models:
        texts = {p: t for p, t in _texts(told, "") if t}
        message.artefacts.append(Artefact(Ref(_kind(model), agency, id, version), model, texts, dict(_parents(told))))


def _named(key: str) -> str:
    """`dataStructures` -> `DataStructure`, `hierarchies` -> `Hierarchy`, `processes` -> `Process`."""
    one = f"{key[:-3]}y" if key.endswith("ies") else key.removesuffix("es" if key.endswith("sses") else "s")
    return one[:1].upper() + one[1:]


def _texts(told: Mapping[str, Any], path: str) -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Names and descriptions by path and language, where there are others than one in English."""
    found = {}
    for key, what in (("names", "name"), ("descriptions", "description")):
        languages = told.get(key)
        if isinstance(languages, dict) and languages and set(languages) != {"en"}:
            found[what] = {str(k): str(v) for k, v in languages.items()}
    yield path, found
    for item in _items(told):
        yield from _texts(item, f"{path}.{item.get('id', '')}".lstrip("."))


def _items(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for key in _ITEMS:
        for item in told.get(key) or () if isinstance(told.get(key), list) else ():
            if isinstance(item, dict):
                yield item


def _parents(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for item in _items(told):
        if isinstance(item.get("parent"), str):
            yield str(item.get("id", "")), item["parent"].rpartition(".")[2] or item["parent"]


def _as_2(key: str, told: dict[str, Any]) -> dict[str, Any]:
    """The artefact in the form of 2.0; one that has it already is left as it is."""
    mended = {**told, "version": str(told.get("version") or "1.0")}
    if "name" not in mended and isinstance(told.get("names"), dict) and told["names"]:
        mended["name"] = told["names"].get("en") or next(iter(told["names"].values()))
    if key == "dataStructures":  # which has none where it is but a stub
        mended["dataStructureComponents"] = _components(told.get("dataStructureComponents") or {})
    elif key == "conceptSchemes":
        mended["concepts"] = [_with(c, "coreRepresentation") for c in told.get("concepts") or ()]
    elif key in {"contentConstraints", "dataConstraints"}:
        mended["cubeRegions"] = [_region(r) for r in told.get("cubeRegions") or ()]
        mended["role"] = told.get("role") or told.get("type") or "Allowed"
    return mended


def _components(told: dict[str, Any]) -> dict[str, Any]:
    dimensions = dict(told.get("dimensionList") or {})
    times = dimensions.pop("timeDimensions", None) or [dimensions.get("timeDimension")]
    measured = dimensions.pop("measureDimensions", None) or []
    dimensions["dimensions"] = [_with(d) for d in (*(dimensions.get("dimensions") or ()), *measured)]
    dimensions["dimensions"].sort(key=lambda d: d.get("position") or 0)
    if times[0]:
        dimensions["timeDimension"] = _with(times[0])
    dimensions["id"] = "DimensionDescriptor"  # the standard fixes the ids of the lists
    made = {**told, "dimensionList": dimensions}
    if measures := told.get("measureList"):
        first = measures.get("primaryMeasure")
        made["measureList"] = {
            "id": "MeasureDescriptor",
            "measures": [_with(m) for m in measures.get("measures") or [first] if m],
        }
    if attributes := told.get("attributeList"):
        listed = [_attribute(a) for a in attributes.get("attributes") or ()]
        made["attributeList"] = {**attributes, "id": "AttributeDescriptor", "attributes": listed}
    return made


def _attribute(told: dict[str, Any]) -> dict[str, Any]:
    made = _with(told)
    if "assignmentStatus" in told:
        made["usage"] = told["assignmentStatus"].lower().replace("conditional", "optional")
    relation = dict(told.get("attributeRelationship") or {})
    if relation.pop("primaryMeasure", None) is not None:
        relation["observation"] = {}
    if relation.pop("none", None) is not None:
        relation["dataflow"] = {}
    return {**made, "attributeRelationship": relation}


def _with(component: dict[str, Any], key: str = "localRepresentation") -> dict[str, Any]:
    """A component or concept whose representation has the form of 2.0."""
    told = component.get(key)
    if not isinstance(told, dict):
        return component
    made = dict(told)
    if "textFormat" in made:
        made["format"] = made.pop("textFormat")
    for name in ("format", "enumerationFormat"):
        if isinstance(made.get(name), dict) and "textType" in made[name]:
            made[name] = {**made[name], "dataType": made[name]["textType"]}
            del made[name]["textType"]
    return {**component, key: made}


def _region(told: dict[str, Any]) -> dict[str, Any]:
    """A cube region with its values as objects."""
    made = {**told, "isIncluded": told.get("isIncluded", told.get("include", True))}
    for key in ("keyValues", "components", "attributes"):
        if isinstance(told.get(key), list):
            made[key] = [_key_value(k) for k in told[key]]
    return made


def _key_value(told: dict[str, Any]) -> dict[str, Any]:
    values = [*(told.get("values") or ()), *(told.get("cascadeValues") or ())]
    if not values:
        return told
    return {**told, "values": [{"value": v} if isinstance(v, str) else v for v in values]}
