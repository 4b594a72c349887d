"""The first page's picture: where corporal punishment is prohibited in every setting, and since when."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accord.calc.normalise import fold
from accord.directory.models import Prohibition
from accord.indicators.drawing import stored
from accord.indicators.drawing.pages import Parts
from accord.indicators.reads.releases import Standing
from accord.kit.charts import Line, MapClass, Panel, draw_lines, tile_map
from accord.kit.texts import pick
from accord.people.models import Area, World

LAWS = "laws"  # among drawings


@dataclass(frozen=True)
class LawsKnown:
    """`years`: ISO3 -> since when. `last` is the year up to which the source was read."""

    years: dict[str, int]
    source: str
    last: str

    @property
    def first(self) -> int:
        return min(self.years.values())

    @property
    def late(self) -> int:
        """Those in force since 2010 or later."""
        return sum(year >= 2010 for year in self.years.values())


def laws_known() -> LawsKnown:
    """One query."""
    rows = list(
        Prohibition.objects.filter(area__world=World.REAL)
        .values_list("area__iso3", "year", "source", "as_of")
        .order_by("area__iso3")
    )
    sources = sorted({source for _iso3, _year, source, _as_of in rows})
    last = max((as_of for *_rest, as_of in rows), default="")
    return LawsKnown({iso3: year for iso3, year, *_rest in rows if iso3}, "; ".join(sources), last)


def law_parts(laws: LawsKnown) -> Parts:
    """Drawn as pages of figures are, once a language: it changes when facts are loaded, and that changes the years."""
    return stored.shown(_standing(laws), lambda: {"laws": _drawn(laws)}) if laws.years else {}


def draw_laws() -> int:
    """In all languages, where that was not done. Says how many were."""
    laws = laws_known()
    return stored.draw(_standing(laws), lambda: {"laws": _drawn(laws)}) if laws.years else 0


def _standing(laws: LawsKnown) -> Standing:
    told = repr((sorted(laws.years.items()), laws.source, laws.last))
    return Standing(LAWS, "", hashlib.sha256(told.encode()).hexdigest()[:16])


def _drawn(laws: LawsKnown) -> str:
    names = {iso3 or "": pick(told).text for iso3, told in Area.objects.in_world(World.REAL).values_list("iso3", "names")}
    classes = [MapClass("tile3", _("Full prohibition in law"))]
    title = _("Full prohibition of corporal punishment, by State")
    tiles = tile_map(dict.fromkeys(laws.years, 0), classes, names, title, without=_("Not on the list"))
    rows = sorted(((names.get(iso3, iso3), str(year)) for iso3, year in laws.years.items()), key=lambda row: fold(row[0]))
    tiles = replace(tiles, head=(_("Country"), _("Since")), rows=tuple(rows))
    growth = draw_lines(Panel(_("Laws in force"), "number", [Line("", _steps(laws.years))]))
    return render_to_string("overview/laws.html", {"laws": laws, "tiles": tiles, "growth": growth, "title": title})


def _steps(years: Mapping[str, int]) -> list[tuple[int, int]]:
    """How many there were at the end of each year."""
    made = [0] * (max(years.values()) - min(years.values()) + 1)
    for year in years.values():
        made[year - min(years.values())] += 1
    return list(enumerate(accumulate(made), min(years.values())))
