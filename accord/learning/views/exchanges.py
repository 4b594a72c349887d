"""Forms of offers, needs and exchanges."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _

from accord.kit.access import members_only
from accord.learning import access, actions, forms
from accord.learning.exchange_states import FOLLOW_UPS, exchange_step_named
from accord.learning.models import Exchange, Offer, Practice
from accord.learning.reads.exchange_guards import unmet_of
from accord.learning.reads.exchanges import awaited
from accord.learning.views.practices import topics_by_field
from accord.learning.wording import OFFER
from accord.record.editing import Editing, Part, edit
from accord.record.models import Card
from accord.record.steps import Held

SCHEMES = {"topics": "inspire", "forms": "form"}


@members_only
def new_offer(request: HttpRequest, side: str) -> HttpResponse:
    """`?practice=REF` says which practice it is about; its topics are ticked."""
    hat = access.to_offer(request.user)
    if side not in Offer.Side.values:
        raise Http404
    about = _practice(request)
    words = {
        "offer": (_("Make an offer"), _(
            "What your country or organisation can give: a visit, a mentor, a document, a review, a "
            "training.")),
        "need": (_("Say what you look for"), _(
            "What your country or organisation looks for. Those whose offer fits are shown to you, and you "
            "to them.")),
    }  # fmt: skip
    page = Editing(
        words[side][0],
        _("Publish"),
        about.title if about else "",
        about.url if about else "",
        lead=words[side][1],
        world=hat.world,
    )

    def save(given: dict[str, Any], version: int) -> str:
        return actions.enter_offer(given, side=side, by=hat, practice=about).url

    language = translation.get_language()
    initial: dict[str, Any] = {"language": language, "languages": [language]}
    if about:
        initial |= topics_by_field(list(about.topics.values_list("scheme", "code")), SCHEMES)
    key = f"{side}/new/{about.ref if about else ''}"
    return edit(request, forms.OfferForm, page, key=key, version=0, initial=initial, save=save, done=_("It is published."))


def _practice(request: HttpRequest) -> Practice | None:
    ref = request.GET.get("practice", "")[:60]
    found = Practice.objects.filter(ref=ref, state__in=Practice.PUBLIC).first() if ref else None
    seen = found and Card.objects.visible_to(request.user).filter(ref=f"practices/{ref}", world=found.world).exists()
    return found if seen and found and found.world == getattr(request.user, "world", "") else None


def _page(o: Offer, title: str, button: str, **more: Any) -> Editing:
    return Editing(title, button, o.title, o.url, world=o.world, **more)


@members_only
def change_offer(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_offer(request.user, ref, sent=request.method == "POST")

    def save(given: dict[str, Any], version: int) -> str:
        return actions.change_offer(found, given, version=version, by=hat, reason=given["reason"]).url

    initial = {name: getattr(found, name) for name in OFFER}
    initial |= topics_by_field(list(found.topics.values_list("scheme", "code")), SCHEMES)
    return edit(
        request, partial(forms.OfferForm, revising=True), _page(found, _("Revise it"), _("Save")), key=f"offer/{ref}",
        version=found.version, initial=initial, save=save, done=_("It is saved."),
    )  # fmt: skip


@members_only
def close_offer(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_offer(request.user, ref, sent=request.method == "POST")

    def save(given: dict[str, Any], version: int) -> str:
        return actions.close_offer(found, by=hat, reason=given["reason"]).url

    page = _page(found, _("Close it"), _("Close"), lead=_("It stays visible; nobody is proposed to it any more."), plain=True)
    return edit(
        request, forms.ReasonForm, page, key=f"offer/{ref}/close", version=0, initial={}, save=save, done=_("It is closed.")
    )


@members_only
def propose(request: HttpRequest, ref: str) -> HttpResponse:
    """`?mine=REF` is one's own half, where one has entered it."""
    found, hat = access.to_propose(request.user, ref)
    mine = _own_half(request, found)
    page = _page(
        found, _("Propose an exchange"), _("Send the proposal"), quote=found.text, quote_lang=found.language,
        lead=_("Only the two of you see it until the other side agrees."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.propose_exchange(found, given, by=hat, mine=mine).url

    initial = {"language": translation.get_language()}
    key = f"offer/{ref}/propose/{mine.ref if mine else ''}"
    return edit(
        request, forms.ProposalForm, page, key=key, version=0, initial=initial, save=save, done=_("The proposal is sent.")
    )


def _own_half(request: HttpRequest, other: Offer) -> Offer | None:
    ref = request.GET.get("mine", "")[:60]
    found = Offer.objects.select_related("area", "owner").filter(ref=ref, kind=other.kind, state=Offer.State.OPEN).first()
    own = found is not None and found.side != other.side and access.owner_hat(request.user, found) is not None
    return found if own else None


def _about(x: Exchange, title: str, button: str, **more: Any) -> Editing:
    return Editing(title, button, x.ref, x.url, world=x.world, **more)


@members_only
def rewrite_plan(request: HttpRequest, ref: str) -> HttpResponse:
    found = access.access_exchange(request.user, ref)
    side = access.side_of(request.user, found)
    if side is None or (found.state not in (Exchange.State.PROPOSED, Exchange.State.AGREED) and request.method != "POST"):
        raise Http404
    hat, _party = side
    page = _about(found, _("Rewrite the plan"), _("Send it to the other side"), lead=_("The other side agrees anew."))

    def save(given: dict[str, Any], version: int) -> str:
        return actions.rewrite_plan(found, given, version=version, by=hat).url

    initial = {name: getattr(found, name) for name in ("plan", "starts_on", "ends_on", "language")}
    key = f"exchange/{ref}/plan"
    return edit(
        request, forms.ProposalForm, page, key=key, version=found.version, initial=initial, save=save, done=_("The plan is sent.")
    )


@members_only
def take_exchange_step(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    step = exchange_step_named(code)
    if step is None:
        raise Http404
    found, hat, _party = access.to_take_exchange_step(request.user, ref, step, sent=request.method == "POST")
    lines = [Held(words, holds) for words, holds in unmet_of(found, step)]
    days = Part(_("Days"), [(_("First day"), str(found.starts_on or "–")), (_("Last day"), str(found.ends_on or "–"))])
    page = _about(
        found, str(step.words), str(step.words), lead=step.told, quote=found.plan, quote_lang=found.language, lines=lines,
        parts=[days], plain=step.aside,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        try:
            row = actions.take_exchange_step(found, step, by=hat, version=version, reason=given.get("reason", ""))
        except actions.Unmet as unmet:
            raise ValidationError(unmet.words) from unmet
        return row.url

    form = forms.ReasonForm if step.needs_reason else forms.ConfirmForm
    key = f"exchange/{ref}/{code}"
    return edit(request, form, page, key=key, version=found.version, initial={}, save=save, done=step.done)


@members_only
def note(request: HttpRequest, ref: str, months: int) -> HttpResponse:
    found, hat, party = access.to_note(request.user, ref)
    said = found.notes.filter(side=party.side, months=months).exists()
    if months not in (0, *FOLLOW_UPS) or not (months in awaited(found, party) or said):
        raise Http404
    if said and request.method != "POST":  # a letter that asked for it is read after a colleague did it
        return HttpResponseRedirect(f"/{translation.get_language()}/{found.url}")
    titles = {
        0: _("Report on the exchange"),
        6: _("What became of it after 6 months"),
        12: _("What became of it after 12 months"),
    }
    page = _about(found, titles[months], _("Publish"), quote=found.plan, quote_lang=found.language)

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("text", "used", "language")}
        actions.note_exchange(found, months=months, by=hat, **told)
        return found.url

    initial, key = {"language": translation.get_language()}, f"exchange/{ref}/notes/{months}"
    return edit(request, forms.NoteForm, page, key=key, version=0, initial=initial, save=save, done=_("It is published."))
