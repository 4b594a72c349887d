"""Answers to SDMX requests, as values: status, type and a body that may be streamed."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain

from accord.formats.sdmx.faults import Fault, RequestFault
from accord.formats.sdmx.filters import Filter, fit_keys
from accord.formats.sdmx.layout import lay_out, narrow
from accord.formats.sdmx.media import Choice
from accord.formats.sdmx.request import AvailabilityQuery, DataQuery, Target
from accord.formats.sdmx.shape import Dataset, Header, Row, Shape
from accord.formats.sdmx.versions import match_versions
from accord.formats.sdmx.write_data import write_data
from accord.indicators.frames import lines, serving
from accord.indicators.frames.serving import Question
from accord.indicators.sdmx import flows
from accord.indicators.sdmx.flows import Edition, Flow

HELD = 500_000  # rows that one answer may hold in memory


@dataclass(frozen=True)
class Answer:
    body: bytes | Iterable[bytes]
    content_type: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def find_flow(target: Target, as_of: datetime | None = None, now: flows.State | None = None) -> Flow:
    """The one flow that a data request names. Raises RequestFault (404)."""
    ids = target.ids or tuple(f.ref.id for f in flows.flows())
    for code in ids:
        found = flows.flow(code, as_of, now)
        if found and _is_meant(found, target):
            return found
    raise RequestFault(Fault.NO_RESULTS, f"There is no data flow {', '.join(target.agencies)}:{', '.join(target.ids)} here.")


def _is_meant(found: Flow, target: Target) -> bool:
    agency = not target.agencies or found.ref.agency in target.agencies
    versions = not target.versions or bool(match_versions(target.versions, [found.ref.version]))
    context = not target.contexts or "dataflow" in target.contexts or "datastructure" in target.contexts
    return agency and versions and context


def data(query: DataQuery, choice: Choice, language: str, now: flows.State | None = None, *, spreadsheet: bool = False) -> Answer:
    """The data message. Nothing found: 404 under 2.1, 204 under v2, as clients of each expect."""
    if query.sort:
        raise RequestFault(Fault.NOT_IMPLEMENTED, "sort is not built in this service: rows come by origin, series and time.")
    flow = find_flow(query.target, query.as_of, now)
    shape, detail = narrow(flow.shape, query.attributes, query.measures, query.detail)
    layout = lay_out(shape, query.at_observation, detail)
    asked = question(query, flow.shape, keys_only=detail in ("serieskeysonly", "nodata"))
    groups = _groups(flow, query)
    in_lines = choice.format.syntax == "csv" and not (query.offset or query.limit is not None)
    sets = [_dataset(group, asked, query, shape, in_lines=in_lines) for group in groups]
    held = [d for d in sets if d is not None]
    if not held:
        if query.api == "2.1":
            raise RequestFault(Fault.NO_RESULTS, "No data fit the request.")
        return Answer((), status=204)
    header = Header("ACCORD-" + hashlib.sha256(repr(query).encode()).hexdigest()[:12], stamp(flow.changed))
    if layout.order != lay_out(flow.shape).order[: len(layout.order)] and not layout.flat:
        held = [_sorted(d, [shape.columns.index(c) for c in layout.order]) for d in held]
    body = write_data(
        choice,
        shape,
        held,
        header,
        at_observation=query.at_observation,
        detail=detail,
        language=language,
        spreadsheet=spreadsheet,
    )
    return Answer(body, choice.content_type)


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def question(query: DataQuery | AvailabilityQuery, shape: Shape, *, keys_only: bool = False) -> Question:
    dimensions = [d.id for d in shape.dimensions]
    known = {*shape.columns}
    for one in query.filters:
        if one.component not in known:
            raise RequestFault(
                Fault.SYNTAX, f"c[{one.component}] is no component of {shape.structure}: {', '.join(shape.columns)}."
            )
    limits = [dict(one) for one in fit_keys(query.keys, dimensions)]
    listed, filters = _listed(query.filters, dimensions)
    if listed:
        limits = [{**listed, **one, **_both(listed, one)} for one in limits or [{}]]
    first, last = (query.first_n, query.last_n) if isinstance(query, DataQuery) else (None, None)
    return Question(shape, limits, filters, query.start, query.end, first, last, keys_only)


def _listed(filters: Sequence[Filter], dimensions: Sequence[str]) -> tuple[dict[str, tuple[str, ...]], list[Filter]]:
    """Filters that only list codes of a dimension become limits, which an index can answer."""
    listed: dict[str, tuple[str, ...]] = {}
    rest = []
    for one in filters:
        if one.codes is not None and one.component in dimensions and one.component not in listed:
            listed[one.component] = one.codes
        else:
            rest.append(one)
    return listed, rest


def _both(one: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {d: tuple(c for c in codes if c in other[d]) for d, codes in one.items() if d in other}


def _groups(flow: Flow, query: DataQuery) -> list[list[Edition]]:
    """The editions of each data set: one of the newest, or with history one for each time of publication."""
    held = wanted(flow.history if query.include_history else flow.editions, query)
    if not query.include_history:
        return [held]
    times = sorted({(e.valid_from, e.valid_to or datetime.max.replace(tzinfo=UTC)) for e in held})
    return [[e for e in held if (e.valid_from, e.valid_to or datetime.max.replace(tzinfo=UTC)) == t] for t in times]


def wanted(editions: Sequence[Edition], query: DataQuery | AvailabilityQuery) -> list[Edition]:
    """Those of the providers asked for, published after the moment asked for."""
    held = [e for e in editions if not query.providers or {e.origin, flows.AGENCY} & {*query.providers}]
    return [e for e in held if not query.updated_after or e.valid_from > query.updated_after]


def _dataset(group: list[Edition], asked: Question, query: DataQuery, shape: Shape, *, in_lines: bool) -> Dataset | None:
    """None where no row fits: known after the first batch, the rest is read while it is written."""
    slices = [e.slice for e in group]
    batches = serving.rows(slices, asked, query.offset, query.limit)
    head, rest = serving.first(batches)
    if not head:
        return None
    if shape.columns != asked.shape.columns:
        places = [asked.shape.columns.index(c) for c in shape.columns]
        head, rest = [_cut(b, places) for b in head], (_cut(b, places) for b in rest)
    found = Dataset(chain(head, rest))
    if in_lines and lines.scanned(slices, asked):
        found = replace(found, lines=partial(lines.lines, slices, asked))
    if not query.include_history:
        return found
    first = group[0]
    return replace(found, valid_from=stamp(first.valid_from), valid_to=stamp(first.valid_to) if first.valid_to else "")


def _cut(batch: Sequence[Row], places: Sequence[int]) -> list[Row]:
    return [tuple(row[p] for p in places) for row in batch]


def _sorted(dataset: Dataset, places: Sequence[int]) -> Dataset:
    """Rows in another order than they lie in: held in memory, so only as many as may be held."""
    rows = [row for batch in dataset.batches for row in batch]
    if len(rows) > HELD:
        raise RequestFault(Fault.TOO_LARGE, "Too many observations for this dimensionAtObservation. Ask for fewer, or over time.")
    rows.sort(key=lambda row: [row[p] or "" for p in places])
    return Dataset([rows], dataset.attributes, dataset.action, dataset.valid_from, dataset.valid_to)


def etag(state: str, *parts: str) -> str:
    return '"' + hashlib.sha256("\n".join((state, *parts)).encode()).hexdigest()[:32] + '"'
