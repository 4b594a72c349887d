"""Data messages of every form of SDMX that is read: one function, one kind of answer."""

from collections.abc import Iterator

from accord.formats.messages import Unreadable
from accord.formats.result import Refusal
from accord.formats.sdmx.kinds import Kind, not_sdmx, refuse_kind, sniff
from accord.formats.sdmx.message import DataMessage, DataSet, MessageHeader, Role, parse_urn, roles_of, usual_role
from accord.formats.sdmx.safe_xml import Source
from accord.formats.sdmx.shape import Ref, Shape
from accord.formats.sdmx_csv import read_cells
from accord.formats.table import LIMITS, Limits, Row, arrange, open_sheet

_ACTIONS = {"I": "Information", "A": "Append", "M": "Merge", "R": "Replace", "D": "Delete", "": "Information"}


def read_data(source: Source, *, shape: Shape | None = None, kind: Kind | None = None, limits: Limits = LIMITS) -> DataMessage:
    """The data sets of a message in SDMX-ML 2.1 or 3.0, SDMX-JSON 1.0 or 2.0, SDMX-CSV 1.0 or 2.0.

    XML is streamed: memory stays flat, and a fault may be told (Unreadable) while rows are read. `shape` is the structure
    where it is at hand; it tells roles and the keys of groups. `limits` are those of tables (CSV).
    Raises Unreadable: what the file is instead, what is broken in it, or that it holds no data set.
    """
    kind = kind or sniff(source)
    if kind.use == "refused":
        raise refuse_kind(kind, source)
    if kind.use == "structure":
        raise Unreadable("sdmx_not_data", kind=kind.name)
    if kind.code.startswith("sdmx-ml"):
        from accord.formats.sdmx.data_xml import read_xml_data

        return read_xml_data(source, kind.code, shape)
    if kind.code.startswith("sdmx-json"):
        from accord.formats.sdmx.data_json import read_json_data

        return read_json_data(source, kind.code, shape)
    return _read_csv(source, kind, shape, limits)


def _read_csv(source: Source, kind: Kind, shape: Shape | None, limits: Limits) -> DataMessage:
    """SDMX-CSV, and tables with SDMX's columns: rows by the structure and action that each names."""
    sheet = open_sheet(source, limits)
    plain = {h.partition(":")[0].partition("[")[0].strip() for h in sheet.headers}
    like = kind.use == "table"
    if like and not {"OBS_VALUE", "TIME_PERIOD"} <= plain:
        raise not_sdmx(source)
    table = arrange(sheet, aliases={}, limits=limits, case_matters=True)
    code = "sdmx-like" if like else kind.code
    rows, refused, structures = read_cells(table.rows, sheet.headers, code)
    named = _uses(table.rows, sheet.headers)
    refs = tuple(r for r in (_ref(s, "dataflow") for s in structures) if r)
    sets = _by_use(rows, named, [*table.refused, *refused], shape)
    return DataMessage(code, MessageHeader(), refs, sets)


def _uses(rows: list[Row], headers: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Kind and identity of the structure and the action, for each row."""
    at = {h.partition(":")[0].partition("[")[0].strip(): h for h in headers}
    cells = [at.get(n, "") for n in ("STRUCTURE", "STRUCTURE_ID", "DATAFLOW", "ACTION")]
    found = []
    for row in rows:
        kind, identity, flow, action = (row.values.get(c, "") for c in cells)
        found.append((kind or "dataflow", identity or flow, action.upper()))
    return found


def _ref(identity: str, kind: str) -> Ref | None:
    name = {"dataprovision": "provisionagreement"}.get(kind.casefold(), kind.casefold())
    return parse_urn(f"{name}={identity.split(': ')[0]}")


def _by_use(rows: list[Row], uses: list[tuple[str, str, str]], refused: list[Refusal], shape: Shape | None) -> Iterator[DataSet]:
    """A data set for each structure and action, in the order in which they first come."""
    from accord.formats.sdmx_csv import STRUCTURE

    grouped: dict[tuple[str, str, str], list[Row]] = {}
    for row, use in zip(rows, uses, strict=True):
        row.values.pop(STRUCTURE, None)
        grouped.setdefault(use, []).append(row)
    for (kind, identity, action), some in grouped.items() or {("dataflow", "", ""): []}.items():
        names = dict.fromkeys(n for row in some[:1] for n in row.values)
        roles: dict[str, Role] = {n: usual_role(n) for n in names}
        if shape:
            roles |= {n: r for n, r in roles_of(shape).items() if n in names}
        faults, refused = refused, []  # told with the first set
        yield DataSet(_ref(identity, kind), _ACTIONS.get(action, action), rows=iter(some), roles=roles,
                      roles_known=shape is not None, refused=faults)  # fmt: skip
