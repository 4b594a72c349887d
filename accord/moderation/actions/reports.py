"""Reporting an item: from anybody, signed in or not."""

import hashlib

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from accord.kit import clock
from accord.kit.counting import one_more
from accord.moderation.grounds import Ground
from accord.moderation.models import Case, Report
from accord.people.models import Person
from accord.record.actions import append
from accord.record.models import Card

AN_HOUR = 10  # reports from one address, or by one person
A_DAY = 300  # from all who are signed out, so that the queue stays one that people can read


class TooOften(Exception):
    """More reports than one address may send. What was typed stays."""


def answer_key(once: str) -> str:
    """The name of the page where the reporter is answered: made from the form's token, kept nowhere."""
    return salted_hmac("accord.moderation.answer", once, algorithm="sha256").hexdigest()


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def count_one(who: str, signed_in: bool) -> None:
    """Counts one more report of this hour. Raises TooOften."""
    if not one_more("reports", who, AN_HOUR) or not (signed_in or one_more("reports", "", A_DAY, day=True)):
        raise TooOften


@transaction.atomic
def report(
    card: Card, part: str = "", *, ground: str, text: str = "", contact: str = "", person: Person | None = None, key: str,
    language: str = "en",
) -> Report:  # fmt: skip
    """The same key again is the same report. The journal tells that one came, for officers, and not by whom."""
    if ground not in Ground.values:
        raise ValueError(f"{ground} is no ground")
    once = digest_of(key)
    if found := Report.objects.filter(once=once).first():
        return found
    case, _ = Case.objects.get_or_create(card=card, part=part)
    if case.closed_at is not None:
        case.closed_at, case.opened_at = None, clock.now()
        case.save(update_fields=["closed_at", "opened_at"])
    given = {"ground": ground, "text": text, "contact": contact, "person": person, "language": language}
    try:
        with transaction.atomic():
            made = Report.objects.create(case=case, once=once, **given)
    except IntegrityError:  # pressed twice at once
        return Report.objects.get(once=once)
    append("item_reported", None, after={"card": card.ref, "part": part, "ground": ground, "world": card.world})
    return made
