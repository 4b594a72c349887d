"""What is peculiar to SDMX-CSV: its leading columns, key columns, sub-field brackets and labels."""

import re
from collections.abc import Sequence
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
    return re.sub(r"\[[^\]]*\]", "", header.partition(":")[0]).strip() or header


def read_cells(rows: Sequence[Row], headers: Sequence[str], kind: str) -> tuple[list[Row], list[Refusal], tuple[str, ...]]:
    """Rows with codes under plain headers, names of areas and indicators beside them; refusals; the structures named.

    A name column (labels=name) is kept for area and indicator and dropped elsewhere; key columns repeat the dimensions
    and are dropped.
    """
    labelled = {h for h in headers if ":" in h and not _FREE_TEXT.search(to_known(h))}
    named = _name_columns(headers)
    kept: list[Row] = []
    refused: list[Refusal] = []
    structures: dict[str, None] = {}  # an ordered set
    for row in rows:
        faults, structure = _leading(row, kind)
        refused += faults
        if structure:
            structures[structure] = None
        kept.append(Row(row.number, {STRUCTURE: _short(structure)} | _plain(row, labelled, named)))
    return kept, refused, tuple(structures)


def _plain(row: Row, labelled: set[str], named: dict[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    names: dict[str, str] = {}
    for header, cell in row.values.items():
        plain, code = to_known(header), named.get(header)
        if code is not None:
            _keep_name(names, code, cell)
        elif plain not in LEADING:
            label = _LABEL.match(cell) if header in labelled else None
            values[plain] = label[1] if label else cell
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


def _leading(row: Row, kind: str) -> tuple[list[Refusal], str]:
    """Faults of STRUCTURE and ACTION, and the structure that the row names."""
    cells = {to_known(h): v for h, v in row.values.items() if to_known(h) in LEADING}
    if kind == "sdmx-csv-1":
        return [], _identity(cells.get("DATAFLOW", ""))
    if kind != "sdmx-csv-2":
        return [], ""
    refused = []
    if cells.get("STRUCTURE", "").casefold() not in _STRUCTURES:
        refused.append(refuse("bad_structure", row.number, "STRUCTURE", cells.get("STRUCTURE", "")))
    action = cells.get("ACTION", "I").upper()
    if action == "D":
        refused.append(refuse("delete_action", row.number, "ACTION", action))
    elif action not in {"I", "A", "M", "R", ""}:
        refused.append(refuse("bad_action", row.number, "ACTION", action))
    return refused, _identity(cells.get("STRUCTURE_ID", ""))


def _identity(text: str) -> str:
    """`WB:GCI(1.0): Competitiveness` -> `WB:GCI(1.0)`."""
    found = re.match(r"[\w.-]+:[^\s:()]+(?:\([^)]*\))?", text)
    return found.group() if found else text


def _short(identity: str) -> str:
    """`WB:GCI(1.0)` -> `GCI`."""
    return identity.partition(":")[2].partition("(")[0] or identity
