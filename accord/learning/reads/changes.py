"""What changed between one wording and the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.kit import locale_format
from accord.kit.interface import spoken_language
from accord.kit.templatetags.kit import OWN_NAMES
from accord.kit.texts import Text, reader_language
from accord.learning.models import Adoption, Offer, Practice, Revision
from accord.record.models import Card, Topic

FIELDS = {
    "kind": _("Kind"), "stage": _("Stage"), "title": _("Title"), "summary": _("In short"), "problem": _("Problem"),
    "context": _("Context"), "done": _("What was done"), "staffing": _("Staff"), "results": _("Results"),
    "failed": _("What did not work"), "adapt": _("How to adapt it"), "cost": _("Cost"), "currency": _("Currency"),
    "cost_year": _("Year of the cost"), "cost_covers": _("What the cost covers"), "since": _("Since"),
    "changed": _("What was changed"), "evidence": _("Evidence"), "decided_on": _("Decided on"), "text": _("Text"),
    "languages": _("Languages"), "until": _("Until"), "topics": _("Strategies, forms of violence, sectors"),
    "language": _("Language"), "against": _("The threat that it answers"),
}  # fmt: skip


KINDS: dict[str, Any] = {"practice": Practice.Kind, "adoption": Adoption.Kind, "offer": Offer.Kind, "need": Offer.Kind}
type Said = Text | str


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
    threat changed)."""
    revisions = list(Revision.objects.filter(card=card))
    if not revisions:
        return []
    words = _Words(card)
    lines, after = [], now
    for r in revisions:
        pairs = [(name, r.wording.get(name), after.get(name)) for name in FIELDS]
        changed = [(name, then, new) for name, then, new in pairs if _plainly(then) != _plainly(new)]
        lines.append(
            RevisionLine(
                r.version, r.until, r.reason, [(str(FIELDS[name]), _plainly(then), _plainly(new)) for name, then, new in changed],
                card.language, [(str(FIELDS[name]), words.of(name, then), words.of(name, new)) for name, then, new in changed],
            )
        )  # fmt: skip
        after = r.wording
    return lines


def _plainly(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


class _Words:
    """Codes, days and sums in the reader's words; what somebody wrote in the language of the card."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.topics = {t.code: str(t.name) for t in Topic.objects.all()}
        self.choices: dict[str, dict[str, str | Promise]] = {
            "kind": dict(KINDS[card.kind].choices), "stage": dict(Adoption.Stage.choices), "language": dict(OWN_NAMES),
            "languages": dict(OWN_NAMES), "topics": dict(self.topics),
        }  # fmt: skip

    def of(self, name: str, value: Any) -> Said:
        if value in (None, "", []):
            return "–"
        if name in self.choices:
            codes = value if isinstance(value, list) else [value]
            found = [self.choices[name].get(code) or str(code) for code in codes]
            spoken = spoken_language(found[0], reader_language()) if name in ("kind", "stage") else reader_language()
            return Text(", ".join(map(str, found)), spoken)
        if name in ("decided_on", "until"):
            return locale_format.day(date.fromisoformat(value))
        if name == "cost":
            return locale_format.number(value, 2)
        if name == "against":
            threat = Card.objects.visible_to(AnonymousUser()).filter(ref=value).first()  # what everyone sees, on any page
            return threat.name if threat else str(value)
        return Text(str(value), self.card.language)
