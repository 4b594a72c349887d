"""A report's questions and answers by section, as frozen values: for its page, and for whatever else is made of a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accord.accountability.models import Answer, Question, Report, Said, Section
from accord.indicators.words import amount
from accord.kit.texts import pick

HTML_ONLY = {"html_only": True}


@dataclass(frozen=True)
class EvidenceItem:
    what: str
    url: str


@dataclass(frozen=True)
class TableRow:
    """`names` of a fixed row, empty where rows are free; `cells` in the order of the question's columns."""

    names: dict[str, str]
    cells: list[str]


@dataclass(frozen=True)
class AnswerShown:
    """`said`: answered, no_evidence, not_applicable. Of the rest only what belongs to the question's kind is filled."""

    said: str
    said_words: str
    reason: str
    language: str
    text: str = ""
    choice: str = ""
    choice_names: dict[str, str] = field(default_factory=dict)
    value: str = ""
    unit: str = ""  # of the value
    year: int | None = None
    source: str = ""
    rows: list[TableRow] = field(default_factory=list)
    items: list[EvidenceItem] = field(default_factory=list)
    written_on: date | None = None
    version: int = field(default=0, metadata=HTML_ONLY)

    @property
    def amount(self) -> str:
        return amount(self.value, self.unit)


@dataclass(frozen=True)
class QuestionShown:
    code: str
    kind: str
    texts: dict[str, str]
    hints: dict[str, str]
    required: bool
    indicator: str
    indicator_names: dict[str, str]
    columns: list[dict[str, str]]  # names of each
    answer: AnswerShown | None


@dataclass(frozen=True)
class SectionShown:
    code: str
    names: dict[str, str]
    questions: list[QuestionShown]


@dataclass(frozen=True)
class AnswerCounts:
    """Of all questions: an answer that there is no evidence, or that a question does not apply, is no missing one."""

    questions: int
    answered: int
    no_evidence: int
    not_applicable: int
    missing: int


def report_sections(report: Report) -> list[SectionShown]:
    """All that the report's cycle asks, with what it answers (4 queries); none where the cycle has no template."""
    if report.cycle.template_id is None:
        return []
    held = {a.question_id: a for a in Answer.objects.filter(report=report)}
    sections = Section.objects.filter(template=report.cycle.template_id).prefetch_related("questions__indicator")
    return [SectionShown(s.code, s.names, [question_shown(q, held.get(q.pk)) for q in s.questions.all()]) for s in sections]


def question_shown(q: Question, answer: Answer | None) -> QuestionShown:
    names = q.indicator.names if q.indicator else {}
    return QuestionShown(
        q.code, q.kind, q.texts, q.hints, q.required, q.indicator.code if q.indicator else "", names,
        [dict(one["names"]) for one in q.columns], answer_shown(q, answer) if answer else None,
    )  # fmt: skip


def answer_shown(q: Question, a: Answer) -> AnswerShown:
    return shown(q, a.told(), written_on=a.written_on, version=a.version)


def shown(q: Question, told: Mapping[str, Any], *, written_on: date | None = None, version: int = 0) -> AnswerShown:
    """Of an answer or of a proposed one: `told` is said, value, reason, language."""
    value = told["value"]
    chosen: dict[str, str] = next((o["names"] for o in q.options if o["code"] == value.get("choice")), {})
    return AnswerShown(
        said=told["said"], said_words=str(Said(told["said"]).label), reason=told["reason"], language=told["language"],
        text=value.get("text", "") or value.get("more", ""), choice=value.get("choice", ""), choice_names=chosen,
        value=value.get("value", ""), unit=q.indicator.unit if q.indicator else "", year=value.get("year"),
        source=value.get("source", ""), rows=_rows(q, value),
        items=[EvidenceItem(one["what"], one["url"]) for one in value.get("items", ())], written_on=written_on, version=version,
    )  # fmt: skip


def _rows(q: Question, value: Mapping[str, Any]) -> list[TableRow]:
    named = {one["code"]: one["names"] for one in q.rows}
    return [
        TableRow(named.get(row.get("row", ""), {}), [row.get(c["code"], "") for c in q.columns]) for row in value.get("rows", ())
    ]


def shown_words(a: Answer | None) -> list[str]:
    """An answer as lines of plain text."""
    return lines_of(answer_shown(a.question, a)) if a else []


def lines_of(s: AnswerShown) -> list[str]:
    if s.said != Said.ANSWERED:
        return [": ".join(filter(None, (s.said_words, s.reason)))]
    lines = [str(pick(s.choice_names))] if s.choice_names else []
    lines += [s.text] if s.text else []
    lines += [f"{s.amount} ({s.year}) – {s.source}"] if s.value else []
    lines += [" | ".join([*filter(None, [str(pick(row.names))]), *row.cells]) for row in s.rows]
    return lines + [" – ".join(filter(None, (one.what, one.url))) for one in s.items]


def counts_of(sections: list[SectionShown]) -> AnswerCounts | None:
    """None where nothing is asked."""
    said = [q.answer.said if q.answer else "" for s in sections for q in s.questions]
    if not said:
        return None
    return AnswerCounts(
        len(said), said.count(Said.ANSWERED), said.count(Said.NO_EVIDENCE), said.count(Said.NOT_APPLICABLE), said.count("")
    )


def counts_of_cycle(reports: list[Report]) -> dict[int, AnswerCounts]:
    """By report, in two queries."""
    template = next((r.cycle.template_id for r in reports), None)
    if template is None:
        return {}
    asked = Question.objects.filter(section__template=template).count()
    said: dict[int, list[str]] = {r.pk: [] for r in reports}
    for pk, one in Answer.objects.filter(report__in=reports).values_list("report_id", "said"):
        said[pk].append(one)
    return {
        pk: AnswerCounts(
            asked, all_said.count(Said.ANSWERED), all_said.count(Said.NO_EVIDENCE), all_said.count(Said.NOT_APPLICABLE),
            asked - len(all_said),
        ) for pk, all_said in said.items()
    }  # fmt: skip
