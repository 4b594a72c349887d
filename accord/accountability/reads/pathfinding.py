"""A country's Pathfinding page: what the host decided, the country's checklist, its self-assessment. Words alone, no colour."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from accord.accountability.access import access_country, acting_for, deciding_officer
from accord.accountability.models import ActionPlan, ChecklistItem, HostDecision, Pathfinding, SelfAssessment
from accord.accountability.reads.lists import seen_by
from accord.accountability.requirements import (
    LEVEL_WORDS,
    MONTHS,
    PRINCIPLES,
    PRINCIPLES_SOURCE,
    REQUIREMENTS,
    REQUIREMENTS_SOURCE,
)  # fmt: skip
from accord.accountability.states import COUNTRY
from accord.calc.months import months_after
from accord.directory.models import Signature
from accord.kit import clock
from accord.people.models import Area
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, history

Stage = HostDecision.Stage


@dataclass(frozen=True)
class Listed:
    """The country stands on a list of the host, as a source printed it."""

    source: str
    dated: str
    of: int  # countries on that list, as held here


@dataclass(frozen=True)
class DecisionLine:
    id: int
    stage: str
    words: str
    decided_on: date
    document: str
    entered_on: date
    withdrawn_on: date | None
    reason: str


@dataclass(frozen=True)
class ItemLine:
    """`status` is empty where the country has said nothing."""

    code: str
    words: str
    status: str = ""
    status_words: str = ""
    said: str = ""
    language: str = "en"
    evidence: str = ""
    attested_by: str = ""
    attested_on: date | None = None


@dataclass(frozen=True)
class MarkLine:
    code: str
    words: str
    level: str
    level_words: str
    why: str
    before: str = ""  # the level of the version before, in words, where it was another


@dataclass(frozen=True)
class AssessmentLine:
    version: int
    made_on: date
    by: str
    process: str
    language: str
    marks: list[MarkLine]


@dataclass(frozen=True)
class PlanOfCountry:
    url: str
    title: str
    language: str
    state_words: str


@dataclass(frozen=True)
class PathfindingPage:
    iso3: str
    names: dict[str, str]
    world: str
    months: int
    requirements_source: str
    principles_source: str
    listed: Listed | None
    stage: str  # of the newest decision that stands
    stage_words: str
    decisions: list[DecisionLine]
    confirmed_on: date | None
    due_on: date | None
    days_left: int | None  # below nought: days since the eighteen months ended
    items: list[ItemLine]
    done: int
    untold: int
    assessments: list[AssessmentLine]  # the newest first; the earlier ones stay as they were
    plans: list[PlanOfCountry]
    history: list[HistoryLine] = field(default_factory=list)
    begun: bool = False
    may_write: bool = field(default=False, metadata={"html_only": True})
    may_decide: bool = field(default=False, metadata={"html_only": True})


def pathfinding_page(iso3: str, user: Reader) -> PathfindingPage:
    """Some 15 queries. Of a country whose people wrote nothing it says so."""
    area = access_country(iso3)
    found = Pathfinding.objects.filter(area=area).first()
    decisions = list(found.decisions.all()) if found else []
    items = items_of(list(found.items.select_related("attested_by__area", "attested_by__organisation")) if found else [])
    stage = standing_stage(decisions)
    confirmed, due = time_of(decisions)
    card = Card.objects.visible_to(user).filter(ref=f"pathfinding/{area.code}").first()
    rows = list(found.assessments.select_related("by__area", "by__organisation")) if found else []
    return PathfindingPage(
        area.iso3 or "", area.names, area.world, MONTHS, REQUIREMENTS_SOURCE, PRINCIPLES_SOURCE, _listed(area),
        stage.stage if stage else "", str(stage.get_stage_display()) if stage else "", [_decision(d) for d in decisions],
        confirmed, due, (due - clock.today()).days if due else None, items, sum(i.status == "done" for i in items),
        sum(not i.status for i in items), assessment_lines(rows), _plans(area, user), history(card, user) if card else [],
        found is not None, acting_for(user, area, COUNTRY) is not None, deciding_officer(user, area) is not None,
    )  # fmt: skip


def standing_stage(decisions: Sequence[HostDecision]) -> HostDecision | None:
    """The newest that was not taken back; `decisions` are newest first."""
    return next((d for d in decisions if not d.withdrawn_on), None)


def time_of(decisions: Sequence[HostDecision]) -> tuple[date | None, date | None]:
    """The day of confirmation, and the last day of the eighteen months. No time runs once Pathfinding has ended."""
    stage = standing_stage(decisions)
    confirmed = [d.decided_on for d in decisions if d.stage == Stage.CONFIRMED and not d.withdrawn_on]
    if stage is None or stage.stage == Stage.ENDED or not confirmed:
        return (confirmed[0] if confirmed else None), None
    return confirmed[0], months_after(confirmed[0], MONTHS)


def items_of(rows: Sequence[ChecklistItem]) -> list[ItemLine]:
    """All five, in the host's order; one of which nothing was said is there too."""
    told = {row.requirement: row for row in rows}
    return [_item(code, str(words), told.get(code)) for code, words in REQUIREMENTS.items()]


def _item(code: str, words: str, row: ChecklistItem | None) -> ItemLine:
    if row is None:
        return ItemLine(code, words)
    return ItemLine(
        code, words, row.status, str(row.get_status_display()), row.words, row.language, row.evidence, str(row.attested_by),
        row.attested_on,
    )  # fmt: skip


def assessment_lines(rows: Sequence[SelfAssessment]) -> list[AssessmentLine]:
    """Each version with its eight marks, and what changed from the one before."""
    before: list[dict[str, dict[str, str]]] = [row.marks for row in rows[1:]]
    return [
        AssessmentLine(row.version, row.made_on, str(row.by), row.process, row.language, _marks(row.marks, then or {}))
        for row, then in zip_longest(rows, before)
    ]


def _marks(now: dict[str, dict[str, str]], then: dict[str, dict[str, str]]) -> list[MarkLine]:
    lines = []
    for code, words in PRINCIPLES.items():
        mark, old = now.get(code, {}), then.get(code, {}).get("level", "")
        level = mark.get("level", "unknown")
        was = str(LEVEL_WORDS[old]) if old and old != level else ""
        lines.append(MarkLine(code, str(words), level, str(LEVEL_WORDS[level]), mark.get("why", ""), was))
    return lines


def _decision(d: HostDecision) -> DecisionLine:
    return DecisionLine(
        d.pk, d.stage, str(d.get_stage_display()), d.decided_on, d.document, d.entered_on, d.withdrawn_on, d.reason
    )


def _listed(area: Area) -> Listed | None:
    row = Signature.objects.filter(area=area, what="pathfinding").first()
    if row is None:
        return None
    return Listed(row.source, row.dated, Signature.objects.filter(what="pathfinding", source=row.source).count())


def _plans(area: Area, user: Reader) -> list[PlanOfCountry]:
    rows = ActionPlan.objects.filter(seen_by(user, ActionPlan.State.DRAFTING), area=area).exclude(
        state=ActionPlan.State.WITHDRAWN
    )
    return [PlanOfCountry(p.url, p.title, p.language, str(p.get_state_display())) for p in rows.order_by("id")]
