"""Indicators to choose from while a file is loaded: those of all countries first, one country's own ones under its name."""

from collections.abc import Mapping

from accord.calc.normalise import fold
from accord.indicators.models import AcceptedSource, Indicator
from accord.kit.texts import pick
from accord.people.models import Area

type Groups = list[tuple[str, list[tuple[str, str]]]]


def indicator_groups(own: Area | None, common: str, labels: Mapping[str, str] | None = None) -> Groups:
    """(name of the group, its codes with their words): `common` names the first; the country `own` comes before the others.

    An indicator is one country's own where that country's offices alone are accepted for it. 3 queries.
    """
    labels = labels if labels is not None else {i.code: f"{i.code} – {i.name}" for i in Indicator.objects.all()}
    accepted: dict[str, set[int | None]] = {}
    for code, area in AcceptedSource.objects.values_list("indicator__code", "area"):
        accepted.setdefault(code, set()).add(area)
    one = {code: next(iter(areas)) for code, areas in accepted.items() if len(areas) == 1 and None not in areas}
    names = {pk: pick(told).text for pk, told in Area.objects.filter(pk__in={*one.values()}).values_list("pk", "names")}
    order = sorted(names, key=lambda pk: (own is None or pk != own.pk, fold(names[pk])))
    first = [(code, words) for code, words in labels.items() if code not in one]
    theirs = [(names[pk], [(code, words) for code, words in labels.items() if one.get(code) == pk]) for pk in order]
    return [(common, first), *((name, options) for name, options in theirs if options)]
