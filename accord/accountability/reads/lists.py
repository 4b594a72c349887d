"""Lists of recommendations and commitments."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from accord.accountability.models import Commitment, Recommendation
from accord.people.choosing import CountryChoice, country_choices
from accord.people.models import Area, World
from accord.record.access import audience_codes
from accord.record.models import Reader

PAGE = 25


@dataclass(frozen=True)
class Line:
    ref: str
    url: str
    text: str
    area: dict[str, str]
    area_url: str
    session: int | None
    issues: list[str]
    source: str
    from_words: str = ""
    from_is_known: bool = True
    response: str = ""
    response_words: str = ""
    response_in_source: str = ""
    action: int | None = None
    world: str = "real"
    title: str = ""
    kind_words: str = ""
    state: str = ""
    state_words: str = ""
    language: str = "en"


@dataclass(frozen=True)
class ListPage:
    """Keyset pages: `next` is the last id shown, or 0. One world a page: that of the chosen country, else the real one."""

    lines: list[Line]
    chosen: dict[str, str]
    next: int
    world: str = "real"
    countries: list[CountryChoice] = field(default_factory=list, metadata={"html_only": True})


@dataclass(frozen=True)
class Counted:
    code: str
    words: str
    count: int


def world_of(country: str) -> str:
    demo = country and Area.objects.filter(code=country.upper(), world=World.DEMO).exists()
    return World.DEMO if demo else World.REAL


def recommendation_list(country: str, response: str, after: int) -> ListPage:
    world = world_of(country)
    found = Recommendation.objects.select_related("area").filter(id__gt=after, area__world=world).order_by("id")
    if country:
        found = found.filter(area__code=country.upper())
    if response:
        found = found.filter(response=response)
    rows = list(found[: PAGE + 1])
    chosen = {k: v for k, v in (("country", country), ("response", response)) if v}
    more = rows[PAGE - 1].pk if len(rows) > PAGE else 0
    return ListPage([recommendation_line(r) for r in rows[:PAGE]], chosen, more, world, country_choices(world))


def commitment_list(country: str, kind: str, state: str, after: int, user: Reader) -> ListPage:
    """Drafts are listed for their own country alone."""
    world = world_of(country)
    mine = [code.removeprefix("country:") for code in audience_codes(user) if code.startswith("country:")]
    seen = ~Q(state=Commitment.State.DRAFT) | Q(area__code__in=mine)
    found = Commitment.objects.select_related("area").filter(seen, id__gt=after, world=world).order_by("id")
    if country:
        found = found.filter(area__code=country.upper())
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    rows = list(found[: PAGE + 1])
    chosen = {k: v for k, v in (("country", country), ("kind", kind), ("state", state)) if v}
    more = rows[PAGE - 1].pk if len(rows) > PAGE else 0
    return ListPage([commitment_line(c) for c in rows[:PAGE]], chosen, more, world, country_choices(world))


def counts_for(area: Area) -> tuple[list[Counted], int, int]:
    """Recommendations by response; the number of pledges, and of commitments made here that stand (2 queries)."""
    rows = Recommendation.objects.filter(area=area).values_list("response").annotate(n=Count("id")).order_by("-n")
    counted = [Counted(code, str(Recommendation.Response(code).label), n) for code, n in rows]
    kinds = Commitment.objects.filter(area=area).values_list("kind", "state").annotate(n=Count("id"))
    made = {(kind, state): n for kind, state, n in kinds}
    pledges = sum(n for (kind, _state), n in made.items() if kind == Commitment.Kind.PLEDGE)
    here = sum(made.get((Commitment.Kind.COMMITMENT, state), 0) for state in (Commitment.State.PUBLIC, Commitment.State.REVISED))
    return counted, pledges, here


def recommendation_line(r: Recommendation) -> Line:
    return Line(
        r.ref, f"recommendations/{r.ref}/", r.text, r.area.names, r.area.url, r.session, r.issues, r.source,
        r.from_words, r.from_area_id is not None, r.response, str(r.get_response_display()), r.response_word, r.action,
        r.area.world,
    )  # fmt: skip


def commitment_line(c: Commitment) -> Line:
    return Line(
        c.ref, c.url, c.text, c.area.names, c.area.url, c.session, c.issues, c.source, world=c.world, title=c.heading,
        kind_words=str(c.get_kind_display()), state=c.state, state_words=str(c.get_state_display()),
        language=c.language,
    )  # fmt: skip
