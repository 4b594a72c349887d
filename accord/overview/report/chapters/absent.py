"""Members that joined the newest completed cycle and have no published report. Told, never left out."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.kit.locale_format import day
from accord.overview.report import words
from accord.overview.report.indicator_chapters import sort_key
from accord.overview.report.inputs import ReportInputs
from accord.overview.report.value import Cell, Chapter, Column, Table, Words


def absent(inputs: ReportInputs) -> Chapter:
    title = _("Joined members that did not report")
    if not inputs.cycles:
        text = _("No reporting cycle has been completed yet: nobody owes a report.")
        return Chapter("absent", title, _("No report was due"), [Words(text, "cycles/")])
    cycle = inputs.cycles[-1]
    said = {"cycle": words.named(cycle.names).text, "due": day(cycle.due), "count": len(cycle.absent), "of": len(cycle.joined)}
    finding = ngettext(
        "%(count)s of %(of)s members that joined has no published report",
        "%(count)s of %(of)s members that joined have no published report",
        len(cycle.absent),
    ) % said  # fmt: skip
    lines = [
        Words(_("Coverage: %(of)s members joined %(cycle)s by their own act; reports were due on %(due)s.") % said, cycle.url)
    ]
    about = _("What this says is that no report is public here. It says nothing of what was done in the country.")
    names = {c.iso3: words.cell(c.names, c.url) for c in inputs.countries}
    columns = [Column(_("Country")), Column(_("Where its report is")), Column(_("Joined on"))]
    known = [one for one in cycle.absent if one.iso3 in names]
    rows = [
        [names[one.iso3], Cell(words.absent_state(one.state)), Cell(day(one.joined_on))]
        for one in sorted(known, key=lambda one: sort_key(names[one.iso3].text))
    ]
    tables = (
        [Table(_("In the order of the alphabet"), columns, rows, Words(_("Records of this site"), cycle.url))] if rows else []
    )
    return Chapter("absent", title, finding, lines, [], [Words(about)], [], tables)
