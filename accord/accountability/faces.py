"""What other pages may show of this room's cards."""

from collections.abc import Sequence
from typing import Any

from accord.accountability.models import Commitment, Report, ShadowReport
from accord.record.models import Card


def commitments(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = {f"commitments/{c.ref}": c for c in Commitment.objects.filter(ref__in=[_ref(c) for c in cards])}
    return {card.pk: {"status": str(found[card.ref].get_state_display())} for card in cards if card.ref in found}


def reports(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = {f"reports/{r.ref}": r for r in Report.objects.filter(ref__in=[_ref(c) for c in cards])}
    return {card.pk: {"status": str(found[card.ref].get_state_display())} for card in cards if card.ref in found}


def shadow_reports(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    rows = ShadowReport.objects.select_related("organisation", "network")
    found = {f"shadow-reports/{r.ref}": r for r in rows.filter(ref__in=[_ref(c) for c in cards])}
    return {card.pk: {"status": str(found[card.ref].source)} for card in cards if card.ref in found}


def _ref(card: Card) -> str:
    return card.ref.partition("/")[2]
