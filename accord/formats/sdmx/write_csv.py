"""SDMX-CSV 1.0 and 2.0, streamed.

After the field guides of SDMX-CSV 1.0 (`DATAFLOW`) and 2.0 (`STRUCTURE,STRUCTURE_ID,ACTION`), lines after RFC 4180.
Values are written exactly, since programs read them back; `spreadsheet` guards cells for people who open the file.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal

from accord.formats.sdmx.chunks import chunked
from accord.formats.sdmx.layout import Detail, Layout, Place, by_series, lay_out, text_in
from accord.formats.sdmx.media import Keys, Labels, TimeFormat
from accord.formats.sdmx.periods import first_day
from accord.formats.sdmx.shape import Component, Dataset, Row, Shape
from accord.formats.table import csv_safe

Version = Literal["1.0.0", "2.0.0"]
_ROWS = 1024  # rows turned into columns at a time: about 64 KB
_ACTIONS = {"Information": "I", "Append": "A", "Replace": "R", "Delete": "D"}
_Cell = str | None
_Slice = Sequence[Sequence[_Cell]]  # the values of some rows, by column
_Column = Callable[[_Slice, Dataset], str | Sequence[_Cell]]  # one text for all rows, or a value for each
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPECIAL = re.compile('[",\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class _Same:
    """One text for all rows."""

    text: str

    def __call__(self, values: _Slice, dataset: Dataset) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class _Value:
    """A component's values as they are."""

    place: Place

    def __call__(self, values: _Slice, dataset: Dataset) -> Sequence[_Cell]:
        return values[self.place[0]]


@dataclass(frozen=True, slots=True)
class _Options:
    version: Version
    labels: Labels
    time_format: TimeFormat
    keys: Keys
    language: str


def write_csv(
    shape: Shape,
    datasets: Sequence[Dataset],
    *,
    version: Version = "2.0.0",
    labels: Labels = "id",
    time_format: TimeFormat = "original",
    keys: Keys = "none",
    detail: Detail = "full",
    language: str = "en",
    spreadsheet: bool = False,
) -> Iterator[bytes]:
    """The message in chunks of about 64 KB; memory does not grow with the rows.

    `time_format=normalized` gives the first day of each period. `detail` serieskeysonly and nodata give one row a series,
    whose rows must then stand together. Versions of a history get the columns VALID_FROM and VALID_TO, and in 1.0 an
    ACTION where any is not Information. `spreadsheet`: what a spreadsheet would run as a formula is led by an apostrophe.
    """
    layout = lay_out(shape, "", detail)
    options = _Options(version, labels, time_format, keys, language)
    headers, columns = _columns(layout, datasets, options)
    safe = csv_safe if spreadsheet else None
    return chunked(_lines(layout, datasets, headers, columns, safe))


def _lines(
    layout: Layout,
    datasets: Sequence[Dataset],
    headers: Sequence[str],
    columns: Sequence[_Column],
    safe: Callable[[str], str] | None,
) -> Iterator[str]:
    """The header, then the lines of some rows at a time: columns are looked at as a whole, few need quotes."""
    yield ",".join(map(as_cell, headers)) + "\r\n"
    for dataset in datasets:
        cells = None if safe or not layout.with_observations else _cells(columns)
        if dataset.lines and cells:
            for lines in dataset.lines(cells):
                yield "\r\n".join(lines) + "\r\n"
            continue
        for rows in _slices(layout, dataset):
            values = list(zip(*rows, strict=True))
            written = [_written(column(values, dataset), len(rows), safe) for column in columns]
            yield "\r\n".join(map(",".join, zip(*written, strict=True))) + "\r\n"


def _cells(columns: Sequence[_Column]) -> list[Component | str] | None:
    """What a line is made of, where that is texts and values as they are."""
    plain = [c for c in columns if isinstance(c, _Same | _Value)]
    if len(plain) < len(columns):
        return None
    return [as_cell(c.text) if isinstance(c, _Same) else c.place[1] for c in plain]


def _written(cells: str | Sequence[_Cell], count: int, safe: Callable[[str], str] | None) -> Iterable[str]:
    """Cells as a line holds them: what is missing is empty, quotes stand where RFC 4180 wants them."""
    if isinstance(cells, str):
        return repeat(as_cell(safe(cells) if safe else cells), count)
    texts = [c or "" for c in cells]
    if safe:
        texts = [safe(t) for t in texts]
    return map(as_cell, texts) if _SPECIAL.search("\t".join(texts)) else texts


def as_cell(text: str) -> str:
    """A cell in quotes where it needs them; control characters, which readers refuse, are left out."""
    if not _SPECIAL.search(text):
        return text
    plain = _CONTROL.sub("", text)
    return '"' + plain.replace('"', '""') + '"'


def _slices(layout: Layout, dataset: Dataset) -> Iterator[Sequence[Row]]:
    """Small runs of rows; where a message has no observations, the first row of each series."""
    if layout.with_observations:
        for batch in dataset.batches:
            for start in range(0, len(batch), _ROWS):
                yield batch[start : start + _ROWS]
        return
    rows: list[Row] = []
    for _, series in by_series(layout, dataset.batches):
        rows.append(next(series))
        if len(rows) == _ROWS:
            yield rows
            rows = []
    if rows:
        yield rows


def _columns(layout: Layout, datasets: Sequence[Dataset], options: _Options) -> tuple[list[str], list[_Column]]:
    """Headers, and for each a function that gives the cells of some rows."""
    pairs = [*_leading(layout.shape, datasets, options), *_key_columns(layout, options)]
    pairs += [pair for place in (*layout.series, *layout.observation, *layout.measures) for pair in _component(place, options)]
    shown = {c.id: (i, c) for i, c in (*layout.series_attributes, *layout.observation_attributes)}
    whole = {name for dataset in datasets for name in dataset.attributes}
    for attribute in layout.shape.attributes:
        if attribute.id in shown:
            pairs += _component(shown[attribute.id], options)
        elif attribute.id in whole and attribute.attachment == "dataset":
            pairs += _whole(attribute, options)
    if any(d.valid_from or d.valid_to for d in datasets):
        pairs.append(("VALID_FROM", lambda _, dataset: dataset.valid_from))
        pairs.append(("VALID_TO", lambda _, dataset: dataset.valid_to))
    return [h for h, _ in pairs], [c for _, c in pairs]


def _leading(shape: Shape, datasets: Sequence[Dataset], options: _Options) -> list[tuple[str, _Column]]:
    """The columns that name the structure and what is to be done."""
    name = text_in(shape.names, options.language, shape.flow.id)
    flow = f"{shape.flow}: {name}" if options.labels == "both" else str(shape.flow)
    action: _Column = lambda _, dataset: _ACTIONS[dataset.action]  # noqa: E731
    if options.version == "1.0.0":
        pairs: list[tuple[str, _Column]] = [("DATAFLOW", _Same(flow))]
        return [*pairs, ("ACTION", action)] if any(d.action != "Information" for d in datasets) else pairs
    pairs = [("STRUCTURE", _Same("dataflow")), ("STRUCTURE_ID", _Same(flow))]
    if options.labels == "name":
        pairs.append(("STRUCTURE_NAME", _Same(name)))
    return [*pairs, ("ACTION", action)]


def _key_columns(layout: Layout, options: _Options) -> list[tuple[str, _Column]]:
    """SERIES_KEY and OBS_KEY."""
    pairs = []
    if options.keys in ("series", "both"):
        pairs.append(("SERIES_KEY", _joined(layout.series or layout.observation)))
    if options.keys in ("obs", "both") and layout.with_observations:
        pairs.append(("OBS_KEY", _joined((*layout.series, *layout.observation))))
    return pairs


def _joined(places: Sequence[Place]) -> _Column:
    numbers = [i for i, _ in places]
    return lambda values, dataset: [".".join(v or "" for v in row) for row in zip(*(values[i] for i in numbers), strict=True)]


def _component(place: Place, options: _Options) -> list[tuple[str, _Column]]:
    """The column of a component, with labels=name a second one for its names."""
    number, component = place
    name = text_in(component.names, options.language, component.id)
    is_time = component.id == "TIME_PERIOD"
    if is_time and options.time_format == "normalized":
        return _named(component.id, name, lambda values, _: [first_day(v) if v else v for v in values[number]], options)
    if component.codes and options.labels == "both":
        both = {code: f"{code}: {text_in(names, options.language, code)}" for code, names in component.codes.items()}
        return [(f"{component.id}: {name}", lambda values, _: [both.get(v, v) if v else v for v in values[number]])]
    pairs = _named(component.id, name, _Value(place), options)
    if component.codes and options.labels == "name":
        texts = {code: text_in(names, options.language) for code, names in component.codes.items()}
        pairs[1] = (name, lambda values, _: [texts.get(v, "") if v else "" for v in values[number]])
    return pairs


def _named(header: str, name: str, column: _Column, options: _Options) -> list[tuple[str, _Column]]:
    if options.labels == "both":
        return [(f"{header}: {name}", column)]
    return [(header, column), (name, _Same(""))] if options.labels == "name" else [(header, column)]


def _whole(attribute: Component, options: _Options) -> list[tuple[str, _Column]]:
    """An attribute of the data set, repeated in each row."""
    name = text_in(attribute.names, options.language, attribute.id)

    def shown(values: _Slice, dataset: Dataset) -> str:
        value = dataset.attributes.get(attribute.id, "")
        if options.labels == "both" and value in attribute.codes:
            return f"{value}: {text_in(attribute.codes[value], options.language, value)}"
        return value

    def named(values: _Slice, dataset: Dataset) -> str:
        code = dataset.attributes.get(attribute.id, "")
        return text_in(attribute.codes.get(code, {}), options.language)

    pairs = _named(attribute.id, name, shown, options)
    return [pairs[0], (name, named)] if options.labels == "name" else pairs
