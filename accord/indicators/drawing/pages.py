"""The bodies of pages of figures: the same for every reader of a language, so made once until the next publication."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.indicators import words
from accord.indicators.drawing import pictures, tables
from accord.indicators.reads import ChangesPage, IndicatorPage, SourceShown, unit_names
from accord.indicators.reads.gaps import is_common
from accord.kit.charts import ChartPicture

DAY = 86_400
ROWS_SHOWN = 60  # of a difference; all of them are in its CSV


type Parts = dict[str, SafeString]


def kept(key: str, state: str, make: Callable[[], Mapping[str, str]]) -> Parts:
    """What `make` gives, from this process's cache where it was made in this language and state. It holds a few hundred."""
    found = recall(key, state)
    return keep(key, state, make()) if found is None else found


def recall(key: str, state: str, where: str = "pages") -> Parts | None:
    """`where` is another cache for pages of which there are ever so many: they would push the others out."""
    found: Mapping[str, str] | None = caches[where].get(_name(key, state))
    return None if found is None else {part: SafeString(html) for part, html in found.items()}


def keep(key: str, state: str, parts: Mapping[str, str], where: str = "pages") -> Parts:
    found = {part: str(html) for part, html in parts.items()}
    caches[where].set(_name(key, state), found, DAY)
    return {part: SafeString(html) for part, html in found.items()}


def _name(key: str, state: str) -> str:
    language = translation.get_language() or "en"
    return f"figures:{key}:{language}:{state}".replace(" ", "_")


@dataclass(frozen=True)
class SourceDrawn:
    told: SourceShown
    number: int
    world: ChartPicture | None
    spread: ChartPicture | None
    map: ChartPicture | None
    said: str  # who, in which unit, of which years
    table: SafeString
    regions: SafeString


def indicator_parts(page: IndicatorPage) -> Parts:
    units = {**unit_names(), "": page.unit_names or {"en": words.unit(page.unit)}}
    side = (
        tables.side_table(page.side_by_side, page.flags, {s.id: s.title for s in page.sources}, "n0") if page.side_by_side else ""
    )
    drawn = [_source(page, source, number, units) for number, source in enumerate(page.sources, 1)]
    told = {
        "page": page, "sources": drawn, "side": side, "language": translation.get_language() or "en",
        "unit": words.unit(page.unit, page.unit_names), "has_map": any(s.map for s in drawn),
        "has_gaps": is_common(page.code),
        "sdmx": page.code.replace(".", "_"),
    }  # fmt: skip
    names = {"facts": "indicator_facts", "aside": "indicator_aside", "body": "indicator_body"}
    return {part: render_to_string(f"indicators/{name}.html", told) for part, name in names.items()}


def _source(page: IndicatorPage, source: SourceShown, number: int, units: Mapping[str, Mapping[str, str]]) -> SourceDrawn:
    group = pictures.one_sex(source.values)
    unit = words.unit(page.unit, page.unit_names)
    who = pictures.who_is_shown(group) if group else ""
    said = " · ".join(one for one in (who, unit, pictures.periods(group) if group else "") if one)
    world = pictures.world_chart(source.world, page.unit)
    table = regions = SafeString("")
    if source.values:
        table = tables.value_table(
            source.values, caption=_("Newest value of each country"), prefix=f"n{number}", flags=page.flags, units=units
        )
    if source.regions:
        regions = tables.value_table(
            source.regions, caption=_("Newest value of each region"), prefix=f"r{number}", flags=page.flags, units=units
        )
    return SourceDrawn(
        source, number, world, None if world else pictures.spread_chart(group, page.unit),
        pictures.country_map(group, page.unit, _("Newest value of each State")), said, table, regions,
    )  # fmt: skip


def changes_parts(page: ChangesPage) -> Parts:
    told = {
        "page": page, "counts": pictures.change_counts(page), "moved": pictures.moved_chart(page),
        "rows": page.changes[:ROWS_SHOWN], "left": max(0, len(page.changes) - ROWS_SHOWN),
        "language": translation.get_language() or "en", "unit": words.unit(page.unit, page.unit_names),
        "from_id": str(page.before.id) if page.before else "", "to_id": str(page.after.id) if page.after else "",
    }  # fmt: skip
    return {"body": render_to_string("indicators/changes_body.html", told)}
