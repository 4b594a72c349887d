"""What a question's form begins with where nothing is written yet: the last report's answer, or the country's live records."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accord.accountability.models import Action, Answer, Commitment, Kind, Live, Question, Recommendation, Report, Said
from accord.accountability.question_kinds import KINDS, MOST_ROWS
from accord.indicators.models import Latest
from accord.indicators.reads.figures import newest
from accord.people.models import Area
from accord.record.access import held_refs


@dataclass(frozen=True)
class Beginning:
    """`value` as the kind keeps it; `where` says from where it comes. Nobody has said it in this report yet."""

    value: dict[str, Any]
    where: str
    said: str = Said.ANSWERED
    reason: str = ""


def beginning_of(report: Report, question: Question) -> Beginning | None:
    """Live records before what was said last time, unless that is of a later year. At most four queries."""
    if question.kind == Kind.NUMBER and question.indicator and (found := _figure(report, question)):
        last = _last_time(report, question)
        return last if last and (last.value.get("year") or 0) > found.value["year"] else found
    if question.live and (rows := LIVE[question.live](report.area)):
        return Beginning({"rows": _as_rows(question, rows)}, _("It begins with the country’s records here, as they stand today."))
    return _last_time(report, question)


def _last_time(report: Report, question: Question) -> Beginning | None:
    """Of the country's newest earlier report whose cycle asked it, in whatever version of the template."""
    if report.cycle.template is None:
        return None
    earlier = Answer.objects.filter(
        report__area=report.area_id, report__cycle__opens__lt=report.cycle.opens, question__code=question.code,
        question__kind=question.kind, question__section__template__slug=report.cycle.template.slug,
    )  # fmt: skip
    last = earlier.select_related("report__cycle", "question").order_by("-report__cycle__opens").first()
    if last is None:
        return None
    kind = KINDS[question.kind]
    known = kind.initial(question, last.value)
    if last.said == Said.ANSWERED and not any(known.values()):
        return None  # the version of today asks for other things
    where = _("It begins with what the last report said (%(cycle)s).") % {"cycle": last.report.cycle.name}
    return Beginning(last.value, where, last.said, last.reason)


def _figure(report: Report, question: Question) -> Beginning | None:
    rows = Latest.objects.filter(area=report.area_id, indicator=question.indicator_id, sex__in=("", "T"), value__isnull=False)
    values = [v for v in newest(rows) if v.value is not None]
    if not values:
        return None
    one = max(values, key=lambda v: (v.end, v.source))
    value = {"value": f"{one.value:f}", "year": one.end, "source": one.source}
    where = _("It begins with the newest figure that is published here (source: %(source)s).") % {"source": one.source}
    return Beginning(value, where)


def _commitments(area: Area) -> list[tuple[str, str]]:
    rows = Commitment.objects.standing().filter(area=area).order_by("pk")[:MOST_ROWS]
    return [(f"{c.ref} – {c.heading}", str(c.get_state_display())) for c in rows]


def _actions(area: Area) -> list[tuple[str, str]]:
    rows = Action.objects.filter(area=area, state__in=(Action.State.PUBLIC, Action.State.REVISED))
    shown = rows.exclude(ref__in=held_refs("action")).order_by("pk")[:MOST_ROWS]
    return [(f"{a.ref} – {a.title}", str(a.get_status_display()) if a.status else "") for a in shown]


def _recommendations(area: Area) -> list[tuple[str, str]]:
    supported = (Recommendation.Response.SUPPORTED, Recommendation.Response.IN_PART)
    rows = Recommendation.objects.filter(area=area, response__in=supported).exclude(ref__in=held_refs("recommendation"))
    shown = rows.order_by("pk")[:MOST_ROWS]
    return [(f"{r.ref} – {r.text[:200]}", str(r.get_progress_display()) if r.progress else "") for r in shown]


LIVE: dict[str, Callable[[Area], list[tuple[str, str]]]] = {
    Live.COMMITMENTS: _commitments, Live.ACTIONS: _actions, Live.RECOMMENDATIONS: _recommendations,
}  # fmt: skip


def _as_rows(question: Question, rows: list[tuple[str, str]]) -> list[dict[str, str]]:
    codes = [one["code"] for one in question.columns][:2]
    return [dict(zip(codes, row, strict=False)) for row in rows]
