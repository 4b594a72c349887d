"""Taking a file in, telling its columns, mending it: each page works without scripts."""

import csv
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.formats.columns import open_sdg_indicator
from accord.formats.table import csv_safe
from accord.indicators import access, forms
from accord.indicators.loading import actions, reads
from accord.indicators.loading import layout as layouts
from accord.indicators.loading.example import example_rows
from accord.indicators.loading.offered import indicator_groups
from accord.indicators.models import Intake
from accord.kit.access import members_only
from accord.people.models import Area, Capacity, Role
from accord.record.actions import Conflict
from accord.record.models import Reader


def go(path: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"/{translation.get_language()}/{path}")


def _next(intake: Intake) -> HttpResponseRedirect:
    """The page that a file waits on."""
    tail = "columns/" if intake.report["state"] == "columns" else ""
    return go(f"releases/load/{intake.pk}/{tail}")


@members_only
def load(request: HttpRequest) -> HttpResponse:
    """The form for a file. What came with a refused try is kept: the words in the form, the file as one on its way."""
    hat = access.to_load(request.user)
    if request.method != "POST":
        return _load_page(request, forms.LoadForm(initial=_usual(hat), hat=hat))
    form = forms.LoadForm(request.POST, request.FILES, hat=hat)
    good = form.is_valid()
    try:
        intake = _taken(request, form, hat)
    except ValidationError as refused:
        form.errors.pop("file", None)
        form.add_error("file", refused)
        return _load_page(request, form, status=422)
    except actions.TooMany as many:
        form.add_error(None, many.words)
        return _load_page(request, form, status=429)
    if not good:
        return _load_page(request, form, intake, status=422)
    if intake is None:
        form.add_error("file", _("Choose the file again."))
        return _load_page(request, form, status=422)
    if "file" in request.FILES:  # taken in with all that was told
        return _next(intake)
    return _act(request, intake, lambda: actions.tell_details(intake, form.cleaned_data, version=intake.version))


def _taken(request: HttpRequest, form: forms.LoadForm, hat: Capacity) -> Intake | None:
    """The file that came now, else the one that came with an earlier try."""
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        told = {n: v for n, v in getattr(form, "cleaned_data", {}).items() if n in actions.TOLD}
        return actions.take_in(upload, by=hat, told=told)
    number = request.POST.get("kept", "")
    return Intake.objects.filter(pk=int(number), by=hat).first() if number.isdecimal() and len(number) < 18 else None


def _usual(hat: Capacity) -> dict[str, Any]:
    """What the person told of her last file that is likely to hold again."""
    last = Intake.objects.filter(by=hat).exclude(source="").order_by("-pk").first()
    told = {"source": last.source, "licence": last.licence} if last else {}
    return {**told, "language": translation.get_language()}


def _load_page(request: HttpRequest, form: forms.LoadForm, kept: Intake | None = None, *, status: int = 200) -> HttpResponse:
    if kept:
        data = QueryDict(mutable=True)
        data.update(form.data)
        data["kept"] = str(kept.pk)
        form.data = data
    told = {"form": form, "kept": kept, "page": {"world": form.hat.world}, "summary_above": True, "hat": form.hat}
    return render(request, "indicators/load.html", told, status=status)


@members_only
def example_csv(request: HttpRequest) -> HttpResponse:
    """A file that passes the check, to write one's own figures into."""
    hat = access.to_load(request.user)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="example.csv"'
    csv.writer(response).writerows([csv_safe(cell) for cell in row] for row in example_rows(hat))
    return response


@members_only
def details(request: HttpRequest, number: int) -> HttpResponse:
    """Source, licence and the rest of a file on its way."""
    intake, _hat = access.to_intake(request.user, number)
    initial = {name: getattr(intake, name) for name in actions.TOLD} | {"version": intake.version}
    form = forms.DetailsForm(request.POST or None, initial=initial, hat=intake.by)
    if request.method == "POST" and form.is_valid():
        return _act(request, intake, lambda: actions.tell_details(intake, form.cleaned_data, version=_version(request)))
    told = {"form": form, "page": {"world": intake.world}, "intake": intake, "summary_above": True}
    return render(request, "indicators/details.html", told, status=422 if form.errors else 200)


def _version(request: HttpRequest) -> int:
    number = request.POST.get("version", "")
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _act(request: HttpRequest, intake: Intake, act: Any) -> HttpResponse:
    """The page that follows an act on a file; a stale one changes nothing and shows the file as it is."""
    try:
        return _next(act())
    except (Conflict, actions.NotReady):
        messages.warning(
            request, _("The file was changed in another window meanwhile. Nothing was written; here is how it stands.")
        )
        return go(f"releases/load/{intake.pk}/")


@members_only
def columns(request: HttpRequest, number: int) -> HttpResponse:
    """Which column is what. Another sheet is shown first, with its own headers, before its columns are told."""
    intake, _hat = access.to_intake(request.user, number)
    sample = actions.sample_of(intake)
    if sample is None:
        return go(f"releases/load/{intake.pk}/")
    kept = layouts.from_json(intake.layout)
    guess = layouts.guessed(sample, kept) if not kept.told else kept
    shown = kept.sheet or next(iter(sample.sheets), "")
    indicators = indicator_groups(intake.by.area, _("For all countries"))
    named = open_sdg_indicator(intake.file_name)  # Open SDG tells the indicator by the file's name
    if any(named == code for _group, options in indicators for code, _words in options) and "indicator" not in guess.mapping:
        guess = replace(guess, indicator=guess.indicator or named)
    given: dict[str, Any] = {
        "headers": sample.headers, "sheets": sample.sheets, "indicators": indicators,
        "areas": _areas(intake.by),
        "initial": {**forms.columns_initial(guess), "version": intake.version, "sheet": shown},
    }  # fmt: skip
    form = forms.ColumnsForm(request.POST if request.method == "POST" else None, **given)
    if request.method == "POST":
        sheet = request.POST.get("sheet", "")
        if sheet in sample.sheets and sheet != shown:
            try:
                actions.show_sheet(intake, sheet, version=_version(request))
            except (Conflict, actions.NotReady):
                messages.warning(request, _("The file was changed in another window meanwhile."))
            return go(f"releases/load/{intake.pk}/columns/")
        if form.is_valid():
            layout = form.layout(shown)
            return _act(request, intake, lambda: actions.tell_columns(intake, layout, version=_version(request)))
    rows = [cells for _, cells in sample.rows[:5]]
    told = {"form": form, "page": {"world": intake.world}, "intake": intake, "headers": sample.headers, "rows": rows,
            "summary_above": True}  # fmt: skip
    return render(request, "indicators/columns.html", told, status=422 if form.errors else 200)


def _areas(hat: Capacity) -> list[tuple[str, str]]:
    areas = Area.objects.in_world(hat.world).filter(kind__in=Area.COUNTRY_KINDS)
    if hat.role == Role.STATISTICIAN:
        areas = areas.filter(code=hat.area.code if hat.area else "")
    return sorted(((a.code, f"{a.name} ({a.code})") for a in areas), key=lambda choice: choice[1])


@members_only
def report(request: HttpRequest, number: int) -> HttpResponse:
    """What is wrong with a file, by row and column, with the means to mend a small one beside each fault."""
    intake, hat = access.to_intake(request.user, number, published=True)
    if intake.state == Intake.State.PUBLISHED:
        return go(f"releases/{intake.release_id}/")
    if intake.report["state"] == "columns":
        return _next(intake)
    page = reads.intake_page(intake)
    given: dict[str, Any] = {"slots": reads.slots(page), "headers": page.headers, "initial": {"version": intake.version}}
    if request.method != "POST":
        return _report_page(request, intake, page, forms.MendForm(**given))
    form = forms.MendForm(request.POST, **given)
    if _version(request) != intake.version:
        return _act(request, intake, lambda: actions.undo_mends(intake, version=_version(request)))
    if not form.is_valid():
        return _report_page(request, intake, page, form, status=422)
    mends = form.mends()
    if not mends:
        form.add_error(None, _("Nothing was mended. Write into a cell, choose a code, or leave a row out."))
        return _report_page(request, intake, page, form, status=422)
    return _act(request, intake, lambda: actions.mend(intake, mends, by=hat, version=_version(request)))


def _report_page(
    request: HttpRequest, intake: Intake, page: reads.IntakePage, form: forms.MendForm, *, status: int = 200
) -> HttpResponse:
    faults, warned = reads.with_controls(page, form)
    told = {"page": page, "form": form, "intake": intake, "faults": faults, "warned": warned, "summary_above": True,
            "more_faults": max(len(page.lines) - forms.SHOWN, 0), "more_warned": max(len(page.warned) - forms.SHOWN, 0),
            }  # fmt: skip
    return render(request, "indicators/intake.html", told, status=status)


@members_only
def faults_csv(request: HttpRequest, number: int) -> HttpResponse:
    intake, _hat = access.to_intake(request.user, number)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="report-{intake.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow(reads.FILE_HEAD)
    writer.writerows([csv_safe(cell) for cell in row] for row in reads.fault_rows(intake))
    return response


@members_only
def faults_json(request: HttpRequest, number: int) -> HttpResponse:
    intake, _hat = access.to_intake(request.user, number)
    return JsonResponse(reads.faults_value(intake), json_dumps_params={"ensure_ascii": False})


@require_POST
@members_only
def undo(request: HttpRequest, number: int) -> HttpResponse:
    intake, _hat = access.to_intake(request.user, number)
    return _act(request, intake, lambda: actions.undo_mends(intake, version=_version(request)))


@require_POST
@members_only
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """On to the page that publishes: the file as it stands becomes a draft release."""
    intake, _hat = access.to_intake(request.user, number)
    try:
        release = actions.make_draft(intake, version=_version(request))
    except (Conflict, actions.NotReady):
        messages.warning(request, _("The file was changed meanwhile or still has faults. Here is how it stands."))
        return go(f"releases/load/{intake.pk}/")
    return go(f"releases/{release.pk}/publish/")


@members_only
def throw_away(request: HttpRequest, number: int) -> HttpResponse:
    intake, hat = access.to_intake(request.user, number)
    if request.method == "POST":
        actions.throw_away(intake, by=hat)
        messages.success(request, _("The file is thrown away. Nothing of it was published."))
        return go("releases/")
    told = {"page": {"world": intake.world}, "intake": intake, "form": forms.VersionForm()}
    return render(request, "indicators/throw_away.html", told)


def world_asked(request: HttpRequest) -> str:
    """The reader's own world, unless the address names one."""
    user: Reader = request.user
    asked = request.GET.get("world", "")
    return asked if asked in ("real", "demo") else getattr(user, "world", "real")
