"""What rooms where people speak ask before they take a post: is somebody new, suspended, muted."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.kit import clock
from accord.kit.locale_format import day
from accord.moderation.grounds import Act
from accord.moderation.models import Decision, Mute
from accord.people.models import Person
from accord.record.models import Card, Event, Reader

NEW_DAYS = 3
NEW_ACTS = 5
NEW_AN_HOUR = 3
AN_HOUR = 30
LINK = re.compile(r"(?:https?://|www\.)\S|\[[^\]]*\]\(|<\s*a\s", re.IGNORECASE)

type Count = Callable[[Person, datetime | None], int]  # how much of it a person has said here since then (ever, without one)
_counts: list[Count] = []


def register_count(count: Count) -> None:
    """A room says how many posts of a person stand there: they make somebody known, and are counted by the hour."""
    _counts.append(count)


@dataclass(frozen=True)
class Allowance:
    """What a person may post."""

    newcomer: bool
    an_hour: int
    links: bool
    files: bool


def allowance(person: Person) -> Allowance:
    """A verified capacity makes known at once; else some days and some acts (2 queries, and those of the rooms)."""
    if person.active_capacities().exists():
        return Allowance(False, AN_HOUR, True, True)
    acts = Event.objects.filter(capacity__person=person).count() + sum(count(person, None) for count in _counts)
    known = acts >= NEW_ACTS and clock.now() - person.joined_at >= timedelta(days=NEW_DAYS)
    return Allowance(False, AN_HOUR, True, True) if known else Allowance(True, NEW_AN_HOUR, False, False)


def check_post(person: Person, place: Card | None, *, text: str = "", files: int = 0, again: bool = False) -> None:
    """Before a post is taken, or changed (`again`: it counts as none). Raises ValidationError that says what to do; the form
    keeps what was typed."""
    held = suspension(person, place)
    if held is not None and held.until is not None:
        words = _("You are suspended from speaking here until %(day)s. The notice on your page says why and how to appeal.")
        raise ValidationError(words, code="suspended", params={"day": day(held.until)})
    may = allowance(person)
    if not may.links and LINK.search(text):
        raise ValidationError(_("First posts carry no links. Take the address out, or name the page in words."), code="links")
    if files and not may.files:
        raise ValidationError(_("First posts carry no files. Send the words now; files once you are known here."), code="files")
    since = clock.now() - timedelta(hours=1)
    if not again and sum(count(person, since) for count in _counts) >= may.an_hour:
        words = ngettext(
            "You posted %(n)d time within an hour, which is the most for now. What you typed is kept: send it later.",
            "You posted %(n)d times within an hour, which is the most for now. What you typed is kept: send it later.",
            may.an_hour,
        )
        raise ValidationError(words, code="often", params={"n": may.an_hour})


def suspension(person: Person, place: Card | None = None) -> Decision | None:
    """The one that lasts longest of those that count there: of that place, and of the whole site."""
    rows = Decision.objects.filter(author=person, act=Act.SUSPEND, state=Decision.State.STANDING, until__gte=clock.today())
    return rows.filter(Q(place=None) | Q(place=place)).order_by("-until").first()


def muted_by(reader: Reader) -> set[int]:
    """Ids of persons whom the reader does not want to read (1 query, none for who is signed out)."""
    if not isinstance(reader, Person):
        return set()
    return set(Mute.objects.filter(person=reader).values_list("muted_id", flat=True))
