"""Forms of a country's people: answers and commitments."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import Commitment, Recommendation
from accord.accountability.reads.commitments import checks_of, publishing_lines
from accord.accountability.reads.shown import commitment_parts
from accord.accountability.standing import commitment_digest
from accord.accountability.wording import WORDING
from accord.kit.access import members_only
from accord.kit.texts import Text, pick, reader_language
from accord.people.models import Area
from accord.record.actions import tie_digest
from accord.record.editing import Editing, Part, edit
from accord.record.models import Card
from accord.record.sending import sent_before
from accord.spaces.reads.carried import carried as carried_by


@members_only
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_answer(request.user, ref)
    page = Editing(
        _("Answer the recommendation"), _("Save the answer"), ref, f"recommendations/{ref}/", quote=found.text,
        world=found.area.world,
    )  # fmt: skip
    pending = found.response in (Recommendation.Response.PENDING, Recommendation.Response.UNCLEAR)
    initial = {"response": "" if pending else found.response, "reason": found.response_reason}

    def save(given: dict[str, Any], version: int) -> str:
        actions.answer_recommendation(
            found, response=given["response"], reason=given["reason"], version=version, by=hat, language=reader_language()
        )
        return f"recommendations/{ref}/"

    key = f"answer/{ref}"
    return edit(
        request,
        forms.AnswerForm,
        page,
        key=key,
        version=found.version,
        initial=initial,
        save=save,
        done=_("Your answer is saved."),
    )


@members_only
def tie(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_answer(request.user, ref)
    page = Editing(
        _("Tie a commitment that you have"), _("Tie it"), ref, f"recommendations/{ref}/", quote=found.text,
        world=found.area.world,
        lead=_("One commitment may answer many recommendations."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.tie_commitment(found, given["commitment"], by=hat, note=given["note"])
        return f"recommendations/{ref}/"

    form = partial(forms.TieForm, area=found.area, recommendation=found)
    return edit(request, form, page, key=f"tie/{ref}", version=0, initial={}, save=save, done=_("The commitment is tied."))


@members_only
def new_commitment(request: HttpRequest) -> HttpResponse:
    """`?answers=REF` ties it to the recommendation that it answers, `?plan=REF` puts it into a plan, `?carries=REF` takes
    over the words of a joint action or solution, to which it is linked."""
    hat = access.to_promise(request.user)
    assert isinstance(hat.area, Area)
    answers = list(Recommendation.objects.filter(area=hat.area, ref=request.GET.get("answers", "")[:60]))
    about = (answers[0].ref, f"recommendations/{answers[0].ref}/") if answers else ("", "")
    carried = access.to_carry_out(request.user, hat, request.GET.get("carries", "")[:100])
    if carried:
        about = (str(carried.name), carried.url)
    page = Editing(
        _("Make a commitment"), _("Save as a draft"), *about, quote=answers[0].text if answers else "", world=hat.world,
        lead=_("Only your country sees it until you publish it. Milestones and indicators come on the next page."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.draft_commitment(given, by=hat, answers=answers, carries=carried).url

    form = partial(forms.CommitmentForm, area=hat.area)
    key = f"commitment/new/{carried.ref if carried else about[0]}"
    initial = {"language": translation.get_language(), "plan": request.GET.get("plan", "")[:60]}
    initial |= _taken_over(carried, hat.area) if carried else {}
    return edit(request, form, page, key=key, version=0, initial=initial, save=save, done=_("The draft is saved."))


def _taken_over(card: Card, area: Area) -> dict[str, Any]:
    """What a joint action or solution says already is not typed again."""
    codes = [(topic.scheme, topic.code) for topic in card.topics.all()]
    told: dict[str, Any] = {"title": str(card.name), "text": str(pick(card.summary, card.language)), "language": card.language}
    if terms := carried_by(card, area):
        told |= {
            "text": terms.text, "starts_on": terms.starts_on, "ends_on": terms.ends_on, "lead": terms.organisation,
            "supporting": terms.who[:500], "more_provinces": "\n".join(terms.provinces),
        }  # fmt: skip
    fields = {"topics": "inspire", "sectors": "sector"}
    return told | {name: [code for own, code in codes if own == scheme] for name, scheme in fields.items()}


def _topics(found: Commitment) -> dict[str, list[str]]:
    """Their codes, by the field that chooses them."""
    codes = list(found.topics.values_list("scheme", "code"))
    fields = {"topics": "inspire", "sdg": "sdg", "sectors": "sector"}
    return {name: [c for s, c in codes if s == scheme] for name, scheme in fields.items()}


@members_only
def edit_commitment(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_commitment(request.user, ref, sent=request.method == "POST")
    revising = found.state != Commitment.State.DRAFT
    title = _("Revise the commitment") if revising else _("Edit the commitment")
    page = Editing(title, _("Save"), ref, found.url, world=found.world)
    initial = {name: getattr(found, name) for name in WORDING}
    initial |= {"lead": found.lead.slug if found.lead else "", "plan": found.plan.ref if found.plan else "", **_topics(found)}

    def save(given: dict[str, Any], version: int) -> str:
        actions.edit_commitment(found, given, version=version, by=hat, reason=given.get("reason", ""))
        return found.url

    form = partial(forms.CommitmentForm, area=found.area, revising=revising, held=found.plan)
    key = f"commitment/{ref}"
    return edit(
        request, form, page, key=key, version=found.version, initial=initial, save=save, done=_("The commitment is saved.")
    )


@members_only
def publish_commitment(request: HttpRequest, ref: str) -> HttpResponse:
    sent = request.method == "POST"
    found, hat = access.to_change_commitment(request.user, ref, sent=sent)
    if found.state != Commitment.State.DRAFT and not sent:
        raise Http404
    page = Editing(
        _("Publish the commitment"), _("Publish"), ref, found.url, quote=found.text, quote_lang=found.language, world=found.world,
        lead=_("Everyone will see it. From then on each change of its wording stays readable."),
        parts=commitment_parts(found), checks=checks_of(found), lines=publishing_lines(found),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        try:
            return actions.publish_commitment(found, by=hat, shown=given["shown"]).url
        except actions.Unmet as unmet:
            raise ValidationError(unmet.words) from unmet

    done, initial = _("The commitment is public."), {"shown": commitment_digest(found.pk)}
    return edit(request, forms.ConfirmForm, page, key=f"publish/{ref}", version=0, initial=initial, save=save, done=done)


@members_only
def untie_commitment(request: HttpRequest, ref: str, kind: str, target: str) -> HttpResponse:
    if before := sent_before(request):  # taken out by the first press
        return before
    found, tie, hat = access.to_untie(request.user, ref, f"{kind}/{target}", sent=request.method == "POST")
    draft = found.state == Commitment.State.DRAFT
    page = Editing(
        _("Take out a tie"), _("Take it out"), ref, found.url, quote=str(tie.other.name), quote_lang=tie.other.language,
        world=found.world, parts=note_part(tie.note, found.language),
        lead=_("It goes out of the draft.") if draft else _("The journal keeps what was tied, with your reason."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.untie_commitment(found, tie.other, by=hat, reason=given.get("reason", ""), shown=given["shown"])
        return found.url

    form, initial = forms.ConfirmForm if draft else forms.ReasonForm, {"shown": tie_digest(tie)}
    key = f"commitment/{ref}/untie/{kind}/{target}"
    return edit(request, form, page, key=key, version=0, initial=initial, save=save, done=_("It is done."))


def note_part(note: str, language: str) -> list[Part]:
    """What a tie says, beside the form that takes it back."""
    return [Part(_("The tie"), [(_("How"), Text(note, language))])] if note else []


def _end(request: HttpRequest, ref: str, title: str, button: str, act: Any) -> HttpResponse:
    sent = request.method == "POST"
    found, hat = access.to_change_commitment(request.user, ref, sent=sent)
    if found.state == Commitment.State.DRAFT and not sent:
        raise Http404
    page = Editing(
        title, button, ref, found.url, quote=found.text, quote_lang=found.language, world=found.world,
        lead=_("It stays visible, with your reason beside it."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return str(act(found, by=hat, reason=given["reason"]).url)

    return edit(request, forms.ReasonForm, page, key=f"end/{ref}", version=0, initial={}, save=save, done=_("It is done."))


@members_only
def withdraw_commitment(request: HttpRequest, ref: str) -> HttpResponse:
    return _end(request, ref, _("Withdraw the commitment"), _("Withdraw"), actions.withdraw_commitment)


@members_only
def close_commitment(request: HttpRequest, ref: str) -> HttpResponse:
    return _end(request, ref, _("Close the commitment"), _("Close"), actions.close_commitment)
