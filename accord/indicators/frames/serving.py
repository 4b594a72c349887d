"""Rows of a data flow as SDMX asks for them: text columns in the order of a shape, series by series, a batch at a time.

What names a few series is answered from the indexes; all else is one scan of each Parquet file, streamed. Both give the same
rows, by test. The meaning of a filter is `formats.sdmx.filters.Filter.lets_through`; the SQL here keeps to it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from accord.formats.sdmx.filters import Condition, Filter
from accord.formats.sdmx.periods import period_days
from accord.formats.sdmx.shape import Row, Shape
from accord.indicators.frames import engine, parquet, reading
from accord.indicators.frames.engine import literal, quoted

BATCH = 5_000
FEW = 400  # series that are looked up one by one


@dataclass(frozen=True)
class Slice:
    """One release's part of a flow: its file, the columns that are the same in all its rows, and the codes it may show."""

    name: str
    dimensions: tuple[str, ...]  # that lie in the file, in its index's order
    constants: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """`limits`: an OR of ANDs of codes by dimension (empty: all). Days are within; `first` and `last` count per series."""

    shape: Shape
    limits: Sequence[Mapping[str, tuple[str, ...]]] = ()
    filters: Sequence[Filter] = ()
    start: date | None = None
    end: date | None = None
    first: int | None = None
    last: int | None = None
    keys_only: bool = False


def rows(slices: Sequence[Slice], asked: Question, offset: int = 0, limit: int | None = None) -> Iterator[list[Row]]:
    """Batches of rows; `offset` and `limit` count rows of the whole answer."""
    skip, left = offset, limit
    for part in slices:
        for batch in _of(part, asked):
            if skip:
                skip, batch = max(0, skip - len(batch)), batch[skip:]
            if left is not None:
                batch, left = batch[:left], left - min(left, len(batch))
            if batch:
                yield batch
            if left == 0:
                return


def _of(part: Slice, asked: Question) -> Iterator[list[Row]]:
    limits = fitting(part, asked.limits)
    if limits is None or not all(constant_passes(part, f) for f in asked.filters):
        return
    filters = [f for f in asked.filters if f.component not in part.constants]
    if few(part, limits):
        yield from _looked_up(part, asked, limits, filters)
    else:
        yield from engine.batches(engine.cursor().cursor(), selected(part, asked, limits, filters), size=BATCH)


type Limits = list[dict[str, tuple[str, ...]]]


def fitting(part: Slice, limits: Sequence[Mapping[str, tuple[str, ...]]]) -> Limits | None:
    """Limits on the columns that lie in the file; None where its constants fit none of them."""
    if not limits:
        return []
    found = []
    for one in limits:
        if all(part.constants.get(d) in codes for d, codes in one.items() if d in part.constants):
            found.append({d: codes for d, codes in one.items() if d not in part.constants})
    return None if not found else [] if {} in found else found


def constant_passes(part: Slice, one: Filter) -> bool:
    return one.component not in part.constants or one.lets_through(part.constants[one.component])


def few(part: Slice, limits: Limits) -> bool:
    """So few series that each is looked up in the index."""
    first, second = part.dimensions[0], part.dimensions[1] if len(part.dimensions) > 1 else part.dimensions[0]
    return bool(limits) and sum(len(one.get(first, ())) * len(one.get(second, ())) or FEW + 1 for one in limits) <= FEW


# by the index ---------------------------------------------------------------------------------------------------


def _looked_up(part: Slice, asked: Question, limits: Limits, filters: Sequence[Filter]) -> Iterator[list[Row]]:
    db = reading.opened(part.name, part.dimensions)
    columns = reading.columns(part.name, part.dimensions)
    conditions, given = [], []
    for one in limits:
        conditions.append("(" + " AND ".join(f"{quoted(d)} IN ({', '.join('?' * len(c))})" for d, c in one.items()) + ")")
        given += [code for codes in one.values() for code in codes]
    names = ", ".join(quoted(d) for d in part.dimensions)
    sql = f"SELECT {names}, points FROM series WHERE {' OR '.join(conditions)} ORDER BY {names}"
    found: list[Row] = []
    for *key, told in db.execute(sql, given):
        series = dict(zip(part.dimensions, key, strict=True))
        if all(series[d] in codes for d, codes in part.only.items()):
            found += _points(part, asked, filters, series, columns, parquet.points(told))
    for at in range(0, len(found), BATCH):
        yield found[at : at + BATCH]


def _points(
    part: Slice,
    asked: Question,
    filters: Sequence[Filter],
    series: Mapping[str, str],
    columns: Sequence[str],
    told: list[list[Any]],
) -> list[Row]:
    shape, known = asked.shape, {**part.constants, **series}
    wanted, checked = shape.columns, [(f, kind_of(shape, f.component)) for f in filters]
    kept: list[Row] = []
    for point in told:
        values = {**known, **dict(zip(columns, point, strict=True))}
        if _within(values, asked) and all(f.lets_through(values.get(f.component) or None, kind) for f, kind in checked):
            kept.append(tuple(values.get(c) or None for c in wanted))
    if asked.first is not None or asked.last is not None:
        kept = kept[: asked.first or 0] + [
            p for p in kept[len(kept) - min(len(kept), asked.last or 0) :] if p not in kept[: asked.first or 0]
        ]
    return kept[:1] if asked.keys_only else kept


def _within(values: Mapping[str, Any], asked: Question) -> bool:
    start, end = values["TIME_START"], values["TIME_END"]  # None for a period that is no period
    return (asked.start is None or (start is not None and start >= asked.start.isoformat())) and (
        asked.end is None or (end is not None and end <= asked.end.isoformat())
    )


# by a scan ------------------------------------------------------------------------------------------------------


def selected(part: Slice, asked: Question, limits: Limits, filters: Sequence[Filter], chosen: str = "") -> str:
    """The scan of one file; `chosen`: what is wanted of it, else the columns of the shape."""
    if not chosen:
        there = set(parquet.columns_of(part.name))
        chosen = ", ".join(_column(c, part, there) for c in asked.shape.columns)
    key = ", ".join(quoted(d) for d in part.dimensions)
    return f"SELECT {chosen} FROM {parquet.table(part.name)}{_where(part, asked, limits, filters)}" + _picked(asked, key)


def _where(part: Slice, asked: Question, limits: Limits, filters: Sequence[Filter]) -> str:
    there = set(parquet.columns_of(part.name))
    where = [*_only(part), *([_any_of(limits)] if limits else []), *(_filter(f, asked.shape, there) for f in filters)]
    if asked.start:
        where.append(f"TIME_START >= DATE '{asked.start.isoformat()}'")
    if asked.end:
        where.append(f"TIME_END <= DATE '{asked.end.isoformat()}'")
    return f" WHERE {' AND '.join(where)}" if where else ""


def _picked(asked: Question, key: str) -> str:
    """First and last so many of each series; one row a series where only keys are wanted."""
    first, last = (1, None) if asked.keys_only else (asked.first, asked.last)
    wanted = [
        f"row_number() OVER (PARTITION BY {key} ORDER BY TIME_END{order}, TIME_START{order}) <= {int(count)}"
        for count, order in ((first, ""), (last, " DESC"))
        if count is not None
    ]
    return f" QUALIFY {' OR '.join(wanted)} ORDER BY {key}, TIME_END, TIME_START" if wanted else ""


def _column(name: str, part: Slice, there: set[str]) -> str:
    if name in part.constants:
        return literal(part.constants[name])
    return f"nullif({quoted(name)}, '')" if name in there else "NULL"


def _only(part: Slice) -> list[str]:
    return [f"{quoted(d)} IN ({', '.join(literal(c) for c in sorted(codes))})" for d, codes in part.only.items()]


def _any_of(limits: Limits) -> str:
    each = [
        " AND ".join(f"{quoted(d)} IN ({', '.join(literal(c) for c in codes)})" for d, codes in one.items()) for one in limits
    ]
    return "(" + " OR ".join(f"({one})" for one in each) + ")"


def kind_of(shape: Shape, component: str) -> Any:
    if shape.time and component == shape.time.id:
        return "time"
    return "number" if component in {m.id for m in shape.measures} else "text"


def _filter(one: Filter, shape: Shape, there: set[str]) -> str:
    if one.component not in there:
        return "true" if one.lets_through(None) else "false"
    kind = kind_of(shape, one.component)
    groups = [" AND ".join(_condition(c, one.component, kind) for c in group) for group in one.groups]
    return "(" + " OR ".join(f"({g})" for g in groups) + ")"


_COMPARE = {"eq": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


def _condition(one: Condition, component: str, kind: str) -> str:
    if one.operator in ("ne", "nc"):
        opposite = _condition(Condition("eq" if one.operator == "ne" else "co", one.value), component, kind)
        return f"NOT coalesce({opposite}, false)"
    column = f"nullif({quoted(component)}, '')"
    if one.operator in ("co", "sw", "ew"):
        function = {"co": "contains", "sw": "starts_with", "ew": "suffix"}[one.operator]
        return f"coalesce({function}({column}, {literal(one.value)}), false)"
    if kind == "time":
        return _in_time(one, column)
    if kind == "number":
        number = f"TRY_CAST({literal(one.value)} AS DOUBLE)"
        return f"coalesce(TRY_CAST({column} AS DOUBLE) {_COMPARE[one.operator]} {number}, false)"
    return f"coalesce({column} {_COMPARE[one.operator]} {literal(one.value)}, false)"


def _in_time(one: Condition, column: str) -> str:
    try:
        low, high = period_days(one.value)
    except ValueError:
        return f"coalesce({column} {_COMPARE[one.operator]} {literal(one.value)}, false)"
    return {
        "eq": f"(TIME_START >= DATE '{low}' AND TIME_END <= DATE '{high}')",
        "ge": f"TIME_START >= DATE '{low}'", "gt": f"TIME_START > DATE '{high}'",
        "le": f"TIME_END <= DATE '{high}'", "lt": f"TIME_END < DATE '{low}'",
    }[one.operator]  # fmt: skip


def codes(slices: Iterable[Slice], dimensions: Sequence[str]) -> dict[str, list[str]]:
    """The codes that occur, by dimension: from Parquet, a scan a release."""
    found: dict[str, set[str]] = {d: set() for d in dimensions}
    for part in slices:
        there = [d for d in dimensions if d in part.dimensions]
        for d in dimensions:
            if d in part.constants:
                found[d].add(part.constants[d])
        where = f" WHERE {' AND '.join(_only(part))}" if part.only else ""
        for d in there:
            sql = f"SELECT DISTINCT {quoted(d)} FROM {parquet.table(part.name)}{where}"
            found[d] |= {c for (c,) in engine.cursor().execute(sql).fetchall() if c}
    return {d: sorted(c) for d, c in found.items()}


@dataclass(frozen=True)
class Available:
    """What data there are: codes by dimension, first and last day, how many observations and series."""

    codes: Mapping[str, tuple[str, ...]]
    start: date | None
    end: date | None
    observations: int
    series: int


def available(slices: Sequence[Slice], asked: Question) -> Available:
    """One scan a release, counted by series: never by observation in this process."""
    found: dict[str, set[str]] = {d.id: set() for d in asked.shape.dimensions}
    starts: list[date] = []
    ends: list[date] = []
    observations = series = 0
    for part in slices:
        limits = fitting(part, asked.limits)
        if limits is None or not all(constant_passes(part, f) for f in asked.filters):
            continue
        where = _where(part, asked, limits, [f for f in asked.filters if f.component not in part.constants])
        key = ", ".join(quoted(d) for d in part.dimensions)
        sql = f"SELECT {key}, count(*), min(TIME_START), max(TIME_END) FROM {parquet.table(part.name)}{where} GROUP BY {key}"
        here = engine.cursor().execute(sql).fetchall()
        for *codes_, count, start, end in here:
            for d, code in zip(part.dimensions, codes_, strict=True):
                found[d].add(code)
            observations, series = observations + count, series + 1
            starts += [start] if start else []  # none where the flow has no time, or words for it
            ends += [end] if end else []
        for d, constant in part.constants.items() if here else ():
            if d in found:
                found[d].add(constant)
    codes = {d: tuple(sorted(c)) for d, c in found.items()}
    return Available(codes, min(starts, default=None), max(ends, default=None), observations, series)


def addable(slices: Sequence[Slice], asked: Question, codes: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """`codes`, where each dimension that the question narrows has all that it could be asked for beside the others."""
    narrowed = {d for one in asked.limits for d in one} | {f.component for f in asked.filters}
    wider = dict(codes)
    for name in narrowed & wider.keys():
        limits = [{d: c for d, c in one.items() if d != name} for one in asked.limits]
        free = replace(asked, limits=limits, filters=[f for f in asked.filters if f.component != name])
        wider[name] = available(slices, free).codes[name]
    return wider


def first(batches: Iterator[list[Row]]) -> tuple[list[list[Row]], Iterator[list[Row]]]:
    """The first batch, to know whether there is one, and the rest."""
    return list(islice(batches, 1)), batches
