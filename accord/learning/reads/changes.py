"""What changed between one wording and the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.learning.models import Adoption, Offer, Practice, Revision
from accord.record.models import Card
from accord.record.wordings import Said, Wordings, plainly

FIELDS = {
    "kind": _("Kind"), "stage": _("Stage"), "title": _("Title"), "summary": _("In short"), "problem": _("Problem"),
    "context": _("Context"), "place": _("Where it was done"), "done": _("What was done"),
    "staffing": _("Staff"), "results": _("Results"),
    "failed": _("What did not work"), "adapt": _("How to adapt it"), "cost": _("Cost"), "currency": _("Currency"),
    "cost_year": _("Year of the cost"), "cost_covers": _("What the cost covers"), "since": _("Since"),
    "changed": _("What was changed"), "evidence": _("Evidence"), "decided_on": _("Decided on"), "text": _("Text"),
    "languages": _("Languages"), "until": _("Until"), "topics": _("Strategies, forms of violence, sectors"),
    "language": _("Language"), "against": _("The threat that it answers"),
}  # fmt: skip
HEADINGS = {  # of the texts of a practice, as its form calls them
    "problem": _("The problem"), "context": _("Where and for whom"), "done": _("What was done"),
    "staffing": _("Who it takes"), "results": _("What came of it"),
    "failed": _("What did not work"), "adapt": _("How to adapt it"),
}  # fmt: skip


KINDS: dict[str, Any] = {"practice": Practice.Kind, "adoption": Adoption.Kind, "offer": Offer.Kind, "need": Offer.Kind}


@dataclass(frozen=True)
class RevisionLine:
    """`changes` as they were kept, codes and all; `shown` the same as a reader writes them."""

    version: int
    until: datetime
    reason: str
    changes: list[tuple[str, str, str]]  # field, then, next
    language: str
    shown: list[tuple[str, Said, Said]] = field(default_factory=list, metadata={"html_only": True})


def revisions_of(card: Card, now: Mapping[str, Any]) -> list[RevisionLine]:
    """Each old wording beside what came after it, field by field where they differ. Newest first (2 queries, 1 more where the
    threat or the place changed)."""
    revisions = list(Revision.objects.filter(card=card))
    if not revisions:
        return []
    words = _words(card)
    lines, after = [], now
    for r in revisions:
        pairs = [(name, r.wording.get(name), after.get(name)) for name in FIELDS]
        changed = [(name, then, new) for name, then, new in pairs if plainly(then) != plainly(new)]
        lines.append(
            RevisionLine(
                r.version, r.until, r.reason, [(str(FIELDS[name]), plainly(then), plainly(new)) for name, then, new in changed],
                card.language, [(str(FIELDS[name]), words.of(name, then), words.of(name, new)) for name, then, new in changed],
            )
        )  # fmt: skip
        after = r.wording
    return lines


def _words(card: Card) -> Wordings:
    choices: dict[str, dict[str, Any]] = {"kind": dict(KINDS[card.kind].choices), "stage": dict(Adoption.Stage.choices)}
    return Wordings(
        card.language, choices, days=("decided_on", "until"), sums=("cost",), cards={"against": "", "place": "countries/"}
    )
