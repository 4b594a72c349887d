"""Bars from zero, each under its name: long names in six languages need a line of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.kit.charts.lines import Goal, goal_words
from accord.kit.charts.pen import ChartPicture, Number, Pen, reads_from_the_right, room_for, with_unit

WIDE, STEP, THICK = 340, 40, 14
GOAL_HEAD = 22  # what the words over a goal's line need


@dataclass(frozen=True)
class Bar:
    """`value` None is said in words, never drawn as zero. `low` and `high` are the interval, where it is known."""

    label: str
    value: Number | None
    mark: str = "1"
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Scale:
    """Across from `edge`, where zero lies, over `room` to `highest`; marks begin `start` below the top."""

    highest: float
    room: float
    start: float
    edge: float = 0

    def place(self, value: float) -> float:
        return self.edge + value / (self.highest or 1) * self.room


def bar_chart(
    bars: Sequence[Bar], name: str, unit: str = "", top: Number | None = None, goal: Goal | None = None
) -> ChartPicture | None:
    """In the order given. `top` lets several charts share one scale; `goal` is a dashed line across the bars."""
    if not any(bar.value is not None for bar in bars):
        return None
    said = [with_unit(bar.value, unit) if bar.value is not None else _("no value") for bar in bars]
    scale = scale_of(bars, said, goal, top)
    pen = Pen(WIDE, scale.start + STEP * len(bars), reads_from_the_right())
    parts = [pen.line(scale.edge, scale.start, scale.edge, scale.start + STEP * len(bars), "axis")]
    parts += goal_line(pen, scale, goal, unit)  # below the words: they stay to be read
    for at, (bar, words) in enumerate(zip(bars, said, strict=True)):
        y = scale.start + at * STEP
        parts.append(pen.text(scale.edge + 5, y + 14, bar.label))
        if bar.value is None:
            parts.append(pen.text(scale.edge + 5, y + 32, words, look="none"))
            continue
        wide = scale.place(float(bar.value))
        parts.append(pen.box(scale.edge, y + 20, wide - scale.edge, THICK, f"f{bar.mark}"))
        end = wide
        if bar.low is not None and bar.high is not None:
            low, end = (scale.place(limit) for limit in (bar.low, bar.high))
            parts += [pen.line(low, y + 27, end, y + 27, "halo"), pen.line(low, y + 27, end, y + 27, "range")]
            parts += [pen.line(limit, y + 23, limit, y + 31, "range") for limit in (low, end)]
        parts.append(pen.text(max(wide, end) + 7, y + 32, words, look="say"))
    pairs = "; ".join(f"{bar.label} {words}" for bar, words in zip(bars, said, strict=True))
    label = f"{name}: {pairs}."
    rows = tuple((bar.label, words) for bar, words in zip(bars, said, strict=True))
    return ChartPicture(pen.svg(parts, label), label, (_("Group"), _("Value")), rows)


def scale_of(bars: Sequence[Bar], said: Sequence[str], goal: Goal | None, top: Number | None = None) -> Scale:
    """Room is left for the words at the end of each mark, for those of the goal, and for a goal at zero beside the edge."""
    heights = [max(float(bar.value or 0), bar.high or 0) for bar in bars]
    highest = float(top) if top is not None else max([*heights, float(goal.value) if goal else 0])
    edge = 5 if goal else 0
    return Scale(highest, WIDE - edge - room_for(said) - 22, GOAL_HEAD if goal else 0, edge)


def goal_line(pen: Pen, scale: Scale, goal: Goal | None, unit: str) -> list[SafeString]:
    """An open ring over a dashed line, with its words."""
    if goal is None:
        return []
    x = scale.place(float(goal.value))
    at_end = x > WIDE / 2
    text = pen.text(x - 10 if at_end else x + 10, 13, goal_words(goal, unit), "end" if at_end else "start")
    return [pen.line(x, 13, x, pen.height, "goal"), pen.dot(x, 9, 4, "open goal-ring"), text]
