"""The list of commitments, and what lists of the room are made of."""

from collections.abc import Mapping
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
    body: str = ""
    body_words: str = ""
    symbol: str = ""
    paragraph: str = ""
    given_on: str = ""
    cycle: int | None = None
    persons: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    strategies: list[str] = field(default_factory=list)
    response_source: str = ""
    progress: str = ""
    progress_words: str = ""
    alike: int = 0  # how many ask for the same, itself among them, as its country's people confirmed; 0: none do
    title: str = ""
    kind_words: str = ""
    state: str = ""
    state_words: str = ""
    language: str = "en"

    @property
    def short(self) -> str:
        """Its beginning, cut between words."""
        return self.text if len(self.text) <= 180 else self.text[:179].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True)
class ListPage:
    """Keyset pages: `next` is the last id shown, or 0. One world a page; `count` is of the whole list."""

    lines: list[Line]
    chosen: dict[str, str]
    next: int
    world: str = "real"
    count: int = 0
    count_is_capped: bool = False  # there are more than `count`
    unknown: dict[str, str] = field(default_factory=dict)  # what was asked for and is no choice: label, value
    sessions: list[SessionsHeld] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})

    @property
    def narrowed(self) -> bool:
        """By a filter that a page folds away."""
        return any(f.chosen for f in self.filters[3:])


@dataclass(frozen=True)
class Counted:
    code: str
    words: str
    count: int


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
    return _page(found.select_related("area"), filters, world, after, held)


def _page(found: QuerySet[Commitment], filters: list[Filter], world: str, after: int, held: list[SessionsHeld]) -> ListPage:
    rows = list(found.filter(id__gt=after).order_by("id")[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else 0
    chosen = {f.name: f.chosen for f in filters if f.chosen}
    lines = [commitment_line(row) for row in rows[:PAGE]]
    return ListPage(lines, chosen, more, world, found.count(), False, unknown(filters), held, filters)


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


def commitment_line(c: Commitment) -> Line:
    return Line(
        c.ref, c.url, c.text, c.area.names, c.area.url, c.session, c.issues, c.source, world=c.world, title=c.heading,
        kind_words=str(c.get_kind_display()), state=c.state, state_words=str(c.get_state_display()),
        language=c.language,
    )  # fmt: skip
