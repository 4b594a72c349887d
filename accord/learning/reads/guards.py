"""What the guards of a practice look at."""

from accord.learning.models import Practice
from accord.learning.practice_states import PracticeFacts, PracticeStep
from accord.people.models import Capacity
from accord.record.steps import Held

ASKED = ("problem", "context", "done", "results", "adapt")


def practice_facts(practice: Practice) -> PracticeFacts:
    """Two queries."""
    return PracticeFacts(
        written=all(getattr(practice, name).strip() for name in ASKED), failed=bool(practice.failed.strip()),
        strategies=practice.topics.filter(scheme="inspire").count(), has_contact=_answers(practice),
        costed=practice.cost is not None or bool(practice.cost_covers.strip()),
    )  # fmt: skip


def _answers(practice: Practice) -> bool:
    return practice.contact_id is not None and Capacity.objects.active().filter(pk=practice.contact_id).exists()


def step_lines(step: PracticeStep, facts: PracticeFacts) -> list[Held]:
    return [Held(guard.words, guard.holds(facts)) for guard in step.guards]
