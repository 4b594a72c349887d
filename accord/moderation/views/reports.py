"""Report this: a plain form for anybody, and the page where a reporter is answered."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from accord.kit.access import public
from accord.kit.pages import show
from accord.moderation import access, actions
from accord.moderation.actions.reports import count_one, digest_of
from accord.moderation.forms import ReportForm
from accord.moderation.kinds import kind_of, part_words
from accord.moderation.models import Report
from accord.moderation.reads import mine
from accord.people.models import Person
from accord.record.access import audience_ids
from accord.record.models import Card, SearchDocument
from accord.record.sending import fresh_token


def _part(request: HttpRequest, card: Card, path: str) -> str:
    """A part that the reader sees there, named or shown by that page itself; anything else is the whole."""
    part = request.GET.get("part", "")[:60]
    shown, own = kind_of(card).part_at, kind_of(card).has_part
    if not part:
        return shown(request.user, card, path) if shown else ""
    if part.startswith("@"):
        return ""
    if own is not None:
        return part if own(request.user, card, part) else ""
    known = SearchDocument.objects.filter(card=card, part=part, audience__in=audience_ids(request.user)).exists()
    return part if known else ""


@public
def report_this(request: HttpRequest, path: str) -> HttpResponse:
    card = access.page_of(request.user, path)
    if card is None:
        return render(request, "moderation/no_item.html", {"path": path})
    sealed = kind_of(card).sealed
    person = request.user if isinstance(request.user, Person) and not (sealed and sealed(card)) else None
    part = _part(request, card, path)
    unread = not access.is_public(card, part) and kind_of(card).judge is None
    signed_in = bool(request.user.is_authenticated)
    told = {"card": card, "part": part_words(card, part), "page": {"world": card.world}, "summary_above": True, "unread": unread}
    if request.method != "POST":
        form = ReportForm(initial={"once": fresh_token(), "ground": ""}, unread=unread, signed_in=signed_in)
        return render(request, "moderation/report.html", told | {"form": form})
    form = ReportForm(request.POST, unread=unread, signed_in=signed_in)
    if not form.is_valid():
        return render(request, "moderation/report.html", told | {"form": form}, status=422)
    given = form.cleaned_data
    key = actions.answer_key(given["once"] or fresh_token())
    if not Report.objects.filter(once=digest_of(key)).exists():
        try:
            count_one(f"person {person.pk}" if person else request.META.get("REMOTE_ADDR", ""), person is not None)
        except actions.TooOften:
            words = _("Many reports came from here within an hour. What you typed is still below: send it again later.")
            form.add_error(None, words)
            return render(request, "moderation/report.html", told | {"form": form}, status=429)
    actions.report(
        card, part, ground=given["ground"], text=given["text"], contact=given.get("contact", ""), person=person, key=key,
        language=translation.get_language() or "en",
    )  # fmt: skip
    return HttpResponseRedirect(f"/{translation.get_language()}/reported/{key}/")


@public
def reported(request: HttpRequest, key: str) -> HttpResponse:
    """For whoever holds its address: by no link, kept by no cache."""
    answer = mine.answer_by(key, request.user)
    if answer is None:
        raise Http404
    response = show(request, "moderation/reported.html", answer)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
