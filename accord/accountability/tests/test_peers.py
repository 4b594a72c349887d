"""A peer review on its way: who does what when, what is unseen until given, and what becomes of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accord.accountability import actions
from accord.accountability.models import FollowUp, PeerAssignment, PeerJudgement, PeerProposal, PeerReview, Recommendation
from accord.accountability.tests.peer_stage import Peers, at
from accord.accountability.tests.test_reporting import RATED
from accord.people.models import Capacity
from accord.record import handover
from accord.record.actions import Conflict, seal
from accord.record.actions.events import problems
from accord.record.models import Card, Event

pytestmark = pytest.mark.django_db
MAY = date(2027, 5, 10)


@pytest.fixture(scope="module")
def built(one_world: None) -> Peers:
    made = Peers()
    made.drawn()
    return made


def test_the_whole_way_leaves_its_events_and_stands(stage: Peers) -> None:
    stage.bring_to("final")
    verbs = list(Event.objects.filter(card_ref="peer-reviews/XAA-r1").order_by("id").values_list("verb", flat=True))
    assert [v for v in verbs if v not in ("peer_recommendation_written", "peer_judgement_written")] == [
        "peer_round_joined", "peer_reviewers_drawn", "peer_review_accepted", "peer_review_accepted", "peer_step_questions",
        "peer_dialogue_set", "peer_step_dialogue", "peer_step_held", "peer_step_give", "peer_step_finish",
    ]  # fmt: skip
    seal()
    assert problems() == []
    PeerJudgement.objects.update(rationale="Other.")
    assert {p["ref"] for p in problems()} == {"peer-reviews/XAA-r1"}


def test_a_reviewer_declares_before_serving(stage: Peers) -> None:
    stage.drawn()
    one = stage.team()[0]
    with pytest.raises(ValidationError, match="declares"):
        actions.accept_review(one, declaration=" ", by=stage.reviewer(one))
    for by in (stage.focal_of(one.area.code), stage.people["peer_reviewer XAA"], stage.assessor):
        with pytest.raises(ValidationError, match="of the drawn country"):
            actions.accept_review(one, declaration="none", by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeerAssignment.objects.filter(pk=one.pk).update(state="accepted")
    assert actions.accept_review(one, declaration="none", by=stage.reviewer(one)).state == "accepted"
    with pytest.raises(Conflict):
        actions.accept_review(one, declaration="none", by=stage.reviewer(one))


def test_nobody_reviews_a_country_they_hold_a_hat_of_or_whose_report_they_assessed(stage: Peers) -> None:
    stage.drawn()
    one, other = stage.team()
    by = stage.reviewer(one)
    Capacity.objects.create(person=by.person, role="contributor", area=stage.home, state="active", starts_on="2020-01-01")
    with pytest.raises(ValidationError, match="holds no hat"):
        actions.accept_review(one, declaration="none", by=by)
    judge = stage.reviewer(other)
    hat = Capacity.objects.create(person=judge.person, role="assessor", area=other.area, state="active", starts_on="2020-01-01")
    stage.report.assessor = hat
    stage.report.save()
    with pytest.raises(ValidationError, match="assessed no report"):
        actions.accept_review(other, declaration="none", by=judge)


def test_a_hat_got_meanwhile_ends_the_serving(stage: Peers) -> None:
    stage.bring_to("questions")
    one = stage.team()[0]
    by = stage.reviewer(one)
    Capacity.objects.create(person=by.person, role="contributor", area=stage.home, state="active", starts_on="2020-01-01")
    with pytest.raises(ValidationError, match="Only a reviewer"):
        actions.ask_question(one, text="Why?", language="en", by=by)


def test_questions_open_when_the_team_is_whole(stage: Peers) -> None:
    stage.drawn()
    one = stage.team()[0]
    actions.accept_review(one, declaration="none", by=stage.reviewer(one))
    with pytest.raises(actions.Unmet, match="team"):
        stage.take("questions")


def test_questions_and_answers_are_public_at_once_and_a_stale_answer_is_told(stage: Peers) -> None:
    stage.bring_to("questions")
    one = stage.team()[0]
    asked = actions.ask_question(one, text="What of the law?", language="en", by=stage.reviewer(one))
    actions.answer_question(asked, text="It is drafted.", version=1, by=stage.focal)
    with pytest.raises(Conflict):
        actions.answer_question(asked, text="No.", version=1, by=stage.focal)
    with pytest.raises(ValidationError, match="focal point"):
        actions.answer_question(asked, text="Yes.", version=2, by=stage.stranger)
    told = Event.objects.get(verb="peer_question_answered")
    assert (told.body["after"]["answer"], told.audience.code) == ("It is drafted.", "public")


@pytest.mark.parametrize(
    ("day", "held_on"),
    [(date(2027, 2, 25), ""), (date(2028, 1, 1), ""), (date(2027, 5, 3), "2028-05-02"), (date(2027, 5, 3), "2026-05-04"),
     (date(2027, 12, 30), "2026")],
)  # fmt: skip
def test_a_dialogue_keeps_its_distance_and_stays_in_the_round(stage: Peers, day: date, held_on: str) -> None:
    review = stage.drawn()
    if held_on:
        given = {"body": "crc", "held_on": held_on, "document": "https://un.example/"}
        actions.enter_body_review(stage.home, given, by=stage.secretariat)
    with pytest.raises(ValidationError, match="not clear"), at(date(2027, 2, 20)):
        actions.set_dialogue(review, day, words="", version=1, by=stage.secretariat)


def test_a_dialogue_is_on_no_day_on_which_a_reviewer_is_away(stage: Peers) -> None:
    review = stage.bring_to("questions")
    away = stage.team()[1].area
    with at(date(2027, 3, 1)):
        actions.declare_absence(away, first=MAY, last=MAY + timedelta(7), by=stage.focal_of(away.code))
        with pytest.raises(ValidationError, match="not clear"):
            actions.set_dialogue(review, MAY, words="", version=1, by=stage.secretariat)
        actions.set_dialogue(review, MAY - timedelta(1), words="Online.", version=1, by=stage.secretariat)
        with pytest.raises(Conflict):
            actions.set_dialogue(review, MAY - timedelta(2), words="", version=1, by=stage.secretariat)


def test_a_date_of_another_body_that_comes_later_shuts_the_step(stage: Peers) -> None:
    review = stage.bring_to("questions")
    with at(date(2027, 3, 1)):
        actions.set_dialogue(review, MAY, words="", version=1, by=stage.secretariat)
        given = {"body": "upr", "held_on": "2028-01", "document": "https://un.example/"}
        actions.enter_body_review(stage.home, given, by=stage.secretariat)
        with pytest.raises(actions.Unmet, match="clear"):
            stage.take("dialogue")
        with pytest.raises(actions.Unmet, match="reason"):
            stage.take("aside")
        assert stage.take("aside", reason="The UPR comes in January 2028.").state == "aside"


def test_what_is_not_answered_holds_the_dialogue_up_until_it_is_near(stage: Peers) -> None:
    review = stage.bring_to("questions")
    one = stage.team()[0]
    actions.ask_question(one, text="What of the law?", language="en", by=stage.reviewer(one))
    with at(date(2027, 3, 1)):
        actions.set_dialogue(review, MAY, words="", version=1, by=stage.secretariat)
        with pytest.raises(actions.Unmet, match="advance question"):
            stage.take("dialogue")
    with at(MAY - timedelta(14)):
        assert stage.take("dialogue").state == "dialogue"
        with pytest.raises(actions.Unmet, match="has come"):
            stage.take("held")


def test_a_reviewer_recommends_no_more_than_the_round_allows(stage: Peers) -> None:
    stage.bring_to("recommending")
    one, other = stage.team()
    given = {"text": "Pass the law.", "due": date(2028, 1, 1), "language": "en"}
    with at(MAY):
        made = [actions.propose_recommendation(one, given, version=0, by=stage.reviewer(one)) for _n in range(2)]
        with pytest.raises(ValidationError, match="2 recommendations at most"):
            actions.propose_recommendation(one, given, version=0, by=stage.reviewer(one))
        actions.propose_recommendation(one, given | {"text": "Pass it soon."}, version=1, by=stage.reviewer(one), of=made[0])
        with pytest.raises(Conflict):
            actions.propose_recommendation(one, given, version=1, by=stage.reviewer(one), of=made[0])
        with pytest.raises(ValidationError, match="to come"):
            actions.propose_recommendation(other, given | {"due": MAY}, version=0, by=stage.reviewer(other))
        with pytest.raises(ValidationError, match="Only a reviewer"):
            actions.propose_recommendation(one, given, version=0, by=stage.reviewer(other))
        with pytest.raises(actions.Unmet, match="Each reviewer"):
            stage.take("give")
        actions.drop_proposal(made[1], version=made[1].version, by=stage.reviewer(one))
    assert PeerProposal.objects.count() == 1


def test_given_recommendations_stand_among_all_others_and_are_answered_and_followed_there(stage: Peers) -> None:
    stage.bring_to("answers")
    rows = list(Recommendation.objects.filter(body="own").order_by("ref"))
    assert [(r.ref, r.symbol, r.response) for r in rows] == [
        ("XAA-own2027-1", "XAA-r1", "pending"), ("XAA-own2027-2", "XAA-r1", "pending"),
    ]  # fmt: skip
    assert {r.from_area.code for r in rows if r.from_area} == {one.area.code for one in stage.team()}
    assert Card.objects.filter(ref="recommendations/XAA-own2027-1", audience__code="public").exists()
    with at(date(2027, 6, 1)):
        with pytest.raises(actions.Unmet, match="answer"):
            stage.take("finish")
        for row in rows:
            actions.answer_recommendation(row, response="noted", reason="No money.", version=1, by=stage.focal)
        assert stage.take("finish").state == "final"
        with pytest.raises(ValidationError, match="carried out"):
            actions.tell_midterm(stage.review(), text="Half of it.", version=stage.review().version, by=stage.focal)
        told = {"progress": "in_progress", "rationale": "Begun.", "language": "en"}
        for row in rows:
            actions.follow_up(row, told, view=FollowUp.View.GOVERNMENT, version=0, by=stage.focal)
        review = actions.tell_midterm(stage.review(), text="Half of it.", version=stage.review().version, by=stage.focal)
    assert (review.state, review.midterm_due) == ("midterm", date(2029, 6, 1))


def test_judgements_ask_for_evidence_and_a_published_commitment(stage: Peers) -> None:
    stage.bring_to("dialogue")
    one = stage.team()[0]
    by = stage.reviewer(one)
    with pytest.raises(ValidationError, match="evidence"):
        actions.judge_as_peer(one, stage.commitment, RATED | {"completion": "complete"}, version=0, by=by)
    draft = actions.draft_commitment({"title": "x", "text": "y"}, by=stage.focal)
    with pytest.raises(ValidationError, match="published"):
        actions.judge_as_peer(one, draft, RATED, version=0, by=by)
    actions.judge_as_peer(one, stage.commitment, RATED, version=0, by=by)
    with pytest.raises(Conflict):
        actions.judge_as_peer(one, stage.commitment, RATED, version=0, by=by)
    assert "Not seen." not in str(Event.objects.get(verb="peer_judgement_written").body)


def test_the_country_replies_to_a_judgement_in_time(stage: Peers) -> None:
    stage.bring_to("answers")
    found = PeerJudgement.objects.select_related("assignment").all()[0]
    with at(date(2027, 6, 1)):
        actions.reply_to_peer(found, text="It was done.", version=1, by=stage.focal)
        with pytest.raises(Conflict):
            actions.reply_to_peer(found, text="Again.", version=1, by=stage.focal)
        with pytest.raises(ValidationError, match="focal point"):
            actions.reply_to_peer(found, text="Ours.", version=2, by=stage.stranger)
    with pytest.raises(Conflict), at(date(2027, 9, 1)):
        actions.reply_to_peer(found, text="Late.", version=2, by=stage.focal)


def test_declining_after_accepting_takes_along_what_was_not_given(stage: Peers) -> None:
    stage.bring_to("dialogue")
    one = stage.team()[0]
    actions.judge_as_peer(one, stage.commitment, RATED, version=0, by=stage.reviewer(one))
    with pytest.raises(ValidationError, match="why"):
        actions.decline_review(one, reason=" ", by=stage.reviewer(one))
    with pytest.raises(ValidationError, match="reviewer alone"):
        actions.decline_review(one, reason="Not in our interest.", by=stage.focal_of(one.area.code))
    assert PeerJudgement.objects.exists()
    actions.decline_review(one, reason="Ill.", by=stage.reviewer(one))
    assert not PeerJudgement.objects.exists()
    with pytest.raises(Conflict):
        actions.decline_review(one, reason="Again.", by=stage.reviewer(one))


def test_a_reviewer_whose_capacity_ended_is_followed_by_another_of_the_country(stage: Peers) -> None:
    stage.bring_to("dialogue")
    one = stage.team()[0]
    by = stage.reviewer(one)
    actions.judge_as_peer(one, stage.commitment, RATED, version=0, by=by)
    assert handover.set_free(by) == 1
    one.refresh_from_db()
    assert (one.state, one.by, PeerJudgement.objects.count()) == ("offered", None, 0)


OFFICERS_STEPS = {
    "questions": "scheduled",
    "dialogue": "questions",
    "held": "dialogue",
    "give": "recommending",
    "finish": "answers",
}


@pytest.mark.parametrize("who", ["focal", "stranger", "assessor", "reviewer", "officer with a hat"])
def test_steps_are_an_officers_who_holds_no_hat_of_the_country(stage: Peers, who: str) -> None:
    stage.drawn()
    stage.accept_all()
    by: Any = stage.people["peer_reviewer XAB"] if who == "reviewer" else getattr(stage, who, stage.secretariat)
    if who == "officer with a hat":
        Capacity.objects.create(person=by.person, role="contributor", area=stage.home, state="active", starts_on="2020-01-01")
    stage.secretariat = by
    with pytest.raises(ValidationError, match="Only an officer"):
        stage.take("questions")
    assert PeerReview.objects.get(area=stage.home).state == "scheduled"
