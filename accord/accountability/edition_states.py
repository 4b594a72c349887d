"""The states of an edition as data: from where to where, what must be true before (shown before the button), what it says."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accord.accountability.models import Edition
from accord.record.steps import Guard, Step

State = Edition.State


@dataclass(frozen=True)
class EditionFacts:
    """What guards look at. `unwritten`: sections without a text in the edition's own language."""

    sections: int
    unwritten: int
    is_frozen: bool
    checks_over: bool  # the time is over, or every country that was asked has answered
    unreplied: int  # answers "not correct" that no officer has replied to
    embargo_over: bool
    approved: bool  # two approvals are of the text as it stands; asked once it is approved


EditionGuard = Guard[EditionFacts]
EditionStep = Step[EditionFacts]

SECTIONS = EditionGuard(_("The outline has at least one section."), lambda f: f.sections > 0)
WRITTEN = EditionGuard(_("Each section is written in the edition's language."), lambda f: f.sections > 0 and f.unwritten == 0)
FROZEN = EditionGuard(_("The figures are frozen."), lambda f: f.is_frozen)
CHECKED = EditionGuard(_("The countries asked have answered, or the time to answer is over."), lambda f: f.checks_over)
REPLIED = EditionGuard(_("Each answer that says “not correct” has an officer's answer."), lambda f: f.unreplied == 0)
SAME = EditionGuard(_("The text is the one that two officers approved."), lambda f: f.approved)
TIME = EditionGuard(_("The embargo is over."), lambda f: f.embargo_over)

EDITION_STEPS = (
    EditionStep(
        "draft", _("Open it for writing"), _("Its authors may write from now on. Sections can still be added and moved."),
        _("Authors may write."), (State.OUTLINE,), State.DRAFTING, (SECTIONS,),
    ),
    EditionStep(
        "check", _("Send the entries to countries"),
        _("Each focal point is shown what the edition says of the country, and may answer. All answers become public with it."),
        _("The entries are with the focal points."), (State.DRAFTING,), State.CHECKING, (FROZEN, WRITTEN), asks="days",
    ),
    EditionStep(
        "approve", _("Approve the edition"),
        _("Two officers approve the same text; at least one of them wrote none of it. A later change voids an approval."),
        _("Your approval is noted."), (State.CHECKING,), State.APPROVED, (WRITTEN, CHECKED, REPLIED),
    ),
    EditionStep(
        "embargo", _("Set an embargo"), _("Nobody but officers sees it before that hour; then it is published by itself."),
        _("The embargo is set."), (State.APPROVED,), State.EMBARGOED, (SAME,), asks="until", aside=True,
    ),
    EditionStep(
        "publish", _("Publish the edition"), _("Everyone will see it. From then on nothing is changed but by numbered errata."),
        _("The edition is public."), (State.APPROVED, State.EMBARGOED), State.PUBLISHED, (SAME, TIME),
    ),
    EditionStep(
        "back", _("Take it back to writing"), _("Approvals and an embargo are void; the answers of countries are kept."),
        _("The edition is being written again."), (State.CHECKING, State.APPROVED, State.EMBARGOED), State.DRAFTING,
        asks="reason", aside=True,
    ),
    EditionStep(
        "drop", _("Give the edition up"), _("It goes no further. Officers still find it, with your reason."),
        _("The edition is given up."), (State.OUTLINE, State.DRAFTING), State.DROPPED, asks="reason", aside=True,
    ),
)  # fmt: skip


def edition_steps_from(state: str) -> tuple[EditionStep, ...]:
    return tuple(step for step in EDITION_STEPS if state in step.starts)


def edition_step_named(code: str) -> EditionStep | None:
    return next((step for step in EDITION_STEPS if step.code == code), None)
