"""The figures of a country: small charts by family, and the table of all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.indicators import words
from accord.indicators.drawing import pictures, tables
from accord.indicators.reads import CountryFigures, Panel, Value
from accord.kit.charts import ChartPicture, sparkline
from accord.kit.templatetags import kit

VALUE = 2  # the column of numbers


@dataclass(frozen=True)
class PanelDrawn:
    told: Panel
    unit: str
    picture: ChartPicture | None


@dataclass(frozen=True)
class FamilyDrawn:
    names: dict[str, str]
    panels: list[PanelDrawn]
    missing: list[tuple[str, dict[str, str]]]


def country_figures(figures: CountryFigures, iso3: str) -> str:
    """All of it as HTML, in the reader's language."""
    panels = [p for family in figures.families for p in family.panels]
    drawn = iter(zip(panels, pictures.panel_charts(panels), strict=True))
    families = [
        FamilyDrawn(
            f.names, [PanelDrawn(p, words.unit(p.unit, p.unit_names), picture) for p, picture in _take(drawn, len(f.panels))],
            f.missing,
        )
        for f in figures.families
    ]  # fmt: skip
    told = {
        "figures": figures, "families": families, "iso3": iso3, "language": translation.get_language() or "en",
        "table": country_table(figures) if figures.values else "",
    }  # fmt: skip
    return render_to_string("indicators/country_figures.html", told)


def _take[T](found: Iterator[T], count: int) -> list[T]:
    return [next(found) for _n in range(count)]


def country_table(figures: CountryFigures) -> SafeString:
    """A row a series: who, when, how much, in which unit, says who; a line where there is a past."""
    marks = tables.Marks("nc", figures.flags)
    units = figures.unit_names
    heads = (_("Who"), _("Period"), _("Value"), _("Unit"), _("Source"), _("Trend"))
    head = "".join(tables.th(h, numeric=n == VALUE) for n, h in enumerate(heads))
    rows = "".join(_row(v, figures, marks, units, heads) for v in figures.values)
    caption, first = escape(_("Newest value of each series")), tables.th(_("Indicator"))
    return SafeString(
        f'<table class="stack"><caption>{caption}</caption><thead><tr>{first}{head}</tr></thead><tbody>\n{rows}</tbody></table>'
        f"{marks.list()}"
    )


def _row(
    v: Value, figures: CountryFigures, marks: tables.Marks, units: Mapping[str, Mapping[str, str]], heads: Sequence[str]
) -> str:
    """Everything from a source is escaped here."""
    language = escape(translation.get_language() or "en")
    name = conditional_escape(kit.text(v.indicator_names))
    letters, unit = figures.letters, v.unit or figures.units[v.indicator]
    source = f'<a href="#source-{letters[v.release]}">{letters[v.release]}</a>'
    if v.nature:
        source += f' <small class="soft">{escape(words.nature(v.nature))}</small>'
    trend = str(sparkline(v.trend).svg) if len(v.trend) > 1 else f'<span class="soft">{escape(_("1 value"))}</span>'
    cells = (
        tables.years(words.who(v.sex, v.age)), tables.years(v.period), tables.figure(v, marks),
        escape(words.unit(unit, units.get(unit))), source, trend,
    )  # fmt: skip
    said = "".join(tables.td(h, cell, numeric=n == VALUE) for n, (h, cell) in enumerate(zip(heads, cells, strict=True)))
    return f'<tr><th scope="row"><a href="/{language}/indicators/{escape(v.indicator)}/">{name}</a></th>{said}</tr>\n'
