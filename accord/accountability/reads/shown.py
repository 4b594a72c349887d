"""What the page of a form shows beside it: a commitment's parts, what a government said, how an assessor rated."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.accountability.models import Action, ActionPlan, Commitment, Entry, Measure, Milestone, Rating, Report
from accord.accountability.reads.answers import QuestionShown, lines_of, report_sections
from accord.accountability.reads.changes import measure_words
from accord.accountability.reads.commitments import roll_of
from accord.accountability.reads.guards import reported_commitments
from accord.accountability.reads.judged_rows import measured_in, values_told
from accord.accountability.wording import measure_wording
from accord.calc import rollup
from accord.indicators.models import Indicator
from accord.kit import clock, locale_format
from accord.kit.texts import Prose, Text, pick
from accord.record.editing import Part

type Fact = tuple[str | Promise, str | Text]


def milestone_state(m: Milestone) -> str:
    if m.done_on:
        return _("done on %(day)s") % {"day": locale_format.day(m.done_on)}
    told = _("nobody has said how far it is") if m.progress is None else locale_format.percent(m.progress, 0)
    due = _("due on %(day)s") % {"day": locale_format.day(m.due)}
    late = f", {_('late')}" if m.due < clock.today() and m.progress != 100 else ""
    return f"{told}, {due}{late}"


def milestones_part(c: Commitment) -> list[Part]:
    facts: list[Fact] = []
    for m in c.milestones.standing():
        facts += [(_("Milestone"), Text(m.text, c.language)), (_("Progress"), milestone_state(m))]
    return [Part(_("Milestones"), facts)] if facts else []


def measures_part(c: Commitment) -> list[Part]:
    facts: list[Fact] = []
    for m in c.measures.standing().select_related("indicator"):
        facts += [(_("Indicator"), m.indicator.name), (_("From where to where"), _aims(m))]
    return [Part(_("Indicators"), facts)] if facts else []


def _aims(m: Measure) -> str:
    return measure_words(measure_wording(m))


def commitment_parts(c: Commitment) -> list[Part]:
    """All that goes public with it, its text apart."""
    told = [(_("Problem"), c.problem), (_("How it helps"), c.how)]
    facts: list[Fact] = [(name, Text(value, c.language)) for name, value in told if value]
    facts += _planned_facts(c)
    about = [Part(Text(c.heading, c.language), facts)] if facts else []
    return [*about, *milestones_part(c), *measures_part(c)]


def _planned_facts(c: Commitment | ActionPlan | Action) -> list[Fact]:
    """Who, when, where and with what money."""
    days = [(_("Starts on"), c.starts_on), (_("Ends on"), c.ends_on)]
    facts: list[Fact] = [(name, locale_format.day(day)) for name, day in days if day]
    if c.lead:
        facts.append((_("Lead organisation"), c.lead.name))
    if c.supporting:
        facts.append((_("Supporting organisations"), Text(c.supporting, c.language)))
    if c.budget is not None:
        facts.append((_("Budget"), f"{locale_format.number(c.budget, 0)} {c.currency}"))
    if c.funded_share is not None:
        facts.append((_("Funded share"), locale_format.percent(c.funded_share, 0)))
    return facts


def plan_parts(p: ActionPlan) -> list[Part]:
    """What a step speaks of, its text apart."""
    facts = _planned_facts(p) + ([(_("Document"), p.document)] if p.document else [])
    return [Part(Text(p.title, p.language), facts)]


def action_parts(a: Action) -> list[Part]:
    facts = _planned_facts(a)
    if a.provinces:
        facts.append((_("Provinces"), Text("; ".join(a.provinces), a.language)))
    ties: list[Fact] = [(t.recommendation.ref, Text(t.note, a.language)) for t in a.answers.select_related("recommendation")]
    ties += [(t.commitment.ref, Text(t.note, a.language)) for t in a.serves.select_related("commitment")]
    about = Part(Text(a.title, a.language), facts)
    return [about, Part(_("What it answers and carries out"), ties)] if ties else [about]


def own_facts(e: Entry | None, measured: Mapping[str, Indicator]) -> list[Fact]:
    if e is None:
        return [(_("Government"), _("Not told yet."))]
    told: list[Fact] = [(_("Government"), str(e.get_completion_display())), (_("Reason"), Text(e.rationale, e.language))]
    told += [(name, words) for name, words in _further_facts(e) if words]
    told += [(_("Evidence"), Text(e.evidence, e.language))] if e.evidence else []
    for v in values_told(e, measured):
        said = " – ".join(filter(None, (f"{v.amount} ({v.year})", v.status_words, v.source)))
        told.append((pick(v.names).text if v.names else v.indicator, said))
    return told


def _further_facts(e: Entry) -> list[tuple[str, str]]:
    return [
        (_("Ambition"), str(e.get_ambition_display())), (_("Change observed"), str(e.get_change_display())),
        (_("Confidence"), str(e.get_confidence_display())),
    ]  # fmt: skip


def rating_facts(r: Rating) -> list[Fact]:
    told: list[Fact] = [
        (_("Independent assessor"), str(r.get_completion_display())), (_("Ambition"), str(r.get_ambition_display())),
        (_("Change observed"), str(r.get_change_display())), (_("Confidence"), str(r.get_confidence_display())),
        (_("Reason"), Text(r.rationale, r.language)),
    ]  # fmt: skip
    told += [(_("Evidence"), Text(r.evidence, r.language))] if r.evidence else []
    return told + ([(_("Reply of the government"), Text(r.reply, r.reply_language))] if r.reply else [])


def entry_part(report: Report, c: Commitment) -> list[Part]:
    entry = Entry.objects.filter(report=report, commitment=c).first()
    return [Part(_("What the government says"), own_facts(entry, measured_in([entry] if entry else [])))]


def report_parts(report: Report, *, with_ratings: bool) -> list[Part]:
    """The whole text that a step speaks of."""
    entries = {e.commitment_id: e for e in report.entries.all()}
    measured = measured_in(entries.values())
    rated = {r.commitment_id: r for r in report.ratings.all()} if with_ratings else {}
    summary = Prose(report.summary, report.language) if report.summary else _("The summary is not written yet.")
    parts = [Part(_("Summary"), [(_("Summary"), summary)])]
    parts += [Part(pick(s.names), [_answered(q) for q in s.questions]) for s in report_sections(report)]
    for c in reported_commitments(report):
        facts = own_facts(entries.get(c.pk), measured) + (rating_facts(rated[c.pk]) if c.pk in rated else [])
        parts.append(Part(Text(c.heading, c.language), facts))
    return parts


def _answered(q: QuestionShown) -> Fact:
    asked = str(pick(q.texts))
    if q.answer is None:
        return asked, _("Not answered")
    lines = "\n".join(lines_of(q.answer))
    return asked, Text(lines, q.answer.language) if q.answer.text or q.answer.reason else lines


def contradiction(level: str, milestones: Iterable[Milestone]) -> str:
    """In words, where what is told does not go with the milestones; empty where it does."""
    found = roll_of(list(milestones))  # which leaves out what was withdrawn
    code = rollup.against(level, found.finished, found.milestones, found.done, found.unknown)
    said = {"done": found.finished, "count": found.milestones}
    if code == "open":
        return ngettext(
            "Told as complete, while %(done)s of %(count)s milestone is done.",
            "Told as complete, while %(done)s of %(count)s milestones are done.", found.milestones,
        ) % said  # fmt: skip
    return {
        "": "",
        "begun": _("Told as not started, while its milestones have progress."),
        "done": _("Told as less than complete, while all its milestones are done."),
        "less": _("Told as substantial, while by its milestones less than half is done."),
    }[code]
