from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from accord.accountability.reads.filters import world_of
from accord.calc.likeness import Weights
from accord.indicators.drawing.stored import shown
from accord.indicators.explore import like
from accord.indicators.explore.like_views import LikeForm
from accord.indicators.reads import standing_of_area
from accord.kit.access import members_only, public
from accord.kit.asked import whole_number
from accord.kit.pages import show, wants_json
from accord.overview import learning, mine, reads
from accord.overview.drawing import country_parts
from accord.overview.law_map import law_parts
from accord.overview.printing import MissingGlyph
from accord.overview.scorecard.build import kept_scorecard
from accord.overview.scorecard.pdf import kept_pdf
from accord.people.choosing import country_choices
from accord.people.models import World
from accord.record.reads import follows
from accord.record.search.reads import search

FACETS = ("kind", "country", "topic", "language")


@public
def home(request: HttpRequest) -> HttpResponse:
    page = reads.home_page(request.user)
    return show(request, "overview/home.html", page, extra=law_parts(page.laws))


@public
def home_json(request: HttpRequest, language: str) -> HttpResponse:
    """`/en.json`: its address has no language before the last slash, so the language is taken from its name."""
    with translation.override(language):
        response = show(request, "overview/home.html", reads.home_page(request.user))
    response["Content-Language"] = language
    return response


@public
def country(request: HttpRequest, iso3: str) -> HttpResponse:
    if wants_json(request):
        return show(request, "", reads.country_page(iso3, request.user))
    area = reads.country(iso3)
    page = reads.country_live(area, request.user)
    standing = standing_of_area(area)
    parts = shown(standing, lambda: country_parts(area, standing.everywhere))
    extra = {**parts, "followed": follows(request.user, f"countries/{page.iso3}")}
    return show(request, "overview/country.html", page, extra=extra)


@public
def scorecard(request: HttpRequest, iso3: str) -> HttpResponse:
    return show(request, "overview/scorecard.html", kept_scorecard(reads.country(iso3)))


@public
def scorecard_pdf(request: HttpRequest, iso3: str) -> HttpResponse:
    """Where no font at hand draws a letter of it, the page itself, which any browser prints, says so."""
    card = kept_scorecard(reads.country(iso3))
    try:
        made = kept_pdf(card, settings.SITE)
    except MissingGlyph as fault:
        return show(request, "overview/scorecard.html", card, extra={"fault": str(fault)}, status=503)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{card.iso3}-scorecard.pdf"'
    return response


@public
def search_page(request: HttpRequest) -> HttpResponse:
    chosen = {f: request.GET.get(f, "")[:60] for f in FACETS}
    page = whole_number(request.GET.get("page", "1"), 1, highest=25) or 1
    own = getattr(request.user, "world", World.REAL)  # invented records are found where they are asked for alone
    asked = request.GET.get("world", own)
    world = world_of(chosen["country"]) if chosen["country"] else asked if asked in World.values else World.REAL
    found = search(request.user, request.GET.get("q", "")[:200], chosen=chosen, page=page, world=world)
    return show(request, "overview/search.html", found)


@public
def know(request: HttpRequest) -> HttpResponse:
    return show(request, "overview/know.html", reads.know_page())


@public
def learn(request: HttpRequest) -> HttpResponse:
    """The section's first page: to the reader's own country where one is known, else to the list of countries."""
    asked = World.DEMO if request.GET.get("world") == World.DEMO else World.REAL
    world = getattr(request.user, "world", asked)
    if request.GET.get("country"):
        area = reads.country(request.GET["country"][:3])
        return redirect("learn_for_country", area.code)
    hats = getattr(request.user, "hats", [])
    own = next((h.area or h.organisation.area for h in hats if h.area or (h.organisation and h.organisation.area)), None)
    extra = {"own": own, "choices": country_choices(world), "world": world, "page": {"world": world}}
    return render(request, "overview/learn.html", extra)


@public
def learn_for_country(request: HttpRequest, iso3: str) -> HttpResponse:
    """What worked for countries like this one; weights and problem stand in the address."""
    area = reads.country(iso3)
    indicators, choices = like.core_indicators(), learning.asked_topics()
    form = LikeForm(request.GET, indicators, "" if "indicator" in request.GET else like.first_level(area))
    right = form.is_valid()
    chosen = next((i for i in indicators if right and i.code == form.cleaned_data["indicator"]), None)
    near = like.like_page(area, indicators, chosen, form.weights() if right else Weights(), learning.ALL)
    shown_only = request.GET.get("shown") == "1"
    problem, sector = (request.GET.get(name, "")[:40] for name in ("problem", "sector"))
    page = learning.learn_page(area, near, problem, sector, shown_only, choices, request.user)
    status = 200 if right else 422
    if wants_json(request) and not right:
        return show(request, "", {"errors": {name: [str(one) for one in told] for name, told in form.errors.items()}}, status=422)
    return show(request, "overview/learn_for_country.html", page, status=status, extra={"form": form})


@public
def section(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"overview/{name}.html")


@members_only
def my_page(request: HttpRequest) -> HttpResponse:
    assert request.user.is_authenticated
    return render(request, "overview/my.html", {"page": mine.my_page(request.user)})
