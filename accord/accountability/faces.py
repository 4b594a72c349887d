"""What other pages may show of this room's cards."""

from collections.abc import Sequence
from typing import Any

from accord.accountability.models import Action, ActionPlan, Commitment, Edition, PeerReview, Report, ShadowReport
from accord.record.models import Card


def commitments(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = {f"commitments/{c.ref}": c for c in Commitment.objects.filter(ref__in=[_ref(c) for c in cards])}
    return {card.pk: {"status": str(found[card.ref].get_state_display())} for card in cards if card.ref in found}


def plans(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = {f"plans/{p.ref}": p for p in ActionPlan.objects.filter(ref__in=[_ref(c) for c in cards])}
    return {card.pk: {"status": str(found[card.ref].get_state_display())} for card in cards if card.ref in found}


def actions(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    """How far it is; where it is no longer, or not yet, among what is published, that."""
    found = {f"actions/{a.ref}": a for a in Action.objects.filter(ref__in=[_ref(c) for c in cards])}
    return {card.pk: {"status": _said(found[card.ref])} for card in cards if card.ref in found}


def _said(a: Action) -> str:
    standing = a.state in (Action.State.PUBLIC, Action.State.REVISED)
    return str(a.get_status_display() if standing else a.get_state_display())


def reports(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = {f"reports/{r.ref}": r for r in Report.objects.filter(ref__in=[_ref(c) for c in cards])}
    return {card.pk: {"status": str(found[card.ref].get_state_display())} for card in cards if card.ref in found}


def shadow_reports(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    rows = ShadowReport.objects.select_related("organisation", "network")
    found = {f"shadow-reports/{r.ref}": r for r in rows.filter(ref__in=[_ref(c) for c in cards])}
    return {card.pk: {"status": str(found[card.ref].source)} for card in cards if card.ref in found}


def peer_reviews(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = {f"peer-reviews/{r.ref}": r for r in PeerReview.objects.filter(ref__in=[_ref(c) for c in cards])}
    return {card.pk: {"status": str(found[card.ref].get_state_display())} for card in cards if card.ref in found}


def editions(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    found = {f"editions/{e.ref}": e for e in Edition.objects.filter(ref__in=[_ref(c) for c in cards])}
    return {card.pk: {"status": str(found[card.ref].get_state_display())} for card in cards if card.ref in found}


def _ref(card: Card) -> str:
    return card.ref.partition("/")[2]
