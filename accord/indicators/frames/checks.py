"""What is wrong with a staged file, or worth a second look. Faults keep it out; warnings are told and stay with the release.

Order of the checks: codes, repetitions, units, range, breaks in method, jumps. Thresholds as in `calc.outliers`.
"""

from collections.abc import Mapping
from typing import Any

from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.indicators.frames import engine
from accord.indicators.frames.engine import Connection

MOST = 1000  # faults told of one kind
JUMP, FEWEST = 3, 5  # median absolute deviations; points that a series needs
SERIES = "INDICATOR, REF_AREA, SEX, AGE, COMPOSITE_BREAKDOWN"
KEY = f"{SERIES}, TIME_PERIOD"


def run(con: Connection, rules: Mapping[str, Any], *, repeats: bool) -> tuple[list[Refusal], list[Refusal]]:
    """Faults and warnings, by row."""
    rows = [(k, unit_of(r.unit), r.low, r.high) for k, r in rules.items()]
    con.execute("CREATE TABLE rules (INDICATOR VARCHAR, unit VARCHAR, low DOUBLE, high DOUBLE)")
    if rows:
        columns = [list(c) for c in zip(*rows, strict=True)]
        con.execute("INSERT INTO rules SELECT unnest(?), unnest(?), unnest(?::DOUBLE[]), unnest(?::DOUBLE[])", columns)
    units = [u for (u,) in con.execute("SELECT DISTINCT UNIT_MEASURE FROM figures").fetchall()]
    engine.load(con, "told_unit", ("UNIT_MEASURE", "unit"), [(u, unit_of(u)) for u in units] or [("", "")])
    refused = [*_unknown(con), *(_repeated(con) if repeats else ()), *_units(con), *_range(con), *_cases(con)]
    warned = [*_breaks(con), *_jumps(con)]
    return sorted(refused, key=lambda r: r.row)[:MOST], sorted(warned, key=lambda r: r.row)[:MOST]


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
    sql = f"SELECT row, given_indicator FROM figures WHERE INDICATOR IS NULL AND given_indicator <> '' ORDER BY row LIMIT {MOST}"
    rows = con.execute(sql).fetchall()
    faults += [refuse("unknown_indicator", row, "indicator", given) for row, given in rows]
    sql = f"""SELECT row, coalesce(nullif(given_code, ''), given_name) FROM figures
    WHERE REF_AREA IS NULL AND given_code || given_name <> '' ORDER BY row LIMIT {MOST}"""
    rows = con.execute(sql).fetchall()
    return faults + [refuse("unknown_area", row, "area", given) for row, given in rows]


def _repeated(con: Connection) -> list[Refusal]:
    """Two rows for one figure; where they differ by unit only, that is said instead."""
    sql = f"""
    WITH twice AS (
      SELECT {KEY} FROM figures WHERE INDICATOR IS NOT NULL AND REF_AREA IS NOT NULL GROUP BY ALL HAVING count(*) > 1
    ), told AS (
      SELECT f.row, first_value(f.row) OVER w AS first, f.REF_AREA || ', ' || f.INDICATOR || ', ' || f.TIME_PERIOD AS key,
        first_value(f.UNIT_MEASURE) OVER w AS unit, f.UNIT_MEASURE AS own
      FROM figures f SEMI JOIN twice t USING ({KEY}) WINDOW w AS (PARTITION BY {KEY} ORDER BY f.row)
    ) SELECT row, first, key, own, unit FROM told WHERE row <> first ORDER BY row LIMIT {MOST}
    """
    return [
        refuse("duplicate_key", row, "", "", first=first, key=key)
        if own == unit
        else refuse("two_units", row, "unit", own, first=first, unit=unit)
        for row, first, key, own, unit in con.execute(sql).fetchall()
    ]


def _units(con: Connection) -> list[Refusal]:
    sql = f"""
    SELECT f.row, f.UNIT_MEASURE, r.unit FROM figures f JOIN told_unit u USING (UNIT_MEASURE) JOIN rules r USING (INDICATOR)
    WHERE u.unit <> '' AND r.unit <> '' AND u.unit <> r.unit ORDER BY f.row LIMIT {MOST}
    """
    return [refuse("unit_mismatch", row, "unit", own, unit=unit) for row, own, unit in con.execute(sql).fetchall()]


def _range(con: Connection) -> list[Refusal]:
    sql = f"""
    SELECT f.row, f.OBS_VALUE, r.low, r.high FROM figures f JOIN rules r USING (INDICATOR)
    WHERE f.VALUE IS NOT NULL AND (f.VALUE < r.low OR f.VALUE > r.high) ORDER BY f.row LIMIT {MOST}
    """
    return [
        refuse("out_of_range", row, "value", text, expected=_span(low, high))
        for row, text, low, high in con.execute(sql).fetchall()
    ]


def _cases(con: Connection) -> list[Refusal]:
    """A number of cases that is none: without it the figure cannot be held to the rule for small numbers."""
    sql = f"SELECT row, odd_cases FROM figures WHERE odd_cases IS NOT NULL ORDER BY row LIMIT {MOST}"
    return [refuse("bad_number", row, "cases", text) for row, text in con.execute(sql).fetchall()]


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
