"""Peer reviews: who opens, joins, accepts, asks, recommends, judges, answers. Nobody reviews a country they hold a hat of."""

from django.http import Http404

from accord.accountability.access.hats import acting_for, capacities, has_assessed, has_spoken, is_outside, or_404
from accord.accountability.access.pathfinding import deciding_officer
from accord.accountability.access.seen import access_country
from accord.accountability.models import (
    BodyReview,
    PeerAbsence,
    PeerAssignment,
    PeerJudgement,
    PeerProposal,
    PeerQuestion,
    PeerReview,
    PeerRound,
)  # fmt: skip
from accord.accountability.peer_states import PeerStep
from accord.accountability.states import COUNTRY
from accord.kit import clock
from accord.people.models import Area, Capacity, Role
from accord.record.models import Card, Reader

type Held = tuple[PeerAssignment, Capacity]
State = PeerReview.State
JUDGING = (State.DIALOGUE, State.RECOMMENDING)
ANSWERING = (State.QUESTIONS, State.DIALOGUE)


def access_round(user: Reader, slug: str) -> PeerRound:
    card = Card.objects.visible_to(user).filter(ref=f"peer-rounds/{slug}").exists()
    found = PeerRound.objects.select_related("cycle").filter(slug=slug).first() if card else None
    if found is None:
        raise Http404
    return found


def access_peer_review(user: Reader, ref: str) -> PeerReview:
    card = Card.objects.visible_to(user).filter(ref=f"peer-reviews/{ref}").exists()
    found = PeerReview.objects.select_related("round__cycle", "area").filter(ref=ref).first() if card else None
    if found is None:
        raise Http404
    return found


def to_open_round(user: Reader) -> Capacity:
    return or_404(next(iter(capacities(user, (Role.SECRETARIAT,))), None))


def round_officer(user: Reader, found: PeerRound) -> Capacity | None:
    return next((h for h in capacities(user, (Role.SECRETARIAT,)) if h.world == found.world), None)


def to_run_round(user: Reader, slug: str, *states: str, sent: bool = False) -> tuple[PeerRound, Capacity]:
    """`sent`: a form comes in; what went on meanwhile is told by the verb."""
    found = access_round(user, slug)
    hat = or_404(round_officer(user, found))
    if found.state not in states and not sent:
        raise Http404
    return found, hat


def joining_hat(user: Reader, found: PeerRound) -> Capacity | None:
    """Of a country that is not in the round yet, while it takes members."""
    if not found.takes_members():
        return None
    there = set(found.reviews.exclude(state=State.LEFT).values_list("area_id", flat=True))
    hats = (h for h in capacities(user, COUNTRY) if h.world == found.world and h.area_id)
    return next((h for h in hats if h.area_id not in there), None)


def to_join_round(user: Reader, slug: str, *, sent: bool = False) -> tuple[PeerRound, Capacity]:
    found = access_round(user, slug)
    own = next((h for h in capacities(user, COUNTRY) if h.world == found.world and h.area_id), None) if sent else None
    return found, or_404(joining_hat(user, found) or (own if found.takes_members() else None))


def to_leave_round(user: Reader, ref: str) -> tuple[PeerReview, Capacity]:
    review = access_peer_review(user, ref)
    hat = or_404(acting_for(user, review.area, COUNTRY))
    if review.state != State.JOINED or review.round.state != PeerRound.State.JOINING:
        raise Http404
    return review, hat


def to_take_peer_step(user: Reader, ref: str, step: PeerStep, *, sent: bool = False) -> tuple[PeerReview, Capacity]:
    review = access_peer_review(user, ref)
    hat = or_404(deciding_officer(user, review.area))
    if review.state not in step.starts and not sent:
        raise Http404
    return review, hat


def to_set_dialogue(user: Reader, ref: str, *, sent: bool = False) -> tuple[PeerReview, Capacity]:
    review = access_peer_review(user, ref)
    hat = or_404(deciding_officer(user, review.area))
    if review.state not in (*PeerReview.IN_COURSE, State.ANSWERS) and not sent:
        raise Http404
    return review, hat


def may_review(hat: Capacity, reviewing: Area, reviewed: Area) -> bool:
    """A peer reviewer of that country, with no hat of the reviewed one, who assessed no report of it and wrote none beside it."""
    active = hat.person.active_capacities().filter(pk=hat.pk).exists()
    if not active or hat.role != Role.PEER_REVIEWER or hat.area_id != reviewing.pk or hat.world != reviewed.world:
        return False
    judged = has_assessed(hat.person, reviewed) or has_spoken(hat.person, reviewed)
    return not judged and is_outside(hat.person, reviewed)


def reviewer_hat(user: Reader, assignment: PeerAssignment) -> Capacity | None:
    """In which the reader may accept it. The review's area is at hand."""
    hats = (h for h in capacities(user, (Role.PEER_REVIEWER,)) if h.area_id == assignment.area_id)
    return next((h for h in hats if may_review(h, assignment.area, assignment.review.area)), None)


def _assignment(user: Reader, ref: str, iso3: str) -> PeerAssignment:
    review = access_peer_review(user, ref)
    rows = review.assignments.select_related("area", "review__area", "review__round")
    found = rows.filter(area__iso3=iso3.upper()).first()
    if found is None:
        raise Http404
    return found


def to_accept(user: Reader, ref: str, iso3: str, *, sent: bool = False) -> Held:
    """`sent`, here and below: a form comes in. What went on meanwhile is told by the verb, beside what was typed."""
    found = _assignment(user, ref, iso3)
    hat = or_404(reviewer_hat(user, found))
    is_open = found.state == PeerAssignment.State.OFFERED and found.review.state in PeerReview.IN_COURSE
    if not (is_open or sent):
        raise Http404
    return found, hat


def declining_hat(user: Reader, found: PeerAssignment) -> Capacity | None:
    """While it is offered the country's peer reviewers and its focal point; once accepted the reviewer alone: a government takes
    no independent reviewer's work away."""
    if found.review.state not in PeerReview.IN_COURSE or found.is_gone:
        return None
    if found.state == PeerAssignment.State.ACCEPTED:
        return next((h for h in capacities(user, (Role.PEER_REVIEWER,)) if h.pk == found.by_id), None)
    return acting_for(user, found.area, (*COUNTRY, Role.PEER_REVIEWER))


def to_decline(user: Reader, ref: str, iso3: str, *, sent: bool = False) -> Held:
    found = _assignment(user, ref, iso3)
    hat = declining_hat(user, found)
    if hat is None and sent and found.state != PeerAssignment.State.ACCEPTED:
        hat = acting_for(user, found.area, (*COUNTRY, Role.PEER_REVIEWER))
    return found, or_404(hat)


def may_replace(user: Reader, found: PeerAssignment) -> Capacity | None:
    """An officer, where it was declined or not answered in time and nobody else has its place."""
    if found.review.state not in PeerReview.IN_COURSE or not (found.is_overdue() or found.state == PeerAssignment.State.DECLINED):
        return None
    taken = found.review.assignments.filter(place=found.place, pk__gt=found.pk).exists()
    return None if taken else deciding_officer(user, found.review.area)


def to_replace(user: Reader, ref: str, iso3: str, *, sent: bool = False) -> Held:
    found = _assignment(user, ref, iso3)
    return found, or_404(deciding_officer(user, found.review.area) if sent else may_replace(user, found))


def serving(user: Reader, review: PeerReview) -> Held | None:
    """The reader's own accepted assignment, while the hat in which it was accepted still may review. One query or two."""
    if not capacities(user, (Role.PEER_REVIEWER,)):
        return None
    rows = review.assignments.select_related("area", "by__person", "by__area")
    for found in rows.filter(state=PeerAssignment.State.ACCEPTED, by__person=user.pk):
        if found.by and may_review(found.by, found.area, review.area):
            return found, found.by
    return None


def _to_serve(user: Reader, ref: str, *states: str, sent: bool = False) -> Held:
    review = access_peer_review(user, ref)
    held = serving(user, review)
    if held is None or not (sent or review.state in states):
        raise Http404
    held[0].review = review
    return held


def to_ask(user: Reader, ref: str, *, sent: bool = False) -> Held:
    return _to_serve(user, ref, State.QUESTIONS, sent=sent)


def to_recommend(
    user: Reader, ref: str, number: int | None = None, *, sent: bool = False
) -> tuple[PeerAssignment, Capacity, PeerProposal | None]:
    """With a number: to change one's own, or to take it out."""
    found, hat = _to_serve(user, ref, State.RECOMMENDING, sent=sent)
    proposal = found.proposals.filter(pk=number).first() if number is not None else None
    if number is not None and proposal is None:
        raise Http404
    return found, hat, proposal


def to_judge(user: Reader, ref: str, *, sent: bool = False) -> Held:
    return _to_serve(user, ref, *JUDGING, sent=sent)


def to_answer_peer_question(user: Reader, ref: str, number: int, *, sent: bool = False) -> tuple[PeerQuestion, Capacity]:
    review = access_peer_review(user, ref)
    hat = or_404(acting_for(user, review.area, COUNTRY))
    found = review.questions.select_related("assignment__area", "review__area", "review__round").filter(pk=number).first()
    if found is None or not (sent or review.state in ANSWERING):
        raise Http404
    return found, hat


def reply_is_open(review: PeerReview) -> bool:
    return review.state == State.ANSWERS and not (review.answer_until and clock.today() > review.answer_until)


def to_reply_to_peer(user: Reader, ref: str, number: int, *, sent: bool = False) -> tuple[PeerJudgement, Capacity]:
    review = access_peer_review(user, ref)
    hat = or_404(acting_for(user, review.area, COUNTRY))
    rows = PeerJudgement.objects.filter(assignment__review=review).select_related(
        "assignment__review", "assignment__area", "commitment"
    )
    found = rows.filter(pk=number).first()
    if found is None or review.state not in PeerReview.GIVEN or not (sent or reply_is_open(review)):
        raise Http404
    return found, hat


def to_tell_midterm(user: Reader, ref: str) -> tuple[PeerReview, Capacity]:
    review = access_peer_review(user, ref)
    hat = or_404(acting_for(user, review.area, COUNTRY))
    if review.state not in (State.FINAL, State.MIDTERM):
        raise Http404
    return review, hat


def to_declare_absence(user: Reader) -> Capacity:
    return or_404(next((h for h in capacities(user, COUNTRY) if h.area_id), None))


def to_end_absence(user: Reader, number: int) -> tuple[PeerAbsence, Capacity]:
    found = PeerAbsence.objects.select_related("area").filter(pk=number, ended_on=None).first()
    if found is None:
        raise Http404
    return found, or_404(acting_for(user, found.area, COUNTRY))


def to_enter_body_review(user: Reader, iso3: str) -> tuple[Area, Capacity]:
    area = access_country(iso3)
    return area, or_404(deciding_officer(user, area))


def to_take_back_body_review(user: Reader, number: int) -> tuple[BodyReview, Capacity]:
    found = BodyReview.objects.select_related("area").filter(pk=number, withdrawn_on=None).first()
    if found is None:
        raise Http404
    return found, or_404(deciding_officer(user, found.area))
