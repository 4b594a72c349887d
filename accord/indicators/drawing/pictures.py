"""Pictures of figures, drawn by the kit's pen."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from accord.indicators import words
from accord.indicators.reads.changes import Change, ChangesPage
from accord.indicators.reads.country import Panel as PanelShown
from accord.indicators.reads.figures import SEX_ORDER, Value
from accord.indicators.reads.indicator import WorldSeries
from accord.kit.charts import (
    Bar,
    ChartPicture,
    Goal,
    Line,
    MapClass,
    Panel,
    bar_chart,
    line_chart,
    sex_words,
    small_multiples,
    tile_map,
)
from accord.kit.charts.map import positions
from accord.kit.charts.pen import Pen, isolated, reads_from_the_right, round_top, with_unit
from accord.kit.templatetags import kit
from accord.kit.texts import pick

FEWEST_TILES = 10  # States below which a map of the world would show next to nothing
BANDS, MOST_MOVED = 6, 15
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)


def world_chart(series: Sequence[WorldSeries], unit: str) -> ChartPicture | None:
    return line_chart([(one.sex, one.points) for one in series], _("World, as the source publishes it"), unit)


def one_sex(values: Sequence[Value]) -> list[Value]:
    """Countries once each: their total where most have one, else the sex of which most speak."""
    found: dict[str, list[Value]] = defaultdict(list)
    for v in values:
        if v.value is not None:
            found[v.sex].append(v)
    return max(found.values(), key=lambda group: (len(group), -SEX_ORDER.get(group[0].sex, 9)), default=[])


def spread_chart(group: Sequence[Value], unit: str) -> ChartPicture | None:
    """How many countries lie in each band: at most six bands, from zero."""
    told = [v.value for v in group if v.value is not None]
    if len(told) < 2:
        return None
    step = next((s for s in STEPS if s * BANDS >= max(told)), int(max(told) // BANDS) + 1)
    slots = Counter(min(int(value // step), BANDS - 1) for value in told)
    bars = [Bar(with_unit(k * step, "") + "–" + with_unit((k + 1) * step, unit), slots[k]) for k in range(max(slots) + 1)]
    return bar_chart(bars, _("Number of countries in each band"))


def country_map(group: Sequence[Value], unit: str, name: str) -> ChartPicture | None:
    """Its table is that of the countries, which stands below it. Nothing where too few States would be filled."""
    told = {v.area_code: (v.value, v.area) for v in group if v.area_code in positions() and v.value is not None}
    return state_map(told, unit, name) if len(told) >= FEWEST_TILES else None


def state_map(told: Mapping[str, tuple[Decimal, Mapping[str, str]]], unit: str, name: str) -> ChartPicture:
    """One tile a State, in at most three classes: `told` has the value and the names of each, and one at least."""
    values = sorted(value for value, _names in told.values())
    cuts = class_limits(values)
    classes = [
        MapClass(look, said) for look, said in zip(_looks(len(cuts) + 1), _class_words(cuts, unit, values[-1]), strict=True)
    ]
    places = {code: sum(value >= cut for cut in cuts) for code, (value, _names) in told.items()}
    picture = tile_map(places, classes, {code: pick(names).text for code, (_value, names) in told.items()}, name)
    return replace(picture, rows=(), key=tuple(k for k in picture.key if k[0] == "tile0" or k[1] in {c.words for c in classes}))


def _looks(count: int) -> list[str]:
    return {1: ["tile2"], 2: ["tile1", "tile3"], 3: ["tile1", "tile2", "tile3"]}[count]


def class_limits(values: Sequence[Decimal]) -> list[Decimal]:
    """Up to two round numbers that part sorted values into thirds; fewer where they would leave a class empty."""
    found: list[Decimal] = []
    for share in (1, 2):
        cut = _round(values[len(values) * share // 3])
        if values[0] < cut <= values[-1] and cut not in found:
            found.append(cut)
    return sorted(found)


def _round(value: Decimal) -> Decimal:
    """To one significant figure."""
    return round(value, -value.adjusted()) if value else value


def _class_words(cuts: Sequence[Decimal], unit: str, most: Decimal) -> list[str]:
    if not cuts:
        return [_("any value")]
    said = [isolated(with_unit(cut, unit)) for cut in cuts]
    found = [_("below %(high)s") % {"high": said[0]}]
    if len(cuts) == 2:
        found.append(_("%(low)s to below %(high)s") % {"low": said[0], "high": said[1]})
    return [*found, said[-1] if cuts[-1] == most else _("%(low)s and above") % {"low": said[-1]}]


def panel_charts(panels: Sequence[PanelShown]) -> list[ChartPicture | None]:
    """Small multiples: the same years for all, each with its own top; the path to the target where a number is set."""
    return small_multiples([_panel(one) for one in panels])


def _panel(shown: PanelShown) -> Panel:
    looks = {"M": "2", "F": "3" if any(s.sex in ("", "T") for s in shown.series) else "1"}
    lines = [Line(sex_words(s.sex), s.points, looks.get(s.sex, "1")) for s in shown.series]
    goal = Goal(shown.target_year, shown.target) if shown.target is not None and shown.target_year else None
    return Panel(pick(shown.names).text, shown.unit, lines, goal)


def change_counts(page: ChangesPage) -> ChartPicture | None:
    named = {
        "new": _("New"), "raised": _("Raised"), "lowered": _("Lowered"), "gone": _("Gone"),
        "other": _("With or without a number"),
    }  # fmt: skip
    bars = [Bar(said, page.counts[kind]) for kind, said in named.items() if page.counts.get(kind)]
    return bar_chart(bars, _("Figures that differ")) if bars else None


def moved_chart(page: ChangesPage) -> ChartPicture | None:
    """The figures of countries that moved most: a ring where they were, a dot where they are, on one scale from zero."""
    moved = [c for c in page.changes if c.area_url and c.before is not None and c.after is not None]
    moved = sorted(moved, key=_moved, reverse=True)[:MOST_MOVED]
    if not moved:
        return None
    pen = Pen(340, 40 * len(moved), reads_from_the_right())
    top = round_top(max(float(max(c.before or 0, c.after or 0)) for c in moved))
    parts = [pen.line(6, 0, 6, 40 * len(moved), "axis")]
    said = []
    one_group = len({(c.sex, c.age) for c in moved}) == 1
    for at, c in enumerate(moved):
        y = at * 40 + 26
        before, after = (6 + float(value or 0) / top * 200 for value in (c.before, c.after))
        who = [_short(pick(c.area).text), "" if one_group else words.who(c.sex, c.age), c.period]
        told = isolated(f"{with_unit(c.before or 0, page.unit)} → {with_unit(c.after or 0, page.unit)}")
        name = ", ".join(one for one in who if one)
        parts += [
            pen.text(10, y - 12, name), pen.line(before, y, after, y, "ref"), pen.dot(before, y, 4.5, "open k1"),
            pen.dot(after, y, 5, "f1"), pen.text(max(before, after) + 10, y + 4, told, look="say"),
        ]  # fmt: skip
        said.append(f"{name}: {told}")
    label = f"{_('Figures that moved most')}: {'; '.join(said)}."
    return ChartPicture(pen.svg(parts, label), label)


def _moved(change: Change) -> Decimal:
    return abs((change.after or Decimal(0)) - (change.before or Decimal(0)))


def _short(name: str) -> str:
    """A name that leaves room for the rest of its line; the table has it whole."""
    return name if len(name) <= 26 else name[:25].rstrip(" (") + "…"


def periods(group: Sequence[Value]) -> str:
    """The years that a picture's values span, kept in their order."""
    return isolated(words.period(min(v.start for v in group), max(v.end for v in group)).replace("–", "\u2060–\u2060"))


def who_is_shown(group: Sequence[Value]) -> str:
    """The sex of a picture's values, where it is one of two."""
    return str(kit.sex(group[0].sex)) if group[0].sex in ("F", "M") else ""
