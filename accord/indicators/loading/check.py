"""A file held against what is known, and the report of it: nothing is kept of the figures themselves."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from accord.formats.messages import Unreadable
from accord.formats.observations import read_observations
from accord.formats.result import Refusal, in_all
from accord.formats.values import NotRead, parse_period
from accord.indicators import actions, disclosure
from accord.indicators.frames import summaries
from accord.indicators.frames.staging import Known, Staging, stage_observations
from accord.indicators.loading import layout as layouts
from accord.indicators.loading.grid import (
    LARGEST,
    LONG,
    Grid,
    is_message,
    is_workbook,
    lengthened,
    mended,
    open_grid,
    without,
    write,
)
from accord.indicators.loading.layout import Layout
from accord.indicators.models import Intake
from accord.people.models import Role

SMALL = ("small", "further", "bracketed", "told", "lost")
TOLD = 1000  # warnings kept in a report
PERIOD, VALUE = "period", "value"
AREAS, PERIODS = "area_code / iso3 / m49 / area", "period / period_start"  # as the reader says that a column is missing
HEADERS = {"area": ("iso3", "m49", "area_code", "area"), "unit": ("unit",), "value": ("value",), "nature": ("nature",),
           "flags": ("flags",), "indicator": ("indicator",), "cases": ("cases",)}  # fmt: skip


@dataclass
class Reading:
    """A file as it is read: staged figures, and how their rows and columns are found again in the file."""

    staged: Staging
    digest: str = ""  # of the table as it was read, where it is not the file as it came
    grid: Grid | None = None  # as mended
    names: Mapping[str, str] = field(default_factory=dict)  # our name -> the file's header
    places: Sequence[tuple[int, str]] = ()
    refused: list[Refusal] = field(default_factory=list)
    warned: list[Refusal] = field(default_factory=list)


def uploads() -> Path:
    path = Path(settings.MEDIA_ROOT) / "uploads"
    path.mkdir(parents=True, exist_ok=True)
    return path


def path_of(intake: Intake) -> Path:
    return uploads() / intake.upload


def known_for(intake: Intake) -> tuple[Known, Known]:
    """What a file is held against: as a statistician may (figures of her own country), and as it is for everyone."""
    every = actions.known_to(intake.source, intake.world)
    hat = intake.by
    if hat.role != Role.STATISTICIAN or hat.area is None:
        return every, every
    own = hat.area.code
    return replace(every, area_of=lambda code, name: own if every.area_of(code, name) == own else None), every


@contextmanager
def reading_of(intake: Intake, known: Known) -> Iterator[Reading]:
    """The file as it stands with its mends and its layout, staged. Raises Unreadable."""
    path = path_of(intake)
    layout = layouts.from_json(intake.layout)
    if is_message(path):
        found = read_observations(path, defaults=layouts.defaults(layout))
        with _protected(stage_observations(found, known), intake) as staged:
            yield Reading(staged, refused=staged.refused, warned=staged.warned)
        return
    if (names := _as_it_lies(intake, path, layout)) is not None:
        mapping, told = layouts.reading(layout), layouts.defaults(layout)
        with _protected(actions.stage(path, intake.source, mapping=mapping, defaults=told, known=known), intake) as staged:
            yield Reading(staged, names=names, refused=staged.refused, warned=staged.warned)
        return
    grid = mended(open_grid(path, sheet=layout.sheet, most=LARGEST + 1), intake.mends)
    if len(grid.rows) > LARGEST:
        raise Unreadable("too_many_rows", limit=LARGEST)
    with tempfile.TemporaryDirectory(dir=uploads()) as folder:
        made = _arranged(grid, layout)
        as_it_came = made.grid is grid and not intake.mends and not is_workbook(path)
        table = path if as_it_came else Path(folder) / "table.csv"
        if not as_it_came:
            write(made.grid, table)
        mapping, told = layouts.reading(made.layout), layouts.defaults(made.layout)
        with _protected(actions.stage(table, intake.source, mapping=mapping, defaults=told, known=known), intake) as staged:
            digest = "" if as_it_came else _digest(table)
            yield Reading(staged, digest, grid, made.names, made.grid.places, staged.refused, staged.warned)


def _protected(staged: Staging, intake: Intake) -> Staging:
    return disclosure.protect(staged, intake.source, by=intake.by, world=intake.world)


def _as_it_lies(intake: Intake, path: Path, layout: Layout) -> dict[str, str] | None:
    """The names of the columns of a file that is read without being opened as cells: a long one where nothing is to be
    rearranged, one with a fault of quoting. None for all others."""
    grid = open_grid(path, sheet=layout.sheet, most=50 if path.stat().st_size > LONG else 0)
    if grid.broken:
        return {}
    plain = not (intake.mends or layout.years or layout.left_out)
    if path.stat().st_size > LONG and plain and not is_workbook(path):
        return layouts.header_names(grid.headers, layout)
    return None


@dataclass
class _Arranged:
    grid: Grid
    layout: Layout
    names: Mapping[str, str]


def _arranged(grid: Grid, layout: Layout) -> _Arranged:
    """The grid as the reader takes it: without what is left out, a row a figure. The cases of a file are not left out."""
    if layout.left_out:
        grid = without(grid, [h for h in layout.left_out if not layouts.is_cases(h)])
    if layout.years:
        grid = lengthened(grid, layout.years, PERIOD, VALUE)
        mapping = {**layouts.reading(layout), PERIOD: PERIOD, VALUE: VALUE}
        layout = replace(layout, mapping=mapping, period="")
        return _Arranged(grid, layout, layouts.header_names(grid.headers, layout))
    return _Arranged(grid, layout, layouts.header_names(grid.headers, layout))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def report_of(intake: Intake) -> dict[str, Any]:
    """What is wrong with a file, what is worth a second look, and what would be published. Never raises Unreadable.

    Keys: `state` (unreadable, columns, faults, good), `faults`, `warnings`, `counts`, `parts` and what the form for columns
    needs. A layout that wants a period takes the one told for the whole file.
    """
    try:
        path = path_of(intake)
        if not is_message(path):
            asked = _columns(intake)
            if asked is not None:
                return asked
        known, every = known_for(intake)
        with reading_of(intake, known) as found:
            return _report(intake, found, every)
    except Unreadable as fault:
        told = {"code": fault.code, "params": fault.params, "message": fault.message, "row": 0, "column": "", "value": ""}
        return {"state": "unreadable", "faults": [told], "warnings": [], "counts": {"faults": 1, "warnings": 0}, "parts": []}


def _columns(intake: Intake) -> dict[str, Any] | None:
    """The report of a file whose columns must be told first; None where they are known."""
    layout = layouts.from_json(intake.layout)
    grid = open_grid(path_of(intake), sheet=layout.sheet, most=50)
    if grid.broken:
        return None
    if not layout.told:
        layout = _completed(intake, layout, layouts.wanting(grid.headers, layout))
        intake.layout = layout.as_json()
    if layouts.wanting(grid.headers, layout) == ["?"] or layouts.is_plain(grid, layout):
        return None
    return {
        "state": "columns", "faults": [], "warnings": [], "counts": {"faults": 0, "warnings": 0}, "parts": [],
        "headers": list(grid.headers), "sheets": list(grid.sheets),
        "wanting": layouts.wanting(grid.headers, layout),
        "sample": [cells for _, cells in grid.rows[:5]], "guess": layouts.guessed(grid, layout).as_json(),
    }  # fmt: skip


def _completed(intake: Intake, layout: Layout, wanting: Sequence[str]) -> Layout:
    """What a file without a column for it means: the period that was told, a statistician's own country."""
    own = intake.by.area.code if intake.by.role == Role.STATISTICIAN and intake.by.area else ""
    if PERIODS in wanting and _is_period(intake.period):
        layout = replace(layout, period=intake.period)
    return replace(layout, area=own) if AREAS in wanting else layout


def _is_period(text: str) -> bool:
    try:
        return bool(parse_period(text))
    except NotRead:
        return False


def _report(intake: Intake, found: Reading, every: Known) -> dict[str, Any]:
    faults = [_fault(found, r, every) for r in found.refused]
    warnings = [_fault(found, r, every) for r in found.warned]
    can_mend = found.grid is not None and found.grid.is_small
    parts = [] if faults else [vars(p) for p in summaries.of_staged(found.staged.con)]
    return {
        "state": "faults" if faults else "good", "faults": faults, "warnings": warnings[:TOLD], "parts": parts,
        "counts": {"faults": in_all(found.refused), "warnings": len(warnings)}, "read": found.staged.read, "can_mend": can_mend,
        "headers": list(found.grid.headers) if found.grid else [], "names": dict(found.names),
        "small": _small(found),
    }  # fmt: skip


def _small(found: Reading) -> dict[str, Any]:
    """What would be withheld and why, by the file's own rows. Empty where the rule does not hold for the file."""
    told = found.staged.withheld
    if told is None:
        return {}
    rows = {name: [_row(found, row) for row in getattr(told, name)] for name in SMALL}
    return {
        **{name: numbers for name, numbers in rows.items() if numbers},
        "rounded": told.rounded,
        "base": told.base,
        "checked": told.checked,
    }


def _row(found: Reading, row: int) -> int:
    return found.places[row - 1][0] if found.places and 0 < row <= len(found.places) else row


def _fault(found: Reading, refusal: Refusal, every: Known) -> dict[str, Any]:
    """A refusal with its row and column in the file as it came, and what stands in that cell."""
    row, column = refusal.row, _header(found, refusal)
    if found.places and 0 < row <= len(found.places):
        row, across = found.places[row - 1]
        column = across if refusal.column in (PERIOD, VALUE) else column
    code, params = refusal.code, dict(refusal.params)
    if "first" in params and found.places:
        params["first"] = found.places[int(params["first"]) - 1][0]
    cell = found.grid.cell(row, column) if found.grid else ""
    if code == "unknown_area" and every.area_of(refusal.value, refusal.value):
        code = "other_area"
    earlier = _line(found, int(params["first"])) if row and "first" in params else ""
    return {
        "row": row, "column": column, "value": refusal.value, "code": code, "params": params, "message": refusal.message,
        "cell": cell, "line": _line(found, row), **({"earlier": earlier} if earlier else {}),
    }  # fmt: skip


def _line(found: Reading, row: int) -> str:
    """What a row of the file says, on one line; nothing where the file was not opened as cells."""
    return " · ".join(c for c in found.grid.row(row) if c)[:160] if found.grid and row else ""


def _header(found: Reading, refusal: Refusal) -> str:
    """The file's header for a column that a refusal names by ours; of an area's columns the one that holds the value."""
    ours = [found.names[n] for n in HEADERS.get(refusal.column, ()) if n in found.names]
    if len(ours) > 1 and found.grid:
        row = found.places[refusal.row - 1][0] if found.places else refusal.row
        ours = [h for h in ours if found.grid.cell(row, h) == refusal.value] or ours
    return ours[0] if ours else refusal.column
