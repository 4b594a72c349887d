"""Requests of the SDMX REST API, 2.1 (SDMX 2.1) and v2 (SDMX 3.0), as values.

`parse_request` reads a path and a query string; whatever is wrong raises RequestFault and nothing else. After sdmx-rest
`v2_1/ws/rest/docs` (4.3 to 4.6) and `doc/` (data, structures, availability, schema).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from accord.formats.sdmx.faults import Api, Fault, RequestFault, quoted, syntax
from accord.formats.sdmx.filters import Filter, Key, parse_keys
from accord.formats.sdmx.layout import Detail
from accord.formats.sdmx.parameters import Parameters, read_parameters
from accord.formats.sdmx.paths import (
    FOREIGN_KINDS,
    KINDS,
    agencies,
    component_ids,
    flow_ref,
    item_ids,
    one,
    resource_ids,
    versions,
)

StructureDetail = Literal[
    "full", "allstubs", "referencestubs", "allcompletestubs", "referencecompletestubs", "referencepartial", "raw"
]
Mode = Literal["exact", "available"]
MAX_LENGTH = 16_000
CONTEXTS = ("dataflow", "datastructure", "provisionagreement")
_DETAILS: tuple[Detail, ...] = ("full", "dataonly", "serieskeysonly", "nodata")
_STRUCTURE_DETAILS: tuple[StructureDetail, ...] = (
    "full", "allstubs", "referencestubs", "allcompletestubs", "referencecompletestubs", "referencepartial", "raw",
)  # fmt: skip
_MODES: tuple[Mode, ...] = ("exact", "available")
_REFERENCES = ("none", "parents", "parentsandsiblings", "ancestors", "children", "descendants", "all")


@dataclass(frozen=True, slots=True)
class Target:
    """Which artefacts a request names. An empty tuple is any; `versions` are tokens for versions.match_versions."""

    contexts: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataQuery:
    """A data request. `keys` and `filters` narrow each other; `start` and `end` are days, both within.

    `attributes` and `measures` as in REST 2.x (dsd, all, none, dataset, series, obs or ids); `at_observation` is empty
    where the structure decides; `sort` pairs a component, `*` or `series_key` with True for descending.
    """

    api: Api
    target: Target
    keys: tuple[Key, ...] = ()
    filters: tuple[Filter, ...] = ()
    providers: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    updated_after: datetime | None = None
    as_of: datetime | None = None
    first_n: int | None = None
    last_n: int | None = None
    at_observation: str = ""
    detail: Detail = "full"
    attributes: tuple[str, ...] = ("dsd",)
    measures: tuple[str, ...] = ("all",)
    include_history: bool = False
    offset: int = 0
    limit: int | None = None
    sort: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class StructureQuery:
    """A structure request; `kinds` in SDMX's lower case, empty for any; `items` of an item scheme, empty for all."""

    api: Api
    kinds: tuple[str, ...]
    target: Target
    items: tuple[str, ...] = ()
    detail: StructureDetail = "full"
    references: tuple[str, ...] = ("none",)


@dataclass(frozen=True, slots=True)
class AvailabilityQuery:
    """What data there are; `components` are the dimensions asked about, empty for all."""

    api: Api
    target: Target
    keys: tuple[Key, ...] = ()
    filters: tuple[Filter, ...] = ()
    providers: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    updated_after: datetime | None = None
    mode: Mode = "exact"
    references: tuple[str, ...] = ("none",)


@dataclass(frozen=True, slots=True)
class SchemaQuery:
    """What data would be valid in a context: one artefact."""

    api: Api
    target: Target
    at_observation: str = ""


Query = DataQuery | StructureQuery | AvailabilityQuery | SchemaQuery


@dataclass(frozen=True, slots=True)
class Request:
    """A query with what else the query string said: `representation` holds format, formatVersion, labels, ..."""

    query: Query
    representation: dict[str, str] = field(default_factory=dict)


def parse_request(api: Api, path: str, query: str = "") -> Request:
    """A request from the path below the API's root, percent-decoded, and the raw query string (a `+` in it is a `+`).

    Raises RequestFault: 400 for what the API does not know, 414 where it is too long, 413 where it names too many values,
    422 (403 in 2.1) for what cannot be meant, 501 for what is not built.
    """
    if len(path) + len(query) > MAX_LENGTH:
        raise RequestFault(Fault.URI_TOO_LONG, f"The address is longer than {MAX_LENGTH} characters.")
    parts = [p.strip() for p in path.strip("/").split("/")]
    values = read_parameters(query)
    resource = parts[0].casefold()
    if resource == "data":
        found: Query = _data(api, parts[1:], values)
    elif resource in ("availability", "availableconstraint"):
        found = _availability(api, parts[1:], values)
    elif resource == "schema":
        found = _schema(api, parts[1:], values)
    elif resource in ("metadata", "registration"):
        raise RequestFault(Fault.NOT_IMPLEMENTED, f"/{resource} is not built in this service.")
    else:
        found = _structure(api, resource, parts[1:], values)
    return Request(found, values.representation)


def _take(parts: Sequence[str], count: int, what: str) -> list[str]:
    """The parts of a path, filled up with empty ones."""
    if len(parts) > count:
        raise syntax(f"The path has {len(parts) - count} parts too many: /{what}.")
    return [*parts, *[""] * (count - len(parts))]


def _data(api: Api, parts: Sequence[str], values: Parameters) -> DataQuery:
    values.only("data")
    if api == "2.1":
        flow, key, provider = _take(parts, 3, "data/{flow}/{key}/{provider}")
        target, providers = _flow_target(flow), _providers(provider)
    else:
        *path, key = _take(parts, 5, "data/{context}/{agency}/{id}/{version}/{key}")
        target, providers = _context_target(path, ("*",)), ()
    updated_after, as_of = values.moment("updatedAfter"), values.moment("asOf")
    if updated_after and as_of and updated_after > as_of:
        raise RequestFault(Fault.SEMANTIC, "updatedAfter is later than asOf.")
    start, end = _window(values)
    return DataQuery(
        api, target, parse_keys(key), values.filters, providers, start, end, updated_after, as_of,
        first_n=values.count("firstNObservations"), last_n=values.count("lastNObservations"),
        at_observation=values.identifier("dimensionAtObservation"), detail=values.choice("detail", _DETAILS),
        attributes=values.ids("attributes", "dsd"), measures=values.ids("measures", "all"),
        include_history=values.flag("includeHistory"), offset=values.count("offset", least=0) or 0,
        limit=values.count("limit"), sort=values.sort(),
    )  # fmt: skip


def _structure(api: Api, resource: str, parts: Sequence[str], values: Parameters) -> StructureQuery:
    kind = resource
    if resource == "structure" and api == "v2":
        kind, parts = (parts[0].casefold() if parts else ""), parts[1:]
    if (kind in FOREIGN_KINDS and (api == "2.1" or resource == "structure")) and kind:
        raise RequestFault(Fault.NOT_IMPLEMENTED, f"Structures of kind {kind} are not kept in this service.")
    any_kind = kind in ("", "all", "*") if api == "v2" else kind == "structure"
    if (api == "v2" and resource != "structure") or not (any_kind or kind in KINDS):
        shown = kind if api == "2.1" or resource == "structure" else resource
        raise syntax(f"The API has no resource {quoted(shown)}.")
    values.only("structure")
    agency, resource_id, version, item = _take(parts, 4, f"{kind}/{{agency}}/{{id}}/{{version}}/{{item}}")
    default = "latest" if api == "2.1" else "~"
    target = Target((), agencies(agency), resource_ids(resource_id), versions(version or default))
    detail = values.choice("detail", _STRUCTURE_DETAILS)
    kinds = () if any_kind else (kind,)
    return StructureQuery(api, kinds, target, item_ids(item), detail, _references(values))


def _availability(api: Api, parts: Sequence[str], values: Parameters) -> AvailabilityQuery:
    values.only("availability")
    if api == "2.1":
        flow, key, provider, component = _take(parts, 4, "availableconstraint/{flow}/{key}/{provider}/{component}")
        target, providers = _flow_target(flow), _providers(provider)
    else:
        *path, key, component = _take(parts, 6, "availability/{context}/{agency}/{id}/{version}/{key}/{component}")
        target, providers = _context_target(path, ("*",)), ()
    start, end = _window(values)
    return AvailabilityQuery(
        api, target, parse_keys(key), values.filters, providers, component_ids(component), start, end,
        values.moment("updatedAfter"), values.choice("mode", _MODES), _references(values),
    )  # fmt: skip


def _schema(api: Api, parts: Sequence[str], values: Parameters) -> SchemaQuery:
    values.only("schema")
    path = _take(parts, 4, "schema/{context}/{agency}/{id}/{version}")
    target = _context_target(path, ("latest" if api == "2.1" else "~",))
    if not (target.contexts and target.agencies and target.ids) or "*" in target.versions or "all" in target.versions:
        raise syntax("A schema is of one artefact: /schema/{context}/{agency}/{id}/{version}.")
    if values.moment("asOf"):
        raise RequestFault(Fault.NOT_IMPLEMENTED, "A schema is told as it is now; earlier structures are not kept.")
    for name in ("deletion", "explicitMeasure", "explicit"):
        if values.flag(name):
            raise RequestFault(Fault.NOT_IMPLEMENTED, f"{name} is not built: a schema is told as a structure, for data alone.")
    return SchemaQuery(api, target, values.identifier("dimensionAtObservation"))


def _window(values: Parameters) -> tuple[date | None, date | None]:
    start, end = values.days("startPeriod"), values.days("endPeriod")
    if start and end and start[0] > end[1]:
        raise RequestFault(Fault.SEMANTIC, "startPeriod is later than endPeriod.")
    return start[0] if start else None, end[1] if end else None


def _flow_target(text: str) -> Target:
    agency, flow, version = flow_ref(text)
    if not flow:
        raise syntax("Name a dataflow: /data/{flow} or /data/{agency},{flow},{version}.")
    return Target(("dataflow",), agencies(agency), resource_ids(flow), versions(version or "latest"))


def _context_target(path: Sequence[str], default: tuple[str, ...]) -> Target:
    context, agency, resource_id, version = path
    contexts = one(context)
    for name in contexts:
        if name.casefold() not in CONTEXTS:
            raise syntax(f"{quoted(name)} is not a context: {', '.join(CONTEXTS)}.")
    wanted = versions(version) if version else default
    return Target(tuple(n.casefold() for n in contexts), agencies(agency), resource_ids(resource_id), wanted)


def _providers(text: str) -> tuple[str, ...]:
    return resource_ids(text.rpartition(",")[2])


def _references(values: Parameters) -> tuple[str, ...]:
    asked = values.names("references") or ("none",)
    for name in asked:
        if name not in _REFERENCES and name not in KINDS and name not in FOREIGN_KINDS:
            raise syntax(f"references={quoted(name)} is neither {', '.join(_REFERENCES)} nor a kind of structure.")
    return asked
