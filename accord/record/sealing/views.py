"""Pages of custodians, and of the officers who register their keys."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.kit.access import members_only, nothing_kept, staff_session
from accord.people.models import Person
from accord.record.editing import Editing, KeptForm, Part, edit
from accord.record.sealing import access, actions, forms, reads
from accord.record.sealing.box import fingerprint


@members_only
def seals(request: HttpRequest) -> HttpResponse:
    hat = access.to_see_seals(request.user)
    return render(request, "record/seals.html", {"page": reads.seals_page(hat, request.GET.get("q", "").strip()[:160])})


@staff_session
def keys(request: HttpRequest) -> HttpResponse:
    hat = access.to_register_key(request.user)
    known = reads.keys_page(hat.person)
    lines = [(k.capacity, f"{k.person}: {k.fingerprint} ({_state_words(k.state)})") for k in known.keys]
    page = Editing(
        _("Keys of custodians"), _("Register the key"), world=hat.world, kept=False,
        parts=[Part(_("Keys"), lines)] if lines else [],
        lead=_("A custodian makes a key on their own machine (accord custodian-key FILE) and gives you the public half. It seals "
               "nothing until they have signed in and confirmed its fingerprint."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.register_key(given["capacity"], given["public"], by=hat)
        return "seals/keys/"

    form = partial(forms.KeyForm, world=hat.world)
    done = _("The key is registered. Its custodian has to confirm it.")
    return edit(request, form, page, key="custodian-key", version=0, initial={}, save=save, done=done)


def _state_words(state: str) -> str:
    return {"waiting": _("waits for its custodian"), "active": _("in use"), "ended": _("ended")}[state]


@members_only
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    assert isinstance(request.user, Person)
    key, hat = access.to_confirm_key(request.user, number)
    page = Editing(
        _("Confirm your key"), _("It is my key"), _("Seals"), "seals/", world=request.user.world,
        lead=_("Compare it with what the command printed when you made the key. If it differs, do not confirm it."),
        parts=[Part(_("Fingerprint"), [(_("Of the registered key"), fingerprint(key.public))])],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.confirm_key(key, by=hat)
        return "seals/"

    done = _("Names are sealed to your key from now on.")
    return edit(request, KeptForm, page, key=f"confirm-key/{number}", version=0, initial={}, save=save, done=done)


@members_only
@nothing_kept
def share(request: HttpRequest, number: int) -> HttpResponse:
    """The custodian's sealed share, to be opened on the own machine, and a form for the opened one."""
    assert isinstance(request.user, Person)
    found, hat = access.to_give_share(request.user, number)
    subject = found.name.subject
    page = Editing(
        _("Open a name together"), _("Give my share"), _("Seals"), "seals/", lead=subject, world=request.user.world, kept=False,
        quote=found.sealed,
        warning=_("A name is opened only where a child or a person is in danger, or a court of law asks and the law lets it. The "
                  "other custodian decides for themselves."),
        parts=[Part(_("How"), [
            (_("1. On your own machine"), _("Run bin/open-share with your key file and paste the line above.")),
            (_("2. Here"), _("Paste the line that it prints, and say why.")),
            (_("3. When both are there"), _("The name comes to you two, sealed to your keys, once.")),
        ])],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        both = actions.give_share(found, given["share"], reason=given["reason"], by=hat)
        said = _("Both shares are there: fetch the answer.") if both else _("Your share waits seven days for the other one.")
        messages.success(request, said)
        return "seals/"

    return edit(request, forms.ShareForm, page, key=f"share/{number}", version=0, initial={}, save=save)


@require_POST
@members_only
@nothing_kept
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Shown once, sealed to the custodian's key: what stands on the page tells nobody else anything."""
    assert isinstance(request.user, Person)
    found, hat = access.to_give_share(request.user, number)
    told = actions.take_answer(found, by=hat)
    return render(
        request, "record/seal_answer.html", {"page": reads.SharePage(reads.share_line(found), told, request.user.world)}
    )
