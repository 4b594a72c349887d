"""The pictures of a view, one or more for each indicator, in the order of names: never by value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.indicators import words
from accord.indicators.drawing.pictures import state_map
from accord.indicators.explore.figures import Explored, IndicatorShown, Row
from accord.kit.charts import Bar, ChartPicture, Goal, Line, Panel, bar_chart, dot_chart, draw_lines, small_multiples
from accord.kit.charts.map import positions
from accord.kit.texts import pick

MOST_LINES = 6  # of one chart: each has its words beside its end
MOST_MARKS = 60  # bars or dots of one chart
MOST_PANELS = 36
MOST_DRAWN = 130_000  # letters of drawings on one page: some 20 KB over the line
LONGEST_LABEL = 18  # letters that fit beside the end of a line
MARKS = ("1", "2", "3", "4", "5", "0")


@dataclass(frozen=True)
class Drawn:
    """A picture under its title. `left_out` says in words what is in the table and not in the picture."""

    indicator: str
    title: str
    subtitle: str
    picture: ChartPicture
    letters: tuple[str, ...]
    left_out: str = ""
    is_map: bool = False


def pictures(page: Explored) -> tuple[list[Drawn], int]:
    """The pictures, and how many more are left out so that the page stays light."""
    draw = {"line": _lines, "bars": _marks, "dots": _marks, "multiples": _multiples, "map": _map}.get(page.view)
    if draw is None:
        return [], 0
    found: list[Drawn] = []
    left_out = size = 0
    for code, of_indicator in groupby(page.rows, key=lambda row: row.indicator):
        rows = list(of_indicator)
        if size > MOST_DRAWN:
            left_out += len({row.area for row in rows}) if page.view == "multiples" else 1
            continue
        for one in draw(page, page.indicators[code], rows):
            size += len(one.picture.svg)
            if found and size > MOST_DRAWN:
                left_out += 1
            else:
                found.append(one)
    return found, left_out


type Series = tuple[str, str, str, str, int]


def _series(rows: Sequence[Row]) -> dict[Series, list[Row]]:
    found: dict[Series, list[Row]] = {}
    for row in rows:
        found.setdefault((row.area, row.sex, row.age, row.breakdown, row.release), []).append(row)
    return found


class Names:
    """Words for a series of one indicator: only what tells it from the others."""

    def __init__(self, page: Explored, keys: Sequence[Series]) -> None:
        self.page = page
        self.varied = [len({key[n] for key in keys}) > 1 for n in range(5)]

    def of(self, key: Series, *, area: bool = True) -> str:
        _area, sex, age, breakdown, release = key
        varied = self.varied
        said = [pick(self.page.areas[key[0]].names).text] if area else []
        said += [words.who(sex if varied[1] else "", age if varied[2] else "")] if varied[1] or varied[2] else []
        said += [self.page.breakdowns[breakdown] if breakdown else _("All")] if varied[3] else []
        said += [self.page.letters[release]] if varied[4] else []
        return ", ".join(said)


def _subtitle(indicator: IndicatorShown, rows: Sequence[Row], name: str = "") -> str:
    """What, who, in which unit, of which years."""
    people = {words.who(row.sex, row.age) for row in rows}
    years = (min(row.start for row in rows), max(row.end for row in rows))
    unit = words.unit(indicator.unit, indicator.unit_names)
    said = [name, people.pop() if len(people) == 1 else "", unit, words.period(*years)]
    return " · ".join(one for one in said if one)


def _letters(page: Explored, rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(sorted({page.letters[row.release] for row in rows}))


def _drawn(
    page: Explored, indicator: IndicatorShown, rows: Sequence[Row], picture: ChartPicture | None, left_out: str = "",
    title: str = "", is_map: bool = False,
) -> Iterator[Drawn]:  # fmt: skip
    if picture is not None:
        name = pick(indicator.names).text
        yield Drawn(
            indicator.code, title or name, _subtitle(indicator, rows, name if title else ""), picture,
            _letters(page, rows), left_out, is_map,
        )  # fmt: skip


def _goal(indicator: IndicatorShown) -> Goal | None:
    """A level across the picture: it holds for all countries alike."""
    goal = indicator.goal
    return Goal(goal.year, goal.value, level=True) if goal and goal.value is not None and goal.year else None


def _all_lines(labels: Sequence[str], told: Sequence[Sequence[Row]]) -> list[Line]:
    """Where words are too long for the ends of lines, numbers stand there and the key says which is which."""
    long = max((len(label) for label in labels), default=0) > LONGEST_LABEL
    return [
        _line(label, mark, rows, str(number) if long else "")
        for number, (label, mark, rows) in enumerate(zip(labels, MARKS, told, strict=False), 1)
    ]


def _line(label: str, mark: str, rows: Sequence[Row], short: str) -> Line:
    oldest_first = sorted(rows, key=lambda row: (row.end, row.start))
    ranges = tuple(
        (row.end, row.lower, row.upper) for row in oldest_first if row.lower is not None and row.upper is not None
    )  # fmt: skip
    return Line(label, [(row.end, row.value) for row in oldest_first], mark, ranges=ranges, short=short)


def _lines(page: Explored, indicator: IndicatorShown, rows: Sequence[Row]) -> Iterator[Drawn]:
    found = {key: told for key, told in _series(rows).items() if any(row.value is not None for row in told)}
    past = [key for key, told in found.items() if len(told) > 1]  # these are lines: of the others one dot would be drawn
    chosen = {*past[:MOST_LINES], *[key for key in found if key not in past][: max(0, MOST_LINES - len(past))]}
    shown = [(key, told) for key, told in found.items() if key in chosen]
    names = Names(page, [key for key, _told in shown])
    lines = _all_lines([names.of(key) for key, _told in shown], [told for _key, told in shown])
    left = len(found) - len(shown)
    words_left = ngettext(
        "%(left)s more series is in the table; small charts show each country by itself.",
        "%(left)s more series are in the table; small charts show each country by itself.", left,
    ) % {"left": left}  # fmt: skip
    picture = draw_lines(Panel(pick(indicator.names).text, indicator.unit, lines, _goal(indicator)))
    yield from _drawn(page, indicator, [row for _key, told in shown for row in told] or rows, picture, words_left if left else "")


def _marks(page: Explored, indicator: IndicatorShown, rows: Sequence[Row]) -> Iterator[Drawn]:
    """Bars or dots: the newest figure of each series, its year beside its name."""
    found = _series(rows)
    names = Names(page, list(found))
    shown = [(key, told[0]) for key, told in found.items()][:MOST_MARKS]
    bars = [
        Bar(f"{names.of(key)} ({row.period})", row.value, {"M": "2"}.get(row.sex, "1"), row.lower, row.upper)
        for key, row in shown
    ]  # fmt: skip
    left = len(found) - len(shown)
    words_left = ngettext(
        "%(left)s more figure, later in the alphabet, is in the table.",
        "%(left)s more figures, later in the alphabet, are in the table.", left,
    ) % {"left": left}  # fmt: skip
    name = pick(indicator.names).text
    draw = dot_chart if page.view == "dots" else bar_chart
    picture = draw(bars, name, indicator.unit, goal=_goal(indicator))
    yield from _drawn(page, indicator, [row for _key, row in shown], picture, words_left if left else "")


def _multiples(page: Explored, indicator: IndicatorShown, rows: Sequence[Row]) -> Iterator[Drawn]:
    """A small chart a country, all over the same years; each has its own scale."""
    by_area = [(code, list(told)) for code, told in groupby(rows, key=lambda row: row.area)]
    by_area = [(code, told) for code, told in by_area if any(row.value is not None for row in told)]
    shown = by_area[:MOST_PANELS]
    left = len(by_area) - len(shown)
    names = Names(page, list(_series(rows)))
    panels = []
    for code, told in shown:
        series = list(_series(told).items())[:MOST_LINES]
        lines = _all_lines([names.of(key, area=False) for key, _row in series], [rows for _key, rows in series])
        panels.append(Panel(pick(page.areas[code].names).text, indicator.unit, lines, _goal(indicator)))
    words_left = ngettext(
        "%(left)s more country, later in the alphabet, is in the table.",
        "%(left)s more countries, later in the alphabet, are in the table.", left,
    ) % {"left": left}  # fmt: skip
    drawn = small_multiples(panels)
    for place, ((_code, told), panel, picture) in enumerate(zip(shown, panels, drawn, strict=True), 1):
        said = words_left if left and place == len(shown) else ""
        yield from _drawn(page, indicator, told, picture, said, title=panel.name)


def _map(page: Explored, indicator: IndicatorShown, rows: Sequence[Row]) -> Iterator[Drawn]:
    """The newest figure of each State, a map a source: what two bodies say is never mixed in one picture."""
    of_source: dict[int, list[Row]] = {}
    for row in rows:
        if row.value is not None and row.area in positions():
            of_source.setdefault(row.release, []).append(row)
    chosen = {release: _one_sex(told) for release, told in of_source.items()}
    several = [release for release, states in chosen.items() if len(states) > 1]
    for release in sorted(several or chosen, key=page.letters.__getitem__):
        states = chosen[release]
        told = {code: (row.value, page.areas[code].names) for code, row in states.items() if row.value is not None}
        picture = state_map(told, indicator.unit, pick(indicator.names).text)
        others = len(rows) > len(states)
        words_left = _("Other sexes, age groups and sources are in the table.") if others else ""
        yield from _drawn(page, indicator, list(states.values()), picture, words_left, is_map=True)


def _one_sex(rows: Sequence[Row]) -> dict[str, Row]:
    """By State, its newest figure of the sex of which most States speak."""
    by_sex: dict[str, dict[str, Row]] = {}
    for row in rows:
        told = by_sex.setdefault(row.sex, {})
        if row.area not in told or row.end > told[row.area].end:
            told[row.area] = row
    return max(by_sex.values(), key=len)
