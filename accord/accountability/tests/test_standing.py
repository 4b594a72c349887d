"""Rows changed round the actions: `accord verify` holds the tables against the journal."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Model

from accord.accountability import actions
from accord.accountability.models import (
    Action,
    ActionPlan,
    ActionServes,
    ChecklistItem,
    Commitment,
    Entry,
    HostDecision,
    Measure,
    Milestone,
    Rating,
    Report,
    Revision,
    SelfAssessment,
)  # fmt: skip
from accord.accountability.plan_states import plan_step_named
from accord.accountability.requirements import PRINCIPLES
from accord.accountability.tests.test_reporting import Stage
from accord.indicators.models import Indicator
from accord.record.actions import redact, seal
from accord.record.actions.events import problems
from accord.record.models import Event

pytestmark = pytest.mark.django_db


def _planned(made: Stage) -> None:
    """A plan in co-creation, revised once; an action that carries out the commitment, told and revised; a Pathfinding record."""
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2029, 1, 1), "budget": Decimal("12.50"), "currency": "EUR"}
    plan = actions.draft_plan({"title": "Plan", "text": "Text."} | days, by=made.focal)
    step = plan_step_named("open")
    assert step is not None
    plan = actions.take_plan_step(plan, step, by=made.focal)
    actions.edit_plan(plan, {"title": "Plan", "text": "More."} | days, version=1, by=made.focal, reason="Asked.")
    given = {"title": "Act", "text": "Text.", "plan": plan, "provinces": ["North"]} | days
    action = actions.draft_action(given, by=made.focal, ties=[(made.commitment, "How.")])
    actions.publish_action(action, by=made.focal)
    actions.tell_action(action, status="under_way", evidence="", version=1, by=made.focal)
    actions.edit_action(action, given | {"text": "More."}, version=1, by=made.focal, reason="Asked.")
    where = {"document": "https://host.example/1", "by": made.secretariat}
    actions.enter_decision(made.home, stage="confirmed", decided_on=date(2026, 1, 1), **where)
    said = {"status": "under_way", "words": "Begun.", "evidence": "", "language": "en"}
    actions.attest_item(made.home, "data", **said, version=0, by=made.focal)
    marks = {code: {"level": "partly", "why": "x"} for code in PRINCIPLES}
    actions.assess_self(made.home, marks, process="x", language="en", version=0, by=made.focal)


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    """A report that was rated and replied to, of a commitment with all its parts, revised once."""
    made = Stage()
    day = made.cycle.due
    actions.add_milestone(made.commitment, text="A bill", due=day, weight=1, by=made.focal)
    indicator = Indicator.objects.create(code="1.1", unit="percent", direction="lower")
    years = {"baseline": 10, "baseline_year": 2020, "target": 5, "target_year": 2025}
    actions.add_measure(made.commitment, indicator, by=made.focal, **years)
    given = {"title": "A law", "text": "A better law."}
    actions.edit_commitment(made.commitment, given, version=1, by=made.focal, reason="Clearer.")
    _planned(made)
    made.until("rated")
    actions.reply(Rating.objects.get(), text="We did begin.", version=1, by=made.focal)
    seal()
    return made


def test_what_actions_wrote_stands(stage: Stage) -> None:
    assert problems() == []
    stage.step("finish", stage.focal)
    assert problems() == []


CHANGED: list[tuple[type[Model], dict[str, Any], str]] = [
    (Commitment, {"text": "A worse law."}, "commitments/XAA-c1"), (Commitment, {"state": "closed"}, "commitments/XAA-c1"),
    (Milestone, {"due": "2098-01-01"}, "commitments/XAA-c1"), (Measure, {"target": 9}, "commitments/XAA-c1"),
    (Revision, {"reason": "Another."}, "commitments/XAA-c1"), (Report, {"summary": "Another."}, "reports/XAA-c1"),
    (Report, {"declaration": "Another."}, "reports/XAA-c1"), (Entry, {"completion": "complete"}, "reports/XAA-c1"),
    (Rating, {"completion": "limited"}, "reports/XAA-c1"), (Rating, {"reply": "All is well."}, "reports/XAA-c1"),
    (ActionPlan, {"budget": 13}, "plans/XAA-p1"), (ActionPlan, {"state": "in_force"}, "plans/XAA-p1"),
    (Action, {"provinces": ["South"]}, "actions/XAA-a1"), (Action, {"status": "done"}, "actions/XAA-a1"),
    (ActionServes, {"note": "Other."}, "actions/XAA-a1"), (HostDecision, {"stage": "active"}, "pathfinding/XAA"),
    (ChecklistItem, {"words": "All done."}, "pathfinding/XAA"), (SelfAssessment, {"marks": {}}, "pathfinding/XAA"),
    (Rating, {"released_at": None}, "reports/XAA-c1"), (Entry, {"values": [1.5]}, "reports/XAA-c1"),
]  # fmt: skip


@pytest.mark.parametrize(("model", "change", "ref"), CHANGED, ids=lambda x: getattr(x, "__name__", str(x)))
def test_a_changed_row_is_found(stage: Stage, model: type[Model], change: dict[str, Any], ref: str) -> None:
    rows = model._default_manager.exclude(commitment=None) if model is Revision else model._default_manager
    rows.update(**change)
    newest = Event.objects.filter(card_ref=ref).order_by("-position")[0]
    assert problems() == [{"position": newest.position, "ref": ref, "what": "altered"}]


def test_a_rating_taken_out_is_found(stage: Stage) -> None:
    Rating.objects.all().delete()
    assert [p["what"] for p in problems()] == ["altered"]


def test_rows_without_an_act_and_acts_without_a_row_are_found(stage: Stage) -> None:
    Commitment.objects.create(ref="XAA-c2", key="k", kind="commitment", area=stage.home, text="Slipped in.", world="demo")
    Report.objects.all().delete()
    assert {(p["ref"], p["what"]) for p in problems()} == {("commitments/XAA-c2", "added"), ("reports/XAA-c1", "removed")}


def test_erasing_the_newest_act_leaves_what_it_said_of_the_tables(stage: Stage) -> None:
    for event in Event.objects.filter(card_ref="reports/XAA-c1").order_by("-id")[:2]:
        redact(event, by=stage.focal, ground="a name")
    assert problems() == []
    Rating.objects.update(reply="Another.")
    assert [p["ref"] for p in problems()] == ["reports/XAA-c1"]


def test_a_release_and_a_reply_hold_what_was_said(stage: Stage) -> None:
    released = Event.objects.get(verb="report_release").body["after"]["ratings"]
    assert [(r["commitment"], r["completion"], r["rationale"]) for r in released] == [("XAA-c1", "not_started", "Not seen.")]
    assert Event.objects.get(verb="rating_replied").body["after"]["rating"]["completion"] == "not_started"
    stage.step("finish", stage.focal)
    assert Event.objects.get(verb="report_finish").body["after"]["ratings"][0]["reply"] == "We did begin."
    assert "ratings" not in Event.objects.get(verb="rating_written").body["after"]
