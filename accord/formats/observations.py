"""Figures of indicators from files: our tidy CSV (docs/formats/tidy.md), SDMX-CSV 1.0 and 2.0, and what lies near them.

SDMX-CSV after the field guides of the SDMX technical working group (github.com/sdmx-twg/sdmx-csv): 1.0 opens with
DATAFLOW, 2.0 with STRUCTURE, STRUCTURE_ID and mostly ACTION; labels may stand in the cells ("M: Male") or beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

from accord.formats.messages import refuse, show
from accord.formats.result import Refusal
from accord.formats.sdmx_csv import LEADING, STRUCTURE, read_cells, to_known
from accord.formats.table import LIMITS, Limits, Row, Table, arrange, duplicates, fold_name, open_sheet
from accord.formats.values import NotRead, Period, parse_figure, parse_period, uses_decimal_comma

__all__ = [
    "ALIASES",
    "ATTRIBUTES",
    "LEADING",
    "Observation",
    "Observations",
    "Plan",
    "is_breakdown",
    "plan",
    "read_flags",
    "read_observations",
    "read_sdmx_csv",
    "read_sex",
    "read_tidy",
    "sniff",
]  # fmt: skip
Kind = Literal["tidy", "sdmx-csv-1", "sdmx-csv-2", "sdmx-like"]

ALIASES: dict[str, tuple[str, ...]] = {
    "indicator": ("series", "series_code", "indicator_code", "sdg_indicator"),
    "indicator_name": ("description", "series_description", "seriesdescription", "indicator_label", "title"),
    "iso3": ("iso3_code", "country_code", "iso_code", "iso"),
    "m49": ("m49_code", "geoareacode", "area_m49"),
    "area_code": ("ref_area", "geo", "geocode", "area_id", "iso2"),
    "area": ("area_name", "country", "country_name", "geographic_area", "geoareaname", "entity", "region"),
    "period": ("year", "time_period", "timeperiod", "time", "years", "date"),
    "period_start": ("start_year", "year_start"),
    "period_end": ("end_year", "year_end"),
    "value": ("obs_value", "observation_value", "figure", "estimate"),
    "unit": ("units", "unit_measure", "unit_of_measure"),
    "sex": ("gender",),
    "age": ("age_group", "agegroup"),
    "nature": ("nature_of_data",),
    "flags": ("flag", "obs_status", "status", "obs_flag"),
    "footnote": ("footnotes", "note", "notes", "obs_footnote", "comment_obs", "comment"),
    "source": ("data_source", "source_detail"),
}
REQUIRED: tuple[tuple[str, ...], ...] = (("area_code", "iso3", "m49", "area"), ("value",))
_SEX = {
    "female": "F", "f": "F", "females": "F", "women": "F", "girls": "F",
    "male": "M", "m": "M", "males": "M", "men": "M", "boys": "M",
    "total": "_T", "t": "_T", "_t": "_T", "bothsex": "_T", "both sexes": "_T", "both": "_T", "all": "_T",
}  # fmt: skip
# Further columns that say something about a figure but do not make it another figure.
ATTRIBUTES = frozenset({
    "LOWER_BOUND", "UPPER_BOUND", "CI_L", "CI_U", "DECIMALS", "UNIT_MULT", "OBS_CONF", "CONF_STATUS", "UPDATED",
    "LAST UPDATE", "TIME_FORMAT", "REF_PERIOD", "COVERAGE_TIME", "SOURCE_LINK", "SERIES_FOOTNOTE", "COUNTRY_NOTES",
    "TIME_PERIOD_METHOD", "CUSTODIAN", "lower", "upper",
})  # fmt: skip


_NAMES = {fold_name(n) for name, aliases in ALIASES.items() for n in (name, *aliases)}


def is_breakdown(column: str) -> bool:
    """Whether a column that is none of ours makes a figure another figure: no attribute, and no second name of a known one."""
    return column not in ATTRIBUTES and fold_name(column) not in _NAMES


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure; years are calendar years.

    `area_code` as given (ISO 3166 or M49); where it is empty, `area_name` tells. `value` is None where the source has
    none or only a bound, which `value_text` keeps. `sex` is F, M, _T, else as given, "" where not stated; `flags` without
    SDMX's A (normal). `dims` holds every further column that is not empty.
    """

    row: int
    indicator: str
    indicator_name: str
    area_code: str
    area_scheme: str  # iso3, m49, or "" where the column does not tell
    area_name: str
    period: str
    period_start: int
    period_end: int
    value: Decimal | None
    value_text: str
    unit: str = ""
    sex: str = ""
    age: str = ""
    nature: str = ""
    flags: tuple[str, ...] = ()
    footnote: str = ""
    source: str = ""
    dims: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """What makes a figure one of its kind: two rows with one key contradict or repeat each other."""
        further = (f"{k}={v}" for k, v in sorted(self.dims.items()) if is_breakdown(k))
        return (self.indicator, self.area_code or self.area_name, self.period, self.sex, self.age, self.unit, *further)


@dataclass(frozen=True)
class Observations:
    """`read` counts rows of data that were looked at; `structures` are the SDMX structures that the rows name."""

    kind: Kind
    read: int
    rows: list[Observation]
    refused: list[Refusal]
    structures: tuple[str, ...] = ()


def sniff(headers: tuple[str, ...] | Table) -> Kind:
    """Which form the header has: by DATAFLOW or STRUCTURE in the first place, else by SDMX's names of columns."""
    given = tuple(headers.headers.values()) if isinstance(headers, Table) else headers
    names = [h.partition(":")[0].partition("[")[0].strip() for h in given]
    if names and names[0] == "STRUCTURE":
        return "sdmx-csv-2"
    if names and names[0] == "DATAFLOW":
        return "sdmx-csv-1"
    return "sdmx-like" if {"OBS_VALUE", "TIME_PERIOD"} <= set(names) else "tidy"


def read_observations(
    source: Path | bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
    limits: Limits = LIMITS,
) -> Observations:
    """Every figure of a file, or why not. Raises Unreadable where the file as a whole cannot be read.

    `mapping`: our name -> the file's header, where the names differ from all known ones. `defaults`: our name -> a
    value for rows that have none (`period`, `indicator`, `unit`, `source`). Where `refused` is not empty, write nothing.
    """
    sheet = open_sheet(source, limits)
    kind = sniff(sheet.headers)
    names, wrong = _mapped(mapping or {}, sheet.headers)
    table = arrange(sheet, aliases={}, limits=limits, case_matters=kind != "tidy")
    if wrong or table.refused:
        return Observations(kind, len(table.rows), [], [*wrong, *table.refused])
    rows = table.rows
    refused: list[Refusal] = []
    structures: tuple[str, ...] = ()
    if kind != "tidy":
        rows, refused, structures = read_cells(rows, sheet.headers, kind)
    columns = tuple(dict.fromkeys(c for row in rows[:1] for c in row.values))
    chosen = _choose(columns, names, kind)
    refused = [*_missing_columns(chosen, columns, defaults or {}), *refused]
    if refused:
        return Observations(kind, len(table.rows), [], refused, structures)
    return _read_all(kind, rows, chosen, defaults or {}, structures)


def read_tidy(table: Table, *, defaults: Mapping[str, str] | None = None) -> Observations:
    """The figures of a table already read whose columns have our names or known synonyms."""
    chosen = _choose(table.columns, {}, "tidy")
    refused = [*table.refused, *_missing_columns(chosen, table.columns, defaults or {})]
    if refused:
        return Observations("tidy", len(table.rows), [], refused)
    return _read_all("tidy", table.rows, chosen, defaults or {}, ())


def read_sdmx_csv(source: Path | bytes, *, mapping: Mapping[str, str] | None = None) -> Observations:
    """As `read_observations`, for a file that is known to be SDMX-CSV; the version is told by its first column."""
    return read_observations(source, mapping=mapping)


def _mapped(mapping: Mapping[str, str], headers: tuple[str, ...]) -> tuple[dict[str, str], list[Refusal]]:
    """The mapping with each header as the table names it; a header that is not there is refused."""
    there = {fold_name(name): to_known(h) for h in headers for name in (h.partition(":")[0], h)}
    found = {name: there[fold_name(header)] for name, header in mapping.items() if fold_name(header) in there}
    refused = [
        refuse("mapped_column", 0, name, header, found=", ".join(headers))
        for name, header in mapping.items()
        if name not in found
    ]
    return found, refused


def _choose(columns: tuple[str, ...], mapped: Mapping[str, str], kind: Kind) -> dict[str, str]:
    """Our name -> the table's column: as mapped, else of that name, else the likeliest synonym; each column once."""
    chosen = dict(mapped)
    free = {fold_name(c): c for c in reversed(columns) if c not in mapped.values()}
    if kind != "tidy" and "SERIES" in free.values() and "indicator" not in chosen:
        chosen["indicator"] = free.pop("series")  # in the UN's structure SERIES is the code, INDICATOR the SDG's number
    structure = free.pop(STRUCTURE, None)
    for name in ALIASES:
        if name not in chosen and name in free:
            chosen[name] = free.pop(name)
    for name, aliases in ALIASES.items():
        alias = next((a for a in aliases if a in free), None) if name not in chosen else None
        if alias:
            chosen[name] = free.pop(alias)
    if structure and kind in {"sdmx-csv-1", "sdmx-csv-2"}:
        chosen.setdefault("indicator", structure)
    return chosen


def _missing_columns(chosen: Mapping[str, str], columns: tuple[str, ...], defaults: Mapping[str, str]) -> list[Refusal]:
    wanted = [*REQUIRED, ("indicator",), ("period", "period_start")]
    return [
        refuse("missing_column", 0, " / ".join(either), found=", ".join(c for c in columns if c != STRUCTURE))
        for either in wanted
        if not set(either).intersection([*chosen, *defaults])
    ]


def _read_all(
    kind: Kind, rows: list[Row], chosen: Mapping[str, str], defaults: Mapping[str, str], structures: tuple[str, ...]
) -> Observations:
    values = [row.values.get(chosen["value"], "") for row in rows] if "value" in chosen else []
    reader = _Reader(chosen, defaults, uses_decimal_comma(values))
    read = [reader.read(row) for row in rows]
    found = [o for o in read if o is not None]
    twice = duplicates(found, lambda o: o.key, lambda o: o.row)
    return Observations(kind, len(rows), found, sorted([*reader.refused, *twice], key=lambda r: r.row), structures)


class _Reader:
    """Reads rows one by one and keeps what it must refuse."""

    def __init__(self, chosen: Mapping[str, str], defaults: Mapping[str, str], decimal_comma: bool) -> None:
        self.chosen, self.defaults, self.decimal_comma = chosen, defaults, decimal_comma
        self.claimed = {*chosen.values(), STRUCTURE}
        self.refused: list[Refusal] = []

    def read(self, row: Row) -> Observation | None:
        before = len(self.refused)
        period = self._period(row)
        value, text, unit = self._value(row)
        code, scheme = self._area(row)
        area_name = self._cell(row, "area")
        indicator = self._cell(row, "indicator")
        if not indicator:
            self._empty(row, "indicator", "the code of an indicator")
        if not code and not area_name:
            self._empty(row, next(n for n in REQUIRED[0] if n in self.chosen), "a country or area")
        if len(self.refused) > before or period is None:
            return None
        return Observation(
            row=row.number, indicator=indicator, indicator_name=self._cell(row, "indicator_name"), area_code=code,
            area_scheme=scheme, area_name=area_name, period=period.text, period_start=period.start,
            period_end=period.end, value=value, value_text=text, unit=unit, sex=read_sex(self._cell(row, "sex")),
            age=self._cell(row, "age"), nature=self._cell(row, "nature"), flags=read_flags(self._cell(row, "flags")),
            footnote=self._cell(row, "footnote"), source=self._cell(row, "source"),
            dims={k: v for k, v in row.values.items() if v and k not in self.claimed},
        )  # fmt: skip

    def _cell(self, row: Row, name: str) -> str:
        return row.values.get(self.chosen.get(name, ""), "") or self.defaults.get(name, "")

    def _empty(self, row: Row, name: str, expected: str) -> None:
        self.refused.append(refuse("missing_value", row.number, self.chosen.get(name, name), expected=expected))

    def _area(self, row: Row) -> tuple[str, str]:
        for name, scheme in (("iso3", "iso3"), ("m49", "m49"), ("area_code", "")):
            if code := self._cell(row, name):
                return code, scheme
        return "", ""

    def _period(self, row: Row) -> Period | None:
        name, text = "period", self._cell(row, "period")
        if not text and self._cell(row, "period_start"):
            name = "period_start"
            ends = self._cell(row, "period_end") or self._cell(row, "period_start")
            text = f"{self._cell(row, 'period_start')}/{ends}"
        if not text:
            self._empty(row, "period", "a year (2019), years (2015-2018) or an ISO period (2019-Q1)")
            return None
        try:
            return parse_period(text)
        except NotRead as fault:
            self.refused.append(refuse(fault.code, row.number, self.chosen.get(name, name), text))
            return None

    def _value(self, row: Row) -> tuple[Decimal | None, str, str]:
        text, unit = self._cell(row, "value"), self._cell(row, "unit")
        column = self.chosen.get("value", "value")
        try:
            figure = parse_figure(text, decimal_comma=self.decimal_comma)
        except NotRead as fault:
            self.refused.append(refuse(fault.code, row.number, column, text))
            return None, text, unit
        if figure.percent and unit and not _is_percent(unit):
            self.refused.append(refuse("percent_unit", row.number, column, text, unit=show(unit)))
        return figure.value, figure.text, unit or ("percent" if figure.percent else "")


def _is_percent(unit: str) -> bool:
    plain = unit.casefold()
    return "percent" in plain or "per cent" in plain or "%" in plain or plain in {"pcnt", "pt", "pc"}


def read_sex(text: str) -> str:
    """F, M, _T (both), else the text as given."""
    return _SEX.get(text.casefold(), text)


def read_flags(text: str) -> tuple[str, ...]:
    """Flags in the order given; SDMX's A (normal value) is no flag."""
    parts = text.replace(";", ",").replace("|", ",").split(",")
    return tuple(dict.fromkeys(p.strip() for p in parts if p.strip() not in {"", "A"}))


@dataclass(frozen=True)
class Plan:
    """How a table's columns would be read: for whoever reads the rows by other means. `chosen`: our name -> header."""

    kind: Kind
    separator: str
    headers: tuple[str, ...]
    chosen: Mapping[str, str]
    plain: bool  # no labels, brackets or name columns: each cell is what it says


def plan(start: bytes, *, mapping: Mapping[str, str] | None = None, defaults: Mapping[str, str] | None = None) -> Plan | None:
    """The plan for a file that begins with `start` (its header line and at least one whole row); None where it has faults."""
    whole = start[: start.rfind(b"\n") + 1] or start
    sheet = open_sheet(whole)
    kind = sniff(sheet.headers)
    names, wrong = _mapped(mapping or {}, sheet.headers)
    table = arrange(sheet, aliases={}, case_matters=kind != "tidy")
    if wrong or table.refused:
        return None
    plain = not any(":" in h or "[" in h for h in sheet.headers) and "STRUCTURE_NAME" not in sheet.headers and not sheet.start
    columns = tuple(c for c in table.columns if c not in LEADING or kind == "tidy")
    chosen = _choose((*columns, *((STRUCTURE,) if kind in {"sdmx-csv-1", "sdmx-csv-2"} else ())), names, kind)
    if _missing_columns(chosen, columns, defaults or {}) or "indicator" not in chosen or chosen["indicator"] == STRUCTURE:
        return None
    return Plan(kind, sheet.separator, sheet.headers, chosen, plain and sheet.encoding.replace("-", "") in {"utf8", "utf8sig"})
