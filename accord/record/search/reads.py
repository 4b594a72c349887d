"""Asking: three short lists of candidates (titles, phrases, newest), scored here, shown after a second look at who may see."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from accord.calc import normalise
from accord.record.access import audience_ids
from accord.record.models import Card, Reader, SearchDocument
from accord.record.search import engine
from accord.record.search.tokens import audience_tokens, facet_token

TITLES, PHRASES, NEWEST, PAGE, TOTAL_CAP = 100, 50, 300, 20, 1000


@dataclass(frozen=True)
class Hit:
    ref: str
    kind: str
    url: str
    title: str
    language: str
    excerpt: list[tuple[str, bool]]  # pieces of text; True marks a word that was asked for
    part: str = ""


@dataclass(frozen=True)
class FacetValue:
    value: str
    count: int


@dataclass(frozen=True)
class SearchPage:
    query: str
    hits: list[Hit]
    total: int
    total_is_capped: bool
    facets: dict[str, list[FacetValue]]
    chosen: dict[str, str] = field(default_factory=dict)
    page: int = 1
    pages: int = 1


def search(user: Reader, query: str, *, chosen: dict[str, str] | None = None, page: int = 1, world: str = "") -> SearchPage:
    """Records that hold every word asked and that the reader may see; exact below 300 hits, newest-first beyond."""
    picked = {k: v for k, v in (chosen or {}).items() if v}
    asked = normalise.query_tokens(query)
    mine = audience_ids(user)
    if not asked or not mine:
        return SearchPage(query, [], 0, False, {}, picked)
    filters = [[facet_token(k, v)] for k, v in picked.items()] + ([[facet_token("world", world)]] if world else [])
    groups = [*asked, *filters, audience_tokens(mine)]
    newest = engine.find("body", groups, limit=NEWEST)
    ids = dict.fromkeys(newest)
    titles = list(engine.find("title", asked, limit=TITLES))
    if len(newest) == NEWEST:
        ids |= dict.fromkeys(engine.find("body", groups, limit=PHRASES, phrase=True))
        ids |= dict.fromkeys(_allowed(titles, groups))
    scored = _score(list(ids), asked, set(titles))
    total = len(scored) if len(newest) < NEWEST else len(engine.find("body", groups, limit=TOTAL_CAP + 1))
    first = (page - 1) * PAGE
    return SearchPage(
        query=query,
        hits=_hits(user, scored[first : first + PAGE], asked),
        total=min(total, TOTAL_CAP),
        total_is_capped=total > TOTAL_CAP,
        facets=_facets(newest),
        chosen=picked,
        page=page,
        pages=max(1, -(-len(scored) // PAGE)),
    )


def _allowed(ids: list[int], groups: list[list[str]]) -> list[int]:
    """Title hits carry no facet tokens: keep those whose document meets every group."""
    kept = []
    for document in SearchDocument.objects.filter(id__in=ids).only("id", "body_tokens"):
        held = set(document.body_tokens.split())
        if all(held.intersection(group) for group in groups):
            kept.append(document.id)
    return kept


def _score(ids: list[int], asked: list[list[str]], titles: set[int]) -> list[int]:
    """Title 5, how often the words stand there up to 3 each, phrase 8 in a title or 3, card 2; newer first on a tie.

    A card stands once, in the language that answers best (the reader's own wins a tie).
    """
    scores: list[tuple[float, int, tuple[int, str]]] = []
    own = translation.get_language()
    rows = SearchDocument.objects.filter(id__in=ids)
    for pk, card, part, language, title, body in rows.values_list(
        "id", "card_id", "part", "language", "title_tokens", "body_tokens"
    ):
        counts = Counter(body.split())
        points = float(sum(min(3, max(counts[t] for t in group)) for group in asked))
        points += (5 if pk in titles else 0) + (2 if title else 0) + (0.5 if language == own else 0)
        if len(asked) > 1:
            phrase = f" {' '.join(group[0] for group in asked)} "
            points += 8 if phrase in f" {title} " else 3 if phrase in f" {body} " else 0
        scores.append((points, pk, (card, "" if title else part)))
    best: dict[tuple[int, str], int] = {}
    for _, pk, thing in sorted(scores, reverse=True):
        best.setdefault(thing, pk)
    return list(best.values())


def _hits(user: Reader, ids: list[int], asked: list[list[str]]) -> list[Hit]:
    found = SearchDocument.objects.filter(id__in=ids).select_related("card", "card__audience")
    seen = set(Card.objects.visible_to(user).filter(documents__in=ids).values_list("id", flat=True))
    allowed = set(audience_ids(user))
    by_id = {d.id: d for d in found if d.card_id in seen and d.audience_id in allowed}
    return [_hit(by_id[pk], asked) for pk in ids if pk in by_id]


def _hit(document: SearchDocument, asked: list[list[str]]) -> Hit:
    card = document.card
    title = document.title or str(card.name)
    return Hit(
        ref=card.ref, kind=card.kind, url=card.url, title=title, language=document.language,
        excerpt=marked(document.text, asked, document.language),
        part="" if document.title else document.part,
    )  # fmt: skip


def marked(text: str, asked: list[list[str]], language: str, length: int = 260) -> list[tuple[str, bool]]:
    """The piece of the text around the first word asked, cut into plain and marked pieces."""
    spans = normalise.spans(text, asked, language)
    start = max(0, spans[0][0] - 80) if spans else 0
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + length)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for left, right in spans:
        if left < at or right > end:
            continue
        pieces += [(text[at:left], False), (text[left:right], True)]
        at = right
    pieces.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [p for p in pieces if p[0]]


def _facets(newest: list[int]) -> dict[str, list[FacetValue]]:
    """Counts of the newest 300, once a card."""
    rows: Any = SearchDocument.objects.filter(id__in=newest).values_list("card_id", "card__kind", "language")
    kinds = Counter(dict.fromkeys(((card, kind) for card, kind, _ in rows)).keys())
    languages = Counter((card, language) for card, _, language in rows)
    areas = Card.areas.through.objects.filter(card_id__in={r[0] for r in rows}).values_list("card_id", "area__code")
    topics = Card.topics.through.objects.filter(card_id__in={r[0] for r in rows}).values_list("card_id", "topic__code")
    return {
        "kind": _top(Counter(kind for _, kind in kinds)),
        "country": _top(Counter(code for _, code in areas)),
        "topic": _top(Counter(code for _, code in topics)),
        "language": _top(Counter(language for _, language in languages)),
    }


def _top(counts: Counter[str], most: int = 12) -> list[FacetValue]:
    return [FacetValue(value, count) for value, count in sorted(counts.items(), key=lambda x: (-x[1], x[0]))[:most]]
