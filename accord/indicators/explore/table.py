"""The table of a view: the same figures as its picture, each with its interval, its year, its marks, its target and its source.

Columns that say the same in every row are taken out and said once. Everything from a source is escaped here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.indicators import words
from accord.indicators.drawing import tables
from accord.indicators.explore.figures import Explored, Goal, Row
from accord.kit.templatetags import kit

ROWS_SHOWN, ROWS_BELOW = 300, 120  # on a page of its own, and below pictures; downloads have all


@dataclass(frozen=True)
class Column:
    head: str
    cell: Callable[[Row], str]
    numeric: bool = False


def figure_table(page: Explored, most: int = ROWS_SHOWN) -> SafeString:
    marks = tables.Marks("x", page.flags)
    shown = page.rows[:most]
    columns, said = _columns(page, shown, marks)
    names = _names(page)
    body = "".join(_line(names[row.area], row, columns) for row in shown)
    head = "".join(tables.th(c.head, numeric=c.numeric) for c in columns)
    look = "short" if len(columns) < tables.MOST_UNFOLDED else "stack"
    caption = f'<b class="hide">{escape(_("Figures of this view"))}</b>' + (f"<span>{' · '.join(said)}</span>" if said else "")
    first = tables.th(_("Country or region"))
    return SafeString(
        f'<table class="{look}"><caption>{caption}</caption><thead><tr>{first}{head}</tr></thead><tbody>\n{body}</tbody></table>'
        f"{marks.list()}"
    )


def _names(page: Explored) -> dict[str, str]:
    language = escape(translation.get_language() or "en")
    found = {}
    for code, area in page.areas.items():
        name = conditional_escape(kit.text(area.names))
        found[code] = f'<a href="/{language}/{escape(area.url)}">{name}</a>' if area.url else str(name)
    return found


def _line(name: str, row: Row, columns: Sequence[Column]) -> str:
    cells = "".join(tables.td(c.head, c.cell(row), numeric=c.numeric) for c in columns)
    return f'<tr><th scope="row">{name}</th>{cells}</tr>\n'


def _columns(page: Explored, rows: Sequence[Row], marks: tables.Marks) -> tuple[list[Column], list[str]]:
    """Columns, and what holds for all rows. Words are made once a code, not once a row."""
    language = escape(translation.get_language() or "en")

    @cache
    def indicator(code: str) -> str:
        name = conditional_escape(kit.text(page.indicators[code].names))
        return f'<a href="/{language}/indicators/{escape(code)}/">{name}</a>'

    @cache
    def breakdown(code: str) -> str:
        return tables.foreign(page.breakdowns[code]) if code else escape(_("All"))

    who = cache(lambda sex, age: tables.years(words.who(sex, age)))
    unit = cache(lambda indicator, code: escape(unit_words(page, indicator, code)))
    target = cache(lambda code: target_words(page.indicators[code].goal))
    nature = cache(lambda code: escape(words.nature(code) or _("Not told")))
    letters = page.letters
    may_vary = [
        Column(_("Indicator"), lambda row: indicator(row.indicator)),
        Column(_("Who"), lambda row: who(row.sex, row.age)),
        Column(_("Breakdown"), lambda row: breakdown(row.breakdown)),
        Column(_("Period"), lambda row: tables.years(row.period)),
        Column(_("Value"), lambda row: tables.figure(row, marks), numeric=True),
        Column(_("Unit"), lambda row: unit(row.indicator, row.unit)),
        Column(_("Target"), lambda row: target(row.indicator)),
        Column(_("Nature"), lambda row: nature(row.nature)),
        Column(_("Source"), lambda row: f'<a href="#source-{letters[row.release]}">{letters[row.release]}</a>'),
    ]
    always = (_("Period"), _("Value"), _("Target"), _("Source"))
    idle = {_("Breakdown"): not page.breakdowns, _("Target"): not any(i.goal for i in page.indicators.values())}
    found, said = [], []
    for column in may_vary:
        cells = {column.cell(row) for row in rows} if column.head not in always else set()
        if idle.get(column.head):
            continue
        if len(cells) == 1:
            said.append(cells.pop())
        else:
            found.append(column)
    return found, said


def unit_words(page: Explored, code: str, unit: str) -> str:
    """The source's unit, else the indicator's."""
    indicator = page.indicators[code]
    return words.unit(unit, page.units.get(unit)) if unit else words.unit(indicator.unit, indicator.unit_names)


def target_words(goal: Goal | None) -> str:
    """Escaped. A target to which nobody gives a number says so in words."""
    if goal is None:
        return "–"
    if goal.value is None:
        return escape(_("no number set"))
    said = tables.amount(goal.value)
    return escape(_("%(value)s by %(year)s") % {"value": said, "year": goal.year} if goal.year else said)
