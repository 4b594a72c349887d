"""Rows on their way in: a file becomes a table of the engine, is checked as a whole, and only then kept.

Two doors lead to one table. Most files pass the careful reader of `formats`, which tells each fault by row and column. A long,
plain file is read by the engine itself, twenty times as fast; whatever is not plain in it (an odd figure, a period, a flag)
is parsed by the same functions of `formats`, once for each distinct text. A file that the engine cannot read goes to the
careful reader, which says why.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from accord.formats.messages import told
from accord.formats.observations import Observations
from accord.formats.result import Refusal
from accord.formats.values import NotRead, parse_figure
from accord.indicators.frames import checks, engine
from accord.indicators.frames.engine import Connection

KEYS = ("REF_AREA", "INDICATOR", "SEX", "AGE", "COMPOSITE_BREAKDOWN")
FIGURES = (
    *KEYS, "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "NATURE", "OBS_STATUS", "LOWER_BOUND", "UPPER_BOUND",
    "SOURCE_DETAIL", "COMMENT_OBS",
)  # fmt: skip
GIVEN = (
    "indicator", "area_code", "area_name", "period", "value", "unit", "sex", "age", "nature", "flags", "footnote", "source",
    "lower", "upper", "breakdown", "cases",
)  # fmt: skip
LOWER, UPPER = ("LOWER_BOUND", "CI_L", "lower"), ("UPPER_BOUND", "CI_U", "upper")


@dataclass(frozen=True)
class Rule:
    """What is known of an indicator's figures: unit (percent, number, per 100 000, ...), least and most that can be."""

    unit: str
    low: float | None = 0
    high: float | None = None


@dataclass(frozen=True)
class Known:
    """What a file is held against: codes of sources, areas by code or name, a rule for each indicator."""

    indicator_of: Mapping[str, str]
    area_of: Callable[[str, str], str | None]
    rules: Mapping[str, Rule] = field(default_factory=dict)


@dataclass(frozen=True)
class Withheld:
    """Rows of a file by what disclosure control did to them.

    `small` rest on fewer than 25 cases, `further` would have given such a figure away; both are hidden. `bracketed` rest on
    25 to 49. `told` are small and public already by an earlier release, `lost` can be found out from earlier ones. `rounded`
    counts the figures that were rounded to `base`, `checked` those of which the number of cases is known.
    """

    small: tuple[int, ...] = ()
    further: tuple[int, ...] = ()
    bracketed: tuple[int, ...] = ()
    told: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    rounded: int = 0
    base: int = 1
    checked: int = 0

    @property
    def hidden(self) -> tuple[int, ...]:
        return (*self.small, *self.further)


@dataclass
class Staging:
    """A file's figures in an engine of their own; `refused` keeps them from being written, `warned` does not."""

    con: Connection
    read: int
    refused: list[Refusal] = field(default_factory=list)
    warned: list[Refusal] = field(default_factory=list)
    breakdowns: dict[str, dict[str, str]] = field(default_factory=dict)
    withheld: Withheld | None = None  # what disclosure control took out; None where it does not hold for the file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.con.close()


def stage_observations(found: Observations, known: Known) -> Staging:
    """What the careful reader found, with its refusals."""
    con = engine.connect()
    staged = Staging(con, found.read, told(found.refused))
    if found.refused and not found.rows:
        return staged
    engine.load(con, "given", ("row", "year_from", "year_to", "number", *GIVEN), [_given(o) for o in found.rows])
    return _finish(staged, known, repeats_told=bool(found.refused))


def _given(o: Any) -> tuple[Any, ...]:
    number = None if o.value is None else format(o.value, "f")
    text = o.value_text if o.value is None else number
    return (
        str(o.row), str(o.period_start), str(o.period_end), number, o.indicator, o.area_code, o.area_name, o.period, text, o.unit,
        o.sex, o.age, o.nature, ",".join(o.flags), o.footnote, o.source, _first(o.dims, LOWER), _first(o.dims, UPPER),
        breakdown_text(o.breakdown), o.cases,
    )  # fmt: skip


def _first(dims: Mapping[str, str], names: Sequence[str]) -> str:
    return next((dims[n] for n in names if dims.get(n)), "")


def breakdown_text(dims: Mapping[str, str]) -> str:
    """Further columns that make a figure one of its kind, sorted; totals (_T, _Z) say nothing and are left out."""
    return "\x1f".join(f"{k}\x1e{v}" for k, v in sorted(dims.items()) if v and v not in {"_T", "_Z"})


def finish_given(con: Connection, read: int, known: Known) -> Staging:
    """A table `given` that the engine read itself."""
    return _finish(Staging(con, read), known, repeats_told=False)


def _finish(staged: Staging, known: Known, *, repeats_told: bool) -> Staging:
    con = staged.con
    _tell_apart(con, "indicator", ["indicator"], lambda code: known.indicator_of.get(code))
    _tell_apart(con, "area", ["area_code", "area_name"], known.area_of)
    _tell_apart(con, "sex", ["sex"], sex_code)
    _tell_apart(con, "age", ["age"], age_code)
    _tell_apart(con, "breakdown", ["breakdown"], breakdown_code)
    _tell_apart(con, "cases", ["cases"], number_of_cases)
    rows = con.execute("SELECT breakdown, code FROM told_breakdown WHERE code <> '_T'").fetchall()
    staged.breakdowns = {code: dict(p.split("\x1e", 1) for p in text.split("\x1f")) for text, code in rows}
    con.execute(_FIGURES)
    refused, warned = checks.run(con, known.rules, repeats=not repeats_told)
    staged.refused = told([*staged.refused, *refused])
    staged.warned = warned
    return staged


def _tell_apart(con: Connection, name: str, columns: Sequence[str], code_of: Callable[..., str | None]) -> None:
    """A table from each distinct text to its code: a parser of ours runs once a text, not once a row."""
    given = ", ".join(f"coalesce({c}, '')" for c in columns)
    texts = con.execute(f"SELECT DISTINCT {given} FROM given").fetchall()
    engine.load(con, f"told_{name}", (*columns, "code"), [(*t, code_of(*t)) for t in texts])


def sex_code(text: str) -> str:
    """SDMX's CL_SEX: F, M, _T (all, also where a file says nothing); else the text as a code."""
    return {"": "_T", "T": "_T", "_T": "_T", "F": "F", "M": "M"}.get(text) or code(text)


def age_code(text: str) -> str:
    return code(text) if text and text not in {"_T", "T"} else "_T"


def number_of_cases(text: str) -> str | None:
    """A whole number of cases as text, "" where nothing is told, None where it is no such number ("<25" is none)."""
    try:
        figure = parse_figure(text)
    except NotRead:
        return None
    if figure.value is None:
        return None if figure.text else ""
    return str(int(figure.value)) if figure.value >= 0 and figure.value == figure.value.to_integral() else None


def breakdown_code(text: str) -> str:
    """`URBANISATION=R, WEALTH=Q1` -> URBANISATION-R__WEALTH-Q1; a long one is cut and told apart by a digest."""
    if not text:
        return "_T"
    parts = [p.split("\x1e", 1) for p in text.split("\x1f")]
    whole = "__".join(f"{code(k)}-{code(v)}" for k, v in parts)
    if len(whole) <= 120:
        return whole
    import hashlib

    return f"{whole[:100]}_{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def code(text: str) -> str:
    """A text as an SDMX code: letters, digits, _ @ $ - only; a sign that tells groups apart stays a word."""
    plain = text.replace("<", "LT").replace(">", "GT").replace("+", "PLUS").replace("≥", "GE").replace("≤", "LE")
    return re.sub(r"[^A-Za-z0-9_@$-]+", "_", plain).strip("_") or "_O"


_FIGURES = """
CREATE TABLE figures AS SELECT CAST(g.row AS INTEGER) AS row,
  a.code AS REF_AREA, i.code AS INDICATOR, s.code AS SEX, y.code AS AGE,
  b.code AS COMPOSITE_BREAKDOWN, coalesce(g.period, '') AS TIME_PERIOD, coalesce(g.value, '') AS OBS_VALUE,
  coalesce(g.unit, '') AS UNIT_MEASURE, coalesce(g.nature, '') AS NATURE, coalesce(g.flags, '') AS OBS_STATUS,
  coalesce(g.lower, '') AS LOWER_BOUND, coalesce(g.upper, '') AS UPPER_BOUND,
  coalesce(g.source, '') AS SOURCE_DETAIL, coalesce(g.footnote, '') AS COMMENT_OBS,
  TRY_CAST(g.number AS DOUBLE) AS VALUE, CAST(g.year_from AS INTEGER) AS YEAR_FROM, CAST(g.year_to AS INTEGER) AS YEAR_TO,
  TRY_CAST(n.code AS BIGINT) AS CASES, CASE WHEN n.code IS NULL THEN g.cases END AS odd_cases,
  coalesce(g.indicator, '') AS given_indicator, coalesce(g.area_code, '') AS given_code, coalesce(g.area_name, '') AS given_name
FROM given g
  LEFT JOIN told_indicator i ON i.indicator = coalesce(g.indicator, '')
  LEFT JOIN told_area a ON a.area_code = coalesce(g.area_code, '') AND a.area_name = coalesce(g.area_name, '')
  LEFT JOIN told_sex s ON s.sex = coalesce(g.sex, '')
  LEFT JOIN told_age y ON y.age = coalesce(g.age, '')
  LEFT JOIN told_breakdown b ON b.breakdown = coalesce(g.breakdown, '')
  LEFT JOIN told_cases n ON n.cases = coalesce(g.cases, '')
"""
