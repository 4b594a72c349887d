"""A question to the owner of a practice, for the two who may read it."""

from dataclasses import dataclass, field
from datetime import date

from django.http import Http404

from accord.learning.access import access_practice, owner_hat
from accord.learning.models import Practice, Question
from accord.moderation.reads.hidden import Stub, hidden_parts
from accord.record.models import Card, Reader


@dataclass(frozen=True)
class QuestionLine:
    """`asked_as` is the capacity; names stay out."""

    id: int
    url: str
    text: str
    language: str
    asked_as: str
    asked_on: date
    answer: str
    answer_language: str
    answered_as: str
    answered_on: date | None
    hidden: Stub | None = None  # in the place of its words
    answer_hidden: Stub | None = None


@dataclass(frozen=True)
class QuestionPage:
    line: QuestionLine
    title: str  # of the practice, or of the adoption that it is about
    language: str
    practice_url: str
    world: str
    may_answer: bool = field(default=False, metadata={"html_only": True})


def question_line(q: Question, practice: Practice) -> QuestionLine:
    """What was hidden has its day and ground in its place."""
    cards = Card.objects.filter(ref__in=[f"practices/{practice.ref}", *([f"adoptions/{q.adoption.ref}"] if q.adoption else [])])
    stubs = {part: stub for (_card, part), stub in hidden_parts(cards).items()}
    asked, answered = (stubs.get(f"{of}/{q.pk}") for of in ("questions", "answers"))
    return QuestionLine(
        q.pk, f"{practice.url}questions/{q.pk}/", "" if asked else q.text, q.language, str(q.asked_as or ""), q.asked_on,
        "" if answered else q.answer, q.answer_language or q.language, str(q.answered_as or ""), q.answered_on, asked, answered,
    )  # fmt: skip


def question_page(ref: str, number: int, user: Reader) -> QuestionPage:
    """Who asked and who acts for the owner; for anyone else it does not exist."""
    p = access_practice(user, ref)
    tied = ("asked_as__area", "asked_as__organisation", "answered_as__area", "answered_as__organisation")
    q = (
        p.questions.filter(pk=number)
        .select_related(*tied, "adoption__area", "adoption__owner", "practice__area", "practice__owner")
        .first()
    )
    if q is None:
        raise Http404
    ours = owner_hat(user, q.to) is not None
    if not (ours or q.person_id == user.pk):
        raise Http404
    line = question_line(q, p)
    may_answer = ours and q.answered_on is None and not line.hidden
    return QuestionPage(line, q.to.title, q.to.language, q.to.url, p.world, may_answer)
