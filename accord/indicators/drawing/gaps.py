"""Pages of what lacks: tables of countries, of indicators and of all indicators together. Everything from a source is escaped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.calc.normalise import fold
from accord.indicators.drawing import tables
from accord.indicators.reads.gaps import (
    MONTHS,
    CountryGaps,
    Counts,
    FamilyGaps,
    GapLine,
    GapsOverview,
    IndicatorGaps,
    OverviewFamily,
    listed,
)
from accord.kit.templatetags import kit
from accord.kit.texts import pick

THIRDS = 3


@dataclass(frozen=True)
class Number:
    """For the component `stats`."""

    value: str
    words: str
    source: str


def indicator_parts(page: IndicatorGaps) -> dict[str, str]:
    lines = in_order(page.lines)
    told = {
        "page": page, "numbers": _numbers(page.counts, page.years), "months": MONTHS,
        "table": gap_table(lines, _("Country"), _("Countries with a figure here")) if lines else "",
        "without": [country_link(line) for line in in_order(page.without)], "language": _language(),
    }  # fmt: skip
    return {"body": render_to_string("indicators/indicator_gaps_body.html", told)}


def country_parts(page: CountryGaps) -> dict[str, str]:
    drawn = [(family, _family_table(family), _without(family.lines)) for family in page.families]
    told = {
        "page": page,
        "numbers": _numbers(page.counts, page.years),
        "families": drawn,
        "months": MONTHS,
        "language": _language(),
    }
    return {"body": render_to_string("indicators/country_gaps_body.html", told)}


def overview_parts(page: GapsOverview) -> dict[str, str]:
    drawn = [(family, heat_table(family, page)) for family in page.families]
    return {"body": render_to_string("indicators/gaps_body.html", {"page": page, "families": drawn, "language": _language()})}


def _language() -> str:
    return translation.get_language() or "en"


def _numbers(counts: Counts, years: int) -> list[Number]:
    of = _("of %(n)s") % {"n": kit.number(counts.of)}
    recent = ngettext("with a figure not older than %(n)s year", "with a figure not older than %(n)s years", years)
    return [
        Number(kit.number(counts.recent), recent % {"n": years}, of),
        Number(kit.number(counts.old), _("with an older figure only"), of),
        Number(kit.number(counts.none), _("without a value in the releases loaded here"), of),
    ]


def in_order(lines: Iterable[GapLine]) -> list[GapLine]:
    """By the country's name in the reader's alphabet."""
    return sorted(lines, key=lambda line: fold(pick(line.area).text).removeprefix("ال"))


def country_link(line: GapLine) -> SafeString:
    return SafeString(f'<a href="/{_language()}/{escape(line.area_url)}gaps/">{conditional_escape(kit.text(line.area))}</a>')


def indicator_link(line: GapLine) -> SafeString:
    words = conditional_escape(kit.text(line.indicator_names))
    return SafeString(f'<a href="/{_language()}/indicators/{escape(line.indicator)}/gaps/">{words}</a>')


def _without(lines: Iterable[GapLine]) -> list[SafeString]:
    """What has no figure at all is asked for in the same words: a list says that once, where rows of a table would repeat it."""
    return [indicator_link(line) for line in lines if line.newest is None]


def _family_table(family: FamilyGaps) -> SafeString:
    lines = [line for line in family.lines if line.newest is not None]
    caption = pick(family.names).text if family.names else _("Further indicators")
    return gap_table(lines, _("Indicator"), caption, by_indicator=True) if lines else SafeString("")


def gap_table(lines: Sequence[GapLine], first: str, caption: str, *, by_indicator: bool = False) -> SafeString:
    """A row a country, or a row an indicator: the newest figure, what it lacks, what to ask for."""
    months = [_("Months to publication")] if any(_tells_months(line) for line in lines) else []
    heads = [_("Newest figure"), _("Not broken down by"), *months, _("What to ask for")]
    head = "".join(tables.th(escape(one)) for one in (first, *heads))
    rows = "".join(_row(line, heads, months=bool(months), by_indicator=by_indicator) for line in lines)
    return _table("stack", escape(caption), head, rows, told=not by_indicator)  # by indicator, a heading says the same


def _table(look: str, caption: str, head: str, rows: str, *, told: bool) -> SafeString:
    """Everything is escaped already. A caption that is not `told` is for those who do not see the heading above."""
    caption = caption if told else f'<span class="hide">{caption}</span>'
    body = f"<thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody>"
    return SafeString(f'<table class="{look}"><caption>{caption}</caption>{body}</table>')


def _tells_months(line: GapLine) -> bool:
    """A column that says of each row that its source is a collection says nothing: the page says so once."""
    return line.months is not None or line.months_why == "undated"


def _row(line: GapLine, heads: Sequence[str], *, months: bool, by_indicator: bool) -> str:
    name = indicator_link(line) if by_indicator else country_link(line)
    missing = escape(listed(line.missing_words)) or "–"
    told = [_months(line)] if months else []
    cells = (_newest(line), missing, *told, tables.years(line.ask) or escape(_("Nothing lacks")))
    said = "".join(tables.td(escape(head), cell) for head, cell in zip(heads, cells, strict=True))
    return f'<tr><th scope="row">{name}</th>{said}</tr>\n'


def _newest(line: GapLine) -> str:
    if line.newest is None:
        return f'<span class="none">{escape(_("no value here"))}</span>'
    source = f'<span class="told">{tables.foreign(line.source)}</span>'
    old = f" {kit.status('warn', _('old'))}" if "old" in line.lacks else ""
    return f"{tables.years(line.period)}{old}{source}"


def _months(line: GapLine) -> str:
    if line.newest is None:
        return "–"
    if line.months is not None:
        return str(kit.number(line.months))
    words = _("not told: a collection") if line.months_why == "collection" else _("not told")
    return f'<span class="none">{escape(words)}</span>'


def heat_table(family: OverviewFamily, page: GapsOverview) -> SafeString:
    """A row an indicator; the more States of all, the darker the cell."""
    heads = (_("Recent"), _("Old"), _("None here"))
    head = tables.th(escape(_("Indicator"))) + "".join(tables.th(escape(one), numeric=True) for one in heads)
    rows = []
    for row in family.rows:
        name = f'<a href="/{_language()}/{escape(row.url)}">{conditional_escape(kit.text(row.names))}</a>'
        numbers = (row.counts.recent, row.counts.old, row.counts.none)
        cells = "".join(f'<td class="n heat{_third(n, page.of)}">{kit.number(n)}</td>' for n in numbers)
        rows.append(f'<tr><th scope="row">{name}</th>{cells}</tr>\n')
    caption = escape(pick(family.names).text if family.names else _("Further indicators"))
    return _table("short heat", caption, head, "".join(rows), told=False)


def _third(number: int, of: int) -> int:
    """0 for none, 1 to 3 for the thirds of all."""
    return min(THIRDS, 1 + THIRDS * number // of) if number and of else 0
