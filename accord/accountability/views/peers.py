"""The page and forms of one peer review."""

from functools import partial
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import Commitment, PeerJudgement, PeerReview
from accord.accountability.peer_states import peer_step_named
from accord.accountability.reads.peer_facts import peer_facts
from accord.accountability.reads.peers import peer_review_page
from accord.accountability.reads.reports import GuardLine
from accord.accountability.reads.shown import Fact, measures_part, milestones_part
from accord.accountability.standing import RATED
from accord.accountability.views.peer_editing import peer_editing
from accord.formats.calendar import Entry, calendar
from accord.kit import clock
from accord.kit.access import members_only, public, staff_session
from accord.kit.asked import on_this_site
from accord.kit.pages import show
from accord.kit.texts import Text, reader_language
from accord.record.editing import Editing, Part, edit
from accord.record.reads import follows
from accord.record.sending import sent_before


@public
def peer_review(request: HttpRequest, ref: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"peer-reviews/{ref}")}
    return show(request, "accountability/peer_review.html", peer_review_page(ref, request.user), extra=extra)


@public
def dialogue_ics(request: HttpRequest, ref: str) -> HttpResponse:
    """The day of the dialogue for one's own calendar; a calendar that takes it again moves it."""
    review = access.access_peer_review(request.user, ref)
    if review.dialogue_on is None:
        raise Http404
    address = on_this_site(f"{get_language()}/{review.url}")
    host = address.split("/")[2]
    name = f"{_('Dialogue')}: {review.area.name}, {review.round.name}"
    entry = Entry(f"peer-reviews/{ref}/dialogue@{host}", review.dialogue_on, name, review.dialogue_words, address)
    response = HttpResponse(calendar(name, [entry], made=clock.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{ref}.ics"'
    return response


def _page(review: PeerReview, title: str, button: str, **more: Any) -> Editing:
    return peer_editing(title, button, review.ref, review.url, world=review.area.world, **more)


@staff_session
def take_peer_step(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    step = peer_step_named(code)
    if step is None:
        raise Http404
    review, hat = access.to_take_peer_step(request.user, ref, step, sent=request.method == "POST")
    facts = peer_facts(review)
    lines = [GuardLine(str(guard.words), guard.holds(facts)) for guard in step.guards]
    page = _page(review, str(step.words), str(step.words), lead=str(step.told), lines=lines, plain=step.aside)

    def save(given: dict[str, Any], version: int) -> str:
        try:
            return actions.take_peer_step(review, step, by=hat, reason=given.get("reason", "")).url
        except actions.Unmet as unmet:
            raise django_forms.ValidationError(unmet.words) from unmet

    form = forms.ReasonForm if step.needs_reason else forms.ConfirmForm
    return edit(request, form, page, key=f"peer-step/{ref}/{code}", version=0, initial={}, save=save, done=step.done)


@members_only
def accept(request: HttpRequest, ref: str, iso3: str) -> HttpResponse:
    found, hat = access.to_accept(request.user, ref, iso3, sent=request.method == "POST")
    page = _page(found.review, _("Accept to review"), _("Accept"), lead=f"{found.review.area} · {found.review.round.name}")

    def save(given: dict[str, Any], version: int) -> str:
        actions.accept_review(found, declaration=given["declaration"], by=hat, language=given["language"])
        return found.review.url

    key, initial = f"peer-accept/{ref}", {"language": reader_language()}
    done = _("You review this country. What you do next stands on this page.")
    return edit(request, forms.AcceptForm, page, key=key, version=0, initial=initial, save=save, done=done)


@members_only
def decline(request: HttpRequest, ref: str, iso3: str) -> HttpResponse:
    found, hat = access.to_decline(request.user, ref, iso3, sent=request.method == "POST")
    page = _page(
        found.review, _("Decline to review"), _("Decline"), lead=f"{found.review.area} · {found.review.round.name}",
        warning=_("Another country is then drawn for the place. What was written and not given goes with it."), plain=True,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.decline_review(found, reason=given["reason"], by=hat, language=given["language"]).review.url

    key, initial = f"peer-decline/{ref}/{iso3}", {"language": reader_language()}
    return edit(request, forms.WhyForm, page, key=key, version=0, initial=initial, save=save, done=_("The review is declined."))


@staff_session
def replace(request: HttpRequest, ref: str, iso3: str) -> HttpResponse:
    found, hat = access.to_replace(request.user, ref, iso3, sent=request.method == "POST")
    lead = _("By lot, from the same number and under the same rules; anybody can run it again.")
    page = _page(found.review, _("Draw another reviewer"), _("Draw"), lead=lead)

    def save(given: dict[str, Any], version: int) -> str:
        return actions.replace_reviewer(found, by=hat).review.url

    key, done = f"peer-replace/{ref}/{iso3}", _("Another country is drawn and asked.")
    return edit(request, forms.ConfirmForm, page, key=key, version=0, initial={}, save=save, done=done)


@staff_session
def set_dialogue(request: HttpRequest, ref: str) -> HttpResponse:
    review, hat = access.to_set_dialogue(request.user, ref, sent=request.method == "POST")
    page = _page(
        review, _("Set the day of the dialogue"), _("Save"),
        lead=_("Within the round, 12 months or more from the UPR and the Committee, on a day on which all reviewers are there."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        told = {"words": given["words"], "language": given["language"]}
        return actions.set_dialogue(review, given["day"], **told, version=version, by=hat).url

    initial = {"day": review.dialogue_on, "words": review.dialogue_words, "language": reader_language()}
    key, done = f"peer-dialogue/{ref}", _("The day is set.")
    return edit(request, forms.DialogueForm, page, key=key, version=review.version, initial=initial, save=save, done=done)


@members_only
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_ask(request.user, ref, sent=request.method == "POST")
    page = _page(found.review, _("Ask an advance question"), _("Ask it"))

    def save(given: dict[str, Any], version: int) -> str:
        actions.ask_question(found, text=given["text"], language=given["language"], by=hat)
        return f"{found.review.url}#asked"

    key, initial = f"peer-ask/{ref}", {"language": reader_language()}
    return edit(
        request,
        forms.AdvanceQuestionForm,
        page,
        key=key,
        version=0,
        initial=initial,
        save=save,
        done=_("The question is public."),
    )


@members_only
def answer(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    found, hat = access.to_answer_peer_question(request.user, ref, number, sent=request.method == "POST")
    page = _page(
        found.review, _("Answer an advance question"), _("Save the answer"), lead=str(found.assignment.area.name),
        quote=found.text, quote_lang=found.language,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.answer_question(found, text=given["text"], version=version, by=hat, language=given["language"])
        return f"{found.review.url}#asked"

    key = f"peer-answer/{ref}/{number}"
    initial = {"text": found.answer, "language": found.answer_language if found.answer else reader_language()}
    done = _("The answer is public.")
    return edit(request, forms.AnswerQuestionForm, page, key=key, version=found.version, initial=initial, save=save, done=done)


@members_only
def recommend(request: HttpRequest, ref: str, number: int | None = None) -> HttpResponse:
    if before := sent_before(request):  # taken out by the first press
        return before
    found, hat, proposal = access.to_recommend(request.user, ref, number, sent=request.method == "POST")
    page = _page(
        found.review, _("Change your recommendation") if proposal else _("Write a recommendation"), _("Save"),
        lead=_("Nobody else sees it until all are given."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        if proposal and given.get("drop"):
            actions.drop_proposal(proposal, version=version, by=hat)
        else:
            actions.propose_recommendation(found, given, version=version, by=hat, of=proposal)
        return f"{found.review.url}#given"

    initial: dict[str, Any] = {"language": reader_language()}
    if proposal:
        initial = {name: getattr(proposal, name) for name in ("text", "due", "language")}
    form = partial(forms.ProposalForm, fresh=proposal is None)
    key, version = f"peer-recommend/{ref}/{number or ''}", proposal.version if proposal else 0
    return edit(request, form, page, key=key, version=version, initial=initial, save=save, done=_("It is saved."))


@members_only
def judge(request: HttpRequest, ref: str, commitment: str) -> HttpResponse:
    found, hat = access.to_judge(request.user, ref, sent=request.method == "POST")
    rows = Commitment.objects.filter(kind=Commitment.Kind.COMMITMENT).exclude(state=Commitment.State.DRAFT)
    asked = rows.filter(ref=commitment, area=found.review.area).first()
    if asked is None:
        raise Http404
    there = PeerJudgement.objects.filter(assignment=found, commitment=asked).first()
    page = _page(
        found.review, _("Judge the commitment"), _("Save"), quote=asked.text, quote_lang=asked.language, lead=asked.heading,
        parts=[*milestones_part(asked), *measures_part(asked)],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        told = given | {"language": reader_language()}
        actions.judge_as_peer(found, asked, told, version=version, by=hat)
        return f"{found.review.url}#{commitment}"

    initial = {name: getattr(there, name) for name in RATED} if there else {}
    key, done = f"peer-judge/{ref}/{commitment}", _("The judgement is saved. Nobody else sees it until all are given.")
    version = there.version if there else 0
    return edit(request, forms.RatingForm, page, key=key, version=version, initial=initial, save=save, done=done)


@members_only
def reply(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    found, hat = access.to_reply_to_peer(request.user, ref, number, sent=request.method == "POST")
    review, asked = found.assignment.review, found.commitment
    told: list[Fact] = [
        (_("Peers"), found.assignment.area.name), (_("Completion"), str(found.get_completion_display())),
        (_("Reason"), Text(found.rationale, found.language)),
    ]  # fmt: skip
    page = peer_editing(
        _("Reply to the judgement"), _("Save the reply"), ref, review.url, world=asked.world, lead=asked.heading,
        quote=asked.text, quote_lang=asked.language, parts=[Part(_("The judgement you reply to"), told)],
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.reply_to_peer(found, text=given["text"], version=version, by=hat, language=reader_language())
        return f"{review.url}#{asked.ref}"

    key, initial, done = f"peer-reply/{ref}/{number}", {"text": found.reply}, _("Your reply stands beside the judgement.")
    return edit(request, forms.ReplyForm, page, key=key, version=found.reply_version, initial=initial, save=save, done=done)


@members_only
def midterm(request: HttpRequest, ref: str) -> HttpResponse:
    review, hat = access.to_tell_midterm(request.user, ref)
    facts = peer_facts(review)
    words = _("How far each recommendation is carried out is told.")
    page = _page(review, _("Tell the mid-term"), _("Publish it"), lines=[GuardLine(words, facts.untold == 0)])

    def save(given: dict[str, Any], version: int) -> str:
        told = {"text": given["text"], "language": given["language"]}
        return f"{actions.tell_midterm(review, **told, version=version, by=hat).url}#midterm"

    initial = {"text": review.midterm, "language": review.midterm_language if review.midterm else reader_language()}
    key, done = f"peer-midterm/{ref}", _("The mid-term is public.")
    return edit(request, forms.MidtermForm, page, key=key, version=review.version, initial=initial, save=save, done=done)
