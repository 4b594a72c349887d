"""A peer review on its way: accepted, asked, answered, held, recommended, judged, replied to, final, told at mid-term."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accord.accountability.access import is_outside, may_review, reply_is_open
from accord.accountability.actions.headings import place
from accord.accountability.actions.imports import numbered, taken_numbers
from accord.accountability.actions.peer_cards import tell_of_review
from accord.accountability.actions.recommendations import publish
from accord.accountability.models import (
    Commitment,
    PeerAssignment,
    PeerJudgement,
    PeerProposal,
    PeerQuestion,
    PeerReview,
    Recommendation,
)  # fmt: skip
from accord.accountability.models.peers import ANSWER_DAYS, MIDTERM_MONTHS, respond_by
from accord.accountability.peer_standing import judgement_content
from accord.accountability.peer_states import PeerStep
from accord.accountability.reads.peer_days import day_is_clear, held_by_others
from accord.accountability.reads.peer_facts import peer_facts
from accord.accountability.standing import RATED
from accord.accountability.states import COUNTRY
from accord.calc.months import months_after
from accord.kit import clock
from accord.kit.pages import plain
from accord.people.models import Capacity, Role
from accord.record.actions import Conflict, append, link
from accord.record.models import Card
from accord.record.steps import Unmet

State = PeerReview.State
Offer = PeerAssignment.State
TEXT_NAMES = ("text", "language")


def held_review(pk: int, *states: str) -> PeerReview:
    """The row, held. Raises Conflict where it went on meanwhile."""
    row = PeerReview.objects.select_for_update(of=("self",)).select_related("round__cycle", "area").get(pk=pk)
    if states and row.state not in states:
        raise Conflict({"state": row.get_state_display()}, {"state": State(states[0]).label})
    return row


def _of_country(by: Capacity, review: PeerReview) -> None:
    if by.area_id != review.area_id or by.role not in COUNTRY:
        raise ValidationError(_("Only the reviewed country’s focal point answers for it."))


def _officer(by: Capacity, review: PeerReview) -> None:
    active = by.person.active_capacities().filter(pk=by.pk).exists()
    if by.role != Role.SECRETARIAT or not active or by.world != review.area.world or not is_outside(by.person, review.area):
        raise ValidationError(_("Only an officer who holds no hat of the reviewed country takes this step."))


def _serves(assignment: PeerAssignment, by: Capacity, review: PeerReview) -> PeerAssignment:
    """The row as it is now; whoever reviews has accepted, and still may."""
    row = PeerAssignment.objects.select_related("area").get(pk=assignment.pk)
    if row.state != Offer.ACCEPTED or row.by_id != by.pk or not may_review(by, row.area, review.area):
        raise ValidationError(_("Only a reviewer of the team does this."))
    return row


@transaction.atomic
def accept_review(assignment: PeerAssignment, *, declaration: str, by: Capacity, language: str = "en") -> PeerAssignment:
    """The reviewer declares what could conflict, and the place is theirs. Raises Conflict where it was answered meanwhile."""
    review = held_review(assignment.review_id, *PeerReview.IN_COURSE)
    row = PeerAssignment.objects.select_related("area").get(pk=assignment.pk)
    if row.state != Offer.OFFERED:
        raise Conflict({"state": row.get_state_display()}, {"state": Offer.OFFERED.label})
    if not may_review(by, row.area, review.area) or not declaration.strip():
        raise ValidationError(
            _("A reviewer is of the drawn country, holds no hat of the reviewed one, has assessed no report of it, and declares.")
        )
    row.state, row.by, row.declaration, row.language, row.answered_on = Offer.ACCEPTED, by, declaration, language, clock.today()
    row.save()
    tell_of_review("peer_review_accepted", review, by=by, after={"area": row.area.code, "declaration": declaration})
    return row


@transaction.atomic
def decline_review(assignment: PeerAssignment, *, reason: str, by: Capacity, language: str = "en") -> PeerAssignment:
    """With a reason; after accepting by the reviewer alone, and what was written and not given goes with it."""
    review = held_review(assignment.review_id, *PeerReview.IN_COURSE)
    row = PeerAssignment.objects.select_related("area").get(pk=assignment.pk)
    if row.is_gone:
        raise Conflict({"state": row.get_state_display()}, {"state": Offer.OFFERED.label})
    own = row.by_id == by.pk if row.state == Offer.ACCEPTED else by.role in (*COUNTRY, Role.PEER_REVIEWER)
    if by.area_id != row.area_id or not own or not reason.strip():
        raise ValidationError(_("The drawn country declines, once it has accepted its reviewer alone, and says why."))
    _forget(row)
    row.state, row.reason, row.language, row.answered_on, row.by = Offer.DECLINED, reason, language, clock.today(), None
    row.save()
    tell_of_review("peer_review_declined", review, by=by, reason=reason, after={"area": row.area.code})
    return row


def _forget(row: PeerAssignment) -> None:
    row.judgements.all().delete()
    row.proposals.all().delete()


def free_reviews(old: Capacity) -> int:
    """What a reviewer whose capacity ended had accepted and not finished is offered to the country anew. Returns how many."""
    rows = PeerAssignment.objects.filter(by=old, state=Offer.ACCEPTED, review__state__in=PeerReview.IN_COURSE)
    found = list(rows.select_related("area", "review__round", "review__area"))
    for row in found:
        row.judgements.all().delete()  # with an own declaration come own judgements
        row.state, row.by, row.declaration, row.answered_on = Offer.OFFERED, None, "", None
        row.offered_on, row.respond_by = clock.today(), respond_by(clock.today())
        row.save()
        tell_of_review("peer_review_offered_anew", row.review, by=None, after={"area": row.area.code})
    return len(found)


@transaction.atomic
def set_dialogue(review: PeerReview, day: date, *, words: str, version: int, by: Capacity, language: str = "en") -> PeerReview:
    """The day and where it is held; once it was held, where its record stands. Raises ValidationError for a day not clear,
    Conflict on a stale `version`."""
    row = held_review(review.pk, *PeerReview.IN_COURSE, State.ANSWERS)
    _officer(by, row)
    if version != row.version:
        raise Conflict({"day": row.dialogue_on, "words": row.dialogue_words}, {"day": day, "words": words})
    held = row.state in (State.RECOMMENDING, State.ANSWERS)
    if held and day != row.dialogue_on:
        raise ValidationError(_("The dialogue was held: its day stands fast."))
    if not held and (day < clock.today() or not day_is_clear(row, day, held_by_others([row.area]).get(row.area_id, []))):
        raise ValidationError(
            _("This day is not clear: within the round, 12 months away from the UPR and the Committee, with all reviewers there.")
        )
    before = plain({"day": row.dialogue_on, "words": row.dialogue_words})
    row.dialogue_on, row.dialogue_words, row.dialogue_language, row.version = day, words, language, row.version + 1
    row.save()
    tell_of_review("peer_dialogue_set", row, by=by, before=before, after={"day": day.isoformat(), "words": words})
    return row


@transaction.atomic
def ask_question(assignment: PeerAssignment, *, text: str, language: str, by: Capacity) -> PeerQuestion:
    review = held_review(assignment.review_id, State.QUESTIONS)
    row = _serves(assignment, by, review)
    made = PeerQuestion.objects.create(review=review, assignment=row, text=text, language=language, asked_on=clock.today())
    tell_of_review("peer_question_asked", review, by=by, after={"area": row.area.code, "text": text})
    return made


@transaction.atomic
def answer_question(question: PeerQuestion, *, text: str, version: int, by: Capacity, language: str = "en") -> PeerQuestion:
    """Raises Conflict on a stale `version`."""
    review = held_review(question.review_id, State.QUESTIONS, State.DIALOGUE)
    _of_country(by, review)
    row = PeerQuestion.objects.get(pk=question.pk)
    if version != row.version:
        raise Conflict({"text": row.answer}, {"text": text})
    before = row.answer
    row.answer, row.answer_language, row.answered_by, row.answered_on = text, language, by, clock.today()
    row.version += 1
    row.save()
    tell_of_review(
        "peer_question_answered", review, by=by, before={"answer": before}, after={"question": row.text, "answer": text}
    )
    return row


@transaction.atomic
def propose_recommendation(
    assignment: PeerAssignment, given: Mapping[str, Any], *, version: int, by: Capacity, of: PeerProposal | None = None
) -> PeerProposal:
    """A recommendation, unseen by others until all are given. `given`: text, due, language; `of` to change one. Raises
    ValidationError beyond the round's limit or for a day that has passed."""
    review = held_review(assignment.review_id, State.RECOMMENDING)
    row = _serves(assignment, by, review)
    made = _own(row, of.pk) if of else PeerProposal(assignment=row, version=0)
    if version != (made.version if of else 0):
        raise Conflict({"text": made.text, "due": made.due}, dict(given))
    if of is None and row.proposals.count() >= review.round.most:
        raise ValidationError(_("A reviewer gives %(n)s recommendations at most.") % {"n": review.round.most})
    if given["due"] <= clock.today():
        raise ValidationError(_("Name a day to come, until when you recommend it."))
    made.text, made.due, made.language, made.version = given["text"], given["due"], given["language"], made.version + 1
    made.save()
    tell_of_review("peer_recommendation_written", review, by=by, after={"area": row.area.code})
    return made


def _own(row: PeerAssignment, pk: int) -> PeerProposal:
    found = row.proposals.filter(pk=pk).first()
    if found is None:
        raise Conflict({}, {})  # it was taken out meanwhile
    return found


@transaction.atomic
def drop_proposal(proposal: PeerProposal, *, version: int, by: Capacity) -> None:
    """Raises Conflict on a stale `version`: what was not read is not taken out."""
    review = held_review(proposal.assignment.review_id, State.RECOMMENDING)
    row = _serves(proposal.assignment, by, review)
    found = _own(row, proposal.pk)
    if version != found.version:
        raise Conflict({"text": found.text, "due": found.due}, {})
    found.delete()
    tell_of_review("peer_recommendation_dropped", review, by=by, after={"area": row.area.code})


@transaction.atomic
def judge_as_peer(
    assignment: PeerAssignment, commitment: Commitment, given: Mapping[str, Any], *, version: int, by: Capacity
) -> PeerJudgement:
    """Unseen by others until all are given: the event says that one was written, not which. Raises Conflict where stale."""
    review = held_review(assignment.review_id, State.DIALOGUE, State.RECOMMENDING)
    row = _serves(assignment, by, review)
    public = Commitment.objects.filter(kind=Commitment.Kind.COMMITMENT).exclude(state=Commitment.State.DRAFT)
    if not public.filter(pk=commitment.pk, area=review.area).exists():
        raise ValidationError(_("This is no published commitment of that country."))
    found = PeerJudgement.objects.select_for_update(of=("self",)).filter(assignment=row, commitment=commitment).first()
    if (found.version if found else 0) != version:
        raise Conflict({name: getattr(found, name, "") for name in RATED}, dict(given))
    if given["completion"] in ("substantial", "complete") and not given["evidence"].strip():
        raise ValidationError(_("Name the evidence, or say Limited or No evidence."))
    found = found or PeerJudgement(assignment=row, commitment=commitment, version=0)
    for name in RATED:
        setattr(found, name, given[name])
    found.by, found.version, found.language = by, version + 1, given.get("language", "en")
    found.save()
    tell_of_review("peer_judgement_written", review, by=by, after={"commitment": commitment.ref})
    return found


@transaction.atomic
def reply_to_peer(judgement: PeerJudgement, *, text: str, version: int, by: Capacity, language: str = "en") -> PeerJudgement:
    """The right of reply, printed beside the judgement. Raises Conflict on a stale `version` or too late."""
    review = held_review(judgement.assignment.review_id)
    _of_country(by, review)
    row = PeerJudgement.objects.select_related("commitment").get(pk=judgement.pk)
    if version != row.reply_version or not reply_is_open(review):
        raise Conflict({"text": row.reply, "state": review.get_state_display()}, {"text": text})
    row.reply, row.replied_by, row.replied_on, row.reply_version = text, by, clock.today(), version + 1
    row.reply_language = language
    row.save()
    after = {"commitment": row.commitment.ref, "reply": text, "judgement": plain(judgement_content(row))}
    tell_of_review("peer_judgement_replied", review, by=by, after=after)
    return row


@transaction.atomic
def take_peer_step(review: PeerReview, step: PeerStep, *, by: Capacity, reason: str = "") -> PeerReview:
    """Raises Unmet where a guard does not hold, Conflict where it went on meanwhile, ValidationError for who may not."""
    row = held_review(review.pk, *step.starts)
    _officer(by, row)
    facts = peer_facts(row)
    if unmet := [str(guard.words) for guard in step.guards if not guard.holds(facts)]:
        raise Unmet(unmet)
    if step.needs_reason and not reason.strip():
        raise Unmet([_("A reason is needed.")])
    before, row.state = row.state, step.end
    AFTER.get(step.end, _nothing)(row, reason)
    row.save()
    after: dict[str, Any] = {"state": step.end}
    if step.end == State.ANSWERS:
        after |= {"recommendations": _give(row, by), "judgements": _judged(row)}
    tell_of_review(f"peer_step_{step.code}", row, by=by, reason=reason, before={"state": before}, after=after)
    return row


def _judged(row: PeerReview) -> Any:
    judged = PeerJudgement.objects.filter(assignment__review=row, assignment__state=Offer.ACCEPTED)
    told = (
        {"of": j.assignment.area.code} | judgement_content(j) for j in judged.select_related("assignment__area", "commitment")
    )
    return plain(sorted(told, key=lambda one: (str(one["commitment"]), str(one["of"]))))


def _nothing(row: PeerReview, reason: str) -> None:
    """Most states bring nothing but themselves."""


def _answers(row: PeerReview, reason: str) -> None:
    row.given_on, row.answer_until = clock.today(), clock.today() + timedelta(days=ANSWER_DAYS)


def _final(row: PeerReview, reason: str) -> None:
    row.final_on, row.midterm_due = clock.today(), months_after(clock.today(), MIDTERM_MONTHS)


def _set_aside(row: PeerReview, reason: str) -> None:
    row.reason = reason


AFTER: dict[str, Callable[[PeerReview, str], None]] = {State.ANSWERS: _answers, State.FINAL: _final, State.ASIDE: _set_aside}


def _give(review: PeerReview, by: Capacity) -> list[dict[str, str]]:
    """Each into the table of recommendations, as one of our own reviews, with its card: there they are answered and followed."""
    rows = PeerProposal.objects.filter(assignment__review=review, assignment__state=Offer.ACCEPTED)
    taken = taken_numbers(Recommendation, {review.area_id: review.area})
    today, told = clock.today(), []
    for proposal in rows.select_related("assignment__area").order_by("assignment__place", "pk"):
        made = Recommendation.objects.create(
            ref=numbered(f"own{today.year}", taken, review.area.code),
            key=hashlib.sha256(f"peer/{review.ref}/{proposal.pk}".encode()).hexdigest(),
            area=review.area, body=Recommendation.Body.OWN, symbol=review.ref, given_on=today.isoformat(),
            from_words=proposal.assignment.area.names.get("en", ""), from_area=proposal.assignment.area, text=proposal.text,
            language=proposal.language, response=Recommendation.Response.PENDING, source=f"Accord, {review.ref}",
        )  # fmt: skip
        proposal.recommendation = made
        proposal.save(update_fields=["recommendation"])
        place([made])
        card = publish(made)
        link(card, "part_of", Card.objects.get(ref=f"peer-reviews/{review.ref}"))
        after = {"from": proposal.assignment.area.code, "text": made.text, "due": proposal.due.isoformat()}
        append("peer_recommendation_given", card, by=by, after=after)
        told.append({"ref": made.ref, **after})
    return told


@transaction.atomic
def tell_midterm(review: PeerReview, *, text: str, version: int, by: Capacity, language: str = "en") -> PeerReview:
    """What became of it at mid-term, once how far each recommendation is carried out is told. May be told anew."""
    row = held_review(review.pk, State.FINAL, State.MIDTERM)
    _of_country(by, row)
    if version != row.version:
        raise Conflict({"text": row.midterm}, {"text": text})
    if peer_facts(row).untold:
        raise ValidationError(_("Tell first how far each recommendation is carried out."))
    before = row.midterm
    row.state, row.midterm, row.midterm_language, row.midterm_on = State.MIDTERM, text, language, clock.today()
    row.version += 1
    row.save()
    tell_of_review("peer_midterm_told", row, by=by, before={"text": before}, after={"text": text})
    return row
