"""An author appeals, once; somebody who took no part decides."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as lazy

from accord.kit import clock
from accord.moderation.access import may_appeal
from accord.moderation.actions.decisions import is_held, undo
from accord.moderation.actions.letters import write_to
from accord.moderation.models import Appeal, Decision
from accord.people.models import Capacity
from accord.record.actions import Conflict, append


@transaction.atomic
def appeal(decision: Decision, *, text: str, language: str = "en") -> Appeal:
    """Raises Conflict where none is open (any more), ValueError without words. The journal tells no name."""
    row = Decision.objects.select_for_update(of=("self",)).select_related("case__card").get(pk=decision.pk)
    if not may_appeal(row):
        raise Conflict({}, {"text": text})
    if not text.strip():
        raise ValueError("An appeal says why")
    try:
        with transaction.atomic():
            made = Appeal.objects.create(decision=row, text=text, language=language)
    except IntegrityError as twice:
        raise Conflict({}, {"text": text}) from twice
    card = row.case.card
    append("decision_appealed", None, after={"card": card.ref, "part": row.case.part, "world": card.world})
    return made


@transaction.atomic
def answer_appeal(given: Appeal, *, upheld: bool, text: str, by: Capacity, language: str = "en") -> Appeal:
    """Overturned, what was decided is undone at once. Raises ValueError for who took part in the decision."""
    row = Appeal.objects.select_for_update(of=("self",)).select_related("decision__case__card__audience").get(pk=given.pk)
    decision = row.decision
    if row.upheld is not None:
        raise Conflict({}, {"text": text})
    if by.person_id in {hat.person_id for hat in (decision.by, decision.second) if hat}:
        raise ValueError("An appeal is decided by somebody else")
    if not text.strip():
        raise ValueError("An answer says why")
    row.upheld, row.answer, row.answer_language, row.by, row.answered_at = upheld, text, language, by, clock.now()
    row.save()
    if not upheld and decision.state == Decision.State.STANDING:
        undo(decision)
    card, case = decision.case.card, decision.case
    card.refresh_from_db()
    after = {"card": card.ref, "part": case.part, "ground": decision.ground, "world": card.world, "upheld": upheld}
    append("appeal_upheld" if upheld else "appeal_granted", None if is_held(case) else card, by=by, after=after)
    if decision.author:
        lines = [lazy("Somebody else looked at the decision about what you wrote. The page says what came of it.")]
        path = f"moderation/notices/{decision.pk}/"
        write_to(decision.author.email, decision.author.language, lazy("Your appeal was answered"), lines, path)
    return row
