"""A question to whoever answers for a practice: a task there, a mail as notice, no public trace of who asked."""

from collections.abc import Callable

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accord.kit import clock
from accord.kit.asked import on_this_site
from accord.learning.access.hats import acts_for
from accord.learning.actions.cards import acting_for_party
from accord.learning.actions.practices import held_practice
from accord.learning.actions.telling import tell_of_practice
from accord.learning.models import Adoption, Practice, Question
from accord.people.models import Capacity, Person, World
from accord.record.actions import Conflict, append

MOST_OPEN = 5  # of one person to one practice


@transaction.atomic
def ask_owner(practice: Practice, *, text: str, language: str, by: Capacity, adoption: Adoption | None = None) -> Question:
    """With `adoption` its adopter is asked. Raises Conflict where the practice is not public (any more) or the adoption was
    withdrawn, ValueError where too many questions wait already and for an adoption of another practice."""
    row = Practice.objects.select_for_update(of=("self",)).select_related("contact__person", "area", "owner").get(pk=practice.pk)
    if row.state not in Practice.PUBLIC:
        raise Conflict({"state": str(row.get_state_display())}, {})
    if adoption is not None:
        adoption = Adoption.objects.select_related("contact__person", "area", "owner").get(pk=adoption.pk)
        if adoption.practice_id != row.pk:
            raise ValueError("An adoption is of the practice")
        if adoption.withdrawn_on:
            raise Conflict({"reason": adoption.reason}, {"text": text})
    if row.questions.filter(adoption=adoption, person=by.person, answered_on=None).count() >= MOST_OPEN:
        raise ValueError("Too many questions wait for an answer")
    made = Question.objects.create(practice=row, adoption=adoption, person=by.person, asked_as=by, text=text, language=language)
    append("practice_question_asked", None, by=by, after={"practice": row.ref, "world": row.world})
    transaction.on_commit(lambda: _notice(adoption or row, made))
    return made


@transaction.atomic
def answer_question(question: Question, *, text: str, language: str, by: Capacity) -> Question:
    """Raises Conflict where somebody of the same owner answered meanwhile."""
    row = Question.objects.select_for_update(of=("self",)).select_related("practice", "person").get(pk=question.pk)
    if row.answered_on:
        raise Conflict({"answer": row.answer}, {"answer": text})
    row.answer, row.answer_language, row.answered_as, row.answered_on = text, language, by, clock.today()
    row.save()
    append("practice_question_answered", None, by=by, after={"practice": row.practice.ref, "world": row.practice.world})
    transaction.on_commit(lambda: _answered(row))
    return row


@transaction.atomic
def answer_for(practice: Practice, *, by: Capacity) -> Practice:
    """From now on `by` is its contact. Raises ValueError for who does not act for its owner, Conflict once withdrawn."""
    row = held_practice(practice)
    if not acts_for(by, row):
        raise ValueError("Who answers for a practice acts for its owner")
    if row.state == Practice.State.WITHDRAWN:
        raise Conflict({"state": str(row.get_state_display())}, {})
    before, row.contact = str(row.contact or ""), by
    row.save(update_fields=["contact"])
    tell_of_practice("practice_contact_named", row, by=by, before={"contact": before}, after={"contact": str(by)})
    return row


def answering(thing: Practice | Adoption) -> list[Capacity]:
    """The contact while its capacity is active, else whoever acts for the owner."""
    hat = thing.contact
    if hat and Capacity.objects.active().filter(pk=hat.pk).exists():
        return [hat]
    return acting_for_party(thing)


def _notice(thing: Practice | Adoption, question: Question) -> None:
    """The text stays on the site: a mail can be read by others. The demonstration writes to nobody."""
    address = on_this_site(f"{{language}}/{question.practice.url}questions/{question.pk}/")
    for hat in answering(thing):
        _mail(hat.person, address, _about)


def _answered(question: Question) -> None:
    address = on_this_site(f"{{language}}/{question.practice.url}questions/{question.pk}/")
    _mail(question.person, address, _answer_about)


def _about(address: str) -> tuple[str, str]:
    words = _("Someone asks about a practice that you answer for. Read and answer it here: %(address)s")
    return _("A question about your practice"), words % {"address": address}


def _answer_about(address: str) -> tuple[str, str]:
    return _("Your question was answered"), _("Your question about a practice was answered: %(address)s") % {"address": address}


def _mail(person: Person, address: str, words: Callable[[str], tuple[str, str]]) -> None:
    if person.world == World.DEMO or not person.is_active:
        return
    with override(person.language):
        subject, text = words(address.format(language=person.language))
        send_mail(subject, text, None, [person.email])
