"""Provinces as a country names them: M49 ends at the country, so the words are free, and those in use are offered first."""

from django.db.models import Q

from accord.accountability.models import Action, Commitment
from accord.calc.normalise import fold
from accord.people.models import Area

MOST, LONGEST = 40, 80  # names of one thing, characters of a name


def provinces_used(area: Area, seen: Q | None = None) -> list[str]:
    """Names that the country's commitments and actions (those `seen`) bear, in the order of the alphabet (2 queries)."""
    found: dict[str, str] = {}
    for model in (Commitment, Action):
        rows = model._default_manager.filter(seen or Q(), area=area).exclude(provinces=[]).order_by("id")
        for names in rows.values_list("provinces", flat=True):
            for name in names:
                found.setdefault(fold(name), name)
    return sorted(found.values(), key=fold)
