"""Summary: what is known, and for how many countries."""

from collections import Counter

from django.utils.translation import gettext as _

from accord.overview.report import words
from accord.overview.report.counting import counted, joined, percent_of
from accord.overview.report.indicator_chapters import counted_in
from accord.overview.report.inputs import ReportInputs
from accord.overview.report.value import Bar, Cell, Chapter, Chart, Column, Stat, Table, Words


def summary(inputs: ReportInputs) -> Chapter:
    of = len(counted(inputs))
    with_any = set().union(*(counted_in(i, inputs.countries) for i in inputs.indicators)) if inputs.indicators else set()
    newest = max((v.end for i in inputs.indicators for v in i.values), default=None)
    core = {"of": of, "count": len(inputs.indicators)}
    covered = _("Coverage: %(count)s of %(of)s countries (%(share)s) have a figure for at least one indicator.")
    lines = [
        Words(_("This report covers %(of)s countries and %(count)s core indicators.") % core),
        Words(covered % percent_of(len(with_any), of)),
    ]
    if newest:
        lines.append(Words(_("The newest figure held here is of %(year)s.") % {"year": newest}))
    title = _("What is known, and for how many")
    finding = _("No country has a figure for every indicator") if inputs.indicators else _("No country has a figure")
    full = set(counted(inputs)).intersection(*(counted_in(i, inputs.countries) for i in inputs.indicators))
    if full and inputs.indicators:
        finding = _("%(count)s of %(of)s countries have a figure for every indicator") % percent_of(len(full), of)
    return Chapter(
        "summary",
        title,
        finding,
        lines,
        _stats(inputs, with_any, of),
        [],
        _coverage_charts(inputs, of),
        _coverage_tables(inputs, of),
    )


def _stats(inputs: ReportInputs, with_any: set[str], of: int) -> list[Stat]:
    said = percent_of(len({p.iso3 for p in inputs.prohibitions} & counted(inputs)), of)
    figures = percent_of(len(with_any), of)
    stats = [
        Stat(
            str(figures["count"]), _("countries have a figure for a core indicator"), _("of %(of)s countries") % figures, "know/"
        )
    ]
    if inputs.prohibitions:
        stats.append(
            Stat(
                str(said["count"]),
                _("countries prohibit corporal punishment in every setting"),
                _("of %(of)s countries") % said,
                "directory/",
            )
        )
    total = sum(r.count for r in inputs.recommendations)
    if total:
        received = len({r.iso3 for r in inputs.recommendations})
        note = _("to %(count)s countries") % {"count": received}
        stats.append(Stat(words.number(total, 0), _("recommendations on the rights of the child"), note, "recommendations/"))
    made = sum(sum(kinds.values()) for kinds in inputs.promises.commitments.values())
    if made:
        note = _("by %(count)s countries") % {"count": len(inputs.promises.commitments)}
        stats.append(Stat(words.number(made, 0), _("commitments and pledges held here"), note, "commitments/"))
    reporting = {r.iso3 for r in inputs.promises.reports} & counted(inputs)
    if reporting:
        note = _("of %(of)s countries") % said
        stats.append(Stat(words.number(len(reporting), 0), _("countries report through this site"), note, "commitments/"))
    return stats


def _coverage_charts(inputs: ReportInputs, of: int) -> list[Chart]:
    if not inputs.indicators:
        return []
    bars = [
        Bar(words.named(i.names).text, count, "1", _("%(count)s of %(of)s") % {"count": count, "of": of})
        for i, count in sorted(((i, len(counted_in(i, inputs.countries))) for i in inputs.indicators), key=lambda x: -x[1])
    ]
    source = words.foreign("; ".join(sorted({v.source for i in inputs.indicators for v in i.values})), "know/")
    subtitle = _("Core indicators, any year up to %(year)s") % {"year": inputs.year}
    held = Counter(iso3 for i in inputs.indicators for iso3 in counted_in(i, inputs.countries))
    spread = Counter(held[iso3] for iso3 in counted(inputs))
    depth = [Bar(str(k), spread[k]) for k in range(len(inputs.indicators) + 1)]
    return [
        Chart("bars", _("Countries with a figure"), subtitle, joined(bars), bars, source),
        Chart(
            "columns", _("How much is known of a country"), _("Number of countries by how many indicators have a figure"),
            joined(depth), depth, source,
        ),
    ]  # fmt: skip


def _coverage_tables(inputs: ReportInputs, of: int) -> list[Table]:
    columns = [
        Column(_("Indicator")), Column(_("SDG")), Column(_("Countries with a figure"), True), Column(_("Share"), True),
        Column(_("Oldest"), True), Column(_("Newest"), True),
    ]  # fmt: skip
    rows = []
    for i in inputs.indicators:
        count = len(counted_in(i, inputs.countries))
        years = [v.end for v in i.values]
        rows.append([
            words.cell(i.names, i.url), Cell(i.sdg), Cell(str(count)), Cell(words.share(count, of)),
            Cell(str(min(years)) if years else "–"), Cell(str(max(years)) if years else "–"),
        ])  # fmt: skip
    return [Table(_("Coverage of the core indicators"), columns, rows, Words(""))] if rows else []
