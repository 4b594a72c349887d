"""What a State answers."""

from django.db import transaction

from accord.accountability.actions.telling import tell_of_commitment
from accord.accountability.models import Commitment, Recommendation
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict, append, link
from accord.record.models import Card


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation, *, response: str, reason: str, version: int, by: Capacity, language: str = "en"
) -> Recommendation:
    """The State's own answer. An earlier one stays in the journal. Raises Conflict on a stale `version`."""
    row = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    before = {"response": row.response, "reason": row.response_reason}
    if version != row.version:
        raise Conflict(before, {"response": response, "reason": reason})
    row.response, row.response_reason, row.responded_on, row.version = response, reason, clock.today(), row.version + 1
    row.response_language = language
    row.save()
    card = Card.objects.get(ref=f"recommendations/{row.ref}")
    append("recommendation_answered", card, by=by, before=before, after={"response": response, "reason": reason})
    return row


@transaction.atomic
def tie_commitment(recommendation: Recommendation, commitment: Commitment, *, by: Capacity) -> None:
    """One commitment may answer many recommendations."""
    row = Commitment.objects.select_for_update(of=("self",)).select_related("area", "lead").get(pk=commitment.pk)
    row.recommendations.add(recommendation)
    card = Card.objects.get(ref=f"commitments/{commitment.ref}")
    link(card, "responds_to", Card.objects.get(ref=f"recommendations/{recommendation.ref}"))
    tell_of_commitment("commitment_tied", row, by=by, after={"recommendation": recommendation.ref})
