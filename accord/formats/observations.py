"""Observations from SDMX-CSV 1.0 and 2.0 and from tidy CSV, as one plain shape.

SDMX-CSV: sdmx-twg field guide (1.0: column DATAFLOW first; 2.0: STRUCTURE, STRUCTURE_ID, ACTION). Tidy: docs/tidy.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from accord.formats.result import Refusal
from accord.formats.table import Row, Table, Unreadable

FIELDS = {
    "series": ("series", "indicator", "SERIES", "INDICATOR", "indicator_code"),
    "m49": ("m49", "geo_area", "M49"),
    "iso3": ("iso3", "ISO3", "country_code"),
    "area": ("area", "country", "REF_AREA", "GEOGRAPHIC_AREA", "ref_area", "geo_name"),
    "period": ("period", "year", "TIME_PERIOD", "time_period"),
    "value": ("value", "OBS_VALUE", "obs_value"),
    "unit": ("unit", "units", "UNIT_MEASURE", "unit_measure"),
    "sex": ("sex", "SEX"),
    "age": ("age", "AGE"),
    "nature": ("nature", "NATURE", "OBS_STATUS", "obs_status"),
    "flags": ("flags", "flag", "OBS_FLAG"),
    "footnote": ("footnote", "footnotes", "COMMENT_OBS", "OBS_FOOTNOTE"),
}
_SDMX_ADMIN = {"DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION"}
_PERIOD = re.compile(r"^(\d{4})(?:\s*[-–/]\s*(\d{4}|\d{2}))?(?:-(?:Q[1-4]|0[1-9]|1[0-2])(?:-\d{2})?)?$")


@dataclass(frozen=True)
class Observation:
    """`start` and `end` are years (equal for one year). `area` is a code or, where `area_is_name`, a source's name."""

    row: int
    series: str
    area: str
    area_is_name: bool
    start: int
    end: int
    value: Decimal | None
    unit: str = ""
    sex: str = ""
    age: str = ""
    nature: str = ""
    flags: str = ""
    footnote: str = ""
    other: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[object, ...]:
        return (self.series, self.area, self.start, self.end, self.sex, self.age, self.nature, self.unit,
                tuple(sorted(self.other.items())))  # fmt: skip


def read_observations(
    table: Table, *, period: str = "", mapping: Mapping[str, str] | None = None
) -> tuple[list[Observation], list[Refusal]]:
    """Every row as an observation or a refusal. Raises Unreadable where a needed column is missing."""
    columns = _columns(table.columns, mapping or {})
    for needed in ("series", "value"):
        if needed not in columns:
            raise Unreadable(
                f"No column for “{needed}”. Expected one of: {', '.join(FIELDS[needed])}; or name it in a mapping."
            )
    if not {"m49", "iso3", "area"} & columns.keys():
        raise Unreadable("No column for the area. Expected one of: m49, iso3, area, REF_AREA; or name it in a mapping.")
    if "period" not in columns and not period:
        raise Unreadable("No column for the period. Give one for the whole file: --period 2021 or --period 2015-2021.")
    found: list[Observation] = []
    refused = list(table.refused)
    seen: dict[tuple[object, ...], int] = {}
    for row in table.rows:
        made = _observation(row, columns, period)
        if isinstance(made, Refusal):
            refused.append(made)
        elif made.key in seen:
            refused.append(Refusal(row.number, columns["series"], made.series,
                                   f"The same observation stands in row {seen[made.key]}. Keep one of them."))  # fmt: skip
        else:
            seen[made.key] = row.number
            found.append(made)
    return found, sorted(refused, key=lambda r: r.row)


def _columns(present: list[str], mapping: Mapping[str, str]) -> dict[str, str]:
    by_id = {c.split(":")[0].split("[")[0]: c for c in reversed(present)}  # labels: `SEX: Sex`
    columns = {}
    for name, spellings in FIELDS.items():
        column = mapping.get(name) or next((by_id[s] for s in spellings if s in by_id), None)
        if column:
            if column not in present:
                raise Unreadable(f"The mapping names the column “{column}”, which the file does not have.")
            columns[name] = column
    return columns


def _observation(row: Row, columns: dict[str, str], period: str) -> Observation | Refusal:
    def cell(name: str) -> str:
        raw = row.values.get(columns.get(name, ""), "")
        return raw.split(": ", 1)[0] if ":" in columns.get(name, "") and ": " in raw else raw

    action = row.values.get("ACTION", "I")
    if action not in ("I", "A", "M", "R", ""):
        return Refusal(row.number, "ACTION", action, "Only rows to add (I, A, M, R) are read; a release is never edited.")
    years = parse_period(cell("period") or period)
    if years is None:
        return Refusal(row.number, columns.get("period", "period"), cell("period"), "Expected a year or a range: 2021, 2015-2021.")
    if not cell("series"):
        return Refusal(row.number, columns["series"], "", "The indicator is missing.")
    area = cell("iso3") or cell("m49") or cell("area")
    if not area:
        return Refusal(row.number, columns.get("iso3") or columns.get("m49") or columns["area"], "", "The area is missing.")
    value = parse_value(cell("value"))
    if value is None and cell("value"):
        return Refusal(row.number, columns["value"], cell("value")[:80], "Expected a number, such as 12.5.")
    used = {*columns.values(), *_SDMX_ADMIN, "description", "sdg_indicator", "m49", "area", "iso3"}
    upper = {c: v for c, v in row.values.items() if c not in used and c.isupper() and v}
    return Observation(
        row.number, cell("series"), area, not (cell("iso3") or cell("m49")) and columns.get("area") == "area",
        *years, value, cell("unit"), _sex(cell("sex")), cell("age"), cell("nature"), cell("flags"), cell("footnote"), upper,
    )  # fmt: skip


def parse_period(text: str) -> tuple[int, int] | None:
    """Years from `2019`, `2015-2021`, `2015/2021`, `2019-Q1`, `2019-03`. None for anything else or a year off 1900–2100."""
    hit = _PERIOD.match(text.strip())
    if not hit:
        return None
    start = int(hit[1])
    tail = hit[2] or ""
    if len(tail) == 2 and int(tail) <= 12 and "-" in text:
        tail = ""  # 2019-03 is a month
    end = int(tail) if len(tail) == 4 else start // 100 * 100 + int(tail) if tail else start
    return (start, end) if 1900 <= start <= end <= 2100 else None


def parse_value(text: str) -> Decimal | None:
    """A finite number, or None. A decimal comma is not guessed at: 1,234 may be either."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _sex(text: str) -> str:
    return {"female": "F", "f": "F", "male": "M", "m": "M", "bothsex": "T", "total": "T", "both": "T", "t": "T", "_t": "T"}.get(
        text.lower(), text
    )
