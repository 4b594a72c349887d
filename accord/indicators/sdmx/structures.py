"""Answers about structures: artefacts, what data there are, what data would be valid."""

from collections.abc import Sequence

from django.conf import settings

from accord.formats.sdmx.availability import availability, availability_answer, schema_answer
from accord.formats.sdmx.catalogue import matching, select
from accord.formats.sdmx.described import Described
from accord.formats.sdmx.faults import Fault, RequestFault, quoted, syntax
from accord.formats.sdmx.layout import ALL_DIMENSIONS
from accord.formats.sdmx.media import Choice
from accord.formats.sdmx.request import AvailabilityQuery, SchemaQuery, StructureQuery
from accord.formats.sdmx.shape import Header, Ref
from accord.formats.sdmx.structure_detail import with_detail
from accord.formats.sdmx.write_structures import write_structures
from accord.indicators.frames import serving
from accord.indicators.sdmx import answers, flows
from accord.indicators.sdmx.answers import Answer
from accord.indicators.sdmx.catalogue import catalogue


def answer(query: StructureQuery | AvailabilityQuery | SchemaQuery, choice: Choice, language: str) -> Answer:
    if isinstance(query, StructureQuery):
        shown, context = _structures(query), None
    elif isinstance(query, AvailabilityQuery):
        shown, context = _availability(query), None
    else:
        shown, context = _schema(query)
    if not shown:
        raise RequestFault(Fault.NO_RESULTS, "No structure here fits the request.")
    changed = flows.state()[1]
    header = Header("ACCORD-structure", answers.stamp(changed))
    return Answer(write_structures(choice.format, shown, header, language=language, context=context), choice.content_type)


def _structures(query: StructureQuery) -> tuple[Described, ...]:
    found = select(query, catalogue())
    return with_detail(found, query.detail, _address) if found.found else ()


def _address(ref: Ref) -> str:
    site = getattr(settings, "SITE", "").rstrip("/")
    return f"{site}/sdmx/v2/structure/{ref.kind}/{ref.agency}/{ref.id}/{ref.version}"


def _availability(query: AvailabilityQuery) -> tuple[Described, ...]:
    flow = answers.find_flow(query.target)
    question = answers.question(query, flow.shape)
    slices = [e.slice for e in answers.wanted(flow.editions, query)]
    told = serving.available(slices, question)
    if not told.series:
        raise RequestFault(Fault.NO_RESULTS, "No data fit the request.")
    wanted = query.components
    if unknown := sorted({*wanted} - {d.id for d in flow.shape.dimensions} - {flow.shape.time.id if flow.shape.time else ""}):
        raise syntax(f"The structure has no dimension {', '.join(unknown)}.")
    there = serving.addable(slices, question, told.codes) if query.mode == "available" else told.codes
    codes = {d: c for d, c in there.items() if not wanted or d in wanted}
    period = None
    if told.start and told.end and (not wanted or "TIME_PERIOD" in wanted):
        period = (told.start.isoformat(), told.end.isoformat())
    constraint = availability(flow.ref, codes, period=period, obs_count=told.observations, series_count=told.series)
    return availability_answer(constraint, catalogue(), query.references)


def _schema(query: SchemaQuery) -> tuple[tuple[Described, ...], Ref | None]:
    kinds = set(query.target.contexts)
    context = next((d for d in matching(query.target, [d for d in catalogue() if d.ref.kind in kinds])), None)
    shown = schema_answer(context, catalogue()) if context else ()
    if query.at_observation and shown:
        _check_dimension(query.at_observation, shown)
    return shown, context.ref if context else None


def _check_dimension(name: str, shown: Sequence[Described]) -> None:
    """A schema told as a structure is the same whatever stands at the observation: all that there is to do is to know it."""
    lists = [d.body.get("dataStructureComponents", {}).get("dimensionList", {}) for d in shown if d.ref.kind == "datastructure"]
    found = [d for told in lists for d in (*told.get("dimensions", ()), told.get("timeDimension"))]
    known = [str(d["id"]) for d in found if d]  # none of a structure that is held as its owner's stub
    if known and name not in (*known, ALL_DIMENSIONS):
        raise syntax(f"dimensionAtObservation={quoted(name)} is none of {', '.join(known)}, {ALL_DIMENSIONS}.")
