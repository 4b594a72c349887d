"""What has to be true before a step of an exchange, and when each side is asked what became of it."""

from datetime import date

from django.utils.translation import gettext as _

from accord.calc.months import months_after
from accord.kit import clock
from accord.learning.exchange_states import ExchangeStep
from accord.learning.models import Exchange


def unmet_of(exchange: Exchange, step: ExchangeStep) -> list[tuple[str, bool]]:
    """What has to be true first, in words, and whether it is."""
    if not step.needs_dates:
        return []
    lines = [(_("The plan has its first and its last day."), bool(exchange.starts_on and exchange.ends_on))]
    if step.code == "held":
        lines.append((_("Its last day has come."), exchange.ends_on is not None and exchange.ends_on <= clock.today()))
    return lines


def due_of(exchange: Exchange, months: int) -> date:
    assert exchange.held_on is not None
    return months_after(exchange.held_on, months)
