"""What a State answers, and what it and assessors say became of a recommendation."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accord.accountability.actions.cards import recommendation_card
from accord.accountability.actions.ratings import stays_outside
from accord.accountability.actions.telling import tell_of_commitment
from accord.accountability.models import Commitment, FollowUp, Recommendation
from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict, append, link, publish_card
from accord.record.models import Card, Topic

TOLD = ("progress", "rationale", "evidence", "confidence", "language")


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation, *, response: str, reason: str, version: int, by: Capacity, language: str = "en"
) -> Recommendation:
    """The State's own answer. An earlier one stays in the journal. Raises Conflict on a stale `version`."""
    row = Recommendation.objects.select_for_update(of=("self",)).select_related("area").get(pk=recommendation.pk)
    before = {"response": row.response, "reason": row.response_reason}
    if version != row.version:
        raise Conflict(before, {"response": response, "reason": reason})
    row.response, row.response_reason, row.responded_on, row.version = response, reason, clock.today(), row.version + 1
    row.response_language = language
    row.save()
    card = publish(row)
    append("recommendation_answered", card, by=by, before=before, after={"response": response, "reason": reason})
    return row


def publish(row: Recommendation) -> Card:
    """Its card anew, so that lists and search find it by how it stands now."""
    codes = [*row.strategies, *(f"sdg-{goal}" for goal in row.goals)]
    return publish_card(recommendation_card(row, row.area, {t.code: t for t in Topic.objects.filter(code__in=codes)}))


@transaction.atomic
def follow_up(recommendation: Recommendation, given: Mapping[str, Any], *, view: str, version: int, by: Capacity) -> FollowUp:
    """How far it is carried out, told by the government or seen by an assessor; what was told before stays in the journal.

    `given`: progress, rationale, evidence, language, and confidence of an assessor. `version` is that of what is told anew, 0
    for the first time. Raises Conflict on a stale one, ValidationError where an assessor acts for the country.
    """
    row = Recommendation.objects.select_for_update(of=("self",)).select_related("area").get(pk=recommendation.pk)
    if view == FollowUp.View.ASSESSOR:
        stays_outside(by, row.area)
    own = {"view": view} if view == FollowUp.View.GOVERNMENT else {"view": view, "by": by}
    found = FollowUp.objects.filter(recommendation=row, **own).first()
    before = {name: getattr(found, name) for name in TOLD} if found else {}
    if version != (found.version if found else 0):
        raise Conflict(before, {name: given.get(name, "") for name in TOLD})
    made = found or FollowUp(recommendation=row, view=view, version=0)
    for name in TOLD:
        setattr(made, name, given.get(name) or ("en" if name == "language" else ""))
    made.by, made.told_on, made.version = by, clock.today(), made.version + 1
    made.save()
    if view == FollowUp.View.GOVERNMENT:
        row.progress = made.progress
        row.save(update_fields=["progress"])
    after = {name: getattr(made, name) for name in TOLD}
    verb = "recommendation_followed_up" if view == FollowUp.View.GOVERNMENT else "recommendation_assessed"
    append(verb, publish(row), by=by, before=before, after=after)
    return made


@transaction.atomic
def tie_commitment(recommendation: Recommendation, commitment: Commitment, *, by: Capacity, note: str = "") -> None:
    """One commitment may answer many recommendations; the note says how."""
    row = Commitment.objects.select_for_update(of=("self",)).select_related("area", "lead").get(pk=commitment.pk)
    row.recommendations.add(recommendation)
    card = Card.objects.get(ref=f"commitments/{commitment.ref}")
    link(card, "responds_to", Card.objects.get(ref=f"recommendations/{recommendation.ref}"), note=note)
    after = {"recommendation": recommendation.ref} | ({"note": note} if note else {})
    tell_of_commitment("commitment_tied", row, by=by, after=after)
