"""Reminders put off with a reason, and kinds of letters that somebody does not want. Both of one's own things alone."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.calc import reminders
from accord.kit import clock
from accord.kit.texts import reader_language
from accord.notices.models import Snooze, Unwanted
from accord.people.models import Person
from accord.record import news
from accord.record.actions import append
from accord.record.owing import Asked, kinds


@transaction.atomic
def snooze(asked: Asked, until: date, reason: str) -> Snooze:
    """Its owner is not reminded until then; whoever is told beside them still is, with the reason. Raises ValidationError beyond
    the limits of `calc/reminders.py`."""
    duty, hat, today = asked.duty, asked.hat, clock.today()
    if duty.due is None or duty.quiet:
        raise ValueError("Nobody is reminded of it")
    Person.objects.select_for_update().get(pk=hat.person_id)  # two at once are counted one after the other
    before = Snooze.objects.filter(hat__person=hat.person_id, thing=duty.key, due=duty.due)
    known = [reminders.Snooze(s.asked, s.until) for s in before]
    if not reminders.may_snooze(known, today, until):
        raise ValidationError(
            _("A reminder is put off twice at most, for %(days)s days each, and not while it is put off already.")
            % {"days": reminders.SNOOZE_DAYS}
        )
    made = Snooze.objects.create(
        hat=hat, thing=duty.key, due=duty.due, asked=today, until=until, reason=reason, language=reader_language()
    )
    told = {"thing": duty.key, "due": duty.due.isoformat(), "until": until.isoformat(), "world": hat.world}
    append("reminder_snoozed", None, by=hat, reason=reason, after=told)
    return made


@transaction.atomic
def want_letters(person: Person, wanted: Collection[str]) -> None:
    """Of these kinds, where they are one's own to do or new for one. It leaves no event, as following a card leaves none."""
    unwanted = [kind for kind in (*kinds(), *news.kinds()) if kind not in wanted]
    Unwanted.objects.filter(person=person).exclude(kind__in=unwanted).delete()
    Unwanted.objects.bulk_create([Unwanted(person=person, kind=kind) for kind in unwanted], ignore_conflicts=True)
