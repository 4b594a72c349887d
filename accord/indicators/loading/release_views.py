"""Pages of releases: the list, one release with its figures as a file, the page that publishes a draft."""

import csv
import io
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accord.formats.table import csv_safe
from accord.indicators import access, forms
from accord.indicators.actions import AlreadyPublished, drop_draft, publish_release
from accord.indicators.disclosure import Outrun
from accord.indicators.drawing.stored import draw_after
from accord.indicators.frames import summaries
from accord.indicators.loading import actions, releases
from accord.indicators.loading.views import go, world_asked
from accord.indicators.models import Release
from accord.kit.access import members_only, public
from accord.kit.pages import show

TOLD = ("source", "licence", "url", "dated", "period", "method", "language")


@public
def release_list(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    number = int(before) if before.isdecimal() and len(before) < 18 else None
    return show(request, "indicators/releases.html", releases.release_list(request.user, world_asked(request), number))


@public
def release(request: HttpRequest, number: int) -> HttpResponse:
    found = access.to_release(request.user, number)
    return show(request, "indicators/release.html", releases.release_page(found, request.user))


@public
def release_csv(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """All figures as they were published, written as they are read: memory stays flat."""
    found = access.to_release(request.user, number)
    response = StreamingHttpResponse(_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="release-{found.pk}.csv"'
    return response


def _csv(found: Release) -> Iterator[str]:
    yield _lines([[*summaries.COLUMNS, "SOURCE", "LICENCE"]])
    tail = [csv_safe(found.source), csv_safe(found.licence)]
    for rows in summaries.rows_of(found.parquet):
        yield _lines([[*(csv_safe(cell) for cell in row), *tail] for row in rows])


def _lines(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


@members_only
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Says what will be published and asks to attest it."""
    draft, hat = access.to_publish(request.user, number)
    bare = not (draft.source and draft.licence) or not draft.intakes.exists()
    warnings = draft.handling.get("warnings", 0)
    kind = forms.PublishBareForm if bare else forms.PublishForm
    initial = {name: getattr(draft, name) for name in TOLD}
    form = kind(request.POST if request.method == "POST" else None, initial=initial, warnings=warnings, hat=hat)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            if bare:
                for name in TOLD:
                    setattr(draft, name, form.cleaned_data[name])
            try:
                publish_release(draft, by=hat, acknowledged={"acknowledged": warnings} if warnings else None)
            except AlreadyPublished:
                if Release.objects.filter(pk=draft.pk, state=Release.State.PUBLISHED).exists():
                    return go(f"releases/{draft.pk}/")
                form.add_error(None, _("The same file is published already, from this source under this licence."))
            except Outrun:
                words = _("Another release of this source came out after the check. Open the file's check and send it again.")
                form.add_error(None, words)
            except ValueError:
                form.add_error(None, _("The source's name belongs to another body. Mend the source first."))
            else:
                actions.mark_published(draft)
                draw_after(draft)
                messages.success(request, _("The figures are published."))
                return go(f"releases/{draft.pk}/")
        status = 422
        draft.refresh_from_db()
    told = {"page": releases.publish_page(draft, request.user), "form": form, "summary_above": True}
    return render(request, "indicators/publish.html", told, status=status)


@members_only
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Throw away a draft that came by the command; one that came by a file on its way goes with that file."""
    draft, hat = access.to_publish(request.user, number)
    intake = draft.intakes.first()
    if intake:
        return go(f"releases/load/{intake.pk}/drop/")
    if request.method == "POST":
        drop_draft(draft, by=hat)
        messages.success(request, _("The draft is thrown away."))
        return go("releases/")
    return render(
        request, "indicators/throw_away.html", {"page": {"world": draft.world}, "intake": draft, "form": forms.VersionForm()}
    )
