"""Full prohibition of corporal punishment, and treaties."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accord.overview.report import words
from accord.overview.report.counting import counted, joined, percent_of
from accord.overview.report.inputs import ProhibitionIn, ReportInputs, TreatyIn
from accord.overview.report.value import Bar, Cell, Chapter, Chart, Column, Table, Words

CHILD_TREATIES = ("CRC", "OPAC", "OPSC", "OPIC")
PROHIBITION_LIST = "End Corporal Punishment, endcorporalpunishment.org/countdown"
TREATY_LIST = "UN Treaty Collection"


def law(inputs: ReportInputs) -> Chapter:
    here = counted(inputs)
    bans = [p for p in inputs.prohibitions if p.iso3 in here]
    of = len(here)
    lines = [
        Words(
            _("Coverage: law and treaties are held here for %(count)s of %(of)s countries (%(share)s).")
            % percent_of(len(_with_law(inputs)), of),
            "directory/",
        )
    ]
    title = _("Law and treaties")
    if not bans and not inputs.treaties:
        return Chapter("law", title, _("No law and no treaty is held here for these countries"), lines)
    finding = _("%(count)s of %(of)s countries prohibit corporal punishment in every setting, home included") % percent_of(
        len(bans), of
    )
    charts = [_prohibition_chart(bans, inputs.year)] if bans else []
    ratified = [
        Bar(t.code, len(_parties(t, inputs)), "1", _("%(count)s of %(of)s") % {"count": len(_parties(t, inputs)), "of": of})
        for t in inputs.treaties
        if t.code in CHILD_TREATIES
    ]
    if ratified:
        title_of, subtitle = (
            _("Parties to the child rights treaties"),
            _("The Convention on the Rights of the Child (CRC) and its protocols"),
        )
        charts.append(Chart("bars", title_of, subtitle, joined(ratified), ratified, words.foreign(TREATY_LIST)))
    text = _("A country that is not on the list may prohibit it in some settings; the list names full prohibitions only.")
    return Chapter(
        "law", title, finding, lines, [], [Words(text)], charts, [_treaty_table(inputs, of)] if inputs.treaties else []
    )


def _parties(treaty: TreatyIn, inputs: ReportInputs) -> set[str]:
    return {iso3 for iso3 in counted(inputs) if treaty.status.get(iso3) == "party"}


def _with_law(inputs: ReportInputs) -> set[str]:
    return counted(inputs) & ({p.iso3 for p in inputs.prohibitions} | {c for t in inputs.treaties for c in t.status})


def _prohibition_chart(bans: Sequence[ProhibitionIn], year: int) -> Chart:
    by_year = Counter(p.year for p in bans)
    total, bars = 0, []
    for at in range(min(by_year), year + 1):
        total += by_year[at]
        bars.append(Bar(str(at), total))
    said = {"first": bars[0].label, "start": bars[0].value, "last": bars[-1].label, "end": total}
    label = _("From %(start)s in %(first)s to %(end)s in %(last)s.") % said
    subtitle = _("Cumulative number of countries, %(first)s to %(last)s") % said
    return Chart("steps", _("Full prohibitions in force"), subtitle, label, bars, words.foreign(PROHIBITION_LIST, "directory/"))


def _treaty_table(inputs: ReportInputs, of: int) -> Table:
    here = counted(inputs)
    columns = [
        Column(_("Treaty")),
        Column(_("Party"), True),
        Column(_("Signed only"), True),
        Column(_("Not found as either"), True),
        Column(_("Share"), True),
    ]
    rows = []
    for t in inputs.treaties:
        status = Counter(s for iso3, s in t.status.items() if iso3 in here)
        party, signed = status["party"], status["signatory"]
        rows.append(
            [
                words.cell(t.names),
                Cell(str(party)),
                Cell(str(signed)),
                Cell(str(of - party - signed)),
                Cell(words.share(party, of)),
            ]
        )
    return Table(_("Human rights treaties"), columns, rows, words.foreign(TREATY_LIST))
