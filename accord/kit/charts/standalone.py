"""A drawing as a file of its own: what a page's sheets say of its classes goes with it, and so do its title and its source."""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from accord.kit.charts.pen import ChartPicture, reads_from_the_right

TOKENS = Path(__file__).resolve().parent.parent / "static" / "kit" / "tokens.css"
PADDING, LINE, LETTERS = 14, 16, 43  # letters of 12 units, bold, that fit a line of 340
STYLE = """
text{{font:12px "Noto Sans","Noto Sans Arabic",system-ui,sans-serif;fill:{soft}}}
text{{paint-order:stroke;stroke:{paper};stroke-width:3px}}
.say,.title{{font-weight:700;fill:{ink}}}.small{{font-size:9px}}
.none{{font-style:italic}}.line{{fill:none;stroke-width:2.5}}.open{{fill:{paper};stroke-width:2.5}}.grid{{stroke:{line}}}.axis,.tick{{stroke:{edge}}}
.ref{{stroke:{c0}}}.goal{{stroke:{good};stroke-width:1.5;stroke-dasharray:5 3}}
.goal-ring{{stroke:{good}}}.forecast{{stroke:{c0};stroke-dasharray:5 3}}
.ci{{stroke-width:3;opacity:.45}}.range{{stroke:{ink};stroke-width:2}}.halo{{stroke:{paper};stroke-width:6}}.ground{{fill:{paper}}}
.tile0{{fill:none;stroke:{edge};stroke-dasharray:2 2}}.tile1{{fill:{h2}}}.tile2{{fill:{h3}}}.tile3{{fill:{h4}}}
.on-tile0,.on-tile1,.on-tile2,.on-tile3{{font-size:8px;stroke:none}}.on-tile1{{fill:{ink}}}.on-tile2,.on-tile3{{fill:{paper};font-weight:600}}
"""


def standalone(picture: ChartPicture, title: str, told: Sequence[str] = ()) -> str:
    """The drawing in light colours under its title, over `told`: who says so, on which terms, when. Key of a map included."""
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture.svg)
    wide, high = (float(size[1]), float(size[2])) if size else (340.0, 180.0)
    right = reads_from_the_right()
    at = PADDING + (wide if right else 0)  # a line begins at the reader's side
    letters = int(LETTERS * wide / 340)
    head = _lines(title, letters)
    below = [line for one in told for line in _lines(one, int(letters * 1.4))]
    top = PADDING + LINE * len(head) + 6
    foot = top + high + LINE
    parts = [f'<text class="title" x="{at:g}" y="{PADDING + 10 + LINE * n}">{escape(line)}</text>' for n, line in enumerate(head)]
    inner = re.sub(r"^<svg[^>]*>|</svg>$", "", picture.svg)
    parts.append(f'<g transform="translate({PADDING} {top:g})">{inner}</g>')
    for n, (look, words) in enumerate(picture.key):
        y = foot + LINE * n
        box = at - 12 if right else at
        parts.append(f'<rect class="{escape(look)}" x="{box:g}" y="{y - 10:g}" width="12" height="12"/>')
        parts.append(f'<text x="{at - 18 if right else at + 18:g}" y="{y:g}">{escape(words)}</text>')
    foot += LINE * len(picture.key)
    parts += [f'<text class="small" x="{at:g}" y="{foot + 13 * n:g}">{escape(line)}</text>' for n, line in enumerate(below)]
    width, height = wide + 2 * PADDING, foot + 13 * len(below) + PADDING
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{2 * width:g}" height="{2 * height:g}" direction="{"rtl" if right else "ltr"}" role="img">'
        f"<title>{escape(picture.label)}</title><style>{_style()}</style>"
        f'<rect class="ground" width="{width:g}" height="{height:g}"/>{"".join(parts)}</svg>\n'
    )


@cache
def _style() -> str:
    """Colours are those of the pages' tokens, the light ones: files are printed and put into papers."""
    light = TOKENS.read_text(encoding="utf-8").partition("@media")[0]
    colours = dict(re.findall(r"--([\w-]+): ?(#[0-9a-f]{6})", light))
    marks = "".join(f".k{n}{{stroke:{colours[f'c{n}']}}}.f{n}{{fill:{colours[f'c{n}']}}}" for n in range(6))
    marks += "".join(f".f{n}.say{{fill:{colours[f'c{n}']}}}" for n in range(1, 6))  # grey words would be too faint
    return STYLE.format(**colours).strip() + marks


def _lines(text: str, letters: int) -> list[str]:
    """Words in lines of at most so many letters; a longer word (an address) is parted. Each keeps its own direction."""
    found = [""]
    for word in re.findall(rf"\S{{1,{letters}}}", text):
        if found[-1] and len(found[-1]) + 1 + len(word) > letters:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return [f"\u2068{line}\u2069" for line in found]
