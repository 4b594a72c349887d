"""The joint work plan: read as table, board, time and matrix; written row by row or from a table."""

from contextlib import suppress
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.formats.messages import Unreadable
from accord.formats.result import ImportResult
from accord.formats.spreadsheet import write_workbook
from accord.kit.access import members_only, public
from accord.kit.asked import whole_number
from accord.kit.pages import show, table_file
from accord.people.models import Area, Capacity
from accord.record.actions import Conflict, accept_table
from accord.record.editing import edit
from accord.record.reads import follows
from accord.record.sending import fresh_token, remember, sent_before
from accord.spaces import access, forms
from accord.spaces.actions import workplan as actions
from accord.spaces.actions.workplan_files import load_plan
from accord.spaces.drawing import timeline
from accord.spaces.models import JointAction, Platform
from accord.spaces.reads import matrix as matrices
from accord.spaces.reads import workplan as reads
from accord.spaces.views.platforms import about, asked_of
from accord.spaces.views.threats import fields_of, in_language, of_thing

ASKED = ("platform", "organisation", "country", "sector", "strategy", "status", "with", "world")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@public
def work_plan(request: HttpRequest) -> HttpResponse:
    """`?view=table|board|timeline`."""
    view = request.GET.get("view", "")
    view = view if view in reads.VIEWS else "table"
    page = reads.work_plan(asked_of(request, *ASKED), view, whole_number(request.GET.get("after", "")), request.user)
    extra = {"picture": timeline(page.rows) if view == "timeline" else None, "rights": _rights(request, page)}
    return show(request, "spaces/work_plan.html", page, extra=extra)


def _rights(request: HttpRequest, page: reads.WorkPlan) -> dict[str, bool]:
    """What the reader may do on the one platform that is shown."""
    found = Platform.objects.filter(ref=page.platform.ref).first() if page.platform else None
    if found is None or not request.user.is_authenticated:
        return {}
    return {
        "work": access.may(request.user, found, "work"),
        "agree": found.state == Platform.State.ACTIVE and bool(reads.waiting_for(request.user, found)),
    }


@public
def work_plan_csv(request: HttpRequest) -> HttpResponse:
    rows = reads.table_rows(asked_of(request, *ASKED), request.user)
    return table_file("work-plan", reads.HEAD, ([str(cell if cell is not None else "") for cell in row] for row in rows))


@public
def work_plan_xlsx(request: HttpRequest) -> HttpResponse:
    """As it can be loaded again."""
    rows = reads.table_rows(asked_of(request, *ASKED), request.user)
    response = HttpResponse(write_workbook({"work plan": [reads.HEAD, *rows]}), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="work-plan.xlsx"'
    return response


@public
def matrix(request: HttpRequest) -> HttpResponse:
    """`?sector=&strategy=` opens one cell, country by country."""
    page = matrices.matrix_page(asked_of(request, "platform", "country", "world", "sector", "strategy"), request.user)
    found = Platform.objects.filter(ref=page.platform.ref).first() if page.platform and page.opened else None
    may_work = found is not None and access.may(request.user, found, "work")
    return show(request, "spaces/matrix.html", page, extra={"may_work": may_work})


@public
def matrix_csv(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request, "platform", "country", "world")
    return table_file("gaps-and-overlaps", matrices.MATRIX_COLUMNS, matrices.matrix_rows(asked, request.user))


@public
def coordination(request: HttpRequest, iso3: str) -> HttpResponse:
    return show(request, "spaces/coordination.html", matrices.coordination_page(iso3, request.user))


@public
def joint_action(request: HttpRequest, ref: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"joint-actions/{ref}")}
    return show(request, "spaces/joint_action.html", reads.action_page(ref, request.user), extra=extra)


@members_only
def new_action(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work(request.user, ref)
    page = about(found, _("Add a joint action"), _("Save"), lead=_("One row: who does what, where and when."))

    def save(given: dict[str, Any], version: int) -> str:
        made, told = actions.propose_action(found, given, by=hat), (given["status"], given["people_reached"])
        if told != (made.status, None):
            actions.tell_progress(made, status=told[0], people_reached=told[1], version=made.told_version, by=hat)
        return made.url

    begun = asked_of(request, "sector", "strategy", "country", "solution")  # by the page from which one comes
    area = Area.objects.countries().in_world(found.world).filter(code=begun["country"].upper()).first() or hat.area
    initial = in_language() | {
        "organisation": hat.organisation.slug if hat.organisation else "", "areas": [area] if area else [],
        "sectors": [begun["sector"]], "strategies": [begun["strategy"]], "solution": begun["solution"],
        "status": JointAction.Status.PLANNED,
    }  # fmt: skip
    form = partial(forms.NewActionForm, platform=found, of_a_body=hat.organisation is not None)
    key, done = f"joint-action/new/{ref}", _("The action is in the work plan.")
    return edit(request, form, page, key=key, version=0, initial=initial, save=save, done=done)


@members_only
def edit_action(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_work_on(request.user, JointAction, ref)
    agreed = found.agreements.exists()
    codes = list(found.topics.values_list("scheme", "code"))
    initial = fields_of(found) | {
        "provinces": "\n".join(found.provinces), "areas": list(found.areas.all()),
        "organisation": found.organisation.slug if found.organisation else "",
        "solution": found.solution.ref if found.solution else "",
        "strategies": [c for s, c in codes if s == "inspire"], "sectors": [c for s, c in codes if s == "sector"],
    }  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.reword_action(found, given, version=version, by=hat, reason=given.get("reason", "")).url

    lead = _("Countries that agreed to it are asked anew.") if agreed else ""
    page = of_thing(found, _("Reword the joint action"), _("Save"), lead=lead)
    form = partial(forms.JointActionForm, platform=found.platform, agreed=agreed)
    done = _("The action is saved.")
    return edit(request, form, page, key=f"joint-action/{ref}", version=found.version, initial=initial, save=save, done=done)


@members_only
def tell_progress(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_tell_of(request.user, ref)
    page = of_thing(found, _("Tell how far the action is"), _("Save"), quote=found.text, quote_lang=found.language)

    def save(given: dict[str, Any], version: int) -> str:
        told = {"status": given["status"], "people_reached": given["people_reached"]}
        return actions.tell_progress(found, **told, version=version, by=hat).url

    initial = {"status": found.status, "people_reached": found.people_reached}
    return edit(
        request, forms.ProgressForm, page, key=f"joint-action/{ref}/tell", version=found.told_version, initial=initial,
        save=save, done=_("How far the action is, is saved."),
    )  # fmt: skip


@members_only
def agree_to_action(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_speak_on(request.user, ref)
    lead = _("You agree for %(country)s to the action as it is worded now.") % {"country": hat.area.name if hat.area else ""}
    page = of_thing(
        found, _("Agree to the action"), _("Agree"), quote=found.text or found.title, quote_lang=found.language, lead=lead
    )

    def save(given: dict[str, Any], version: int) -> str:
        actions.agree_to(found, version=version, by=hat)
        return found.url

    key, done = f"joint-action/{ref}/agree", _("Your country has agreed.")
    return edit(request, forms.OpenForm, page, key=key, version=found.version, initial={}, save=save, done=done)


@members_only
def ask_for_wording(request: HttpRequest, ref: str) -> HttpResponse:
    if before := sent_before(request):
        return before
    found, hat = access.to_speak_on(request.user, ref)
    lead = _("Your country, %(country)s, does not agree to it as it is worded now.") % {
        "country": hat.area.name if hat.area else ""
    }
    page = of_thing(
        found, _("Ask for another wording"), _("Send"), quote=found.text or found.title, quote_lang=found.language, lead=lead
    )

    def save(given: dict[str, Any], version: int) -> str:
        actions.ask_for_wording(found, text=given["text"], language=given["language"], version=version, by=hat)
        return f"{found.url}#agreed"

    key, done = f"joint-action/{ref}/wording", _("It is shown to those who work on the action.")
    initial = in_language()
    return edit(request, forms.AskWordingForm, page, key=key, version=found.version, initial=initial, save=save, done=done)


@members_only
def agree(request: HttpRequest, ref: str) -> HttpResponse:
    """All at once that wait for the reader's country."""
    if before := sent_before(request):
        return before
    found = access.access_platform(request.user, ref)
    waiting = reads.waiting_for(request.user, found)
    hats = [hat for hat in access.speaking(request.user) if hat.world == found.world]
    if not waiting or not hats or found.state != Platform.State.ACTIVE:
        raise Http404
    page = about(found, _("Agree to joint actions"), _("Agree to those ticked"), lead=_("Each as it is worded now."))

    def save(given: dict[str, Any], version: int) -> str:
        chosen = {(ref, int(version)) for ref, _at, version in (one.rpartition("@") for one in given["actions"])}
        mine = [(a, a.version) for a in waiting if (a.ref, a.version) in chosen]
        for hat in hats:
            actions.agree_to_all([(a, v) for a, v in mine if _names(a, hat)], by=hat)
        return f"work-plan/?platform={found.ref}"

    form = partial(forms.AgreeForm, waiting=waiting)
    done = _("Your country has agreed.")
    return edit(request, form, page, key=f"agree/{ref}", version=0, initial={}, save=save, done=done)


def _names(action: JointAction, hat: Capacity) -> bool:
    return hat.area is not None and action.areas.filter(pk=hat.area.pk).exists()


@members_only
def load(request: HttpRequest, ref: str) -> HttpResponse:
    """A table of actions: all faults are told by row and column, and nothing is written while there is one."""
    if before := sent_before(request):
        return before
    found, hat = access.to_work(request.user, ref)
    form = forms.LoadPlanForm(request.POST or None, request.FILES or None, initial={"once": fresh_token()})
    result: ImportResult | None = None
    if request.method == "POST" and form.is_valid():
        result = _loaded(request, form, found, hat)
        if result and not result.refused:
            return _after_loading(request, found, result)
    told = {"form": form, "result": result, "platform": found, "page": {"world": found.world}, "columns": reads.HEAD}
    refused = form.errors or (result and result.refused)
    return render(request, "spaces/load_plan.html", told, status=422 if refused else 200)


def _loaded(request: HttpRequest, form: forms.LoadPlanForm, platform: Platform, hat: Capacity) -> ImportResult | None:
    upload = form.cleaned_data["file"]
    assert isinstance(upload, UploadedFile)
    try:
        return load_plan(platform, accept_table(upload), by=hat, convener=access.may(request.user, platform, "convene"))
    except ValidationError as refused:
        form.add_error("file", refused)
    except Unreadable as unreadable:
        form.add_error("file", str(unreadable))
    except Conflict:
        form.add_error("file", _("Somebody changed the work plan meanwhile. Fetch the file anew."))
    return None


def _after_loading(request: HttpRequest, platform: Platform, result: ImportResult) -> HttpResponse:
    added = ngettext("%(n)s action added", "%(n)s actions added", result.added) % {"n": result.added}
    changed = ngettext("%(n)s changed", "%(n)s changed", result.changed) % {"n": result.changed}
    messages.success(request, f"{added}, {changed}.")
    goes_to = f"work-plan/?platform={platform.ref}"
    with suppress(IntegrityError), transaction.atomic():  # of two at once the second finds all of it there
        remember(request, goes_to)
    return HttpResponseRedirect(f"/{translation.get_language()}/{goes_to}")
