"""What worked for countries like mine: nearness from the indicators' room, practices and adoptions as cards with their faces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accord.indicators.explore.like import LikePage
from accord.people.models import Area
from accord.record import faces
from accord.record.models import Card, Reader, Topic

KINDS = ("practice", "adoption")
SHOWN = ("effective", "promising")  # ratings that count as "has been shown to work"
MOST = 300  # cards
ALL = 400  # countries


@dataclass(frozen=True)
class Known:
    """A practice or an adoption, by its card and its face. `rating`: of the practice that it is or comes from."""

    kind: str
    url: str
    title: dict[str, str]
    summary: dict[str, str]
    status: str
    rating: str
    note: str
    figure: str
    topics: list[dict[str, str]]


@dataclass(frozen=True)
class NearCountry:
    """`distance` from 0 (the same) to 1, None where too little is known to tell."""

    iso3: str
    names: dict[str, str]
    url: str
    distance: float | None
    cards: list[Known]


@dataclass(frozen=True)
class Choice:
    code: str
    words: str
    lang: str


@dataclass(frozen=True)
class LearnPage:
    """Countries of which something is held, the nearest first; those of unknown nearness last, by code."""

    iso3: str
    names: dict[str, str]
    world: str
    problem: str
    problem_names: dict[str, str]
    shown_only: bool
    weights: dict[str, float]
    near: list[NearCountry]
    cards: int
    compared: int  # countries whose nearness is known
    problems: list[Choice] = field(default_factory=list, metadata={"html_only": True})


def problems() -> list[Topic]:
    """Forms of violence and INSPIRE strategies (1 query)."""
    return list(Topic.objects.filter(scheme__in=("form", "inspire")))


def learn_page(area: Area, like: LikePage, problem: str, shown_only: bool, choices: Sequence[Topic], user: Reader) -> LearnPage:
    """Some 8 queries beside those of `like`, which tells all countries whose nearness is known."""
    chosen = next((t for t in choices if t.code == problem), None)
    held = _held(area, chosen, user)
    told = faces.faces_of([card for card, _codes in held])
    of: dict[str, list[Known]] = {}
    areas: dict[str, Area] = {}
    for card, places in held:
        known = _known(card, told.get(card.pk) or {})
        if known and not (shown_only and (told[card.pk].get("rated") or told[card.pk]["code"]) not in SHOWN):
            for place in places:
                of.setdefault(place.code, []).append(known)
                areas[place.code] = place
    near = _in_order(like, of, areas)
    return LearnPage(
        area.code, area.names, area.world, problem if chosen else "", chosen.names if chosen else {}, shown_only, like.weights,
        near, sum(len(one.cards) for one in near), len(like.near), [Choice(t.code, str(t.name), t.name.lang) for t in choices],
    )  # fmt: skip


def _held(area: Area, chosen: Topic | None, user: Reader) -> list[tuple[Card, list[Area]]]:
    """What the reader may see of other countries of the same world, practices first."""
    rows = Card.objects.visible_to(user).filter(kind__in=KINDS, world=area.world).exclude(areas=area)
    rows = rows.filter(topics=chosen) if chosen else rows
    found = rows.order_by("-kind", "-published_at", "-id").prefetch_related("areas", "topics")[:MOST]
    return [(card, list(card.areas.all())) for card in found]


def _known(card: Card, face: Mapping[str, str]) -> Known | None:
    """None of what was withdrawn, or is not public yet."""
    if not face or face["code"] in ("withdrawn", "draft", "submitted"):
        return None
    return Known(
        card.kind, card.url, card.title, card.summary, face["status"], face.get("rating", face["status"]), face["note"],
        face["figure"], [t.called for t in card.topics.all()],
    )  # fmt: skip


def _in_order(like: LikePage, of: Mapping[str, list[Known]], areas: Mapping[str, Area]) -> list[NearCountry]:
    placed = [NearCountry(n.iso3, n.names, n.url, n.distance, of[n.iso3]) for n in like.near if n.iso3 in of]
    rest = sorted(set(of) - {n.iso3 for n in like.near})
    return placed + [NearCountry(code, areas[code].names, areas[code].url, None, of[code]) for code in rest]
