"""What the site knows a sealed author by: a mark that it can make anew for whoever signs in, another one for each post."""

import secrets
from datetime import UTC, datetime, time

from django.utils.crypto import constant_time_compare

from accord.kit import clock
from accord.people.models import Person
from accord.record.models import Reader
from accord.record.sealing.authors import mark_of

LENGTH, TOKEN = 64, 16  # digits of a mark, and how many of them are the post's own, by lot; the others are the author's
SUBJECTS = "posts/"


def subject_of(mark: str) -> str:
    """What the name behind this mark is sealed under. It tells nothing of the topic and nothing of other posts."""
    return f"{SUBJECTS}{mark[:TOKEN]}"


def fresh_mark(person: Person, token: str = "") -> str:
    """Two of one author have nothing in common."""
    token = token or secrets.token_hex(TOKEN // 2)
    return token + mark_of(person, f"{SUBJECTS}{token}")[: LENGTH - TOKEN]


def is_marked(user: Reader, mark: str) -> bool:
    return isinstance(user, Person) and bool(mark) and constant_time_compare(mark, fresh_mark(user, mark[:TOKEN]))


def today() -> datetime:
    """What rows of a sealed author hold as a time: the day."""
    return datetime.combine(clock.today(), time(), tzinfo=UTC)
