"""The calendar of peer reviews: rounds, the reviews in each and who serves in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.accountability.access import capacities
from accord.accountability.models import PeerAbsence, PeerAssignment, PeerReview, PeerRound
from accord.accountability.states import COUNTRY
from accord.calc.normalise import fold
from accord.kit import clock
from accord.kit.sorting import Column, Sorting, in_order
from accord.kit.texts import Texts, pick
from accord.people.models import Area, Role, World
from accord.record.models import Reader
from accord.record.ready import Ready

HTML_ONLY = {"html_only": True}
State = PeerReview.State
KINDS = {State.FINAL: "good", State.MIDTERM: "good", State.ASIDE: "na", State.LEFT: "na"}


@dataclass(frozen=True)
class AssignmentLine:
    """`overdue`: offered, and not answered by its day."""

    code: str
    area: dict[str, str]
    area_url: str
    state: str
    state_words: str
    kind: str
    respond_by: date
    overdue: bool
    declaration: str
    reason: str
    language: str
    may_accept: bool = field(default=False, metadata=HTML_ONLY)
    may_decline: bool = field(default=False, metadata=HTML_ONLY)
    may_replace: bool = field(default=False, metadata=HTML_ONLY)


@dataclass(frozen=True)
class ReviewLine:
    ref: str
    url: str
    area: dict[str, str]
    area_url: str
    state: str
    state_words: str
    kind: str
    dialogue_on: date | None
    team: list[AssignmentLine]


@dataclass(frozen=True)
class RoundLine:
    slug: str
    url: str
    names: dict[str, str]
    state: str
    state_words: str
    opens: date
    joins_until: date
    number_on: date
    begins: date
    ends: date
    reviews: list[ReviewLine]
    sorting: Sorting


@dataclass(frozen=True)
class AbsenceLine:
    number: int
    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    rounds: list[RoundLine]
    world: str
    absences: list[AbsenceLine] = field(default_factory=list, metadata=HTML_ONLY)
    may_open: bool = field(default=False, metadata=HTML_ONLY)
    may_declare: bool = field(default=False, metadata=HTML_ONLY)


@dataclass(frozen=True)
class CountryReviewLine:
    """A peer review on the page of its country."""

    names: dict[str, str]
    url: str
    state_words: str
    kind: str


def review_kind(state: str) -> str:
    return KINDS.get(State(state), "warn")


def assignment_line(a: PeerAssignment) -> AssignmentLine:
    late = a.is_overdue()
    kind = "bad" if late or a.is_gone else "good" if a.state == PeerAssignment.State.ACCEPTED else "warn"
    words = _("Not answered in time") if late else str(a.get_state_display())
    return AssignmentLine(
        a.area.code, a.area.names, a.area.url, a.state, words, kind, a.respond_by, late, a.declaration, a.reason, a.language
    )


def review_line(r: PeerReview, team: Iterable[PeerAssignment]) -> ReviewLine:
    lines = [assignment_line(a) for a in team]
    words, kind = str(r.get_state_display()), review_kind(r.state)
    return ReviewLine(r.ref, r.url, r.area.names, r.area.url, r.state, words, kind, r.dialogue_on, lines)


def _name(names: Texts) -> str:
    return fold(pick(names).text)


COLUMNS: list[Column[ReviewLine]] = [
    Column("country", gettext_lazy("Country"), lambda r: _name(r.area)),
    Column("reviewers", gettext_lazy("Reviewers"), lambda r: [_name(a.area) for a in r.team] or None),
    Column("dialogue", gettext_lazy("Dialogue"), lambda r: r.dialogue_on),
    Column("state", gettext_lazy("State"), lambda r: fold(r.state_words)),
]


def round_line(
    r: PeerRound, reviews: Iterable[ReviewLine], sort: str = "", also: Mapping[str, str] = MappingProxyType({})
) -> RoundLine:
    lines, sorting = in_order(reviews, COLUMNS, sort, also)
    days = (r.opens, r.joins_until, r.number_on, r.begins, r.ends)
    return RoundLine(r.slug, r.url, r.names, r.state, str(r.get_state_display()), *days, lines, sorting)


def reviews_of(rounds: Iterable[PeerRound]) -> dict[int, list[ReviewLine]]:
    """By the round's id; two queries. Who left is left out; of a team those who serve, or are asked to."""
    rows = list(PeerReview.objects.filter(round__in=list(rounds)).in_sight().select_related("area"))
    gone = (PeerAssignment.State.DECLINED, PeerAssignment.State.REPLACED)
    teams: dict[int, list[PeerAssignment]] = defaultdict(list)
    for a in PeerAssignment.objects.filter(review__in=rows).exclude(state__in=gone).select_related("area").order_by("place"):
        teams[a.review_id].append(a)
    found: dict[int, list[ReviewLine]] = defaultdict(list)
    for row in rows:
        found[row.round_id].append(review_line(row, teams[row.pk]))
    return found


def calendar(world: str, user: Reader, sort: str = "") -> Calendar:
    """Newest round first; each table in the order asked for, else by country. Three queries, whatever their number, and those
    for the reader's own."""
    rounds = list(PeerRound.objects.filter(world=world))
    lines = reviews_of(rounds)
    hats = [h for h in capacities(user, (*COUNTRY, Role.SECRETARIAT)) if h.world == world]
    ours = [h.area_id for h in hats if h.role in COUNTRY and h.area_id]
    away = PeerAbsence.objects.filter(area__in=ours, ended_on=None, last__gte=clock.today()) if ours else []
    also = {"world": world} if world == World.DEMO else {}
    return Calendar(
        [round_line(r, lines[r.pk], sort, also) for r in rounds], world, [AbsenceLine(a.pk, a.first, a.last) for a in away],
        any(h.role == Role.SECRETARIAT for h in hats), bool(ours),
    )  # fmt: skip


_reviewed = Ready(
    lambda area: PeerReview.objects.filter(area_id=area).in_sight().select_related("round").order_by("-round__opens")
)


def country_peer_reviews(area: Area) -> list[CountryReviewLine]:
    """Newest round first; one query."""
    return [
        CountryReviewLine(r.round.names, r.url, str(r.get_state_display()), review_kind(r.state)) for r in _reviewed(area=area.pk)
    ]


def world_asked(asked: str) -> str:
    return World.DEMO if asked == World.DEMO else World.REAL
