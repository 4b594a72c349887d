"""The letter to a convener without an account, and the page behind its link."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from accord.kit.access import members_only, public
from accord.kit.counting import one_more
from accord.kit.texts import reader_language
from accord.record.actions import Conflict
from accord.spaces import access, forms
from accord.spaces.actions import asking as actions
from accord.spaces.reads import asking as reads

AN_HOUR = 20  # answers sent from one address, whatever becomes of them


@members_only
def write_letter(request: HttpRequest, number: int) -> HttpResponse:
    found, hat = access.to_write_letter(request.user, number)
    form = forms.LetterForm(request.POST if request.method == "POST" else None, initial={"language": found.letter_language})
    if request.method == "POST" and found.is_answered:
        return HttpResponseRedirect(request.path)
    if request.method == "POST" and "revoke" in request.POST:
        actions.take_link_back(found, by=hat)
        messages.success(request, _("The link is taken back: it opens nothing any more."))
        return HttpResponseRedirect(request.path)
    if request.method == "POST" and form.is_valid():
        with suppress(Conflict):  # answered meanwhile: the page says so
            actions.write_letter(found, language=form.cleaned_data["language"], by=hat)
        return HttpResponseRedirect(request.path)
    told = {"page": reads.letter_page(found, hat), "form": form, "summary_above": True}
    return _quiet(render(request, "spaces/letter.html", told, status=422 if request.method == "POST" else 200))


@public
def answer_by_link(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """No account, no script. What is typed is given back, whatever became of the link meanwhile."""
    found = access.access_asked(number, key)
    form = forms.AnswerOverlapForm(request.POST if request.method == "POST" else None, initial={"language": reader_language()})
    status = 200 if access.link_is_open(found) or found.by_link else 410
    typed = ""
    if request.method == "POST":
        status, typed = 422, str(request.POST.get("answer", ""))[:4_000]
        if not _counted(request):
            form.is_valid()
            form.add_error(
                None, _("Many answers came from here within an hour. What you typed is still below: send it again later.")
            )
            status = 429
        elif form.is_valid():
            try:
                given = form.cleaned_data
                actions.answer_by_link(found, answer=given["answer"], language=given["language"])
                return HttpResponseRedirect(f"/{translation.get_language()}/asked/{number}/{key}/")
            except Conflict:
                found.refresh_from_db()
                status = 410
    page = reads.asked_page(found)
    told = {"page": page, "form": form, "typed": typed if not page.is_open else "", "summary_above": True}
    return _quiet(render(request, "spaces/asked.html", told, status=status))


def _counted(request: HttpRequest) -> bool:
    return one_more("asked", request.META.get("REMOTE_ADDR", ""), AN_HOUR)


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address is a secret, and a page that shows it, too. Without any referrer a browser would send the form as from nowhere,
    and it would be refused: other sites alone are told none."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
