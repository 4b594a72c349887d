"""Who may: each verb of plans, actions and Pathfinding against each capacity, of the country, of another, of none."""

from collections.abc import Callable

import pytest
from django.test import Client

from accord.accountability import access, actions
from accord.accountability.tests.cast import Hold, everybody, who
from accord.accountability.tests.test_pathfinding import decided
from accord.accountability.tests.test_plan_actions import GIVEN as ACTION
from accord.accountability.tests.test_plans import GIVEN as PLAN
from accord.accountability.tests.test_plans import stepped
from accord.accountability.tests.test_reporting import Stage, client_of

pytestmark = pytest.mark.django_db
COUNTRY = {"focal_point of XAA", "alternate of XAA"}
ANY_COUNTRY = COUNTRY | {"focal_point of XAB", "alternate of XAB"}
OFFICER = {"secretariat of -", "secretariat of XAB"}  # a hat of another country is no bar


class Planned(Stage):
    """With an open plan, a published action, a decision of the host, and everybody."""

    def __init__(self) -> None:
        super().__init__()
        stepped(actions.draft_plan(PLAN, by=self.focal), self, "open")
        actions.publish_action(actions.draft_action(ACTION, by=self.focal), by=self.focal)
        actions.draft_plan(PLAN, by=self.focal)
        actions.draft_action(ACTION, by=self.focal)
        self.decision = decided(self)
        self.cast = everybody(self.home, self.far)


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    return Planned()


VERBS: list[tuple[str, Callable[[Planned], Hold], set[str]]] = [
    ("begin a plan", lambda s: lambda user: access.to_promise(user), ANY_COUNTRY),
    ("change a plan", lambda s: lambda user: access.to_change_plan(user, "XAA-p1"), COUNTRY),
    ("change a draft plan", lambda s: lambda user: access.to_change_plan(user, "XAA-p2"), COUNTRY),
    ("write an action", lambda s: lambda user: access.to_promise(user), ANY_COUNTRY),
    ("change an action", lambda s: lambda user: access.to_change_action(user, "XAA-a1"), COUNTRY),
    ("change a draft action", lambda s: lambda user: access.to_change_action(user, "XAA-a2"), COUNTRY),
    ("attest", lambda s: lambda user: access.to_attest(user, "XAA"), COUNTRY),
    ("enter a decision", lambda s: lambda user: access.to_enter_decision(user, "XAA"), OFFICER),
    ("take back a decision", lambda s: lambda user: access.to_take_back_decision(user, "XAA", s.decision.pk), OFFICER),
]


@pytest.mark.parametrize(("verb", "of", "allowed"), VERBS, ids=[verb for verb, _, _ in VERBS])
def test_who_may(stage: Planned, verb: str, of: Callable[[Planned], Hold], allowed: set[str]) -> None:
    assert who(stage.cast, of(stage)) == allowed


INSIDE = {"officer with a hat of XAA", "guard with a hat of XAA", "assessor of XAB with a hat of XAA"}
SEEN_DRAFT = {f"{role} of XAA" for role in ("focal_point", "alternate", "validator", "contributor", "statistician")}


def test_who_sees_a_draft(stage: Planned) -> None:
    for hold in (lambda user: access.access_plan(user, "XAA-p2"), lambda user: access.access_action(user, "XAA-a2")):
        assert who(stage.cast, hold) == SEEN_DRAFT | INSIDE


FORMS = [
    "plans/new/", "plans/XAA-p1/edit/", "plans/XAA-p1/step/withdraw/", "actions/new/", "actions/XAA-a1/edit/",
    "actions/XAA-a1/tell/", "actions/XAA-a1/tie/", "actions/XAA-a1/withdraw/", "actions/XAA-a1/close/", "actions/XAA-a2/publish/",
    "countries/XAA/pathfinding/data/", "countries/XAA/pathfinding/principles/", "countries/XAA/pathfinding/decision/",
]  # fmt: skip


@pytest.mark.parametrize("path", FORMS)
def test_every_form_opens_for_those_and_no_others(stage: Planned, path: str) -> None:
    officers = path.endswith("decision/")
    mine, other = (stage.secretariat, stage.focal) if officers else (stage.focal, stage.secretariat)
    assert client_of(mine).get(f"/en/{path}").status_code == 200
    assert client_of(other).get(f"/en/{path}").status_code == 404
    assert client_of(other).post(f"/en/{path}", {}).status_code == 404
    assert "/accounts/login/" in Client().get(f"/en/{path}")["Location"]
