"""What was recommended to States, and what they answered."""

from collections import Counter

from django.utils.translation import gettext as _

from accord.overview.report import words
from accord.overview.report.counting import counted, joined, percent_of
from accord.overview.report.inputs import ReportInputs
from accord.overview.report.value import Bar, Chapter, Chart, Words
from accord.people.models import World


def recommendations(inputs: ReportInputs) -> Chapter:
    given = inputs.recommendations
    of = len(counted(inputs))
    received = {r.iso3 for r in given} & counted(inputs)
    title = _("Recommendations of the Universal Periodic Review")
    lines = [
        Words(
            _("Coverage: %(count)s of %(of)s countries (%(share)s) have a recommendation held here.")
            % percent_of(len(received), of),
            "recommendations/",
        )
    ]
    if not given:
        return Chapter("recommendations", title, _("No recommendation is held here"), lines)
    sessions = [r.session for r in given if r.session]
    if sessions and inputs.world == World.REAL:
        of_sessions = {"first": min(sessions), "last": max(sessions), "year": inputs.year}
        text = _("UPR sessions %(first)s to %(last)s: those held here that met until the end of %(year)s.") % of_sessions
        lines.append(Words(text, "recommendations/"))
    total = sum(r.count for r in given)
    by_response = Counter[str]()
    by_session = Counter[int]()
    for r in given:
        by_response[r.response] += r.count
        by_session[r.session] += r.count
    said = {"count": words.number(by_response["supported"], 0), "of": words.number(total, 0)}
    finding = _("States support %(count)s of %(of)s recommendations on the rights of the child") % said
    source = words.foreign(inputs.recommendations_source, "recommendations/")
    order = ("supported", "supported_in_part", "noted", "not_supported", "pending", "unclear")
    bars = [Bar(words.response(c), by_response[c], "1", words.number(by_response[c], 0)) for c in order if by_response[c]]
    columns = [Bar(str(s), by_session[s]) for s in range(min(sessions), max(sessions) + 1)] if sessions else []
    charts = [Chart("bars", _("How States answered"), _("Number of recommendations by response"), joined(bars), bars, source)]
    if len(columns) > 1:
        charts.append(
            Chart(
                "columns",
                _("When they were made"),
                _("Number of recommendations by UPR session"),
                joined(columns),
                columns,
                source,
            )
        )
    text = _("A recommendation that is noted is still followed here: being noted ends nothing.")
    return Chapter("recommendations", title, finding, lines, [], [Words(text)], charts, [])
