"""The page of one adoption, and how practices travel: all adoptions with their days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from accord.calc.dissemination import Spread, days_between, spread, tree
from accord.learning.access import access_adoption, asking_adopter, owner_hat, writing_hat
from accord.learning.models import Adoption, Practice
from accord.learning.reads.changes import RevisionLine, revisions_of
from accord.learning.reads.lineage import TIED, AdoptionLine, adopted_of, line_of
from accord.learning.wording import adoption_wording
from accord.people.models import Area, World
from accord.record.access import held_refs, is_held
from accord.record.models import Card, Reader
from accord.record.reads import HistoryLine, LinkedCard, history, linked_cards


@dataclass(frozen=True)
class AdoptionPage:
    line: AdoptionLine
    world: str
    version: int
    language: str
    practice_ref: str
    practice_title: str
    practice_language: str
    practice_url: str
    practice_area: dict[str, str]  # of a body of no country: the body
    practice_area_url: str
    from_url: str
    owner: dict[str, str] | None
    contact: str
    changed: str
    results: str
    evidence: str
    entered_on: date
    withdrawn_on: date | None
    reason: str
    links: list[LinkedCard]
    against: list[LinkedCard]  # the threat, where the reader may see it
    revisions: list[RevisionLine]
    history: list[HistoryLine]
    may: frozenset[str] = field(default=frozenset(), metadata={"html_only": True})


def adoption_page(ref: str, user: Reader) -> AdoptionPage:
    a = access_adoption(user, ref)
    card = Card.objects.get(ref=f"adoptions/{ref}")
    p = a.practice
    may: set[str] = set()
    may |= {"ask"} if asking_adopter(user, a) else set()
    if owner_hat(user, a):
        may |= {"own"} if a.withdrawn_on is None else set()
    elif (hat := writing_hat(user)) and hat.world == a.world and a.withdrawn_on is None and p.state in Practice.PUBLIC:
        may.add("adopt")
    links = linked_cards(card, user)
    return AdoptionPage(
        line_of(a, p, 1), a.world, a.version, a.language, p.ref, practice_title(p), p.language, p.url, p.home.names, p.home.url,
        a.source.url if a.source else p.url, a.owner.names if a.owner else None, str(a.contact or ""), a.changed, a.results,
        a.evidence, a.entered_on, a.withdrawn_on, a.reason, links,
        [one for one in links if one.kind == "threat"], revisions_of(card, adoption_wording(a)),
        history(card, user), frozenset(may),
    )  # fmt: skip


def practice_title(p: Practice) -> str:
    """A hidden one is named by its number alone."""
    return p.ref if is_held(f"practices/{p.ref}") else p.title


@dataclass(frozen=True)
class TravelLine:
    """A practice and how it travelled."""

    ref: str
    url: str
    title: str
    language: str
    area: dict[str, str]  # of a body of no country: the body
    published_on: date
    generations: int
    spread: Spread


@dataclass(frozen=True)
class TravelPage:
    """Of all practices that were ever public and are not withdrawn; the median is of all adoptions together."""

    lines: list[TravelLine]
    practices: int
    untouched: int  # practices that nobody adopted yet
    spread: Spread
    world: str


def travelling(asked: Mapping[str, str]) -> str:
    return World.DEMO if asked.get("world") == World.DEMO else World.REAL


def _adoptions(world: str) -> QuerySet[Adoption]:
    rows = Adoption.objects.filter(world=world, withdrawn_on=None, practice__state__in=Practice.PUBLIC)
    rows = rows.exclude(ref__in=held_refs("adoption")).exclude(practice__ref__in=held_refs("practice"))
    rows = rows.select_related(*TIED, "practice__area", "practice__place", "practice__owner")
    return rows.order_by("practice_id", "decided_on", "id")


def travel_page(asked: Mapping[str, str]) -> TravelPage:
    """Two queries."""
    world = travelling(asked)
    of: dict[int, list[Adoption]] = {}
    for a in _adoptions(world):
        of.setdefault(a.practice_id, []).append(a)
    count = Practice.objects.filter(world=world, state__in=Practice.PUBLIC).exclude(ref__in=held_refs("practice")).count()
    told = [adopted_of(a, a.practice) for rows in of.values() for a in rows]
    return TravelPage([_travelled(rows) for rows in of.values()], count, count - len(of), spread(told), world)


def _travelled(rows: list[Adoption]) -> TravelLine:
    p = rows[0].practice
    assert p.published_on is not None
    return TravelLine(
        p.ref, p.url, p.title, p.language, p.home.names, p.published_on, max(_depths(rows).values()),
        spread(adopted_of(a, p) for a in rows),
    )  # fmt: skip


def _depths(rows: list[Adoption]) -> dict[str, int]:
    parents = {a.ref: a.source.ref if a.source else "" for a in rows}
    return {branch.key: branch.depth for branch in tree(parents, list(parents))}


TRAVEL_COLUMNS = (
    "practice", "practice_country", "published_on", "adoption", "country", "from", "from_country", "generation", "kind", "stage",
    "decided_on", "days", "counted", "world", "url", "practice_owner", "owner",
)  # fmt: skip


def travel_rows(asked: Mapping[str, str]) -> Iterator[list[str]]:
    """`counted` is 1 where the row is among those of the median: another country's, decided on the day of publication or
    later. Owners are bodies; a country stands where it was done."""
    of: dict[int, list[Adoption]] = {}
    for a in _adoptions(travelling(asked)):
        of.setdefault(a.practice_id, []).append(a)
    for rows in of.values():
        depths = _depths(rows)
        for a in rows:
            yield _row(a, depths[a.ref])


def _row(a: Adoption, depth: int) -> list[str]:
    p = a.practice
    assert p.published_on is not None
    days = days_between(p.published_on, a.decided_on)
    origin: tuple[str, Area | None] = (a.source.ref, a.source.where) if a.source and depth > 1 else (p.ref, p.where)
    counted = days >= 0 and a.where != p.where
    home, came_from = (place.code if place else "" for place in (p.where, origin[1]))
    return [
        p.ref, home, str(p.published_on), a.ref, a.where.code, origin[0], came_from, str(depth), a.kind, a.stage,
        str(a.decided_on), str(days), str(int(counted)), a.world, a.url, *(o.slug if o else "" for o in (p.owner, a.owner)),
    ]  # fmt: skip
