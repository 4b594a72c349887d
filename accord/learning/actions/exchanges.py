"""An exchange: proposed with a plan, agreed by the other side, held, reported by both, followed up after 6 and 12 months."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accord.kit import clock
from accord.learning.access import home_in, is_home, place_of
from accord.learning.access.hats import acts_for
from accord.learning.actions.telling import next_ref, tell_of_exchange
from accord.learning.exchange_states import ExchangeStep
from accord.learning.models import Exchange, ExchangeNote, Offer
from accord.learning.models.exchanges import Party
from accord.learning.reads.exchange_guards import due_of, unmet_of
from accord.people.models import Capacity
from accord.record.actions import Conflict
from accord.record.steps import Unmet

State = Exchange.State
PLANNED = ("plan", "starts_on", "ends_on", "language")


def _held(exchange: Exchange) -> Exchange:
    tied = ("offer__practice", "need__practice", "giver", "taker", "giver_body", "taker_body")
    return Exchange.objects.select_for_update(of=("self",)).select_related(*tied).get(pk=exchange.pk)


@transaction.atomic
def propose_exchange(to: Offer, given: Mapping[str, Any], *, by: Capacity, mine: Offer | None = None) -> Exchange:
    """To the owner of an offer or a need; `mine` is one's own other half, if there is one. Only the two sides see it.

    Raises Conflict where it was closed meanwhile, ValueError where both are of one country, or of one body of none, and where the
    halves do not fit.
    """
    row, home = Offer.objects.select_for_update(of=("self",)).select_related("area", "owner").get(pk=to.pk), home_in(by)
    if row.state != Offer.State.OPEN:
        raise Conflict({"state": str(row.get_state_display())}, {})
    if is_home(by, row) or by.world != row.world:
        raise ValueError("An exchange is of two countries of one world, or of bodies of none")
    if mine and (mine.side == row.side or mine.kind != row.kind or not is_home(by, mine)):
        raise ValueError("One's own half is of the other side and of the same kind")
    side = Exchange.Side.TAKER if row.side == Offer.Side.OFFER else Exchange.Side.GIVER
    ours, theirs = (place_of(by), by.organisation), (row.area, row.owner)
    giver, taker = (theirs, ours) if side == Exchange.Side.TAKER else (ours, theirs)
    offer, need = (row, mine) if row.side == Offer.Side.OFFER else (mine, row)
    made = Exchange(
        ref=next_ref(Exchange, home, "ex"), kind=row.kind, offer=offer, need=need, giver=giver[0], taker=taker[0],
        giver_body=giver[1], taker_body=taker[1], proposed_by=side, world=row.world,
    )  # fmt: skip
    _plan(made, given)
    tell_of_exchange("exchange_proposed", made, by=by, after=_planned(made))
    return made


def _plan(exchange: Exchange, given: Mapping[str, Any]) -> None:
    for name in PLANNED:
        if name in given:
            setattr(exchange, name, given[name])
    exchange.save()


def _planned(exchange: Exchange) -> dict[str, Any]:
    return {"plan": exchange.plan} | {n: str(getattr(exchange, n) or "") for n in ("starts_on", "ends_on")}


def _side(exchange: Exchange, by: Capacity) -> Party:
    """The side that this hat acts for. Raises ValueError for who acts for neither."""
    found = next((party for party in exchange.parties if acts_for(by, party)), None)
    if found is None:
        raise ValueError("An exchange is told of by its two sides")
    return found


@transaction.atomic
def rewrite_plan(exchange: Exchange, given: Mapping[str, Any], *, version: int, by: Capacity) -> Exchange:
    """Either side, until it took place. A changed plan is that side's proposal: the other agrees anew.

    Raises Conflict on a stale `version` and where it went on meanwhile, ValueError for who acts for neither side.
    """
    row = _held(exchange)
    side = _side(row, by)
    before = _planned(row)
    if row.state not in (State.PROPOSED, State.AGREED) or version != row.version:
        raise Conflict(before, {name: str(given.get(name) or "") for name in PLANNED})
    row.version, row.state, row.proposed_by = row.version + 1, State.PROPOSED, side.side
    _plan(row, given)
    tell_of_exchange("exchange_plan_rewritten", row, by=by, before=before, after=_planned(row))
    return row


@transaction.atomic
def take_exchange_step(exchange: Exchange, step: ExchangeStep, *, by: Capacity, version: int, reason: str = "") -> Exchange:
    """Raises Conflict where it went on or its plan was rewritten meanwhile, Unmet without the days that a step needs, ValueError
    without a needed reason."""
    row = _held(exchange)
    if row.state not in step.start or version != row.version:
        raise Conflict({"state": str(row.get_state_display())} | _planned(row), {})
    if step.needs_reason and not reason.strip():
        raise ValueError("This step needs a reason")
    if unmet := [str(words) for words, holds in unmet_of(row, step) if not holds]:
        raise Unmet(unmet)
    before = row.state
    row.state, row.reason, row.version = step.end, reason, row.version + 1
    if step.code == "agree":
        row.agreed_on = row.agreed_on or clock.today()
    if step.code == "held":
        row.held_on = row.ends_on
    row.save()
    verb = f"exchange_{step.code.replace('-', '_')}"
    tell_of_exchange(verb, row, by=by, reason=reason, before={"state": before}, after={"state": row.state} | _planned(row))
    return row


@transaction.atomic
def note_exchange(exchange: Exchange, *, months: int, text: str, used: str, language: str, by: Capacity) -> ExchangeNote:
    """One side's report (0), or what became of it after 6 or 12 months. With the second report the exchange is done.

    Raises Conflict where that side said so already or the exchange is in no state for it, ValueError before its day and for who
    acts for neither.
    """
    row = _held(exchange)
    party = _side(row, by)
    if row.state not in (State.HELD, State.DONE) or row.notes.filter(side=party.side, months=months).exists():
        raise Conflict({"state": str(row.get_state_display())}, {"text": text})
    if clock.today() < due_of(row, months):
        raise ValueError("It is not time yet")
    said = {"text": text, "used": used, "language": language}
    made = ExchangeNote.objects.create(exchange=row, side=party.side, months=months, **said, by=by)
    if months == 0 and row.notes.filter(months=0).count() == 2:
        row.state = State.DONE
        row.save()
    verb = "exchange_reported" if months == 0 else "exchange_followed_up"
    tell_of_exchange(verb, row, by=by, after={"side": party.home.code, "months": months, "text": text, "used": used})
    return made
