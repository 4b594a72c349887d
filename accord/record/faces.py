"""Faces: short values of a card that any page may show. Rooms register one function a kind at start-up."""

from collections.abc import Callable, Sequence
from typing import Any

from accord.record.models import Card

# A face function takes cards of its kind and gives, for each id, {"status": ..., "figure": ..., "note": ...}.
type FaceFunction = Callable[[Sequence[Card]], dict[int, dict[str, Any]]]

_faces: dict[str, FaceFunction] = {}


def register(kind: str, function: FaceFunction) -> None:
    _faces[kind] = function


def compute(card: Card) -> dict[str, Any] | None:
    function = _faces.get(card.kind)
    return function([card]).get(card.pk) if function else None


def faces_of(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    """Kept faces as they are; missing ones computed in one batch a kind."""
    shown = {card.pk: card.face for card in cards if card.face is not None}
    missing: dict[str, list[Card]] = {}
    for card in cards:
        if card.pk not in shown and card.kind in _faces:
            missing.setdefault(card.kind, []).append(card)
    for kind, group in missing.items():
        shown |= _faces[kind](group)
    return shown
