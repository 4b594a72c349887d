"""Lines over years: one chart, small multiples that share their years, and the sparkline of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.kit.charts.pen import ChartPicture, Number, Pen, isolated, reads_from_the_right, room_for, round_top, with_unit

type Points = Sequence[tuple[int, Number | None]]
MARKS = {"": "1", "T": "1", "F": "1", "M": "2"}
WIDE, HIGH, TOP, FLOOR, START = 340, 180, 22, 148, 10
REACH = 10  # two values further apart than this many years are not joined: nothing is known between


@dataclass(frozen=True)
class Line:
    """`points` with the value None, and each year in `breaks` (a new method), end a stretch. `ranges` are (year, low, high).

    `short` stands at the end of the line where `label` is too long for it; the picture's key then says which is which.
    """

    label: str
    points: Points
    mark: str = "1"
    breaks: frozenset[int] = frozenset()
    ranges: tuple[tuple[int, float, float], ...] = ()
    short: str = ""


@dataclass(frozen=True)
class Goal:
    """What is to come: a target, or a forecast. An open ring at the end of a dashed path from the first line's last value.

    `level`: a dashed line across the whole chart instead, for one of several lines: a path from one of them would be odd.
    """

    year: int
    value: Number
    forecast: bool = False
    level: bool = False


@dataclass(frozen=True)
class Panel:
    name: str
    unit: str
    lines: Sequence[Line]
    goal: Goal | None = None


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int
    top: float
    wide: float

    def place(self, year: int, value: Number) -> tuple[float, float]:
        across = (year - self.first) / max(1, self.last - self.first)
        return START + across * self.wide, FLOOR - float(value) / self.top * (FLOOR - TOP)


def line_chart(series: Sequence[tuple[str, Points]], name: str, unit: str) -> ChartPicture | None:
    """Series by SDMX's letter of sex."""
    lines = [Line(sex_words(code), points, MARKS.get(code, "3")) for code, points in series]
    return draw_lines(Panel(name, unit, lines))


def small_multiples(panels: Sequence[Panel]) -> list[ChartPicture | None]:
    """One drawing a panel, all over the same years, each with its own top value."""
    years = [year for panel in panels for year in _years(panel)]
    if not years:
        return [None for _panel in panels]
    span = min(years), max(years)
    wide = min(_room(panel, span) for panel in panels)
    return [draw_lines(panel, span, wide) for panel in panels]


def draw_lines(panel: Panel, years: tuple[int, int] | None = None, wide: float = 0) -> ChartPicture | None:
    """Lines in a box 340 by 180, from zero; the years take `wide`, or what the words leave. Nothing is drawn of nothing."""
    lines = [line for line in panel.lines if _known(line)]
    if not lines:
        return None
    span = years or (min(_years(panel)), max(_years(panel)))
    ends = _ends(lines, panel.unit)
    highest = max(_heights(lines, panel.goal))
    scale = _Scale(*span, round_top(highest), wide or _room(panel, span))
    pen = Pen(WIDE, HIGH, reads_from_the_right())
    parts = _frame(pen, scale, panel.unit)
    if panel.goal:
        parts += _level(pen, scale, panel) if panel.goal.level else _goal(pen, scale, lines[0], panel.goal)
    for line in lines:
        parts += _stretches(pen, scale, line)
    places = [scale.place(*_known(line)[-1]) for line in lines]
    aside = _out_of_the_way(scale, places[0][1], panel.goal)
    spots = [(x, y + aside, room_for([words])) for (x, y), words in zip(places, ends, strict=True)]
    for line, words, (x, _y), height in zip(lines, ends, places, _apart(spots), strict=True):
        parts.append(pen.text(x + 9, height + 4, words, look=f"say f{line.mark}"))
    label = _sentence(panel, lines)
    key = tuple((f"f{line.mark}", f"{line.short}: {line.label}") for line in lines if line.short)
    return ChartPicture(pen.svg(parts, label), label, (_("Series"), _("Year"), _("Value")), _rows(panel, lines), key)


def sparkline(points: Points) -> ChartPicture:
    """96 by 24; the last value is a dot. It stands in a table beside its values, never alone."""
    known = [(year, float(value)) for year, value in points if value is not None]
    low, high = min(v for _y, v in known), max(v for _y, v in known)
    first, span = known[0][0], max(1, known[-1][0] - known[0][0])
    spots = [(3 + (year - first) / span * 88, 20 - (value - low) / ((high - low) or 1) * 16) for year, value in known]
    pen = Pen(96, 24, reads_from_the_right())
    parts = [pen.line(0, 23, 96, 23, "axis")]
    parts += [
        pen.path([spots[i] for i in part], "line k1") for part in _parts([y for y, _v in known], frozenset()) if len(part) > 1
    ]
    parts.append(pen.dot(*spots[-1], 3, "f1"))
    label = ", ".join(f"{year}: {with_unit(value, '')}" for year, value in known)
    return ChartPicture(pen.svg(parts, label, "spark"), label)


def sex_words(code: str) -> str:
    return {"F": _("Women and girls"), "M": _("Men and boys"), "T": _("All"), "": _("All")}.get(code, code)


def _known(line: Line) -> list[tuple[int, Number]]:
    return sorted((year, value) for year, value in line.points if value is not None)


def _ends(lines: Sequence[Line], unit: str) -> list[str]:
    """The words at the end of each line."""
    return [f"{line.short or line.label} {isolated(with_unit(_known(line)[-1][1], unit))}" for line in lines]


def _room(panel: Panel, span: tuple[int, int]) -> float:
    """How wide the years may be: each line's words begin at its last value, wherever that stands, and end within the box."""
    lines = [line for line in panel.lines if _known(line)]
    widest = WIDE - START - 18.0
    for line, words in zip(lines, _ends(lines, panel.unit), strict=True):
        across = (_known(line)[-1][0] - span[0]) / max(1, span[1] - span[0])
        if across:
            widest = min(widest, (WIDE - START - 18 - min(170.0, room_for([words]))) / across)
    return widest


def _years(panel: Panel) -> list[int]:
    return [year for line in panel.lines for year, _value in _known(line)] + (
        [panel.goal.year] if panel.goal and not panel.goal.level else []
    )


def _heights(lines: Sequence[Line], goal: Goal | None) -> list[float]:
    values = [float(value) for line in lines for _year, value in _known(line)]
    values += [high for line in lines for _year, _low, high in line.ranges]
    return values + ([float(goal.value)] if goal else [])


def _frame(pen: Pen, scale: _Scale, unit: str) -> list[SafeString]:
    """Base line, top line with its value, first and last year: more only where values are read off."""
    parts = [pen.line(0, FLOOR, WIDE, FLOOR, "axis"), pen.line(0, TOP, WIDE, TOP, "grid")]
    parts.append(pen.text(0, TOP - 7, with_unit(scale.top, unit)))
    for year in sorted({scale.first, scale.last}):
        x, _y = scale.place(year, 0)
        parts += [pen.line(x, FLOOR, x, FLOOR + 4, "tick"), pen.text(x, FLOOR + 20, str(year), "middle" if x > 20 else "start")]
    return parts


def _goal(pen: Pen, scale: _Scale, line: Line, goal: Goal) -> list[SafeString]:
    start, end = scale.place(*_known(line)[-1]), scale.place(goal.year, goal.value)
    look = "forecast" if goal.forecast else "goal"
    return [pen.line(*start, *end, look), pen.dot(*end, 5, f"open {look}-ring")]


def _level(pen: Pen, scale: _Scale, panel: Panel) -> list[SafeString]:
    """Its words stand over the top line, at the far end: below they would lie on those of the lines."""
    if panel.goal is None:
        return []
    _x, y = scale.place(scale.first, panel.goal.value)
    said = goal_words(panel.goal, panel.unit)
    return [pen.line(0, y, WIDE, y, "goal"), pen.text(WIDE - 14, TOP - 7, said, "end"), pen.dot(WIDE - 6, y, 4, "open goal-ring")]


def goal_words(goal: Goal, unit: str) -> str:
    facts = {"value": isolated(with_unit(goal.value, unit)), "year": goal.year}
    return (_("Forecast: %(value)s in %(year)s.") if goal.forecast else _("Goal: %(value)s by %(year)s.")) % facts


def _out_of_the_way(scale: _Scale, height: float, goal: Goal | None) -> float:
    """A label steps below a path that rises and above one that falls."""
    if goal is None or goal.level:
        return 0
    return 14 if scale.place(goal.year, goal.value)[1] < height else -7


def _stretches(pen: Pen, scale: _Scale, line: Line) -> list[SafeString]:
    known = _known(line)
    spots = [scale.place(*point) for point in known]
    missing = frozenset(year for year, value in line.points if value is None)
    parts = []
    for year, low, high in line.ranges:
        (x, bottom), (_x, top) = scale.place(year, low), scale.place(year, high)
        parts.append(pen.line(x, bottom, x, top, f"ci k{line.mark}"))
    for part in _parts([year for year, _value in known], line.breaks, missing):
        if len(part) > 1:
            parts.append(pen.path([spots[i] for i in part], f"line k{line.mark}"))
        else:
            parts.append(pen.dot(*spots[part[0]], 3.5, f"f{line.mark}"))
    return [*parts, pen.dot(*spots[-1], 5, f"f{line.mark}")]


def _parts(years: Sequence[int], breaks: frozenset[int], missing: frozenset[int] = frozenset()) -> list[list[int]]:
    """Positions of values that may be joined: no missing year between, no change of method, not too far apart."""
    parts = [[0]]
    for i, (before, after) in enumerate(pairwise(years), 1):
        torn = after in breaks or after - before > REACH or any(before < year < after for year in missing)
        if torn:
            parts.append([])
        parts[-1].append(i)
    return parts


def _apart(spots: Sequence[tuple[float, float, float]], least: float = 15) -> list[float]:
    """Heights of labels, from where each begins, its wanted height and its width: as near to it as the other labels leave,
    below the words of the top line and above the years. What stands beside and not on another is not moved."""
    order = sorted(range(len(spots)), key=lambda i: spots[i][1])
    placed = [max(height, TOP + 2) for _x, height, _room in spots]

    def meet(i: int, j: int) -> bool:
        (one, _y, room), (other, _h, space) = spots[i], spots[j]
        return one < other + space and other < one + room

    for n, i in enumerate(order):
        placed[i] = max([placed[i], *(placed[j] + least for j in order[:n] if meet(i, j))])
    for n, i in reversed(list(enumerate(order))):
        placed[i] = min([placed[i], FLOOR - 2, *(placed[j] - least for j in order[n + 1 :] if meet(i, j))])
    return placed


def _sentence(panel: Panel, lines: Sequence[Line]) -> str:
    said = [f"{panel.name}."]
    for line in lines:
        known = _known(line)
        facts = {
            "label": line.label,
            "first": with_unit(known[0][1], panel.unit),
            "first_year": known[0][0],
            "last": with_unit(known[-1][1], panel.unit),
            "last_year": known[-1][0],
        }
        if len(known) == 1:
            said.append(_("%(label)s: one value, %(last)s in %(last_year)s.") % facts)
        else:
            said.append(_("%(label)s: from %(first)s in %(first_year)s to %(last)s in %(last_year)s.") % facts)
    if panel.goal:
        facts = {"value": with_unit(panel.goal.value, panel.unit), "year": panel.goal.year}
        said.append((_("Forecast: %(value)s in %(year)s.") if panel.goal.forecast else _("Goal: %(value)s by %(year)s.")) % facts)
    return " ".join(said)


def _rows(panel: Panel, lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    rows = [(line.label, str(year), with_unit(value, panel.unit)) for line in lines for year, value in _known(line)]
    if panel.goal:
        word = _("Forecast") if panel.goal.forecast else _("Goal")
        rows.append((word, str(panel.goal.year), with_unit(panel.goal.value, panel.unit)))
    return tuple(rows)
