"""Cycle by cycle: how many joined, submitted, were rated; and the levels of members rated in two cycles running."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from accord.accountability.models.judging import AMBITION, CHANGE
from accord.calc import ratings
from accord.calc.cycles import Compared, compare
from accord.kit.locale_format import day
from accord.overview.report import words
from accord.overview.report.counting import joined
from accord.overview.report.inputs import CycleIn, ReportInputs
from accord.overview.report.value import Bar, Cell, Chapter, Chart, Column, Table, Words


def trends(inputs: ReportInputs) -> Chapter:
    title, cycles = _("Trends between cycles"), inputs.cycles
    if not cycles:
        text = _("No reporting cycle has been completed yet. From the second on, members rated in both are compared here.")
        return Chapter("trends", title, _("There is nothing to compare yet"), [Words(text, "cycles/")])
    pairs = list(pairwise(cycles))
    lines = [
        Words(
            _("Coverage of %(cycle)s: %(joined)s joined, %(submitted)s submitted, %(rated)s were rated.")
            % {"cycle": _name(c), "joined": len(c.joined), "submitted": len(c.submitted), "rated": len(c.rated)},
            c.url,
        )
        for c in cycles
    ]
    said = _("One cycle is completed; a comparison needs two")
    if pairs:
        newest = _compared("completion", *pairs[-1])
        told = {"count": len(newest.members), "of": newest.of, "first": _name(pairs[-1][0]), "second": _name(pairs[-1][1])}
        said = _("%(count)s of %(of)s members rated in %(first)s or %(second)s were rated in both") % told
    tables = [_joined_table(cycles)] + [table for first, second in reversed(pairs) if (table := _pair_table(first, second))]
    return Chapter("trends", title, said, lines, [], [Words(_why())], _charts(pairs[-1]) if pairs else [], tables)


def _why() -> str:
    return _(
        "Only members rated in both of two cycles are compared: otherwise a change of who took part would look like a change of "
        "what was done. A level says how far a commitment is, and the commitments of two cycles need not be the same."
    )


def _name(cycle: CycleIn) -> str:
    return words.named(cycle.names).text


def _codes(scale: str) -> tuple[str, ...]:
    return ratings.SCALES["completion" if scale == "own" else scale].codes


def _compared(scale: str, first: CycleIn, second: CycleIn) -> Compared:
    return compare(_codes(scale), first.levels.get(scale, {}), second.levels.get(scale, {}))


def _scales() -> list[tuple[str, str, list[str]]]:
    """Code, whose judgement of what, and the words of its levels."""
    known = {"ambition": dict(AMBITION), "change": dict(CHANGE)}
    told = {code: [str(known[code][level]) for level in _codes(code)] for code in known}
    return [
        ("own", _("Completion, by governments"), words.levels()),
        ("completion", _("Completion, by assessors"), words.levels()),
        ("ambition", _("Ambition, by assessors"), told["ambition"]),
        ("change", _("Change observed, by assessors"), told["change"]),
    ]


def _joined_table(cycles: Sequence[CycleIn]) -> Table:
    columns = [Column(_("Cycle")), Column(_("Reports due")), Column(_("Joined"), True), Column(_("Submitted"), True),
               Column(_("Rated"), True), Column(_("Without a published report"), True)]  # fmt: skip
    rows = [
        [
            words.cell(c.names, c.url), Cell(day(c.due)), Cell(str(len(c.joined))), Cell(str(len(c.submitted))),
            Cell(str(len(c.rated))), Cell(str(len(c.absent))),
        ]
        for c in reversed(cycles)
    ]  # fmt: skip
    return Table(_("Completed cycles"), columns, rows, Words(_("Counts of members, the newest cycle first."), "cycles/"))


def _pair_table(first: CycleIn, second: CycleIn) -> Table | None:
    rows, members, of = [], 0, 0
    for scale, whose, levels in _scales():
        found = _compared(scale, first, second)
        members, of = max(members, len(found.members)), max(of, found.of)
        if found.members:
            told = zip(levels, found.first, found.second, strict=True)
            rows += [[Cell(whose), Cell(level), Cell(str(one)), Cell(str(other))] for level, one, other in told]
    if not rows:
        return None
    names = {"first": _name(first), "second": _name(second)}
    columns = [Column(_("Judgement")), Column(_("Level")), Column(names["first"], True), Column(names["second"], True)]
    note = _("Commitments at each level, of the %(count)s members rated in both (of %(of)s rated in either).")
    source = Words(note % {"count": members, "of": of}, second.url)
    return Table(_("%(first)s and %(second)s, members rated in both") % names, columns, rows, source)


def _charts(pair: tuple[CycleIn, CycleIn]) -> list[Chart]:
    first, second = pair
    found = _compared("completion", first, second)
    if not found.members:
        return []
    charts = []
    for cycle, counts in ((first, found.first), (second, found.second)):
        bars = [Bar(level, count, "2") for level, count in zip(words.levels(), counts, strict=True)]
        subtitle = _("Commitments by the assessor's level, %(count)s members rated in both cycles") % {
            "count": len(found.members)
        }
        source = Words(_("Records of this site"), cycle.url)
        charts.append(Chart("bars", _name(cycle), subtitle, joined(bars), bars, source))
    return charts
