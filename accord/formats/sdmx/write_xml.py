"""Data messages of SDMX-ML, streamed: 2.1 generic and structure-specific, 3.0 structure-specific.

After SDMX 2.1 section 3A and SDMX 3.0 section 3 (SDMX-ML), valid against their schemas.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from accord.formats.sdmx.chunks import chunked
from accord.formats.sdmx.faults import Fault, RequestFault
from accord.formats.sdmx.layout import Detail, Layout, Place, by_series, first_values, lay_out, picker
from accord.formats.sdmx.media import DATA_30, GENERIC_21, GENERIC_SERIES_21, SPECIFIC_21, SPECIFIC_SERIES_21, Format
from accord.formats.sdmx.shape import Dataset, Header, Row, Shape
from accord.formats.sdmx.urns import urn
from accord.formats.sdmx.xml_text import Escaped, escape

SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/"
_ROOTS = {
    GENERIC_21: "GenericData",
    GENERIC_SERIES_21: "GenericTimeSeriesData",
    SPECIFIC_21: "StructureSpecificData",
    SPECIFIC_SERIES_21: "StructureSpecificTimeSeriesData",
    DATA_30: "StructureSpecificData",
}
_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
Values = Sequence[tuple[str, str]]  # ids and texts


class _Dialect(Protocol):
    """How one kind of message writes its parts."""

    def data_set(self, dataset: Dataset) -> str: ...
    def series(self, key: Values, attributes: Values) -> str: ...
    def observation(self, row: Row) -> str: ...
    @property
    def series_end(self) -> str: ...


def write_xml(
    format: Format,
    shape: Shape,
    datasets: Iterable[Dataset],
    header: Header,
    *,
    at_observation: str = "",
    detail: Detail = "full",
) -> Iterator[bytes]:
    """The message in chunks of about 64 KB; memory does not grow with the rows.

    `format` is one of media's SDMX-ML data formats. Rows of a series must stand together: sort by
    `lay_out(shape, at_observation, detail).order`. An attribute of a series is its first value among the rows. Where
    generic data have several measures, the first is the ObsValue and the others stand among the attributes. Raises
    RequestFault: 400 for an unknown dimension, 406 for a time-series format without time.
    """
    if format in (GENERIC_SERIES_21, SPECIFIC_SERIES_21):
        if not shape.time:
            raise RequestFault(Fault.NOT_ACCEPTABLE, "Time series need a time dimension, which this structure has not.")
        at_observation = shape.time.id
    layout = lay_out(shape, at_observation, detail)
    generic = format in (GENERIC_21, GENERIC_SERIES_21)
    dialect: _Dialect = _Generic(layout) if generic else _Specific(layout, format)
    return chunked(_message(format, layout, datasets, header, dialect))


def _message(format: Format, layout: Layout, datasets: Iterable[Dataset], header: Header, dialect: _Dialect) -> Iterator[str]:
    root = f"message:{_ROOTS[format]}"
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}{_namespaces(format, layout)}>\n'
    yield _header(format, layout, header)
    for dataset in datasets:
        yield dialect.data_set(dataset)
        if layout.flat:
            yield from map(dialect.observation, (row for batch in dataset.batches for row in batch))
        else:
            yield from _series(dialect, layout, dataset.batches)
        yield "</message:DataSet>\n"
    yield f"</{root}>\n"


def _series(dialect: _Dialect, layout: Layout, batches: Iterable[Sequence[Row]]) -> Iterator[str]:
    """The series; where its first row lacks an attribute, a series is held back until one has it or it ends."""
    ids = [c.id for _, c in layout.series]
    for key, rows in by_series(layout, batches):
        first = next(rows)
        dimensions = [(i, v) for i, v in zip(ids, key, strict=True) if v is not None]
        attributes = dict(first_values(layout.series_attributes, first))
        missing = [p for p in layout.series_attributes if p[1].id not in attributes]
        held: list[str] = [dialect.observation(first)]
        while missing and (row := next(rows, None)) is not None:
            held.append(dialect.observation(row))
            attributes |= first_values(missing, row)
            missing = [p for p in missing if p[1].id not in attributes]
        ordered = [(c.id, attributes[c.id]) for _, c in layout.series_attributes if c.id in attributes]
        yield dialect.series(dimensions, ordered)
        if layout.with_observations:
            yield from held
            yield from map(dialect.observation, rows)
        yield dialect.series_end


def structure_id(shape: Shape) -> str:
    """The id by which data sets refer to the header's structure: the flow's own where XML allows it."""
    return shape.flow.id if _NCNAME.fullmatch(shape.flow.id) else f"F_{re.sub(r'[^A-Za-z0-9_.-]', '_', shape.flow.id)}"


def _own_namespace(layout: Layout) -> str:
    return escape(f"{urn(layout.shape.flow)}:ObsLevelDim:{layout.at_observation}")


def _namespaces(format: Format, layout: Layout) -> str:
    base = SCHEMAS + ("v3_0" if format == DATA_30 else "v2_1")
    generic = format in (GENERIC_21, GENERIC_SERIES_21)
    names = {
        "message": f"{base}/message",
        "common": f"{base}/common",
        **({"generic": f"{base}/data/generic"} if generic else {"data": f"{base}/data/structurespecific"}),
        **({} if generic else {"flow": _own_namespace(layout), "xsi": "http://www.w3.org/2001/XMLSchema-instance"}),
    }
    return "".join(f' xmlns:{prefix}="{name}"' for prefix, name in names.items())


def _header(format: Format, layout: Layout, header: Header) -> str:
    flow = layout.shape.flow
    usage = (
        escape(urn(flow))
        if format == DATA_30
        else f'<Ref agencyID="{escape(flow.agency)}" id="{escape(flow.id)}" version="{escape(flow.version)}"/>'
    )
    own = "" if format in (GENERIC_21, GENERIC_SERIES_21) else f' namespace="{_own_namespace(layout)}"'
    test = "true" if header.test else "false"
    return (
        f"<message:Header><message:ID>{escape(header.id)}</message:ID><message:Test>{test}</message:Test>"
        f"<message:Prepared>{escape(header.prepared)}</message:Prepared>"
        f'<message:Sender id="{escape(header.sender)}"/>'
        f'<message:Structure structureID="{structure_id(layout.shape)}"{own} '
        f'dimensionAtObservation="{layout.at_observation}">'
        f"<common:StructureUsage>{usage}</common:StructureUsage></message:Structure></message:Header>\n"
    )


def _set_attributes(dataset: Dataset, shape: Shape, prefix: str = "") -> str:
    """structureRef, action and validity of a data set."""
    pairs = [("structureRef", structure_id(shape)), ("action", dataset.action)]
    pairs += [("validFromDate", dataset.valid_from)] if dataset.valid_from else []
    pairs += [("validToDate", dataset.valid_to)] if dataset.valid_to else []
    return "".join(f' {prefix}{name}="{escape(value)}"' for name, value in pairs)


def _whole(layout: Layout, dataset: Dataset) -> Values:
    """Attributes of the data set that the layout keeps."""
    kept = [a.id for a in layout.shape.attributes if a.attachment == "dataset"]
    return [(name, dataset.attributes[name]) for name in kept if dataset.attributes.get(name)]


class _Specific:
    """Structure-specific data: each value an XML attribute named after its component."""

    def __init__(self, layout: Layout, format: Format) -> None:
        self._layout = layout
        self._scope = "" if format == DATA_30 else ' data:dataScope="Dataflow"'
        self._escaped = Escaped()
        places = (*layout.observation, *layout.measures, *layout.observation_attributes)
        self._pick = picker([i for i, _ in places])
        # 2.1 knows one measure, by the name of OBS_VALUE.
        first = layout.measures[0] if layout.measures and format != DATA_30 else None
        self._names = [f' {"OBS_VALUE" if p == first else p[1].id}="' for p in places]
        self.series_end = "</Series>\n"

    def data_set(self, dataset: Dataset) -> str:
        start = (
            f'<message:DataSet{_set_attributes(dataset, self._layout.shape, "data:")} xsi:type="flow:DataSetType"{self._scope}'
        )
        return f"{start}{self._written(_whole(self._layout, dataset))}>\n"

    def series(self, key: Values, attributes: Values) -> str:
        return f"<Series{self._written(key)}{self._written(attributes)}>"

    def observation(self, row: Row) -> str:
        safe = self._escaped
        pairs = zip(self._names, self._pick(row), strict=True)
        return f"<Obs{''.join([f'{name}{safe[v]}"' for name, v in pairs if v is not None])}/>"

    def _written(self, values: Values) -> str:
        return "".join(f' {name}="{self._escaped[value]}"' for name, value in values)


class _Generic:
    """Generic data: each value an element with the id of its component."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._escaped = Escaped()
        self._dimensions = layout.observation
        self._value = layout.measures[0][0] if layout.measures else None
        self._attributes: tuple[Place, ...] = (*layout.measures[1:], *layout.observation_attributes)
        self.series_end = "</generic:Series>\n"

    def data_set(self, dataset: Dataset) -> str:
        values = self._block("Attributes", _whole(self._layout, dataset))
        return f"<message:DataSet{_set_attributes(dataset, self._layout.shape)}>{values}\n"

    def series(self, key: Values, attributes: Values) -> str:
        return f"<generic:Series>{self._block('SeriesKey', key)}{self._block('Attributes', attributes)}"

    def observation(self, row: Row) -> str:
        safe = self._escaped
        if self._layout.flat:
            key = self._block("ObsKey", first_values(self._dimensions, row))
        else:
            key = "".join([f'<generic:ObsDimension value="{safe[row[i] or ""]}"/>' for i, _ in self._dimensions])
        value = row[self._value] if self._value is not None else None
        shown = f'<generic:ObsValue value="{safe[value]}"/>' if value is not None else ""
        attributes = self._block("Attributes", first_values(self._attributes, row)) if self._attributes else ""
        return f"<generic:Obs>{key}{shown}{attributes}</generic:Obs>"

    def _block(self, name: str, values: Values) -> str:
        if not values:
            return ""
        safe = self._escaped
        inner = "".join([f'<generic:Value id="{one}" value="{safe[text]}"/>' for one, text in values])
        return f"<generic:{name}>{inner}</generic:{name}>"
