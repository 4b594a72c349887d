"""What an unknown code may have meant: the nearest codes and names first, then all of them."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _

from accord.indicators.loading.offered import indicator_groups
from accord.indicators.models import Indicator, SeriesCode
from accord.kit.texts import pick
from accord.people.models import Area, Capacity, Role

type Choices = list[tuple[str, list[tuple[str, str]]]]
NEAR, CUTOFF = 6, 0.45


class Nearest:
    """Choices for unknown codes of one report: 5 queries, however many codes."""

    def __init__(self, hat: Capacity) -> None:
        indicators = list(Indicator.objects.all())
        self.indicators = {i.code: f"{i.code} – {i.name}" for i in indicators}
        self.indicator_words = {words: i.code for i in indicators for words in (i.code, *i.names.values())}
        self.indicator_words |= dict(SeriesCode.objects.values_list("code", "indicator__code"))
        self.groups = indicator_groups(hat.area, _("For all countries"), self.indicators)
        areas = Area.objects.in_world(hat.world)
        if hat.role == Role.STATISTICIAN and hat.area_id:
            areas = areas.filter(pk=hat.area_id)
        found = list(areas)
        self.areas = {a.code: f"{pick(a.names)} ({a.code})" for a in found}
        self.area_words = {words: a.code for a in found for words in (a.code, *a.names.values())}

    def choices(self, code: str, value: str) -> Choices:
        if code == "unknown_indicator":
            return _choices(value, self.indicator_words, self.indicators, self.groups)
        if code == "unknown_area":
            every = sorted(self.areas.items(), key=lambda item: item[1])
            return _choices(value, self.area_words, self.areas, [(_("All"), every)])
        return []


def _choices(value: str, words: Mapping[str, str], labels: Mapping[str, str], groups: Choices) -> Choices:
    plain = {w.casefold(): code for w, code in words.items() if w}
    hits = get_close_matches(value.casefold(), plain, n=NEAR, cutoff=CUTOFF)
    near = list(dict.fromkeys(plain[h] for h in hits))
    others = [(name, [c for c in options if c[0] not in near]) for name, options in groups]
    return [(_("Near to it"), _labelled(near, labels)), *others]


def _labelled(codes: Sequence[str], labels: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code, labels[code]) for code in codes]
