"""The second door: a long, plain file read by the engine itself, to the same table and the same codes.

`read` gives None where the file is not plain enough; the careful reader then reads it, or says why not.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from accord.formats import observations
from accord.formats.messages import Unreadable, refuse, told
from accord.formats.result import TOLD, Refusal, in_all
from accord.formats.values import NotRead, parse_figure, parse_period
from accord.indicators.frames import engine
from accord.indicators.frames.checks import first
from accord.indicators.frames.engine import Connection, literal, quoted
from accord.indicators.frames.staging import LOWER, UPPER, Known, Staging, finish_given

LONG = 2_000_000  # bytes from which the engine reads
START = 262_144
# Control characters, which are refused, and invisible ones, which are taken out (formats/invisible.py): by the other door.
CONTROL = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{AD}\x{180E}\x{200B}\x{202A}-\x{202E}\x{2060}-\x{206F}"
    r"\x{FEFF}\x{FFF9}-\x{FFFB}\x{E0000}-\x{E007F}]"
)
PLAIN = r"[-+]?\d{1,13}(\.\d{1,12})?"


def read(path: Path, known: Known, *, mapping: Mapping[str, str], defaults: Mapping[str, str]) -> Staging | None:
    """The file's figures staged, or None."""
    if path.stat().st_size < LONG:
        return None
    with path.open("rb") as file:
        start = file.read(START)
    try:
        plan = observations.plan(start, mapping=mapping, defaults=defaults)
    except Unreadable:
        return None
    if plan is None or not plan.plain or not {"period", "value"} <= {*plan.chosen, *defaults}:
        return None
    con = engine.connect()
    staged = _read(con, plan, known, defaults) if _raw(con, path, plan) else None
    if staged is None:
        con.close()
    return staged


def _raw(con: Connection, path: Path, plan: observations.Plan) -> bool:
    """The file's cells as they are; False where its rows, quotes or bytes are not in order."""
    columns = ", ".join(f"{literal(h)}: 'VARCHAR'" for h in plan.headers)
    options = f"header=true, auto_detect=false, strict_mode=true, columns={{{columns}}}, delim={literal(plan.separator)}"
    file = f"read_csv({literal(str(path))}, {options}, quote='\"', escape='\"')"
    try:
        con.execute(f'CREATE TABLE raw AS SELECT row_number() OVER () AS "the row", * FROM {file}')
    except engine.failure():
        return False
    cells = ", ".join(quoted(h) for h in plan.headers)
    return con.execute(f"SELECT 1 FROM raw WHERE regexp_matches(concat_ws(' ', {cells}), '{CONTROL}') LIMIT 1").fetchone() is None


def _read(con: Connection, plan: observations.Plan, known: Known, defaults: Mapping[str, str]) -> Staging | None:
    if "ACTION" in plan.headers and con.execute("SELECT 1 FROM raw WHERE ACTION IN ('D', 'd') LIMIT 1").fetchone():
        return None
    cell = {name: f"trim(coalesce(raw.{quoted(header)}, ''))" for name, header in plan.chosen.items()}
    cell = {n: f"coalesce(nullif({c}, ''), {literal(defaults.get(n, ''))})" for n, c in cell.items()}
    cell |= {n: literal(v) for n, v in defaults.items() if n not in cell}
    odd = _told(con, cell)
    if odd is None:
        return None
    read = con.execute("SELECT count(*) FROM raw").fetchone()[0]
    if in_all(odd) > TOLD:  # so many are mended first: what else is wrong is asked then, as the careful reader does
        return Staging(con, read, odd)
    con.execute(_given(plan, cell))
    empty = _empty(con)
    if in_all([*odd, *empty]) > TOLD:
        return Staging(con, read, told([*odd, *empty]))
    staged = finish_given(con, read, known)
    staged.refused = told([*odd, *empty, *staged.refused])
    return staged


def _told(con: Connection, cell: Mapping[str, str]) -> list[Refusal] | None:
    """Tables of what each distinct odd text means. Faults of periods and figures; None where figures have decimal commas."""
    odd_figure = f"NOT regexp_full_match({cell['value']}, '{PLAIN}')"
    periods = _parsed(con, cell["period"], "true", parse_period)
    figures = _parsed(con, cell["value"], odd_figure, parse_figure)
    if any("," in text for text, _, _ in figures):
        return None
    rows = [(t, str(p.start), str(p.end)) for t, p, _ in periods if p]
    engine.load(con, "said_period", ("text", "first", "last"), rows)
    odd = [
        (t, None if f.value is None else format(f.value, "f"), f.text, "percent" if f.percent else "") for t, f, _ in figures if f
    ]
    engine.load(con, "said_figure", ("text", "number", "said", "unit"), odd)
    flags = [(t, ",".join(observations.read_flags(t))) for t in _texts(con, cell.get("flags", "''"))]
    engine.load(con, "said_flags", ("text", "code"), flags)
    sexes = [(t, observations.read_sex(t)) for t in _texts(con, cell.get("sex", "''"))]
    engine.load(con, "said_sex", ("text", "code"), sexes)
    return told([
        *_faults(con, "period", "period", cell["period"], "true", periods),
        *_faults(con, "figure", "value", cell["value"], odd_figure, figures),
    ])  # fmt: skip


def _texts(con: Connection, of: str, where: str = "true") -> list[str]:
    return [t for (t,) in con.execute(f"SELECT DISTINCT {of} FROM raw WHERE {where}").fetchall()]


def _parsed(con: Connection, of: str, where: str, parse: Callable[[str], Any]) -> list[tuple[str, Any, str]]:
    """Each distinct text with what it means, or the code of its fault."""
    found = []
    for text in _texts(con, of, where):
        try:
            found.append((text, parse(text), ""))
        except NotRead as fault:
            found.append((text, None, fault.code))
    return found


def _faults(con: Connection, name: str, column: str, of: str, where: str, parsed: list[tuple[str, Any, str]]) -> list[Refusal]:
    """Rows whose text means nothing: none of those that `said_<name>` holds."""
    codes = {text: code for text, _, code in parsed if code}
    if not codes:
        return []
    asked = f'SELECT "the row" AS row, {of} AS text FROM raw ANTI JOIN said_{name} s ON s.text = {of} WHERE {where}'
    rows, more = first(con, asked)
    return told([
        refuse("missing_value", row, column, expected="a year (2019), years (2015-2018) or an ISO period (2019-Q1)")
        if column == "period" and not text
        else refuse(codes[text], row, column, text)
        for row, text in rows
    ], more)  # fmt: skip


def _empty(con: Connection) -> list[Refusal]:
    rows, more = first(
        con,
        "SELECT row::INTEGER AS row, indicator = '' FROM given WHERE indicator = '' OR (area_code = '' AND area_name = '')",
    )
    wanted = {True: ("indicator", "the code of an indicator"), False: ("area", "a country or area")}
    return told([refuse("missing_value", row, wanted[no][0], expected=wanted[no][1]) for row, no in rows], more)


def _given(plan: observations.Plan, cell: Mapping[str, str]) -> str:
    claimed = {*plan.chosen.values(), *observations.LEADING}
    further = sorted(h for h in plan.headers if h not in claimed and observations.is_breakdown(h))
    parts = [
        f"CASE WHEN coalesce(raw.{quoted(h)}, '') NOT IN ('', '_T', '_Z') THEN {literal(h)} || chr(30) || raw.{quoted(h)} END"
        for h in further
    ]
    told = f"concat_ws(chr(31), {', '.join(parts)})" if parts else "''"
    area = next((cell[n] for n in ("iso3", "m49", "area_code") if n in cell), "''")
    bound = {name: next((f"coalesce(raw.{quoted(h)}, '')" for h in names if h in plan.headers), "''") for name, names in
             (("lower", LOWER), ("upper", UPPER))}  # fmt: skip

    def of(name: str) -> str:
        return cell.get(name, "''")

    return f"""
    CREATE TABLE given AS SELECT CAST("the row" AS VARCHAR) AS row, p.first AS year_from, p.last AS year_to,
      coalesce(f.number, CASE WHEN f.text IS NULL THEN {cell["value"]} END) AS number, {of("indicator")} AS indicator,
      {area} AS area_code, {of("area")} AS area_name, {cell["period"]} AS period,
      CASE WHEN f.text IS NULL THEN {cell["value"]} ELSE coalesce(f.number, f.said) END AS value,
      coalesce(nullif({of("unit")}, ''), f.unit) AS unit, x.code AS sex, {of("age")} AS age, {of("nature")} AS nature,
      g.code AS flags, {of("footnote")} AS footnote, {of("source")} AS source, {bound["lower"]} AS lower,
      {bound["upper"]} AS upper, {told} AS breakdown, {of("cases")} AS cases
    FROM raw LEFT JOIN said_period p ON p.text = {cell["period"]} LEFT JOIN said_figure f ON f.text = {cell["value"]}
      LEFT JOIN said_sex x ON x.text = {of("sex")} LEFT JOIN said_flags g ON g.text = {of("flags")}
    """
