"""Data messages of SDMX-JSON 1.0 and 2.0, streamed: the data sets first, then the structure with the values that were used.

After the field guides of SDMX-JSON 1.0 and 2.0 (data message), valid against their schemas. The order of the members of a
JSON object means nothing, so what is only known at the end stands there.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from accord.formats.sdmx.chunks import chunked
from accord.formats.sdmx.layout import Detail, Layout, Place, by_series, lay_out, text_in
from accord.formats.sdmx.periods import period_days
from accord.formats.sdmx.shape import Component, Dataset, Header, Names, Row, Shape
from accord.formats.sdmx.urns import urn

Version = Literal["1.0.0", "2.0.0"]
_SCHEMA = "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/{}/sdmx-json-data-schema.json"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_TEXT_TYPES = {"Alpha", "AlphaNumeric", "Numeric", "URI", "XHTML"}  # figures of these types are texts, String is untyped
_ID = re.compile(r"[A-Za-z0-9_@$-]+")
_Cell = Callable[[Row], str]
Json = dict[str, Any]


class _Seen(dict[str, int]):
    """Values by the index at which the structure lists them, in the order in which they came."""

    def __missing__(self, value: str) -> int:
        self[value] = index = len(self)
        return index


def write_json(
    shape: Shape,
    datasets: Iterable[Dataset],
    header: Header,
    *,
    version: Version = "2.0.0",
    at_observation: str = "",
    detail: Detail = "full",
    language: str = "en",
) -> Iterator[bytes]:
    """The message in chunks of about 64 KB; memory grows only with the different values, which the message lists once.

    Rows of a series must stand together: sort by `lay_out(shape, at_observation, detail).order`. Measures are JSON numbers
    where they look like one, unless their type is a text other than String. In 1.0 a second measure stands among the
    attributes of the observation. Raises RequestFault (400) for an unknown dimension.
    """
    layout = lay_out(shape, at_observation, detail)
    return chunked(_Message(layout, header, version, language).pieces(datasets))


class _Message:
    def __init__(self, layout: Layout, header: Header, version: Version, language: str) -> None:
        self._layout, self._header, self._version, self._language = layout, header, version, language
        self._old = version == "1.0.0"
        self._seen: dict[str, _Seen] = {}
        self._whole = [(-1, a) for a in layout.shape.attributes if a.attachment == "dataset"]
        extra = layout.measures[1:] if self._old else ()
        self._measures = layout.measures[:1] if self._old else layout.measures
        self._at_each: Sequence[Place] = (*extra, *layout.observation_attributes)
        self._cells = [self._measure(p) for p in self._measures] + [self._attribute(p) for p in self._at_each]
        self._series_cells = [self._indexed(p) for p in layout.series_attributes]
        self._key = self._keyed(layout.observation)

    def pieces(self, datasets: Iterable[Dataset]) -> Iterator[str]:
        """The message as text."""
        yield f'{{"meta":{_dump(self._meta())},"data":{{"dataSets":['
        for number, dataset in enumerate(datasets):
            yield ("," if number else "") + _dump(self._set_head(dataset))[:-1]
            if self._layout.flat:
                yield ',"observations":{'
                rows = (row for batch in dataset.batches for row in batch)
                yield from self._observations(rows)
                yield "}}"
            else:
                yield ',"series":{'
                yield from self._series(dataset.batches)
                yield "}}"
        structure = _dump(self._structure())
        yield f'],"structure":{structure}}}}}' if self._old else f'],"structures":[{structure}]}}}}'

    def _series(self, batches: Iterable[Sequence[Row]]) -> Iterator[str]:
        """The series; where its first row lacks an attribute, a series is held back until one has it or it ends."""
        indexes = [self._of(c) for _, c in self._layout.series]
        comma = ""
        for key, rows in by_series(self._layout, batches):
            head = ":".join([str(seen[v or ""]) for seen, v in zip(indexes, key, strict=True)])
            held = [next(rows)]
            attributes = [cell(held[0]) for cell in self._series_cells]
            while "null" in attributes and (row := next(rows, None)) is not None:
                held.append(row)
                pairs = zip(attributes, self._series_cells, strict=True)
                attributes = [cell(row) if found == "null" else found for found, cell in pairs]
            shown = f'"attributes":[{",".join(attributes)}]' if attributes else ""
            if not self._layout.with_observations:
                yield f'{comma}"{head}":{{{shown}}}'
            else:
                yield f'{comma}"{head}":{{{shown}{"," if shown else ""}"observations":{{'
                yield from self._observations(_chain(held, rows))
                yield "}}"
            comma = ","

    def _observations(self, rows: Iterable[Row]) -> Iterator[str]:
        key, cells, comma = self._key, self._cells, ""
        for row in rows:
            yield f'{comma}"{key(row)}":[{",".join([cell(row) for cell in cells])}]'
            comma = ","

    def _of(self, component: Component) -> _Seen:
        return self._seen.setdefault(component.id, _Seen())

    def _keyed(self, places: Sequence[Place]) -> _Cell:
        """Indexes of the dimensions at the observation."""
        pairs = [(i, self._of(c)) for i, c in places]
        if len(pairs) == 1:
            (place, seen), *_ = pairs
            return lambda row: str(seen[row[place] or ""])
        return lambda row: ":".join([str(seen[row[place] or ""]) for place, seen in pairs])

    def _indexed(self, place: Place) -> _Cell:
        number, component = place
        seen = self._of(component)
        return lambda row: "null" if (value := row[number]) is None else str(seen[value])

    def _attribute(self, place: Place) -> _Cell:
        """An attribute of an observation: an index, since 2.0 the text itself where it is not coded."""
        if self._old or place[1].codes:
            return self._indexed(place)
        number = place[0]
        return lambda row: "null" if (value := row[number]) is None else _quote(value)

    def _measure(self, place: Place) -> _Cell:
        number, component = place
        if component.codes and not self._old:
            return self._indexed(place)
        is_number = None if component.data_type in _TEXT_TYPES else _NUMBER.fullmatch

        def cell(row: Row) -> str:
            value = row[number]
            if value is None:
                return "null"
            return value if is_number and is_number(value) else _quote(value)

        return cell

    def _meta(self) -> Json:
        header = self._header
        return {
            "schema": _SCHEMA.format("1.0" if self._old else "2.0.0"),
            "id": header.id,
            "test": header.test,
            "prepared": header.prepared,
            "contentLanguages": [self._language],
            "sender": {"id": header.sender},
        }

    def _set_head(self, dataset: Dataset) -> Json:
        shape = self._layout.shape
        head: Json = {} if self._old else {"structure": 0}
        head |= {"action": dataset.action, "links": [{"urn": urn(shape.flow), "rel": "dataflow"}]}
        if dataset.valid_from:
            head["validFrom"] = dataset.valid_from
        if dataset.valid_to:
            head["validTo"] = dataset.valid_to
        if self._whole:
            values = [dataset.attributes.get(c.id) for _, c in self._whole]
            pairs = zip(self._whole, values, strict=True)
            head["attributes"] = [self._of(c)[v] if v else None for (_, c), v in pairs]
        return head

    def _structure(self) -> Json:
        layout, shape = self._layout, self._layout.shape
        links = [{"urn": urn(shape.flow), "rel": "dataflow"}, {"urn": urn(shape.structure), "rel": "datastructure"}]
        found: Json = {"links": links, **self._names(shape.names, shape.flow.id)}
        found["dimensions"] = {
            "series": [self._dimension(p) for p in layout.series],
            "observation": [self._dimension(p) for p in layout.observation],
        }
        if not self._old:
            found["measures"] = {"observation": [self._described(c) for _, c in self._measures]}
        found["attributes"] = {
            "dataSet": [self._attribute_head(c) for _, c in self._whole],
            "series": [self._attribute_head(c) for _, c in layout.series_attributes],
            "observation": [self._attribute_head(c) for _, c in self._at_each],
        }
        if not self._old:
            found["dataSets"] = [0]
        return found

    def _names(self, names: Names, default: str) -> Json:
        name = {"name": text_in(names, self._language, default)}
        return name | ({"names": dict(names)} if names else {})

    def _dimension(self, place: Place) -> Json:
        number, component = place
        is_time = component == self._layout.shape.time
        found: Json = {"id": component.id, **self._names(component.names, component.id), "keyPosition": number}
        if is_time:
            found["roles"] = ["TIME_PERIOD"]
        return found | {"values": [self._value(component, v, is_time) for v in self._of(component)]}

    def _described(self, component: Component) -> Json:
        """Id, names, type and used values of a measure or attribute."""
        found: Json = {"id": component.id, **self._names(component.names, component.id)}
        values = [self._value(component, v, False) for v in self._seen.get(component.id, ())]
        if not self._old and not component.codes and component.data_type in _DATA_TYPES:
            found["format"] = {"dataType": component.data_type}
        return found | ({"values": values} if values or self._old else {})

    def _attribute_head(self, component: Component) -> Json:
        shape = self._layout.shape
        relations: Mapping[str, tuple[Json, Json]] = {
            "dataset": ({"none": {}}, {"dataflow": {}}),
            "series": ({"dimensions": [d.id for d in shape.dimensions]},) * 2,
            "observation": ({"primaryMeasure": shape.measures[0].id if shape.measures else "OBS_VALUE"}, {"observation": {}}),
        }
        relation = relations[component.attachment if component in shape.attributes else "observation"][0 if self._old else 1]
        return {**self._described(component), "relationship": relation}

    def _value(self, component: Component, value: str, is_time: bool) -> Json:
        if is_time:
            try:
                first, last = period_days(value)
                span = {"start": f"{first}T00:00:00Z", "end": f"{last}T23:59:59Z"}
            except ValueError:
                span = {}
            return ({"id": value, "name": value} if self._old or _ID.fullmatch(value) else {"value": value}) | span
        if component.codes:
            return {"id": value, **self._names(component.codes.get(value, {}), value)}
        if not self._old:
            return {"value": value}
        is_dimension = component in self._layout.shape.dimensions
        return {"id": value, "name": value} if is_dimension else {"name": value}


_DATA_TYPES = frozenset(
    ("String", "Alpha", "AlphaNumeric", "Numeric", "BigInteger", "Integer", "Long", "Short", "Decimal", "Float", "Double",
     "Boolean", "URI", "Count", "Incremental", "ObservationalTimePeriod", "StandardTimePeriod", "BasicTimePeriod",
     "GregorianTimePeriod", "GregorianYear", "GregorianYearMonth", "GregorianDay", "ReportingTimePeriod", "DateTime",
     "TimeRange", "Month", "MonthDay", "Day", "Time", "Duration", "XHTML")
)  # fmt: skip


def _chain(held: Sequence[Row], rows: Iterator[Row]) -> Iterator[Row]:
    yield from held
    yield from rows


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_quote = json.JSONEncoder(ensure_ascii=False).encode
