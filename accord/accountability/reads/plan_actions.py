"""The page of one action, and the line of it that lists and plans show."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from accord.accountability.access import access_action, acting_for
from accord.accountability.models import Action
from accord.accountability.reads.changes import RevisionLine, revisions_of_action
from accord.accountability.states import COUNTRY
from accord.kit import clock
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, LinkedCard, history, linked_cards


@dataclass(frozen=True)
class ActionLine:
    """`status` is empty where nobody has said how far it is: unknown is not the same as not begun."""

    ref: str
    url: str
    title: str
    text: str
    language: str
    area: dict[str, str]
    area_url: str
    state: str
    state_words: str
    status: str
    status_words: str
    told_on: date | None
    late: bool
    starts_on: date | None
    ends_on: date | None
    budget: Decimal | None
    currency: str
    funded_share: int | None
    lead: dict[str, str] | None
    strategies: list[dict[str, str]]
    sectors: list[dict[str, str]]
    provinces: list[str]
    world: str


@dataclass(frozen=True)
class ActionPage:
    line: ActionLine
    world: str
    version: int
    language: str
    lead_slug: str
    contact: str  # the capacity of the lead's verified person
    supporting: str
    evidence: str
    reason: str
    plan: list[LinkedCard] = field(default_factory=list)
    recommendations: list[LinkedCard] = field(default_factory=list)
    commitments: list[LinkedCard] = field(default_factory=list)
    revisions: list[RevisionLine] = field(default_factory=list)
    history: list[HistoryLine] = field(default_factory=list)
    may_change: bool = field(default=False, metadata={"html_only": True})


def is_late(a: Action) -> bool:
    """Its time is over and nobody said that it is done or stopped."""
    over = a.ends_on is not None and a.ends_on < clock.today()
    return over and a.state in (Action.State.PUBLIC, Action.State.REVISED) and a.status not in ("done", "stopped")


def action_line(a: Action) -> ActionLine:
    """With `area`, `lead` and `topics` at hand no query."""
    topics = list(a.topics.all())
    return ActionLine(
        a.ref, a.url, a.title, a.text, a.language, a.area.names, a.area.url, a.state, str(a.get_state_display()), a.status,
        str(a.get_status_display()), a.told_on, is_late(a), a.starts_on, a.ends_on, a.budget, a.currency, a.funded_share,
        a.lead.names if a.lead else None, [t.names for t in topics if t.scheme == "inspire"],
        [t.names for t in topics if t.scheme == "sector"], list(a.provinces), a.world,
    )  # fmt: skip


def action_page(ref: str, user: Reader) -> ActionPage:
    a = access_action(user, ref)
    card = Card.objects.get(ref=f"actions/{ref}")
    links = linked_cards(card, user)
    return ActionPage(
        action_line(a), a.world, a.version, a.language, a.lead.slug if a.lead else "",
        str(a.contact.get_role_display()) if a.contact else "", a.supporting, a.evidence, a.reason,
        plan=[one for one in links if one.kind == "plan"],
        recommendations=[one for one in links if one.kind == "recommendation"],
        commitments=[one for one in links if one.kind == "commitment"],
        revisions=revisions_of_action(a),
        history=history(card, user),
        may_change=a.state in Action.OPEN and acting_for(user, a.area, COUNTRY) is not None,
    )  # fmt: skip
