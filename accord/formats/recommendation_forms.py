"""Which form a file of recommendations has: CSV, Excel workbook, JSON, or the OHCHR's thematic list."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from accord.formats.encoding import decode
from accord.formats.messages import Unreadable
from accord.formats.review_columns import ALIASES
from accord.formats.sdmx.safe_json import load
from accord.formats.table import Limits, Sheet, Table, load_bytes, open_sheet
from accord.formats.thematic_list import is_thematic_list, thematic_table
from accord.formats.workbook import open_workbook

NAMES = frozenset(n for name, others in ALIASES.items() for n in (name, *others))


def open_form(source: Path | bytes, limits: Limits) -> Sheet | Table:
    """A sheet whose columns are still to be named, or a table under our names. Raises Unreadable."""
    data = load_bytes(source, limits)
    if data.startswith(b"PK\x03\x04"):
        return open_workbook(data, known=NAMES, limits=limits)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return _objects(load(data, limits.size), limits)
    if is_thematic_list(data):
        return thematic_table(decode(data)[0])
    return open_sheet(data, limits)


def _objects(told: Any, limits: Limits) -> Sheet:
    """A list of objects, or an object that holds one under `recommendations`; lists within become `a; b`."""
    rows = told.get("recommendations") if isinstance(told, dict) else told
    if not isinstance(rows, list):
        raise Unreadable("json_broken", reason="expected a list of objects, or one under “recommendations”")
    if not rows:
        raise Unreadable("header_only")
    if len(rows) > limits.rows:
        raise Unreadable("too_many_rows", limit=limits.rows)
    names: dict[str, None] = {}
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise Unreadable("json_broken", reason=f"item {number} of the list is not an object in curly brackets")
        names.update(dict.fromkeys(row))
        if len(names) > limits.columns:
            raise Unreadable("json_broken", reason=f"the objects have more than {limits.columns} names")
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        cells = [_text(row.get(name)) for name in names]
        writer.writerow(cells if any(cells) else ['""', *cells[1:]])
    return Sheet(out.getvalue(), tuple(name.strip() for name in names), "\t", "json", 0)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return "; ".join(_text(one) for one in value)
    return str(value) if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)
