"""The page of a peer review: who reviews, what was asked, recommended, judged and answered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.accountability.access import (
    access_peer_review,
    acting_for,
    deciding_officer,
    declining_hat,
    may_replace,
    reply_is_open,
    reviewer_hat,
    serving,
)  # fmt: skip
from accord.accountability.models import (
    Commitment,
    PeerAssignment,
    PeerJudgement,
    PeerProposal,
    PeerQuestion,
    PeerReview,
    PeerRound,
    Recommendation,
    Report,
    ShadowReport,
)  # fmt: skip
from accord.accountability.peer_states import PeerFacts, PeerStep, peer_steps_from
from accord.accountability.reads.peer_calendar import AssignmentLine, ReviewLine, assignment_line, review_line
from accord.accountability.reads.peer_days import HeldBy, aside_words, clear_days, held_by_others
from accord.accountability.reads.peer_facts import peer_facts
from accord.accountability.reads.peers_said import PeersSaid, summed
from accord.accountability.reads.reports import GuardLine, Offer, Stage
from accord.accountability.reads.stakeholders import in_sight
from accord.accountability.states import COUNTRY
from accord.kit import clock
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, history

HTML_ONLY = {"html_only": True}
State = PeerReview.State


@dataclass(frozen=True)
class InputLine:
    """What reviewers read before they ask: `count` of what stands there."""

    words: str
    url: str
    count: int | None = None


@dataclass(frozen=True)
class QuestionLine:
    number: int
    area: dict[str, str]
    text: str
    language: str
    asked_on: date
    answer: str
    answer_language: str
    answered_on: date | None


@dataclass(frozen=True)
class GivenLine:
    """`ref` and `url` once it is given; before, its writer alone sees it. `number` to change it."""

    number: int
    area: dict[str, str]
    text: str
    language: str
    due: date
    ref: str
    url: str
    response: str
    response_words: str
    reason: str
    reason_language: str
    progress_words: str


@dataclass(frozen=True)
class JudgedLine:
    ref: str
    title: str
    lang: str
    url: str
    said: PeersSaid | None


@dataclass(frozen=True)
class ReviewPage:
    line: ReviewLine
    iso3: str
    world: str
    round: dict[str, str]
    round_url: str
    reason: str
    stages: list[Stage]
    held: list[HeldBy]
    clear: list[tuple[date, date]]
    dialogue_words: str
    dialogue_language: str
    inputs: list[InputLine]
    questions: list[QuestionLine]
    given: list[GivenLine]
    most: int
    answer_until: date | None
    judged: list[JudgedLine]
    midterm: str
    midterm_language: str
    midterm_on: date | None
    midterm_due: date | None
    overdue: list[str]
    history: list[HistoryLine]
    offers: list[Offer] = field(default_factory=list, metadata=HTML_ONLY)
    own: list[GivenLine] = field(default_factory=list, metadata=HTML_ONLY)
    may_leave: bool = field(default=False, metadata=HTML_ONLY)
    may_set_dialogue: bool = field(default=False, metadata=HTML_ONLY)
    may_enter_day: bool = field(default=False, metadata=HTML_ONLY)
    may_ask: bool = field(default=False, metadata=HTML_ONLY)
    may_answer: bool = field(default=False, metadata=HTML_ONLY)
    may_recommend: bool = field(default=False, metadata=HTML_ONLY)
    may_add: bool = field(default=False, metadata=HTML_ONLY)
    may_judge: bool = field(default=False, metadata=HTML_ONLY)
    may_reply: bool = field(default=False, metadata=HTML_ONLY)
    may_tell_midterm: bool = field(default=False, metadata=HTML_ONLY)


def peer_review_page(ref: str, user: Reader) -> ReviewPage:
    review = access_peer_review(user, ref)
    team = list(review.assignments.select_related("area", "by", "review__round", "review__area"))
    held = held_by_others([review.area]).get(review.area_id, [])
    mine = serving(user, review)
    officer, ours = deciding_officer(user, review.area), acting_for(user, review.area, COUNTRY) is not None
    given = _given(review)
    facts = peer_facts(review) if officer and peer_steps_from(review.state) else None
    own = _own(mine[0]) if mine and review.state == State.RECOMMENDING else []
    lines = review_line(review, ())
    return ReviewPage(
        line=ReviewLine(**(vars(lines) | {"team": [_with_acts(a, user) for a in team]})),
        iso3=review.area.iso3 or "",
        world=review.area.world,
        round=review.round.names,
        round_url=review.round.url,
        reason=aside_words(review),
        stages=_stages(review),
        held=held,
        clear=[(span.first, span.last) for span in clear_days(review.round, held)],
        dialogue_words=review.dialogue_words,
        dialogue_language=review.dialogue_language,
        inputs=_inputs(review),
        questions=[_question(q) for q in review.questions.select_related("assignment__area")],
        given=given,
        most=review.round.most,
        answer_until=review.answer_until,
        judged=_judged(review, mine[0] if mine else None),
        midterm=review.midterm,
        midterm_language=review.midterm_language,
        midterm_on=review.midterm_on,
        midterm_due=review.midterm_due,
        overdue=_overdue(review, team, given),
        history=history(Card.objects.get(ref=f"peer-reviews/{ref}"), user),
        offers=[_offer(s, facts) for s in peer_steps_from(review.state)] if facts else [],
        own=own,
        may_leave=ours and review.state == State.JOINED and review.round.state == PeerRound.State.JOINING,
        may_set_dialogue=officer is not None and review.state in (*PeerReview.IN_COURSE, State.ANSWERS),
        may_enter_day=officer is not None,
        may_ask=mine is not None and review.state == State.QUESTIONS,
        may_answer=ours and review.state in (State.QUESTIONS, State.DIALOGUE),
        may_recommend=mine is not None and review.state == State.RECOMMENDING,
        may_add=mine is not None and review.state == State.RECOMMENDING and len(own) < review.round.most,
        may_judge=mine is not None and review.state in (State.DIALOGUE, State.RECOMMENDING),
        may_reply=ours and reply_is_open(review),
        may_tell_midterm=ours and review.state in (State.FINAL, State.MIDTERM),
    )


def _with_acts(a: PeerAssignment, user: Reader) -> AssignmentLine:
    """With what this reader may do; who is signed out costs no query."""
    line = assignment_line(a)
    if not user.is_authenticated:
        return line
    offered = a.state == PeerAssignment.State.OFFERED and a.review.state in PeerReview.IN_COURSE
    acts = {
        "may_accept": offered and reviewer_hat(user, a) is not None, "may_decline": declining_hat(user, a) is not None,
        "may_replace": may_replace(user, a) is not None,
    }  # fmt: skip
    return AssignmentLine(**(vars(line) | acts))


def _offer(step: PeerStep, facts: PeerFacts) -> Offer:
    lines = [GuardLine(str(guard.words), guard.holds(facts)) for guard in step.guards]
    return Offer(step.code, str(step.words), lines, all(one.holds for one in lines), warning="aside" if step.aside else "")


def _stages(review: PeerReview) -> list[Stage]:
    days = {
        State.JOINED: review.joined_on, State.SCHEDULED: review.round.drawn_on, State.DIALOGUE: review.dialogue_on,
        State.ANSWERS: review.given_on, State.FINAL: review.final_on, State.MIDTERM: review.midterm_on,
    }  # fmt: skip
    if review.state not in PeerReview.WAY:
        return []
    at = PeerReview.WAY.index(State(review.state))
    return [Stage(str(state.label), days.get(state), n <= at) for n, state in enumerate(PeerReview.WAY)]


def _inputs(review: PeerReview) -> list[InputLine]:
    """As in the UPR: the national report, what others say, the figures; and the records of the two bodies. Four queries."""
    area, cycle = review.area, review.round.cycle
    found = []
    if cycle:
        report = Report.objects.filter(area=area, cycle=cycle).told().first()
        found.append(InputLine(_("The country’s report"), report.url if report else ""))
        shadows = ShadowReport.objects.filter(in_sight(), area=area, cycle=cycle).count()
        found.append(InputLine(_("Shadow reports of civil society"), f"shadow-reports/?country={area.code}", shadows))
    found.append(InputLine(_("Figures, law and promises of the country"), area.url))
    for body in (Recommendation.Body.UPR, Recommendation.Body.CRC):
        count = Recommendation.objects.filter(area=area, body=body).count()
        url = f"recommendations/?country={area.code}&body={body.value}"
        found.append(InputLine(_("Recommendations: %(body)s") % {"body": body.label}, url, count))
    return found


def _question(q: PeerQuestion) -> QuestionLine:
    return QuestionLine(q.pk, q.assignment.area.names, q.text, q.language, q.asked_on, q.answer, q.answer_language, q.answered_on)


def _given(review: PeerReview) -> list[GivenLine]:
    if review.state not in PeerReview.GIVEN:
        return []
    rows = PeerProposal.objects.filter(assignment__review=review, recommendation__isnull=False)
    rows = rows.select_related("recommendation", "assignment__area").order_by("assignment__place", "pk")
    return [_given_line(p) for p in rows]


def _own(mine: PeerAssignment) -> list[GivenLine]:
    return [_given_line(p) for p in mine.proposals.select_related("assignment__area", "recommendation").order_by("pk")]


def _given_line(p: PeerProposal) -> GivenLine:
    r = p.recommendation
    if r is None:
        return GivenLine(p.pk, p.assignment.area.names, p.text, p.language, p.due, "", "", "", "", "", "en", "")
    progress = str(r.get_progress_display()) if r.progress else ""
    return GivenLine(
        p.pk, p.assignment.area.names, r.text, r.language, p.due, r.ref, f"recommendations/{r.ref}/", r.response,
        str(r.get_response_display()), r.response_reason, r.response_language, progress,
    )  # fmt: skip


def _judged(review: PeerReview, mine: PeerAssignment | None) -> list[JudgedLine]:
    """Until they are given a reviewer sees its own alone, beside all commitments that it may judge. Two queries."""
    shown = review.state in PeerReview.GIVEN
    if not shown and (mine is None or review.state not in (State.DIALOGUE, State.RECOMMENDING)):
        return []
    rows = PeerJudgement.objects.filter(assignment__review=review, assignment__state=PeerAssignment.State.ACCEPTED)
    rows = rows if shown else rows.filter(assignment=mine)
    by_commitment: dict[int, list[PeerJudgement]] = defaultdict(list)
    for row in rows.select_related("assignment__area", "assignment__review"):
        by_commitment[row.commitment_id].append(row)
    standing = Commitment.objects.standing().filter(area=review.area, kind=Commitment.Kind.COMMITMENT).values("pk")
    pks = Q(pk__in=by_commitment) if shown else Q(pk__in=by_commitment) | Q(pk__in=standing)
    asked = Commitment.objects.in_sight().filter(pks)
    return [
        JudgedLine(c.ref, c.heading, c.language, c.url, summed(by_commitment[c.pk]) if c.pk in by_commitment else None)
        for c in asked.order_by("pk")
    ]


def _overdue(review: PeerReview, team: Iterable[PeerAssignment], given: Iterable[GivenLine]) -> list[str]:
    """What should have come by now and has not."""
    today = clock.today()
    found = [_("%(country)s has not answered the offer to review.") % {"country": a.area.name} for a in team if a.is_overdue()]
    unanswered = any(one.response == Recommendation.Response.PENDING for one in given)
    if review.state == State.ANSWERS and unanswered and review.answer_until and today > review.answer_until:
        found.append(_("Recommendations are not answered; the time to answer has passed."))
    if review.state == State.FINAL and review.midterm_due and today > review.midterm_due:
        found.append(_("The mid-term is not told; it was due."))
    return found
