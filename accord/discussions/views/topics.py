"""Lists and the page of a topic, opening one, posting."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from accord.discussions import access, actions, drawing, forms
from accord.discussions.models import Post, Topic
from accord.discussions.reads import lists
from accord.discussions.reads import topic as reads
from accord.discussions.reads.shown import page_start
from accord.kit.access import members_only, public
from accord.kit.asked import whole_number
from accord.kit.pages import show, wants_json
from accord.moderation.speaking import check_files, check_post
from accord.people.models import Person
from accord.record.editing import Editing, edit
from accord.record.sending import sent_before

ASKED = ("place", "language", "only", "world")


def me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def about(topic: Topic, title: str, button: str, **more: Any) -> Editing:
    """The page of a form about a topic. What is typed where names are sealed is kept nowhere: no row ties it to a person."""
    return Editing(title, button, topic.title, topic.url, world=topic.world, kept=not topic.chatham, **more)


def _speaks_as(hat: object) -> str:
    return _("You speak as: %(capacity)s.") % {"capacity": hat} if hat else _("You speak in your own name.")


speaks_as = lazy(_speaks_as, str)  # most who send a form do not see it again


@public
def discussions(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:40] for name in ASKED}
    return show(request, "discussions/discussions.html", lists.topic_list(asked, request.GET.get("after", ""), request.user))


@public
def topics_of_place(request: HttpRequest, place: str) -> HttpResponse:
    page = lists.topics_of_place(place, request.user, request.GET.get("after", ""))
    return show(request, "discussions/topics.html", page)


@public
def topic(request: HttpRequest, ref: str) -> HttpResponse:
    told = wants_json(request)
    page = reads.topic_page(request.user, ref, whole_number(request.GET.get("from", ""), 1), with_posts=told)
    if page.read_on:
        actions.note_read(me(request), ref, page.read_on, named=page.named)
    drawn = None if told else {"posts": drawing.posts(page, request.user), "moderating": drawing.moderating(page)}
    return show(request, "discussions/topic.html", page, extra=drawn)


@members_only
def open_topic(request: HttpRequest, place: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    card, rights = access.to_open(request.user, place)
    page = Editing(
        _("Open a topic"), _("Post"), str(card.name), f"discussions/on/{card.ref}/", lead=speaks_as(rights.hat), world=card.world
    )

    def save(given: dict[str, Any], version: int) -> str:
        check_post(me(request), card, text=given["words"].text, files=len(given["files"]))
        made = actions.open_topic(
            card, given["words"], title=given["title"], kind=given["kind"], by=me(request), hat=rights.hat, files=given["files"]
        )
        return made.url

    initial = {"language": translation.get_language(), "kind": request.GET.get("kind", Topic.Kind.DISCUSSION)}
    done = _("The topic is open.")
    form = partial(forms.OpenForm, may_send=lambda files: check_files(me(request), card, files))
    return edit(request, form, page, key=f"topic/new/{card.ref}", version=0, initial=initial, save=save, done=done)


@members_only
def post(request: HttpRequest, ref: str) -> HttpResponse:
    """`?quotes=12` begins with that post in view."""
    found, rights = access.to_post(request.user, ref, sent=request.method == "POST")
    quoted = _quoted(found, whole_number(request.GET.get("quotes", "")))
    page = about(found, _("Write a post"), _("Post"), lead=speaks_as(rights.hat), **_quote(quoted))

    def save(given: dict[str, Any], version: int) -> str:
        check_post(me(request), found.place, text=given["words"].text, files=len(given["files"]))
        try:
            made = actions.post(
                found, given["words"], by=me(request), hat=rights.hat, quotes=given["quotes"], files=given["files"]
            )
        except actions.Closed as closed:
            raise ValidationError(_("The topic was closed meanwhile: nothing more is posted there.")) from closed
        return f"{found.url}?from={page_start(made.number)}#{made.part}"

    initial = {"language": translation.get_language(), "quotes": quoted.number if quoted else None}
    form = partial(forms.PostForm, may_send=lambda files: check_files(me(request), found.place, files))
    key = f"topic/{ref}/post{f'/{quoted.number}' if quoted else ''}"  # a draft of its own: no answer lands below another post
    return edit(request, form, page, key=key, version=0, initial=initial, save=save)


def _quoted(topic: Topic, number: int) -> Post | None:
    return topic.posts.shown().filter(number=number).first() if number else None


def _quote(post: Post | None) -> dict[str, Any]:
    return {"quote": post.text[:1000], "quote_lang": post.language} if post else {}
