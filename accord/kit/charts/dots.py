"""Dots with their intervals, each under its name, on one scale from zero: values beside each other and how sure each is."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.kit.charts.bars import STEP, WIDE, Bar, Scale, goal_line, scale_of
from accord.kit.charts.lines import Goal
from accord.kit.charts.pen import ChartPicture, Pen, isolated, reads_from_the_right, with_unit

type Limits = tuple[float, float]


def dot_chart(dots: Sequence[Bar], name: str, unit: str = "", goal: Goal | None = None) -> ChartPicture | None:
    """In the order given. A dot without an interval is open: that it is not known is seen. `goal` is a dashed line."""
    if not any(dot.value is not None for dot in dots):
        return None
    said = [with_unit(dot.value, unit) if dot.value is not None else _("no value") for dot in dots]
    scale = scale_of(dots, said, goal)
    pen = Pen(WIDE, scale.start + STEP * len(dots), reads_from_the_right())
    parts = [pen.line(scale.edge, scale.start, scale.edge, scale.start + STEP * len(dots), "axis")]
    parts += goal_line(pen, scale, goal, unit)
    rows = []
    for at, (dot, words) in enumerate(zip(dots, said, strict=True)):
        y = scale.start + at * STEP
        parts.append(pen.text(scale.edge + 5, y + 14, dot.label))
        limits = _limits(dot)
        between = isolated(f"{with_unit(limits[0], unit)}–{with_unit(limits[1], unit)}") if limits else _("not known")
        rows.append((dot.label, words, between if dot.value is not None else "–"))
        if dot.value is None:
            parts.append(pen.text(scale.edge + 5, y + 32, words, look="none"))
            continue
        parts += _drawn(pen, dot, limits, y + 27, scale)
        end = max(scale.place(float(dot.value)) + 5, scale.place(limits[1]) if limits else 0)
        parts.append(pen.text(end + 7, y + 32, words, look="say"))
    pairs = "; ".join(f"{label} {words} ({between})" for label, words, between in rows)
    label = f"{name}: {pairs}."
    return ChartPicture(pen.svg(parts, label), label, (_("Group"), _("Value"), _("Interval")), tuple(rows))


def _limits(dot: Bar) -> Limits | None:
    return (dot.low, dot.high) if dot.low is not None and dot.high is not None else None


def _drawn(pen: Pen, dot: Bar, limits: Limits | None, y: float, scale: Scale) -> list[SafeString]:
    x = scale.place(float(dot.value or 0))
    if not limits:
        return [pen.dot(x, y, 4.5, f"open k{dot.mark}")]
    low, high = (scale.place(limit) for limit in limits)
    ends = [pen.line(limit, y - 4, limit, y + 4, "range") for limit in (low, high)]
    return [pen.line(low, y, high, y, "range"), *ends, pen.dot(x, y, 5, f"f{dot.mark}")]
