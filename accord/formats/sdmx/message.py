"""What a data message holds, whatever its form: data sets with rows that are read while they stream."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from accord.formats.result import Refusal
from accord.formats.sdmx.shape import Ref, Shape
from accord.formats.table import Row

Role = Literal["dimension", "time", "measure", "attribute", "component"]
ALL_DIMENSIONS = "AllDimensions"
TIME = "TIME_PERIOD"
VALUE = "OBS_VALUE"
_URN = re.compile(r"(?:urn:sdmx:org\.sdmx\.infomodel\.\w+\.)?(\w+)=([\w.@$-]+):([\w@$-]+)(?:\(([^)]*)\))?(?:\.(.+))?\Z")


def ref_of_urn(urn: str) -> Ref | None:
    """`urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ECB:EXR(1.0)` -> its Ref; also the short form; else None.

    Of every class of SDMX, where `urns.parse_urn` knows those that the service keeps.
    """
    found = _URN.match(urn.strip())
    return Ref(found[1].lower(), found[2], found[3], found[4] or "1.0") if found else None


@dataclass(frozen=True, slots=True)
class MessageHeader:
    """`id`, `prepared` (ISO time as written), `sender` and `test` as the message tells them, "" where it does not."""

    id: str = ""
    prepared: str = ""
    sender: str = ""
    test: bool = False


@dataclass(slots=True)
class DataSet:
    """One data set. `rows` is read once; `columns`, `roles`, `refused` and the counts are complete when it has been.

    A row holds every component that it has by its id: keys of its series, attributes of its groups and series, its own;
    attributes of the data set stand in `attributes` alone. `Row.number` counts observations of the message from 1.
    Where a component has several values they are joined by `;`, languages are led by their code (`en:Text;fr:Texte`).
    Roles come from the message where its form tells them (generic XML, JSON), from the shape where one is given; else a
    column is a `component` and `roles_known` is False.
    """

    structure: Ref | None
    action: str = "Information"
    dimension_at_observation: str = TIME
    attributes: Mapping[str, str] = field(default_factory=dict)
    rows: Iterator[Row] = field(default_factory=lambda: iter(()))
    roles: dict[str, Role] = field(default_factory=dict)
    roles_known: bool = False
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # component -> code -> name, where a message has them
    valid_from: str = ""
    valid_to: str = ""
    refused: list[Refusal] = field(default_factory=list)
    empty_series: int = 0  # series without observations

    @property
    def columns(self) -> tuple[str, ...]:
        """Ids of the components met so far, in the order of meeting."""
        return tuple(self.roles)


@dataclass(slots=True)
class DataMessage:
    """`sets` are taken one after another, each one's rows before the next set. `structures` are those of the header."""

    kind: str
    header: MessageHeader
    structures: tuple[Ref, ...]
    sets: Iterator[DataSet]
    notes: list[str] = field(default_factory=list)  # what the service said beside its data

    def rows(self) -> Iterator[Row]:
        """The rows of all data sets, one after another."""
        for one in self.sets:
            yield from one.rows


def roles_of(shape: Shape) -> dict[str, Role]:
    """The roles of a structure's components."""
    roles: dict[str, Role] = {c.id: "dimension" for c in shape.dimensions}
    if shape.time:
        roles[shape.time.id] = "time"
    roles |= dict.fromkeys((c.id for c in shape.measures), "measure")
    return roles | dict.fromkeys((c.id for c in shape.attributes), "attribute")


def usual_role(name: str) -> Role:
    """The role of a component by its name alone: only time and the value are told."""
    return "time" if name == TIME else "measure" if name == VALUE else "component"
