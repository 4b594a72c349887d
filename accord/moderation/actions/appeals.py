"""An author appeals, once; somebody who took no part decides."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as lazy

from accord.kit import clock
from accord.moderation.access import appeal_hats, may_appeal
from accord.moderation.actions.decisions import told_on, undo
from accord.moderation.actions.letters import write_to
from accord.moderation.kinds import is_sealed
from accord.moderation.models import Appeal, Case, Decision
from accord.people.models import Capacity
from accord.record.actions import Conflict, append


@transaction.atomic
def appeal(decision: Decision, *, text: str, language: str = "en") -> Appeal:
    """Raises Conflict where none is open (any more), ValueError without words. The journal tells no name, and under a seal
    nothing before the next day (`tell_what_was_appealed`): an hour would stand beside those of sign-ins. Nothing remembers the
    form there, so that the same words again are the same appeal."""
    row = Decision.objects.select_for_update(of=("self",)).select_related("case__card").get(pk=decision.pk)
    sealed = is_sealed(row.case.card)
    before = Appeal.objects.filter(decision=row, text=text).first() if sealed else None
    if before is not None:
        return before
    if not may_appeal(row):
        raise Conflict({}, {"text": text})
    if not text.strip():
        raise ValueError("An appeal says why")
    try:
        with transaction.atomic():
            made = Appeal.objects.create(decision=row, text=text, language=language, untold=sealed)
    except IntegrityError as twice:
        raise Conflict({}, {"text": text}) from twice
    if not sealed:
        _tell(row.case)
    return made


def _tell(case: Case) -> None:
    append("decision_appealed", None, after={"card": case.card.ref, "part": case.part, "world": case.card.world})


def tell_what_was_appealed() -> int:
    """Of appeals under a seal, once their day is over, in an order by lot."""
    waiting = Appeal.objects.filter(untold=True, on__lt=clock.today()).order_by("pk").values_list("pk", flat=True)
    return sum(_tell_of(pk) for pk in list(waiting))


@transaction.atomic
def _tell_of(pk: int) -> int:
    row = Appeal.objects.select_for_update(of=("self",)).select_related("decision__case__card").get(pk=pk)
    if not row.untold:
        return 0
    row.untold = False
    row.save(update_fields=["untold"])
    _tell(row.decision.case)
    return 1


@transaction.atomic
def answer_appeal(given: Appeal, *, upheld: bool, text: str, by: Capacity, language: str = "en") -> Appeal:
    """Overturned, what was decided is undone at once. Raises ValueError for who took part in the decision, or may not judge what
    it is about: an author under a seal among them."""
    row = Appeal.objects.select_for_update(of=("self",)).select_related("decision__case__card__audience").get(pk=given.pk)
    decision = row.decision
    if row.upheld is not None:
        raise Conflict({}, {"text": text})
    if by.person_id in {hat.person_id for hat in (decision.by, decision.second) if hat}:
        raise ValueError("An appeal is decided by somebody else")
    if by not in appeal_hats(by.person, row):
        raise ValueError("Who wrote it, or acts for its country, answers no appeal about it")
    if not text.strip():
        raise ValueError("An answer says why")
    row.upheld, row.answer, row.answer_language, row.by, row.answered_at = upheld, text, language, by, clock.now()
    row.save()
    if not upheld and decision.state == Decision.State.STANDING:
        undo(decision)
    card, case = decision.case.card, decision.case
    card.refresh_from_db()
    after = {"card": card.ref, "part": case.part, "ground": decision.ground, "world": card.world, "upheld": upheld}
    append("appeal_upheld" if upheld else "appeal_granted", told_on(case), by=by, after=after)
    if decision.author:
        lines = [lazy("Somebody else looked at the decision about what you wrote. The page says what came of it.")]
        path = f"moderation/notices/{decision.pk}/"
        write_to(decision.author.email, decision.author.language, lazy("Your appeal was answered"), lines, path)
    return row
