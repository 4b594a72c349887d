"""What the guards of a practice look at."""

from django.utils.translation import gettext as _

from accord.kit.texts import comma
from accord.learning.models import Practice
from accord.learning.practice_states import ASKED, WRITTEN, PracticeFacts, PracticeGuard, PracticeStep
from accord.learning.reads.changes import HEADINGS
from accord.people.models import Capacity
from accord.record.steps import Held


def practice_facts(practice: Practice) -> PracticeFacts:
    """Two queries."""
    return PracticeFacts(
        unwritten=unwritten(practice), failed=bool(practice.failed.strip()),
        strategies=practice.topics.filter(scheme="inspire").count(), has_contact=_answers(practice),
        costed=practice.cost is not None or bool(practice.cost_covers.strip()),
    )  # fmt: skip


def unwritten(practice: Practice) -> tuple[str, ...]:
    """Texts that are asked and still open."""
    return tuple(name for name in ASKED if not getattr(practice, name).strip())


def _answers(practice: Practice) -> bool:
    return practice.contact_id is not None and Capacity.objects.active().filter(pk=practice.contact_id).exists()


def step_lines(step: PracticeStep, facts: PracticeFacts) -> list[Held]:
    return [Held(guard_words(guard, facts), guard.holds(facts)) for guard in step.guards]


def guard_words(guard: PracticeGuard, facts: PracticeFacts) -> str:
    """With the parts that are still open, where there are several."""
    if guard is not WRITTEN or not facts.unwritten:
        return str(guard.words)
    missing = comma().join(f"“{HEADINGS[name]}”" for name in facts.unwritten)
    return f"{guard.words} {_('Still open: %(parts)s.') % {'parts': missing}}"
