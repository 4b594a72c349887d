"""What the guards of a report look at, and the digest of what a signature covers."""

from accord.accountability.models import Commitment, Entry, Report
from accord.accountability.states import ReportFacts
from accord.calc.canonical import digest
from accord.kit import clock


def reported_commitments(report: Report) -> list[Commitment]:
    """Standing commitments of the country, and those that the report already speaks of (a later withdrawal hides nothing)."""
    standing = Commitment.objects.standing().filter(area=report.area)
    told = Commitment.objects.filter(entries__report=report)
    wanted = told if report.state in Report.SEEN_BY_ALL else standing | told
    return list(Commitment.objects.filter(pk__in=wanted.values("pk")).select_related("lead").order_by("pk"))


def content_digest(report: Report) -> str:
    """SHA-256 of the canonical form of the summary and all entries: what the validating authority signs."""
    rows = Entry.objects.filter(report=report).select_related("commitment").order_by("commitment__ref")
    told = [
        {"commitment": e.commitment.ref, "completion": e.completion, "rationale": e.rationale, "evidence": e.evidence,
         "values": e.values} | e.further
        for e in rows
    ]  # fmt: skip
    return digest("", {"report": report.ref, "summary": report.summary, "entries": told})


def report_facts(report: Report) -> ReportFacts:
    """Five queries."""
    entries = list(Entry.objects.filter(report=report))
    told = {e.commitment_id for e in entries}
    asked = {c.pk for c in reported_commitments(report)}
    ratings = list(report.ratings.all())
    bare = [e for e in entries if e.completion in ("substantial", "complete") and not e.evidence.strip()]
    return ReportFacts(
        today=clock.today(), opens=report.cycle.opens, has_summary=bool(report.summary.strip()), commitments=len(asked),
        told=len(told & asked), without_evidence=len(bare),
        signed_as_it_stands=bool(report.signed_digest) and report.signed_digest == content_digest(report),
        rated=len({r.commitment_id for r in ratings} & told), declared=bool(report.declaration.strip()),
        unanswered=sum(not r.reply for r in ratings), reply_until=report.reply_until,
        ratings=len(ratings),
    )  # fmt: skip
