"""What worked for countries like mine: nearness from the indicators' room, practices and adoptions as cards with their faces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accord.indicators.explore.like import LikePage
from accord.people.models import Area
from accord.record import faces
from accord.record.models import Card, Reader, Topic

KINDS = ("practice", "adoption")
SHOWN = ("effective", "promising")  # ratings that count as "has been shown to work"
MOST = 100  # practices and adoptions on a page
LOOKED = 2_000  # and how many are looked through for those that were shown to work
ALL = 400  # countries


@dataclass(frozen=True)
class Known:
    """A practice or an adoption, by its card and its face. `rating`: of the practice that it is or comes from; `owner`: the body
    whose it is, which may be of another country than the one where it stands, or of none."""

    kind: str
    url: str
    title: dict[str, str]
    summary: dict[str, str]
    status: str
    rating: str
    note: str
    figure: str
    topics: list[dict[str, str]]
    owner: dict[str, str] | None


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
    """Countries of which something is held, the nearest first; those of unknown nearness last, by code. `anywhere`: what bodies
    of no country did in several; it is near to nobody, and stands after all that is."""

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
    anywhere: list[Known]
    held: int  # of other countries on this problem, before ratings narrow them: those of the nearest are shown
    problems: list[Choice] = field(default_factory=list, metadata={"html_only": True})
    sector: str = ""
    sectors: list[Choice] = field(default_factory=list, metadata={"html_only": True})
    most: int = field(default=MOST, metadata={"html_only": True})


def asked_topics() -> list[Topic]:
    """Forms of violence and INSPIRE strategies, which are problems here, and sectors (1 query)."""
    return list(Topic.objects.filter(scheme__in=("form", "inspire", "sector")))


def learn_page(
    area: Area, like: LikePage, problem: str, sector: str, shown_only: bool, choices: Sequence[Topic], user: Reader
) -> LearnPage:
    """Some 9 queries beside those of `like`, which tells all countries whose nearness is known."""
    problems, sectors = ([t for t in choices if (t.scheme == "sector") is wanted] for wanted in (False, True))
    chosen, within = next((t for t in problems if t.code == problem), None), next((t for t in sectors if t.code == sector), None)
    ids = _nearest_first(area, [t for t in (chosen, within) if t], like, user)
    of: dict[str, list[Known]] = {}
    areas: dict[str, Area] = {}
    anywhere: list[Known] = []
    count = 0
    for start in range(0, min(len(ids), LOOKED), MOST):
        for known, places in _known_of(ids[start : start + MOST], shown_only):
            if count < MOST:
                count += 1
                anywhere += [] if places else [known]
                for place in places:
                    of.setdefault(place.code, []).append(known)
                    areas[place.code] = place
        if count == MOST:
            break
    near = _in_order(like, of, areas)
    return LearnPage(
        area.code, area.names, area.world, problem if chosen else "", chosen.names if chosen else {}, shown_only, like.weights,
        near, sum(len(one.cards) for one in near) + len(anywhere), len(like.near), anywhere, len(ids),
        _choices(problems), within.code if within else "", _choices(sectors),
    )  # fmt: skip


def _choices(topics: Sequence[Topic]) -> list[Choice]:
    return [Choice(t.code, str(t.name), t.name.lang) for t in topics]


def _nearest_first(area: Area, chosen: Sequence[Topic], like: LikePage, user: Reader) -> list[int]:
    """The ids of what the reader may see of other countries of the same world: those of the nearest country first, within one
    practices before adoptions and new before old. What is of several countries stands with its nearest, what is of none after all
    others (1 query)."""
    rows = Card.objects.visible_to(user).filter(kind__in=KINDS, world=area.world).exclude(areas=area)
    for topic in chosen:
        rows = rows.filter(topics=topic)
    place = {near.iso3: number for number, near in enumerate(like.near)}
    nearest: dict[int, int] = {}
    for pk, code in rows.order_by("-kind", "-published_at", "-id").values_list("pk", "areas__code"):
        there = place.get(code, len(place)) if code else len(place) + 1
        nearest[pk] = min(there, nearest.get(pk, there))
    return sorted(nearest, key=lambda pk: nearest[pk])  # a stable order: what stood first within a country stays first


def _known_of(ids: Sequence[int], shown_only: bool) -> list[tuple[Known, list[Area]]]:
    cards = Card.objects.select_related("owner").prefetch_related("areas", "topics").in_bulk(ids)
    told = faces.faces_of(list(cards.values()))
    found = []
    for card in (cards[pk] for pk in ids if pk in cards):
        known = _known(card, told.get(card.pk) or {})
        if known and not (shown_only and (told[card.pk].get("rated") or told[card.pk]["code"]) not in SHOWN):
            found.append((known, list(card.areas.all())))
    return found


def _known(card: Card, face: Mapping[str, str]) -> Known | None:
    """None of what was withdrawn, or is not public yet."""
    if not face or face["code"] in ("withdrawn", "draft", "submitted", "given_up"):
        return None
    return Known(
        card.kind, card.url, card.title, card.summary, face["status"], face.get("rating", face["status"]), face["note"],
        face["figure"], [t.called for t in card.topics.all()],
        card.owner.names if card.owner else None,
    )  # fmt: skip


def _in_order(like: LikePage, of: Mapping[str, list[Known]], areas: Mapping[str, Area]) -> list[NearCountry]:
    placed = [NearCountry(n.iso3, n.names, n.url, n.distance, of[n.iso3]) for n in like.near if n.iso3 in of]
    rest = sorted(set(of) - {n.iso3 for n in like.near})
    return placed + [NearCountry(code, areas[code].names, areas[code].url, None, of[code]) for code in rest]
