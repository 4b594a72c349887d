"""Countries to choose from, in the reader's own language."""

from dataclasses import dataclass

from accord.calc.normalise import fold
from accord.people.models import Area


@dataclass(frozen=True)
class CountryChoice:
    code: str
    words: str


def country_choices(world: str) -> list[CountryChoice]:
    """All countries of that world by name (one query)."""
    found = [CountryChoice(a.code, str(a.name)) for a in Area.objects.countries().in_world(world).only("code", "names")]
    return sorted(found, key=lambda choice: fold(choice.words))
