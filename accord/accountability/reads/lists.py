"""The list of commitments, and what lists of the room are made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Model, Q, QuerySet, Value

from accord.accountability.models import Action, ActionPlan, Commitment, Pathfinding, Recommendation
from accord.accountability.reads.filters import (
    Filter,
    SessionsHeld,
    choices_of,
    countries_of,
    filter_of,
    has_issue,
    issues_of,
    sectors,
    sessions_held,
    strategies,
    unknown,
    world_of,
)  # fmt: skip
from accord.people.models import Area, World
from accord.record.access import audience_codes, held_refs, kept_rows
from accord.record.cached import blocks
from accord.record.models import Reader
from accord.record.ready import Ready

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


@dataclass(frozen=True)
class HeldOfCountry:
    """How many of each the reader may see, and whether the country's Pathfinding record was begun."""

    pledges: int
    commitments: int
    plans: int
    actions: int
    pathfinding: bool


def commitment_list(asked: Mapping[str, str], after: int, user: Reader) -> ListPage:
    """`asked`: country, kind, state, theme, sector, world. Drafts are listed for their own country alone."""
    world = world_of(asked.get("country", ""), asked.get("world", ""))
    rows = Commitment.objects.filter(seen_by(user), world=world)
    filters = [
        filter_of("country", countries_of(world), asked),
        filter_of("kind", choices_of(Commitment.Kind.choices), asked),
        filter_of("state", choices_of(Commitment.State.choices), asked),
        filter_of("theme", [*strategies(), *issues_of(rows, f"{world} {sorted(audience_codes(user))}")], asked),
        filter_of("sector", sectors(), asked),
    ]
    found = rows
    if country := asked.get("country"):
        found = found.filter(area__code=country.upper())
    if sector := asked.get("sector"):
        found = found.filter(pk__in=Commitment.objects.filter(topics__code=sector, topics__scheme="sector").values("pk"))
    if theme := asked.get("theme"):
        found = found.filter(Q(pk__in=Commitment.objects.filter(topics__code=theme).values("pk")) | has_issue(theme))
    for name in ("kind", "state"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})

    def ask() -> tuple[list[Line], int, int, list[SessionsHeld]]:
        held = sessions_held(rows) if world == World.REAL else []
        return *page_of(found.select_related("area"), after, commitment_line), held

    lines, more, count, held = kept_page(user, f"commitments {world}", filters, after, ask)
    chosen = {f.name: f.chosen for f in filters if f.chosen}
    return ListPage(lines, chosen, more, world, count, False, unknown(filters), held, filters)


def page_of[M: Model, L](found: QuerySet[M], after: int, line: Callable[[M], L]) -> tuple[list[L], int, int]:
    """Lines of a keyset page, the id that the next begins after or 0, and how many the whole list has (2 queries)."""
    rows = list(found.filter(id__gt=after).order_by("id")[: PAGE + 1])
    return [line(row) for row in rows[:PAGE]], int(rows[PAGE - 1].pk) if len(rows) > PAGE else 0, found.count()


def kept_page[T](user: Reader, name: str, filters: Iterable[Filter], after: int, ask: Callable[[], T]) -> T:
    """A list's first page, narrowed by its own choices, is kept for all who see the same; other pages are asked each time."""
    filters = list(filters)
    if after or unknown(filters):
        return ask()
    chosen = [(f.name, f.chosen) for f in filters if f.chosen]
    return kept_rows(user, f"{name} {chosen}", ask)


def seen_by(user: Reader, draft: str = Commitment.State.DRAFT) -> Q:
    """Commitments (or actions; plans, with their own word for a draft) that a list shows this reader."""
    mine = [code.removeprefix("country:") for code in audience_codes(user) if code.startswith("country:")]
    return (~Q(state=draft) | Q(area__code__in=mine)) & ~Q(ref__in=held_refs("commitment", "plan", "action"))


def counts_for(area: Area, user: Reader) -> tuple[list[Counted], HeldOfCountry]:
    """Recommendations by response, and what is held of the country's own (2 queries)."""

    def ask() -> list[tuple[str, int]]:
        rows = Recommendation.objects.filter(area=area).values_list("response").annotate(n=Count("id")).order_by("-n")
        return list(rows)

    counted = blocks.copied(("answers", area.pk), ask)
    return [Counted(code, str(Recommendation.Response(code).label), n) for code, n in counted], held_of(area, user)


def held_of(area: Area, user: Reader) -> HeldOfCountry:
    """As many as the lists show this reader (1 query; kept for all of the same audiences)."""
    return blocks.copied(("held", area.pk, tuple(sorted(audience_codes(user)))), lambda: _held_of(area, user))


def _counted(area: int, user: Reader) -> QuerySet[Any, tuple[str, int]]:
    plans = ActionPlan.objects.filter(seen_by(user, ActionPlan.State.DRAFTING), area_id=area)
    kinds: list[QuerySet[Any]] = [
        Commitment.objects.filter(seen_by(user), area_id=area).annotate(what=F("kind")), plans.annotate(what=Value("plan")),
        Action.objects.filter(seen_by(user), area_id=area).annotate(what=Value("action")),
        Pathfinding.objects.filter(area_id=area).annotate(what=Value("pathfinding")),
    ]  # fmt: skip
    first, *others = [rows.order_by().values("what").annotate(n=Count("pk")).values_list("what", "n") for rows in kinds]
    all_of: QuerySet[Any, tuple[str, int]] = first.union(*others, all=True)
    return all_of


_counted_by_all = Ready(lambda area: _counted(area, AnonymousUser()))


def _held_of(area: Area, user: Reader) -> HeldOfCountry:
    n = dict(_counted(area.pk, user) if user.is_authenticated else _counted_by_all(area=area.pk))
    pledges, made = n.get(Commitment.Kind.PLEDGE, 0), n.get(Commitment.Kind.COMMITMENT, 0)
    return HeldOfCountry(pledges, made, n.get("plan", 0), n.get("action", 0), n.get("pathfinding", 0) > 0)


def commitment_line(c: Commitment) -> Line:
    return Line(
        c.ref, c.url, c.text, c.area.names, c.area.url, c.session, c.issues, c.source, world=c.world, title=c.heading,
        kind_words=str(c.get_kind_display()), state=c.state, state_words=str(c.get_state_display()),
        language=c.language,
    )  # fmt: skip
