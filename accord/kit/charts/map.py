"""The world as tiles, one a State, so that small States count and no boundary is drawn (positions: kit/tiles.csv)."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.kit.charts.pen import ChartPicture, Pen

TILES = Path(__file__).resolve().parent.parent / "tiles.csv"
STEP, SIDE = 22, 20


@dataclass(frozen=True)
class MapClass:
    """A class of States. `look` is tile1 (faint) to tile3 (strong); tile0 is the outline of those with no value."""

    look: str
    words: str


@cache
def positions() -> Mapping[str, tuple[int, int]]:
    """State -> (row, column)."""
    with TILES.open(encoding="utf-8", newline="") as file:
        return {line["iso3"]: (int(line["row"]), int(line["col"])) for line in csv.DictReader(file)}


def tile_map(
    values: Mapping[str, int], classes: Sequence[MapClass], names: Mapping[str, str], name: str, without: str = ""
) -> ChartPicture:
    """`values` gives a State's place in `classes`. Never mirrored: west is on the left in every language."""
    places = positions()
    outline = MapClass("tile0", without or _("no value"))
    pen = Pen(max(c for _r, c in places.values()) * STEP + STEP, max(r for r, _c in places.values()) * STEP + STEP)
    parts, rows = [], []
    for code, (row, column) in places.items():
        found = classes[values[code]] if code in values else outline
        words = names.get(code, code)
        x, y = column * STEP + 1, row * STEP + 1
        tile = pen.box(x, y, SIDE, SIDE, found.look)
        text = pen.text(x + SIDE / 2, y + 13, code, "middle", f"on-{found.look}")
        parts.append(pen.titled(f"{words}: {found.words}", [tile, text]))
        rows.append((words, found.words))
    counts = [(one.words, sum(1 for code in places if code in values and classes[values[code]] is one)) for one in classes]
    counts.append((outline.words, sum(1 for code in places if code not in values)))
    label = f"{name}. " + "; ".join(f"{words}: {_states(n)}" for words, n in counts if n) + "."
    key = tuple((one.look, one.words) for one in (*classes, outline))
    return ChartPicture(pen.svg(parts, label), label, (_("Country"), _("Value")), tuple(sorted(rows)), key)


def _states(count: int) -> str:
    return ngettext("%(count)s State", "%(count)s States", count) % {"count": count}
