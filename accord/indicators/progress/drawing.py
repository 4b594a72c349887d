"""Tables of progress and of regions: alphabetical, a status always a word, what is not assessed said apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accord.calc import progress
from accord.calc.normalise import fold
from accord.indicators import words
from accord.indicators.drawing import tables
from accord.indicators.drawing.pages import Parts
from accord.indicators.progress import wording
from accord.indicators.progress.reads import CountryProgress, Counts, IndicatorProgress, RateShown, Said, StatusLine
from accord.indicators.progress.region_reads import IndicatorRegions, RegionLine, RuleShown
from accord.indicators.progress.regions import WORLD
from accord.kit.locale_format import number, percent
from accord.kit.templatetags import kit
from accord.kit.texts import pick


@dataclass(frozen=True)
class NotAssessed:
    """Countries or indicators without a status, as links, by the reason in words."""

    reasons: list[tuple[str, list[SafeString]]]
    total: int


def progress_parts(page: IndicatorProgress) -> Parts:
    """The body of an indicator's page of progress."""
    by_name: Callable[[StatusLine], tuple[str, ...]] = lambda s: (_order(s.area), s.sex)  # noqa: E731
    counted = sorted((s for s in page.lines if s.counted), key=by_name)
    beside = sorted((s for s in page.lines if not s.counted and s.is_assessed), key=by_name)
    told = {
        "page": page, "methods": wording.methods(), "unit": words.unit(page.unit, page.unit_names),
        "counts": [(_sex(c.sex) if len(page.counts) > 1 else "", counts_table(c)) for c in page.counts],
        "table": _table([s for s in counted if s.is_assessed], _country, _("Country"), _("Progress by country")),
        "not_assessed": _not_assessed(counted, _country), "without": page.of - page.with_figures,
        "beside": _table(beside, _country, _("Country"), _("From other sources"), sources=True),
        "has_rates": any(s.observed for s in page.lines), "aarr_url": wording.AARR_URL, "aarr_source": wording.AARR_SOURCE,
        "language": translation.get_language() or "en",
    }  # fmt: skip
    return {"body": SafeString(render_to_string("indicators/progress_body.html", told))}


def country_parts(page: CountryProgress) -> Parts:
    """The body of a country's page of progress."""
    families = []
    for f in page.families:
        shown = [s for s in f.lines if s.is_assessed]
        table = _table(shown, _indicator, _("Indicator"), pick(f.names).text, sources=True)
        families.append((f, table, _not_assessed([s for s in f.lines if s.counted], _indicator)))
    told = {
        "page": page, "families": families, "methods": wording.methods(), "aarr_url": wording.AARR_URL,
        "aarr_source": wording.AARR_SOURCE, "language": translation.get_language() or "en",
    }  # fmt: skip
    return {"body": SafeString(render_to_string("indicators/country_progress_body.html", told))}


def _order(names: Mapping[str, str]) -> str:
    return fold(pick(names).text).removeprefix("ال")


def _sex(code: str) -> str:
    return str(kit.sex(code))


def _country(line: StatusLine) -> str:
    return _link(line.area_url, line.area)


def _indicator(line: StatusLine) -> str:
    return _link(f"indicators/{line.indicator}/progress/", line.indicator_names)


def _link(address: str, names: Mapping[str, str]) -> str:
    language = escape(translation.get_language() or "en")
    return f'<a href="/{language}/{escape(address)}">{conditional_escape(kit.text(names))}</a>'


# by series ------------------------------------------------------------------------------------------------------


def _table(
    lines: Sequence[StatusLine], name: Callable[[StatusLine], str], first: str, caption: str, *, sources: bool = False
) -> SafeString:
    """A row a series: its baseline and newest figure, each method's word, whether they agree, how fast it falls.

    A method that says nothing of any row is no column: why is said once, in the caption.
    """
    if not lines:
        return SafeString("")
    sexes, rates = len({s.sex for s in lines}) > 1, any(s.observed for s in lines)
    methods = [m for m in wording.methods() if any(said.status != "not_assessable" for s in lines for said in _of(s, m))]
    silent = [m for m in wording.methods() if m not in methods]
    heads = [*([_("Sex")] if sexes else []), _("Baseline → newest"), *(m.short for m in methods), _("Together")]
    numeric = len(heads)
    heads += [_("Falls a year"), _("Must fall a year"), _("Times faster")] if rates else []
    rows = []
    for s in lines:
        cells = [_figures(s, sources=sources), *(_method(said) for m in methods for said in _of(s, m)), _together(s)]
        cells = [f'<span class="whole">{escape(_sex(s.sex))}</span>', *cells] if sexes else cells
        cells += [_rate(s.observed), _rate(s.required), _factor(s.acceleration)] if rates else []
        said = "".join(tables.td(h, c, numeric=n >= numeric) for n, (h, c) in enumerate(zip(heads, cells, strict=True)))
        rows.append(f'<tr><th scope="row">{name(s)}</th>{said}</tr>\n')
    notes = [f"{m.short}: {' · '.join(dict.fromkeys(said.reason_words for s in lines for said in _of(s, m)))}" for m in silent]
    return _whole(caption, "stack", first, [(h, n >= numeric) for n, h in enumerate(heads)], rows, notes)


def _of(s: StatusLine, method: wording.Method) -> list[Said]:
    return [said for said in s.methods if said.method == method.code]


def _whole(
    caption: str, look: str, first: str, heads: Sequence[tuple[str, bool]], rows: Sequence[str], notes: Sequence[str] = ()
) -> SafeString:
    """A table of rows made before; `heads` each with whether the column holds numbers; `notes` hold for all rows."""
    head = "".join(tables.th(h, numeric=numeric) for h, numeric in heads)
    said = "".join(f"<span>{escape(note)}</span>" for note in notes)
    return _safe(
        f'<table class="{look}"><caption><b class="hide">{escape(caption)}</b>{said}</caption>'
        f"<thead><tr>{tables.th(first)}{head}</tr></thead><tbody>\n{''.join(rows)}</tbody></table>"
    )


def _figures(s: StatusLine, *, sources: bool) -> str:
    first = next((m.baseline for m in s.methods if m.baseline), None)
    ends = [first, s.points[-1]] if first else [s.points[-1]]
    told = [tables.amount(value) for _y, value in ends]
    if len(set(told)) < len({value for _y, value in ends}):  # what moved is not to read as if it stood still
        told = [number(str(value), 2) for _y, value in ends]
    said = " → ".join(f"{value} ({_year(year)})" for value, (year, _v) in zip(told, ends, strict=True))
    span = f'<bdi dir="ltr">{said}</bdi>'
    if not sources:
        return span
    source = tables.foreign(s.source) if s.language == "en" else escape(s.source)
    note = "" if s.counted else f" · {escape(_('not counted'))}"
    return f'{span} <span class="told">{source}{note}</span>'


def _year(year: float) -> str:
    """A survey of 2015-2016 stands at 2015.5, and reads so."""
    return str(int(year)) if year == int(year) else f"{int(year)}–{int(year) + 1}" if year % 1 == 0.5 else f"{year:.1f}"


def _method(said: Said) -> str:
    if said.status == "not_assessable":
        return f'<span class="none">{escape(said.reason_words)}</span>'
    return _tag(wording.KINDS[said.status], said.status_words)


def _together(s: StatusLine) -> str:
    if s.disagree:
        return _tag("warn", _("They disagree"))
    several = sum(m.status != "not_assessable" for m in s.methods) > 1
    return escape(_("They agree")) if several else f'<span class="none">{escape(_("One alone"))}</span>'


def _tag(kind: str, said: str) -> str:
    return str(kit.status(kind, said))


def _rate(rate: RateShown | None) -> str:
    if rate is None:
        return "–"
    if rate.reason:
        return f'<span class="none">{escape(rate.reason_words)}</span>'
    assert rate.value is not None
    return escape(percent(str(round(rate.value * 100, 6))))


def _factor(rate: RateShown | None) -> str:
    if rate is None or rate.value is None:
        return f'<span class="none">{escape(rate.reason_words)}</span>' if rate else "–"
    return escape(number(str(round(rate.value, 6))))


def _not_assessed(lines: Sequence[StatusLine], name: Callable[[StatusLine], str]) -> NotAssessed:
    """By reason; each name once, though women and men be two series."""
    found: dict[str, dict[str, SafeString]] = {}
    for s in lines:
        if not s.is_assessed:
            found.setdefault(s.why_not, {})[name(s)] = _safe(name(s))
    reasons = [(wording.reason(why), list(names.values())) for why, names in found.items()]
    return NotAssessed(reasons, sum(len(names) for _why, names in reasons))


def counts_table(counts: Counts) -> SafeString:
    """Statuses by method; the last row says of how many countries that is."""
    methods = wording.methods()
    rows = []
    for status in progress.STEPS:
        if status == "not_assessable" or any(counts.by_method[m.code].get(status) for m in methods):
            cells = "".join(tables.td(m.short, str(counts.by_method[m.code].get(status, 0)), numeric=True) for m in methods)
            rows.append(f'<tr><th scope="row">{escape(wording.status(status))}</th>{cells}</tr>')
    cells = "".join(tables.td(m.short, _n_of(counts.assessed[m.code], counts.of), numeric=True) for m in methods)
    rows.append(f'<tr><th scope="row">{escape(_("Assessed, of all countries"))}</th>{cells}</tr>')
    heads = [(m.short, True) for m in methods]
    return _whole(_("How many countries have which status"), "stack short", _("Status"), heads, rows)


def _n_of(n: int, of: int) -> str:
    """Escaped, on one line."""
    return escape(_("%(n)s of %(of)s") % {"n": n, "of": of}).replace(" ", "\u00a0")


# by region ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RuleDrawn:
    told: RuleShown
    number: int
    facts: list[tuple[str, str]]
    table: SafeString
    has_values: bool


def regions_parts(page: IndicatorRegions) -> Parts:
    """The body of the page of regions: by rule, proxies in a section of their own."""
    unit = words.unit(page.unit, page.unit_names)
    drawn = [
        RuleDrawn(r, n, _facts(r), _regions(r), any(one.value is not None for one in r.lines))
        for n, r in enumerate(page.rules, 1)
    ]
    told = {
        "page": page, "unit": unit, "regional": [d for d in drawn if not d.told.proxy],
        "proxies": [d for d in drawn if d.told.proxy], "language": translation.get_language() or "en",
    }  # fmt: skip
    return {"body": SafeString(render_to_string("indicators/regions_body.html", told))}


def _facts(r: RuleShown) -> list[tuple[str, str]]:
    """The rule in words: what is averaged, with which weights, the least coverage, what is filled in, from which years."""
    if r.mean == "unweighted":
        mean = _("Each country counts once")
    elif not r.asked_weights:
        mean = _("Weighted; by what is not told")
    else:
        mean = _("Weighted by population: %(series)s") % {"series": r.asked_weights}
    found = [(_("Mean"), mean)]
    if r.mean == "weighted" and r.weights and r.weights != r.asked_weights:
        found.append((_("Weights used"), _("%(series)s, a stand-in") % {"series": r.weights}))
    least = _("None") if not r.min_coverage else percent(str(round(r.min_coverage * 100, 3)))
    of = _("of the population") if r.mean == "weighted" else _("of the countries")
    found.append((_("Least coverage"), f"{least} {of}" if r.min_coverage else least))
    imputed = {"regional_mean": _("Countries without a figure get their region's mean, for the aggregate only")}
    found.append((_("Without a figure"), imputed.get(r.impute, _("Left out"))))
    window = _("Any year")
    if r.year_from is not None and r.year_to is not None:
        window = f"{int(r.year_from)}–{int(r.year_to)}"
    return [*found, (_("Years taken"), window)]


def _regions(r: RuleShown) -> SafeString:
    lines = sorted(r.lines, key=lambda one: (one.area_code != WORLD, _order(one.area), one.sex))
    sexes = len({one.sex for one in lines}) > 1
    published = any(one.published for one in lines)
    value = _("Worked out here") if not r.proxy else _("With proxy weights")
    heads = [*([_("Sex")] if sexes else []), value, _("Coverage"), _("Countries and areas"), _("Years of figures")]
    heads += [_("As a source publishes it")] if published else []
    numeric = {len(heads) - (4 + published), len(heads) - (3 + published)}
    rows = []
    for one in lines:
        cells = [*([escape(_sex(one.sex))] if sexes else []), *_region_cells(one)]
        cells += [_published(one)] if published else []
        said = "".join(tables.td(h, c, numeric=n in numeric) for n, (h, c) in enumerate(zip(heads, cells, strict=True)))
        rows.append(f'<tr><th scope="row">{conditional_escape(kit.text(one.area))}</th>{said}</tr>\n')
    return _whole(_("Regions by this rule"), "stack", _("Region"), [(h, n in numeric) for n, h in enumerate(heads)], rows)


def _region_cells(one: RegionLine) -> list[str]:
    value = tables.amount(one.value) if one.value is not None else f'<span class="none">{escape(one.reason_words)}</span>'
    coverage = escape(_("not known")) if one.coverage is None else escape(percent(str(round(one.coverage * 100, 6))))
    years = "–"
    if one.first is not None and one.last is not None:
        years = tables.years(_year(one.first) if one.first == one.last else f"{int(one.first)}–{int(one.last + 0.5)}")
    return [value, coverage, _n_of(one.used, one.countries), years]


def _published(one: RegionLine) -> str:
    told = [
        f'<div>{tables.amount(p.value)} <span class="told">{tables.foreign(p.source)} · {tables.years(p.period)}</span></div>'
        for p in one.published
    ]
    return "".join(told) or "–"


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  each text was escaped where it was put in
