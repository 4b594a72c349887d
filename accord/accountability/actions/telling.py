"""Events of commitments and reports: each says what stands after it (`accord verify` holds the tables against it)."""

from typing import Any

from accord.accountability.actions.cards import commitment_card, report_card
from accord.accountability.models import Commitment, Report
from accord.accountability.standing import commitment_digest, report_digest
from accord.people.models import Capacity
from accord.record.actions import append
from accord.record.models import Card, Event


def tell_of_commitment(
    verb: str, commitment: Commitment, *, by: Capacity, reason: str = "", anew: bool = False, **content: Any
) -> Event:
    """`content`: before, after. `anew`: the card, and what search finds, is written anew with it."""
    card = commitment_card(commitment) if anew else Card.objects.get(ref=f"commitments/{commitment.ref}")
    return append(verb, card, by=by, reason=reason, stands={card.ref: commitment_digest(commitment.pk)}, **content)


def tell_of_report(
    verb: str, report: Report, *, by: Capacity | None, reason: str = "", anew: bool = False, **content: Any
) -> Event:
    card = report_card(report) if anew else Card.objects.get(ref=f"reports/{report.ref}")
    return append(verb, card, by=by, reason=reason, stands={card.ref: report_digest(report.pk)}, **content)
