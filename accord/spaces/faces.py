"""What other pages may show of this room's cards."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model

from accord.calc.zoned import in_zone
from accord.kit import locale_format
from accord.record.faces import FaceFunction
from accord.record.models import Card
from accord.spaces.models import Consultation, JointAction, Meeting, Platform, Solution, Statement, Threat


def _nothing(one: Any) -> dict[str, Any]:
    return {}


def _day(m: Meeting) -> dict[str, Any]:
    """The day there."""
    return {"figure": locale_format.day(in_zone(m.starts_at, m.zone))}


def _face(kind: type[Model], said: Callable[[Any], str], more: Callable[[Any], dict[str, Any]] = _nothing) -> FaceFunction:
    def faces(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
        refs = [card.ref.partition("/")[2] for card in cards]
        found = {one.ref: one for one in kind._default_manager.filter(ref__in=refs)}  # type: ignore[attr-defined]
        own = {card.pk: found.get(card.ref.partition("/")[2]) for card in cards}
        return {pk: {"status": said(one)} | more(one) for pk, one in own.items() if one is not None}

    return faces


FACES: dict[str, FaceFunction] = {
    "platform": _face(Platform, lambda p: p.host if p.elsewhere else str(p.get_state_display())),
    "threat": _face(Threat, lambda t: str(t.form)),
    "solution": _face(Solution, lambda s: str(s.get_stage_display())),
    "statement": _face(Statement, lambda s: str(s.get_state_display())),
    "joint_action": _face(JointAction, lambda a: str(a.get_status_display())),
    "meeting": _face(Meeting, lambda m: str(m.get_state_display()), _day),
    "consultation": _face(Consultation, lambda c: str(c.get_state_display())),
}
