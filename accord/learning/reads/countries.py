"""Lists by country: what bodies of no country enter is a choice beside the countries."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accord.record.filters import Option, countries_of, world_of

NO_COUNTRY = "NONE"


def country_and_world(asked: Mapping[str, str]) -> tuple[str, str]:
    """The country asked for ("" for all), and its world: that which is asked for where it is none."""
    country = asked.get("country", "").upper()
    return country, world_of("" if country == NO_COUNTRY else country, asked.get("world", ""))


def countries_and_none(world: str) -> list[Option]:
    return [Option(NO_COUNTRY, _("International organisations")), *countries_of(world)]
