"""What the guards of a report look at, and the digest of what a signature covers."""

from accord.accountability.models import Answer, Commitment, Entry, Question, Report
from accord.accountability.states import ReportFacts
from accord.calc.canonical import digest
from accord.calc.normalise import fold
from accord.kit import clock


def reported_commitments(report: Report) -> list[Commitment]:
    """Standing commitments of the country, and those that the report already speaks of (a later withdrawal hides nothing).

    By the alphabet, as all tables stand: of equal titles the older first.
    """
    standing = Commitment.objects.standing().filter(area=report.area)
    told = Commitment.objects.filter(entries__report=report)
    wanted = told if report.state in Report.SEEN_BY_ALL else standing | told
    found = Commitment.objects.in_sight().filter(pk__in=wanted.values("pk")).select_related("lead").order_by("pk")
    return sorted(found, key=lambda c: fold(c.heading))


def content_digest(report: Report) -> str:
    """SHA-256 of the canonical form of the summary, all entries and all answers: what the validating authority signs.

    Without answers as it was before there were questions: what was signed then still holds.
    """
    rows = Entry.objects.filter(report=report).select_related("commitment").order_by("commitment__ref")
    told = [
        {"commitment": e.commitment.ref, "completion": e.completion, "rationale": e.rationale, "evidence": e.evidence,
         "values": e.values} | e.further
        for e in rows
    ]  # fmt: skip
    content: dict[str, object] = {"report": report.ref, "summary": report.summary, "entries": told}
    answers = Answer.objects.filter(report=report).select_related("question")
    if said := {one.question.code: one.told() for one in answers}:
        content["answers"] = said
    return digest("", content)


def asked_questions(report: Report) -> list[Question]:
    """In their order; none in a cycle without a template. One query."""
    if report.cycle.template_id is None:
        return []
    asked = Question.objects.filter(section__template=report.cycle.template_id).select_related("section")
    return list(asked.order_by("section__position", "section_id", "position", "id"))


def unanswered(report: Report) -> list[Question]:
    """Those without any answer. Two queries."""
    told = set(Answer.objects.filter(report=report).values_list("question_id", flat=True))
    return [q for q in asked_questions(report) if q.pk not in told]


def report_facts(report: Report) -> ReportFacts:
    """Seven queries."""
    entries = list(Entry.objects.filter(report=report))
    told = {e.commitment_id for e in entries}
    asked = {c.pk for c in reported_commitments(report)}
    ratings = list(report.ratings.all())
    bare = [e for e in entries if e.completion in ("substantial", "complete") and not e.evidence.strip()]
    asking = asked_questions(report)
    said = set(Answer.objects.filter(report=report).values_list("question_id", flat=True)) if asking else set()
    return ReportFacts(
        today=clock.today(), opens=report.cycle.opens, has_summary=bool(report.summary.strip()), commitments=len(asked),
        told=len(told & asked), without_evidence=len(bare),
        signed_as_it_stands=bool(report.signed_digest) and report.signed_digest == content_digest(report),
        rated=len({r.commitment_id for r in ratings} & told), declared=bool(report.declaration.strip()),
        unanswered=sum(not r.reply for r in ratings), reply_until=report.reply_until,
        ratings=len(ratings), questions=sum(q.required for q in asking),
        unanswered_questions=sum(q.required and q.pk not in said for q in asking),
    )  # fmt: skip
