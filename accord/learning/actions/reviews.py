"""Two peers review a practice, each unread by the other until both have finished; an officer rates it between their proposals."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accord.calc.grades import PEERS, allowed
from accord.kit import clock
from accord.learning.access.hats import stands_apart
from accord.learning.access.practices import begun_reviews, held_places, may_peer
from accord.learning.actions.practices import held_practice
from accord.learning.actions.telling import tell_of_practice
from accord.learning.criteria import CRITERIA
from accord.learning.models import Evidence, Practice, PracticeRating, Review
from accord.learning.standing import review_content
from accord.people.models import Capacity
from accord.record.actions import Conflict

State = Practice.State
WRITTEN = ("marks", "strengths", "gaps", "grade", "reasons", "language")


@transaction.atomic
def take_up_review(practice: Practice, *, declaration: str, by: Capacity) -> Review:
    """Raises Conflict where two took it up already or one of the same country did, ValueError for a peer who does not stand
    apart."""
    row = held_practice(practice)
    _apart(row, by)
    if not may_peer(row, by):
        raise Conflict({"state": str(row.get_state_display())}, {})
    assert by.area is not None
    row.reviews.filter(round=row.round).exclude(held_places()).delete()  # begun by who is no peer any more
    made = Review.objects.create(
        practice=row, round=row.round, by=by, area=by.area, of_version=row.version, declaration=declaration
    )
    tell_of_practice("practice_review_taken_up", row, by=by, after={"round": row.round})
    return made


@transaction.atomic
def write_review(review: Review, given: Mapping[str, Any], *, version: int, by: Capacity) -> Review:
    """It leaves no event: until both are finished nobody else reads of it. Raises Conflict on a stale `version` or once
    finished."""
    practice = held_practice(review.practice)
    _apart(practice, by)
    row = Review.objects.select_for_update().get(pk=review.pk)
    if row.finished_on or practice.state != State.CHECKED or version != row.version:
        raise Conflict({name: getattr(row, name) for name in WRITTEN}, dict(given))
    for name in WRITTEN:
        setattr(row, name, given[name])
    row.of_version, row.version = practice.version, row.version + 1
    row.save()
    return row


@transaction.atomic
def finish_review(review: Review, *, by: Capacity) -> Review:
    """With the second one both are public and the practice is reviewed. Raises Conflict once finished, ValueError without a
    grade or a mark for each criterion, or where the text changed since it was read."""
    practice = held_practice(review.practice)
    _apart(practice, by)
    row = Review.objects.select_for_update().get(pk=review.pk)
    if row.finished_on or practice.state != State.CHECKED:
        raise Conflict({"state": str(practice.get_state_display())}, {})
    if not row.grade or not row.reasons.strip():
        raise ValueError("A review proposes a grade, with reasons")
    if not is_marked(row):
        raise ValueError("A review marks each criterion")
    if row.of_version != practice.version:
        raise ValueError("The practice was revised since: read it again")
    row.finished_on = clock.today()
    row.save()
    done = list(practice.reviews.filter(round=practice.round, finished_on__isnull=False).select_related("area"))
    if len(done) < PEERS:
        tell_of_practice("practice_review_finished", practice, by=by, after={"round": practice.round})
        return row
    practice.reviews.filter(round=practice.round).update(released_on=clock.today())
    practice.state = State.REVIEWED
    practice.save()
    tell_of_practice("practice_reviewed", practice, by=by, after={"reviews": [review_content(r) for r in done]})
    row.refresh_from_db()
    return row


def is_marked(review: Review) -> bool:
    """What cannot be told has a mark of its own."""
    return all(review.marks.get(code) for code in CRITERIA)


@transaction.atomic
def give_back_review(review: Review, *, by: Capacity) -> None:
    """Its place is free for another peer; what was written in it goes. Raises Conflict once finished or gone."""
    practice = held_practice(review.practice)
    row = Review.objects.select_for_update().filter(pk=review.pk, by__person=by.person, finished_on=None).first()
    if row is None or practice.state != State.CHECKED:
        raise Conflict({"state": str(practice.get_state_display())}, {})
    row.delete()
    tell_of_practice("practice_review_given_back", practice, by=by, after={"round": practice.round})


@transaction.atomic
def free_place(practice: Practice, *, area: int, reason: str, by: Capacity) -> None:
    """An officer's, where a peer's review does not come: its place is free, what was written in it goes. Raises Conflict once it
    is finished or gone, ValueError for an officer who does not stand apart and without a reason."""
    row = held_practice(practice)
    if not stands_apart(by.person, row):
        raise ValueError("Who acts for the owner's country frees no place")
    if not reason.strip():
        raise ValueError("Who frees a place says why")
    gone, _each = begun_reviews(row).filter(area=area).delete()
    if not gone:
        raise Conflict({"state": str(row.get_state_display())}, {"reason": reason})
    tell_of_practice("practice_review_freed", row, by=by, reason=reason, after={"round": row.round})


@transaction.atomic
def rate_practice(practice: Practice, *, grade: str, reasons: str, language: str, by: Capacity) -> PracticeRating:
    """Raises Conflict where it is not reviewed (any more), ValueError for a grade outside what the reviews and the evidence
    allow, without reasons, and for an officer who does not stand apart."""
    row = held_practice(practice)
    if not stands_apart(by.person, row):
        raise ValueError("Who acts for the owner's country rates nothing of it")
    if row.state != State.REVIEWED:
        raise Conflict({"state": str(row.get_state_display())}, {"grade": grade})
    if grade not in grades_open(row):
        raise ValueError("A rating lies between what the peers proposed, and above “not shown” it has evidence")
    if not reasons.strip():
        raise ValueError("A rating has reasons")
    reviewed = min(row.reviews.filter(round=row.round).values_list("of_version", flat=True))
    made = PracticeRating.objects.create(
        practice=row, round=row.round, of_version=reviewed, grade=grade, reasons=reasons, language=language, by=by
    )
    row.state = State.RATED
    row.save()
    tell_of_practice("practice_rated", row, by=by, after={"grade": grade, "reasons": reasons, "round": row.round})
    return made


def grades_open(practice: Practice) -> tuple[str, ...]:
    """What may be given now (2 queries)."""
    found = practice.reviews.filter(round=practice.round, released_on__isnull=False).values_list("grade", flat=True)
    speaking = practice.evidence.filter(stance=Evidence.Stance.FOR).count()
    return allowed(list(found), speaking)


def _apart(practice: Practice, by: Capacity) -> None:
    """Asked anew at each act: a peer may have become someone of the owner's country."""
    if by.area_id == practice.area_id or not stands_apart(by.person, practice):
        raise ValueError("A peer is of another country than the owner and acts for it in nothing")
