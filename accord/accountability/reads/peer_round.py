"""The page of a round: its rules, who joined, the facts and the number that the draw follows from, and the draw run again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.accountability.access import access_round, joining_hat, round_officer
from accord.accountability.models import PeerAssignment, PeerReview, PeerRound, Recommendation
from accord.accountability.peer_rules import RULES
from accord.accountability.reads.peer_calendar import RoundLine, reviews_of, round_line
from accord.accountability.reads.peer_days import inputs_of, members_of, pool_of, rules_of
from accord.calc import lots
from accord.kit import clock
from accord.people.models import Area
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, history

HTML_ONLY = {"html_only": True}
INCOMES = {
    "LIC": gettext_lazy("Low"), "LMC": gettext_lazy("Lower middle"), "UMC": gettext_lazy("Upper middle"),
    "HIC": gettext_lazy("High"),
}  # fmt: skip
TURNS = {True: ("rotation",), False: ()}
REGIONS_SOURCE = "UNSD, M49"
INCOMES_SOURCE = "World Bank, classification of countries by income"


@dataclass(frozen=True)
class HeldLine:
    body_words: str
    on: str
    source: str


@dataclass(frozen=True)
class PoolLine:
    code: str
    area: dict[str, str]
    area_url: str
    region: dict[str, str]
    income_words: str
    served: int
    reviewed: bool
    reviews: bool
    held: list[HeldLine]


@dataclass(frozen=True)
class TeamLine:
    code: str
    area: dict[str, str]
    reviewers: list[dict[str, str]]


@dataclass(frozen=True)
class EarlierDraw:
    numbers: str
    reason: str
    until: date
    teams: dict[str, list[str]]


@dataclass(frozen=True)
class RoundPage:
    """`inputs` and `numbers` are what the draw follows from, `teams` what came out; `again` says whether it came out so when
    the page was opened, None before the draw."""

    line: RoundLine
    world: str
    cycle: dict[str, str] | None
    cycle_url: str
    team: int
    most: int
    rules: list[str]
    given_up: list[str]
    source: str
    source_url: str
    groups_source: str
    closed_on: date | None
    drawn_on: date | None
    pool: list[PoolLine]
    inputs: dict[str, Any]
    digest: str
    numbers: str
    key: str
    teams: dict[str, list[str]]
    without: list[str]  # rules by code that were given up
    again: bool | None
    drawn: list[TeamLine]
    earlier: list[EarlierDraw]
    history: list[HistoryLine]
    may_join: dict[str, str] | None = field(default=None, metadata=HTML_ONLY)
    may_close: bool = field(default=False, metadata=HTML_ONLY)
    may_draw: bool = field(default=False, metadata=HTML_ONLY)
    may_correct: bool = field(default=False, metadata=HTML_ONLY)
    may_move: bool = field(default=False, metadata=HTML_ONLY)
    waits: str = field(default="", metadata=HTML_ONLY)


def round_page(slug: str, user: Reader, sort: str = "") -> RoundPage:
    """Some fifteen queries; the draw itself takes a moment (0.1 s for 190 countries)."""
    found = access_round(user, slug)
    reviews = reviews_of([found])[found.pk]
    pool = found.pool or pool_of(found)
    areas = {a.code: a for a in Area.objects.filter(code__in=[one["code"] for one in pool])}
    regions = {a.code: a.names for a in Area.objects.filter(kind=Area.Kind.REGION, code__in={one["region"] for one in pool})}
    officer, drawn = round_officer(user, found) is not None, found.state == PeerRound.State.DRAWN
    joining = joining_hat(user, found) if user.is_authenticated else None
    key = lots.key_of(found.numbers) if found.numbers else ""
    standing_rules = rules_of(found)
    return RoundPage(
        line=round_line(found, reviews, sort),
        world=found.world,
        cycle=found.cycle.names if found.cycle else None,
        cycle_url=found.cycle.url if found.cycle else "",
        team=found.team,
        most=found.most,
        rules=[str(RULES[name]) for name in ("self", "mutual", *standing_rules.apart, *TURNS[standing_rules.rotation])],
        given_up=[str(RULES[name]) for name in found.given_up],
        source=found.source,
        source_url=found.source_url,
        groups_source=found.groups_source or f"{REGIONS_SOURCE}; {INCOMES_SOURCE}",
        closed_on=found.closed_on,
        drawn_on=found.drawn_on,
        pool=[_pool_line(one, areas[one["code"]], regions) for one in pool],
        inputs=inputs_of(found) if found.pool else {},
        digest=found.pool_digest,
        numbers=found.numbers,
        key=key,
        teams=found.teams,
        without=found.given_up,
        again=_again(found, key) if drawn else None,
        drawn=[
            TeamLine(code, areas[code].names, [areas[one].names for one in team]) for code, team in sorted(found.teams.items())
        ],
        earlier=[
            EarlierDraw(e["numbers"], e["reason"], date.fromisoformat(e["until"]), e["teams"]) for e in reversed(found.earlier)
        ],
        history=history(Card.objects.get(ref=f"peer-rounds/{slug}"), user),
        may_join=joining.area.names if joining and joining.area else None,
        may_close=officer and found.state == PeerRound.State.JOINING and found.joins_until < clock.today() < found.number_on,
        may_draw=officer and found.state == PeerRound.State.CLOSED and clock.today() >= found.number_on,
        may_correct=officer and drawn and not _answered(found),
        may_move=officer and not drawn,
        waits=_waits(found) if officer else "",
    )


def _pool_line(one: Mapping[str, Any], area: Area, regions: Mapping[str, dict[str, str]]) -> PoolLine:
    held = [HeldLine(str(Recommendation.Body(h["body"]).label), h["on"], h["source"]) for h in one["held"]]
    region = regions.get(one["region"]) or ({"en": one["region"]} if one["region"] else {})
    return PoolLine(
        area.code, area.names, area.url, region, str(INCOMES.get(one["income"], one["income"])), one["served"], one["reviewed"],
        one["reviews"], held,
    )  # fmt: skip


def _again(found: PeerRound, key: str) -> bool:
    """The draw, run as the page is opened."""
    try:
        made = lots.draw(members_of(found.pool), rules_of(found), key)
    except ValueError:
        return False
    return bool({code: list(team) for code, team in made.items()} == found.teams)


def _answered(found: PeerRound) -> bool:
    offers = PeerAssignment.objects.filter(review__round=found)
    moved = PeerReview.objects.filter(round=found).exclude(
        state__in=(PeerReview.State.SCHEDULED, PeerReview.State.ASIDE, PeerReview.State.LEFT)
    )
    return offers.exclude(state=PeerAssignment.State.OFFERED).exists() or moved.exists()


def _waits(found: PeerRound) -> str:
    """What the next step waits for, for its officer."""
    today = clock.today()
    if found.state == PeerRound.State.JOINING and today <= found.joins_until:
        return _("The list is closed once countries may join no more, and before the number is public.")
    if found.state == PeerRound.State.JOINING and today >= found.number_on:
        return _("The number may be public already: move the round, and name a later number.")
    if found.state == PeerRound.State.CLOSED and today < found.number_on:
        return _("The draw waits for the number.")
    return ""
