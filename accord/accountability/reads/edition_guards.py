"""What has to be true before an edition takes a step."""

from django.db.models import Q

from accord.accountability.edition_standing import wording_digest
from accord.accountability.edition_states import EditionFacts, EditionStep
from accord.accountability.models import Edition, FactCheck
from accord.accountability.models.editions import embargo_is_over
from accord.kit import clock
from accord.record.steps import Held

State = Edition.State
APPROVED = (State.APPROVED, State.EMBARGOED)


def edition_facts(edition: Edition) -> EditionFacts:
    """Three queries; once it is approved the whole text is read, too."""
    sections = edition.sections.count()
    written = edition.sections.filter(texts__language=edition.language).exclude(texts__text="").distinct().count()
    checks = edition.checks.filter(Q(asked=True) | ~Q(verdict=""))
    told = list(checks.values_list("verdict", "reply"))
    over = edition.check_until is not None and clock.today() > edition.check_until
    return EditionFacts(
        sections, sections - written, edition.figures_id is not None, over or all(verdict for verdict, _reply in told),
        sum(1 for verdict, reply in told if verdict == FactCheck.Verdict.NOT_CORRECT and not reply),
        embargo_is_over(edition, clock.now()), edition.state in APPROVED and _stands_approved(edition),
    )  # fmt: skip


def _stands_approved(edition: Edition) -> bool:
    """No verb changes it by now: whoever writes the tables could, and publishing would tell of their text as ours."""
    return edition.approvals.filter(digest=wording_digest(edition.pk)).count() >= 2


def edition_lines(step: EditionStep, facts: EditionFacts) -> list[Held]:
    return [Held(guard.words, guard.holds(facts)) for guard in step.guards]
