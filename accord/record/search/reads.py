"""Asking: three short lists of candidates (titles, phrases, newest), scored here, shown after a second look at who may see."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils import translation

from accord.calc import normalise
from accord.record.access import audience_ids
from accord.record.models import Card, Reader, SearchDocument
from accord.record.search import engine
from accord.record.search.tokens import KINDS, FacetName, audience_tokens, facet_names, facet_token

TITLES, PHRASES, NEWEST, PAGE, TOTAL_CAP = 100, 50, 300, 20, 1000


@dataclass(frozen=True)
class Hit:
    ref: str
    kind: str
    url: str
    title: str
    language: str
    excerpt: list[tuple[str, bool]]  # pieces of text; True marks a word that was asked for
    kind_words: str = ""
    part: str = ""


@dataclass(frozen=True)
class FacetValue:
    value: str
    words: str
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
    titles = set(engine.find("title", asked, limit=TITLES))
    if len(newest) == NEWEST:
        ids |= dict.fromkeys(engine.find("body", groups, limit=PHRASES, phrase=True) if len(asked) > 1 else ())
        ids |= dict.fromkeys(titles)
    candidates = _candidates(list(ids))
    held = set(newest)
    allowed = [c for c in candidates if c.pk in held or _meets(c, groups)]
    scored = _score(allowed, asked, titles)
    total = len(scored) if len(newest) < NEWEST else len(engine.find("body", groups, limit=TOTAL_CAP + 1))
    first = (page - 1) * PAGE
    return SearchPage(
        query=query,
        hits=_hits(user, scored[first : first + PAGE], asked),
        total=min(total, TOTAL_CAP),
        total_is_capped=total > TOTAL_CAP,
        facets=_facets([c for c in candidates if c.pk in held]),
        chosen=picked,
        page=page,
        pages=max(1, -(-len(scored) // PAGE)),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Texts are tokens between spaces, with one before and after: a token is counted by counting ` token `."""

    pk: int
    card: int
    part: str
    language: str
    title: str
    body: str


def _candidates(ids: list[int]) -> list[Candidate]:
    rows = SearchDocument.objects.filter(id__in=ids).values_list(
        "id", "card_id", "part", "language", "title_tokens", "body_tokens"
    )
    return [Candidate(pk, card, part, language, f" {title} ", f" {body} ") for pk, card, part, language, title, body in rows]


def _meets(candidate: Candidate, groups: list[list[str]]) -> bool:
    """Title and phrase hits carry no facet tokens: keep those whose document meets every group."""
    return all(any(f" {token} " in candidate.body for token in group) for group in groups)


def _often(text: str, token: str) -> int:
    """Up to 3; two in a row share a space, so that counting alone would miss every other one."""
    found, at, word = 0, 0, f" {token} "
    while found < 3 and (at := text.find(word, at)) >= 0:
        found, at = found + 1, at + len(word) - 1
    return found


def _score(candidates: list[Candidate], asked: list[list[str]], titles: set[int]) -> list[int]:
    """Title 5, how often the words stand there up to 3 each, phrase 8 in a title or 3, card 2; newer first on a tie.

    A card stands once, in the language that answers best (the reader's own wins a tie).
    """
    scores: list[tuple[float, int, tuple[int, str]]] = []
    own = translation.get_language()
    phrase = f" {' '.join(group[0] for group in asked)} " if len(asked) > 1 else ""
    for c in candidates:
        titled = c.title != "  "
        points = float(sum(max(_often(c.body, token) for token in group) for group in asked))
        points += (5 if c.pk in titles else 0) + (2 if titled else 0) + (0.5 if c.language == own else 0)
        if phrase:
            points += 8 if phrase in c.title else 3 if phrase in c.body else 0
        scores.append((points, c.pk, (c.card, "" if titled else c.part)))
    best: dict[tuple[int, str], int] = {}
    for _, pk, thing in sorted(scores, reverse=True):
        best.setdefault(thing, pk)
    return list(best.values())


def _hits(user: Reader, ids: list[int], asked: list[list[str]]) -> list[Hit]:
    found = list(SearchDocument.objects.filter(id__in=ids).select_related("card"))
    seen = set(Card.objects.visible_to(user).filter(pk__in=[d.card_id for d in found]).values_list("pk", flat=True))
    allowed = set(audience_ids(user))
    by_id = {d.id: d for d in found if d.card_id in seen and d.audience_id in allowed}
    return [_hit(by_id[pk], asked) for pk in ids if pk in by_id]


def _hit(document: SearchDocument, asked: list[list[str]]) -> Hit:
    card = document.card
    title = document.title or str(card.name)
    return Hit(
        ref=card.ref, kind=card.kind, url=card.url, title=title, language=document.language,
        excerpt=marked(document.text, asked, document.language), kind_words=str(KINDS.get(card.kind, card.kind)),
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


def _facets(newest: list[Candidate]) -> dict[str, list[FacetValue]]:
    """Counts of the newest 300, once a card, from the facet tokens that end each document."""
    told: dict[str, Counter[str]] = {letter: Counter() for letter in "kctl"}
    seen: set[tuple[int, str]] = set()
    for c in newest:
        for token in c.body[c.body.find(" _k") + 1 :].split():
            if token[1] in told and (c.card, token) not in seen:
                seen.add((c.card, token))
                told[token[1]][token] += 1
    named = facet_names({token for counts in told.values() for token in counts})
    return {
        facet: _top(told[letter], named) for facet, letter in (("kind", "k"), ("country", "c"), ("topic", "t"), ("language", "l"))
    }


def _top(counts: Counter[str], named: dict[str, FacetName], most: int = 12) -> list[FacetValue]:
    found = sorted(counts.items(), key=lambda x: (-x[1], x[0]))[:most]
    return [FacetValue(named[token].code, named[token].words, count) for token, count in found]
