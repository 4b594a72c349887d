"""Small numbers taken out of a staged file before anything of it is kept (`calc.disclosure_file`).

A hidden figure loses its value, its interval and its footnote, and bears Q (SDMX CL_OBS_STATUS: missing value; suppressed).
Which of the hidden ones rest on few cases and which would give those away is told to nobody but the loader.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accord.calc.disclosure import Policy
from accord.calc.disclosure_attack import Key
from accord.calc.disclosure_file import Figures, age_span, protect_file
from accord.calc.disclosure_file import Withheld as Told
from accord.formats.sdmx.periods import period_days
from accord.formats.values import NotRead, parse_period
from accord.indicators.frames import engine, parquet
from accord.indicators.frames.engine import Connection
from accord.indicators.frames.staging import Staging, Withheld

HIDDEN, BRACKETED = "Q", "p"  # SDMX CL_OBS_STATUS: missing, suppressed; UNICEF's mark for 25 to 49 cases
GROUP = "REF_AREA, INDICATOR, span"  # the days of a period, however it is written
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
    for name, ids in _found(con, staged.breakdowns, earlier, rules, base):
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
    files = [parquet.table(name) for name, _ in earlier]
    written = " UNION ".join(f"SELECT DISTINCT TIME_PERIOD FROM {one}" for one in ("figures", *files))
    engine.load(con, "spans", ("TIME_PERIOD", "span"), [(t, _span(t)) for (t,) in con.execute(written).fetchall()] or [("", "")])
    small = [f"SELECT {GROUP} FROM {_dated('figures')} WHERE behind < {rules.least}"]
    gone = f"list_contains(string_split(OBS_STATUS, ','), '{HIDDEN}')"
    hid = [f"SELECT {GROUP} FROM {_dated(one)} SEMI JOIN {_dated('figures')} f USING ({GROUP}) WHERE {gone}" for one in files]
    con.execute(f"CREATE TABLE touched AS SELECT DISTINCT {GROUP} FROM ({' UNION ALL '.join([*small, *hid])})")


def _dated(table: str) -> str:
    return f"(SELECT t.*, s.span FROM {table} t JOIN spans s USING (TIME_PERIOD))"


def _span(text: str) -> str:
    """2021, 2021-01-01/P1Y and 2021-01/2021-12 are one year: who hides in one of them hides in all."""
    try:
        first, last = period_days(text)
    except ValueError:
        try:
            told = parse_period(text)
        except NotRead:
            return text
        return f"{told.start}-01-01/{told.end}-12-31"
    return f"{first}/{last}"


def _found(
    con: Connection, breakdowns: Mapping[str, Mapping[str, str]], earlier: Sequence[Earlier], rules: Policy, base: int
) -> Iterator[tuple[str, list[int]]]:
    given: dict[Group, dict[Key, list[_Given]]] = defaultdict(lambda: defaultdict(list))
    there = "VALUE IS NOT NULL OR behind IS NOT NULL"
    persons = "INDICATOR IN (SELECT INDICATOR FROM of_persons)"
    of_touched = f"(SELECT *, rowid AS place FROM figures) t JOIN spans s USING (TIME_PERIOD) SEMI JOIN touched USING ({GROUP})"
    sql = f"SELECT place, behind, VALUE, {persons}, {GROUP}, {KEY} FROM {of_touched} WHERE {there}"
    for place, behind, value, counts, area, indicator, period, *key in con.execute(sql).fetchall():
        given[area, indicator, period][_key(key, breakdowns)].append(_Given(place, behind, value, counts))
    known, gone = _before(con, earlier)
    fine = con.execute(f"SELECT count(*) FROM figures WHERE behind < {rules.least}").fetchone()[0] <= FINE
    for group, figures in given.items():
        found = _protected(figures, known[group], frozenset(gone[group]), rules, fine=fine, base=base)
        for name in ("small", "further", "told", "lost"):
            yield name, [one.place for key in getattr(found, name) for one in figures.get(key, ())]


@dataclass(frozen=True)
class _Given:
    """A figure of the file: `behind` are the cases it rests on, `counts` whether it is itself a number of them."""

    place: int
    behind: int | None
    value: float | None
    counts: bool

    def is_public(self, values: Collection[float], rules: Policy, base: int) -> bool:
        """Whether a reader has it from an earlier release. A small count is not in one that showed another, larger one."""
        if self.value is None:
            return False
        if not self.counts:
            return self.value in values
        own = (self.value + base // 2) // base * base if base > 1 and self.value == int(self.value) else self.value
        return own in values and (self.behind is None or self.behind >= rules.least or own < rules.least)


def _protected(
    figures: Mapping[Key, Sequence[_Given]],
    known: Mapping[Key, Collection[float]],
    gone: frozenset[Key],
    rules: Policy,
    *,
    fine: bool,
    base: int,
) -> Told:
    """Held against the earlier releases twice: as if nothing had been revised, for what stands in them covers what they hid;
    and as the figures are now, for what they showed may be another figure by now and covers nothing of today.

    A figure may stand in the file twice, its period or age written in two ways.
    """
    counts = {key: min((one.behind for one in ones if one.behind is not None), default=None) for key, ones in figures.items()}
    every = frozenset(known)
    same = frozenset(key for key in every if all(one.is_public(known[key], rules, base) for one in figures.get(key, ())))
    found = protect_file(Figures(counts, every, gone - every), rules, fine=fine)
    if same == every:
        return found
    now = protect_file(Figures(counts, same, gone - same), rules, fine=fine)
    hidden = found.small | found.further | now.small | now.further
    return Told(
        now.small, hidden - now.small, now.bracketed - hidden, now.told, (found.lost - every) | now.lost
    )  # fmt: skip


def _before(con: Connection, earlier: Iterable[Earlier]) -> tuple[dict[Group, dict[Key, set[float]]], dict[Group, set[Key]]]:
    """Of earlier releases, by group: the values that a figure had, and the figures that were hidden."""
    known: dict[Group, dict[Key, set[float]]] = defaultdict(lambda: defaultdict(set))
    gone: dict[Group, set[Key]] = defaultdict(set)
    for name, breakdowns in earlier:
        sql = f"SELECT VALUE, OBS_STATUS, {GROUP}, {KEY} FROM {_dated(parquet.table(name))} SEMI JOIN touched USING ({GROUP})"
        for value, status, area, indicator, period, *key in con.execute(sql).fetchall():
            if value is not None:
                known[area, indicator, period][_key(key, breakdowns)].add(float(value))
            elif HIDDEN in status.split(","):
                gone[area, indicator, period].add(_key(key, breakdowns))
    return known, gone


def _key(codes: Sequence[str], breakdowns: Mapping[str, Mapping[str, str]]) -> Key:
    """A figure's place among the totals: its categories without those that are totals."""
    sex, age, further = codes
    if years := age_span(age):
        age = f"{years[0]}-{years[1]}"  # 0-4 and Y0T4 are one
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
