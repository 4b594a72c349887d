"""Long tables of figures. Four hundred rows cost a template thirty milliseconds and these functions three.

Columns that say the same in every row are taken out and said once, so that the table is short on a small screen; women and men
of one country stand in one row. Everything from a source is escaped here.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accord.calc.normalise import fold
from accord.indicators import words
from accord.indicators.frames.withholding import BRACKETED, HIDDEN
from accord.indicators.reads.figures import SEX_ORDER, Told, Value
from accord.indicators.reads.indicator import WORLD, SideBySide
from accord.kit.locale_format import number
from accord.kit.templatetags import kit
from accord.kit.texts import Text, pick

NUMERIC = ' class="n"'
SPAN = re.compile(r"\d+[–-]\d+")
MOST_UNFOLDED = 4  # columns that fit 320 px side by side


@dataclass(frozen=True)
class Column:
    head: str  # escaped: one of ours, or the source's code of a sex
    cell: Callable[[Sequence[Value]], str]
    numeric: bool = False


class Marks:
    """Flags and footnotes of one table: a mark beside the value, its words within reach."""

    def __init__(self, prefix: str, flags: Mapping[str, str]) -> None:
        self.prefix, self.flags = prefix, flags
        self.notes: dict[str, int] = {}

    def of(self, v: Told) -> str:
        found = [self._flag(f.strip()) for f in v.flags.split(",") if f.strip()] if v.flags else []
        if v.footnote:
            place = self.notes.setdefault(v.footnote, len(self.notes) + 1)
            found.append(f'<a href="#{self.prefix}-{place}">{place}</a>')
        return f'<sup class="mk">{" ".join(found)}</sup>' if found else ""

    def _flag(self, code: str) -> str:
        return f'<a href="#flag-{escape(code)}">{escape(code)}</a>' if code in self.flags else escape(code)

    def list(self) -> str:
        if not self.notes:
            return ""
        items = "".join(f'<li id="{self.prefix}-{n}">{foreign(note)}</li>' for note, n in self.notes.items())
        return f'<h3 class="over">{escape(_("Footnotes of the source"))}</h3><ol class="notes">{items}</ol>'


def value_table(
    values: Sequence[Value], *, caption: str, prefix: str, flags: Mapping[str, str], units: Mapping[str, Mapping[str, str]]
) -> SafeString:
    """A table with its caption, what holds for all rows, and its footnotes.

    `units` are names by the source's own code; under "" those of the indicator's unit, where a source names none.
    """
    marks = Marks(prefix, flags)
    columns = _columns(values, marks, units)
    places = _places(values)
    first = _("Country") if any(v.area_url for v in values) else _("Area")
    rows = [_row(places[group[0].area_code], group, columns) for group in _groups(values, places)]
    said = _said_once(values, units)
    caption = f'<b class="hide">{escape(caption)}</b>' + (f"<span>{said}</span>" if said else "")
    head = "".join(th(c.head, numeric=c.numeric) for c in columns)
    look = "stack" if len(columns) + 1 > MOST_UNFOLDED else "short"
    return _safe(
        f'<table class="{look}"><caption>{caption}</caption><thead><tr>{th(first)}{head}</tr></thead><tbody>\n'
        f"{''.join(rows)}</tbody></table>{marks.list()}"
    )


@dataclass(frozen=True)
class _Place:
    order: tuple[bool, str]
    html: str


def _places(values: Iterable[Value]) -> dict[str, _Place]:
    """Areas by their names in the reader's alphabet, the world first; a country's name leads to its page."""
    language = escape(translation.get_language() or "en")
    found: dict[str, _Place] = {}
    for v in values:
        if v.area_code not in found:
            name = conditional_escape(kit.text(v.area)) if v.area else escape(v.area_code)
            html = f'<a href="/{language}/{escape(v.area_url)}">{name}</a>' if v.area_url else str(name)
            found[v.area_code] = _Place((v.area_code != WORLD, fold(pick(v.area).text).removeprefix("ال")), html)
    return found


def _columns(values: Sequence[Value], marks: Marks, units: Mapping[str, Mapping[str, str]]) -> list[Column]:
    """Only what differs from row to row, the period and the values."""
    varied = {name for name in ("age", "breakdown", "unit", "nature") if len({getattr(v, name) for v in values}) > 1}
    said_age = cache(lambda code: years(words.age(code)))
    said_nature = cache(lambda code: escape(words.nature(code) or _("Not told")))
    said_unit = cache(lambda code: escape(words.unit(code, units.get(code))))
    found = []
    if "age" in varied:
        found.append(Column(_("Age"), lambda g: said_age(g[0].age)))
    if "breakdown" in varied:
        found.append(Column(_("Breakdown"), lambda g: escape(g[0].breakdown or _("All"))))
    found.append(Column(_("Period"), lambda g: years(g[0].period)))
    sexes = sorted({v.sex for v in values}, key=lambda s: (SEX_ORDER.get(s, 9), s))
    for sex in sexes:
        head = escape(kit.sex(sex)) if len(sexes) > 1 else _("Value")
        found.append(Column(head, _of_sex(sex, marks), numeric=True))
    if "unit" in varied:
        found.append(Column(_("Unit"), lambda g: said_unit(g[0].unit)))
    if "nature" in varied:
        found.append(Column(_("Nature"), lambda g: said_nature(g[0].nature)))
    return found


def _of_sex(sex: str, marks: Marks) -> Callable[[Sequence[Value]], str]:
    def cell(group: Sequence[Value]) -> str:
        return next((figure(v, marks) for v in group if v.sex == sex), "–")

    return cell


def _groups(values: Sequence[Value], places: Mapping[str, _Place]) -> list[list[Value]]:
    """Values of an area that differ in nothing but sex, in the order of names."""
    found: dict[tuple[Any, ...], list[Value]] = {}
    for v in values:
        found.setdefault(
            (places[v.area_code].order, v.area_code, v.age, v.breakdown, -v.end, v.start, v.unit, v.nature), []
        ).append(v)
    return [found[key] for key in sorted(found)]


def _row(place: _Place, group: Sequence[Value], columns: Sequence[Column]) -> str:
    cells = "".join(td(c.head, c.cell(group), numeric=c.numeric) for c in columns)
    return f'<tr><th scope="row">{place.html}</th>{cells}</tr>\n'


def th(head: str, *, numeric: bool = False) -> str:
    return f'<th scope="col"{NUMERIC if numeric else ""}>{head}</th>'


def td(head: str, cell: str, *, numeric: bool = False) -> str:
    """`cell` is escaped already; `head` stands before it where the table is folded."""
    return f'<td data-label="{head}"{NUMERIC if numeric else ""}>{cell}</td>'


def _said_once(values: Sequence[Value], units: Mapping[str, Mapping[str, str]]) -> str:
    """What is the same in all rows, in words."""
    sexes, ages = {v.sex for v in values}, {v.age for v in values}
    found = []
    if len(sexes) == 1 and len(ages) == 1:
        found.append(years(words.who(*sexes, *ages)))
    elif len(ages) == 1 and ages != {""}:
        found.append(years(words.ages(*ages)))
    elif len(sexes) == 1:
        found.append(escape(kit.sex(*sexes)))
    if len(told := {v.unit for v in values}) == 1:
        code = told.pop()
        found.append(escape(words.unit(code, units.get(code))))
    if len(told := {v.nature for v in values}) == 1 and told != {""}:
        found.append(escape(words.nature(told.pop())))
    return " · ".join(found)


def figure(v: Told, marks: Marks) -> str:
    """A value with its interval and its marks, in brackets where few cases stand behind it; without a value a word."""
    if v.value is None:
        return f'<span class="none">{escape(_("withheld") if is_marked(v, HIDDEN) else _("no value"))}</span>{marks.of(v)}'
    said = f"({amount(v.value)})" if is_marked(v, BRACKETED) else amount(v.value)
    if v.lower is not None and v.upper is not None:
        said += f' <span class="interval"><bdi dir="ltr">({amount(v.lower)}–{amount(v.upper)})</bdi></span>'
    return said + marks.of(v)


def is_marked(v: Told, flag: str) -> bool:
    return flag in v.flags.split(",")


def amount(value: object) -> str:
    """One decimal; two below one, where one would say too little."""
    return number(str(value), 1 if abs(float(str(value))) >= 1 else 2)


def years(text: str) -> str:
    """Escaped; spans of years and ages keep their order amid words that run from the right."""
    said = escape(text)
    return SPAN.sub(r'<bdi dir="ltr">\g<0></bdi>', said) if translation.get_language() == "ar" else said


def foreign(text: str) -> str:
    """A source's own words: marked as English where the reader's are not."""
    if translation.get_language() == "en":
        return escape(text)
    return f'<span lang="en" dir="ltr">{escape(text)}</span>'


def side_table(rows: Sequence[SideBySide], flags: Mapping[str, str], names: Mapping[int, Text], prefix: str) -> SafeString:
    """A country's rows: its own figure beside that of others, each with its source, its period and its age group.

    `names` are those of the sources, by release.
    """
    marks = Marks(prefix, flags)
    language = escape(translation.get_language() or "en")
    heads = (_("Sex"), _("National source"), _("International source"))
    shown = []
    for row in sorted(rows, key=lambda r: (fold(pick(r.area).text), SEX_ORDER.get(r.sex, 9))):
        cells = (escape(kit.sex(row.sex)), _told(row.national, marks, names), _told(row.others, marks, names))
        name = f'<a href="/{language}/{escape(row.area_url)}">{conditional_escape(kit.text(row.area))}</a>'
        said = "".join(td(head, cell) for head, cell in zip(heads, cells, strict=True))
        shown.append(f'<tr><th scope="row">{name}</th>{said}</tr>')
    caption = escape(_("Each figure as its source gives it: age groups and years may differ"))
    head = "".join(th(one) for one in (_("Country"), *heads))
    return _safe(
        f'<table class="stack"><caption id="side-caption">{caption}</caption><thead><tr>{head}</tr></thead><tbody>'
        f"{''.join(shown)}</tbody></table>{marks.list()}"
    )


def _told(values: Sequence[Value], marks: Marks, names: Mapping[int, Text]) -> str:
    if not values:
        return f'<span class="none">{escape(_("no value"))}</span>'
    return "".join(f"<div>{figure(v, marks)}{_whose(v, names[v.release])}</div>" for v in values)


def _whose(v: Value, name: Text) -> str:
    said = [str(conditional_escape(kit.text(name))), years(v.period)]
    said += [years(words.ages(v.age))] if v.age else []
    said += [escape(words.nature(v.nature))] if v.nature else []
    return f' <span class="told">{" · ".join(said)}</span>'


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  each text was escaped where it was put in
