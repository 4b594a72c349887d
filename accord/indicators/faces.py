"""What other pages may show of an indicator's card: the newest value of the world, with its year and source."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from accord.indicators.models import Indicator
from accord.indicators.reads.figures import Value, area_values
from accord.kit.charts.pen import with_unit
from accord.record.models import Card

WORLD = "001"


def indicators(cards: Sequence[Card]) -> dict[int, dict[str, Any]]:
    """Both sexes before one (3 queries). An indicator without a value of the world has no face."""
    codes = {card.ref.partition("/")[2]: card.pk for card in cards}
    units = dict(Indicator.objects.filter(code__in=codes).values_list("code", "unit"))
    found: dict[int, dict[str, Any]] = {}
    for value in sorted(area_values(WORLD, list(codes)), key=lambda v: v.sex not in ("", "T")):
        if value.value is not None:
            found.setdefault(codes[value.indicator], _face(value, units[value.indicator]))
    return found


def _face(value: Value, unit: str) -> dict[str, Any]:
    assert value.value is not None
    note = _("World, %(year)s; %(source)s") % {"year": value.period, "source": value.source}
    return {"figure": with_unit(value.value, value.unit or unit), "note": note}
