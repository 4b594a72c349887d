"""Where each component of a shape stands in a data message: in the key of a series, at the observation, at the data set.

`dimensionAtObservation` and `detail` of the SDMX REST API decide it; after SDMX 2.1 section 3A, part IV (data).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Literal

from accord.formats.sdmx.faults import syntax
from accord.formats.sdmx.shape import Component, Names, Row, Shape

Detail = Literal["full", "dataonly", "serieskeysonly", "nodata"]
ALL_DIMENSIONS = "AllDimensions"
Place = tuple[int, Component]  # the component's place in a row, and the component


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of a row's values. `observation` is empty and `series` all dimensions where a message has no observations."""

    shape: Shape
    at_observation: str
    series: tuple[Place, ...]
    observation: tuple[Place, ...]
    measures: tuple[Place, ...]
    series_attributes: tuple[Place, ...]
    observation_attributes: tuple[Place, ...]
    with_observations: bool = True

    @property
    def flat(self) -> bool:
        """Observations stand alone, without series."""
        return self.at_observation == ALL_DIMENSIONS and self.with_observations

    @property
    def order(self) -> tuple[str, ...]:
        """Ids of the dimensions by which rows must come sorted: key of the series first, then the observation's."""
        return tuple(c.id for _, c in (*self.series, *self.observation))


def lay_out(shape: Shape, at_observation: str = "", detail: Detail = "full") -> Layout:
    """Places for a message. `at_observation`: a dimension, AllDimensions, or empty for time (without time: AllDimensions).

    Attributes of series stand at the observation where series do not run over time, since they may differ within one
    then. Raises RequestFault (400) for an unknown dimension.
    """
    places = {c: i for i, c in enumerate(shape.columns)}
    time = (shape.time,) if shape.time else ()
    dimensions = [(places[c.id], c) for c in (*shape.dimensions, *time)]
    wanted = at_observation or (shape.time.id if shape.time else ALL_DIMENSIONS)
    if wanted != ALL_DIMENSIONS and wanted not in {c.id for _, c in dimensions}:
        ids = ", ".join(c.id for _, c in dimensions)
        raise syntax(f"dimensionAtObservation={wanted!r} is none of {ids}, {ALL_DIMENSIONS}.")
    keys_only = detail in ("serieskeysonly", "nodata")
    if keys_only and wanted == ALL_DIMENSIONS and shape.time:
        wanted = shape.time.id
    flat = wanted == ALL_DIMENSIONS and not keys_only
    attributes = [] if detail in ("dataonly", "serieskeysonly") else [a for a in shape.attributes if a.attachment != "dataset"]
    over_time = shape.time is not None and wanted == shape.time.id
    in_series = [a for a in attributes if a.attachment == "series" and (over_time or (keys_only and not shape.time))]
    at_each = [] if keys_only else [a for a in attributes if a not in in_series]
    return Layout(
        shape,
        wanted,
        series=() if flat else tuple(p for p in dimensions if p[1].id != wanted),
        observation=() if keys_only else tuple(p for p in dimensions if flat or p[1].id == wanted),
        measures=() if keys_only else tuple((places[m.id], m) for m in shape.measures),
        series_attributes=tuple((places[a.id], a) for a in in_series),
        observation_attributes=tuple((places[a.id], a) for a in at_each),
        with_observations=not keys_only,
    )


def narrow(
    shape: Shape, attributes: Sequence[str] = ("dsd",), measures: Sequence[str] = ("all",), detail: Detail = "full"
) -> tuple[Shape, Detail]:
    """The shape with only the attributes and measures that a request wants, and the detail that follows.

    Rows are then to be read in the narrowed shape's columns. `attributes`: dsd, all, none, dataset, series, obs or ids
    (`msd` adds nothing here); `measures`: all, none or ids. Neither measures nor attributes of observations: only the
    keys of series are left. Raises RequestFault (400) for ids that the structure lacks.
    """
    kept = shape.attributes if detail in ("full", "nodata") else ()
    levels = {"dataset": "dataset", "series": "series", "obs": "observation"}
    if not {"dsd", "all"} & set(attributes):
        asked = set(attributes) - {"none", "msd", *levels}
        _check_ids(asked, shape.attributes, "attribute")
        wanted_levels = {levels[a] for a in attributes if a in levels}
        kept = tuple(a for a in kept if a.id in asked or a.attachment in wanted_levels)
    own = shape.measures
    if "all" not in measures:
        _check_ids(set(measures) - {"none"}, shape.measures, "measure")
        own = tuple(m for m in shape.measures if m.id in measures)
    if not own and detail == "full" and all(a.attachment != "observation" for a in kept):
        detail = "nodata" if kept else "serieskeysonly"
    return replace(shape, attributes=kept, measures=own), detail


def _check_ids(asked: set[str], components: Sequence[Component], what: str) -> None:
    unknown = sorted(asked - {c.id for c in components})
    if unknown:
        raise syntax(f"The structure has no {what} {', '.join(unknown)}.")


def by_series(layout: Layout, batches: Iterable[Sequence[Row]]) -> Iterator[tuple[tuple[str | None, ...], Iterator[Row]]]:
    """Each series' key with its rows, in the order in which they come; rows of a series must stand together."""
    key = picker([i for i, _ in layout.series])
    rows = (row for batch in batches for row in batch)
    return groupby(rows, key)


def picker(places: Sequence[int]) -> Callable[[Row], tuple[str | None, ...]]:
    """A function that picks values of a row as a tuple, whatever their number."""
    if not places:
        return lambda row: ()
    if len(places) == 1:
        only = places[0]
        return lambda row: (row[only],)
    return itemgetter(*places)


def first_values(places: Sequence[Place], row: Row) -> list[tuple[str, str]]:
    """Ids and values of those components that have a value in a row."""
    return [(c.id, value) for i, c in places if (value := row[i]) is not None]


def text_in(names: Names, language: str, default: str = "") -> str:
    """The best text for a language: itself, its base (fr for fr-CA), English, any, else the default."""
    for one in (language, language.partition("-")[0], "en"):
        if one in names:
            return names[one]
    return next(iter(names.values()), default)
