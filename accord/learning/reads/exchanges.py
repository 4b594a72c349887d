"""The page of one exchange: its plan, what each side may do now, both reports and what became of it."""

from dataclasses import dataclass, field
from datetime import date

from accord.kit import clock
from accord.learning.access import access_exchange, side_of
from accord.learning.exchange_states import ASKED, EXCHANGE_STEPS, FOLLOW_UPS
from accord.learning.models import Exchange, ExchangeNote, Offer
from accord.learning.models.exchanges import Party
from accord.learning.reads.exchange_guards import due_of, unmet_of
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, history
from accord.record.steps import Held


@dataclass(frozen=True)
class HalfLine:
    url: str
    title: str
    language: str
    side_words: str


@dataclass(frozen=True)
class NoteLine:
    """One side's word (`area`: its country, or the body of none), or what is awaited of it: then `text` is empty and `due`
    the day."""

    area: dict[str, str]
    months: int
    due: date
    late: bool
    text: str
    used: str
    language: str
    on: date | None


@dataclass(frozen=True)
class StepOffered:
    code: str
    words: str
    lines: list[Held]
    aside: bool

    @property
    def open(self) -> bool:
        return all(line.holds for line in self.lines)


@dataclass(frozen=True)
class ExchangePage:
    """`giver` and `taker` are countries, or bodies of none; `giver_body` and `taker_body` are bodies of those countries."""

    ref: str
    url: str
    state: str
    state_words: str
    kind_words: str
    giver: dict[str, str]
    giver_url: str
    giver_body: dict[str, str] | None
    taker: dict[str, str]
    taker_url: str
    taker_body: dict[str, str] | None
    proposed_by: dict[str, str]
    halves: list[HalfLine]
    plan: str
    language: str
    starts_on: date | None
    ends_on: date | None
    held_on: date | None
    reason: str
    version: int
    world: str
    notes: list[NoteLine]
    history: list[HistoryLine]
    public: bool
    may: frozenset[str] = field(default=frozenset(), metadata={"html_only": True})
    offers: list[StepOffered] = field(default_factory=list, metadata={"html_only": True})
    to_note: list[int] = field(default_factory=list, metadata={"html_only": True})


def exchange_page(ref: str, user: Reader) -> ExchangePage:
    x = access_exchange(user, ref)
    card = Card.objects.get(ref=f"exchanges/{ref}")
    side = side_of(user, x)
    notes = notes_of(x)
    (giver, taker) = x.parties
    open_plan = side is not None and x.state in (Exchange.State.PROPOSED, Exchange.State.AGREED)
    return ExchangePage(
        x.ref, x.url, x.state, str(x.get_state_display()), str(Offer.Kind(x.kind).label), *_told_of(giver), *_told_of(taker),
        x.proposer.home.names, [_half(one) for one in (x.offer, x.need) if one], x.plan, x.language, x.starts_on, x.ends_on,
        x.held_on, x.reason, x.version, x.world, notes, history(card, user), x.agreed_on is not None,
        frozenset({"plan"} if open_plan else set()), offers_of(x, side[1]) if side else [],
        awaited(x, side[1]) if side else [],
    )  # fmt: skip


def _told_of(party: Party) -> tuple[dict[str, str], str, dict[str, str] | None]:
    body = party.owner if party.area else None
    return party.home.names, party.home.url, body.names if body else None


def _half(o: Offer) -> HalfLine:
    return HalfLine(o.url, o.title, o.language, str(o.get_side_display()))


def offers_of(x: Exchange, party: Party) -> list[StepOffered]:
    steps = [s for s in EXCHANGE_STEPS if x.state in s.start and not (s.whose == ASKED and x.proposed_by == party.side)]
    return [StepOffered(s.code, str(s.words), [Held(w, h) for w, h in unmet_of(x, s)], s.aside) for s in steps]


def notes_of(x: Exchange) -> list[NoteLine]:
    """What both sides said and what is awaited of them, in the order of the days (1 query)."""
    if x.held_on is None:
        return []
    said: dict[tuple[int, str], ExchangeNote] = {(n.months, n.side): n for n in x.notes.all()}
    return [_note(x, party, months, said.get((months, party.side))) for months in (0, *FOLLOW_UPS) for party in x.parties]


def _note(x: Exchange, party: Party, months: int, n: ExchangeNote | None) -> NoteLine:
    due = due_of(x, months)
    if n is None:
        return NoteLine(party.home.names, months, due, due < clock.today() and months > 0, "", "", x.language, None)
    return NoteLine(party.home.names, months, due, False, n.text, n.used, n.language, n.on)


def awaited(x: Exchange, party: Party) -> list[int]:
    """The months of which this side may speak now and has not."""
    if x.held_on is None or x.state not in (Exchange.State.HELD, Exchange.State.DONE):
        return []
    said = {n.months for n in x.notes.all() if n.side == party.side}
    return [m for m in (0, *FOLLOW_UPS) if m not in said and clock.today() >= due_of(x, m)]
