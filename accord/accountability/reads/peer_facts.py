"""What the guards of a peer review look at."""

from accord.accountability.models import PeerAssignment, PeerReview, Recommendation
from accord.accountability.peer_states import PeerFacts
from accord.accountability.reads.peer_days import day_is_clear, held_by_others
from accord.kit import clock


def peer_facts(review: PeerReview) -> PeerFacts:
    """Some seven queries. Its round and area are at hand."""
    accepted = list(review.assignments.filter(state=PeerAssignment.State.ACCEPTED).prefetch_related("proposals"))
    given = [(r.response, r.progress) for r in Recommendation.objects.filter(proposal__assignment__review=review)]
    day, held = review.dialogue_on, held_by_others([review.area]).get(review.area_id, [])
    return PeerFacts(
        today=clock.today(),
        team=review.round.team,
        accepted=len(accepted),
        dialogue_on=day,
        day_is_clear=day is not None and day_is_clear(review, day, held),
        unanswered_questions=review.questions.filter(answer="").count(),
        reviewers_without_recommendation=sum(not a.proposals.all() for a in accepted),
        recommendations=len(given),
        unanswered=sum(response == Recommendation.Response.PENDING for response, _progress in given),
        answer_until=review.answer_until,
        untold=sum(not progress for _response, progress in given),
    )
