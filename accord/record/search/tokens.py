"""Facets and audiences as tokens of the same index. A leading `_` cannot be typed: the normaliser drops it."""

import functools
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accord.kit import prepared
from accord.kit.texts import pick
from accord.people.models import Area
from accord.record.cached import blocks
from accord.record.models import Audience, Card, Topic

# A room's own marks of its cards of a kind, by card id: lower-case letters and digits, so that its lists find by them.
type MarkFunction = Callable[[Sequence[Card]], dict[int, list[str]]]

_marks: dict[str, MarkFunction] = {}


def register(kind: str, function: MarkFunction) -> None:
    _marks[kind] = function


def marks_of(cards: Iterable[Card]) -> dict[int, list[str]]:
    """By card id; in one batch a kind."""
    of_kind: dict[str, list[Card]] = {}
    for card in cards:
        if card.kind in _marks:
            of_kind.setdefault(card.kind, []).append(card)
    return {pk: marks for kind, group in of_kind.items() for pk, marks in _marks[kind](group).items()}


type Facets = Callable[[str, Audience], list[str]]  # the tokens of a document in a language, for an audience


def facets_of(card: Card, areas: Iterable[str], topics: Iterable[str], marks: Iterable[str] = ()) -> Facets:
    """`areas` and `topics` are codes, `marks` the room's own; the kind comes first: a document's first facet token is `_k…`."""
    own = [f"_c{code.lower().replace('_', 'x')}" for code in areas]
    own += [f"_t{code.lower().replace('_', 'x').replace('.', 'x')}" for code in topics]
    own += [mark_token(mark) for mark in marks]
    kind, world = f"_k{card.kind.replace('_', '')}", f"_w{card.world}"
    return lambda language, audience: [kind, f"_l{language}", world, audience.token, *own]


def stored_facets(cards: Iterable[Card]) -> dict[int, Facets]:
    """The same from what is kept with the cards, by card id (1 query, and those of the marks)."""
    known = {card.pk: card for card in cards}
    marks = marks_of(known.values())
    areas, topics = _codes(known)
    return {pk: facets_of(card, areas.get(pk, ()), topics.get(pk, ()), marks.get(pk, ())) for pk, card in known.items()}


def _codes(cards: Collection[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Codes of areas and of topics, by card id; composed by hand, since each post asks."""
    found: tuple[dict[int, list[str]], dict[int, list[str]]] = {}, {}
    if cards:
        ids = list(cards)
        for which, card, code in sorted(prepared.rows(_both_ties(len(ids)), [*ids, *ids])):
            found[which].setdefault(card, []).append(code)
    return found


@functools.cache
def _both_ties(many: int) -> str:
    marks = ", ".join(["%s"] * many)
    return " UNION ALL ".join(
        _ties(which, through, marks) for which, through in enumerate((Card.areas.through, Card.topics.through))
    )


def _ties(which: int, through: type[Model], marks: str) -> str:
    tie: Any = next(field for field in through._meta.concrete_fields if field.is_relation and field.related_model is not Card)
    table, other = through._meta.db_table, tie.related_model._meta.db_table
    return (
        f"SELECT {which}, t.card_id, o.code FROM {table} t JOIN {other} o ON o.id = t.{tie.column} WHERE t.card_id IN ({marks})"
    )


def facet_token(facet: str, value: str) -> str:
    letter = {"kind": "k", "language": "l", "world": "w", "country": "c", "topic": "t"}[facet]
    clean = value.lower().replace(".", "x")
    return f"_{letter}" + (clean.replace("_", "") if facet == "kind" else clean.replace("_", "x"))


def mark_token(mark: str) -> str:
    return f"_m{mark}"


def audience_tokens(ids: Iterable[int]) -> list[str]:
    return [f"_v{pk}" for pk in ids]


KINDS = {
    "country": _("Country"), "indicator": _("Indicator"), "partnership": _("Partnership"),
    "recommendation": _("Recommendation"),
    "commitment": _("Commitment"), "cycle": _("Reporting cycle"), "report": _("Progress report"),
    "organisation": _("Organisation"), "plan": _("Action plan"), "action": _("Action"), "pathfinding": _("Pathfinding"),
    "shadow_report": _("Shadow report"), "template": _("Questions of a report"),
    "peer_round": _("Round of peer reviews"), "peer_review": _("Peer review"),
    "edition": _("Edition of the global report"),
    "course": _("Course or tool elsewhere"),
    "practice": _("Practice"), "adoption": _("Adoption"), "offer": _("Offer"), "need": _("Need"), "exchange": _("Exchange"),
    "platform": _("Platform"), "threat": _("Threat"), "solution": _("Joint solution"), "statement": _("Joint statement"),
    "joint_action": _("Joint action"), "meeting": _("Meeting"), "consultation": _("Consultation"),
    "topic": _("Discussion"),
}  # fmt: skip
LANGUAGES = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh": "中文"}


@dataclass(frozen=True)
class FacetName:
    code: str
    words: str


def facet_names(tokens: set[str]) -> dict[str, FacetName]:
    """What stands behind each facet token, in the reader's words."""
    asked = any(token[1] in "ct" for token in tokens)
    known = blocks.copied(("facets", translation.get_language() or "en"), _named) if asked else {}
    return {token: FacetName(*known.get(token) or _said(token)) for token in tokens}


def _named() -> dict[str, tuple[str, str]]:
    """Token -> code and words of countries and topics (2 queries, kept until one of them is named anew)."""
    told = [("country", a.code, a.names) for a in Area.objects.all()]
    told += [("topic", t.code, t.called) for t in Topic.objects.all()]
    return {facet_token(facet, code): (code, str(pick(names)) or code) for facet, code, names in told}


def _said(token: str) -> tuple[str, str]:
    rest = token[2:]
    if token[1] == "k":
        code = _KINDS_BY_TOKEN.get(token, rest)
        return code, str(KINDS.get(code, code))
    return rest, LANGUAGES.get(rest, rest)


def chosen_words(chosen: dict[str, str]) -> dict[str, str]:
    """Filters that are set, in the reader's words; what is no value of a facet stays as it was typed."""
    tokens = {facet: facet_token(facet, value) for facet, value in chosen.items()}
    named = facet_names(set(tokens.values()))
    return {f: named[t].words if named[t].words != t[2:] else chosen[f] for f, t in tokens.items()}


_KINDS_BY_TOKEN = {facet_token("kind", kind): kind for kind in KINDS}
