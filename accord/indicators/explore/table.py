"""The table of a view: the same figures as its picture, each with its interval, its year, its marks, its target and its source.

Columns that say the same in every row are taken out and said once. Everything from a source is escaped here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.indicators import words
from accord.indicators.drawing import tables
from accord.indicators.explore.figures import Explored, Goal, Row
from accord.kit.templatetags import kit

ROWS_SHOWN = 300  # on the page; downloads have all


@dataclass(frozen=True)
class Column:
    head: str
    cell: Callable[[Row], str]
    numeric: bool = False


def figure_table(page: Explored) -> SafeString:
    marks = tables.Marks("x", page.flags)
    shown = page.rows[:ROWS_SHOWN]
    columns, said = _columns(page, shown, marks)
    body = "".join(_line(page, row, columns) for row in shown)
    head = "".join(tables.th(c.head, numeric=c.numeric) for c in columns)
    look = "short" if len(columns) < tables.MOST_UNFOLDED else "stack"
    caption = f'<b class="hide">{escape(_("Figures of this view"))}</b>' + (f"<span>{' · '.join(said)}</span>" if said else "")
    first = tables.th(_("Country or region"))
    return SafeString(
        f'<table class="{look}"><caption>{caption}</caption><thead><tr>{first}{head}</tr></thead><tbody>\n{body}</tbody></table>'
        f"{marks.list()}"
    )


def _line(page: Explored, row: Row, columns: Sequence[Column]) -> str:
    area = page.areas[row.area]
    name = conditional_escape(kit.text(area.names))
    if area.url:
        name = SafeString(f'<a href="/{escape(translation.get_language() or "en")}/{escape(area.url)}">{name}</a>')
    cells = "".join(tables.td(c.head, c.cell(row), numeric=c.numeric) for c in columns)
    return f'<tr><th scope="row">{name}</th>{cells}</tr>\n'


def _columns(page: Explored, rows: Sequence[Row], marks: tables.Marks) -> tuple[list[Column], list[str]]:
    """Columns, and what holds for all rows."""
    language = escape(translation.get_language() or "en")

    def indicator(row: Row) -> str:
        name = conditional_escape(kit.text(page.indicators[row.indicator].names))
        return f'<a href="/{language}/indicators/{escape(row.indicator)}/">{name}</a>'

    def who(row: Row) -> str:
        return tables.years(words.who(row.sex, row.age))

    def source(row: Row) -> str:
        letter = page.letters[row.release]
        return f'<a href="#source-{letter}">{letter}</a>'

    may_vary = [
        Column(_("Indicator"), indicator),
        Column(_("Who"), who),
        Column(_("Breakdown"), lambda row: tables.foreign(page.breakdowns[row.breakdown]) if row.breakdown else escape(_("All"))),
        Column(_("Period"), lambda row: tables.years(row.period)),
        Column(_("Value"), lambda row: tables.figure(row, marks), numeric=True),
        Column(_("Unit"), lambda row: escape(unit_words(page, row))),
        Column(_("Target"), lambda row: target_words(page.indicators[row.indicator].goal)),
        Column(_("Nature"), lambda row: escape(words.nature(row.nature) or _("Not told"))),
        Column(_("Source"), source),
    ]
    always = (_("Period"), _("Value"), _("Target"), _("Source"))
    found, said = [], []
    for column in may_vary:
        cells = {column.cell(row) for row in rows} if column.head not in always else set()
        if column.head == _("Target") and not any(page.indicators[row.indicator].goal for row in rows):
            continue
        if column.head == _("Breakdown") and not page.breakdowns:
            continue
        if len(cells) == 1:
            said.append(cells.pop())
        else:
            found.append(column)
    return found, said


def unit_words(page: Explored, row: Row) -> str:
    indicator = page.indicators[row.indicator]
    return words.unit(row.unit, page.units.get(row.unit)) if row.unit else words.unit(indicator.unit, indicator.unit_names)


def target_words(goal: Goal | None) -> str:
    """Escaped. A target to which nobody gives a number says so in words."""
    if goal is None:
        return "–"
    if goal.value is None:
        return escape(_("no number set"))
    said = tables.amount(goal.value)
    return escape(_("%(value)s by %(year)s") % {"value": said, "year": goal.year} if goal.year else said)
