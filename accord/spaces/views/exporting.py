"""Taking a platform along: a page that says what is in the file, and the file."""

import tempfile

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accord.kit import clock
from accord.kit.access import members_only
from accord.kit.counting import one_more
from accord.record.models import Card
from accord.spaces.access import to_take_along
from accord.spaces.exporting import AN_HOUR, size_of, write_archive
from accord.spaces.views.platforms import me


@members_only
def export(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The file lies on disk while it is made and sent, and nowhere after. What is too large for that is for the command."""
    platform = to_take_along(request.user, ref)
    card = Card.objects.get(ref=platform.card_ref)
    size = size_of(card, me(request))
    told = {"platform": platform, "page": {"world": platform.world}, "size": size}
    if request.method != "POST":
        return render(request, "spaces/export.html", told)
    if not size.fits:
        return render(request, "spaces/export.html", told, status=413)
    if not one_more("exports", str(me(request).pk), AN_HOUR):
        return render(request, "spaces/export.html", told | {"often": True}, status=429)
    out = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_archive(card, me(request), out)
    out.seek(0)
    name = f"{platform.ref[:60]}-{clock.today()}.zip"
    response = FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
