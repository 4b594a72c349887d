"""Small numbers in a file that tells its unweighted cases: hidden or marked before anything is kept (`calc.disclosure`).

Each figure is looked at by itself; whether a hidden one follows from others is for `calc.disclosure.protect`, which needs
counts of all cells and totals.
"""

from dataclasses import dataclass, replace

from accord.calc.disclosure import Policy
from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.formats.values import NotRead, parse_figure
from accord.indicators.loading.grid import Grid, without

HIDDEN, BRACKETED = "Q", "p"  # SDMX CL_OBS_STATUS: missing, suppressed; UNICEF's mark for 25 to 49 cases


@dataclass(frozen=True)
class Screened:
    """`grid` has no column of cases any more."""

    grid: Grid
    hidden: list[int]
    bracketed: list[int]
    refused: list[Refusal]


def screened(
    grid: Grid, *, cases: str, value: str, flags: str, bounds: tuple[str, ...], policy: Policy | None = None
) -> Screened:
    """The grid with figures from too few cases taken out, by the file's own headers. An empty cell of cases says nothing."""
    rules = policy or Policy()
    headers = (*grid.headers, "flags") if not flags else grid.headers
    flag_at, case_at = headers.index(flags or "flags"), headers.index(cases)
    blank = [headers.index(h) for h in (value, *bounds) if h in headers]
    hidden: list[int] = []
    bracketed: list[int] = []
    refused: list[Refusal] = []
    rows: list[tuple[int, list[str]]] = []
    for number, cells in grid.rows:
        if len(cells) != len(grid.headers):
            rows.append((number, cells))
            continue
        full = cells if flags else [*cells, ""]
        mark = _mark(rules, full[case_at], number, cases, refused)
        if mark == "hidden":
            hidden.append(number)
            full = ["" if place in blank else text for place, text in enumerate(full)]
        elif mark == "bracketed":
            bracketed.append(number)
        told = {"hidden": HIDDEN, "bracketed": BRACKETED}.get(mark, "")
        if told and told not in full[flag_at].split(","):
            full = [*full]
            full[flag_at] = ",".join(filter(None, [full[flag_at], told]))
        rows.append((number, full))
    return Screened(without(replace(grid, headers=headers, rows=rows), [cases]), hidden, bracketed, refused)


def _mark(rules: Policy, text: str, number: int, column: str, refused: list[Refusal]) -> str:
    try:
        figure = parse_figure(text)
        if figure.value is None:
            return "shown"
        if figure.value < 0 or figure.value != figure.value.to_integral():
            raise NotRead("bad_number")
    except NotRead as fault:
        refused.append(refuse(fault.code, number, column, text))
        return "shown"
    return rules.mark(int(figure.value))
