"""The page of one action plan: its commitments by milestones and by the completion scale, its actions, its money."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from accord.accountability.access import access_plan, acting_for
from accord.accountability.models import Action, ActionPlan, Commitment, Entry, Rating, public_reports
from accord.accountability.plan_states import PLAN_STEPS, plan_steps_from
from accord.accountability.reads.changes import RevisionLine, revisions_of_plan
from accord.accountability.reads.commitments import Roll, in_per_cent, rollup_of
from accord.accountability.reads.lists import Counted, seen_by
from accord.accountability.reads.plan_actions import ActionLine, action_line
from accord.accountability.reads.plan_guards import plan_facts, step_lines
from accord.accountability.states import COUNTRY
from accord.calc import rollup
from accord.calc.normalise import fold
from accord.kit.sorting import NUMBER, RATING, Column, Sorting, in_order
from accord.kit.texts import pick
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, history
from accord.record.steps import Held

State = ActionPlan.State


@dataclass(frozen=True)
class PlanLine:
    ref: str
    url: str
    title: str
    text: str
    language: str
    area: dict[str, str]
    area_url: str
    state: str
    state_words: str
    starts_on: date | None
    ends_on: date | None
    budget: Decimal | None
    currency: str
    funded_share: int | None
    lead: dict[str, str] | None
    document: str
    world: str


@dataclass(frozen=True)
class PromisedLine:
    """A commitment of the plan: what its milestones say, beside the newest published report's two judgements."""

    ref: str
    url: str
    title: str
    language: str
    state: str
    state_words: str
    roll: Roll
    report_url: str = ""
    cycle: dict[str, str] = field(default_factory=dict)
    own: str = ""
    independent: str = ""


@dataclass(frozen=True)
class MoneyLine:
    """Of the actions whose budget is told in one currency; `funded` of those alone whose share is told."""

    currency: str
    actions: int
    budget: Decimal
    shares_told: int
    funded: Decimal


@dataclass(frozen=True)
class PlanStage:
    code: str
    words: str
    done: bool
    here: bool


@dataclass(frozen=True)
class PlanOffer:
    code: str
    words: str
    lines: list[Held]
    aside: bool

    @property
    def open(self) -> bool:
        return all(line.holds for line in self.lines)


@dataclass(frozen=True)
class PlanPage:
    line: PlanLine
    world: str
    version: int
    language: str
    lead_slug: str
    contact: str
    supporting: str
    reason: str
    stages: list[PlanStage]
    commitments: list[PromisedLine]
    roll: Roll  # of the `counted` commitments, each counting alike; what was withdrawn is left out
    counted: int
    bare: int  # of these, without a milestone
    actions: list[ActionLine]
    statuses: list[Counted]  # of standing actions, those of which nobody has said anything too
    money: list[MoneyLine]
    money_untold: int  # standing actions without a budget
    revisions: list[RevisionLine] = field(default_factory=list)
    history: list[HistoryLine] = field(default_factory=list)
    sorting: Sorting | None = None  # of the commitments
    actions_sorting: Sorting | None = None
    may_change: bool = field(default=False, metadata={"html_only": True})
    offers: list[PlanOffer] = field(default_factory=list, metadata={"html_only": True})


def plan_line(p: ActionPlan) -> PlanLine:
    return PlanLine(
        p.ref, p.url, p.title, p.text, p.language, p.area.names, p.area.url, p.state, str(p.get_state_display()), p.starts_on,
        p.ends_on, p.budget, p.currency, p.funded_share, p.lead.names if p.lead else None, p.document, p.world,
    )  # fmt: skip


# How far an action is, is what its government says of it, as a rating is: by neither is a table sorted.
COMMITMENTS: list[Column[PromisedLine]] = [
    Column("commitment", _("Commitment"), lambda c: fold(c.title)),
    Column("milestones", _("By its milestones"), lambda c: c.roll.done),
    Column("own", _("Government"), lambda c: c.own, RATING),
    Column("independent", _("Independent assessor"), lambda c: c.independent, RATING),
    Column("report", _("Report"), lambda c: fold(pick(c.cycle).text) or None),
]
ACTIONS: list[Column[ActionLine]] = [
    Column("action", _("Action"), lambda a: fold(a.title)),
    Column("lead", _("Lead"), lambda a: fold(pick(a.lead).text) if a.lead else None),
    Column("where", _("Where"), lambda a: fold(a.provinces[0]) if a.provinces else None),
    Column("ends", _("Ends"), lambda a: a.ends_on),
    Column("budget", _("Budget"), lambda a: None if a.budget is None else (a.currency, a.budget), NUMBER),
    Column("status", _("How far"), lambda a: a.status, RATING),
]


def plan_page(ref: str, user: Reader, sort: str = "") -> PlanPage:
    """Some 20 queries, however many parts it has; these stand by the alphabet, or one of the two tables as `sort` asks."""
    p = access_plan(user, ref)
    card = Card.objects.get(ref=f"plans/{ref}")
    of_it = Commitment.objects.filter(seen_by(user), plan=p).prefetch_related("milestones").order_by("id")
    promised = sorted(of_it, key=lambda c: fold(c.heading))
    done = Action.objects.filter(seen_by(user), plan=p).select_related("area", "lead").prefetch_related("topics").order_by("id")
    actions = sorted(done, key=lambda a: fold(a.title))
    standing = [a for a in actions if a.state != Action.State.WITHDRAWN]
    may = p.state in ActionPlan.OPEN and acting_for(user, p.area, COUNTRY) is not None
    rolls = [rollup_of(c.milestones.all()) for c in promised if c.state != Commitment.State.WITHDRAWN]
    money, untold = money_of(standing)
    of_actions = sort.removeprefix("-") in {c.code for c in ACTIONS}
    lines, sorting = in_order(promised_lines(promised), COMMITMENTS, "" if of_actions else sort)
    acts, acts_sorting = in_order([action_line(a) for a in actions], ACTIONS, sort if of_actions else "")
    return PlanPage(
        plan_line(p), p.world, p.version, p.language, p.lead.slug if p.lead else "",
        str(p.contact.get_role_display()) if p.contact else "", p.supporting, p.reason, stages_of(p),
        lines, in_per_cent(rollup.mean_of(rolls)), len(rolls), sum(not r.milestones for r in rolls),
        acts, statuses_of(standing), money, untold, revisions_of_plan(p), history(card, user), sorting, acts_sorting, may,
        offers_of(p) if may else [],
    )  # fmt: skip


def promised_lines(commitments: Sequence[Commitment]) -> list[PromisedLine]:
    """Two queries: the newest published entry of each, and what an assessor said beside it."""
    entries: dict[int, Entry] = {}
    told = Entry.objects.filter(public_reports("report__"), commitment__in=commitments)
    for entry in told.select_related("report__cycle").order_by("report__cycle__opens", "id"):
        entries[entry.commitment_id] = entry  # the newest stays
    rated = Rating.objects.filter(commitment__in=commitments, released_at__isnull=False)
    ratings = {(r.report_id, r.commitment_id): str(r.get_completion_display()) for r in rated}
    return [_promised(c, entries.get(c.pk), ratings) for c in commitments]


def _promised(c: Commitment, e: Entry | None, ratings: dict[tuple[int, int], str]) -> PromisedLine:
    roll = in_per_cent(rollup_of(c.milestones.all()))
    line = (c.ref, c.url, c.heading, c.language, c.state, str(c.get_state_display()), roll)
    if e is None:
        return PromisedLine(*line)
    judged = ratings.get((e.report_id, c.pk), "")
    return PromisedLine(*line, e.report.url, e.report.cycle.names, str(e.get_completion_display()), judged)


def statuses_of(actions: Iterable[Action]) -> list[Counted]:
    """Each status with how many actions bear it, in the order of the statuses; those of none are left out."""
    counted = Counter(a.status for a in actions)
    return [Counted(code or "unknown", str(words), counted[code]) for code, words in Action.Status.choices if counted[code]]


def money_of(actions: Iterable[Action]) -> tuple[list[MoneyLine], int]:
    """Sums by currency, and how many actions tell no budget: nothing is converted, and what is untold is not nought."""
    groups: dict[str, list[Action]] = defaultdict(list)
    for a in actions:
        groups[a.currency if a.budget is not None else ""].append(a)
    untold = len(groups.pop("", []))
    return [_money(currency, rows) for currency, rows in sorted(groups.items())], untold


def _money(currency: str, rows: list[Action]) -> MoneyLine:
    shared = [a for a in rows if a.funded_share is not None]
    funded = sum((a.budget * a.funded_share / 100 for a in shared if a.budget and a.funded_share), Decimal(0))
    return MoneyLine(currency, len(rows), sum((a.budget for a in rows if a.budget), Decimal(0)), len(shared), funded)


WAY = (State.DRAFTING, State.CO_CREATION, State.SUBMITTED, State.IN_FORCE, State.CLOSED)


def stages_of(p: ActionPlan) -> list[PlanStage]:
    """Where it stands on its way. A withdrawn plan stands nowhere on it."""
    at = WAY.index(State(p.state)) if p.state in WAY else -1
    return [PlanStage(state, str(state.label), number < at, number == at) for number, state in enumerate(WAY)]


def offers_of(p: ActionPlan) -> list[PlanOffer]:
    facts = plan_facts(p)
    known = {step.code for step in plan_steps_from(p.state)}
    return [PlanOffer(s.code, str(s.words), step_lines(s, facts), s.aside) for s in PLAN_STEPS if s.code in known]
