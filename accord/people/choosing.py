"""Countries to choose from, in the reader's own language."""

from dataclasses import dataclass

from accord.calc.normalise import fold
from accord.kit.texts import pick
from accord.people.models import Area


@dataclass(frozen=True)
class CountryChoice:
    code: str
    words: str


def country_choices(world: str) -> list[CountryChoice]:
    """All countries of that world by name (one query)."""
    rows = Area.objects.countries().in_world(world).values_list("code", "names")
    return sorted((CountryChoice(code, pick(names).text) for code, names in rows), key=lambda choice: fold(choice.words))
