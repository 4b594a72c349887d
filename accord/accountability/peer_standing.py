"""What stands of peer reviews, as one value each: rounds, reviews with all that was said, days and absences of a country."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from accord.accountability.models import BodyReview, PeerAbsence, PeerAssignment, PeerJudgement, PeerReview, PeerRound
from accord.people.models import Area
from accord.record.standing import Standing, each_of, fingerprint

RATED = ("completion", "ambition", "change", "confidence", "rationale", "evidence", "language")
ROUND = (
    "names", "state", "opens", "joins_until", "begins", "ends", "team", "most", "apart", "given_up", "groups", "groups_source",
    "source", "source_url", "number_on", "closed_on", "pool", "pool_digest", "numbers", "drawn_on", "teams", "earlier",
)  # fmt: skip
REVIEW = (
    "state", "version", "joined_on", "reason", "dialogue_on", "dialogue_words", "dialogue_language", "given_on", "answer_until",
    "final_on", "midterm_due", "midterm", "midterm_language", "midterm_on",
)  # fmt: skip
ASSIGNED = ("place", "state", "offered_on", "respond_by", "answered_on", "by_id", "declaration", "reason", "language")
QUESTION = ("id", "text", "language", "asked_on", "answer", "answer_language", "answered_by_id", "answered_on")
BODY = ("id", "body", "held_on", "document", "entered_by_id", "entered_on", "withdrawn_on", "reason")
ABSENCE = ("id", "first", "last", "declared_by_id", "declared_on", "ended_on")
PARTS = (
    "assignments__area", "assignments__proposals__recommendation", "assignments__judgements__commitment",
    "questions__assignment__area",
)  # fmt: skip


def _fields(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def round_content(r: PeerRound) -> dict[str, Any]:
    return _fields(r, ROUND) | {"cycle": r.cycle.slug if r.cycle else ""}


def review_content(r: PeerReview) -> dict[str, Any]:
    asked = [{"of": q.assignment.area.code} | _fields(q, QUESTION) for q in r.questions.all()]
    return _fields(r, REVIEW) | {"assignments": [_assignment_content(a) for a in r.assignments.all()], "questions": asked}


def _assignment_content(a: PeerAssignment) -> dict[str, Any]:
    proposals = [
        {"recommendation": p.recommendation.ref if p.recommendation else ""} | _fields(p, ("id", "text", "due", "language"))
        for p in a.proposals.all()
    ]
    judged = sorted((judgement_content(j) for j in a.judgements.all()), key=lambda one: str(one["commitment"]))
    return {"area": a.area.code, "proposals": proposals, "judgements": judged} | _fields(a, ASSIGNED)


def judgement_content(j: PeerJudgement) -> dict[str, Any]:
    replied = ("by_id", "reply", "reply_language", "replied_on")
    return {"commitment": j.commitment.ref} | _fields(j, (*RATED, *replied))


def days_content(area: Area) -> dict[str, Any]:
    return {
        "reviews": [_fields(b, BODY) for b in area.body_reviews.all()],
        "absences": [_fields(a, ABSENCE) for a in area.peer_absences.all()],
    }


def _rounds() -> QuerySet[PeerRound]:
    return PeerRound.objects.select_related("cycle")


def _reviews() -> QuerySet[PeerReview]:
    return PeerReview.objects.prefetch_related(*PARTS)


def _areas() -> QuerySet[Area]:
    """Those of which anything of the kind was ever entered."""
    said = [*BodyReview.objects.values_list("area", flat=True), *PeerAbsence.objects.values_list("area", flat=True)]
    return Area.objects.filter(pk__in=set(said)).prefetch_related("body_reviews", "peer_absences")


def round_digest(pk: int) -> str:
    return fingerprint(round_content(_rounds().get(pk=pk)))


def review_digest(pk: int) -> str:
    return fingerprint(review_content(_reviews().get(pk=pk)))


def days_digest(area: Area) -> str:
    return fingerprint(days_content(Area.objects.prefetch_related("body_reviews", "peer_absences").get(pk=area.pk)))


def everything_of_peers() -> Iterator[Standing]:
    yield from each_of(_rounds(), "slug", round_content, "peer-rounds")
    yield from each_of(_reviews(), "ref", review_content, "peer-reviews")
    for one in each_of(_areas(), "code", days_content, "peer-days"):
        yield Standing(one.part, one.digest, f"countries/{one.part.partition('/')[2]}")
