"""Who may: each act of peer reviews against each capacity, of the reviewed country, of its reviewers, of another, of none."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client
from django.urls import resolve

from accord.accountability import access, actions
from accord.accountability.models import BodyReview, PeerAbsence, PeerJudgement, PeerQuestion, PeerReview, PeerRound
from accord.accountability.peer_states import PEER_STEPS, peer_step_named
from accord.accountability.tests.peer_stage import Peers, at
from accord.accountability.tests.test_reporting import client_of
from accord.accountability.urls import urlpatterns
from accord.accountability.views.peer_editing import NEITHER
from accord.kit import clock
from accord.people.models import Capacity, Person, Role, World
from accord.record.models import Reader

pytestmark = pytest.mark.django_db
type Hold = Callable[[Reader], object]
State = PeerReview.State


OF_COUNTRIES = (
    "focal_point",
    "alternate",
    "validator",
    "contributor",
    "statistician",
    "assessor",
    "peer_reviewer",
    "secretariat",
)
SEATS = {
    "A": OF_COUNTRIES, "P": OF_COUNTRIES, "Q": ("focal_point", "peer_reviewer"), "O": OF_COUNTRIES,
    "-": tuple(r for r in Role.values if r not in OF_COUNTRIES or r == "secretariat"),
}  # fmt: skip


class Powers(Peers):
    """Drawn; one person in each capacity of XAA (reviewed), of its two reviewers (P, Q), of another country (O), of none."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn()
        first, second = self.round.teams["XAA"]
        other = next(c for c in self.areas if c not in ("XAA", first, second))
        self.seats = {"A": "XAA", "P": first, "Q": second, "O": other}
        self.accept_all()
        self.who: dict[str, Capacity] = {}
        for seat, roles in SEATS.items():
            for role in roles:
                code = self.seats.get(seat)
                person = Person.objects.create_user(f"{role}.{seat}@who.example", None, world=World.DEMO)
                area = self.areas[code] if code else None
                hat = Capacity.objects.create(person=person, role=role, area=area, state="active", starts_on="2020-01-01")
                self.who[f"{role} {seat}"] = hat
        for seat in ("P", "Q"):  # those who accepted
            self.who[f"serving {seat}"] = self.people[f"peer_reviewer {self.seats[seat]}"]
        both = Person.objects.create_user("both@who.example", None, world=World.DEMO)
        for role, area in (("contributor", self.home), ("secretariat", None), ("peer_reviewer", self.areas[first])):
            hat = Capacity.objects.create(person=both, role=role, area=area, state="active", starts_on="2020-01-01")
        self.who["officer and reviewer with a hat of A"] = hat
        ended = Person.objects.create_user("ended@who.example", None, world=World.DEMO)
        self.who["officer that was"] = Capacity.objects.create(
            person=ended, role="secretariat", state="ended", starts_on="2020-01-01"
        )
        real = Person.objects.create_user("real@who.example", None, world=World.REAL)
        self.who["officer of the real world"] = Capacity.objects.create(
            person=real, role="secretariat", state="active", starts_on="2020-01-01"
        )

    def bring(self, state: str) -> None:
        told = {"given_on": date(2027, 5, 5), "answer_until": date(2099, 1, 1), "reason": "x" if state == State.ASIDE else ""}
        PeerReview.objects.filter(area=self.home).update(state=state, **told)


@pytest.fixture(scope="module")
def built(one_world: None) -> Powers:
    return Powers()


@pytest.fixture
def stage(built: Powers) -> Powers:
    return deepcopy(built)


REF = "XAA-r1"
OFFICERS = {f"secretariat {seat}" for seat in "-PO"}
ALL_OFFICERS = OFFICERS | {"secretariat A", "officer and reviewer with a hat of A"}
COUNTRY = {"focal_point A", "alternate A"}
SERVING = {"serving P", "serving Q"}
ALL_FOCAL = {f"{role} {seat}" for role in ("focal_point", "alternate") for seat in "APO"} | {"focal_point Q"}


def joining(s: Powers) -> Hold:
    PeerRound.objects.update(state="joining", opens=date(2020, 1, 1), joins_until=date(2098, 1, 1), number_on=date(2098, 1, 2),
                             begins=date(2098, 1, 3), ends=date(2099, 1, 1), closed_on=None)  # fmt: skip
    PeerReview.objects.filter(area=s.home).update(state="left")
    return lambda user: access.to_join_round(user, "r1")


def leaving(s: Powers) -> Hold:
    PeerRound.objects.update(state="joining")
    s.bring(State.JOINED)
    return lambda user: access.to_leave_round(user, REF)


def declined(s: Powers) -> Hold:
    s.team()[0].review.assignments.filter(place=1).update(state="declined", reason="x", by=None)
    return lambda user: access.to_replace(user, REF, s.seats["P"])


def offered(s: Powers) -> Hold:
    s.team()[0].review.assignments.filter(place=1).update(state="offered", by=None)
    return lambda user: access.to_accept(user, REF, s.seats["P"])


def declining(s: Powers) -> Hold:
    offered(s)
    return lambda user: access.to_decline(user, REF, s.seats["P"])


def within(state: str, hold: Callable[[Powers, Reader], object]) -> Callable[[Powers], Hold]:
    def of(s: Powers) -> Hold:
        s.bring(state)
        return lambda user: hold(s, user)

    return of


def asked(s: Powers) -> int:
    made = s.review().questions.create(assignment=s.team()[0], text="Why?", asked_on=clock.today())
    return int(made.pk)


def judged(s: Powers) -> int:
    one = s.team()[0]
    scales = {"completion": "limited", "ambition": "modest", "change": "none", "confidence": "high", "rationale": "x"}
    return int(one.judgements.create(commitment=s.commitment, by=s.reviewer(one), **scales).pk)


def answering(s: Powers) -> Hold:
    s.bring(State.QUESTIONS)
    number = asked(s)
    return lambda user: access.to_answer_peer_question(user, REF, number)


def replying(s: Powers) -> Hold:
    s.bring(State.ANSWERS)
    number = judged(s)
    return lambda user: access.to_reply_to_peer(user, REF, number)


def of_absence(s: Powers) -> Hold:
    made = actions.declare_absence(s.home, first=date(2099, 1, 1), last=date(2099, 2, 1), by=s.focal)
    return lambda user: access.to_end_absence(user, made.pk)


def of_day(s: Powers) -> Hold:
    given = {"body": "upr", "held_on": "2035", "document": "https://un.example/"}
    made = actions.enter_body_review(s.home, given, by=s.secretariat)
    return lambda user: access.to_take_back_body_review(user, made.pk)


ACTS: dict[str, tuple[Callable[[Powers], Hold], set[str]]] = {
    "open a round": (lambda s: access.to_open_round, ALL_OFFICERS | {"officer of the real world"}),
    "move a round": (lambda s: lambda user: access.to_run_round(user, "r1", "drawn"), ALL_OFFICERS),
    "join": (joining, COUNTRY),
    "leave": (leaving, COUNTRY),
    "accept": (offered, {"peer_reviewer P", "serving P"}),
    "decline what was accepted": (lambda s: lambda user: access.to_decline(user, REF, s.seats["P"]), {"serving P"}),
    "decline an offer": (
        declining,
        {"focal_point P", "alternate P", "peer_reviewer P", "serving P", "officer and reviewer with a hat of A"},
    ),
    "replace": (declined, OFFICERS),
    "set the dialogue": (lambda s: lambda user: access.to_set_dialogue(user, REF), OFFICERS),
    "ask": (within(State.QUESTIONS, lambda s, user: access.to_ask(user, REF)), SERVING),
    "answer a question": (answering, COUNTRY),
    "recommend": (within(State.RECOMMENDING, lambda s, user: access.to_recommend(user, REF)), SERVING),
    "judge": (within(State.DIALOGUE, lambda s, user: access.to_judge(user, REF)), SERVING),
    "reply": (replying, COUNTRY),
    "tell the mid-term": (within(State.FINAL, lambda s, user: access.to_tell_midterm(user, REF)), COUNTRY),
    "declare an absence": (lambda s: access.to_declare_absence, ALL_FOCAL),
    "take an absence back": (of_absence, COUNTRY),
    "enter a day": (lambda s: lambda user: access.to_enter_body_review(user, "XAA"), OFFICERS),
    "take a day back": (of_day, OFFICERS),
}


def may(hold: Hold, user: Reader) -> bool:
    try:
        hold(user)
    except Http404:
        return False
    return True


@pytest.mark.parametrize("act", ACTS)
def test_who_may(stage: Powers, act: str) -> None:
    of, allowed = ACTS[act]
    hold = of(stage)
    assert {name for name, hat in stage.who.items() if may(hold, Person.objects.get(pk=hat.person_id))} == allowed
    assert not may(hold, AnonymousUser())


def test_rounds_and_reviews_are_read_by_everybody_of_either_world(stage: Powers) -> None:
    for hold in (lambda user: access.access_round(user, "r1"), lambda user: access.access_peer_review(user, REF)):
        assert {name for name, hat in stage.who.items() if may(hold, hat.person)} == set(stage.who)
        assert may(hold, AnonymousUser())
    assert not may(lambda user: access.access_round(user, "r9"), AnonymousUser())


@pytest.mark.parametrize("step", [step.code for step in PEER_STEPS])
def test_who_may_take_each_step(stage: Powers, step: str) -> None:
    """From where it starts the officers, everybody being asked; from every other state not even they."""
    found = peer_step_named(step)
    assert found is not None

    def hold(user: Reader) -> object:
        return access.to_take_peer_step(user, REF, found)

    for state in State:
        stage.bring(state)
        starts = state in found.starts
        asked = stage.who if starts else OFFICERS
        assert {name for name in asked if may(hold, stage.who[name].person)} == (OFFICERS if starts else set()), state
        assert not may(hold, AnonymousUser())


WRONG_STATES: dict[str, tuple[Hold, set[str]]] = {
    "ask": (lambda user: access.to_ask(user, REF), {State.QUESTIONS}),
    "recommend": (lambda user: access.to_recommend(user, REF), {State.RECOMMENDING}),
    "judge": (lambda user: access.to_judge(user, REF), {State.DIALOGUE, State.RECOMMENDING}),
}


@pytest.mark.parametrize("act", WRONG_STATES)
def test_a_reviewer_acts_in_its_time_alone(stage: Powers, act: str) -> None:
    hold, states = WRONG_STATES[act]
    person = stage.who["serving P"].person
    able = set()
    for state in PeerReview.WAY:
        stage.bring(state)
        able |= {state} if may(hold, person) else set()
    assert able == states


type Prepare = Callable[[Powers], object]


def in_state(state: str) -> Prepare:
    return lambda s: s.bring(state)


def of_round(state: str) -> Prepare:
    return lambda s: PeerRound.objects.update(state=state)


def numbered(find: Callable[[], int], prepare: Prepare) -> Prepare:
    def of(s: Powers) -> int:
        prepare(s)
        return find()

    return of


def proposed(s: Powers) -> int:
    s.bring(State.RECOMMENDING)
    one = next(a for a in s.team() if a.area.code == s.seats["P"])
    return int(one.proposals.create(text="Adopt it.", due=date(2028, 1, 1)).pk)


def nothing(s: Powers) -> None:
    """It stands as it is drawn."""


# Address, who may, and what is to be so before; what that gives is the number in the address.
FORMS: list[tuple[str, str, Prepare]] = [
    ("rounds/new/", "secretariat -", nothing), ("rounds/r1/join/", "focal_point A", joining),
    ("rounds/r1/move/", "secretariat -", of_round("joining")), ("rounds/r1/close/", "secretariat -", of_round("joining")),
    ("rounds/r1/draw/", "secretariat -", nothing), ("away/", "focal_point O", nothing),
    ("away/N/", "focal_point A", numbered(lambda: PeerAbsence.objects.get().pk, of_absence)),
    ("days/XAA/", "secretariat -", nothing),
    ("days/N/back/", "secretariat -", numbered(lambda: BodyReview.objects.get().pk, of_day)),
    (f"{REF}/leave/", "focal_point A", leaving), (f"{REF}/step/aside/", "secretariat -", in_state(State.SCHEDULED)),
    (f"{REF}/offers/P/accept/", "serving P", offered), (f"{REF}/offers/P/decline/", "serving P", nothing),
    (f"{REF}/offers/P/replace/", "secretariat -", declined), (f"{REF}/dialogue/", "secretariat -", nothing),
    (f"{REF}/ask/", "serving P", in_state(State.QUESTIONS)),
    (f"{REF}/questions/N/", "focal_point A", numbered(lambda: PeerQuestion.objects.get().pk, answering)),
    (f"{REF}/recommend/", "serving P", in_state(State.RECOMMENDING)), (f"{REF}/recommend/N/", "serving P", proposed),
    (f"{REF}/judge/XAA-c1/", "serving P", in_state(State.DIALOGUE)),
    (f"{REF}/reply/N/", "focal_point A", numbered(lambda: PeerJudgement.objects.get().pk, replying)),
    (f"{REF}/midterm/", "focal_point A", in_state(State.FINAL)),
]  # fmt: skip


@pytest.mark.parametrize(("path", "mine", "prepare"), FORMS, ids=[path for path, _, _ in FORMS])
def test_every_form_opens_for_those_and_no_others(
    stage: Powers, path: str, mine: str, prepare: Callable[[Powers], object]
) -> None:
    """And says, as each page of peer reviews, which reviews it is not."""
    number = prepare(stage)
    url = "/en/peer-reviews/" + path.replace("/P/", f"/{stage.seats['P']}/").replace("/N/", f"/{number}/")
    opened = client_of(stage.who[mine]).get(url)
    assert (opened.status_code, str(NEITHER) in opened.content.decode()) == (200, True)
    other = client_of(stage.who["validator A"])
    assert (other.get(url).status_code, other.post(url, {}).status_code) == (404, 404)
    assert "/accounts/login/" in Client().get(url)["Location"]


def test_every_address_of_peer_reviews_is_a_form_above_or_a_page() -> None:
    """A new form fails here until it has a row."""
    forms = {resolve("/en/peer-reviews/" + path.replace("/N/", "/1/")).url_name for path, _, _ in FORMS}
    there = {one.name for one in urlpatterns if str(one.pattern).startswith("peer-reviews")}
    pages = {"peer_reviews", "peer_round", "peer_review"}
    assert there - forms == pages | {f"{name}_json" for name in pages} | {"dialogue_ics"}


def test_nobody_of_the_real_world_acts_in_a_round_of_the_demonstration(stage: Powers) -> None:
    from django.core.exceptions import ValidationError

    real: Any = stage.who["officer of the real world"]
    with pytest.raises(ValidationError, match="officer"), at(date(2027, 2, 10)):
        actions.draw_round(stage.round, numbers="8", reason="x", by=real)
