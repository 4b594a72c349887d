"""One letter a person and day at most, of what is due and of what is new: written from the states of things, kept by step, safe
to run twice.

Who is told is written down before the letter goes: where it cannot be sent the row is taken back, and the next run tries again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from accord.calc import reminders
from accord.kit import clock
from accord.kit.asked import on_this_site
from accord.kit.texts import Text, pick
from accord.notices.models import Digest, Notice
from accord.notices.reads.letters import InLanguages, Today, Told, due_today, unwanted_of, world_now
from accord.notices.reads.news import untold, wanted_by
from accord.notices.reads.owed import untitled, visible_refs
from accord.people.models import Person
from accord.record.news import News
from accord.record.owing import Duty

MOST_NEW = 30  # lines of what is new in one letter


@dataclass(frozen=True)
class Sent:
    letters: int = 0
    notices: int = 0  # steps written down, with or without a letter
    failed: int = 0


@dataclass(frozen=True)
class Line:
    """A duty as it stands in a letter. `beside`: told to somebody who does not owe it; then `owner` says who does."""

    duty: Duty
    address: str
    late: bool
    beside: bool
    owner: str
    put_off_until: date | None
    reason: str


@dataclass(frozen=True)
class New:
    """What is new, as it stands in a letter."""

    words: str
    about: Sequence[str | Text]
    address: str
    said: Text | None


def send_letters(world: str, *, failing: Callable[[str], None] = lambda words: None) -> Sent:
    """`failing` is told of each letter that could not be sent: its fault, and nobody's address."""
    today, total = clock.today(), Sent()
    now = world_now(world)
    languages = InLanguages(now)
    found = due_today(now, list(languages.of("en").values()), today)
    new = untold(world)
    able = set(found.come) | set(new)
    had = set(Digest.objects.filter(on=today, person__in=able).values_list("person_id", flat=True))
    for number in sorted(able - had):
        one = _tell(number, found, new.get(number, ()), languages, today, failing)
        total = Sent(total.letters + one.letters, total.notices + one.notices, total.failed + one.failed)
    return total


def _tell(
    number: int, found: Today, news: Sequence[News], languages: InLanguages, today: date, failing: Callable[[str], None]
) -> Sent:
    unwanted, person = unwanted_of(number), Person.objects.get(pk=number)
    come = found.come.get(number, [])

    def is_wanted(line: Told) -> bool:
        return line.level != reminders.OWNER or line.kind not in unwanted

    new = wanted_by(person, news, unwanted)
    wanted = [line for line in found.near.get(number, ()) if is_wanted(line)] if any(map(is_wanted, come)) or new else []
    silent = [line for line in come if not is_wanted(line)]
    letter = _written_down(number, wanted, silent, new, today)
    if letter is None:
        return Sent(notices=len(silent))
    try:
        _letter(person, wanted, new, languages.of(person.language), today).send()
    except Exception as fault:  # whatever a mail server answers: one letter stops no other
        letter.delete()
        failing(f"{type(fault).__name__}")
        return Sent(failed=1)
    return Sent(1, len(wanted) + len(silent) + len(new))


def _written_down(number: int, wanted: Sequence[Told], silent: Sequence[Told], new: Sequence[News], today: date) -> Digest | None:
    """The letter's row; None where there is none to write, or where another run writes it at this moment."""
    try:
        with transaction.atomic():
            letter = Digest.objects.create(person_id=number, on=today) if wanted or new else None
            rows = [(line, letter) for line in wanted] + [(line, None) for line in silent]
            Notice.objects.bulk_create(
                [
                    Notice(person_id=number, thing=t.key, due=t.due, step=t.step, on=today, digest=kept)
                    for t, kept in rows
                ]
                + [Notice(person_id=number, thing=n.key, due=today, step=str(n.mark), on=today, digest=letter) for n in new],
                ignore_conflicts=True,
            )  # fmt: skip
            return letter
    except IntegrityError:
        return None


def _subject(lines: Sequence[Line], new: Sequence[New]) -> str:
    late = sum(one.late for one in lines if not one.beside)
    if late:
        return ngettext("%(n)s thing is late", "%(n)s things are late", late) % {"n": late}
    if lines:
        return ngettext("%(n)s thing is due", "%(n)s things are due", len(lines)) % {"n": len(lines)}
    return ngettext("%(n)s new for you", "%(n)s new for you", len(new)) % {"n": len(new)}


def _new(one: News, language: str) -> New:
    about = [pick(text) if isinstance(text, Mapping) else text if isinstance(text, Text) else str(text) for text in one.about]
    return New(str(one.words), about, on_this_site(f"{language}/{one.url}"), one.said)


def _letter(
    person: Person, told: Sequence[Told], news: Sequence[News], duties: Mapping[str, Duty], today: date
) -> EmailMultiAlternatives:
    with translation.override(person.language):
        lines = _lines(person, told, duties, today)
        new = [_new(one, person.language) for one in news]
        own, beside = [one for one in lines if not one.beside], [one for one in lines if one.beside]
        subject = _subject(lines, new)
        given = {
            "own": own, "beside": beside, "new": new[:MOST_NEW], "more": len(new) - MOST_NEW,
            "minutes": sum(one.duty.minutes for one in own), "language": person.language,
            "direction": "rtl" if person.language == "ar" else "ltr", "subject": subject,
            "owed": on_this_site(f"{person.language}/owed/"), "mine": on_this_site(f"{person.language}/discussions/mine/"),
            "settings": on_this_site(f"{person.language}/owed/letters/"),
        }  # fmt: skip
        heads = {"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{given['settings']}>"}
        letter = EmailMultiAlternatives(
            f"[Accord] {subject}", render_to_string("notices/letter.txt", given), None, [person.email], headers=heads
        )
        letter.attach_alternative(render_to_string("notices/letter.html", given), "text/html")
        return letter


def _lines(person: Person, told: Sequence[Told], duties: Mapping[str, Duty], today: date) -> list[Line]:
    """The one rule of who sees what holds in a letter, too: without it a thing has no title and no address of its own."""
    known = [(one, duties[one.key]) for one in told if one.key in duties]
    seen = visible_refs(person, [duty.card for _one, duty in known if duty.card])
    found = []
    for one, duty in known:
        shown = duty if not duty.card or duty.card in seen else untitled(duty)
        address = on_this_site(f"{person.language}/{shown.url or 'owed/'}")
        off = one.put_off
        found.append(
            Line(shown, address, one.due < today, one.level != reminders.OWNER, f"{one.owner.person} ({one.owner})",
                 off.until if off else None, off.reason if off else "")
        )  # fmt: skip
    return found
