"""Taking a platform along: a page that says what is in the file, and the file."""

import tempfile

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accord.kit import clock
from accord.kit.access import members_only
from accord.record.models import Card
from accord.spaces.access import to_convene
from accord.spaces.exporting import write_archive
from accord.spaces.views.platforms import me


@members_only
def export(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The file lies on disk while it is made and sent, and nowhere after."""
    platform, _hat = to_convene(request.user, ref)
    if request.method != "POST":
        return render(request, "spaces/export.html", {"platform": platform, "page": {"world": platform.world}})
    out = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_archive(Card.objects.get(ref=platform.card_ref), me(request), out)
    out.seek(0)
    name = f"{platform.ref[:60]}-{clock.today()}.zip"
    response = FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
