"""Asking: three short lists of candidates (titles, phrases, newest), scored here, shown after a second look at who may see."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import translation

from accord.calc import normalise
from accord.kit.texts import pick
from accord.record.access import audience_ids
from accord.record.models import Card, Reader, SearchDocument
from accord.record.search import engine
from accord.record.search.engine import Entry
from accord.record.search.index import CARD_RANK, thing_of
from accord.record.search.tokens import KINDS, FacetName, audience_tokens, chosen_words, facet_names, facet_token

TITLES, PHRASES, NEWEST, PAGE, TOTAL_CAP = 100, 50, 300, 20, 1000
LOOK = 10_000  # characters of a text that an excerpt is taken from


_parts: dict[str, Callable[[str, str], str]] = {}


def register_parts(kind: str, address: Callable[[str, str], str]) -> None:
    """Where a passage of a card of this kind is read: (address of the card, part) -> address."""
    _parts[kind] = address


def part_url(kind: str, url: str, part: str) -> str:
    """Where a part of the card at this address is read."""
    return _parts[kind](url, part) if part and kind in _parts else url


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
    chosen_words: dict[str, str] = field(default_factory=dict)
    page: int = 1
    pages: int = 1


def search(user: Reader, query: str, *, chosen: dict[str, str] | None = None, page: int = 1, world: str = "") -> SearchPage:
    """Records that hold every word asked and that the reader may see; exact below 300 hits, newest-first beyond.

    Without a word all that was chosen, as from a link to a topic.
    """
    picked = {k: v for k, v in (chosen or {}).items() if v}
    asked = normalise.query_tokens(query)
    mine = audience_ids(user)
    if not (asked or picked) or not mine:
        return SearchPage(query, [], 0, False, {}, picked, chosen_words(picked))
    filters = [[facet_token(k, v)] for k, v in picked.items()] + ([[facet_token("world", world)]] if world else [])
    filters.append(audience_tokens(mine))
    newest, total = engine.find("body", [*asked, *filters], limit=NEWEST, up_to=TOTAL_CAP + 1)
    candidates = {entry.pk: entry for entry in newest}
    phrased = engine.find("body", [*asked, *filters], limit=NEWEST, phrase=True)[0] if len(asked) > 1 and newest else []
    if len(newest) == NEWEST:
        phrased.sort(reverse=True)
        candidates |= {entry.pk: entry for entry in (*phrased[:PHRASES], *_titled(asked, filters))}
    ranked = _ranked(candidates.values(), asked, {entry.pk for entry in phrased})
    if len(newest) < NEWEST:
        total = len(ranked)
    first = (page - 1) * PAGE
    return SearchPage(
        query=query,
        hits=_hits(user, ranked[first : first + PAGE], asked),
        total=min(total, TOTAL_CAP),
        total_is_capped=total > TOTAL_CAP,
        facets=_facets(newest),
        chosen=picked,
        chosen_words=chosen_words(picked),
        page=page,
        pages=max(1, -(-len(ranked) // PAGE)),
    )


def refs_with(user: Reader, words: str, kinds: Iterable[str], world: str) -> list[str]:
    """Cards of these kinds that hold every word and that the reader may see: the newest 300, for a list that is narrowed by
    words (3 queries)."""
    asked, mine = normalise.query_tokens(words), audience_ids(user)
    if not asked or not mine:
        return []
    groups = [*asked, [facet_token("kind", kind) for kind in kinds], [facet_token("world", world)], audience_tokens(mine)]
    found = {thing_of(entry.pk)[0] for entry in engine.find("body", groups, limit=NEWEST)[0]}
    return list(Card.objects.visible_to(user).filter(pk__in=found).values_list("ref", flat=True))


def _titled(asked: list[list[str]], filters: list[list[str]]) -> list[Entry]:
    """The newest whose title holds the words. Titles carry no facet tokens, so these are looked at here."""
    wanted = _spaced(filters)
    return [entry for entry in engine.find("title", asked, limit=TITLES)[0] if _meets(entry.facets, wanted)]


def _spaced(groups: list[list[str]]) -> list[list[str]]:
    return [[f" {token} " for token in group] for group in groups]


def _meets(text: str, groups: list[list[str]]) -> bool:
    """Whether each group has a token in the text, both spaced. Plain loops: it runs for each of hundreds of candidates."""
    for group in groups:
        for token in group:
            if token in text:
                break
        else:
            return False
    return True


def _ranked(entries: Iterable[Entry], asked: list[list[str]], in_a_row: set[int]) -> list[int]:
    """Title 5, how often the words stand there 1 to 3 each, phrase 8 in a title or 3, card 2; newer first on a tie.

    A card stands once, in the language that answers best (the reader's own wins a tie). `in_a_row`: who holds the phrase.
    """
    scores: list[tuple[float, int]] = []
    own = f" {facet_token('language', translation.get_language() or 'en')} "
    words = _spaced(asked)
    counts = [[f" {token}=" for token in group] for group in asked]
    rows = [[f" {' '.join(way)} " for way in engine.phrases(asked)]] if len(asked) > 1 else []
    for pk, title, repeated, facets in entries:
        points = 0.5 if own in facets else 0.0
        for group in counts:
            points += 1 + (_more(repeated, group) if repeated else 0)
        if pk >= CARD_RANK:
            points += 7 if _meets(title, words) else 2
        if rows:
            points += 8 if _meets(title, rows) else 3 if pk in in_a_row else 0
        scores.append((points, pk))
    best: dict[tuple[int, int], int] = {}
    for _, pk in sorted(scores, reverse=True):
        best.setdefault(thing_of(pk), pk)
    return list(best.values())


def _more(repeated: str, group: list[str]) -> int:
    """How often more than once the token of the group that stands there most: 0, 1, or 2 for three times or more."""
    most = 1
    for count in group:
        at = repeated.find(count)
        if at >= 0:
            most = max(most, int(repeated[at + len(count)]))
    return most - 1


def _hits(user: Reader, ids: list[int], asked: list[list[str]]) -> list[Hit]:
    """In one query, with a second look at who may see both the card and the passage."""
    if not ids:
        return []
    mine = audience_ids(user)
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN.format(ids=_marks(ids), mine=_marks(mine)), [LOOK, *ids, *mine, *mine])
        by_id = {row[0]: row[1:] for row in cursor.fetchall()}
    known: normalise.Answers = {}
    kinds = {kind: str(KINDS.get(kind, kind)) for kind in {row[5] for row in by_id.values()}}
    return [_hit(by_id[pk], asked, known, kinds) for pk in ids if pk in by_id]


# The rule is `Card.objects.visible_to`, written out: through the ORM this query costs three times as much.
_SHOWN = (
    "SELECT d.id, d.part, d.language, d.title, substr(d.text, 1, %s), c.ref, c.kind, c.url, c.title "
    f"FROM {SearchDocument._meta.db_table} d JOIN {Card._meta.db_table} c ON c.id = d.card_id WHERE d.id IN ({{ids}}) "
    "AND d.audience_id IN ({mine}) AND c.audience_id IN ({mine}) AND c.published_at IS NOT NULL"
)


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _hit(row: tuple[Any, ...], asked: list[list[str]], known: normalise.Answers, kinds: dict[str, str]) -> Hit:
    part, language, title, text, ref, kind, url, names = row
    if not title and kind in _parts:
        url = _parts[kind](url, part)
    return Hit(
        ref=ref, kind=kind, url=url, title=title or str(pick(json.loads(names))), language=language,
        excerpt=marked(text, asked, language, known), kind_words=kinds[kind], part="" if title else part,
    )  # fmt: skip


def marked(
    text: str, asked: list[list[str]], language: str, known: normalise.Answers, length: int = 260
) -> list[tuple[str, bool]]:
    """The piece of the text around the first word asked, cut into plain and marked pieces; its lines told apart."""
    text = " · ".join(line.strip() for line in text.splitlines() if line.strip())
    spans = normalise.spans(text, asked, language, within=length, known=known)
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


def _facets(newest: list[Entry]) -> dict[str, list[FacetValue]]:
    """Counts of the newest 300, once a card, from their facet tokens."""
    of_card: dict[int, str] = {}
    for entry in newest:
        card = thing_of(entry.pk)[0]
        of_card[card] = of_card[card] + entry.facets if card in of_card else entry.facets
    told: dict[str, Counter[str]] = {letter: Counter() for letter in "kctl"}
    for facets, cards in Counter(of_card.values()).items():  # few cards differ in all their facets
        for token in set(facets.split()):
            if token[1] in told:
                told[token[1]][token] += cards
    named = facet_names({token for counts in told.values() for token in counts})
    return {
        facet: _top(told[letter], named) for facet, letter in (("kind", "k"), ("country", "c"), ("topic", "t"), ("language", "l"))
    }


def _top(counts: Counter[str], named: dict[str, FacetName], most: int = 12) -> list[FacetValue]:
    found = sorted(counts.items(), key=lambda x: (-x[1], normalise.fold(named[x[0]].words)))[:most]
    return [FacetValue(named[token].code, named[token].words, count) for token, count in found]
