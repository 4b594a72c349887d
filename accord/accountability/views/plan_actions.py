"""Forms of actions: written, published, told, tied, ended."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.actions.plan_actions import Target
from accord.accountability.models import Action, ActionPlan, Commitment, Recommendation
from accord.accountability.reads.plan_guards import publishing_guards
from accord.accountability.reads.shown import action_parts
from accord.accountability.standing import action_digest
from accord.accountability.views.promises import note_part
from accord.accountability.wording import ACTION
from accord.kit.access import members_only
from accord.people.models import Area
from accord.record.actions import tie_digest
from accord.record.editing import Editing, edit
from accord.record.models import Link
from accord.record.sending import sent_before


def _page(found: Action, title: str, button: str, **more: Any) -> Editing:
    return Editing(title, button, found.ref, found.url, quote=found.text, quote_lang=found.language, world=found.world, **more)


@members_only
def new_action(request: HttpRequest) -> HttpResponse:
    """`?answers=REF` ties it to a recommendation, `?serves=REF` to a commitment, `?plan=REF` puts it into a plan."""
    hat = access.to_promise(request.user)
    assert isinstance(hat.area, Area)
    target = _target(hat.area, request.GET.get("answers", "")[:60], request.GET.get("serves", "")[:60])
    plan = ActionPlan.objects.filter(area=hat.area, ref=request.GET.get("plan", "")[:60]).first()
    about = (target.ref, _address(target)) if target else (plan.ref, plan.url) if plan else ("", "")
    page = Editing(
        _("Write an action"), _("Save as a draft"), *about, quote=target.text if target else "", world=hat.world,
        quote_lang=getattr(target, "language", "en"),
        lead=_("Only your country sees it until you publish it. What it answers is tied on the next page."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.draft_action(given, by=hat, ties=[(target, "")] if target else []).url

    form, key = partial(forms.ActionForm, area=hat.area), f"action/new/{about[0]}"
    initial = {"language": translation.get_language(), "plan": plan.ref if plan else ""}
    return edit(request, form, page, key=key, version=0, initial=initial, save=save, done=_("The draft is saved."))


def _target(area: Area, answers: str, serves: str) -> Target | None:
    asked = Recommendation.objects.filter(area=area, ref=answers).first() if answers else None
    return asked or (Commitment.objects.filter(area=area, ref=serves, kind="commitment").first() if serves else None)


def _address(target: Target) -> str:
    return target.url if isinstance(target, Commitment) else f"recommendations/{target.ref}/"


def _topics(found: Action) -> dict[str, list[str]]:
    codes = list(found.topics.values_list("scheme", "code"))
    return {name: [c for s, c in codes if s == scheme] for name, scheme in (("topics", "inspire"), ("sectors", "sector"))}


@members_only
def edit_action(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_action(request.user, ref, sent=request.method == "POST")
    revising = found.state != Action.State.DRAFT
    page = Editing(_("Revise the action") if revising else _("Edit the action"), _("Save"), ref, found.url, world=found.world)
    initial = {name: getattr(found, name) for name in ACTION} | _topics(found)
    initial |= {"lead": found.lead.slug if found.lead else "", "plan": found.plan.ref if found.plan else ""}

    def save(given: dict[str, Any], version: int) -> str:
        return actions.edit_action(found, given, version=version, by=hat, reason=given.get("reason", "")).url

    form = partial(forms.ActionForm, area=found.area, revising=revising, held=found.plan)
    return edit(
        request,
        form,
        page,
        key=f"action/{ref}",
        version=found.version,
        initial=initial,
        save=save,
        done=_("The action is saved."),
    )


@members_only
def publish_action(request: HttpRequest, ref: str) -> HttpResponse:
    sent = request.method == "POST"
    found, hat = access.to_change_action(request.user, ref, sent=sent)
    if found.state != Action.State.DRAFT and not sent:
        raise Http404
    page = _page(
        found, _("Publish the action"), _("Publish"), parts=action_parts(found), lines=publishing_guards(found),
        lead=_("Everyone will see it. From then on each change of its wording stays readable."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        try:
            return actions.publish_action(found, by=hat, shown=given["shown"]).url
        except actions.Unmet as unmet:
            raise ValidationError(unmet.words) from unmet

    initial, done = {"shown": action_digest(found.pk)}, _("The action is public.")
    return edit(request, forms.ConfirmForm, page, key=f"action/{ref}/publish", version=0, initial=initial, save=save, done=done)


@members_only
def tell_action(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_action(request.user, ref, sent=request.method == "POST")

    def save(given: dict[str, Any], version: int) -> str:
        told = {"status": given["status"], "evidence": given["evidence"]}
        return f"{actions.tell_action(found, **told, version=version, by=hat).url}#far"

    return edit(
        request, forms.ActionToldForm, _page(found, _("Tell how far the action is"), _("Save")), key=f"action/{ref}/tell",
        version=found.told_version, initial={"status": found.status, "evidence": found.evidence}, save=save,
        done=_("How far the action is, is saved."),
    )  # fmt: skip


@members_only
def tie_action(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_action(request.user, ref, sent=request.method == "POST")
    lead = _("One action may answer many recommendations and carry out many commitments. Tied again, its note is written anew.")

    def save(given: dict[str, Any], version: int) -> str:
        actions.tie_action(found, given["recommendation"] or given["commitment"], note=given["note"], by=hat)
        return f"{found.url}#ties"

    page = _page(found, _("Tie a recommendation or a commitment"), _("Tie it"), lead=lead)
    form = partial(forms.ActionTieForm, action=found)
    return edit(request, form, page, key=f"action/{ref}/tie", version=0, initial={}, save=save, done=_("It is tied."))


@members_only
def untie_action(request: HttpRequest, ref: str, target: str) -> HttpResponse:
    if before := sent_before(request):  # taken out by the first press
        return before
    found, hat = access.to_change_action(request.user, ref, sent=request.method == "POST")
    tied = found.commitments.filter(ref=target).first() or found.recommendations.filter(ref=target).first()
    ties = Link.objects.filter(card__ref=f"actions/{ref}", other__ref=_address(tied)[:-1] if tied else "")
    tie = ties.first()
    if tied is None or tie is None:
        raise Http404
    draft = found.state == Action.State.DRAFT
    lead = _("It goes out of the draft.") if draft else _("The journal keeps what was tied, with your reason.")
    page = Editing(
        _("Take out a tie"), _("Take it out"), found.ref, found.url, quote=tied.text, quote_lang=getattr(tied, "language", "en"),
        world=found.world, lead=lead, parts=note_part(tie.note, found.language),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.untie_action(found, tied, by=hat, reason=given.get("reason", ""), shown=given["shown"])
        return f"{found.url}#ties"

    form, key = forms.ConfirmForm if draft else forms.ReasonForm, f"action/{ref}/untie/{target}"
    initial = {"shown": tie_digest(tie)}
    return edit(request, form, page, key=key, version=0, initial=initial, save=save, done=_("It is done."))


def _end(request: HttpRequest, ref: str, title: str, button: str, act: Any) -> HttpResponse:
    sent = request.method == "POST"
    found, hat = access.to_change_action(request.user, ref, sent=sent)
    if found.state == Action.State.DRAFT and not sent:
        raise Http404

    def save(given: dict[str, Any], version: int) -> str:
        return str(act(found, by=hat, reason=given["reason"]).url)

    page = _page(found, title, button, lead=_("It stays visible, with your reason beside it."))
    return edit(request, forms.ReasonForm, page, key=f"action/{ref}/end", version=0, initial={}, save=save, done=_("It is done."))


@members_only
def withdraw_action(request: HttpRequest, ref: str) -> HttpResponse:
    return _end(request, ref, _("Withdraw the action"), _("Withdraw"), actions.withdraw_action)


@members_only
def close_action(request: HttpRequest, ref: str) -> HttpResponse:
    return _end(request, ref, _("Close the action"), _("Close"), actions.close_action)
