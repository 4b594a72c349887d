"""A page for people on the service for programs: its addresses, examples that work, clients."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accord.indicators.models import Latest, Release
from accord.kit.access import public
from accord.kit.pages import show
from accord.people.models import World

KNOWN = ("KEN", "16.9.1")  # the country and the indicator of the examples, where figures of them are held


@dataclass(frozen=True)
class Example:
    words: str
    url: str


@dataclass(frozen=True)
class GuidePage:
    """`base` is this site's own address; the examples ask for figures that are held at the moment."""

    base: str
    examples: list[Example]
    area: str
    indicator: str


@public
def guide(request: HttpRequest) -> HttpResponse:
    return show(request, "indicators/sdmx.html", guide_page(request.build_absolute_uri("/").rstrip("/")))


def guide_page(base: str) -> GuidePage:
    """2 queries."""
    held = Latest.objects.filter(release__state=Release.State.PUBLISHED, release__world=World.REAL).order_by(
        "indicator__position", "pk"
    )
    one = held.filter(area__code=KNOWN[0], indicator__code=KNOWN[1]).first() or held.first()
    if one is None:
        return GuidePage(base, [Example(_("Which data flows there are"), f"{base}/sdmx/2.1/dataflow/ACCORD")], *KNOWN)
    area, code = one.area.code, one.indicator.sdmx
    return GuidePage(base, [
        Example(_("One indicator of one country, as CSV"), f"{base}/sdmx/2.1/data/VAC/{area}.{code}?format=csv"),
        Example(
            _("The same from a year on, as JSON of SDMX 3.0"),
            f"{base}/sdmx/v2/data/dataflow/ACCORD/VAC/+/{area}.{code}?c[TIME_PERIOD]=ge:{one.end}",
        ),
        Example(
            _("The structure: dimensions, code lists and their words, as XML"),
            f"{base}/sdmx/2.1/datastructure/ACCORD/VAC/1.0?references=children",
        ),
    ], area, code)  # fmt: skip
