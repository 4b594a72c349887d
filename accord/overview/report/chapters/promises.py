"""Commitments, reports of a cycle, and what governments and assessors say of the same promise."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accord.overview.report import words
from accord.overview.report.counting import counted, joined, percent_of
from accord.overview.report.indicator_chapters import sort_key
from accord.overview.report.inputs import RatedIn, ReportInputs
from accord.overview.report.value import Bar, Cell, Chapter, Chart, Column, Stat, Table, Words


def promises(inputs: ReportInputs) -> Chapter:
    known, of = inputs.promises, len(counted(inputs))
    joined = {r.iso3 for r in known.reports}
    title = _("Commitments and reporting")
    lines = [
        Words(
            _("Coverage: %(count)s of %(of)s countries (%(share)s) report through this site.") % percent_of(len(joined), of),
            "commitments/",
        )
    ]
    if not joined:
        text = _(
            "A State owes nothing here until it joins a cycle by its own act. Its reports to the United "
            "Nations stand where they are made."
        )
        finding = _("No country has joined a reporting cycle here yet")
        return Chapter("promises", title, finding, lines, [], [Words(text), *_pledges(inputs)], [], [])
    rated = [r for r in known.rated if r.own is not None and r.independent is not None]
    below = sum((r.independent or 0) < (r.own or 0) for r in rated)
    finding = _("Assessors rate lower than governments in %(count)s of %(of)s commitments rated by both") % {
        "count": below,
        "of": len(rated),
    }
    if not rated:
        finding = _("%(count)s of %(of)s countries report; no commitment is rated by both sides yet") % percent_of(
            len(joined), of
        )
    charts = [_reports_chart(inputs)] + ([_rating_chart(rated)] if rated else [])
    tables = [_reports_table(inputs)] + ([_rating_table(inputs, known.rated)] if known.rated else [])
    return Chapter("promises", title, finding, lines, _gap_stats(rated), _pledges(inputs), charts, tables)


def _pledges(inputs: ReportInputs) -> list[Words]:
    kinds: Counter[str] = Counter()
    for found in inputs.promises.commitments.values():
        kinds.update(found)
    if not kinds:
        return [Words(_("No commitment and no pledge is held here."), "commitments/")]
    of = len(inputs.promises.commitments)
    said = {"all": words.number(sum(kinds.values()), 0), "pledges": words.number(kinds["pledge"], 0), "count": of}
    return [
        Words(
            _(
                "Commitments held here: %(all)s, of %(count)s countries; %(pledges)s of them are voluntary "
                "pledges kept as their source words them."
            )
            % said,
            "commitments/",
        )
    ]


def _gap_stats(rated: Sequence[RatedIn]) -> list[Stat]:
    if not rated:
        return []
    gaps = Counter((r.independent or 0) - (r.own or 0) for r in rated)
    note = _("of %(of)s commitments rated by both") % {"of": len(rated)}
    lower, same = sum(n for gap, n in gaps.items() if gap < 0), gaps[0]
    return [
        Stat(str(lower), _("rated lower by the assessor"), note, "commitments/"),
        Stat(str(same), _("rated the same by both"), note, "commitments/"),
        Stat(str(len(rated) - lower - same), _("rated higher by the assessor"), note, "commitments/"),
    ]


def _reports_chart(inputs: ReportInputs) -> Chart:
    states = Counter(r.state for r in inputs.promises.reports)
    marks = {"final": "1", "published": "1", "submitted": "1", "drafting": "0", "late": "2", "not_submitted": "2"}
    bars = [Bar(words.report_state(s), states[s], marks[s]) for s in marks if states[s]]
    cycle = words.named(inputs.promises.cycle).text
    source = Words(_("Records of this site"), "commitments/")
    return Chart(
        "bars",
        _("Reports by where they stand"),
        _("Countries in the cycle: %(cycle)s") % {"cycle": cycle},
        joined(bars),
        bars,
        source,
    )


def _rating_chart(rated: Sequence[RatedIn]) -> Chart:
    own, independent = Counter(r.own for r in rated), Counter(r.independent for r in rated)
    first = [Bar(name, own[k], "1") for k, name in enumerate(words.levels())]
    second = [Bar(name, independent[k], "2") for k, name in enumerate(words.levels())]
    label = _("Governments: %(own)s. Assessors: %(independent)s.") % {"own": joined(first), "independent": joined(second)}
    return Chart(
        "scale", _("Two judgements on one scale"), _(
            "Number of commitments at each level: government (circle), independent assessor (diamond)"
        ),
        label, first, Words(_("Records of this site"), "commitments/"), second,
    )  # fmt: skip


def _reports_table(inputs: ReportInputs) -> Table:
    names = {c.iso3: words.cell(c.names, c.url) for c in inputs.countries}
    columns = [Column(_("Country")), Column(_("Report")), Column(_("Commitments"), True)]
    rows = [
        [
            names[r.iso3],
            Cell(words.report_state(r.state), r.url),
            Cell(str(sum(inputs.promises.commitments.get(r.iso3, {}).values()))),
        ]
        for r in sorted(inputs.promises.reports, key=lambda r: sort_key(names[r.iso3].text))
    ]
    return Table(_("Reports of the cycle"), columns, rows, Words(_("Records of this site")))


def _rating_table(inputs: ReportInputs, rated: Sequence[RatedIn]) -> Table:
    names = {c.iso3: words.cell(c.names, c.url) for c in inputs.countries}
    columns = [
        Column(_("Commitment")),
        Column(_("Country")),
        Column(_("Government")),
        Column(_("Assessor")),
        Column(_("Gap"), True),
    ]
    rows = []
    for r in sorted(rated, key=lambda r: (sort_key(names[r.iso3].text), r.url)):
        gap = (
            "–" if r.own is None or r.independent is None else f"{r.independent - r.own:+d}".replace("-", "−").replace("+0", "0")
        )
        rows.append([words.cell(r.title, r.url), names[r.iso3], Cell(_level(r.own)), Cell(_level(r.independent)), Cell(gap)])
    return Table(
        _("Commitments that were rated"),
        columns,
        rows,
        Words(_("Gap: steps of the assessor's rating above (+) or below (−) the government's.")),
    )


def _level(level: int | None) -> str:
    return _("Not rated") if level is None else words.levels()[level]
