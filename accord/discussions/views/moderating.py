"""What moderators do, and whoever asked: each a form of its own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.discussions import access, actions, forms
from accord.discussions.models import Topic
from accord.discussions.places import Rights
from accord.discussions.reads import moderating as reads
from accord.discussions.reads.shown import page_start
from accord.discussions.views.topics import about, me
from accord.kit import clock
from accord.kit.access import members_only
from accord.moderation.speaking import check_post
from accord.people.models import Capacity
from accord.record.editing import edit
from accord.record.sending import sent_before


def _hat(topic: Topic, rights: Rights, *, own: bool = False) -> Capacity | None:
    """A moderator's act is told in their capacity; whoever asked under a sealed name stays unnamed."""
    return rights.hat if rights.moderate or not (own and topic.chatham) else None


def _moderator(request: HttpRequest, ref: str) -> tuple[Topic, Capacity]:
    topic, rights = access.to_moderate(request.user, ref)
    if rights.hat is None:
        raise Http404
    return topic, rights.hat


def _edit(
    request: HttpRequest, topic: Topic, *given: Any, save: Callable[[dict[str, Any], int], str], **more: Any
) -> HttpResponse:
    """What a moderator writes stands on the page, too: whoever is suspended from speaking there does not write it."""

    def spoken(told: dict[str, Any], version: int) -> str:
        check_post(me(request), topic.place, again=True)
        return save(told, version)

    return edit(request, *given, save=spoken, **more)


@members_only
def close_topic(request: HttpRequest, ref: str) -> HttpResponse:
    """Closes what is open, opens again what is closed."""
    if before := sent_before(request):
        return before
    topic, hat = _moderator(request, ref)
    closes = topic.state == Topic.State.OPEN
    words = _("Close the topic") if closes else _("Open the topic again")
    page = about(
        topic, words, words,
        lead=_("It stays readable; nothing more is posted.") if closes else _("Posts can be written again."), plain=closes,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return (actions.close_topic if closes else actions.reopen_topic)(topic, by=hat, reason=given["reason"]).url

    key = f"topic/{ref}/{'close' if closes else 'reopen'}"
    return _edit(request, topic, forms.ReasonForm, page, key=key, version=0, initial={}, save=save)


@members_only
def pin_topic(request: HttpRequest, ref: str) -> HttpResponse:
    topic, hat = _moderator(request, ref)
    pins = not topic.pinned
    words = _("Put it on top of the list") if pins else _("Take it from the top")
    page = about(topic, words, _("Do it"))

    def save(given: dict[str, Any], version: int) -> str:
        return actions.pin_topic(topic, pinned=pins, by=hat).url

    return _edit(request, topic, forms.ConfirmForm, page, key=f"topic/{ref}/pin", version=0, initial={}, save=save)


@members_only
def retitle(request: HttpRequest, ref: str) -> HttpResponse:
    topic, hat = _moderator(request, ref)
    page = about(topic, _("Name the topic anew"), _("Save"))

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("title", "language", "reason")}
        return actions.retitle_topic(topic, **told, version=version, by=hat).url

    initial = {"title": topic.title, "language": topic.language}
    return _edit(
        request, topic, forms.TitleForm, page, key=f"topic/{ref}/title", version=topic.version, initial=initial, save=save
    )


@members_only
def sum_up(request: HttpRequest, ref: str) -> HttpResponse:
    topic, hat = _moderator(request, ref)
    page = about(topic, _("Sum up"), _("Save"))

    def save(given: dict[str, Any], version: int) -> str:
        return actions.sum_up(topic, given["words"], version=version, by=hat).url

    initial = {"text": topic.summary, "language": topic.summary_language if topic.summary else translation.get_language()}
    return _edit(
        request, topic, forms.SummaryForm, page, key=f"topic/{ref}/summary", version=topic.version, initial=initial, save=save
    )


@members_only
def outcome(request: HttpRequest, ref: str) -> HttpResponse:
    topic, hat = _moderator(request, ref)
    page = about(topic, _("Tell the outcome"), _("Save"))

    def save(given: dict[str, Any], version: int) -> str:
        return (
            f"{actions.tell_outcome(topic, given['words'], decided_on=given['decided_on'], version=version, by=hat).url}#outcome"
        )

    told = bool(topic.outcome)
    initial = {
        "text": topic.outcome, "decided_on": topic.decided_on or clock.today(),
        "language": topic.outcome_language if told else translation.get_language(),
    }  # fmt: skip
    return _edit(
        request, topic, forms.OutcomeForm, page, key=f"topic/{ref}/outcome", version=topic.version, initial=initial, save=save
    )


@members_only
def add_action(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    topic, hat = _moderator(request, ref)
    if not topic.outcome:
        raise Http404
    page = about(topic, _("Add what is to be done"), _("Add"), quote=topic.outcome[:1000], quote_lang=topic.outcome_language)

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("text", "owner", "capacity", "due")}
        actions.add_action(topic, **told, card=given["followed"], by=hat)
        return f"{topic.url}#outcome"

    form = partial(forms.ActionForm, hats=reads.taking_part(topic, hat), reader=request.user)
    return _edit(request, topic, form, page, key=f"topic/{ref}/action", version=0, initial={}, save=save)


@members_only
def settle_action(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    if before := sent_before(request):
        return before
    topic, found, rights = access.to_settle(request.user, ref, number)
    page = about(topic, _("It is done"), _("Say that it is done"), quote=found.text, quote_lang=topic.outcome_language)

    def save(given: dict[str, Any], version: int) -> str:
        by = found.capacity if access.takes_on(request.user, found) else rights.hat
        actions.settle_action(topic, number, by=by)
        return f"{topic.url}#outcome"

    return edit(request, forms.ConfirmForm, page, key=f"topic/{ref}/action/{number}", version=0, initial={}, save=save)


@members_only
def accept(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Accepts the post as the answer; where it is that already, takes it back."""
    if before := sent_before(request):
        return before
    topic, row, rights = access.to_answer(request.user, ref, number)
    undoes = topic.answer == number
    title = _("Accept it no more") if undoes else _("Accept it as the answer")
    page = about(topic, title, title, quote=row.text[:1000], quote_lang=row.language)

    def save(given: dict[str, Any], version: int) -> str:
        actions.accept_answer(topic, None if undoes else number, by=_hat(topic, rights, own=True))
        return f"{topic.url}?from={page_start(number)}#p{number}"

    key = f"topic/{ref}/{number}/answer"
    return edit(request, forms.ConfirmForm, page, key=key, version=0, initial={}, save=save)


def _refused(code: str) -> ValidationError:
    words = {
        "sealed": _("What was said where names are sealed stays where it was said."),
        "wider": _("Others would read it there who do not read it here."),
        "many": _("These are more than 500 posts: too many to go at once."),
        "first": _("The first post stays: it is what the topic begins with."),
        "none": _("Not all of these posts are there."),
        "same": _("It is there already."),
    }
    return ValidationError(words[code], code=code)


@members_only
def split(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    topic, hat = _moderator(request, ref)
    page = about(topic, _("Split posts off"), _("Make them a topic"), lead=_("Where they stood, a link leads to them."))

    def save(given: dict[str, Any], version: int) -> str:
        told = {name: given[name] for name in ("title", "language", "reason")}
        try:
            return actions.split_topic(topic, given["numbers"], **told, by=hat).url
        except actions.Refused as refused:
            raise _refused(refused.code) from refused

    initial = {"language": topic.language}
    return _edit(request, topic, forms.SplitForm, page, key=f"topic/{ref}/split", version=0, initial=initial, save=save)


@members_only
def merge(request: HttpRequest, ref: str) -> HttpResponse:
    """Into a topic that the same person moderates."""
    if before := sent_before(request):
        return before
    topic, hat = _moderator(request, ref)
    lead = _("Its posts go behind those of the other topic; here a link leads there.")
    page = about(topic, _("Merge into another topic"), _("Merge"), lead=lead)

    def save(given: dict[str, Any], version: int) -> str:
        other = reads.topic_at(request.user, given["into"])
        if other is None or not access.rights_in(request.user, other).moderate:
            raise ValidationError({"into": _("You moderate no topic with this address.")})
        try:
            return actions.merge_topic(topic, other, by=hat, reason=given["reason"]).url
        except actions.Refused as refused:
            raise _refused(refused.code) from refused

    return _edit(request, topic, forms.MergeForm, page, key=f"topic/{ref}/merge", version=0, initial={}, save=save)


@members_only
def move(request: HttpRequest, ref: str) -> HttpResponse:
    """To another place that the same person moderates and where nobody new reads."""
    if before := sent_before(request):
        return before
    topic, hat = _moderator(request, ref)
    places = reads.places_to_move(me(request), topic)
    page = about(topic, _("Move to another place"), _("Move"), lead=_("Its address stays the same."))

    def save(given: dict[str, Any], version: int) -> str:
        try:
            return actions.move_topic(topic, given["place"], by=hat, reason=given["reason"]).url
        except actions.Refused as refused:
            raise _refused(refused.code) from refused

    form = partial(forms.MoveForm, places=places)
    return _edit(request, topic, form, page, key=f"topic/{ref}/move", version=0, initial={}, save=save)
