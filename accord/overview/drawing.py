"""The pages of figures and the first page's map, drawn in all languages at publication, so that no reader waits for it.

Why all of them, and when: `docs/decisions/0009-first-visit.md`.
"""

from collections.abc import Callable, Collection

from django.template.loader import render_to_string
from django.utils import translation

from accord.indicators.drawing import country as drawing
from accord.indicators.drawing import stored
from accord.indicators.drawing.pages import indicator_parts
from accord.indicators.models import Drawn, Indicator, Release
from accord.indicators.reads import indicator_page, standing_of_area, standing_of_indicator
from accord.overview import reads
from accord.overview.law_map import LAWS, draw_laws
from accord.people.models import Area, World

AT_ONCE = 12  # pages that a publication draws itself: a national release touches its country and a few indicators


def country_parts(area: Area, token: str = "") -> dict[str, str]:
    """What sources say of a country, drawn in the reader's language: the same for every reader."""
    told = reads.country_told(area, token)
    given = {"page": told, "language": translation.get_language() or "en"}
    # Without the line break that ends a template: what is empty is to be so.
    parts = {name: render_to_string(f"overview/country_{name}.html", given).strip() for name in ("over", "top", "facts", "law")}
    return {**parts, "figures": drawing.country_figures(told.figures, told.iso3)}


def draw_all(tell: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Draw what is not drawn yet of figures as they stand, core indicators first. Says how many pages, a language each, were."""
    codes = list(Indicator.objects.order_by("-core", "position").values_list("code", flat=True))
    areas = list(_countries())
    done = draw_laws()
    for number, code in enumerate(codes):
        tell(number, len(codes) + len(areas))
        done += _draw_indicator(code)
    for number, area in enumerate(areas, len(codes)):
        tell(number, len(codes) + len(areas))
        done += _draw_country(area)
    known = {LAWS, *(f"indicator:{code}" for code in codes), *(f"country:{area.iso3}" for area in areas)}
    Drawn.objects.exclude(key__in=known).delete()
    tell(len(codes) + len(areas), len(codes) + len(areas))
    return done


def draw_after(release: Release) -> int:
    """Draw the pages that a publication changed, where they are few; those of a custodian's release are for `accord draw`."""
    if release.world != World.REAL:
        return 0
    codes = list(release.holdings.values_list("indicator__code", flat=True))
    touched = set(release.latest.values_list("area_id", flat=True))
    areas = list(_countries(touched))
    if len(codes) + len(areas) > AT_ONCE:
        return 0
    return sum(map(_draw_indicator, codes)) + sum(map(_draw_country, areas))


def _countries(among: Collection[int] | None = None) -> "list[Area]":
    """Those of the real world: what is invented leaves no trace when it is cleared."""
    found = Area.objects.countries().in_world(World.REAL)
    return list(found if among is None else found.filter(pk__in=among))


def _draw_indicator(code: str) -> int:
    return stored.draw(standing_of_indicator(code), lambda: indicator_parts(indicator_page(code)))


def _draw_country(area: Area) -> int:
    standing = standing_of_area(area)
    return stored.draw(standing, lambda: country_parts(area, standing.everywhere))
