"""A convener without an account is asked by a letter, and answers by the link in it."""

from django.db import transaction
from django.utils.crypto import get_random_string

from accord.kit import clock
from accord.people.models import Capacity
from accord.record.actions import Conflict
from accord.spaces.access.asking import link_is_open, may_be_written
from accord.spaces.actions.telling import held, tell
from accord.spaces.models import Overlap, Platform


def convener_of(overlap: Overlap) -> str:
    """Of what exists already, as it is called here."""
    there = (
        Platform.objects.filter(ref=overlap.card.ref.removeprefix("platforms/")).first()
        if overlap.card.kind == "platform"
        else None
    )
    body = str(overlap.card.owner.name) if overlap.card.owner else ""
    return ((there.host if there else "") or body or str(overlap.card.name))[:200]


@transaction.atomic
def write_letter(overlap: Overlap, *, language: str, by: Capacity) -> Overlap:
    """Makes the link. While one is open it stays: a letter that went out already leads there. Raises Conflict where it was
    answered meanwhile."""
    platform = held(overlap.platform)
    row = _held(overlap)
    if not may_be_written(row):
        raise Conflict({"answer": row.answer}, {})
    row.letter_language = language
    if link_is_open(row):
        row.save(update_fields=["letter_language"])
        return row
    row.letter_to, row.letter_on, row.letter_once = convener_of(row), clock.today(), get_random_string(32)
    row.save()
    tell("overlap_letter_written", platform, by=by, after={"about": row.card.ref, "to": row.letter_to})
    return row


@transaction.atomic
def take_link_back(overlap: Overlap, *, by: Capacity) -> Overlap:
    """It opens nothing any more; another letter has another link."""
    platform = held(overlap.platform)
    row = _held(overlap)
    if row.letter_once and not row.by_link:
        row.letter_once = ""
        row.save(update_fields=["letter_once"])
        tell("overlap_link_taken_back", platform, by=by, after={"about": row.card.ref})
    return row


@transaction.atomic
def answer_by_link(overlap: Overlap, *, answer: str, language: str) -> Overlap:
    """As told by whoever holds the link: once. Raises Conflict where the link ended meanwhile; the same sent twice is one."""
    platform = held(overlap.platform)
    row = _held(overlap)
    if row.letter_once != overlap.letter_once or not link_is_open(row):
        if row.by_link and row.answer == answer:
            return row
        raise Conflict({}, {"answer": answer})
    row.answer, row.answer_language, row.answered_on, row.answered_by = answer, language, clock.today(), None
    row.asked_on = row.asked_on or row.letter_on
    row.by_link, row.version = True, row.version + 1
    row.save()
    tell("overlap_answered_by_link", platform, by=None, after={"about": row.card.ref, "to": row.letter_to, "answer": answer})
    return row


def _held(overlap: Overlap) -> Overlap:
    rows = Overlap.objects.select_for_update(of=("self",)).select_related("platform", "card__owner")
    return rows.get(pk=overlap.pk)
