"""What a figure of an indicator may be."""

from decimal import Decimal

from accord.indicators.models import Indicator


def in_scale(indicator: Indicator, value: Decimal | None) -> bool:
    """A share lies between nought and a hundred; of other units only nothing below nought is known."""
    if value is None:
        return True
    return 0 <= value <= 100 if indicator.unit == "percent" else value >= 0
