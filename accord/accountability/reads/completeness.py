"""What is still to be looked at before a report is signed: points, each with the page where it is mended."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.accountability.models import Answer, ProposedAnswer, Question, Report, Said
from accord.accountability.reads.guards import reported_commitments, unanswered
from accord.accountability.states import COUNTRY, WRITERS
from accord.kit.texts import Text


@dataclass(frozen=True)
class Point:
    """`needed`: without it nobody can sign. `about` is what the link names, `roles` those to whom it opens."""

    words: str
    about: Text
    url: str
    needed: bool
    roles: tuple[str, ...] = WRITERS


def points_of(report: Report) -> list[Point]:
    """In the order of the report; empty where nothing is left. Eight queries."""
    return [
        *_returned(report),
        *_summary(report),
        *_questions(report),
        *_repeated(report),
        *_proposed(report),
        *_commitments(report),
    ]


def points_for(report: Report, role: str) -> list[Point]:
    """The same, each with a link only where it opens: a report is written while it is drafted, by those who write."""
    drafting = report.state == Report.State.DRAFTING
    return [p if drafting and role in p.roles else replace(p, url="") for p in points_of(report)]


def _point(words: str, about: Text, name: str, *args: str, needed: bool = True) -> Point:
    return Point(words, about, reverse(name, args=args), needed)


def _summary(report: Report) -> list[Point]:
    if report.summary.strip():
        return []
    return [_point(_("Not written yet"), Text(_("Summary"), ""), "write_summary", report.ref)]


def _questions(report: Report) -> list[Point]:
    words = {True: _("Not answered yet"), False: _("Not answered; it may stay so")}
    return [_point(words[q.required], q.text, "write_answer", report.ref, q.code, needed=q.required) for q in unanswered(report)]


def _returned(report: Report) -> list[Point]:
    """What the secretariat gave it back with, until it is submitted again."""
    codes = report.returned.get("questions", ())
    asked = Question.objects.filter(section__template=report.cycle.template_id, code__in=codes) if codes else ()
    words = _("The secretariat asks to look at it again")
    return [_point(words, q.text, "write_answer", report.ref, q.code, needed=False) for q in asked]


def _repeated(report: Report) -> list[Point]:
    """Word for word what the last report said: it may be right, somebody should have looked."""
    if report.cycle.template is None:
        return []
    now = Answer.objects.filter(report=report, said=Said.ANSWERED).select_related("question")
    before = Answer.objects.filter(
        report__area=report.area_id, report__cycle__opens__lt=report.cycle.opens,
        question__section__template__slug=report.cycle.template.slug,
    ).order_by("report__cycle__opens")  # fmt: skip
    last = dict(before.values_list("question__code", "value"))
    words = _("The same as in the last report, word for word")
    return [
        _point(words, a.question.text, "write_answer", report.ref, a.question.code, needed=False)
        for a in now if last.get(a.question.code) == a.value
    ]  # fmt: skip


def _proposed(report: Report) -> list[Point]:
    waiting = ProposedAnswer.objects.filter(contribution__report=report, contribution__sent_at__isnull=False, decision="")
    found = {p.contribution_id: p.contribution for p in waiting.select_related("contribution__section")}
    words = _("Texts that came back wait for your decision")
    return [
        Point(words, c.section.name, reverse("contribution", args=[report.ref, c.pk]), needed=False, roles=COUNTRY)
        for c in found.values()
    ]


def _commitments(report: Report) -> list[Point]:
    told = {e.commitment_id: e for e in report.entries.all()}
    found = []
    for c in reported_commitments(report):
        entry = told.get(c.pk)
        bare = entry and entry.completion in ("substantial", "complete") and not entry.evidence.strip()
        if entry is None or bare:
            words = _("Evidence is not named") if bare else _("Progress is not told yet")
            found.append(_point(words, Text(c.heading, c.language), "write_entry", report.ref, c.ref))
    return found
