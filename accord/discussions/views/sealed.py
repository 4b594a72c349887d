"""Forms of topics under the Chatham House rule: nothing that is typed or sent is kept beside who typed it, no log tells of it."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.discussions import access, forms
from accord.discussions.actions import sealed as actions
from accord.discussions.actions.posting import Closed
from accord.discussions.models import Topic, Translation
from accord.discussions.places import Rights, present_on
from accord.discussions.reads import sealed as reads
from accord.discussions.reads.shown import page_start
from accord.discussions.views.posts import changing
from accord.discussions.views.topics import _quote, _quoted, about, me
from accord.kit.access import members_only, nothing_kept, public
from accord.kit.asked import whole_number
from accord.kit.pages import show
from accord.moderation.speaking import check_post
from accord.people.models import Capacity
from accord.record.editing import Editing, Part, edit


@public
def rule(request: HttpRequest) -> HttpResponse:
    return show(request, "discussions/chatham_house.html", reads.rule_page())


def _hat(rights: Rights) -> Capacity:
    """Where names are sealed whoever may write does so as a member, in a capacity."""
    assert rights.hat is not None
    return rights.hat


def _page(topic: Topic, request: HttpRequest, title: str, button: str, **more: Any) -> Editing:
    own = reads.own_part(topic, me(request))
    facts = [(_("Others see"), own.alias), (_("Who it may be"), own.crowd), *reads.promises()]
    return about(topic, title, button, parts=[Part(_("Your name"), facts)], warning=reads.typing_words(), **more)


@members_only
@nothing_kept
def open_topic(request: HttpRequest, place: str) -> HttpResponse:
    card, rights = access.to_open_sealed(request.user, place)
    facts = [
        (_("Others see"), _("The first post is by “A moderator”: write in it what is talked about, not what you think.")),
        (_("Who it may be"), f"{reads.crowd_words(len(present_on(card)))} {reads.guess_words()}"), *reads.promises(),
    ]  # fmt: skip
    page = Editing(
        _("Open a topic under the Chatham House rule"), _("Post"), str(card.name), f"discussions/on/{card.ref}/",
        world=card.world, kept=False, parts=[Part(_("Names"), facts)], warning=reads.typing_words(),
        lead=_("What is said may be used, who said it is told to nobody. It cannot be switched off afterwards."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("title", "kind", "names_as", "files")}
        check_post(me(request), card, text=given["words"].text, files=len(given["files"]))
        return actions.open_sealed(card, given["words"], **told, by=me(request), hat=_hat(rights)).url

    initial = {"language": translation.get_language(), "kind": Topic.Kind.DISCUSSION}
    done = _("The topic is open.")
    form = partial(forms.OpenSealedForm, may_send=lambda files: check_post(me(request), card, files=files))
    return edit(request, form, page, key="sealed", version=0, initial=initial, save=save, done=done)


@members_only
@nothing_kept
def post(request: HttpRequest, ref: str) -> HttpResponse:
    """`?quotes=12` begins with that post in view."""
    found, rights = access.to_post(request.user, ref, sent=request.method == "POST", sealed=True)
    quoted = _quoted(found, whole_number(request.GET.get("quotes", "")))
    page = _page(found, request, _("Write a post"), _("Post"), **_quote(quoted))

    def save(given: dict[str, Any], version: int) -> str:
        check_post(me(request), found.place, text=given["words"].text, files=len(given["files"]))
        try:
            made = actions.post_sealed(
                found, given["words"], by=me(request), hat=_hat(rights), quotes=given["quotes"], files=given["files"]
            )
        except Closed as closed:
            raise ValidationError(_("The topic was closed meanwhile: nothing more is posted there.")) from closed
        return f"{found.url}?from={page_start(made.number)}#{made.part}"

    initial = {"language": found.language, "quotes": quoted.number if quoted else None}
    form = partial(forms.SealedPostForm, may_send=lambda files: check_post(me(request), found.place, files=files))
    return edit(request, form, page, key="sealed", version=0, initial=initial, save=save)


@members_only
@nothing_kept
def edit_post(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    topic, row, _rights = access.to_edit(request.user, ref, number, sent=request.method == "POST", sealed=True)
    lead = _("The wording of before is kept nowhere, and its translations go. What others copied of it stays with them.")
    page = about(topic, _("Edit your post"), _("Save"), lead=lead, warning=reads.typing_words())

    def save(given: dict[str, Any], version: int) -> str:
        check_post(me(request), topic.place, text=given["words"].text, files=len(given["files"]), again=True)
        told = {"take_off": given.get("take_off", ()), "files": given["files"]}
        made = actions.edit_sealed(row, given["words"], version=version, by=me(request), **told)
        return f"{topic.url}?from={page_start(made.number)}#{made.part}"

    initial, done = {"text": row.text, "language": row.language}, _("It is saved.")
    form = changing(forms.SealedEditForm, request, topic, row)
    return edit(request, form, page, key="sealed", version=row.version, initial=initial, save=save, done=done)


@members_only
@nothing_kept
def take_back(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Who may read the topic no more sees here what they wrote and nothing else of it."""
    topic, row = access.to_take_back(request.user, ref, number)
    seen = access.reads_topic(request.user, topic)
    page = Editing(
        _("Take your words out"), _("Take them out"), topic.title if seen else "", topic.url if seen else "", world=topic.world,
        kept=False, quote=row.text[:1000], quote_lang=row.language, plain=True,
        lead=_("They go at once, from here and from search; the number stays. What others copied of it stays with them."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.take_back(row, by=me(request))
        return f"{topic.url}?from={page_start(number)}" if seen else ""

    done = _("Your words are out.")
    return edit(request, forms.TakeBackForm, page, key="sealed", version=0, initial={}, save=save, done=done)


@members_only
@nothing_kept
def translate(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """`?language=fr`: into which."""
    topic, row, rights = access.to_translate(request.user, ref, number, sealed=True)
    asked = request.POST.get("language") or request.GET.get("language") or translation.get_language() or "en"
    there = row.translations.filter(language=asked, origin=Translation.Origin.HUMAN).first()
    page = _page(topic, request, _("Translate a post"), _("Save"), quote=row.text, quote_lang=row.language)

    def save(given: dict[str, Any], version: int) -> str:
        if given["language"] == row.language:
            raise ValidationError({"language": _("It is written in this language already.")})
        check_post(me(request), topic.place, text=given["words"].text, again=True)
        told = {"version": version, "of_version": given["of_version"], "by": me(request), "hat": _hat(rights)}
        actions.translate_sealed(row, given["words"], **told)
        return f"{topic.url}{number}/"

    initial = {"language": asked, "of_version": row.version, "text": there.text if there else ""}
    version = there.version if there else 0
    return edit(request, forms.SealedTranslationForm, page, key="sealed", version=version, initial=initial, save=save)
