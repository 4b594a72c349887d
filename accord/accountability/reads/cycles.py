"""Pages of cycles: who joined, where each report is. Late and not submitted are told, never left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from accord.accountability.access import capacities, designing_officer
from accord.accountability.models import Cycle, Participation, Report
from accord.accountability.reads.answers import AnswerCounts, counts_of_cycle
from accord.accountability.states import COUNTRY
from accord.kit import clock
from accord.people.models import Area, World
from accord.record.access import held_refs, kept_rows
from accord.record.models import Reader
from accord.record.ready import Ready


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
    state: str = ""  # to_come, open, past
    state_words: str = ""
    kind: str = ""  # of the tag


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
    answers: AnswerCounts | None = None  # once all may read it, where the cycle asks questions


@dataclass(frozen=True)
class StateCount:
    """How many of the countries that joined are in a public state. `late`: submitted after the day."""

    code: str
    words: str
    kind: str
    count: int
    joined: int


@dataclass(frozen=True)
class AskedHere:
    names: dict[str, str]
    version: int
    url: str


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
    state: str = ""
    state_words: str = ""
    kind: str = ""
    joined: int = 0
    counts: list[StateCount] = field(default_factory=list)
    asked: AskedHere | None = None
    may_set: bool = field(default=False, metadata={"html_only": True})
    may_join: dict[str, str] | None = field(default=None, metadata={"html_only": True})
    own_report: str = field(default="", metadata={"html_only": True})  # of the reader's country, once it has joined


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


def _of_world(world: str) -> QuerySet[Cycle]:
    joined = Participation.objects.filter(cycle=OuterRef("pk"))
    told = Report.objects.filter(cycle=OuterRef("pk")).told()
    cycles = Cycle.objects.filter(world=world).exclude(slug__in=held_refs("cycle"))
    return cycles.annotate(joined=_counted(joined), told=_counted(told))


_cycles: Ready[Any] = Ready(_of_world)


def cycle_list(world: str = World.REAL) -> CyclesPage:
    """One query, whatever the number of cycles."""
    lines = [
        CycleLine(c.slug, c.names, c.url, c.opens, c.due, c.joined, c.told, c.world, *cycle_state(c))
        for c in _cycles(world=world)
    ]  # fmt: skip
    return CyclesPage(lines, world)


def cycle_state(cycle: Cycle) -> tuple[str, str, str]:
    """Code, words and tag. A report that comes after the day is late; no cycle is ever shut to it."""
    if clock.today() < cycle.opens:
        return "to_come", _("Not open yet"), ""
    return ("open", _("Open for reports"), "good") if clock.today() <= cycle.due else ("past", _("Its day is past"), "na")


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """How many, within a query of what they belong to."""
    counted = rows.order_by().values("cycle").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def cycle_page(slug: str, user: Reader) -> CyclePage:
    cycle = Cycle.objects.filter(slug=slug).select_related("template").first()
    if cycle is None:
        raise Http404
    page, officer = kept_rows(user, f"cycle {cycle.pk}", lambda: _cycle_page(cycle)), designing_officer(user)
    hat = next((c for c in capacities(user, COUNTRY) if c.world == cycle.world), None)
    may_set = officer is not None and officer.world == cycle.world
    if hat is None or hat.area is None:
        return replace(page, may_set=may_set)
    own = Report.objects.filter(cycle=cycle, area=hat.area).first()
    return replace(page, may_set=may_set, may_join=None if own else hat.area.names, own_report=own.url if own else "")


def _cycle_page(cycle: Cycle) -> CyclePage:
    reports = {r.area_id: r for r in Report.objects.filter(cycle=cycle).with_sight().select_related("cycle")}
    joined = list(Participation.objects.filter(cycle=cycle).select_related("area"))
    answers = counts_of_cycle([r for r in reports.values() if r.is_told])
    lines = [_participant(p, reports[p.area_id], answers) for p in joined]
    template = cycle.template
    return CyclePage(
        cycle.slug, cycle.names, cycle.opens, cycle.due, cycle.reply_days, sorted(lines, key=lambda x: str(x.area.get("en"))),
        Area.objects.countries().in_world(cycle.world).count(), cycle.world, *cycle_state(cycle), len(lines), _counts(lines),
        AskedHere(template.names, template.version, template.url) if template else None,
    )  # fmt: skip


def _counts(lines: list[ParticipantLine]) -> list[StateCount]:
    """Late and not submitted are always told, none of them too; of other states those that there are."""
    found = {line.state: (line.state_words, line.kind) for line in lines}
    late = sum(line.late and line.submitted_on is not None for line in lines)
    missing = _of("not_submitted", lines)
    told = [
        StateCount(code, *found[code], _of(code, lines), len(lines))
        for code in ("in_preparation", *Report.State.values) if code in found
    ]  # fmt: skip
    always = [("late", _("Submitted late"), late), ("not_submitted", _("Not submitted; it was due"), missing)]
    return [*told, *(StateCount(code, words, "bad" if n else "na", n, len(lines)) for code, words, n in always)] if lines else []


def _of(code: str, lines: list[ParticipantLine]) -> int:
    return sum(line.state == code for line in lines)


def _participant(joined: Participation, report: Report, answers: dict[int, AnswerCounts]) -> ParticipantLine:
    code, words, kind = public_state(report)
    url = report.url if report.is_told else ""
    return ParticipantLine(
        joined.area.names,
        joined.area.url,
        joined.joined_on,
        code,
        words,
        kind,
        report.submitted_on,
        _is_late(report),
        url,
        answers.get(report.pk),
    )


_reports = Ready(
    lambda area: Report.objects.filter(area_id=area).with_sight().select_related("cycle").order_by("-cycle__opens", "-id")
)


def reports_of(area: Area) -> list[Report]:
    """Of cycles that the country joined, newest first; none means that it does not report through this site."""
    return _reports(area=area.pk)


def lines_of(reports: Iterable[Report]) -> list[CountryReport]:
    lines = []
    for report in reports:
        _code, words, kind = public_state(report)
        url = report.url if report.is_told else ""
        lines.append(CountryReport(report.cycle.names, report.cycle.url, report.cycle.due, words, kind, _is_late(report), url))
    return lines
