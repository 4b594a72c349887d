"""Who may: each act about reports, ratings, replies, recommendations and commitments against everybody, in each state."""

from collections.abc import Callable
from datetime import date

import pytest

from accord.accountability import access, actions
from accord.accountability.models import Cluster, Recommendation, Report
from accord.accountability.states import STEPS, step_named
from accord.accountability.tests.cast import Hold, everybody, of, who
from accord.accountability.tests.test_recommendation_list import row, take
from accord.accountability.tests.test_reporting import TOLD, Stage
from accord.people.models import Person

pytestmark = pytest.mark.django_db
State = Report.State
REF = "XAA-c1"
FOCAL = of("focal_point alternate", "XAA")
BOTH = {"officer with a hat of XAA"}
INSIDE = BOTH | {"guard with a hat of XAA", "assessor of XAB with a hat of XAA"}
ANY_FOCAL = of("focal_point alternate", "XAA", "XAB")
WRITERS = FOCAL | of("contributor", "XAA") | BOTH
VALIDATORS = of("validator", "XAA") | {"assessor of XAB with a hat of XAA"}
OFFICERS = of("secretariat", "-", "XAB")
ASSESSORS = of("assessor", "XAB")
OWN = of("focal_point alternate validator contributor statistician", "XAA") | INSIDE


class Powers(Stage):
    """A report that can be brought to any state, a cycle to join, recommendations with a proposed group; everybody."""

    def __init__(self) -> None:
        super().__init__()
        actions.write_entry(self.report, self.commitment, TOLD, version=0, by=self.focal)
        self.draft = actions.draft_commitment({"title": "Draft", "text": "Not yet."}, by=self.focal)
        actions.open_cycle("c2", {"en": "Next"}, opens=date(2020, 1, 1), due=date(2099, 1, 1), world="demo")
        texts = ("Prohibit corporal punishment in schools.", "Take steps to prohibit corporal punishment in all schools.")
        take([row(n, text) for n, text in enumerate(texts, start=1)])
        actions.propose_clusters(self.home)
        self.asked = Recommendation.objects.order_by("pk")[0]
        actions.tie_commitment(self.asked, self.commitment, by=self.focal)
        self.cast = everybody(self.home, self.far)

    def bring(self, state: str) -> None:
        """As the steps leave it, without the days between: its card, and in `published` its assessor."""
        if state != State.DRAFTING:
            self.until(State.RATED if state == State.FINAL else state)
        if state == State.PUBLISHED:
            assessor = self.cast["assessor of XAB"]
            assert isinstance(assessor, Person)
            self.report = actions.take_up_assessment(self.report, declaration="none", by=assessor.capacities.get())
        if state == State.FINAL:
            finish = step_named("finish")
            assert finish is not None
            self.report = actions.take_step(self.report, finish, by=self.focal, sure=True)

    def until(self, state: str) -> Report:
        self.report = actions.write_summary(self.report, summary="Said.", language="en", version=1, by=self.focal)
        way = (("sign", self.validator), ("submit", self.focal), ("publish", self.secretariat))
        for code, by in way:
            if self.report.state != state:
                self.step(code, by)
        if self.report.state != state:
            self.report = actions.take_up_assessment(self.report, declaration="none", by=self.assessor)
            given = {"completion": "limited", "ambition": "modest", "change": "none", "confidence": "high", "rationale": "x",
                     "evidence": ""}  # fmt: skip
            actions.rate(self.report, self.commitment, given, version=0, by=self.assessor)
            self.step("release", self.assessor)
        return self.report


@pytest.fixture(scope="module")
def built(one_world: None) -> Powers:
    return Powers()


ACTS: list[tuple[str, str, Callable[[Powers], Hold], set[str]]] = [
    ("join a cycle", State.DRAFTING, lambda s: lambda user: access.to_join(user, "c2"), ANY_FOCAL),
    ("join what is no cycle", State.DRAFTING, lambda s: lambda user: access.to_join(user, "c9"), set()),
    ("write a draft", State.DRAFTING, lambda s: lambda user: access.to_write(user, REF), WRITERS),
    ("write what is signed", State.SIGNED, lambda s: lambda user: access.to_write(user, REF), set()),
    ("write what is public", State.PUBLISHED, lambda s: lambda user: access.to_write(user, REF), set()),
    ("take a draft up", State.DRAFTING, lambda s: lambda user: access.to_assess(user, REF), set()),
    ("take what is assessed up", State.PUBLISHED, lambda s: lambda user: access.to_assess(user, REF), ASSESSORS),
    ("rate", State.PUBLISHED, lambda s: lambda user: access.to_rate(user, REF), ASSESSORS),
    ("rate what is released", State.RATED, lambda s: lambda user: access.to_rate(user, REF), set()),
    ("reply before the release", State.PUBLISHED, lambda s: lambda user: access.to_reply(user, REF), set()),
    ("reply", State.RATED, lambda s: lambda user: access.to_reply(user, REF), FOCAL),
    ("use a draft elsewhere", State.DRAFTING, lambda s: lambda user: access.to_use(user, REF), set()),
    ("answer a recommendation", State.DRAFTING, lambda s: lambda user: access.to_answer(user, "XAA-crc2024-1"), FOCAL),
    ("assess a recommendation", State.DRAFTING, lambda s: lambda user: access.to_assess_recommendation(user, "XAA-crc2024-1"),
     ASSESSORS),
    ("confirm a group", State.DRAFTING, lambda s: lambda user: access.to_decide(user, "XAA", Cluster.objects.get().pk), FOCAL),
    ("compare recommendations", State.DRAFTING, lambda s: lambda user: access.to_compare(user, "XAA"), FOCAL),
    ("change a commitment", State.DRAFTING, lambda s: lambda user: access.to_change_commitment(user, s.commitment.ref), FOCAL),
    (
        "take back a tie", State.DRAFTING,
        lambda s: lambda user: access.to_untie(user, s.commitment.ref, f"recommendations/{s.asked.ref}"), FOCAL,
    ),
    ("change a draft commitment", State.DRAFTING, lambda s: lambda user: access.to_change_commitment(user, s.draft.ref), FOCAL),
    ("see a draft commitment", State.DRAFTING, lambda s: lambda user: access.access_commitment(user, s.draft.ref), OWN),
    ("see a draft", State.DRAFTING, lambda s: lambda user: access.access_report(user, REF), OWN),
    ("see what is signed", State.SIGNED, lambda s: lambda user: access.access_report(user, REF), OWN),
]  # fmt: skip


@pytest.mark.parametrize(("act", "state", "hold", "allowed"), ACTS, ids=[act for act, *_ in ACTS])
def test_who_may(stage: Powers, act: str, state: str, hold: Callable[[Powers], Hold], allowed: set[str]) -> None:
    stage.bring(state)
    assert who(stage.cast, hold(stage)) == allowed


STEPPERS = {
    "sign": VALIDATORS, "take-back": FOCAL | VALIDATORS, "submit": FOCAL, "return": OFFICERS, "publish": OFFICERS,
    "release": ASSESSORS, "finish": FOCAL, "finish-late": OFFICERS,
}  # fmt: skip


@pytest.mark.parametrize("code", [step.code for step in STEPS])
def test_who_may_take_each_step(stage: Powers, code: str) -> None:
    step = step_named(code)
    assert step is not None
    stage.bring(step.start)
    assert who(stage.cast, lambda user: access.to_step(user, REF, step)) == STEPPERS[code]


@pytest.mark.parametrize("state", State.values)
def test_a_step_from_another_state_is_nobodys(stage: Powers, state: str) -> None:
    might = {name: stage.cast[name] for names in STEPPERS.values() for name in names}
    stage.bring(state)
    assert stage.report.state == state
    for step in STEPS:
        if step.start != state:
            assert who(might, lambda user, step=step: access.to_step(user, REF, step)) == set(), step.code  # type: ignore[misc]


def test_what_is_public_is_everybodys_of_either_world(stage: Powers) -> None:
    stage.bring(State.RATED)
    everyone = set(stage.cast)
    for hold in (
        lambda user: access.access_report(user, REF), lambda user: access.to_use(user, REF),
        lambda user: access.access_commitment(user, stage.commitment.ref),
        lambda user: access.access_recommendation(user, "XAA-crc2024-1"), lambda user: access.access_country("XAA"),
    ):  # fmt: skip
        assert who(stage.cast, hold) == everyone
    assert who(stage.cast, lambda user: access.access_country("none")) == set()


def test_only_what_names_the_country_is_carried_out_by_it(stage: Powers) -> None:
    assert access.to_carry_out(stage.focal.person, stage.focal, "commitments/XAA-c1") is None
    assert access.to_carry_out(stage.focal.person, stage.focal, "") is None
