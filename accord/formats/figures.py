"""Rows of a table with chosen columns -> figures of indicators, or why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from accord.formats.columns import ALIASES, REQUIRED
from accord.formats.invisible import without_invisible
from accord.formats.messages import refuse, show, told
from accord.formats.result import TOLD, Refusal
from accord.formats.sdmx_csv import STRUCTURE
from accord.formats.table import Row, duplicates, fold_name
from accord.formats.values import NotRead, Period, parse_figure, parse_period, uses_decimal_comma

Kind = Literal["tidy", "sdmx-csv-1", "sdmx-csv-2", "sdmx-like", "sdmx-ml", "sdmx-json", "open-sdg", "ddf", "wide"]

_SEX = {
    "female": "F", "f": "F", "females": "F", "women": "F", "girls": "F",
    "male": "M", "m": "M", "males": "M", "men": "M", "boys": "M",
    "total": "_T", "t": "_T", "_t": "_T", "bothsex": "_T", "both sexes": "_T", "both": "_T", "all": "_T",
}  # fmt: skip
# Further columns that say something about a figure but do not make it another figure.
ATTRIBUTES = frozenset({
    "LOWER_BOUND", "UPPER_BOUND", "CI_L", "CI_U", "DECIMALS", "UNIT_MULT", "OBS_CONF", "CONF_STATUS", "UPDATED",
    "LAST UPDATE", "TIME_FORMAT", "REF_PERIOD", "COVERAGE_TIME", "SOURCE_LINK", "SERIES_FOOTNOTE", "COUNTRY_NOTES",
    "TIME_PERIOD_METHOD", "CUSTODIAN", "lower", "upper", "Unit multiplier",
})  # fmt: skip
COLUMN = "\0column"  # in a row made of one cell: the column that the cell stood in


_NAMES = {fold_name(n) for name, aliases in ALIASES.items() for n in (name, *aliases)}


@lru_cache(maxsize=4096)
def is_breakdown(column: str) -> bool:
    """Whether a column that is none of ours makes a figure another figure: no attribute, and no second name of a known one."""
    return column not in ATTRIBUTES and fold_name(column) not in _NAMES


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure; years are calendar years.

    `area_code` as given (ISO 3166 or M49); where it is empty, `area_name` tells. `value` is None where the source has
    none or only a bound, which `value_text` keeps. `sex` is F, M, _T, else as given, "" where not stated; `flags` without
    SDMX's A (normal). `cases` is what the file tells of the unweighted cases behind it. `dims` holds every
    further column that is not empty.
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
    cases: str = ""
    dims: Mapping[str, str] = field(default_factory=dict)
    attributes: frozenset[str] | None = field(default=None, repr=False)  # those of `dims` that do not make it another figure

    @property
    def breakdown(self) -> dict[str, str]:
        """Those of `dims` that make it another figure."""
        if self.attributes is None:
            return {k: v for k, v in self.dims.items() if is_breakdown(k)}
        return {k: v for k, v in self.dims.items() if k not in self.attributes}

    @property
    def key(self) -> tuple[str, ...]:
        """What makes a figure one of its kind: two rows with one key contradict or repeat each other."""
        further = (f"{k}={v}" for k, v in sorted(self.breakdown.items())) if self.dims else ()
        return (self.indicator, self.area_code or self.area_name, self.period, self.sex, self.age, self.unit, *further)


@dataclass(frozen=True)
class Observations:
    """`read` counts rows of data that were looked at; `structures` are the SDMX structures that the rows name."""

    kind: Kind
    read: int
    rows: list[Observation]
    refused: list[Refusal]
    structures: tuple[str, ...] = ()


def read_rows(
    kind: Kind, rows: list[Row], chosen: Mapping[str, str], defaults: Mapping[str, str], structures: tuple[str, ...],
    left_out: frozenset[str] = frozenset(), attributes: frozenset[str] | None = None,
) -> Observations:  # fmt: skip
    """The figures of the rows. `chosen`: our name -> the column in a row's values; `left_out`: columns not to keep;
    `attributes`: columns that do not make it another figure,
    None: those that `is_breakdown` tells. Repeated keys are refused."""
    rows = [_as_seen(row) for row in rows]
    values = [row.values.get(chosen["value"], "") for row in rows] if "value" in chosen else []
    comma = kind not in {"sdmx-ml", "sdmx-json"} and uses_decimal_comma(values)
    reader = _Reader(chosen, defaults, comma, left_out, attributes)
    read = [reader.read(row) for row in rows]
    if reader.faults > TOLD:  # so many are mended first: whether rows repeat one another is asked then
        return Observations(kind, len(rows), [], told(reader.refused, reader.faults - len(reader.refused)), structures)
    found = [o for o in read if o is not None]
    twice = duplicates(found, lambda o: o.key, lambda o: o.row)
    return Observations(kind, len(rows), found, told([*reader.refused, *twice]), structures)


def _as_seen(row: Row) -> Row:
    """XML, JSON and workbooks bring invisible characters, too; those of CSV are gone by now (`open_sheet`)."""
    together = "".join(row.values.values())
    if together.isascii() or without_invisible(together) == together:
        return row
    return Row(row.number, {name: without_invisible(cell).strip() for name, cell in row.values.items()})


class _Reader:
    """Reads rows one by one. All faults are counted, the first are kept; from then on no figure is."""

    def __init__(self, chosen: Mapping[str, str], defaults: Mapping[str, str], decimal_comma: bool,
                 left_out: frozenset[str], attributes: frozenset[str] | None) -> None:  # fmt: skip
        self.chosen, self.defaults, self.decimal_comma = chosen, defaults, decimal_comma
        self.claimed = {*chosen.values(), STRUCTURE, COLUMN, *left_out}
        self.attributes = attributes
        self.lookup = {n: (chosen.get(n, ""), defaults.get(n, "")) for n in (*ALIASES, *chosen, *defaults)}
        self.refused: list[Refusal] = []
        self.faults = 0

    def _refuse(self, code: str, row: Row, column: str, value: str = "", **params: str | int) -> None:
        self.faults += 1
        if len(self.refused) < TOLD:
            self.refused.append(refuse(code, row.number, column, value, **params))

    def read(self, row: Row) -> Observation | None:
        before = self.faults
        period = self._period(row)
        value, text, unit = self._value(row)
        code, scheme = self._area(row)
        area_name = self._cell(row, "area")
        indicator = self._cell(row, "indicator")
        if not indicator:
            self._empty(row, "indicator", "the code of an indicator")
        if not code and not area_name:
            self._empty(row, next((n for n in REQUIRED[0] if n in self.chosen), "area"), "a country or area")
        if self.faults > before or period is None or self.faults > TOLD:
            return None
        return Observation(
            row=row.number, indicator=indicator, indicator_name=self._cell(row, "indicator_name"), area_code=code,
            area_scheme=scheme, area_name=area_name, period=period.text, period_start=period.start,
            period_end=period.end, value=value, value_text=text, unit=unit, sex=read_sex(self._cell(row, "sex")),
            age=self._cell(row, "age"), nature=self._cell(row, "nature"), flags=read_flags(self._cell(row, "flags")),
            footnote=self._cell(row, "footnote"), source=self._cell(row, "source"),
            cases=self._cell(row, "cases"),
            dims={k: v for k, v in row.values.items() if v and k not in self.claimed}, attributes=self.attributes,
        )  # fmt: skip

    def _cell(self, row: Row, name: str) -> str:
        column, default = self.lookup[name]
        return row.values.get(column, "") or default

    def _empty(self, row: Row, name: str, expected: str) -> None:
        self._refuse("missing_value", row, self.chosen.get(name, name), expected=expected)

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
            self._refuse(fault.code, row, self.chosen.get(name, name), text)
            return None

    def _value(self, row: Row) -> tuple[Decimal | None, str, str]:
        text, unit = self._cell(row, "value"), self._cell(row, "unit")
        column = row.values.get(COLUMN) or self.chosen.get("value", "value")
        try:
            figure = parse_figure(text, decimal_comma=self.decimal_comma)
        except NotRead as fault:
            self._refuse(fault.code, row, column, text)
            return None, text, unit
        if figure.percent and unit and not _is_percent(unit):
            self._refuse("percent_unit", row, column, text, unit=show(unit))
        return figure.value, figure.text, unit or ("percent" if figure.percent else "")


def _is_percent(unit: str) -> bool:
    plain = unit.casefold()
    return "percent" in plain or "per cent" in plain or "%" in plain or plain in {"pcnt", "pt", "pc"}


def read_sex(text: str) -> str:
    """F, M, _T (both), else the text as given."""
    return _SEX.get(text.casefold(), text)


@lru_cache(maxsize=1024)
def read_flags(text: str) -> tuple[str, ...]:
    """Flags in the order given; SDMX's A (normal value) is no flag."""
    parts = text.replace(";", ",").replace("|", ",").split(",")
    return tuple(dict.fromkeys(p.strip() for p in parts if p.strip() not in {"", "A"}))
