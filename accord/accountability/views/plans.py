"""Forms of action plans."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import ActionPlan
from accord.accountability.plan_states import plan_step_named
from accord.accountability.reads.plan_guards import plan_facts, step_lines
from accord.accountability.reads.shown import plan_parts
from accord.accountability.standing import plan_digest
from accord.accountability.wording import PLAN
from accord.kit.access import members_only
from accord.people.models import Area
from accord.record.editing import Editing, edit


@members_only
def new_plan(request: HttpRequest) -> HttpResponse:
    hat = access.to_promise(request.user)
    assert isinstance(hat.area, Area)
    page = Editing(
        _("Begin an action plan"), _("Save as a draft"), world=hat.world,
        lead=_("Only your country sees it until you open it for co-creation. Actions and commitments name it as their plan."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.draft_plan(given, by=hat).url

    form, initial = partial(forms.PlanForm, area=hat.area), {"language": translation.get_language()}
    return edit(request, form, page, key="plan/new", version=0, initial=initial, save=save, done=_("The draft is saved."))


@members_only
def edit_plan(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_plan(request.user, ref, sent=request.method == "POST")
    revising = found.state != ActionPlan.State.DRAFTING
    page = Editing(_("Revise the plan") if revising else _("Edit the plan"), _("Save"), ref, found.url, world=found.world)
    initial = {name: getattr(found, name) for name in PLAN} | {"lead": found.lead.slug if found.lead else ""}

    def save(given: dict[str, Any], version: int) -> str:
        return actions.edit_plan(found, given, version=version, by=hat, reason=given.get("reason", "")).url

    form = partial(forms.PlanForm, area=found.area, revising=revising)
    return edit(
        request, form, page, key=f"plan/{ref}", version=found.version, initial=initial, save=save, done=_("The plan is saved.")
    )


@members_only
def take_plan_step(request: HttpRequest, ref: str, code: str) -> HttpResponse:
    """What has to be true is shown before the button; what was read is what the button speaks of."""
    sent = request.method == "POST"
    found, hat = access.to_change_plan(request.user, ref, sent=sent)
    step = plan_step_named(code)
    if step is None or (found.state not in step.starts and not sent):
        raise Http404
    lines = [] if step.needs_reason else step_lines(step, plan_facts(found))
    page = Editing(
        str(step.words), str(step.words), ref, found.url, lead=step.told, quote=found.text, quote_lang=found.language,
        world=found.world, lines=lines, parts=plan_parts(found), plain=step.aside,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        try:
            return actions.take_plan_step(found, step, by=hat, reason=given.get("reason", ""), shown=given["shown"]).url
        except actions.Unmet as unmet:
            raise ValidationError(unmet.words) from unmet

    form = forms.ReasonForm if step.needs_reason else forms.ConfirmForm
    initial = {"shown": plan_digest(found.pk)}
    return edit(request, form, page, key=f"plan/{ref}/{code}", version=0, initial=initial, save=save, done=step.done)
