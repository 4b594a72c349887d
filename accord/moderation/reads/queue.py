"""The queue of who judges: a row an item, the oldest first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.http import Http404

from accord.kit import clock
from accord.moderation import access
from accord.moderation.grounds import FIRST_LOOK, LOOK_DAYS, SAFETY, Ground, reason_words
from accord.moderation.kinds import part_words
from accord.moderation.models import Appeal, Case, Decision
from accord.people.models import Capacity, Person
from accord.record.models import Held
from accord.record.search.tokens import KINDS

MOST = 200  # cases that are looked at for one page


@dataclass(frozen=True)
class GroundCount:
    code: str
    words: str
    count: int


@dataclass(frozen=True)
class CaseLine:
    number: int
    url: str
    kind_words: str
    title: dict[str, str]  # empty where the reader may judge it without reading it
    part: str
    grounds: list[GroundCount]
    reports: int
    opened_on: date
    due: date
    late: bool
    hidden: bool
    second: bool  # waits for a second officer
    appeal: bool


@dataclass(frozen=True)
class QueuePage:
    waiting: list[CaseLine]
    appeals: list[CaseLine]
    hidden: list[CaseLine]
    capacity: str
    world: str
    more: bool = field(default=False)  # there are older cases than one page looks at


def due_of(case: Case) -> date:
    """A child's safety is looked at within a day."""
    grounds = {one.ground for one in case.reports.all()}
    days = min((FIRST_LOOK.get(Ground(one), LOOK_DAYS) for one in grounds), default=LOOK_DAYS)
    return case.opened_at.date() + timedelta(days=days)


def case_line(case: Case, user: Person, hat: Capacity) -> CaseLine:
    """With card, reports and decisions at hand (`with_all`)."""
    card = case.card
    counts = Counter(one.ground for one in case.reports.all())
    order = [g for g in Ground.values if g in counts]
    due = due_of(case)
    seen = access.reads_item(user, card, hat, case.part)
    standing = list(case.decisions.all())
    return CaseLine(
        case.pk, case.url, str(KINDS.get(card.kind, card.kind)), card.title if seen else {}, part_words(card, case.part),
        [GroundCount(g, reason_words(g), counts[g]) for g in order], sum(counts.values()), case.opened_at.date(), due,
        case.closed_at is None and due < clock.today(), Held.objects.filter(card=card, part=case.part).exists(),
        any(d.state == Decision.State.PROPOSED for d in standing),
        any(hasattr(d, "appeal") and d.appeal.upheld is None for d in standing),
    )  # fmt: skip


def with_all(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.select_related("card__audience").prefetch_related("reports", "decisions__appeal", "card__areas")


def _judged(user: Person, rows: Iterable[Case]) -> list[tuple[Case, Capacity]]:
    found = []
    for case in rows:
        safety = any(one.ground in SAFETY for one in case.reports.all())
        hats = access.judges(user, case.card, case.part, safety=safety)
        if hats:
            found.append((case, hats[0]))
    return found


def open_cases(world: str) -> QuerySet[Case]:
    return with_all(Case.objects.filter(closed_at=None, card__world=world)).order_by("opened_at", "id")


def queue_page(user: Person) -> QueuePage:
    """The same 404 for who judges nothing at all. Some queries a case."""
    rows = list(open_cases(user.world)[: MOST + 1])
    mine = _judged(user, rows[:MOST])
    appeals = _appeals(user)
    held = (
        with_all(Case.objects.filter(card__held__isnull=False, card__world=user.world)).order_by("-opened_at", "-id").distinct()
    )
    hidden = [(case, hat) for case, hat in _judged(user, held[:MOST]) if _is_held(case)]
    if not (mine or appeals or hidden or access.is_judge(user)):
        raise Http404
    hat = access.is_judge(user)
    words = str(hat or next((h for _case, h in [*mine, *appeals, *hidden]), ""))
    return QueuePage(
        _lines(user, mine), _lines(user, appeals), _lines(user, hidden), words, user.world, len(rows) > MOST
    )  # fmt: skip


def _is_held(case: Case) -> bool:
    return Held.objects.filter(card=case.card, part=case.part).exists()


def _lines(user: Person, found: Sequence[tuple[Case, Capacity]]) -> list[CaseLine]:
    return [case_line(case, user, hat) for case, hat in found]


def _appeals(user: Person) -> list[tuple[Case, Capacity]]:
    rows = Appeal.objects.filter(upheld=None, decision__case__card__world=user.world).order_by("on", "id")
    found = []
    tied = ("decision__by", "decision__second", "decision__author", "decision__hat", "decision__case__card__audience")
    for one in rows.select_related(*tied)[:MOST]:
        hats = access.appeal_hats(user, one)
        if hats:
            found.append((with_all(Case.objects.filter(pk=one.decision.case_id)).get(), hats[0]))
    return found


@dataclass(frozen=True)
class ReportLine:
    """Never who: a number tells two apart."""

    number: int
    ground: str
    ground_words: str
    text: str
    language: str
    on: date


@dataclass(frozen=True)
class DecisionLine:
    number: int = field(metadata={"html_only": True})  # in order among all: a gap would tell of what another one decided
    act: str
    words: str
    ground_words: str
    text: str
    language: str
    by: str
    second: str
    at: datetime
    state: str
    wording: list[tuple[str, str]]  # where it stood, by the words of its form, and the text
    until: date | None
    appeal: str = ""
    appeal_language: str = "en"
    appeal_number: int = 0
    upheld: bool | None = None
    answer: str = ""
    answer_language: str = "en"
    whose: str = ""  # of a mask, in which capacity the words were written that it took out; nobody where names are sealed


@dataclass(frozen=True)
class CasePage:
    line: CaseLine
    world: str
    capacity: str
    reads: bool
    card_url: str
    formal: bool
    public: bool
    author: str  # in which capacity it was written
    language: str
    texts: list[tuple[str, str]]  # what stands there: language, text
    reports: list[ReportLine]
    decisions: list[DecisionLine]
    acts: list[str] = field(default_factory=list)
    may_second: bool = False
    may_answer: int = 0  # the number of an appeal
    sealed: bool = False  # whoever appeals is the author, whose name is sealed
