"""Completed cycles: who joined, submitted, was rated and at which levels, and who has no published report. Five queries."""

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Count

from accord.accountability.models import Cycle, Entry, Participation, Rating, Report
from accord.accountability.reads.then import state_on
from accord.kit import clock
from accord.overview.report.inputs import AbsentIn, CycleIn
from accord.people.models import World

type Levels = dict[str, dict[str, dict[str, int]]]
PUBLIC = ("published", "rated", "final")


def completed_cycles(year: int, world: str) -> list[CycleIn]:
    """Those whose reports were due by the year's end, and by today; the days of invented ones move with today."""
    end = min(date(year, 12, 31), clock.today()) if world == World.REAL else clock.today()
    cycles = list(Cycle.objects.filter(world=world, due__lt=end).order_by("opens", "slug"))
    if not cycles:
        return []
    joined: dict[int, dict[int, tuple[str, date]]] = defaultdict(dict)
    rows = Participation.objects.filter(cycle__in=cycles, joined_on__lte=end, area__iso3__isnull=False)
    for cycle, area, iso3, on in rows.order_by("area__iso3").values_list("cycle_id", "area_id", "area__iso3", "joined_on"):
        joined[cycle][area] = (iso3 or "", on)
    reports: dict[int, dict[int, Report]] = defaultdict(dict)
    for report in Report.objects.filter(cycle__in=cycles).defer("summary", "declaration").select_related("cycle"):
        reports[report.cycle_id][report.area_id] = report
    rated = {r.pk for found in reports.values() for r in found.values() if r.rated_on and r.rated_on <= end}
    levels = _levels([c.pk for c in cycles], rated)
    return [_told(c, joined[c.pk], reports[c.pk], rated, levels[c.pk], end) for c in cycles]


def _told(
    cycle: Cycle, joined: dict[int, tuple[str, date]], reports: dict[int, Report], rated: set[int], levels: Levels, end: date
) -> CycleIn:
    submitted, judged, absent = [], [], []
    for area, (iso3, on) in joined.items():
        report = reports.get(area)
        state = state_on(report, end) if report else "not_submitted"
        came = report.submitted_on if report and report.submitted_on and report.submitted_on <= end else None
        if came:
            submitted.append(iso3)
        if report and report.pk in rated:
            judged.append(iso3)
        if state not in PUBLIC:
            late = "late" if came and came > cycle.due else "submitted" if came else "not_submitted"
            absent.append(AbsentIn(iso3, late, on))
    members = {iso3 for iso3, _on in joined.values()}
    kept = {scale: {iso3: one for iso3, one in found.items() if iso3 in members} for scale, found in sorted(levels.items())}
    return CycleIn(
        cycle.names, cycle.url, cycle.opens, cycle.due, sorted(members), sorted(submitted), sorted(judged), absent, kept
    )


def _levels(cycles: list[int], rated: set[int]) -> dict[int, Levels]:
    """Cycle -> scale -> country -> level -> how many commitments, in reports whose assessment was released by then."""
    found: dict[int, dict[str, dict[str, Counter[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(Counter)))
    own = Entry.objects.filter(report__cycle__in=cycles, report__area__iso3__isnull=False)
    told = own.values_list("report_id", "report__cycle_id", "report__area__iso3", "completion").annotate(count=Count("pk"))
    for report, cycle, iso3, level, count in told.order_by():
        if report in rated:
            found[cycle]["own"][iso3 or ""][level] += count
    scales = ("completion", "ambition", "change")
    judged = Rating.objects.filter(report__cycle__in=cycles, released_at__isnull=False, report__area__iso3__isnull=False)
    seen = judged.values_list("report_id", "report__cycle_id", "report__area__iso3", *scales).annotate(count=Count("pk"))
    for report, cycle, iso3, *given, count in seen.order_by():
        for scale, level in zip(scales, given, strict=True):
            if report in rated:
                found[cycle][scale][iso3 or ""][str(level)] += int(str(count))
    return defaultdict(
        dict,
        {
            cycle: {scale: {iso3: dict(sorted(c.items())) for iso3, c in sorted(of.items())} for scale, of in scales_of.items()}
            for cycle, scales_of in found.items()
        },
    )
