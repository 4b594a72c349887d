"""The states of a peer review as data: the officer's steps, and what must be true before each (shown before the button)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from accord.accountability.models import PeerReview
from accord.record.steps import REASON, Guard, Step

State = PeerReview.State
NEAR = timedelta(days=14)  # so near to the dialogue what is not answered is asked there


@dataclass(frozen=True)
class PeerFacts:
    """What guards look at."""

    today: date
    team: int
    accepted: int
    dialogue_on: date | None
    day_is_clear: bool  # of reviews by the UPR and the Committee, within the round, with all reviewers there
    unanswered_questions: int
    reviewers_without_recommendation: int
    recommendations: int
    unanswered: int
    answer_until: date | None
    untold: int  # recommendations of which the country has not said how far they are carried out


PeerGuard = Guard[PeerFacts]
PeerStep = Step[PeerFacts]

TEAM = PeerGuard(_("Each place of the team is taken by a reviewer who accepted."), lambda f: f.accepted >= f.team)
DAY = PeerGuard(_("The day of the dialogue is set, and clear."), lambda f: f.dialogue_on is not None and f.day_is_clear)
ASKED = PeerGuard(
    _("Each advance question has its answer, or the dialogue is within 14 days."),
    lambda f: not f.unanswered_questions or (f.dialogue_on is not None and f.dialogue_on - f.today <= NEAR),
)
HELD = PeerGuard(_("The day of the dialogue has come."), lambda f: f.dialogue_on is not None and f.dialogue_on <= f.today)
WRITTEN = PeerGuard(_("Each reviewer has written a recommendation."), lambda f: f.reviewers_without_recommendation == 0)
SERVING = PeerGuard(_("There is a reviewer."), lambda f: f.accepted > 0)
ANSWERED = PeerGuard(
    _("Each recommendation has its answer, or the time to answer has passed."),
    lambda f: f.unanswered == 0 or (f.answer_until is not None and f.today > f.answer_until),
)
TOLD = PeerGuard(_("How far each recommendation is carried out is told."), lambda f: f.untold == 0)

PEER_STEPS = (
    PeerStep(
        "questions", _("Open for advance questions"), _("Reviewers ask in writing, and the country answers; all may read both."),
        _("Advance questions may be asked."), (State.SCHEDULED,), State.QUESTIONS, (TEAM,),
    ),
    PeerStep(
        "dialogue", _("Close advance questions"), _("No more is asked in writing; what is open is asked in the dialogue."),
        _("The dialogue is on its day."), (State.QUESTIONS,), State.DIALOGUE, (DAY, ASKED),
    ),
    PeerStep(
        "held", _("Say that the dialogue was held"), _("Reviewers then write their recommendations."),
        _("Reviewers may write their recommendations."), (State.DIALOGUE,), State.RECOMMENDING, (HELD,),
    ),
    PeerStep(
        "give", _("Give the recommendations"),
        _("All may read what reviewers recommend and how they judge. Recommendations stand among all others of the country."),
        _("The recommendations are given."), (State.RECOMMENDING,), State.ANSWERS, (SERVING, WRITTEN),
    ),
    PeerStep(
        "finish", _("Make the review final"), _("The country’s answers stand as they are; its mid-term is noted."),
        _("The review is final."), (State.ANSWERS,), State.FINAL, (ANSWERED,),
    ),
    PeerStep(
        "aside", _("Set the review aside"), _("It is not held in this round. Your reason stands beside it."),
        _("The review is set aside."), (State.SCHEDULED, State.QUESTIONS, State.DIALOGUE, State.RECOMMENDING), State.ASIDE,
        asks=REASON, aside=True,
    ),
)  # fmt: skip


def peer_steps_from(state: str) -> tuple[PeerStep, ...]:
    return tuple(step for step in PEER_STEPS if state in step.starts)


def peer_step_named(code: str) -> PeerStep | None:
    return next((step for step in PEER_STEPS if step.code == code), None)
