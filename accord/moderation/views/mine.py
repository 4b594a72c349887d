"""What concerns a reader: notices and appeals, reports, mutes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.kit.access import members_only, nothing_kept
from accord.kit.asked import whole_number
from accord.kit.pages import show
from accord.kit.templatetags.kit import OWN_NAMES
from accord.kit.texts import Text
from accord.moderation import access, actions, forms
from accord.moderation.reads.mine import NoticePage, mine_page, notice_page
from accord.moderation.views.queue import me
from accord.record.editing import Editing, Part, edit
from accord.record.sending import sent_before


@members_only
def mine(request: HttpRequest) -> HttpResponse:
    return show(request, "moderation/mine.html", mine_page(me(request)))


@members_only
def notice(request: HttpRequest, number: int) -> HttpResponse:
    found = access.access_notice(request.user, number)
    return show(request, "moderation/notice.html", notice_page(found, me(request)))


def _wrote(told: NoticePage) -> list[Part]:
    """One's own words, beside the form in which one says why they should stand."""
    found = [(one.place, Text(one.old, one.language)) for one in told.masked]
    found += [(OWN_NAMES.get(lang, lang), Text(words[:2_000], lang)) for lang, words in told.texts[:5]]
    return [Part(_("What you wrote"), found)] if found else []


@members_only
def appeal(request: HttpRequest, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    found = access.to_appeal(request.user, number, sent=request.method == "POST")
    url = f"moderation/notices/{number}/"
    page = Editing(
        _("Appeal"), _("Send the appeal"), about=str(found.case.card.name), about_url=url, quote=found.text,
        quote_lang=found.language, world=found.case.card.world, parts=_wrote(notice_page(found, me(request))),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.appeal(found, text=given["text"], language=translation.get_language() or "en")
        return url

    key = f"moderation/appeal-of/{number}"
    return edit(request, forms.AppealForm, page, key=key, version=0, initial={}, save=save, done=_("Somebody else decides now."))


@members_only
@nothing_kept
def sealed_notice(request: HttpRequest, number: int) -> HttpResponse:
    """For an author whose name is sealed, at an address of which no log tells; to all others there is none."""
    found = access.access_sealed_notice(request.user, number)
    answer = show(request, "moderation/notice.html", notice_page(found, me(request), sealed=True))
    answer["Cache-Control"] = "private, no-store"
    return answer


@members_only
@nothing_kept
def appeal_sealed(request: HttpRequest, number: int) -> HttpResponse:
    """Nothing that is typed or sent is kept beside who typed it."""
    found = access.to_appeal_sealed(request.user, number, sent=request.method == "POST")
    told = notice_page(found, me(request), sealed=True)
    promised = _(
        "Your appeal is kept without your name, with its day and not its hour. Those who judge it read that it is of the author, "
        "whose name is sealed. No letter tells you of the answer: it stands where you read this decision."
    )
    judged = _(
        "Somebody who took no part in the decision: a convener of the place or an officer. They know that whoever appeals wrote "
        "the post, and read how you write; it may be somebody of your own country or platform."
    )
    page = Editing(
        _("Appeal"), _("Send the appeal"), about=told.line.what, about_url=told.line.url, quote=found.text, kept=False,
        quote_lang=found.language, world=told.world,
        parts=[Part(_("Your name"), [(_("What is promised"), promised), (_("Who judges it"), judged)]), *_wrote(told)],
        warning=_("What you type is kept nowhere until you press the button: write long texts elsewhere first."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.appeal(found, text=given["text"], language=given["language"])
        return told.line.url

    initial, done = {"language": told.language}, _("Somebody else decides now.")
    return edit(request, forms.SealedAppealForm, page, key="sealed", version=0, initial=initial, save=save, done=done)


@require_POST
@members_only
def mute(request: HttpRequest) -> HttpResponse:
    """`key` of a post's author mutes; `end` with a number ends it."""
    if request.POST.get("end"):
        actions.unmute(me(request), whole_number(request.POST["end"]))
    elif actions.mute(me(request), request.POST.get("key", "")[:2_000]) is None:
        raise Http404
    else:
        messages.success(request, _("You see their posts folded from now on, and no letter tells of them. They are not told."))
    return HttpResponseRedirect(f"/{translation.get_language()}/moderation/mine/#muted")
