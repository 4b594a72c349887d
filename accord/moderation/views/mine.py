"""What concerns a reader: notices and appeals, reports, mutes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.kit.access import members_only
from accord.kit.asked import whole_number
from accord.kit.pages import show
from accord.moderation import access, actions, forms
from accord.moderation.reads.mine import mine_page, notice_page
from accord.moderation.views.queue import me
from accord.record.editing import Editing, edit
from accord.record.sending import sent_before


@members_only
def mine(request: HttpRequest) -> HttpResponse:
    return show(request, "moderation/mine.html", mine_page(me(request)))


@members_only
def notice(request: HttpRequest, number: int) -> HttpResponse:
    found = access.access_notice(request.user, number)
    return show(request, "moderation/notice.html", notice_page(found, me(request)))


@members_only
def appeal(request: HttpRequest, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    found = access.to_appeal(request.user, number, sent=request.method == "POST")
    url = f"moderation/notices/{number}/"
    page = Editing(
        _("Appeal"), _("Send the appeal"), about=str(found.case.card.name), about_url=url, quote=found.text,
        quote_lang=found.language, world=found.case.card.world,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.appeal(found, text=given["text"], language=translation.get_language() or "en")
        return url

    key = f"moderation/appeal-of/{number}"
    return edit(request, forms.AppealForm, page, key=key, version=0, initial={}, save=save, done=_("Somebody else decides now."))


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
