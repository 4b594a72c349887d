"""The states of an exchange as data: whose step it is (the side that was asked, or either), and when it may be taken."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.learning.models import Exchange

State = Exchange.State
ASKED, EITHER = "asked", "either"
FOLLOW_UPS = (6, 12)  # months after it was held


@dataclass(frozen=True)
class ExchangeStep:
    code: str
    words: str | Promise
    told: str | Promise
    done: str | Promise
    start: tuple[str, ...]
    end: str
    whose: str = EITHER
    needs_dates: bool = False
    needs_reason: bool = False
    aside: bool = False


EXCHANGE_STEPS = (
    ExchangeStep(
        "agree", _("Agree"), _("You agree to the plan and its dates. From then on everyone sees that the two of you exchange."),
        _("The exchange is agreed."), (State.PROPOSED,), State.AGREED, ASKED, needs_dates=True,
    ),
    ExchangeStep(
        "decline", _("Decline"), _("The other side alone reads your reason."), _("The exchange is declined."), (State.PROPOSED,),
        State.DECLINED, ASKED, needs_reason=True, aside=True,
    ),
    ExchangeStep(
        "held", _("Say that it took place"), _("Both sides then report, and say after 6 and 12 months what became of it."),
        _("The exchange took place; both sides report now."), (State.AGREED,), State.HELD, needs_dates=True,
    ),
    ExchangeStep(
        "call-off", _("Call it off"), _(
            "It stays visible where it was agreed, with your reason."), _("The exchange is called off."),
        (State.PROPOSED, State.AGREED), State.CALLED_OFF, needs_reason=True, aside=True,
    ),
)  # fmt: skip


def exchange_steps_from(state: str) -> tuple[ExchangeStep, ...]:
    return tuple(step for step in EXCHANGE_STEPS if state in step.start)


def exchange_step_named(code: str) -> ExchangeStep | None:
    return next((step for step in EXCHANGE_STEPS if step.code == code), None)
