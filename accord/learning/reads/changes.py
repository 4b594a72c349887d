"""What changed between one wording and the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.learning.models import Revision
from accord.record.models import Card

FIELDS = {
    "kind": _("Kind"), "stage": _("Stage"), "title": _("Title"), "summary": _("In short"), "problem": _("Problem"),
    "context": _("Context"), "done": _("What was done"), "staffing": _("Staff"), "results": _("Results"),
    "failed": _("What did not work"), "adapt": _("How to adapt it"), "cost": _("Cost"), "currency": _("Currency"),
    "cost_year": _("Year of the cost"), "cost_covers": _("What the cost covers"), "since": _("Since"),
    "changed": _("What was changed"), "evidence": _("Evidence"), "decided_on": _("Decided on"), "text": _("Text"),
    "languages": _("Languages"), "until": _("Until"), "topics": _("Strategies, forms of violence, sectors"),
    "language": _("Language"), "against": _("The threat that it answers"),
}  # fmt: skip


@dataclass(frozen=True)
class RevisionLine:
    version: int
    until: datetime
    reason: str
    changes: list[tuple[str, str, str]]  # field, then, next
    language: str


def revisions_of(card: Card, now: Mapping[str, Any]) -> list[RevisionLine]:
    """Each old wording beside what came after it, field by field where they differ. Newest first (1 query)."""
    lines, after = [], now
    for r in Revision.objects.filter(card=card):
        pairs = [(str(words), _said(r.wording.get(name)), _said(after.get(name))) for name, words in FIELDS.items()]
        changed = [(words, then, new) for words, then, new in pairs if then != new]
        lines.append(RevisionLine(r.version, r.until, r.reason, changed, card.language))
        after = r.wording
    return lines


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
