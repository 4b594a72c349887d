"""What is peculiar to SDMX-CSV: its leading columns, key columns, sub-field brackets and labels."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.formats.table import Row

STRUCTURE = "structure_id"  # where read_cells puts the structure's own id, the stand-in for a missing indicator
_STRUCTURES = {"dataflow", "datastructure", "dataprovision"}
LEADING = {"DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY"}
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_$.@-]*\Z")
_NAMES = {"REF_AREA": "area", "geo": "area", "GEO": "area", "INDICATOR": "indicator_name", "SERIES": "indicator_name"}
_FREE_TEXT = re.compile(r"NOTE|COMMENT|SOURCE|LINK|TITLE|DESC|UPDATE", re.IGNORECASE)
_LABEL = re.compile(r"([^\s:]+):(?:\s+(.*))?\Z", re.DOTALL)


def to_known(header: str) -> str:
    """A header without its label and brackets: `DIM_1: Dimension 1` -> `DIM_1`, `ATTR_1[en;fr]` -> `ATTR_1`."""
    return re.sub(r"\[[^\[\]]*\]", "", header.partition(":")[0]).strip() or header


def read_cells(rows: Sequence[Row], headers: Sequence[str], kind: str) -> tuple[list[Row], list[Refusal], tuple[str, ...]]:
    """Rows with codes under plain headers, names of areas and indicators beside them; refusals; the structures named.

    A name column (labels=name) is kept for area and indicator and dropped elsewhere; key columns repeat the dimensions
    and are dropped.
    """
    plan = ColumnPlan(headers)
    kept: list[Row] = []
    refused: list[Refusal] = []
    structures: dict[str, None] = {}  # an ordered set
    short: dict[str, str] = {}
    for row in rows:
        cells = {plain: row.values[h] for h, plain in plan.leading.items() if h in row.values}
        if kind == "sdmx-csv-2":
            refused += check_leading(row.number, cells)
        raw = cells.get("STRUCTURE_ID", "") if kind == "sdmx-csv-2" else cells.get("DATAFLOW", "")
        structure = "" if kind == "sdmx-like" else raw
        if structure not in short:
            identity = _identity(structure)
            short[structure] = _short(identity)
            if identity:
                structures[identity] = None
        kept.append(Row(row.number, {STRUCTURE: short[structure], **plan.plain(row.values)}))
    return kept, refused, tuple(structures)


class ColumnPlan:
    """What each header is, looked at once for all rows: `known` without label and brackets, `leading` (STRUCTURE, ACTION,
    keys), `named` the name column of another, `labelled` with labels in its cells, `bare` the rest."""

    def __init__(self, headers: Sequence[str]) -> None:
        self.known = {h: to_known(h) for h in headers}
        self.named = _name_columns(headers)
        self.leading = {h: k for h, k in self.known.items() if k in LEADING and h not in self.named}
        rest = {h: k for h, k in self.known.items() if h not in self.named and h not in self.leading}
        self.labelled = {h: k for h, k in rest.items() if ":" in h and not _FREE_TEXT.search(k)}
        self.bare = {h: k for h, k in rest.items() if h not in self.labelled}

    @property
    def columns(self) -> tuple[str, ...]:
        """The components, in the order of the header, and the columns for names."""
        found = {_NAMES[c]: None for c in (*self.named.values(), *self.labelled.values()) if c in _NAMES}
        rest = {k: None for h, k in self.known.items() if h in self.bare or h in self.labelled}
        return tuple({**found, **rest})

    def plain(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Codes under plain headers, names of areas and indicators beside them."""
        names: dict[str, str] = {}
        values = {k: cells[h] for h, k in self.bare.items()}
        for header, code in self.named.items():
            _keep_name(names, code, cells[header])
        for header, plain in self.labelled.items():
            label = _LABEL.match(cells[header])
            values[plain] = label[1] if label else cells[header]
            if label:
                _keep_name(names, plain, label[2] or "")
        return {**names, **values}


def _keep_name(names: dict[str, str], code: str, name: str) -> None:
    """Of INDICATOR and SERIES, the name of the series wins: in the UN's structure the other is the SDG's number."""
    if code in _NAMES and (code == "SERIES" or _NAMES[code] not in names):
        names[_NAMES[code]] = name


def _name_columns(headers: Sequence[str]) -> dict[str, str]:
    """Header of a name column -> header of the code column before it (the option labels=name)."""
    pairs = "STRUCTURE_NAME" in headers
    named: dict[str, str] = {}
    for before, header in pairwise(headers):
        if to_known(before) in LEADING or before in named or ":" in header or to_known(header) in LEADING:
            continue
        words = header[:1].isupper() and not header.isupper()
        beside = before.isupper() and words and (" " in header or header.upper().replace(" ", "_") == before)
        if _IDENTIFIER.match(before) and (pairs or (beside and before not in {"OBS_VALUE", "TIME_PERIOD"})):
            named[header] = before
    return named


def check_leading(row: int, cells: Mapping[str, str]) -> list[Refusal]:
    """Faults of STRUCTURE and ACTION (2.0)."""
    refused = []
    if cells.get("STRUCTURE", "").casefold() not in _STRUCTURES:
        refused.append(refuse("bad_structure", row, "STRUCTURE", cells.get("STRUCTURE", "")))
    action = cells.get("ACTION", "I").upper()
    if action == "D":
        refused.append(refuse("delete_action", row, "ACTION", action))
    elif action not in {"I", "A", "M", "R", ""}:
        refused.append(refuse("bad_action", row, "ACTION", action))
    return refused


def _identity(text: str) -> str:
    """`WB:GCI(1.0): Competitiveness` -> `WB:GCI(1.0)`."""
    found = re.match(r"[\w.-]+:[^\s:()]+(?:\([^)]*\))?", text)
    return found.group() if found else text


def _short(identity: str) -> str:
    """`WB:GCI(1.0)` -> `GCI`."""
    return identity.partition(":")[2].partition("(")[0] or identity
