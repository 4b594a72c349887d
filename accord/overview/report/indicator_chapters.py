"""One chapter an indicator: coverage, then what can be said, then the charts."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from statistics import median, median_low

from django.utils.translation import gettext as _

from accord.calc.normalise import fold
from accord.overview.report import words
from accord.overview.report.counting import joined
from accord.overview.report.inputs import CountryIn, IndicatorIn, ReportInputs, ValueIn
from accord.overview.report.value import Bar, Chart, CountryValue, IndicatorChapter, Words

ENOUGH = Decimal("0.5")  # share of countries below which no middle value is printed
SEXES = {"": 0, "T": 0, "F": 1, "M": 2}
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


def indicator_chapters(inputs: ReportInputs, letters: dict[str, str]) -> list[IndicatorChapter]:
    return [_chapter(indicator, inputs, letters) for indicator in inputs.indicators]


def shown_values(indicator: IndicatorIn) -> list[ValueIn]:
    """One value a country where the source gives a total; else one for women and one for men."""
    totals = {v.iso3 for v in indicator.values if v.sex in ("", "T")}
    return [v for v in indicator.values if v.sex in ("", "T") or v.iso3 not in totals]


def counted_in(indicator: IndicatorIn, countries: Sequence[CountryIn]) -> set[str]:
    """The countries that count and have a figure."""
    return {v.iso3 for v in indicator.values} & {c.iso3 for c in countries if c.counted}


def _chapter(indicator: IndicatorIn, inputs: ReportInputs, letters: dict[str, str]) -> IndicatorChapter:
    values = shown_values(indicator)
    with_figure = counted_in(indicator, inputs.countries)
    of = sum(c.counted for c in inputs.countries)
    groups = _groups([v for v in values if v.iso3 in with_figure])
    return IndicatorChapter(
        indicator.code,
        words.named(indicator.names).text,
        indicator.sdg,
        words.own(indicator.population).text,
        words.unit_words(indicator.unit),
        _finding(indicator, groups, len(with_figure), of),
        len(with_figure),
        of,
        _coverage(indicator, groups, len(with_figure), of),
        _paragraphs(indicator, groups, of),
        _charts(indicator, groups, inputs.year, of),
        _table(values, indicator, inputs.countries, letters),
        indicator.url,
    )


def _groups(values: Sequence[ValueIn]) -> list[list[ValueIn]]:
    """Values of one sex together, the group of most countries first."""
    found: dict[int, list[ValueIn]] = defaultdict(list)
    for value in values:
        found[SEXES.get(value.sex, 9)].append(value)
    return [group for _, group in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))]


def _finding(indicator: IndicatorIn, groups: list[list[ValueIn]], countries: int, of: int) -> str:
    if not groups:
        return _("No country has a figure")
    low, high = _ends(groups[0], indicator.unit)
    said = {"count": countries, "of": of, "low": low, "high": high, "newest": max(v.end for v in groups[0])}
    return _("%(count)s of %(of)s countries have a figure, from %(low)s to %(high)s; the newest is of %(newest)s") % said


def _ends(group: Sequence[ValueIn], unit: str) -> tuple[str, str]:
    return words.amount(min(v.value for v in group), unit), words.amount(max(v.value for v in group), unit)


def _coverage(indicator: IndicatorIn, groups: list[list[ValueIn]], countries: int, of: int) -> list[Words]:
    said = {"count": countries, "of": of, "share": words.share(countries, of)}
    lines = [Words(_("Coverage: %(count)s of %(of)s countries (%(share)s).") % said, indicator.url)]
    if groups:
        years = [v.end for v in groups[0]]
        dates = {"newest": max(years), "oldest": min(years), "middle": int(median_low(years))}
        lines.append(
            Words(_("Newest figure: %(newest)s. Oldest: %(oldest)s. Half are of %(middle)s or earlier.") % dates, indicator.url)
        )
    return lines


def _paragraphs(indicator: IndicatorIn, groups: list[list[ValueIn]], of: int) -> list[Words]:
    found = [_middle(group, indicator, of) for group in groups]
    found += _world(indicator)
    if indicator.note:
        found.append(words.own(indicator.note))
    return found


def _middle(group: Sequence[ValueIn], indicator: IndicatorIn, of: int) -> Words:
    """The middle of the countries' values, only where enough of them have one."""
    low, high = _ends(group, indicator.unit)
    common = Counter(words.who(v.sex, v.age) for v in group).most_common(1)[0][0]
    said = {"who": common, "count": len(group), "low": low, "high": high, "share": words.share_at_most(len(group), of)}
    if len(group) < ENOUGH * of:
        text = _(
            "%(who)s: %(count)s countries, from %(low)s to %(high)s. Not enough data for a middle value: "
            "%(share)s of countries are covered, half are needed."
        )
        return Words(text % said, indicator.url)
    said["middle"] = words.amount(Decimal(median(v.value for v in group)), indicator.unit)
    text = _(
        "%(who)s: %(count)s countries, from %(low)s to %(high)s. Half of these countries stand at "
        "%(middle)s or above; each counts once, whatever its size."
    )
    return Words(text % said, indicator.url)


def _world(indicator: IndicatorIn) -> list[Words]:
    """The source's own aggregate: its newest, and its first where it has a past."""
    found = []
    for sex in sorted({w.sex for w in indicator.world}, key=lambda s: SEXES.get(s, 9)):
        series = sorted((w for w in indicator.world if w.sex == sex), key=lambda w: w.end)
        last, first = series[-1], series[0]
        said = {
            "who": words.who(last.sex, last.age), "value": words.amount(last.value, indicator.unit), "year": last.end,
            "before": words.amount(first.value, indicator.unit), "then": first.end,
        }  # fmt: skip
        text = _("World, as the source publishes it (%(who)s): %(value)s in %(year)s.")
        if first.end < last.end:
            text = _("World, as the source publishes it (%(who)s): %(value)s in %(year)s, after %(before)s in %(then)s.")
        found.append(Words(text % said, indicator.url))
    return found


def _charts(indicator: IndicatorIn, groups: list[list[ValueIn]], year: int, of: int) -> list[Chart]:
    if not groups:
        return []
    main = groups[0]
    source = words.foreign("; ".join(sorted({v.source for v in main})), indicator.url)
    return [_age_chart(main, year, of, source), _spread_chart(main, indicator, source)]


def _age_chart(group: Sequence[ValueIn], year: int, of: int, source: Words) -> Chart:
    recent = sum(v.end > year - 5 for v in group)
    older = sum(year - 10 < v.end <= year - 5 for v in group)
    oldest = len(group) - recent - older
    bars = [
        Bar(f"{year - 4}–{year}", recent, "h4"), Bar(f"{year - 9}–{year - 5}", older, "h3"),
        Bar(_("%(year)s or earlier") % {"year": year - 10}, oldest, "h2"), Bar(_("No figure"), of - len(group), "open"),
    ]  # fmt: skip
    return Chart(
        "share", _("How old the figures are"), _("Countries by the year of their newest figure"), joined(bars), bars, source
    )


def _spread_chart(group: Sequence[ValueIn], indicator: IndicatorIn, source: Words) -> Chart:
    top = max(v.value for v in group)
    step = next(s for s in (*STEPS, int(top) + 1) if s * 10 >= top or s > top)
    slots = Counter(min(int(v.value // step), 9) for v in group)
    last = 9 if indicator.unit == "percent" and step == 10 else max(slots)
    bars = [Bar(f"{k * step}–{(k + 1) * step}", slots[k]) for k in range(last + 1)]
    said = {"who": words.who(group[0].sex, ""), "unit": words.unit_words(indicator.unit)}
    subtitle = _("Number of countries in each band, %(unit)s") % said
    if group[0].sex in ("F", "M"):
        subtitle = _("Number of countries in each band, %(unit)s. %(who)s") % said
    return Chart("columns", _("How far countries stand apart"), subtitle, joined(bars), bars, source)


def _table(
    values: Sequence[ValueIn], indicator: IndicatorIn, countries: Sequence[CountryIn], letters: dict[str, str]
) -> list[CountryValue]:
    known = {c.iso3: words.named(c.names, c.url) for c in countries}
    rows = [
        CountryValue(
            v.iso3, known[v.iso3], v.value, words.amount(v.value, indicator.unit), words.period(v.start, v.end), v.end,
            words.who(v.sex, v.age), words.nature(v.nature), v.flags, letters.get(v.source, ""), indicator.url,
        )
        for v in sorted(values, key=lambda v: SEXES.get(v.sex, 9))
        if v.iso3 in known
    ]  # fmt: skip
    return sorted(rows, key=lambda row: sort_key(row.country.text))


def sort_key(name: str) -> str:
    """Names in their alphabet's order: no accents, and in Arabic without the article."""
    return fold(name).removeprefix("ال")
