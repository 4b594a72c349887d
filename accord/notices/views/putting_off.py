"""Forms: putting a reminder off, which letters one gets, a pack that was read."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accord.kit import clock
from accord.kit.access import members_only
from accord.notices import access, actions, forms
from accord.notices.reads.letters import unwanted_of
from accord.people.models import Person
from accord.record import news
from accord.record.editing import Editing, edit
from accord.record.owing import kinds


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@members_only
def snooze(request: HttpRequest, thing: str) -> HttpResponse:
    asked = access.to_snooze(request.user, thing)
    lead = " – ".join([asked.duty.words, *map(str, asked.duty.about)])
    page = Editing(_("Put a reminder off"), _("Put it off"), _("What I owe"), "owed/", lead=lead, world=asked.hat.world)

    def save(given: dict[str, Any], version: int) -> str:
        actions.snooze(asked, given["until"], given["reason"])
        return "owed/"

    initial = {"until": clock.today() + timedelta(7)}
    done = _("You are not reminded of it until then. It stays on your list.")
    return edit(request, forms.SnoozeForm, page, key=f"put-off/{thing}", version=0, initial=initial, save=save, done=done)


@members_only
def letters(request: HttpRequest) -> HttpResponse:
    me, known = _me(request), {**kinds(), **news.kinds()}
    page = Editing(
        _("Which letters I get"), _("Save"), _("What I owe"), "owed/", world=me.world,
        lead=_("One letter a day at most. Of what is due or late: ninety, thirty and seven days before, on the day, four weeks "
               "weekly, then once a month, until it is done. Of what is new for you: once."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.want_letters(me, given["wanted"])
        return "owed/"

    initial = {"wanted": [kind for kind in known if kind not in unwanted_of(me.pk)]}
    form = partial(forms.LettersForm, kinds=known)
    return edit(request, form, page, key="letters", version=0, initial=initial, save=save, done=_("That is saved."))


@members_only
def read(request: HttpRequest, number: int) -> HttpResponse:
    found = access.to_pack(request.user, number)
    page = Editing(
        _("Mark the pack as read"), _("I have read it"), str(found.old), f"owed/packs/{number}/", world=found.new.world
    )

    def save(given: dict[str, Any], version: int) -> str:
        actions.mark_read(found)
        return f"owed/packs/{number}/"

    done = _("The pack stays readable here.")
    return edit(request, forms.ReadForm, page, key=f"pack/{number}", version=0, initial={}, save=save, done=done)
