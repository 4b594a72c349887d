"""Pages of a section that was sent out: the author's, and the contributor's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from accord.accountability.models import Contribution, ProposedAnswer, Question, Report
from accord.accountability.reads.answers import AnswerShown, answer_shown, lines_of, shown
from accord.accountability.reads.sections import answers_of


@dataclass(frozen=True)
class Beside:
    """One question: what came, what the report says, what was decided."""

    code: str
    texts: dict[str, str]
    proposed: AnswerShown
    proposed_lines: list[str]
    now: AnswerShown | None
    now_lines: list[str]
    decision: str
    decision_words: str


@dataclass(frozen=True)
class ContributionPage:
    ref: str
    report_url: str
    section: dict[str, str]
    section_code: str
    office: str
    state_words: str
    is_open: bool
    expires_on: date
    sent_at: datetime | None
    link: str  # shown for ten minutes to whoever made it
    proposals: list[Beside]
    world: str


@dataclass(frozen=True)
class ContributionLine:
    office: str
    state_words: str
    expires_on: date
    url: str
    waiting: int


@dataclass(frozen=True)
class LinkPage:
    area: dict[str, str]
    cycle: dict[str, str]
    section: dict[str, str]
    office: str
    note: str
    expires_on: date
    is_open: bool
    sent_at: datetime | None
    questions: list["Asked"]
    world: str


@dataclass(frozen=True)
class Asked:
    code: str
    texts: dict[str, str]
    hints: dict[str, str]
    where: str
    saved: list[str] = field(default_factory=list)


class Holding(Protocol):
    """A question with what its form shows (`forms/sections.py`)."""

    @property
    def question(self) -> Question: ...
    @property
    def told(self) -> dict[str, Any] | None: ...
    @property
    def where(self) -> str: ...


def open_proposals(contribution: Contribution) -> list[ProposedAnswer]:
    """Sent, and not decided yet."""
    if contribution.sent_at is None:
        return []
    return list(contribution.proposals.filter(decision="").select_related("question"))


def contribution_page(contribution: Contribution, *, link: str) -> ContributionPage:
    report = contribution.report
    held = answers_of(report, contribution.section)
    sent = contribution.proposals.select_related("question") if contribution.sent_at else ()
    lines = []
    for p in sent:
        answer, proposed = held.get(p.question_id), shown(p.question, p.told())
        now = answer_shown(p.question, answer) if answer else None
        words = str(p.get_decision_display()) if p.decision else ""
        lines.append(
            Beside(
                p.question.code,
                p.question.texts,
                proposed,
                lines_of(proposed),
                now,
                lines_of(now) if now else [],
                p.decision,
                words,
            )
        )
    return ContributionPage(
        report.ref, report.url, contribution.section.names, contribution.section.code, contribution.office,
        contribution.state_words, contribution.is_open, contribution.expires_on, contribution.sent_at, link, lines,
        report.area.world,
    )  # fmt: skip


def contributions_of(report: Report) -> dict[str, list[ContributionLine]]:
    """By the section's code, newest first (2 queries)."""
    rows = Contribution.objects.filter(report=report).select_related("section", "report").prefetch_related("proposals")
    found: dict[str, list[ContributionLine]] = {}
    for c in rows:
        waiting = sum(not p.decision for p in c.proposals.all()) if c.sent_at else 0
        line = ContributionLine(c.office, c.state_words, c.expires_on, c.url, waiting)
        found.setdefault(c.section.code, []).append(line)
    return found


def link_page(link: Contribution, held: Sequence[Holding]) -> LinkPage:
    asked = [
        Asked(
            one.question.code, one.question.texts, one.question.hints, one.where,
            lines_of(shown(one.question, one.told | {"language": ""})) if one.told else [],
        ) for one in held
    ]  # fmt: skip
    report = link.report
    return LinkPage(
        report.area.names, report.cycle.names, link.section.names, link.office, link.note, link.expires_on, link.is_open,
        link.sent_at, asked, report.area.world,
    )  # fmt: skip
