"""Data in SDMX-ML: the header, and what both forms (generic, structure-specific) share.

After SDMX 2.1 section 3A and SDMX 3.0 section 3 (SDMX-ML): Header/Structure tells for each data set its structure and the
dimension that stands with the observations; attributes of groups hold for every series whose key has the group's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from accord.formats.messages import MESSAGES, Unreadable, show
from accord.formats.sdmx.message import (
    ALL_DIMENSIONS,
    TIME,
    DataMessage,
    DataSet,
    MessageHeader,
    Role,
    ref_of_urn,
    roles_of,
    usual_role,
)  # fmt: skip
from accord.formats.sdmx.safe_xml import Source, Target, check_prologue, chunks, guarded, opening, parser_options, search, stream
from accord.formats.sdmx.shape import Ref, Shape
from accord.formats.table import Row

_SET_ATTRIBUTES = {"structureRef", "setID", "action", "dataScope", "reportingBeginDate", "reportingEndDate", "validFromDate",
                   "validToDate", "publicationYear", "publicationPeriod"}  # fmt: skip
_ROW = re.compile(rb"<(?:[\w.-]+:)?(?:Series|Obs)[\s/>]")
_GROUP = re.compile(rb"<(?:[\w.-]+:)?(?:Group|Atts)[\s/>]")
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@dataclass(frozen=True, slots=True)
class Use:
    """A structure as the header names it."""

    ref: Ref | None
    dimension_at_observation: str


@dataclass(slots=True)
class Opened:
    """A data set begins; what its first element told."""

    number: int
    use: Use
    action: str
    attributes: dict[str, str]
    valid_from: str
    valid_to: str


@dataclass(slots=True)
class XmlHeader:
    """What stands before the first data set, and in the footer where there is no data set."""

    header: MessageHeader
    uses: dict[str, Use]
    action: str
    notes: list[str] = field(default_factory=list)


def read_xml_data(source: Source, kind: str, shape: Shape | None = None) -> DataMessage:
    """A message of data in SDMX-ML 2.1 (generic, structure-specific) or 3.0, streamed.

    Raises Unreadable: xml_* and sdmx_no_data, sdmx_error, sdmx_structure_ref; some of them while rows are read.
    """
    from accord.formats.sdmx.data_xml_generic import GenericTarget
    from accord.formats.sdmx.data_xml_specific import ComponentTarget, SpecificTarget

    head = read_header(source)
    form: type[DataTarget] = ComponentTarget if "-3." in kind else SpecificTarget
    form = GenericTarget if "generic" in kind else form
    early = None
    first = search(source, _ROW)
    if first >= 0 and search(source, _GROUP, first) >= 0:  # a group after rows: all groups are read beforehand
        early = form(head, shape, groups_only=True)
        for _ in stream(source, early):
            pass
    target = form(head, shape, known_groups=early.groups_of if early else None)
    structures = tuple(dict.fromkeys(u.ref for u in head.uses.values() if u.ref))
    return DataMessage(kind, head.header, structures, _sets(stream(source, target), target, shape), head.notes)


def _sets(events: Iterator[Opened | Row], target: "DataTarget", shape: Shape | None) -> Iterator[DataSet]:
    """The data sets of a stream in which each begins with an Opened."""
    following: list[Opened] = []

    def rows() -> Iterator[Row]:
        for event in events:
            if event.__class__ is Opened:
                following.append(event)
                return
            yield event  # type: ignore[misc]

    def counted(data: DataSet, number: int) -> Iterator[Row]:
        yield from rows()
        data.empty_series = target.empty_series.get(number, 0)

    for event in events:
        following.append(event)  # type: ignore[arg-type]
        break
    while following:
        begun = following.pop()
        data = DataSet(begun.use.ref, begun.action, begun.use.dimension_at_observation, begun.attributes,
                       roles=target.roles_of_set(begun.number), roles_known=shape is not None or target.tells_roles,
                       valid_from=begun.valid_from, valid_to=begun.valid_to)  # fmt: skip
        data.rows = unread = counted(data, begun.number)
        yield data
        for _ in unread:
            pass


def read_header(source: Source) -> XmlHeader:
    """The header and, where there is no data, why. Raises Unreadable: xml_*, sdmx_no_data."""
    from lxml import etree

    encoding = check_prologue(opening(source)[0])
    options = {k: v for k, v in parser_options(encoding).items() if k not in {"remove_comments", "remove_pis"}}
    parser = etree.XMLPullParser(events=("start", "end"), **options)
    header, footer, root = None, None, None
    for piece in chunks(source):
        guarded(partial(parser.feed, piece))
        for event, element in parser.read_events():
            name = _local(element)
            root = element if root is None else root
            if event == "start" and name == "DataSet" and element.getparent() is root:
                return _header(header, None)
            if event == "end" and name == "Header" and header is None:
                header = element
            elif event == "end" and name == "Footer":
                footer = element
    guarded(parser.close)
    head = _header(header, footer)
    if footer is not None:
        raise Unreadable("sdmx_error", reason=show("; ".join(head.notes), 300))
    raise Unreadable("sdmx_no_data", reason="an empty answer")


def _header(header: Any, footer: Any) -> XmlHeader:
    if header is None:
        header = ()
    texts = {_local(e): (e.text or "").strip() for e in header}
    sender = next((e.get("id", "") for e in header if _local(e) == "Sender"), "")
    told = MessageHeader(texts.get("ID", ""), texts.get("Prepared", ""), sender, texts.get("Test", "").lower() == "true")
    uses = {e.get("structureID", ""): _use(e) for e in header if _local(e) == "Structure"}
    return XmlHeader(told, uses, texts.get("DataSetAction", ""), _notes(footer))


def _use(element: Any) -> Use:
    """Header/Structure: a reference by Ref, by URN in an element of its own, or by URN as text (3.0)."""
    ref = None
    for child in element:
        kind = {"Structure": "datastructure", "StructureUsage": "dataflow"}.get(_local(child), "provisionagreement")
        inner = next((e for e in child if isinstance(e.tag, str)), None)
        if inner is not None and _local(inner) == "Ref":
            ref = Ref(kind, inner.get("agencyID", ""), inner.get("id", ""), inner.get("version", "1.0"))
        else:
            ref = ref_of_urn((child if inner is None else inner).text or "")
    return Use(ref, element.get("dimensionAtObservation", ALL_DIMENSIONS))


def _notes(footer: Any) -> list[str]:
    if footer is None:
        return []
    notes = []
    for message in footer:
        words = " ".join(t.strip() for t in message.itertext() if t.strip())
        notes.append(f"{message.get('code', '')} {words}".strip())
    return notes


def _local(element: Any) -> str:
    """The element's name without its namespace; "" of a comment."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


class DataTarget(Target[Opened | Row]):
    """What both forms share: opening data sets, spreading groups over rows, remembering components and their roles."""

    tells_roles = False

    def __init__(self, head: XmlHeader, shape: Shape | None = None, *, groups_only: bool = False,
                 known_groups: dict[int, list[dict[str, str]]] | None = None) -> None:  # fmt: skip
        super().__init__()
        self.head, self.shape, self.groups_only = head, shape, groups_only
        self.known = known_groups
        self.shape_dimensions = {c.id for c in (*shape.dimensions, *([shape.time] if shape.time else ()))} if shape else None
        self.number, self.count = -1, 0
        self.pending: Opened | None = None
        self.groups: list[dict[str, str]] = []
        self.groups_of: dict[int, list[dict[str, str]]] = {}
        self.roles: dict[str, Role] = {}
        self._roles_of: dict[int, dict[str, Role]] = {}
        self.empty_series: dict[int, int] = {}
        self.spreader: Spreader | None = None
        self.at_observation = TIME

    def roles_of_set(self, number: int) -> dict[str, Role]:
        return self._roles_of.setdefault(number, roles_of(self.shape) if self.shape else {})

    def open_set(self, attrib: Mapping[str, str]) -> None:
        """A data set begins; it is given out with its first row, when all its attributes are known."""
        told, attributes = {}, {}
        for name, value in attrib.items():
            space, _, local = name.rpartition("}")
            if local in _SET_ATTRIBUTES and (space or local in {"action", "structureRef"}):
                told[local] = value
            elif not space:
                attributes[name] = value
        self.number += 1
        use = self._use_of(told.get("structureRef", ""))
        self.pending = Opened(self.number, use, told.get("action", "") or self.head.action or "Information", attributes,
                              told.get("validFromDate", ""), told.get("validToDate", ""))  # fmt: skip
        self.at_observation = use.dimension_at_observation
        self.roles = self.roles_of_set(self.number)
        self.groups = list(self.known.get(self.number, [])) if self.known else []
        self.groups_of[self.number] = self.groups
        self.spreader = None

    def _use_of(self, reference: str) -> Use:
        uses = self.head.uses
        if reference in uses:
            return uses[reference]
        if len(uses) == 1:
            if reference:
                self.head.notes.append(MESSAGES["sdmx_structure_taken"] % {"value": show(reference), "found": next(iter(uses))})
            return next(iter(uses.values()))
        if not uses and not reference:
            return Use(None, ALL_DIMENSIONS)
        raise Unreadable("sdmx_structure_ref", value=show(reference), found=show(", ".join(uses) or "none", 200))

    def begin_rows(self) -> None:
        """The first row of a data set, or its end, is reached."""
        if self.pending:
            self.out.append(self.pending)
            self.pending = None
            self.spreader = Spreader(self.groups, self.shape_dimensions) if self.groups else None

    def learn(self, names: tuple[str, ...], role: Role | None = None) -> None:
        """New components are met; the shape's word on their role goes before the message's."""
        for name in names:
            if name not in self.roles:
                self.roles[name] = role or usual_role(name)

    def emit(self, values: dict[str, str]) -> None:
        self.count += 1
        self.out.append(Row(self.count, values))


class Spreader:
    """Gives each row the attributes of the groups that its key belongs to."""

    def __init__(self, groups: list[dict[str, str]], dimensions: set[str] | None) -> None:
        self.groups, self.dimensions = groups, dimensions
        self.plans: dict[tuple[str, ...], list[tuple[tuple[str, ...], dict[tuple[str, ...], dict[str, str]]]]] = {}

    def spread(self, row: dict[str, str]) -> dict[str, str]:
        """The row with its groups' attributes; what the row says itself stays."""
        names = tuple(row)
        plan = self.plans.get(names)
        if plan is None:
            plan = self.plans[names] = self._plan(set(names))
        found: dict[str, str] = {}
        for keys, index in plan:
            found |= index.get(tuple([row[k] for k in keys]), {})
        return {**found, **row} if found else row

    def _plan(self, names: set[str]) -> list[tuple[tuple[str, ...], dict[tuple[str, ...], dict[str, str]]]]:
        """For rows with these components: groups by the dimensions that make up their keys."""
        by_keys: dict[tuple[str, ...], dict[tuple[str, ...], dict[str, str]]] = {}
        for group in self.groups:
            keys = tuple(n for n in group if n in (names if self.dimensions is None else self.dimensions))
            if set(keys) <= names:
                rest = {n: v for n, v in group.items() if n not in keys}
                by_keys.setdefault(keys, {}).setdefault(tuple(group[k] for k in keys), {}).update(rest)
        return list(by_keys.items())
