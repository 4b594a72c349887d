"""What is wrong with a staged file, or worth a second look. Faults keep it out; warnings are told and stay with the release.

Order of the checks: codes, repetitions, units, range, breaks in method, jumps. Thresholds as in `calc.outliers`.
"""

from collections.abc import Mapping
from typing import Any

from accord.formats.messages import refuse, told
from accord.formats.result import TOLD, Refusal, in_all
from accord.indicators.frames import engine
from accord.indicators.frames.engine import Connection

MOST = 1000  # warnings told of one kind
JUMP, FEWEST = 3, 5  # median absolute deviations; points that a series needs
SERIES = "INDICATOR, REF_AREA, SEX, AGE, COMPOSITE_BREAKDOWN"
KEY = f"{SERIES}, TIME_PERIOD"


def run(con: Connection, rules: Mapping[str, Any], *, repeats: bool) -> tuple[list[Refusal], list[Refusal]]:
    """Faults and warnings, by row. With more faults than are told (`messages.told`) the warnings wait until those are mended."""
    rows = [(k, unit_of(r.unit), r.low, r.high) for k, r in rules.items()]
    con.execute("CREATE TABLE rules (INDICATOR VARCHAR, unit VARCHAR, low DOUBLE, high DOUBLE)")
    if rows:
        columns = [list(c) for c in zip(*rows, strict=True)]
        con.execute("INSERT INTO rules SELECT unnest(?), unnest(?), unnest(?::DOUBLE[]), unnest(?::DOUBLE[])", columns)
    units = [u for (u,) in con.execute("SELECT DISTINCT UNIT_MEASURE FROM figures").fetchall()]
    engine.load(con, "told_unit", ("UNIT_MEASURE", "unit"), [(u, unit_of(u)) for u in units] or [("", "")])
    refused = told([*_unknown(con), *(_repeated(con) if repeats else ()), *_units(con), *_range(con), *_cases(con)])
    warned = [] if in_all(refused) > TOLD else [*_breaks(con), *_jumps(con)]
    return refused, sorted(warned, key=lambda r: r.row)[:MOST]


def first(con: Connection, sql: str) -> tuple[list[Any], int]:
    """The first rows that a question for faults finds, by their row, and how many more there are."""
    rows = con.execute(f"SELECT * FROM ({sql}) ORDER BY row LIMIT {TOLD}").fetchall()
    more = con.execute(f"SELECT count(*) FROM ({sql})").fetchone()[0] - TOLD if len(rows) == TOLD else 0
    return rows, more


def unit_of(text: str) -> str:
    """The unit behind a source's word for it: percent, number, per_100000; "" where it is not known."""
    plain = text.casefold().replace(" ", "_").replace(",", "")
    if plain in {"percent", "%", "pt", "pcnt", "pc", "per_cent", "percentage", "prop"} or plain.startswith(("percent", "%")):
        return "percent"
    if plain in {"number", "num", "count", "persons", "nb", "ps"}:
        return "number"
    return "per_100000" if plain.startswith(("per_100000", "per_100_000", "rate_per_100")) else ""


def _unknown(con: Connection) -> list[Refusal]:
    faults = []
    rows, more = first(con, "SELECT row, given_indicator FROM figures WHERE INDICATOR IS NULL AND given_indicator <> ''")
    faults += told([refuse("unknown_indicator", row, "indicator", given) for row, given in rows], more)
    rows, more = first(con, """SELECT row, coalesce(nullif(given_code, ''), given_name) FROM figures
    WHERE REF_AREA IS NULL AND given_code || given_name <> ''""")  # fmt: skip
    return faults + told([refuse("unknown_area", row, "area", given) for row, given in rows], more)


def _repeated(con: Connection) -> list[Refusal]:
    """Two rows for one figure; where they differ by unit only, that is said instead."""
    sql = f"""
    WITH twice AS (
      SELECT {KEY}, min(row) AS first, arg_min(UNIT_MEASURE, row) AS unit FROM figures
      WHERE INDICATOR IS NOT NULL AND REF_AREA IS NOT NULL GROUP BY {KEY} HAVING count(*) > 1
    ) SELECT f.row, t.first, f.REF_AREA || ', ' || f.INDICATOR || ', ' || f.TIME_PERIOD AS key, f.UNIT_MEASURE AS own, t.unit
    FROM figures f JOIN twice t USING ({KEY}) WHERE f.row <> t.first
    """
    rows, more = first(con, sql)
    return told([
        refuse("duplicate_key", row, "", "", first=earlier, key=key)
        if own == unit
        else refuse("two_units", row, "unit", own, first=earlier, unit=unit)
        for row, earlier, key, own, unit in rows
    ], more)  # fmt: skip


def _units(con: Connection) -> list[Refusal]:
    sql = """
    SELECT f.row, f.UNIT_MEASURE, r.unit FROM figures f JOIN told_unit u USING (UNIT_MEASURE) JOIN rules r USING (INDICATOR)
    WHERE u.unit <> '' AND r.unit <> '' AND u.unit <> r.unit
    """
    rows, more = first(con, sql)
    return told([refuse("unit_mismatch", row, "unit", own, unit=unit) for row, own, unit in rows], more)


def _range(con: Connection) -> list[Refusal]:
    sql = """
    SELECT f.row, f.OBS_VALUE, r.low, r.high FROM figures f JOIN rules r USING (INDICATOR)
    WHERE f.VALUE IS NOT NULL AND (f.VALUE < r.low OR f.VALUE > r.high)
    """
    rows, more = first(con, sql)
    return told([refuse("out_of_range", row, "value", text, expected=_span(low, high)) for row, text, low, high in rows], more)


def _cases(con: Connection) -> list[Refusal]:
    """A number of cases that is none: without it the figure cannot be held to the rule for small numbers."""
    rows, more = first(con, "SELECT row, odd_cases FROM figures WHERE odd_cases IS NOT NULL")
    return told([refuse("bad_number", row, "cases", text) for row, text in rows], more)


def _span(low: float | None, high: float | None) -> str:
    if high is None:
        return f"at least {low:g}"
    return f"from {low:g} to {high:g}" if low is not None else f"at most {high:g}"


def _breaks(con: Connection) -> list[Refusal]:
    """A break that the source marks (SDMX: B), or a change in the nature of the figures within a series."""
    sql = f"""
    SELECT * FROM (
      SELECT row, NATURE, lag(NATURE) OVER w AS before, list_contains(string_split(OBS_STATUS, ','), 'B') AS marked, TIME_PERIOD
      FROM figures WINDOW w AS (PARTITION BY {SERIES} ORDER BY YEAR_TO, row)
    ) WHERE marked OR (before <> '' AND NATURE <> '' AND before <> NATURE) ORDER BY row LIMIT {MOST}
    """
    return [
        refuse("break_marked", row, "flags", "B", period=period)
        if marked
        else refuse("break_nature", row, "nature", nature, before=before, period=period)
        for row, nature, before, marked, period in con.execute(sql).fetchall()
    ]


def _jumps(con: Connection) -> list[Refusal]:
    """A change from one point to the next more than three scaled median absolute deviations from the series' usual change."""
    sql = f"""
    WITH steps AS (
      SELECT row, {SERIES}, OBS_VALUE, TIME_PERIOD, VALUE - lag(VALUE) OVER w AS step
      FROM figures WHERE VALUE IS NOT NULL WINDOW w AS (PARTITION BY {SERIES} ORDER BY YEAR_TO, row)
    ), usual AS (
      SELECT {SERIES}, median(step) AS middle, 1.4826 * mad(step) AS spread FROM steps WHERE step IS NOT NULL
      GROUP BY ALL HAVING count(*) >= {FEWEST - 1} AND mad(step) > 0
    ) SELECT row, OBS_VALUE, step, TIME_PERIOD FROM steps JOIN usual USING ({SERIES})
    WHERE abs(step - middle) > {JUMP} * spread ORDER BY row LIMIT {MOST}
    """
    return [
        refuse("jump", row, "value", text, step=f"{step:+g}", period=period)
        for row, text, step, period in con.execute(sql).fetchall()
    ]
