"""Drafts are kept as typed. An edit carries the version it began from; a clash is told, never overwritten."""

from typing import Any

from django.db import transaction

from accord.kit import clock, prepared
from accord.people.models import Person
from accord.record.models import Draft

MOST = 200  # drafts of a person: beyond them the oldest goes, so that forms without end fill no disk


class Conflict(Exception):
    """Someone (or a second tab) saved in between; both texts are at hand."""

    def __init__(self, theirs: Any, mine: Any) -> None:
        super().__init__("The record changed since this form was opened.")
        self.theirs, self.mine = theirs, mine


@transaction.atomic
def save_draft(person: Person, key: str, typed: dict[str, Any], version: int = 0, *, title: str = "", url: str = "") -> Draft:
    """Keep what was typed. `version` 0 means "I have not seen one"; another stale number raises Conflict.

    `title` and `url` are of the form, so that one finds the way back.
    """
    title, url = title[:300], url if len(url) <= 500 else ""
    told = {"typed": typed, "title": title, "url": url}
    draft, made = Draft.objects.select_for_update().get_or_create(person=person, key=key, defaults=told)
    if made:
        kept = Draft.objects.filter(person=person).order_by("-saved_at", "-pk")
        Draft.objects.filter(pk__in=list(kept.values_list("pk", flat=True)[MOST : MOST + 50])).delete()
        return draft
    if version != draft.version and draft.typed != typed:
        raise Conflict(draft.typed, typed)
    draft.typed, draft.version, draft.saved_at = typed, draft.version + 1, clock.now()
    draft.title, draft.url = title, url
    draft.save()
    return draft


def take_draft(person: Person, key: str) -> Draft | None:
    return Draft.objects.filter(person=person, key=key).first()


def drop_draft(person: Person, key: str) -> None:
    # Nothing hangs on a draft, so that none need be looked for.
    prepared.later(f"DELETE FROM {Draft._meta.db_table} WHERE person_id = %s AND key = %s", [person.pk, key])
