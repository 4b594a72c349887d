"""The states of a practice as data: from where to where, whose step it is, what must be true before (shown before the button)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.learning.models import Practice
from accord.record.steps import Guard

State = Practice.State
OWNER, OFFICER = "owner", "officer"
# Texts without which it does not go out; what failed is asked apart.
ASKED = ("problem", "context", "done", "staffing", "results", "adapt")


@dataclass(frozen=True)
class PracticeFacts:
    """What guards look at."""

    unwritten: tuple[str, ...]  # of ASKED
    failed: bool  # what did not work
    strategies: int
    has_contact: bool
    costed: bool  # a sum, or words on why there is none


PracticeGuard = Guard[PracticeFacts]


@dataclass(frozen=True)
class PracticeStep:
    """`told` is what the page of the button says; `done` what the next page says."""

    code: str
    words: str | Promise
    told: str | Promise
    done: str | Promise
    starts: tuple[str, ...]
    end: str
    whose: str = OWNER
    guards: tuple[PracticeGuard, ...] = ()
    needs_reason: bool = False
    aside: bool = False  # no invitation: a link, not a button


WRITTEN = PracticeGuard(
    _("Problem, context, what was done, staff, results and how to adapt it are written."), lambda f: not f.unwritten
)
FAILED = PracticeGuard(_("What did not work is told."), lambda f: f.failed)
COST = PracticeGuard(_("The cost is told with currency and year, or why it is not known."), lambda f: f.costed)
STRATEGY = PracticeGuard(_("At least one INSPIRE strategy is chosen."), lambda f: f.strategies > 0)
CONTACT = PracticeGuard(_("Somebody with a verified capacity answers questions."), lambda f: f.has_contact)
WHOLE = (WRITTEN, FAILED, COST, STRATEGY)  # holds for what is public, too: no revision takes it away
ALL = (*WHOLE, CONTACT)

PRACTICE_STEPS = (
    PracticeStep(
        "submit", _("Submit"), _(
            "An officer of another country or of none looks at it for safety and completeness, then everyone "
            "sees it."),
        _("The practice is submitted."), (State.DRAFT,), State.SUBMITTED, OWNER, ALL,
    ),
    PracticeStep(
        "take-back", _("Take back to the draft"), _("You may go on writing."), _("The practice is a draft again."),
        (State.SUBMITTED,), State.DRAFT, OWNER, aside=True,
    ),
    PracticeStep(
        "give-up", _("Give the draft up"), _("It leaves your lists and what you owe. Your own people may take it up again."),
        _("The draft is given up."), (State.DRAFT,), State.GIVEN_UP, OWNER, aside=True,
    ),
    PracticeStep(
        "take-up", _("Take the draft up again"), _("You may go on writing."), _("The practice is a draft again."),
        (State.GIVEN_UP,), State.DRAFT, OWNER,
    ),
    PracticeStep(
        "check", _("Publish as checked"),
        _(
            "You looked for what could endanger or identify a child, and whether each part is answered. You "
            "judge nothing else: two peers do."),
        _("The practice is public; two peers may review it."), (State.SUBMITTED,), State.CHECKED, OFFICER, ALL,
    ),
    PracticeStep(
        "return", _("Return to its owner"), _("Say what is missing or unsafe. Its owner alone reads it."),
        _("The practice is returned."), (State.SUBMITTED,), State.DRAFT, OFFICER, needs_reason=True, aside=True,
    ),
    PracticeStep(
        "review-again", _("Ask for a new round of review"), _(
            "For what changed since. The old reviews and rating stay readable."),
        _("A new round of review is open."), (State.RATED,), State.CHECKED, OWNER, needs_reason=True, aside=True,
    ),
    PracticeStep(
        "withdraw", _("Withdraw the practice"), _("It stays visible, with your reason beside it; nobody may adopt it any more."),
        _("The practice is withdrawn."), (State.CHECKED, State.REVIEWED, State.RATED), State.WITHDRAWN, OWNER, needs_reason=True,
        aside=True,
    ),
)  # fmt: skip


def practice_steps_from(state: str) -> tuple[PracticeStep, ...]:
    return tuple(step for step in PRACTICE_STEPS if state in step.starts)


def practice_step_named(code: str) -> PracticeStep | None:
    return next((step for step in PRACTICE_STEPS if step.code == code), None)
