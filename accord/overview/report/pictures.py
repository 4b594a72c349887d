"""The report's charts as SVG. One drawing for page and PDF: a page colours by class, a PDF by value.

Boxes are 340 wide with text of 12 units (docs/look.md). In Arabic time and length run from the right.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from accord.overview.report.value import Bar, Chart, TileMap

WIDE, LINE = 340, 26
COLOURS = {
    "1": "#2a3a8c", "2": "#c8500a", "3": "#007a62", "4": "#9c4a94", "5": "#2b84b8", "0": "#7d8188",
    "h1": "#e4e6f2", "h2": "#b4bbdd", "h3": "#5b68b0", "h4": "#2a3a8c",
}  # fmt: skip
INK, SOFT, EDGE, RULE, PAPER = "#17202b", "#48515c", "#767267", "#d9d5c8", "#ffffff"


@dataclass(frozen=True)
class Pen:
    """Draws by class (`font` empty: a page's style sheet decides) or by colour (a PDF's SVG stands alone)."""

    rtl: bool = False
    fonts: tuple[str, str] = ("", "")  # for Latin text and for Arabic text

    @property
    def page(self) -> bool:
        return not self.fonts[0]

    def x(self, at: float, width: float = 0, of: float = WIDE) -> float:
        return of - at - width if self.rtl else at

    def fill(self, mark: str) -> str:
        if mark == "open":
            return 'class="r-open"' if self.page else f'fill="none" stroke="{EDGE}" stroke-dasharray="3 2"'
        return f'class="r{mark}"' if self.page else f'fill="{COLOURS[mark]}"'

    def line(self, kind: str) -> str:
        if self.page:
            return f'class="{kind}"'
        look = {"axis": (EDGE, 1.0), "grid": (RULE, 1.0), "line k1": (COLOURS["1"], 2.5)}[kind]
        return f'fill="none" stroke="{look[0]}" stroke-width="{look[1]}"'

    def text(self, x: float, y: float, words: str, anchor: str = "start", *, loud: bool = False, of: float = WIDE) -> str:
        """`anchor` is in reading order: `start` is the right-hand side in Arabic."""
        if self.rtl:
            x, anchor = of - x, {"start": "end", "end": "start"}.get(anchor, anchor)
        look = f' class="{"say" if loud else "soft"}"'
        if not self.page:
            font = self.fonts[1] if any("؀" <= c <= "ۿ" for c in words) else self.fonts[0]
            weight = ' font-weight="700"' if loud else ""
            look = f' font-family="{font}" font-size="12" fill="{INK if loud else SOFT}"{weight}'
        # Pictures are drawn left to right: numbers amid Arabic words keep their place.
        if self.rtl and any("؀" <= c <= "ۿ" for c in words):
            words = f"\u202b{words}\u202c"
        return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{look}>{escape(words)}</text>'


def draw(chart: Chart, pen: Pen) -> str:
    drawing: Callable[[Chart, Pen], tuple[list[str], float]] = {
        "bars": _bars, "columns": _columns, "share": _share, "steps": _steps, "scale": _scale,
    }[chart.kind]  # fmt: skip
    parts, height = drawing(chart, pen)
    return _svg(parts, WIDE, height, chart.label)


def draw_map(tiles: TileMap, pen: Pen) -> str:
    """Never mirrored: west is on the left in every language."""
    parts = []
    for tile in tiles.tiles:
        x, y = tile.column * 22 + 1, tile.row * 20 + 1
        here = f'<rect {pen.fill("1") if tile.on else pen.fill("open")} x="{x}" y="{y}" width="20" height="18"/>'
        if pen.page:
            look = f'class="{"t-on" if tile.on else "t-off"}"'
        else:
            look = f'font-family="{pen.fonts[0]}" font-size="8" fill="{PAPER if tile.on else SOFT}"' + (
                ' font-weight="700"' if tile.on else ""
            )
        code = f'<text {look} x="{x + 10}" y="{y + 12}" text-anchor="middle">{escape(tile.code)}</text>'
        parts.append(f"<g><title>{escape(tile.label)}</title>{here}{code}</g>")
    across = max(t.column for t in tiles.tiles) * 22 + 22
    return _svg(parts, across, max(t.row for t in tiles.tiles) * 20 + 20, tiles.label)


def _svg(parts: Sequence[str], width: float, height: float, label: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" direction="ltr" role="img" '
        f'aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def _rect(pen: Pen, mark: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect {pen.fill(mark)} x="{pen.x(x, width):.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _said(bar: Bar) -> str:
    return bar.said or f"{bar.value:,}"


def _bars(chart: Chart, pen: Pen) -> tuple[list[str], float]:
    """A bar a line under its name; the value at its end. Bars start at zero."""
    top = max((b.value for b in chart.bars), default=0) or 1
    parts = []
    for k, bar in enumerate(chart.bars):
        y, width = k * 38, bar.value / top * 250
        parts.append(pen.text(0, y + 12, bar.label))
        parts.append(_rect(pen, bar.mark, 0, y + 18, width, 12))
        parts.append(pen.text(width + 6, y + 28, _said(bar), loud=True))
    return parts, len(chart.bars) * 38


def _columns(chart: Chart, pen: Pen) -> tuple[list[str], float]:
    top, count = max((b.value for b in chart.bars), default=0) or 1, len(chart.bars) or 1
    room = WIDE / count
    each = 1 if room >= 33 else 2 if room >= 18 else 4
    parts = [f'<line {pen.line("axis")} x1="0" x2="{WIDE}" y1="130" y2="130"/>']
    for k, bar in enumerate(chart.bars):
        height, x = bar.value / top * 105, k * room + 2
        parts.append(_rect(pen, bar.mark, x, 130 - height, room - 4, height))
        if bar.value and (room >= 26 or bar.value == top):
            parts.append(pen.text(x + room / 2 - 2, 125 - height, f"{bar.value:,}", "middle", loud=True))
    edges = [b.label for b in chart.bars]
    if all("–" in e for e in edges):  # bands: their edges are named, at the lines between them
        marks = [e.split("–")[0] for e in edges] + [edges[-1].split("–")[1]]
        step = 1 if WIDE / len(marks) > 24 else 2
        parts += [_edge(pen, k, len(marks) - 1, room, mark) for k, mark in enumerate(marks) if k % step == 0]
    else:
        parts += [pen.text(k * room + room / 2, 148, e, "middle") for k, e in enumerate(edges) if k % each == 0]
    return parts, 154


def _edge(pen: Pen, k: int, last: int, room: float, mark: str) -> str:
    return pen.text(k * room, 148, mark, "start" if k == 0 else "end" if k == last else "middle")


def _share(chart: Chart, pen: Pen) -> tuple[list[str], float]:
    """One bar cut in parts, and a key that names each with its number."""
    total, at = sum(b.value for b in chart.bars) or 1, 0.0
    parts = []
    for bar in chart.bars:
        width = bar.value / total * (WIDE - 2)
        if bar.value:
            parts.append(_rect(pen, bar.mark, at + 1, 4, max(0.5, width - 2), 26))
        at += width
    for k, bar in enumerate(chart.bars):
        y = 46 + k * LINE
        parts.append(_rect(pen, bar.mark, 1, y + 2, 13, 13))
        parts.append(pen.text(24, y + 13, bar.label))
        parts.append(pen.text(200, y + 13, _said(bar), "end", loud=True))
    return parts, 46 + len(chart.bars) * LINE


def _steps(chart: Chart, pen: Pen) -> tuple[list[str], float]:
    """A count that only grows: steps, with its first and last year and its last value."""
    top, last = max(b.value for b in chart.bars) or 1, max(1, len(chart.bars) - 1)
    spots = [(8 + k / last * 290, 140 - b.value / top * 120) for k, b in enumerate(chart.bars)]
    path, before = [], spots[0]
    for x, y in spots:
        path += [f"{pen.x(x):.1f},{before[1]:.1f}", f"{pen.x(x):.1f},{y:.1f}"]
        before = (x, y)
    parts = [
        f'<line {pen.line("axis")} x1="0" x2="{WIDE}" y1="140" y2="140"/>',
        f'<polyline {pen.line("line k1")} points="{" ".join(path)}"/>',
    ]
    parts.append(f'<circle {pen.fill("1")} cx="{pen.x(before[0]):.1f}" cy="{before[1]:.1f}" r="4"/>')
    parts.append(pen.text(before[0] + 8, before[1] + 4, _said(chart.bars[-1]), loud=True))
    for k in (0, last // 2, last):
        parts.append(
            pen.text(
                spots[min(k, len(spots) - 1)][0], 158, chart.bars[min(k, len(spots) - 1)].label, "start" if k == 0 else "middle"
            )
        )
    return parts, 164


def _scale(chart: Chart, pen: Pen) -> tuple[list[str], float]:
    """Two judgements a level: a circle (government) and a diamond (assessor), each with its bar and number."""
    top = max((b.value for b in (*chart.bars, *chart.second)), default=0) or 1
    parts = []
    for k, (own, other) in enumerate(zip(chart.bars, chart.second, strict=True)):
        y = k * 52
        parts.append(pen.text(0, y + 12, own.label))
        for n, bar in enumerate((own, other)):
            width, at = bar.value / top * 240, y + 18 + n * 14
            parts.append(_rect(pen, bar.mark, 16, at, width, 9))
            parts.append(_mark(pen, n, at + 4.5))
            parts.append(pen.text(width + 22, at + 9, _said(bar), loud=True))
    return parts, len(chart.bars) * 52


def _mark(pen: Pen, which: int, y: float) -> str:
    x = pen.x(6)
    if which == 0:
        return f'<circle {pen.fill("1")} cx="{x}" cy="{y}" r="5"/>'
    return f'<path {pen.fill("2")} d="M{x} {y - 6}l6 6-6 6-6-6z"/>'
