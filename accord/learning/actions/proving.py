"""What speaks for a practice and against it, and what became of it since."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accord.learning.actions.practices import held_practice
from accord.learning.actions.telling import tell_of_practice
from accord.learning.models import Evidence, Practice, Update
from accord.people.models import Capacity
from accord.record.actions import Conflict, link, unlink
from accord.record.models import Card


@transaction.atomic
def add_evidence(practice: Practice, given: Mapping[str, Any], *, by: Capacity) -> Evidence:
    """A link on the web, or to a card of this site, which is then tied both ways. Raises Conflict where the practice is
    closed."""
    row = _open(practice)
    card: Card | None = given.get("card")
    made = Evidence.objects.create(
        practice=row, title=given["title"], url=given.get("url", ""), card=card, year=given.get("year"), stance=given["stance"],
        note=given["note"],
    )  # fmt: skip
    tie_evidence(made)
    tell_of_practice("practice_evidence_added", row, by=by, after=_told(made))
    return made


def tie_evidence(one: Evidence) -> None:
    """What is of this site says so on its own page, with the same note."""
    if one.card:
        link(Card.objects.get(ref=f"practices/{one.practice.ref}"), "evidenced_by", one.card, stance=one.stance, note=one.note)


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: Capacity, reason: str) -> None:
    """With a reason once it was public: the journal keeps what stood there. Raises ValueError without it, Conflict where it
    is gone."""
    row = _open(evidence.practice)
    found = Evidence.objects.filter(pk=evidence.pk).select_related("card").first()
    if found is None:
        raise Conflict({}, {})
    if row.state in Practice.PUBLIC and not reason.strip():
        raise ValueError("Taking out what was published needs a reason")
    before = _told(found)
    if found.card:
        unlink(Card.objects.get(ref=f"practices/{row.ref}"), "evidenced_by", found.card)
    found.delete()
    tell_of_practice("practice_evidence_removed", row, by=by, reason=reason, before=before)


@transaction.atomic
def tell_update(practice: Practice, *, text: str, language: str, by: Capacity) -> Update:
    """What became of it since: added, never changed. Raises Conflict where it is not public, or not any more."""
    row = held_practice(practice)
    if row.state not in Practice.PUBLIC:
        raise Conflict({"state": str(row.get_state_display())}, {})
    made = Update.objects.create(practice=row, text=text, language=language, by=by)
    tell_of_practice("practice_update_told", row, by=by, after={"text": text})
    return made


def _open(practice: Practice) -> Practice:
    row = held_practice(practice)
    if row.state not in Practice.OPEN:
        raise Conflict({"state": str(row.get_state_display())}, {})
    return row


def _told(one: Evidence) -> dict[str, Any]:
    return {"title": one.title, "url": one.url or (one.card.ref if one.card else ""), "stance": one.stance, "note": one.note}
