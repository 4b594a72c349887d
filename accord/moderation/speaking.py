"""What rooms where people speak ask before they take a post: is somebody new, suspended, muted."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.kit import clock
from accord.kit.counting import one_more
from accord.kit.locale_format import day
from accord.kit.markdown import render
from accord.moderation.grounds import Act
from accord.moderation.models import Decision, Mute
from accord.people.models import Person
from accord.record.cached import blocks
from accord.record.models import Card, Event, Reader

NEW_DAYS = 3
NEW_ACTS = 5
NEW_AN_HOUR = 3
FILES_AN_HOUR = 40
CHANGES = 5  # times as many posts and changes together: a changed wording is kept, too, and may name people
LINK = re.compile(r"(?:https?://|www\.)\S|\[[^\]]*\]\(|<\s*a\s", re.IGNORECASE)

type Count = Callable[[Person, datetime | None], int]  # how much of it a person has said here since then (ever, without one)
_counts: list[Count] = []
_changes: list[Count] = []


def register_count(count: Count, changes: Count | None = None) -> None:
    """A room says how many posts of a person stand there: they make somebody known, and are counted by the hour. `changes`: how
    often somebody changed or translated one."""
    _counts.append(count)
    if changes is not None:
        _changes.append(changes)


@dataclass(frozen=True)
class Allowance:
    """What a person may post."""

    newcomer: bool
    an_hour: int
    links: bool
    files: bool


def allowance(person: Person) -> Allowance:
    """A verified capacity makes known at once; else some days and some acts (1 query, and those of the rooms)."""
    if person.hats:
        return Allowance(False, settings.POSTS_AN_HOUR, True, True)
    acts = Event.objects.filter(capacity__person=person).count() + sum(count(person, None) for count in _counts)
    known = acts >= NEW_ACTS and clock.now() - person.joined_at >= timedelta(days=NEW_DAYS)
    return Allowance(False, settings.POSTS_AN_HOUR, True, True) if known else Allowance(True, NEW_AN_HOUR, False, False)


def check_post(person: Person, place: Card | None, *, text: str = "", files: int = 0, again: bool = False) -> None:
    """Before a post is taken, or changed (`again`: it counts as no post). Raises ValidationError that says what to do; the form
    keeps what was typed."""
    until = suspended_until(person, place)
    if until is not None:
        words = _("You are suspended from speaking here until %(day)s. The notice on your page says why and how to appeal.")
        raise ValidationError(words, code="suspended", params={"day": day(until)})
    may = allowance(person)
    if not may.links and (LINK.search(text) or "<a " in render(text)):
        raise ValidationError(_("First posts carry no links. Take the address out, or name the page in words."), code="links")
    if files and not may.files:
        raise ValidationError(_("First posts carry no files. Send the words now; files once you are known here."), code="files")
    since, most = clock.now() - timedelta(hours=1), may.an_hour * (CHANGES if again else 1)
    if sum(count(person, since) for count in (*_counts, *(_changes if again else ()))) >= most:
        words = ngettext(
            "You posted %(n)d time within an hour, which is the most for now. What you typed is kept: send it later.",
            "You posted %(n)d times within an hour, which is the most for now. What you typed is kept: send it later.",
            most,
        )
        raise ValidationError(words, code="often", params={"n": most})


def check_files(person: Person, place: Card | None, files: int, *, again: bool = False) -> None:
    """Before files are made anew, which costs: refused ones count, too. Not for where names are sealed, since the counting is
    kept for an hour. Raises ValidationError."""
    check_post(person, place, files=files, again=again)
    if not all(one_more("files", str(person.pk), FILES_AN_HOUR) for _file in range(files)):
        words = _("You sent many files within an hour. What you typed is kept: send the files later.")
        raise ValidationError(words, code="many_files")


def suspended_until(person: Person, place: Card | None = None) -> date | None:
    """By the decision that lasts longest of those that count there: of that place, and of the whole site."""

    def ask() -> tuple[str, ...]:
        rows = Decision.objects.filter(author=person, act=Act.SUSPEND, state=Decision.State.STANDING, until__gte=clock.today())
        last = rows.filter(Q(place=None) | Q(place=place)).order_by("-until").values_list("until", flat=True).first()
        return (last.isoformat(),) if last else ()

    key = ("suspended", person.pk, place.pk if place else 0, clock.today().isoformat())
    return next(map(date.fromisoformat, blocks.kept(key, ask, of_reader=True)), None)


def muted_by(reader: Reader) -> set[int]:
    """Ids of persons whom the reader does not want to read (1 query, none for who is signed out)."""
    if not isinstance(reader, Person):
        return set()
    return set(Mute.objects.filter(person=reader).values_list("muted_id", flat=True))
