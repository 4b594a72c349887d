"""Which texts ask for the same: cosine of weighted words and pairs of words, and groups in which each is near to every other.

Weights are TF-IDF (Salton and Buckley, Term-weighting approaches in automatic text retrieval, 1988), pairs are found through an
inverted index that leaves out what cannot reach the least nearness (Bayardo, Ma and Srikant, Scaling up all pairs similarity
search, 2007), groups by complete linkage. What is found is a proposal for people, never a decision.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from accord.calc.normalise import tokens, words

type Vector = dict[str, float]  # term -> weight; of length 1, or empty

VERSION = "1"  # of the rules here and the least nearness: written beside each proposal
LEAST = 0.25  # set on one half of the labels; figures from the other: docs/nearness.md
# How strongly something is asked for, not what: a State that considers and one that ratifies answer one demand.
_HOW = frozenset(
    tokens(
        "accelerate additional adequate adopt all any appropriate carry concrete consider consolidate continue comprehensive "
        "double early effective efficient effort efforts enhance ensure establish existing expedite explore fully further "
        "furthermore guarantee implement implementation improve increase including intensify into maintain make measures more "
        "necessary order particularly possibility possible promptly put pursue redouble reinforce relevant required seek soon "
        "special specific step steps strengthen such sustain take towards undertake up urgently view well without work "
        "through while also especially particular their they these which who have has been not",
        "en",
    )
)
# Written short in one recommendation and in full in the next; folded.
_SHORT = {
    "crc": "convention rights child", "cedaw": "convention elimination discrimination women", "fgm": "female genital mutilation",
    "opsc": "optional protocol sale children prostitution pornography", "opac": "optional protocol children armed conflict",
    "opic": "optional protocol communications procedure", "opcat": "optional protocol convention torture",
    "icrmw": "convention migrant workers", "crpd": "convention persons disabilities",
    "iccpr": "covenant civil political rights", "icescr": "covenant economic social cultural rights",
}  # fmt: skip
_AFTER_OP = {"ac": "children armed conflict", "sc": "sale children prostitution pornography", "ic": "communications procedure"}


@dataclass(frozen=True, slots=True)
class Near:
    """Places of two texts, the first before the second, and their cosine, 0 to 1."""

    a: int
    b: int
    cosine: float


def terms(text: str, language: str = "en") -> list[str]:
    """Stems of what is asked for and pairs of neighbours, in the order of the text; how strongly it is asked is left out."""
    spelt = " ".join(_spelt(words(text)))
    said = [stem for stem in tokens(spelt, language) if stem not in _HOW]
    return said + [f"{one} {two}" for one, two in pairwise(said)]


def _spelt(found: Sequence[str]) -> Iterable[str]:
    """Words with their short forms written out: `OP-CRC-AC` is three words, of which the last tells which protocol."""
    for number, word in enumerate(found):
        if word in _AFTER_OP and "crc" in found[max(0, number - 2) : number]:
            yield _AFTER_OP[word]
        else:
            yield "optional protocol" if word == "op" else _SHORT.get(word, word)


def rarity(texts: Iterable[Sequence[str]]) -> tuple[Counter[str], int]:
    """In how many texts each term stands, and how many texts there are."""
    held: Counter[str] = Counter()
    count = 0
    for one in texts:
        held.update(set(one))
        count += 1
    return held, count


def weigh(text: Sequence[str], held: Mapping[str, int], count: int) -> Vector:
    """The text's terms by (1 + ln tf) · ln((1 + n) / (1 + df)) + 1, scaled to length 1; empty for a text without terms.

    A pair of words counts half as much as a word.
    """
    told = Counter(text)
    raw = {
        term: (1 + log(often)) * (log((1 + count) / (1 + held.get(term, 0))) + 1) * (0.5 if " " in term else 1.0)
        for term, often in told.items()
    }
    length = sqrt(sum(weight * weight for weight in raw.values()))
    return {term: weight / length for term, weight in raw.items()} if length else {}


def cosine(one: Vector, two: Vector) -> float:
    """0 to 1."""
    if len(two) < len(one):
        one, two = two, one
    return sum(weight * two[term] for term, weight in one.items() if term in two)


def near_pairs(vectors: Sequence[Vector], least: float = LEAST) -> list[Near]:
    """All pairs whose cosine is at least `least` (more than 0), the nearest first.

    Raises ValueError for a `least` outside (0, 1]. A term is indexed only where what comes before it in its text could not
    by itself reach `least`; terms that stand in most texts come first, so that their long lists are never made.
    """
    if not 0 < least <= 1:
        raise ValueError("The least nearness lies above 0 and is at most 1")
    held = Counter(term for vector in vectors for term in vector)
    most: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            most[term] = max(most[term], weight)
    index: dict[str, list[int]] = defaultdict(list)
    found: list[Near] = []
    for number, vector in enumerate(vectors):
        met = {other for term in vector for other in index.get(term, ())}
        for other in met:
            if (near := cosine(vector, vectors[other])) >= least:
                found.append(Near(other, number, min(near, 1.0)))
        reach = 0.0
        for term in sorted(vector, key=lambda t: (-held[t], t)):
            reach += vector[term] * most[term]
            if reach >= least:
                index[term].append(number)
    return sorted(found, key=lambda n: (-n.cosine, n.a, n.b))


def groups(pairs: Sequence[Near]) -> list[list[int]]:
    """Places that belong together, each group of two or more in order; in a group each is near to every other.

    `pairs` as `near_pairs` gives them. Complete linkage, so that no chain of small steps joins two demands.
    """
    near = {(p.a, p.b) for p in pairs}
    of: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for pair in pairs:
        first, second = of.setdefault(pair.a, pair.a), of.setdefault(pair.b, pair.b)
        one, two = members.setdefault(first, [pair.a]), members.setdefault(second, [pair.b])
        if first != second and all((min(x, y), max(x, y)) in near for x in one for y in two):
            members[first] = one + two
            of.update(dict.fromkeys(two, first))
            del members[second]
    return sorted(sorted(group) for group in members.values() if len(group) > 1)
