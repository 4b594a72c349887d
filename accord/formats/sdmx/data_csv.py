"""Data in SDMX-CSV 1.0 and 2.0 and in tables with SDMX's columns, row by row.

What each column is, is looked at once; a row costs little more than cutting it into cells.
"""

import re
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any

from accord.formats.messages import Unreadable, refuse
from accord.formats.result import Refusal
from accord.formats.sdmx.kinds import Kind, not_sdmx
from accord.formats.sdmx.message import DataMessage, DataSet, MessageHeader, Role, ref_of_urn, roles_of, usual_role
from accord.formats.sdmx.safe_xml import Source
from accord.formats.sdmx.shape import Ref, Shape
from accord.formats.sdmx_csv import ColumnPlan, check_leading
from accord.formats.table import CONTROL, Limits, Row, Sheet, cells_of, check_cells, check_headers, open_sheet

_ACTIONS = {"I": "Information", "A": "Append", "M": "Merge", "R": "Replace", "D": "Delete", "": "Information"}
_LEADING = ("STRUCTURE", "STRUCTURE_ID", "DATAFLOW", "ACTION")
_Lead = str | tuple[str, ...]  # those of a row's cells, of the columns of _LEADING that are there
_Use = dict[str, str]


def read_csv_data(source: Source, kind: Kind, shape: Shape | None, limits: Limits) -> DataMessage:
    """Each run of rows with one structure and action is a data set. Raises Unreadable: as `table.open_sheet`, not_sdmx.

    Faults of header and rows are told in `DataSet.refused`; a row that asks to delete is told there too.
    """
    sheet = open_sheet(source, limits)
    plan = ColumnPlan(sheet.headers)
    if kind.use == "table" and not {"OBS_VALUE", "TIME_PERIOD"} <= set(plan.known.values()):
        raise not_sdmx(source)
    code = "sdmx-like" if kind.use == "table" else kind.code
    if wrong := check_headers(sheet.headers, limits, True):
        return DataMessage(code, MessageHeader(), (), iter([DataSet(None, refused=wrong)]))
    reader = _Reader(sheet, plan, code, shape, limits)
    following = reader.following()
    if following is None and not reader.refused:
        raise Unreadable("header_only")
    first = _ref(reader.use(following[1])) if following else None
    return DataMessage(code, MessageHeader(), (first,) if first else (), reader.sets(following))


def _ref(use: _Use) -> Ref | None:
    kind = use["STRUCTURE"].casefold()
    name = {"dataprovision": "provisionagreement", "": "dataflow"}.get(kind, kind)
    return ref_of_urn(f"{name}={(use['STRUCTURE_ID'] or use['DATAFLOW']).split(': ')[0]}")


class _Reader:
    """Rows with what they lead with; a fault is told in `refused`, which each data set takes over."""

    def __init__(self, sheet: Sheet, plan: ColumnPlan, code: str, shape: Shape | None, limits: Limits) -> None:
        self.sheet, self.plan, self.code, self.shape, self.limits = sheet, plan, code, shape, limits
        self.refused: list[Refusal] = []
        self.rows = self._rows()

    def use(self, lead: _Lead) -> _Use:
        """The cells of _LEADING, "" for those that the header does not have."""
        cells = (lead,) if isinstance(lead, str) else lead
        there = [n for n in _LEADING if n in self.plan.known.values()]
        return {**dict.fromkeys(_LEADING, ""), **dict(zip(there, cells, strict=False))}

    def following(self) -> tuple[Row, _Lead] | None:
        return next(self.rows, None)

    def sets(self, first: tuple[Row, _Lead] | None) -> Iterator[DataSet]:
        """A data set for each run of rows that lead with the same."""
        waiting = [first] if first else []

        def run(row: Row, lead: _Lead) -> Iterator[Row]:
            yield row
            for one in self.rows:
                if one[1] != lead:
                    waiting.append(one)
                    return
                yield one[0]

        while waiting:
            row, lead = waiting.pop()
            data = self._set(self.use(lead), row.number)
            data.rows = unread = run(row, lead)
            yield data
            for _ in unread:
                pass
        if self.refused:  # faults after the last row, or without any
            yield DataSet(None, refused=self.refused)

    def _set(self, use: _Use, row: int) -> DataSet:
        roles: dict[str, Role] = {n: usual_role(n) for n in self.plan.columns}
        if self.shape:
            roles |= {n: r for n, r in roles_of(self.shape).items() if n in roles}
        refused, self.refused = self.refused, []
        if self.code == "sdmx-csv-2":
            refused += check_leading(row, use)
        action = use["ACTION"].upper()
        return DataSet(_ref(use), _ACTIONS.get(action, action), roles=roles, roles_known=self.shape is not None, refused=refused)

    def _rows(self) -> Iterator[tuple[Row, _Lead]]:
        headers, limits, refused = self.sheet.headers, self.limits, self.refused
        count, at = len(headers), {k: n for n, k in enumerate(self.plan.known.values())}
        places = [at[n] for n in _LEADING if n in at]
        lead: Callable[[list[str]], Any] = itemgetter(*places) if places else lambda cells: ""
        values = self._values()
        text, separator = self.sheet.text, re.escape(self.sheet.separator)
        suspect = '"' in text or CONTROL.search(text) is not None or max(map(len, text.splitlines())) > limits.cell
        padded = re.search(rf"(?:^|{separator})[^\S\r\n]|[^\S\r\n](?:$|{separator})", text, re.MULTILINE) is not None
        broken: list[Refusal] = []  # the fault that ends the rows, which the set that is then open takes over
        for number, cells in cells_of(self.sheet, broken):
            refused = self.refused
            if number > limits.rows or len(refused) >= limits.refusals:
                over = number > limits.rows
                refused.append(refuse("too_many_rows", number, limit=limits.rows) if over else
                               refuse("too_many_refusals", number, limit=limits.refusals))  # fmt: skip
                return
            if len(cells) != count:
                told = self.sheet.separator.join(cells)
                refused.append(refuse("ragged", number, "", told, found=len(cells), expected=count))
                continue
            if padded:
                cells = [c.strip() for c in cells]
            if suspect and (faults := check_cells(number, dict(zip(headers, cells, strict=True)), limits)):
                refused += faults
                continue
            yield Row(number, values(cells)), lead(cells)
        self.refused += broken

    def _values(self) -> Callable[[list[str]], dict[str, str]]:
        """How a row's cells become its values."""
        headers, plan = self.sheet.headers, self.plan
        if plan.labelled or plan.named:
            return lambda cells: plan.plain(dict(zip(headers, cells, strict=True)))
        places = [n for n, h in enumerate(headers) if h in plan.bare]
        names = [plan.bare[headers[n]] for n in places]
        if len(places) < 2:
            return lambda cells: {n: cells[p] for n, p in zip(names, places, strict=True)}
        pick = itemgetter(*places)
        return lambda cells: dict(zip(names, pick(cells), strict=True))
