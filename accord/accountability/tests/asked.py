"""The stage of a cycle whose reports answer questions of every kind."""

from datetime import date
from typing import Any

from accord.accountability import actions
from accord.accountability.models import Cycle, Question, Report, Section, Template
from accord.accountability.states import step_named
from accord.accountability.tests.test_reporting import TOLD, Stage
from accord.indicators.models import Indicator
from accord.people.models import Capacity

EMPTY: dict[str, Any] = {"hint": "", "options": [], "columns": [], "rows": [], "live": "", "indicator": None, "required": True}
ANSWER = {"said": "answered", "reason": "", "language": "en"}


def text(words: str) -> dict[str, Any]:
    return ANSWER | {"value": {"text": words}}


def template_of(officer: Capacity, indicator: Indicator | None) -> Template:
    """Two sections: law (q1 text, q2 choice), figures (q3 number, q4 table, q5 evidence, which may stay open)."""
    made = actions.draft_template("Yearly questions", language="en", by=officer)
    for number, (name, questions) in enumerate(_sections(indicator), start=1):
        made.refresh_from_db()
        told = {"language": "en", "by": officer}
        section = actions.put_section(made, None, name, position=number, edition=made.edition, **told)
        for place, (kind, words, more) in enumerate(questions, start=1):
            made.refresh_from_db()
            given = EMPTY | {"kind": kind, "text": words, "position": place} | more
            actions.put_question(section, None, given, edition=made.edition, **told)
    made.refresh_from_db()
    return made


def _sections(indicator: Indicator | None) -> list[tuple[str, list[tuple[str, str, dict[str, Any]]]]]:
    return [
        ("Law", [
            ("text", "Which laws changed?", {}),
            ("choice", "Is corporal punishment prohibited?", {"options": ["Yes", "In part", "No"]}),
        ]),
        ("Figures", [
            ("number", "How many children?", {"indicator": indicator}),
            ("table", "What was done where?", {"columns": ["What", "Where"], "live": "commitments", "required": False}),
            ("evidence", "Which documents show it?", {"required": False}),
        ]),
    ]  # fmt: skip


class Asked(Stage):
    def __init__(self) -> None:
        super().__init__()
        self.indicator = Indicator.objects.create(code="t.1", names={"en": "T"}, unit="percent", direction="lower", source="x")
        self.template = template_of(self.secretariat, self.indicator)
        actions.use_template(self.cycle, self.template, by=self.secretariat)
        self.alternate = self._hat("alternate", self.home)
        self.cycle = Cycle.objects.get(pk=self.cycle.pk)
        self.report = Report.objects.select_related("cycle", "area").get(pk=self.report.pk)

    def question(self, code: str) -> Question:
        return Question.objects.select_related("section", "indicator").get(section__template=self.cycle.template, code=code)

    @property
    def section(self) -> Section:
        return Section.objects.get(template=self.cycle.template, code="s1")

    def answer_all(self) -> None:
        """What is needed, and no more."""
        values: dict[str, dict[str, Any]] = {
            "q1": {"text": "The Children Act."}, "q2": {"choice": "c2", "more": ""},
            "q3": {"value": "12.5", "year": 2024, "source": "Survey"},
        }  # fmt: skip
        for code, value in values.items():
            actions.write_answer(self.report, self.question(code), ANSWER | {"value": value}, version=0, by=self.focal)

    def complete(self) -> Report:
        """Ready to be signed."""
        self.answer_all()
        self.report = actions.write_summary(self.report, summary="Said.", language="en", version=1, by=self.focal)
        actions.write_entry(self.report, self.commitment, TOLD, version=0, by=self.focal)
        return self.report

    def next_cycle(self) -> Report:
        """Another cycle with the same template; the country has joined."""
        cycle = actions.open_cycle("c2", {"en": "Second"}, opens=date(2021, 1, 1), due=date(2099, 2, 1), world="demo")
        actions.use_template(cycle, self.template, by=self.secretariat)
        report = actions.join_cycle(cycle, by=self.focal)
        return Report.objects.select_related("cycle", "area").get(pk=report.pk)

    def take(self, code: str, by: Capacity, **more: Any) -> Report:
        step = step_named(code)
        assert step is not None
        self.report = actions.take_step(self.report, step, by=by, **more)
        return self.report
