"""Platforms: read, begun, opened, changed, reviewed; told of elsewhere."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.kit import locale_format
from accord.kit.access import members_only, public, staff_session
from accord.kit.asked import whole_number
from accord.kit.pages import show
from accord.kit.texts import Text
from accord.people.models import Capacity, Person, World
from accord.record.editing import Editing, Part, Way, edit
from accord.record.reads import follows
from accord.record.sending import sent_before
from accord.spaces import access, forms
from accord.spaces.actions import platforms as actions
from accord.spaces.models import Overlap, Platform
from accord.spaces.reads import platforms as reads
from accord.spaces.states import Unmet, opening_lines
from accord.spaces.wording import WRITTEN

ASKED = ("kind", "country", "form", "where", "state", "world")


def asked_of(request: HttpRequest, *names: str) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:80] for name in names}


def me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def about(platform: Platform, title: str, button: str, **more: Any) -> Editing:
    """The page of a form about a platform. Its title is no longer than a crumb may be."""
    return Editing(title, button, platform.title, platform.url, world=platform.world, **more)


@public
def platforms(request: HttpRequest) -> HttpResponse:
    page = reads.platform_list(asked_of(request, *ASKED), whole_number(request.GET.get("after", "")), request.user)
    return show(request, "spaces/platforms.html", page, extra={"kinds": reads.kinds_told()})


@public
def platform(request: HttpRequest, ref: str) -> HttpResponse:
    page = reads.platform_page(ref, request.user)
    return show(request, "spaces/platform.html", page, extra={"followed": follows(request.user, f"platforms/{ref}")})


def _hat_to_begin(request: HttpRequest) -> Capacity:
    found = me(request).active_capacities().select_related("area", "organisation", "person").order_by("id").first()
    if found is None:
        raise Http404
    return found


@members_only
def new_platform(request: HttpRequest) -> HttpResponse:
    """`?parent=REF` begins a group within a platform."""
    if ref := request.GET.get("parent", "")[:60]:
        parent, hat = access.to_work(request.user, ref)
    else:
        parent, hat = None, _hat_to_begin(request)
    page = Editing(
        _("Begin a group") if parent else _("Begin a platform"), _("Save as a draft"), parent.title if parent else _("Platforms"),
        parent.url if parent else "platforms/", world=hat.world,
        lead=_("Only its conveners see it until it opens. Next you are shown what exists on its topics already."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.begin_platform(given | {"owner": hat.organisation}, by=hat, parent=parent).url

    form = partial(forms.PlatformForm, world=hat.world)
    initial = {"language": translation.get_language(), "areas": [hat.area] if hat.area and hat.area.is_country else []}
    key = f"platform/new/{parent.ref if parent else ''}"
    return edit(request, form, page, key=key, version=0, initial=initial, save=save, done=_("The draft is saved."))


def initial_of(thing: Platform) -> dict[str, Any]:
    codes = list(thing.topics.values_list("scheme", "code"))
    by_scheme = (("forms", "form"), ("strategies", "inspire"), ("sectors", "sector"))
    found = {name: getattr(thing, name) for name in WRITTEN[Platform].fields}
    found |= {name: [code for own, code in codes if own == scheme] for name, scheme in by_scheme}
    return found | {"areas": list(thing.areas.all()), "owner": thing.owner.slug if thing.owner else ""}


@members_only
def edit_platform(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_convene(request.user, ref)
    draft = found.state == Platform.State.DRAFT
    page = about(found, _("Edit the platform") if draft else _("Revise the platform"), _("Save"))

    def save(given: dict[str, Any], version: int) -> str:
        reason = given.get("reason", "")
        return actions.edit_platform(found, given, version=version, by=hat, reason=reason).url

    form = partial(forms.PlatformForm, world=found.world, revising=not draft, begun=True)
    done = _("The platform is saved.")
    return edit(
        request, form, page, key=f"platform/{ref}", version=found.version, initial=initial_of(found), save=save, done=done
    )


@members_only
def open_platform(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_convene(request.user, ref)
    sent = request.method == "POST"
    if found.state != Platform.State.DRAFT and not sent:
        raise Http404
    closed = found.access == Platform.Access.RESTRICTED
    page = about(
        found, _("Open the platform"), _("Open it"), quote=found.text, quote_lang=found.language, lines=opening_lines(found),
        parts=[Part(_("Charter"), [(str(found.get_access_display()), Text(found.charter, found.language))])],
        lead=_("Its members see it from then on.") if closed else _("Everyone sees it from then on."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        try:
            return actions.open_platform(found, by=hat).url
        except Unmet as unmet:
            raise ValidationError(unmet.words) from unmet

    done = _("The platform is open.")
    return edit(request, forms.OpenForm, page, key=f"platform/{ref}/open", version=0, initial={}, save=save, done=done)


def _of_card(overlap: Overlap) -> dict[str, Any]:
    name = overlap.card.name
    told = next((text for text in (overlap.card.summary.get(name.lang), *overlap.card.summary.values()) if text), "")
    return {"quote": f"{name} – {told}" if told else str(name), "quote_lang": name.lang}


@members_only
def settle_overlap(request: HttpRequest, number: int) -> HttpResponse:
    found, hat = access.to_settle_overlap(request.user, number)
    platform = found.platform
    lead = _("This covers one of your topics already. Ask its convener before you open, and say how yours supplements it.")
    if platform.state == Platform.State.ACTIVE:
        lead = _("This covers one of your topics already. Tell what its convener answered, and how yours supplements it now.")
    words = _("Write a letter with a link by which its convener answers without an account")
    way = Way(words, f"platforms/overlaps/{number}/letter/") if access.may_be_written(found) else None
    parts = []
    if found.is_answered:
        came = locale_format.day(found.answered_on)
        parts = [Part(_("What the convener answered"), [(came, Text(found.answer, found.answer_language))])]
    page = about(platform, _("What exists already"), _("Save"), lead=lead, way=way, parts=parts, **_of_card(found))
    names = ("asked_on", "supplements", "answer")
    initial = {name: getattr(found, name) for name in names} | {"language": found.answer_language}
    initial["asked_on"] = found.asked_on or found.letter_on

    def save(given: dict[str, Any], version: int) -> str:
        told = initial | {name: given[name] for name in (*names, "language") if name in given}
        actions.settle_overlap(found, **told, version=version, by=hat)
        return f"{platform.url}#exists"

    form = partial(forms.SettleForm, answered=found.is_answered)
    key, done = f"overlap/{number}", _("It is saved.")
    return edit(request, form, page, key=key, version=found.version, initial=initial, save=save, done=done)


@members_only
def answer_overlap(request: HttpRequest, number: int) -> HttpResponse:
    found, hat = access.to_answer_overlap(request.user, number)
    new = found.platform
    page = Editing(
        _("A platform on a topic of yours"), _("Send the answer"), world=new.world, quote=new.text, quote_lang=new.language,
        lead=_("You convene “%(title)s”: its opener asks you. What you answer is printed there.") % {"title": found.card.name},
        parts=[Part(Text(new.title, new.language), [
            (_("How it would supplement yours"), Text(found.supplements, new.language)),
            (_("Charter"), Text(new.charter, new.language)),
        ])],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.answer_overlap(found, answer=given["answer"], language=given["language"], version=version, by=hat)
        return "my/"

    initial = {"answer": found.answer, "language": translation.get_language()}
    return edit(
        request, forms.AnswerOverlapForm, page, key=f"overlap/{number}/answer", version=found.version, initial=initial,
        save=save, done=_("Your answer is printed with the platform."),
    )  # fmt: skip


@members_only
def change_access(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_convene(request.user, ref)
    if found.access == Platform.Access.RESTRICTED:
        raise Http404
    page = about(found, _("Change who may act"), _("Change it"), lead=str(found.get_access_display()))

    def save(given: dict[str, Any], version: int) -> str:
        return actions.change_access(found, given["access"], by=hat, reason=given["reason"]).url

    key, done = f"platform/{ref}/access", _("The access is changed.")
    return edit(request, forms.AccessForm, page, key=key, version=0, initial={}, save=save, done=done)


@members_only
def review_platform(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_convene(request.user, ref)
    page = about(found, _("Review the platform"), _("Save"), quote=found.text, quote_lang=found.language)

    def save(given: dict[str, Any], version: int) -> str:
        told = {"goes_on": given["goes_on"] == "yes", "review_on": given["review_on"], "reason": given["reason"]}
        return actions.review_platform(found, **told, by=hat).url

    key, done = f"platform/{ref}/review", _("The review is saved.")
    return edit(request, forms.ReviewForm, page, key=key, version=0, initial={}, save=save, done=done)


@staff_session
def tell_elsewhere(request: HttpRequest, ref: str = "") -> HttpResponse:
    found, hat = access.to_tell_elsewhere(request.user, ref)
    page = Editing(
        _("A platform that lives elsewhere"), _("Save"), found.title if found else _("Platforms"),
        found.url if found else "platforms/", world=hat.world,
        lead=_("Listed and found with ours. It stays its convener's: tell facts with their source, and link."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.tell_elsewhere(given, by=hat, platform=found, version=version).url

    form = partial(forms.ElsewhereForm, world=hat.world)
    initial = initial_of(found) if found else {"language": translation.get_language()}
    version = found.version if found else 0
    return edit(request, form, page, key=f"elsewhere/{ref}", version=version, initial=initial, save=save, done=_("It is listed."))


def world_asked(request: HttpRequest) -> str:
    return World.DEMO if request.GET.get("world") == World.DEMO else World.REAL
