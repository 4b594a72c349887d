"""Lists of recommendations and commitments."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from accord.accountability.models import Commitment, Recommendation
from accord.accountability.reads.filters import (
    Filter,
    SessionsHeld,
    choices_of,
    countries_of,
    filter_of,
    has_issue,
    issues_of,
    sessions_held,
    strategies,
    unknown,
    world_of,
)  # fmt: skip
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
    """Keyset pages: `next` is the last id shown, or 0. One world a page; `count` is of the whole list."""

    lines: list[Line]
    chosen: dict[str, str]
    next: int
    world: str = "real"
    count: int = 0
    unknown: dict[str, str] = field(default_factory=dict)  # what was asked for and is no choice: label, value
    sessions: list[SessionsHeld] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})


@dataclass(frozen=True)
class Counted:
    code: str
    words: str
    count: int


def recommendation_list(asked: Mapping[str, str], after: int) -> ListPage:
    """`asked`: country, response, theme, world."""
    world = world_of(asked.get("country", ""), asked.get("world", ""))
    rows = Recommendation.objects.filter(area__world=world)
    filters = [
        filter_of("country", countries_of(world), asked),
        filter_of("response", choices_of(Recommendation.Response.choices), asked),
        filter_of("theme", issues_of(rows), asked),
    ]
    found = rows
    if country := asked.get("country"):
        found = found.filter(area__code=country.upper())
    if response := asked.get("response"):
        found = found.filter(response=response)
    if theme := asked.get("theme"):
        found = found.filter(has_issue(theme))
    held = sessions_held(rows) if world == World.REAL else []
    return _page(found.select_related("area"), recommendation_line, filters, world, after, held)


def commitment_list(asked: Mapping[str, str], after: int, user: Reader) -> ListPage:
    """`asked`: country, kind, state, theme, world. Drafts are listed for their own country alone."""
    world = world_of(asked.get("country", ""), asked.get("world", ""))
    rows = Commitment.objects.filter(seen_by(user), world=world)
    filters = [
        filter_of("country", countries_of(world), asked),
        filter_of("kind", choices_of(Commitment.Kind.choices), asked),
        filter_of("state", choices_of(Commitment.State.choices), asked),
        filter_of("theme", [*strategies(), *issues_of(rows)], asked),
    ]
    found = rows
    if country := asked.get("country"):
        found = found.filter(area__code=country.upper())
    if theme := asked.get("theme"):
        found = found.filter(Q(pk__in=Commitment.objects.filter(topics__code=theme).values("pk")) | has_issue(theme))
    for name in ("kind", "state"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    held = sessions_held(rows) if world == World.REAL else []
    return _page(found.select_related("area"), commitment_line, filters, world, after, held)


def _page[M: (Recommendation, Commitment)](
    found: QuerySet[M], line: Callable[[M], Line], filters: list[Filter], world: str, after: int, held: list[SessionsHeld]
) -> ListPage:
    rows = list(found.filter(id__gt=after).order_by("id")[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else 0
    chosen = {f.name: f.chosen for f in filters if f.chosen}
    return ListPage([line(r) for r in rows[:PAGE]], chosen, more, world, found.count(), unknown(filters), held, filters)


def sessions_of_world(world: str) -> list[SessionsHeld]:
    """Of recommendations; nothing in the demonstration, whose sessions are made up."""
    return sessions_held(Recommendation.objects.filter(area__world=world)) if world == World.REAL else []


def seen_by(user: Reader) -> Q:
    """Commitments that a list shows this reader."""
    mine = [code.removeprefix("country:") for code in audience_codes(user) if code.startswith("country:")]
    return ~Q(state=Commitment.State.DRAFT) | Q(area__code__in=mine)


def counts_for(area: Area, user: Reader) -> tuple[list[Counted], int, int]:
    """Recommendations by response; the number of pledges, and of commitments made here: as many as the lists show this reader."""
    rows = Recommendation.objects.filter(area=area).values_list("response").annotate(n=Count("id")).order_by("-n")
    counted = [Counted(code, str(Recommendation.Response(code).label), n) for code, n in rows]
    kinds = Commitment.objects.filter(seen_by(user), area=area).values_list("kind").annotate(n=Count("id"))
    made = dict(kinds)
    return counted, made.get(Commitment.Kind.PLEDGE, 0), made.get(Commitment.Kind.COMMITMENT, 0)


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
