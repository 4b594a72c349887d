"""Which offers fit a need, with the reasons: what both have in common, by open weights.

The mean of parts between 0 and 1 over those that both tell (J. C. Gower, A general coefficient of similarity, Biometrics 27,
1971); shared topics as the share of the need's own. It proposes; it says nothing of who is better.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

WEIGHTS = {"topics": 3.0, "language": 2.0, "region": 1.0, "groups": 1.0}
LEAST = 0.25  # below this nothing is proposed


@dataclass(frozen=True)
class Side:
    """An offer or a need. `country` is empty where it is of a `body` of no country; `topics` and `languages` are codes;
    `region` from wide to narrow; `groups` such as LDC; `until` the last day it holds, None where open-ended."""

    key: str
    kind: str
    country: str
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    region: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()
    practice: str = ""
    until: date | None = None
    body: str = ""


@dataclass(frozen=True)
class Reason:
    """`name`: practice, kind, topics, language, region or groups; `shared` the codes that both have."""

    name: str
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """`score` 0 to 1, for the order alone."""

    key: str
    score: float
    reasons: tuple[Reason, ...]


def fit(need: Side, offer: Side, today: date) -> Match | None:
    """None where the kinds differ, both are of one country or of one body of none, one is over, or too little is in common.

    Topics: the need's that the offer shares, of all the need's. Language: 1 where one is shared. Region: levels in common of the
    longer list. Groups: 1 where one is shared. A part that one side does not tell is left out. Both about the same practice: 1.
    A body of no country has no region and no group in common with anybody: 0, so that it never stands before an equal country.
    Worked: topics {p, e} and {p}: 1/2; both French: 1; same continent of two levels: 1/2; no groups told: left out.
    (3 × 0.5 + 2 × 1 + 1 × 0.5) / 6 = 0.6667.
    """
    if need.kind != offer.kind or (need.country, need.body) == (offer.country, offer.body):
        return None
    if any(one.until is not None and one.until < today for one in (need, offer)):
        return None
    parts = {
        "topics": _topics(need, offer), "language": _any(need.languages, offer.languages), "region": _region(need, offer),
        "groups": _any(need.groups, offer.groups),
    }  # fmt: skip
    if not (need.country and offer.country):
        parts |= {"region": NOTHING, "groups": NOTHING}
    told = {name: (share, shared) for name, (share, shared) in parts.items() if share is not None}
    whole = sum(WEIGHTS[name] for name in told)
    score = sum(WEIGHTS[name] * share for name, (share, _) in told.items()) / whole if whole else 0.0
    same = bool(need.practice) and need.practice == offer.practice
    if same:
        score = 1.0
    common = [Reason(name, shared) for name, (share, shared) in told.items() if share]
    if score < LEAST or not (same or "topics" in {one.name for one in common}):
        return None
    about = [Reason("practice", (need.practice,))] if same else []
    return Match(offer.key, score, (*about, Reason("kind", (need.kind,)), *common))


def matches(need: Side, offers: Iterable[Side], today: date, most: int = 5) -> list[Match]:
    """The best first, ties by key. Raises ValueError where `most` is not above nought."""
    if most < 1:
        raise ValueError("At least one is asked for")
    return _best((fit(need, offer, today) for offer in offers), most)


def needs_met(offer: Side, needs: Iterable[Side], today: date, most: int = 5) -> list[Match]:
    """The same from the offer's side: a need is shown to whom its own page shows. Keys are those of the needs."""
    if most < 1:
        raise ValueError("At least one is asked for")
    return _best((replace(found, key=need.key) for need in needs if (found := fit(need, offer, today))), most)


def _best(found: Iterable[Match | None], most: int) -> list[Match]:
    return sorted((one for one in found if one is not None), key=lambda one: (-one.score, one.key))[:most]


type Part = tuple[float | None, tuple[str, ...]]
NOTHING: Part = (0.0, ())


def _topics(need: Side, offer: Side) -> Part:
    if not need.topics or not offer.topics:
        return None, ()
    shared = need.topics & offer.topics
    return len(shared) / len(need.topics), tuple(sorted(shared))


def _any(mine: frozenset[str], theirs: frozenset[str]) -> Part:
    if not mine or not theirs:
        return None, ()
    shared = mine & theirs
    return (1.0 if shared else 0.0), tuple(sorted(shared))


def _region(need: Side, offer: Side) -> Part:
    if not need.region or not offer.region:
        return None, ()
    shared = []
    for mine, theirs in zip(need.region, offer.region, strict=False):
        if mine != theirs:
            break
        shared.append(mine)
    return len(shared) / max(len(need.region), len(offer.region)), tuple(shared)
