"""Pages of cycles: who joined, where each report is. Late and not submitted are told, never left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _

from accord.accountability.access import capacities
from accord.accountability.models import Cycle, Participation, Report
from accord.accountability.states import COUNTRY
from accord.kit import clock
from accord.people.models import Area, World
from accord.record.models import Reader


@dataclass(frozen=True)
class CycleLine:
    slug: str
    names: dict[str, str]
    url: str
    opens: date
    due: date
    joined: int
    published: int
    world: str


@dataclass(frozen=True)
class CyclesPage:
    cycles: list[CycleLine]
    world: str = "real"


@dataclass(frozen=True)
class ParticipantLine:
    area: dict[str, str]
    area_url: str
    joined_on: date
    state: str
    state_words: str
    kind: str  # of the tag
    submitted_on: date | None
    late: bool
    url: str  # of the report, once all may read it


@dataclass(frozen=True)
class CyclePage:
    slug: str
    names: dict[str, str]
    opens: date
    due: date
    reply_days: int
    participants: list[ParticipantLine]
    countries: int
    world: str
    may_join: dict[str, str] | None = field(default=None, metadata={"html_only": True})


@dataclass(frozen=True)
class CountryReport:
    cycle: dict[str, str]
    cycle_url: str
    due: date
    state_words: str
    kind: str
    late: bool
    url: str


def public_state(report: Report) -> tuple[str, str, str]:
    """Code, words and tag of where a report is, for those outside: what happens within a country is its own."""
    if report.state in Report.SEEN_BY_ALL:
        return report.state, str(report.get_state_display()), "good" if report.state == Report.State.FINAL else "warn"
    if report.state == Report.State.SUBMITTED:
        return report.state, str(report.get_state_display()), "warn"
    if clock.today() > report.cycle.due:
        return "not_submitted", _("Not submitted; it was due"), "bad"
    return "in_preparation", _("In preparation"), "na"


def _is_late(report: Report) -> bool:
    return (report.submitted_on or clock.today()) > report.cycle.due


def cycle_list(world: str = World.REAL) -> CyclesPage:
    """Three queries, whatever the number of cycles."""
    reports = list(Report.objects.filter(cycle__world=world).values_list("cycle_id", "state"))
    joined = list(Participation.objects.filter(cycle__world=world).values_list("cycle_id", flat=True))
    lines = [
        CycleLine(
            c.slug, c.names, c.url, c.opens, c.due, joined.count(c.pk),
            sum(1 for pk, state in reports if pk == c.pk and state in Report.SEEN_BY_ALL), c.world,
        )
        for c in Cycle.objects.filter(world=world)
    ]  # fmt: skip
    return CyclesPage(lines, world)


def cycle_page(slug: str, user: Reader) -> CyclePage:
    cycle = Cycle.objects.filter(slug=slug).first()
    if cycle is None:
        raise Http404
    reports = {r.area_id: r for r in Report.objects.filter(cycle=cycle).select_related("cycle")}
    joined = list(Participation.objects.filter(cycle=cycle).select_related("area"))
    lines = [_participant(p, reports[p.area_id]) for p in joined]
    hat = next((c for c in capacities(user, COUNTRY) if c.world == cycle.world), None)
    may = hat.area.names if hat and hat.area and hat.area_id not in reports else None
    return CyclePage(
        cycle.slug, cycle.names, cycle.opens, cycle.due, cycle.reply_days, sorted(lines, key=lambda x: str(x.area.get("en"))),
        Area.objects.countries().in_world(cycle.world).count(), cycle.world, may,
    )  # fmt: skip


def _participant(joined: Participation, report: Report) -> ParticipantLine:
    code, words, kind = public_state(report)
    url = report.url if report.state in Report.SEEN_BY_ALL else ""
    return ParticipantLine(
        joined.area.names, joined.area.url, joined.joined_on, code, words, kind, report.submitted_on, _is_late(report), url
    )


def country_reports(area: Area) -> list[CountryReport]:
    """Cycles that the country joined, newest first; none means that it does not report through this site."""
    return lines_of(reports_of(area))


def reports_of(area: Area) -> list[Report]:
    return list(Report.objects.filter(area=area).select_related("cycle").order_by("-cycle__opens", "-id"))


def lines_of(reports: Iterable[Report]) -> list[CountryReport]:
    lines = []
    for report in reports:
        _code, words, kind = public_state(report)
        url = report.url if report.state in Report.SEEN_BY_ALL else ""
        lines.append(CountryReport(report.cycle.names, report.cycle.url, report.cycle.due, words, kind, _is_late(report), url))
    return lines
