"""Forms of a country's people: answers and commitments."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import Commitment, Milestone, Recommendation
from accord.accountability.wording import WORDING
from accord.kit.access import members_only
from accord.people.models import Area
from accord.record.editing import Editing, edit


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
        actions.answer_recommendation(found, response=given["response"], reason=given["reason"], version=version, by=hat)
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
        actions.tie_commitment(found, given["commitment"], by=hat)
        return f"recommendations/{ref}/"

    form = partial(forms.TieForm, area=found.area)
    return edit(request, form, page, key=f"tie/{ref}", version=0, initial={}, save=save, done=_("The commitment is tied."))


@members_only
def new_commitment(request: HttpRequest) -> HttpResponse:
    """`?answers=REF` ties it to the recommendation that it answers."""
    hat = access.to_promise(request.user)
    assert isinstance(hat.area, Area)
    answers = list(Recommendation.objects.filter(area=hat.area, ref=request.GET.get("answers", "")[:60]))
    about = (answers[0].ref, f"recommendations/{answers[0].ref}/") if answers else ("", "")
    page = Editing(
        _("Make a commitment"), _("Save as a draft"), *about, quote=answers[0].text if answers else "", world=hat.world,
        lead=_("Only your country sees it until you publish it. Milestones and indicators come on the next page."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.draft_commitment(given, by=hat, answers=answers).url

    form = partial(forms.CommitmentForm, area=hat.area)
    key = f"commitment/new/{about[0]}"
    initial = {"language": translation.get_language()}
    return edit(request, form, page, key=key, version=0, initial=initial, save=save, done=_("The draft is saved."))


@members_only
def edit_commitment(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_commitment(request.user, ref, sent=request.method == "POST")
    revising = found.state != Commitment.State.DRAFT
    title = _("Revise the commitment") if revising else _("Edit the commitment")
    page = Editing(title, _("Save"), ref, found.url, world=found.world)
    initial = {name: getattr(found, name) for name in WORDING}
    initial |= {"lead": found.lead.slug if found.lead else "", "topics": list(found.topics.values_list("code", flat=True))}

    def save(given: dict[str, Any], version: int) -> str:
        actions.edit_commitment(found, given, version=version, by=hat, reason=given.get("reason", ""))
        return found.url

    form = partial(forms.CommitmentForm, area=found.area, revising=revising)
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
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.publish_commitment(found, by=hat).url

    done = _("The commitment is public.")
    return edit(request, forms.ConfirmForm, page, key=f"publish/{ref}", version=0, initial={}, save=save, done=done)


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


@members_only
def new_milestone(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_commitment(request.user, ref)
    page = Editing(_("Add a milestone"), _("Add"), ref, found.url, world=found.world)

    def save(given: dict[str, Any], version: int) -> str:
        actions.add_milestone(found, text=given["text"], due=given["due"], weight=given["weight"], by=hat)
        return found.url

    key = f"milestone/{ref}"
    initial = {"weight": 1}
    return edit(
        request, forms.MilestoneForm, page, key=key, version=0, initial=initial, save=save, done=_("The milestone is added.")
    )


@members_only
def tell_milestone(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    found, hat = access.to_change_commitment(request.user, ref)
    milestone = Milestone.objects.filter(commitment=found, pk=number).first()
    if milestone is None:
        raise Http404
    page = Editing(_("Tell how far a milestone is"), _("Save"), ref, found.url, quote=milestone.text, quote_lang=found.language,
                   world=found.world)  # fmt: skip
    initial = {"progress": milestone.progress, "done_on": milestone.done_on, "evidence": milestone.evidence}

    def save(given: dict[str, Any], version: int) -> str:
        actions.tell_milestone(
            milestone, progress=given["progress"], done_on=given["done_on"], evidence=given["evidence"], version=version, by=hat
        )
        return found.url

    key = f"milestone/{ref}/{number}"
    return edit(request, forms.MilestoneToldForm, page, key=key, version=milestone.version, initial=initial, save=save)


@members_only
def new_measure(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_commitment(request.user, ref)
    page = Editing(
        _("Tie an indicator"), _("Tie it"), ref, found.url, world=found.world,
        lead=_("From where to where, and by when: that is what can be checked."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        names = ("baseline", "baseline_year", "target", "target_year")
        actions.add_measure(found, given["indicator"], by=hat, **{name: given[name] for name in names})
        return found.url

    key = f"measure/{ref}"
    return edit(request, forms.MeasureForm, page, key=key, version=0, initial={}, save=save, done=_("The indicator is tied."))
