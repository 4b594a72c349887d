"""Bars from zero, each under its name: long names in six languages need a line of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.kit.charts.pen import ChartPicture, Number, Pen, reads_from_the_right, room_for, with_unit

WIDE, STEP, THICK = 340, 40, 14


@dataclass(frozen=True)
class Bar:
    """`value` None is said in words, never drawn as zero. `low` and `high` are the interval, where it is known."""

    label: str
    value: Number | None
    mark: str = "1"
    low: float | None = None
    high: float | None = None


def bar_chart(bars: Sequence[Bar], name: str, unit: str = "", top: Number | None = None) -> ChartPicture | None:
    """In the order given. `top` lets several charts share one scale."""
    if not any(bar.value is not None for bar in bars):
        return None
    pen = Pen(WIDE, STEP * len(bars), reads_from_the_right())
    said = [with_unit(bar.value, unit) if bar.value is not None else _("no value") for bar in bars]
    highest = float(top) if top is not None else max(max(float(bar.value or 0), bar.high or 0) for bar in bars)
    room = WIDE - room_for(said) - 12
    parts = [pen.line(0, 0, 0, STEP * len(bars), "axis")]
    for at, (bar, words) in enumerate(zip(bars, said, strict=True)):
        y = at * STEP
        parts.append(pen.text(5, y + 14, bar.label))
        if bar.value is None:
            parts.append(pen.text(5, y + 32, words, look="none"))
            continue
        wide = float(bar.value) / (highest or 1) * room
        parts.append(pen.box(0, y + 20, wide, THICK, f"f{bar.mark}"))
        end = wide
        if bar.low is not None and bar.high is not None:
            low, end = (limit / (highest or 1) * room for limit in (bar.low, bar.high))
            parts += [pen.line(low, y + 27, end, y + 27, "halo"), pen.line(low, y + 27, end, y + 27, "range")]
            parts += [pen.line(limit, y + 23, limit, y + 31, "range") for limit in (low, end)]
        parts.append(pen.text(max(wide, end) + 7, y + 32, words, look="say"))
    pairs = "; ".join(f"{bar.label} {words}" for bar, words in zip(bars, said, strict=True))
    label = f"{name}: {pairs}."
    rows = tuple((bar.label, words) for bar, words in zip(bars, said, strict=True))
    return ChartPicture(pen.svg(parts, label), label, (_("Group"), _("Value")), rows)
