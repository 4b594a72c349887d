"""Forms of peers and of the officer who rates; questions to the owner."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.kit.access import members_only
from accord.kit.texts import pick
from accord.learning import access, actions, forms
from accord.learning.actions.reviews import WRITTEN, grades_open, is_marked
from accord.learning.criteria import CRITERIA
from accord.learning.models import Review
from accord.learning.views.practices import about, parts_of
from accord.people.models import Area
from accord.record.editing import Editing, Way, edit
from accord.record.hats import or_404
from accord.record.steps import Held


@members_only
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """The first time one declares one's interests; then one writes, and comes back as often as one likes."""
    found, hat, mine = access.to_review(request.user, ref, sent=request.method == "POST")
    if mine:
        return _write(request, mine, ref)
    page = about(
        found, _("Review this practice"), _("Take it up"),
        lead=_(
            "Two peers of two countries, neither the owner’s, review each practice. Neither reads the "
            "other’s review before both are finished; then both are public under the peer’s country, without "
            "a name."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        try:
            actions.take_up_review(found, declaration=given["declaration"], by=hat)
        except ValueError as refused:
            raise ValidationError(_("A peer is of another country than the owner and acts for it in nothing.")) from refused
        return f"{found.url}review/"

    key = f"practice/{ref}/review"
    return edit(request, forms.DeclarationForm, page, key=key, version=0, initial={}, save=save, done=_("The review is yours."))


def _write(request: HttpRequest, mine: Review, ref: str) -> HttpResponse:
    found = mine.practice
    page = about(
        found,
        _("Your review"),
        _("Save"),
        lead=_("Saved, it stays yours alone. Finish it from the page of the practice."),
        parts=parts_of(found),
    )
    initial = {name: getattr(mine, name) for name in WRITTEN if name != "marks"}
    initial |= {f"mark_{code}": mine.marks.get(code, "") for code in CRITERIA}
    if mine.version == 1:
        initial["language"] = translation.get_language()

    def save(given: dict[str, Any], version: int) -> str:
        actions.write_review(mine, {name: given[name] for name in WRITTEN}, version=version, by=_peer(request, ref))
        return f"{found.url}review/finish/" if given["grade"] and given["reasons"] else found.url

    key = f"practice/{ref}/review/{mine.round}"
    return edit(
        request,
        forms.ReviewForm,
        page,
        key=key,
        version=mine.version,
        initial=initial,
        save=save,
        done=_("Your review is saved."),
    )


def _peer(request: HttpRequest, ref: str) -> Any:
    return access.to_review(request.user, ref, sent=True)[1]


@members_only
def finish_review(request: HttpRequest, ref: str) -> HttpResponse:
    sent = request.method == "POST"
    found, hat, mine = access.to_review(request.user, ref, sent=sent)
    if mine is None:
        raise Http404
    lines = [
        Held(_("Each criterion has a mark; what cannot be told has one of its own."), is_marked(mine)),
        Held(_("You propose a grade, with reasons."), bool(mine.grade and mine.reasons.strip())),
        Held(_("It is of the wording as it now stands."), mine.of_version == found.version),
    ]
    page = about(
        found, _("Finish your review"), _("Finish"), lines=lines, quote=mine.reasons, quote_lang=mine.language,
        lead=_("It cannot be changed afterwards. It is published together with the other peer’s."),
        way=Way(_("Go on with your review"), f"{found.url}review/"),
        warning="" if mine.of_version == found.version else _(
            "The practice was revised after you read it. Read it again in your review, and save that."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        if not all(line.holds for line in lines):
            raise ValidationError([str(line.words) for line in lines if not line.holds])
        actions.finish_review(mine, by=hat)
        return found.url

    key = f"practice/{ref}/review/finish"
    return edit(request, forms.ConfirmForm, page, key=key, version=0, initial={}, save=save, done=_("Your review is finished."))


@members_only
def give_back(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat, mine = access.to_give_back(request.user, ref, sent=request.method == "POST")
    page = about(
        found, _("Give the review back"), _("Give it back"), plain=True,
        lead=_("What you wrote in it goes, and another peer may take the place. That you had taken it up stays in the history."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.give_back_review(mine or Review(practice=found), by=hat)
        return found.url

    key = f"practice/{ref}/review/back"
    return edit(request, forms.ConfirmForm, page, key=key, version=0, initial={}, save=save, done=_("The review is given back."))


@members_only
def free_place(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_free(request.user, ref, sent=request.method == "POST")
    begun = [(area.pk, str(pick(area.names))) for area in Area.objects.filter(pk__in=access.begun_reviews(found).values("area"))]
    page = about(
        found, _("Free a peer’s place"), _("Free the place"), plain=True,
        lead=_(
            "For a review that does not come. Write to the peer first: what they wrote in it goes, and another peer may take the "
            "place. Your reason stands in the history."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.free_place(found, area=given["area"], reason=given["reason"], by=hat)
        return found.url

    initial = {"area": begun[0][0]} if len(begun) == 1 else {}
    return edit(
        request, partial(forms.FreeForm, begun=begun), page, key=f"practice/{ref}/review/free", version=0, initial=initial,
        save=save, done=_("The place is free."),
    )  # fmt: skip


@members_only
def rate(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_rate(request.user, ref, sent=request.method == "POST")
    open_to = grades_open(found)
    page = about(
        found, _("Rate the practice"), _("Publish the rating"),
        lead=_(
            "The rating lies between what the two peers proposed; above “not shown” it needs a link to "
            "evidence for it. It is printed with your reasons."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.rate_practice(found, grade=given["grade"], reasons=given["reasons"], language=given["language"], by=hat)
        return f"{found.url}#rating"

    initial = {"language": translation.get_language(), "grade": open_to[0] if len(open_to) == 1 else ""}
    return edit(
        request, partial(forms.RateForm, allowed=open_to), page, key=f"practice/{ref}/rate", version=0, initial=initial,
        save=save, done=_("The rating is published."),
    )  # fmt: skip


@members_only
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    found = access.access_practice(request.user, ref)
    hat = access.asking_hat(request.user, found)
    if hat is None and request.method != "POST" and found.state in found.PUBLIC and not access.owner_hat(request.user, found):
        return HttpResponseRedirect(f"{reverse('practice', args=[ref])}#ask")  # says what is needed to ask
    _found, hat = access.to_ask(request.user, ref)
    page = about(found, _("Ask the owner"), _("Send"), lead=_("You ask as: %(capacity)s.") % {"capacity": hat})

    def save(given: dict[str, Any], version: int) -> str:
        try:
            made = actions.ask_owner(found, text=given["text"], language=given["language"], by=hat)
        except ValueError as refused:
            raise ValidationError(_("Five of your questions wait for an answer already.")) from refused
        return f"{found.url}questions/{made.pk}/"

    key = f"practice/{ref}/ask"
    return edit(request, forms.QuestionForm, page, key=key, version=0, initial=_spoken(), save=save, done=SENT)


SENT = gettext_lazy("Your question is sent. You will find the answer here; by mail you are told when it has come.")


def _spoken() -> dict[str, Any]:
    return {"language": translation.get_language()}


@members_only
def ask_adopter(request: HttpRequest, ref: str) -> HttpResponse:
    found = access.access_adoption(request.user, ref)
    hat = or_404(access.asking_adopter(request.user, found))
    page = Editing(
        _("Ask who adopted it"), _("Send"), found.title, found.url, world=found.world,
        lead=_("You ask as: %(capacity)s.") % {"capacity": hat},
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        try:
            made = actions.ask_owner(found.practice, text=given["text"], language=given["language"], by=hat, adoption=found)
        except ValueError as refused:
            raise ValidationError(_("Five of your questions wait for an answer already.")) from refused
        return f"{found.practice.url}questions/{made.pk}/"

    key = f"adoption/{ref}/ask"
    return edit(request, forms.QuestionForm, page, key=key, version=0, initial=_spoken(), save=save, done=SENT)


@members_only
def answer(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    asked, hat = access.to_answer(request.user, ref, number)
    if asked.answered_on and request.method != "POST":
        raise Http404
    page = about(
        asked.practice, _("Answer a question"), _("Send"), quote=asked.text, quote_lang=asked.language,
        lead=_("Asked as: %(capacity)s.") % {"capacity": asked.asked_as or "–"},
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.answer_question(asked, text=given["text"], language=given["language"], by=hat)
        return f"{asked.practice.url}questions/{number}/"

    initial, key = {"language": translation.get_language()}, f"practice/{ref}/questions/{number}"
    return edit(request, forms.AnswerForm, page, key=key, version=0, initial=initial, save=save, done=_("Your answer is sent."))
