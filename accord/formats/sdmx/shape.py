"""The shape of a data message: what readers find and writers need, free of any library's classes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Names = Mapping[str, str]  # language -> text
Attachment = Literal["dataset", "series", "observation"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A maintainable artefact by its owner: `kind` is SDMX's class in lower case (dataflow, datastructure, codelist, ...)."""

    kind: str
    agency: str
    id: str
    version: str = "1.0"

    def __str__(self) -> str:
        return f"{self.agency}:{self.id}({self.version})"


@dataclass(frozen=True, slots=True)
class Component:
    """A dimension, measure or attribute. `codes` is empty where the component is not coded."""

    id: str
    names: Names = field(default_factory=dict)
    codes: Mapping[str, Names] = field(default_factory=dict)  # code -> names, for labels
    attachment: Attachment = "observation"  # of attributes; series: all dimensions but time
    data_type: str = "String"  # SDMX's name of the type: String, Double, ObservationalTimePeriod, ...


@dataclass(frozen=True, slots=True)
class Shape:
    """A data flow with the components of its structure, in the structure's order.

    A row of data is a tuple of `str | None` in the order of `columns`; numbers are already written as text.
    """

    flow: Ref
    structure: Ref
    dimensions: tuple[Component, ...]  # without time
    time: Component | None
    measures: tuple[Component, ...]
    attributes: tuple[Component, ...] = ()
    names: Names = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Ids of dimensions, time, measures, attributes of series and observations: the order of a row."""
        time = (self.time,) if self.time else ()
        shown = [a for a in self.attributes if a.attachment != "dataset"]
        return tuple(c.id for c in (*self.dimensions, *time, *self.measures, *shown))


Row = Sequence[str | None]


# What holds the rows may write them itself, in place of `batches`: given the cells of a line, each a component's value or a
# text, batches of lines after RFC 4180 without their ends. A text comes in quotes already where it needs them.
type Lines = Callable[[Sequence[Component | str]], Iterable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """One data set of a message: batches of rows sorted by series key and then time. Streamed: read once."""

    batches: Iterable[Sequence[Row]]
    attributes: Mapping[str, str] = field(default_factory=dict)  # attachment dataset
    action: Literal["Information", "Append", "Replace", "Delete"] = "Information"
    valid_from: str = ""  # ISO time, with includeHistory
    valid_to: str = ""
    lines: Lines | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """`prepared` is an ISO time given from outside: formats know no clock."""

    id: str
    prepared: str
    sender: str = "ACCORD"
    test: bool = False
