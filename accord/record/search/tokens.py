"""Facets and audiences as tokens of the same index. A leading `_` cannot be typed: the normaliser drops it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accord.kit.texts import pick
from accord.people.models import Area
from accord.record.models import Audience, Card, Topic


def facet_tokens(card: Card, language: str, audience: Audience) -> list[str]:
    tokens = [f"_k{card.kind.replace('_', '')}", f"_l{language}", f"_w{card.world}", audience.token]
    tokens += [f"_c{code.lower().replace('_', 'x')}" for code in card.areas.values_list("code", flat=True)]
    tokens += [f"_t{code.lower().replace('_', 'x').replace('.', 'x')}" for code in card.topics.values_list("code", flat=True)]
    return tokens


def facet_token(facet: str, value: str) -> str:
    letter = {"kind": "k", "language": "l", "world": "w", "country": "c", "topic": "t"}[facet]
    clean = value.lower().replace(".", "x")
    return f"_{letter}" + (clean.replace("_", "") if facet == "kind" else clean.replace("_", "x"))


def audience_tokens(ids: Iterable[int]) -> list[str]:
    return [f"_v{pk}" for pk in ids]


KINDS = {
    "country": _("Country"), "indicator": _("Indicator"), "partnership": _("Partnership"),
    "recommendation": _("Recommendation"),
    "commitment": _("Commitment"), "cycle": _("Reporting cycle"), "report": _("Progress report"),
    "organisation": _("Organisation"),
}  # fmt: skip
LANGUAGES = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh": "中文"}


@dataclass(frozen=True)
class FacetName:
    code: str
    words: str


_found: dict[str, tuple[str, dict[str, str]]] = {}  # token -> code and names, as far as asked for


def facet_names(tokens: set[str]) -> dict[str, FacetName]:
    """What stands behind each facet token, in the reader's words."""
    unknown = tokens - _found.keys()
    if any(token[1] == "c" for token in unknown):
        _found.update((facet_token("country", a.code), (a.code, a.names)) for a in Area.objects.all())
    if any(token[1] == "t" for token in unknown):
        _found.update((facet_token("topic", t.code), (t.code, t.names)) for t in Topic.objects.all())
    return {token: _name(token) for token in tokens}


def _name(token: str) -> FacetName:
    rest = token[2:]
    if token[1] == "k":
        return FacetName(rest, str(KINDS.get(rest, rest)))
    if token[1] == "l":
        return FacetName(rest, LANGUAGES.get(rest, rest))
    code, names = _found.get(token, (rest, {}))
    return FacetName(code, str(pick(names)) or code)
