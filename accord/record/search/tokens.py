"""Facets and audiences as tokens of the same index. A leading `_` cannot be typed: the normaliser drops it."""

from collections.abc import Iterable

from accord.record.models import Audience, Card


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
