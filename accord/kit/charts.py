"""Charts as SVG, drawn on the server. Each comes with a sentence for those who do not see it; a table stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

type Points = Sequence[tuple[int, Decimal | float]]
SERIES = {"": "1", "T": "1", "F": "1", "M": "2"}


@dataclass(frozen=True)
class Picture:
    svg: SafeString
    label: str


def sparkline(points: Points) -> Picture:
    """96 by 24; the last value is a dot."""
    low, high = min(float(v) for _, v in points), max(float(v) for _, v in points)
    first, last = points[0][0], points[-1][0]
    spots = [(2 + (y - first) / max(1, last - first) * 88, 21 - (float(v) - low) / ((high - low) or 1) * 18) for y, v in points]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in spots)
    label = ", ".join(f"{y}: {float(v):g}" for y, v in points)
    svg = format_html(
        '<svg class="spark" viewBox="0 0 96 24" role="img" aria-label="{}"><path class="axis" d="M0 23h96"/>'
        '<polyline class="line k1" points="{}"/><circle class="f1" cx="{}" cy="{}" r="3"/></svg>',
        label, path, f"{spots[-1][0]:.0f}", f"{spots[-1][1]:.0f}",
    )  # fmt: skip
    return Picture(svg, label)


def line_chart(series: Sequence[tuple[str, Points]], name: str, unit: str) -> Picture | None:
    """Lines in a box 340 by 180, from zero; one value is a dot, never a line."""
    drawn = [(label, list(points)) for label, points in series if points]
    if not drawn:
        return None
    years = [y for _, points in drawn for y, _ in points]
    top = max(float(v) for _, points in drawn for _, v in points) * 1.1 or 1
    first, last = min(years), max(years)

    def place(year: int, value: Decimal | float) -> tuple[float, float]:
        return 8 + (year - first) / max(1, last - first) * 270, 150 - float(value) / top * 130

    parts = ['<line class="axis" x1="0" x2="340" y1="150" y2="150"/>']
    for year in sorted({first, last}):
        parts.append(f'<text x="{place(year, 0)[0]:.0f}" y="168">{year}</text>')
    for label, points in drawn:
        colour = SERIES.get(label, "3")
        spots = [place(y, v) for y, v in points]
        if len(spots) > 1:
            parts.append(f'<polyline class="line k{colour}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in spots)}"/>')
        x, y = spots[-1]
        parts.append(f'<circle class="f{colour}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
        parts.append(
            f'<text class="say f{colour}" x="{x + 8:.1f}" y="{y + 4:.1f}">{escape(sex_words(label))} {float(points[-1][1]):g}</text>'
        )
    said = "; ".join(
        f"{sex_words(label)} {float(points[0][1]):g} ({points[0][0]}), {float(points[-1][1]):g} ({points[-1][0]})"
        for label, points in drawn
    )
    label = f"{name}: {said}. {unit}"
    return Picture(
        mark_safe(f'<svg viewBox="0 0 340 180" role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'),  # noqa: S308
        label,
    )


def sex_words(code: str) -> str:
    return {"F": _("Women and girls"), "M": _("Men and boys")}.get(code, _("All"))
