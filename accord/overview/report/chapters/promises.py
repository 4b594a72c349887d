"""Commitments, reports of a cycle, and what governments and assessors say of the same promise."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accord.calc import ratings
from accord.calc.showing import REPORTS
from accord.kit.charts.pen import isolated
from accord.kit.locale_format import day
from accord.overview.report import words
from accord.overview.report.counting import counted, joined, percent_of
from accord.overview.report.indicator_chapters import sort_key
from accord.overview.report.inputs import RatedIn, ReportInputs
from accord.overview.report.value import Bar, Cell, Chapter, Chart, Column, Stat, Table, Words
from accord.people.models import World


def promises(inputs: ReportInputs) -> Chapter:
    known, of = inputs.promises, len(counted(inputs))
    joined = {r.iso3 for r in known.reports} & counted(inputs)
    title = _("Commitments and reporting")
    lines = [
        Words(
            _("Coverage: %(count)s of %(of)s countries (%(share)s) report through this site.") % percent_of(len(joined), of),
            "commitments/",
        )
    ]
    lines += _period(inputs)
    if not joined:
        text = _(
            "A State owes nothing here until it joins a cycle by its own act. Its reports to the United "
            "Nations stand where they are made."
        )
        finding = _("No country has joined a reporting cycle here yet")
        return Chapter("promises", title, finding, lines, [], [Words(text), *_pledges(inputs)], [], [])
    gaps = ratings.count_gaps(ratings.COMPLETION, [(r.own or None, r.independent or None) for r in known.rated])
    finding = _("Assessors rate lower than governments in %(count)s of %(of)s commitments rated by both") % {
        "count": gaps.own_higher,
        "of": gaps.compared,
    }
    if not gaps.compared:
        finding = _("%(count)s of %(of)s countries report; no commitment is rated by both sides yet") % percent_of(
            len(joined), of
        )
    charts = [_reports_chart(inputs)] + ([_rating_chart(known.rated)] if known.rated else [])
    tables = [_reports_table(inputs)] + ([_rating_table(inputs, known.rated)] if known.rated else [])
    return Chapter("promises", title, finding, lines, _gap_stats(gaps), _pledges(inputs), charts, tables)


def _period(inputs: ReportInputs) -> list[Words]:
    """Which days the cycle had: those of an invented one are not the report's year."""
    known = inputs.promises
    if not (known.opens and known.due):
        return []
    said = {"cycle": words.named(known.cycle).text, "opens": day(known.opens), "due": day(known.due)}
    lines = [Words(_("%(cycle)s: open from %(opens)s, reports due on %(due)s.") % said, "cycles/")]
    if inputs.world == World.DEMO:
        text = _("Its days are those of the demonstration, counted from today, and not of %(year)s.")
        lines.append(Words(text % {"year": inputs.year}))
    return lines


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


def _gap_stats(gaps: ratings.Gaps) -> list[Stat]:
    """Where either says "no evidence" there is no gap to count; how many those are is told beside."""
    if not gaps.compared:
        return []
    note = _("of %(of)s commitments rated by both") % {"of": gaps.compared}
    untold = _("%(count)s more without a gap: one of the two says that there is no evidence") % {"count": gaps.untold}
    return [
        Stat(str(gaps.own_higher), _("rated lower by the assessor"), note, "cycles/"),
        Stat(str(gaps.agree), _("rated the same by both"), note, "cycles/"),
        Stat(str(gaps.independent_higher), _("rated higher by the assessor"), untold, "cycles/"),
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
    levels = list(zip(ratings.COMPLETION.codes, words.levels(), strict=True))
    first = [Bar(name, own[code], "1") for code, name in levels]
    second = [Bar(name, independent[code], "2") for code, name in levels]
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
        Column(_("Civil society")),
        Column(_("Peers")),
        Column(_("Gap"), True),
    ]
    rows = []
    for r in sorted(rated, key=lambda r: (sort_key(names[r.iso3].text), r.url)):
        steps = ratings.gap(ratings.COMPLETION, r.own, r.independent) if r.own and r.independent else None
        gap = "–" if steps is None else isolated(f"{steps:+d}".replace("-", "−").replace("+0", "0"))
        said = [level_words(r.own), level_words(r.independent), civil_words(r), peer_words(r), gap]
        rows.append([words.cell(r.title, r.url), names[r.iso3], *(Cell(one) for one in said)])
    note = _(
        "Gap: steps of the assessor's rating above (+) or below (−) the government's. Civil society: the middle of those reports "
        "that give a level, none of fewer than %(least)s. Peers: the level of each reviewer, the lowest first."
    )
    return Table(_("Commitments that were rated"), columns, rows, Words(note % {"least": REPORTS.least}))


def civil_words(r: RatedIn) -> str:
    """Coverage and, where its rule shows one, the middle; a dash where no report speaks of it."""
    if not r.civil:
        return "–"
    of = _("%(told)s of %(of)s reports") % {"told": r.civil_told, "of": r.civil}
    return f"{level_words(r.civil_middle)} ({of})" if r.civil_middle else _("No middle (%(coverage)s)") % {"coverage": of}


def peer_words(r: RatedIn) -> str:
    return "; ".join(level_words(one) for one in r.peers) or "–"


def level_words(code: str) -> str:
    return words.levels()[ratings.COMPLETION.codes.index(code)] if code else _("Not rated")
