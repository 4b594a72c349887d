"""Small numbers taken out of a staged file before anything of it is kept (`calc.disclosure_file`).

A hidden figure loses its value, its interval and its footnote, and bears Q (SDMX CL_OBS_STATUS: missing value; suppressed).
Which of the hidden ones rest on few cases and which would give those away is told to nobody but the loader.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from accord.calc.disclosure import Policy
from accord.calc.disclosure_attack import Key
from accord.calc.disclosure_file import Figures, protect_file
from accord.indicators.frames import engine, parquet
from accord.indicators.frames.engine import Connection
from accord.indicators.frames.staging import Staging, Withheld

HIDDEN, BRACKETED = "Q", "p"  # SDMX CL_OBS_STATUS: missing, suppressed; UNICEF's mark for 25 to 49 cases
GROUP = "REF_AREA, INDICATOR, TIME_PERIOD"
KEY = "SEX, AGE, COMPOSITE_BREAKDOWN"
FINE = 1_000  # small figures of a file up to which the least is hidden that must be: some twenty seconds at worst

type Earlier = tuple[str, Mapping[str, Mapping[str, str]]]  # a release's file and its breakdowns
type Group = tuple[str, str, str]


def withhold(
    staged: Staging,
    *,
    persons: Collection[str] = (),
    earlier: Sequence[Earlier] = (),
    base: int = 1,
    policy: Policy | None = None,
) -> None:
    """Hides, marks and rounds figures of a staged file, and says in `staged.withheld` which.

    Figures of `persons` (codes of indicators) are themselves the number of cases, and are rounded to `base`; of others the
    file tells it, or nothing is done. `earlier` are published releases of the same source.
    """
    rules = policy or Policy()
    con = staged.con
    con.execute("ALTER TABLE figures ADD COLUMN behind BIGINT")
    engine.load(con, "of_persons", ("INDICATOR",), [(code,) for code in persons])
    counts = "INDICATOR IN (SELECT INDICATOR FROM of_persons)"
    con.execute(
        f"UPDATE figures SET behind = CASE WHEN {counts} THEN least(CASES, CAST(round(VALUE) AS BIGINT)) ELSE CASES END "
        "WHERE VALUE IS NOT NULL AND coalesce(CASES, VALUE) >= 0"
    )
    # What stands as "<5", or was hidden by who made the file, is small as well: others must not give it away.
    con.execute(
        f"UPDATE figures SET behind = 0 WHERE VALUE IS NULL AND ({counts} OR CASES < {rules.least}) "
        f"AND (OBS_VALUE <> '' OR list_contains(string_split(OBS_STATUS, ','), '{HIDDEN}'))"
    )
    marks: dict[str, list[int]] = defaultdict(list)
    _hunt_earlier(con, earlier, rules)
    for name, ids in _found(con, staged.breakdowns, earlier, rules):
        marks[name] += ids
    few = f"behind >= {rules.least} AND behind < {rules.bracket_below}"
    hidden = {*marks["small"], *marks["further"]}
    alone = con.execute(f"SELECT rowid FROM figures WHERE {few}").fetchall()
    marks["bracketed"] = [i for (i,) in alone if i not in hidden]
    _mark(con, marks)
    rounded = _round(con, base) if base > 1 else 0
    rows = dict(con.execute("SELECT rowid, row FROM figures WHERE rowid IN (SELECT id FROM withheld)").fetchall())
    checked = con.execute("SELECT count(*) FROM figures WHERE behind IS NOT NULL").fetchone()[0] + len(hidden)
    told = {name: tuple(sorted(rows[i] for i in ids)) for name, ids in marks.items()}
    staged.withheld = Withheld(**told, rounded=rounded, base=base, checked=checked)


def _hunt_earlier(con: Connection, earlier: Sequence[Earlier], rules: Policy) -> None:
    """A table `touched`: areas, indicators and periods in which this file has a small number or an earlier one hid one."""
    small = [f"SELECT {GROUP} FROM figures WHERE behind < {rules.least}"]
    gone = f"list_contains(string_split(OBS_STATUS, ','), '{HIDDEN}')"
    hid = [f"SELECT {GROUP} FROM {parquet.table(name)} SEMI JOIN figures USING ({GROUP}) WHERE {gone}" for name, _ in earlier]
    con.execute(f"CREATE TABLE touched AS SELECT DISTINCT {GROUP} FROM ({' UNION ALL '.join([*small, *hid])})")


def _found(
    con: Connection, breakdowns: Mapping[str, Mapping[str, str]], earlier: Sequence[Earlier], rules: Policy
) -> Iterator[tuple[str, list[int]]]:
    given: dict[Group, dict[Key, tuple[int, int | None]]] = defaultdict(dict)
    there = "VALUE IS NOT NULL OR behind IS NOT NULL"
    sql = f"SELECT rowid, behind, {GROUP}, {KEY} FROM figures SEMI JOIN touched USING ({GROUP}) WHERE {there}"
    for place, behind, area, indicator, period, *key in con.execute(sql).fetchall():
        given[area, indicator, period][_key(key, breakdowns)] = (place, behind)
    known, gone = _before(con, earlier)
    fine = con.execute(f"SELECT count(*) FROM figures WHERE behind < {rules.least}").fetchone()[0] <= FINE
    for group, figures in given.items():
        counts = {key: behind for key, (_place, behind) in figures.items()}
        found = protect_file(Figures(counts, frozenset(known[group]), frozenset(gone[group] - known[group])), rules, fine=fine)
        for name in ("small", "further", "told", "lost"):
            yield name, [figures[key][0] for key in getattr(found, name) if key in figures]


def _before(con: Connection, earlier: Iterable[Earlier]) -> tuple[dict[Group, set[Key]], dict[Group, set[Key]]]:
    """Of earlier releases, by group: the figures with a value, and those that were hidden."""
    known: dict[Group, set[Key]] = defaultdict(set)
    gone: dict[Group, set[Key]] = defaultdict(set)
    for name, breakdowns in earlier:
        sql = f"SELECT VALUE IS NULL, OBS_STATUS, {GROUP}, {KEY} FROM {parquet.table(name)} SEMI JOIN touched USING ({GROUP})"
        for empty, status, area, indicator, period, *key in con.execute(sql).fetchall():
            if not empty:
                known[area, indicator, period].add(_key(key, breakdowns))
            elif HIDDEN in status.split(","):
                gone[area, indicator, period].add(_key(key, breakdowns))
    return known, gone


def _key(codes: Sequence[str], breakdowns: Mapping[str, Mapping[str, str]]) -> Key:
    """A figure's place among the totals: its categories without those that are totals."""
    sex, age, further = codes
    parts = {"SEX": sex, "AGE": age, **(breakdowns.get(further) or {"COMPOSITE_BREAKDOWN": further})}
    return tuple(sorted((name, code) for name, code in parts.items() if code != "_T"))


def _mark(con: Connection, marks: Mapping[str, Sequence[int]]) -> None:
    rows: list[tuple[Any, ...]] = [(i, name) for name, ids in marks.items() for i in ids]
    con.execute("CREATE TABLE withheld (id BIGINT, mark VARCHAR)")
    if rows:
        con.execute("INSERT INTO withheld SELECT unnest(?), unnest(?)", [list(c) for c in zip(*rows, strict=True)])
    for flag, names in ((HIDDEN, "('small', 'further')"), (BRACKETED, "('bracketed')")):
        con.execute(
            f"UPDATE figures SET OBS_STATUS = concat_ws(',', nullif(OBS_STATUS, ''), '{flag}') "
            f"WHERE rowid IN (SELECT id FROM withheld WHERE mark IN {names}) "
            f"AND NOT list_contains(string_split(OBS_STATUS, ','), '{flag}')"
        )
    con.execute(
        "UPDATE figures SET OBS_VALUE = '', VALUE = NULL, LOWER_BOUND = '', UPPER_BOUND = '', COMMENT_OBS = '', behind = NULL "
        "WHERE rowid IN (SELECT id FROM withheld WHERE mark IN ('small', 'further'))"
    )


def _round(con: Connection, base: int) -> int:
    """Counts of persons to the nearest multiple, each by itself, a half upwards (as `calc.disclosure.round_to`)."""
    whole = "INDICATOR IN (SELECT INDICATOR FROM of_persons) AND VALUE IS NOT NULL AND VALUE = floor(VALUE)"
    odd = f"{whole} AND VALUE % {base} <> 0"
    (count,) = con.execute(f"SELECT count(*) FROM figures WHERE {odd}").fetchone()
    nearest = f"CAST(floor((VALUE + {base // 2}) / {base}) * {base} AS BIGINT)"
    con.execute(f"UPDATE figures SET VALUE = {nearest}, OBS_VALUE = CAST({nearest} AS VARCHAR) WHERE {odd}")
    return int(count)
