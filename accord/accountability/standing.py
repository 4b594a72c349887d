"""The content of a commitment and of a report, as one value: what an event says stands, and what a confirming page showed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from accord.accountability.models import Commitment, Entry, Rating, Report, ShadowReport
from accord.accountability.wording import MEASURE, MILESTONE, wording_of
from accord.record.standing import Standing, each_of, fingerprint

RATED = ("completion", "ambition", "change", "confidence", "rationale", "evidence")
DAYS = ("submitted_on", "published_on", "rated_on", "reply_until", "final_on")
WITHDRAWN = ("withdrawn_on", "reason")
PARTS = ("topics", "milestones", "measures__indicator", "revisions", "recommendations")


def commitment_content(c: Commitment) -> dict[str, Any]:
    """From the row as it is in the database: a value just set may still be written in another way."""
    return wording_of(c) | {
        "state": c.state,
        "reason": c.reason,
        "version": c.version,
        "milestones": [_fields(m, "id", *MILESTONE, *WITHDRAWN, "progress", "done_on", "evidence") for m in c.milestones.all()],
        "measures": [{"indicator": m.indicator.code} | _fields(m, *MEASURE, *WITHDRAWN) for m in c.measures.all()],
        "revisions": [_fields(r, "version", "wording", "reason") for r in c.revisions.all()],
        "recommendations": sorted(r.ref for r in c.recommendations.all()),
    }


def report_content(r: Report) -> dict[str, Any]:
    return _fields(
        r, "state", "language", "summary", "version", "signed_digest", "declaration", "declaration_language", *DAYS
    ) | {
        "signed_by": r.signed_by_id,
        "assessor": r.assessor_id,
        "entries": sorted((entry_content(e) for e in r.entries.all()), key=lambda e: str(e["commitment"])),
        "ratings": ratings_content(r),
    }


def entry_content(e: Entry) -> dict[str, Any]:
    return {"commitment": e.commitment.ref} | _fields(e, "completion", "rationale", "evidence", "values", "language")


def ratings_content(r: Report) -> list[dict[str, Any]]:
    return sorted((rating_content(one) for one in r.ratings.all()), key=lambda one: str(one["commitment"]))


def rating_content(r: Rating) -> dict[str, Any]:
    return {"commitment": r.commitment.ref, "by": r.by_id, "released": r.released_at is not None} | _fields(
        r, *RATED, "language", "reply", "reply_language", "replied_on"
    )


def shadow_content(r: ShadowReport) -> dict[str, Any]:
    """What was published of it. That its author took it back counts from when the record told of it."""
    return _fields(
        r, "shown", "earlier", "published_on", "withdrawn_on", "reply_until", "reply", "reply_language", "replied_on"
    ) | {
        "organisation": r.organisation.slug if r.organisation else "",
        "supported": r.supported.slug if r.supported else "",
        "network": r.network.slug if r.network else "",
        "cycle": r.cycle.slug if r.cycle else "",
        "judgements": sorted(
            ({"commitment": j.commitment.ref} | _fields(j, *RATED, "language") for j in r.judgements.all()),
            key=lambda one: str(one["commitment"]),
        ),
    }


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _commitments() -> QuerySet[Commitment]:
    """Those made here: pledges are imported as a list."""
    return Commitment.objects.filter(kind=Commitment.Kind.COMMITMENT).prefetch_related(*PARTS).select_related("lead")


def _reports() -> QuerySet[Report]:
    return Report.objects.prefetch_related("entries__commitment", "ratings__commitment")


def _shadows() -> QuerySet[ShadowReport]:
    """Those that were ever public: before that no event tells what stands."""
    rows = ShadowReport.objects.filter(published_on__isnull=False).prefetch_related("judgements__commitment")
    return rows.select_related("organisation", "supported", "network", "cycle")


def shadow_digest(pk: int) -> str:
    return fingerprint(shadow_content(_shadows().get(pk=pk)))


def commitment_digest(pk: int) -> str:
    return fingerprint(commitment_content(_commitments().get(pk=pk)))


def report_digest(pk: int) -> str:
    return fingerprint(report_content(_reports().get(pk=pk)))


def everything() -> Iterator[Standing]:
    """Commitments with their parts, reports with their ratings and replies, and shadow reports."""
    yield from each_of(_commitments(), "ref", commitment_content, "commitments")
    yield from each_of(_reports(), "ref", report_content, "reports")
    yield from each_of(_shadows(), "ref", shadow_content, "shadow-reports")
