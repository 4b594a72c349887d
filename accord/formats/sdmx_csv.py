"""What is peculiar to SDMX-CSV: its leading columns, key columns, sub-field brackets and labels."""

import re
from collections.abc import Sequence

from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.formats.table import Row

_STRUCTURES = {"dataflow", "datastructure", "dataprovision"}
_LEADING = {"DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY"}
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_$.@-]*\Z")
_NAMES = {"REF_AREA": "area", "INDICATOR": "indicator_name", "SERIES": "indicator_name", "geo": "area"}
_LABEL = re.compile(r"([A-Za-z0-9_@$.+-]+):(?!\S*//)\s*(.*)\Z", re.DOTALL)


def to_known(header: str) -> str:
    """A header without its label and brackets: `DIM_1: Dimension 1` -> `DIM_1`, `ATTR_1[en;fr]` -> `ATTR_1`."""
    head = header.partition(":")[0].strip() if ":" in header else header
    return re.sub(r"\[[^\]]*\]", "", head).strip() or header


def read_cells(
    rows: Sequence[Row], headers: Sequence[str], kind: str
) -> tuple[list[Row], list[Refusal], tuple[str, ...]]:
    """Rows with codes under plain headers, names of areas and indicators beside them; refusals; the structures named.

    A name column (labels=name) is kept for area and indicator and dropped elsewhere; key columns repeat the dimensions
    and are dropped.
    """
    labelled = {h for h in headers if ":" in h}
    named = _name_columns(headers)
    kept: list[Row] = []
    refused: list[Refusal] = []
    structures: dict[str, None] = {}
    for row in rows:
        faults, structure = _leading(row, kind)
        refused += faults
        if structure:
            structures[structure] = None
        kept.append(Row(row.number, _plain(row, labelled, named)))
    return kept, refused, tuple(structures)


def _plain(row: Row, labelled: set[str], named: dict[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    names: dict[str, str] = {}
    for header, cell in row.values.items():
        plain = to_known(header)
        if plain in _LEADING or header in named:
            if named.get(header) in _NAMES:
                names[_NAMES[named[header]]] = cell
            continue
        label = _LABEL.match(cell) if header in labelled else None
        values[plain] = label[1] if label else cell
        if label and plain in _NAMES:
            names[_NAMES[plain]] = label[2]
    if "indicator_name" in names and "INDICATOR" in values and "SERIES" in values:
        names.setdefault("indicator_name", "")
    return {**names, **values} if not set(names) & set(values) else {**values, **names}


def _name_columns(headers: Sequence[str]) -> dict[str, str]:
    """Header of a name column -> header of the code column before it (the option labels=name)."""
    pairs = "STRUCTURE_NAME" in headers
    named: dict[str, str] = {}
    for before, header in zip(headers, headers[1:], strict=False):
        if to_known(before) in _LEADING or before in named or ":" in header:
            continue
        beside = before.isupper() and not header.isupper() and fold(before) != header
        if _IDENTIFIER.match(before) and to_known(header) not in _LEADING and (pairs or beside):
            named[header] = before
    return named


def fold(identifier: str) -> str:
    return identifier.casefold()


def _leading(row: Row, kind: str) -> tuple[list[Refusal], str]:
    """Faults of STRUCTURE and ACTION, and the structure that the row names."""
    cells = {to_known(h): v for h, v in row.values.items() if to_known(h) in _LEADING}
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
