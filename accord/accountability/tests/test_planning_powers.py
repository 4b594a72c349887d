"""Who may: each verb of plans, actions and Pathfinding against each capacity, of the country, of another, of none."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client

from accord.accountability import access, actions
from accord.accountability.tests.test_pathfinding import decided
from accord.accountability.tests.test_plan_actions import GIVEN as ACTION
from accord.accountability.tests.test_plans import GIVEN as PLAN
from accord.accountability.tests.test_plans import stepped
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.people.models import Capacity, Person, Role, World
from accord.record.models import Reader

pytestmark = pytest.mark.django_db
type Hold = Callable[[Reader], object]
COUNTRY = {"focal_point of XAA", "alternate of XAA"}
ANY_COUNTRY = COUNTRY | {"focal_point of XAB", "alternate of XAB"}
OFFICER = {"secretariat of -"}


class Planned(Stage):
    """With an open plan, a published action, a decision of the host, and one person in each capacity of each country."""

    def __init__(self) -> None:
        super().__init__()
        stepped(actions.draft_plan(PLAN, by=self.focal), self, "open")
        actions.publish_action(actions.draft_action(ACTION, by=self.focal), by=self.focal)
        actions.draft_plan(PLAN, by=self.focal)
        actions.draft_action(ACTION, by=self.focal)
        self.decision = decided(self)
        self.people: dict[str, Person] = {}
        for role in Role.values:
            for area in (self.home, self.far, None):
                name = f"{role} of {area.code if area else '-'}"
                person = Person.objects.create_user(f"{role}.{area or 'none'}@who.example", None, world=World.DEMO)
                Capacity.objects.create(person=person, role=role, area=area, state="active", starts_on="2020-01-01")
                self.people[name] = person
        both = Person.objects.create_user("both@who.example", None, world=World.DEMO)
        for role, area in (("secretariat", None), ("contributor", self.home)):
            Capacity.objects.create(person=both, role=role, area=area, state="active", starts_on="2020-01-01")
        ended = Person.objects.create_user("ended@who.example", None, world=World.DEMO)
        Capacity.objects.create(person=ended, role="focal_point", area=self.home, state="ended", starts_on="2020-01-01")
        real = Person.objects.create_user("real@who.example", None, world=World.REAL)
        Capacity.objects.create(person=real, role="secretariat", state="active", starts_on="2020-01-01")
        self.people |= {"officer with a hat of XAA": both, "focal point that was": ended, "officer of the real world": real}


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


def may(hold: Hold, user: Reader) -> bool:
    try:
        hold(user)
    except Http404:
        return False
    return True


@pytest.mark.parametrize(("verb", "of", "allowed"), VERBS, ids=[verb for verb, _, _ in VERBS])
def test_who_may(stage: Planned, verb: str, of: Callable[[Planned], Hold], allowed: set[str]) -> None:
    hold = of(stage)
    assert {name for name, person in stage.people.items() if may(hold, person)} - {"secretariat of XAB"} == allowed
    assert not may(hold, AnonymousUser())


def test_an_officer_with_a_hat_of_another_country_may_decide_as_one_without(stage: Planned) -> None:
    assert may(lambda user: access.to_enter_decision(user, "XAA"), stage.people["secretariat of XAB"])
    assert not may(lambda user: access.to_enter_decision(user, "XAA"), stage.people["secretariat of XAA"])


SEEN_DRAFT = {f"{role} of XAA" for role in ("focal_point", "alternate", "validator", "contributor", "statistician")}


def test_who_sees_a_draft(stage: Planned) -> None:
    for hold in (lambda user: access.access_plan(user, "XAA-p2"), lambda user: access.access_action(user, "XAA-a2")):
        seen = {name for name, person in stage.people.items() if may(hold, person)}
        assert seen == SEEN_DRAFT | {"officer with a hat of XAA"}


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
