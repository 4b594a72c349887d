"""A small file as the page Load figures takes it: figures that are held already, for no figure of a country is made up."""

from collections.abc import Iterator

from accord.indicators.models import Indicator, Latest
from accord.people.models import Area, Capacity

HEAD = ("indicator", "iso3", "period", "sex", "age", "value", "unit", "flags", "footnote")
SEXES = {"F": "female", "M": "male"}
SHOWN = 6


def example_rows(hat: Capacity) -> Iterator[tuple[str, ...]]:
    """The header and up to six figures of the country that the capacity acts for, else of the first that has some.

    Where none is held, one row with an empty figure: the file passes the check all the same.
    """
    yield HEAD
    held = Latest.objects.filter(area__in=Area.objects.in_world(hat.world), area__kind__in=Area.COUNTRY_KINDS)
    held = (
        held.filter(value__isnull=False, breakdown__in=("", "_T"))
        .exclude(flags__contains="Q")
        .select_related("area", "indicator")
    )
    held = held.filter(area=hat.area) if hat.area else held
    found: dict[int, Latest] = {}
    for one in held.order_by("area__code", "indicator__position", "sex", "-end")[: 20 * SHOWN]:
        if one.area_id == next(iter(found.values()), one).area_id:
            found.setdefault(one.indicator_id, one)
    for one in list(found.values())[:SHOWN]:
        yield (
            one.indicator.code, one.area.code, str(one.end) if one.start == one.end else f"{one.start}-{one.end}",
            SEXES.get(one.sex, "total"), one.age,
            f"{one.value:f}".rstrip("0").rstrip("."), one.unit, one.flags, one.footnote,
        )  # fmt: skip
    if not found:
        first = Indicator.objects.exclude(family=None).first() or Indicator.objects.first()
        area = hat.area or Area.objects.in_world(hat.world).filter(kind__in=Area.COUNTRY_KINDS).first()
        if first and area:
            yield (first.code, area.code, "2020", "total", "", "", first.unit, "", "")
