"""A section in the hands of a contributor without an account: sent out, written by a link, taken over."""

import hashlib
import hmac
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.actions import contributions as verbs
from accord.accountability.forms.sections import Held, forms_of, told_by
from accord.accountability.models import Contribution
from accord.accountability.reads.contributions import contribution_page, link_page, open_proposals
from accord.accountability.reads.sections import proposals_of
from accord.accountability.views.answers import Refused, answers_in, as_errors, held_in, render_public, workbook
from accord.kit.access import members_only, public
from accord.kit.asked import on_this_site, whole_number
from accord.kit.texts import reader_language
from accord.record.actions import Conflict
from accord.record.editing import Editing, edit

SHOWN_FOR = 600  # seconds in which the page of a new link may be loaded again


def _token_for(request: HttpRequest) -> str:
    """The same for the same form sent twice: whoever pressed twice is shown a link that opens. Kept nowhere."""
    once = request.POST.get("once", "")
    if len(once) < 32:
        return verbs.fresh_token()
    key = hashlib.sha256(b"link" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, f"{request.user.pk} {request.path} {once}".encode(), hashlib.sha256).hexdigest()


@members_only
def send_section(request: HttpRequest, ref: str, section: str) -> HttpResponse:
    """Makes the link. Its token goes to this browser in a cookie for ten minutes, so that the next page can show it."""
    report, found, hat = access.to_send_section(request.user, ref, section)
    page = Editing(
        _("Send a section to a contributor"), _("Make the link"), ref, report.url, lead=str(found.name), world=report.area.world,
        warning=_(
            "Whoever holds the link reads what this section says now and proposes texts. "
            "Nothing of it is in the report until you take it over."
        ),
    )  # fmt: skip
    token = _token_for(request)

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("office", "note", "language", "days")}
        return actions.invite(report, found, token=token, by=hat, **told).url

    key, initial = f"send/{ref}/{section}", {"days": 14, "language": reader_language()}
    answer = edit(request, forms.InviteForm, page, key=key, version=0, initial=initial, save=save, done=_("The link is made."))
    made = Contribution.objects.filter(digest=verbs.digest_of(token)).first()
    if answer.status_code == 302 and made:
        answer.set_signed_cookie(
            f"link{made.pk}", token, salt="link", max_age=SHOWN_FOR, path=answer["Location"], httponly=True, samesite="Strict",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return answer


@members_only
def contribution(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """What came back, beside what the report says, with a decision for each."""
    found, hat = access.to_contribution(request.user, ref, number)
    if "revoke" in request.POST:
        actions.revoke(found, by=hat)
        messages.success(request, _("The link is taken back: it opens nothing any more."))
        return HttpResponseRedirect(request.path)
    token = request.get_signed_cookie(f"link{found.pk}", "", salt="link", max_age=SHOWN_FOR) or ""
    with translation.override(found.language):
        path = reverse("contribute", args=[token]) if token else ""
    page = contribution_page(found, link=on_this_site(path) if path else "")
    proposals = open_proposals(found)
    decide = partial(forms.TakeOverForm, proposals=[(p.question.code, str(p.question.text)) for p in proposals])
    form, status, clash = decide(initial={"shown": verbs.proposals_digest(found)}), 200, False
    if request.method == "POST":
        form = decide(request.POST)
        if form.is_valid():
            try:
                taken = actions.decide(found, form.decisions(), shown=form.cleaned_data["shown"], by=hat)
            except Conflict:
                status, clash = 409, True
                form = decide(initial={"shown": verbs.proposals_digest(found), **_chosen(request)})
            else:
                messages.success(request, _("Done. Texts taken over: %(count)s") % {"count": taken})
                return HttpResponseRedirect(f"/{translation.get_language()}/{found.report.url}#s-{found.section.code}")
        else:
            status = 422
    told = {"page": page, "form": form if proposals else None, "clash": clash, "summary_above": True}
    return render(request, "accountability/contribution.html", told, status=status)


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: value for name, value in request.POST.items() if name.startswith("on_") and isinstance(value, str)}


def _held(link: Contribution) -> list[Held]:
    """What the link's page begins with: what was written by it, else what the report says, else what its form begins with."""
    proposed = proposals_of(link)
    found = []
    for one in held_in(link.report, link.section):
        p = proposed.get(one.question.pk)
        begun = one.told or one.begun
        found.append(Held(one.question, p.told() if p else None, begun if not p else p.told(), 0, one.where))
    return found


@public
def contribute(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a link: no account, no script. What is typed is never lost, whatever became of the link meanwhile."""
    link = access.access_link(verbs.digest_of(token))
    held = _held(link)
    made = forms_of(held, request.POST if request.method == "POST" and "file" not in request.FILES else None)
    told: dict[str, Any] = {"page": link_page(link, held), "forms": made, "token": token, "version": link.version}
    if request.method != "POST":
        return _link_page(request, told, status=200 if link.is_open else 410)
    if not link.is_open:
        return _link_page(request, told | {"typed": _typed(request)}, status=410)
    try:
        verbs.count_saving(link)
        answers = _answers(request, held, made)
        if answers is None:
            return _link_page(request, told | {"wrong": True}, status=422)
        version = whole_number(request.POST.get("version", ""))
        actions.propose(link, answers, version=version, send="send" in request.POST)
    except verbs.TooOften:
        return _link_page(request, told | {"too_often": True}, status=429)
    except verbs.Ended:
        return _link_page(request, told | {"typed": _typed(request)}, status=410)
    except Refused as fault:
        return _link_page(request, told | {"refused": as_errors(fault.refused)}, status=422)
    except Conflict:
        link.refresh_from_db()
        fresh = link_page(link, _held(link))
        return _link_page(request, told | {"page": fresh, "clash": True, "version": link.version}, status=409)
    messages.success(
        request,
        _("Sent. You can change it until it is taken over.") if "send" in request.POST else _("Saved. It is not sent yet."),
    )
    return HttpResponseRedirect(request.path)


def _answers(request: HttpRequest, held: list[Held], made: list[Any]) -> list[tuple[Any, dict[str, Any]]] | None:
    """Out of the form or of a workbook; None where the form has faults."""
    language = {"language": reader_language()}
    if upload := request.FILES.get("file"):
        data = upload.read(2_000_001)
        return [(question, told | language) for question, told, _version in answers_in(data, held)]
    good = [form.is_valid() for form in made]  # all of them: each shows its faults
    if not all(good):
        return None
    return [(question, told | language) for question, told in told_by(made)]


def _typed(request: HttpRequest) -> list[str]:
    """What was typed into a page whose link ended, to be given back."""
    own = ("csrfmiddlewaretoken", "version", "send")
    return [value for name, value in request.POST.items() if name not in own and isinstance(value, str) and value.strip()][:300]


def _link_page(request: HttpRequest, told: dict[str, Any], *, status: int) -> HttpResponse:
    return render_public(request, "accountability/contribute.html", told, status)


@public
def link_workbook(request: HttpRequest, token: str) -> HttpResponse:
    link = access.access_link(verbs.digest_of(token))
    if not link.is_open:
        raise Http404
    return workbook(f"{link.report.ref}-{link.section.code}", str(link.section.name), _held(link))
