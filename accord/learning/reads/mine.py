"""What the reader, a country or a body that they act for hold here: found again without knowing its address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from accord.learning.access import WRITERS, may_write, place_of
from accord.learning.access.hats import COUNTRY, apart
from accord.learning.access.practices import held_places, held_words
from accord.learning.models import Adoption, Exchange, Offer, Practice, PracticeRating, Question, Review
from accord.learning.reads.offers import fits_of_many, whole
from accord.learning.reads.practices import grade_words, latest_rating, waiting_for_peers
from accord.moderation.masking import GAP
from accord.people.models import Capacity, Organisation, Person, Role
from accord.record.access import held_refs
from accord.record.hats import capacities
from accord.record.models import Card

MOST = 50  # of a kind


@dataclass(frozen=True)
class MineLine:
    """`note` is how far it is; `fits` how many offers or needs of others fit an open one."""

    url: str
    title: str
    language: str
    note: str
    area: dict[str, str]  # or the body of no country
    fits: int = 0


@dataclass(frozen=True)
class MetWith:
    url: str
    giver: dict[str, str]
    taker: dict[str, str]
    title: str
    language: str
    note: str


@dataclass(frozen=True)
class Asked:
    url: str
    title: str  # of the practice, or of the adoption
    language: str
    text: str
    text_language: str
    asked_on: date
    answered_on: date | None
    hidden: bool = False  # nobody is asked for an answer


@dataclass(frozen=True)
class MyLearning:
    """Some 15 queries. Each list is at most 50 long, the newest first."""

    practices: list[MineLine]
    adoptions: list[MineLine]
    offers: list[MineLine]
    exchanges: list[MetWith]
    asked: list[Asked]
    to_us: list[Asked]
    waiting: list[MineLine]  # practices that this peer may review
    writes: bool
    peer: bool
    country: str
    world: str


def my_learning(person: Person) -> MyLearning:
    hats = capacities(person, Role.values)
    ours = _ours(hats)
    practices = list(_rated(Practice.objects.filter(ours))[:MOST]) if ours else []
    adopted = Adoption.objects.filter(withdrawn_on=None).select_related("area", "place", "owner").order_by("-id")
    adoptions = list(adopted.filter(ours)[:MOST]) if ours else []
    offers = list(whole(Offer.objects.filter(ours)).order_by("-state", "-id")[:MOST]) if ours else []  # open ones first
    exchanges = _exchanges(hats)
    waiting = _waiting(hats)
    seen = _seen(person, practices, adoptions, offers, exchanges, waiting)
    fits = fits_of_many([o for o in offers if o.state == Offer.State.OPEN])
    place = next((place for hat in hats if (place := place_of(hat))), None)
    return MyLearning(
        [_practice(p) for p in practices if f"practices/{p.ref}" in seen],
        [MineLine(a.url, a.title, a.language, str(a.get_stage_display()), a.where.names) for a in adoptions
         if f"adoptions/{a.ref}" in seen],
        [_offer(o, len(fits.get(o.ref, []))) for o in offers if f"offers/{o.ref}" in seen],
        [_met(x) for x in exchanges if f"exchanges/{x.ref}" in seen],
        _asked(Question.objects.filter(person=person)),
        _asked(Question.objects.filter(Q(adoption=None, practice__in=practices) | Q(adoption__in=adoptions))),
        [_practice(p) for p in waiting if f"practices/{p.ref}" in seen],
        any(may_write(hat) for hat in hats), any(hat.role == Role.PEER_REVIEWER for hat in hats),
        place.code if place else "", person.world,
    )  # fmt: skip


def _ours(hats: Iterable[Capacity]) -> Q | None:
    """What the reader acts for, as `acts_for` says it of one thing; None where that is nothing."""
    found = [
        Q(area=hat.area) & _official("owner") if hat.role in COUNTRY else Q(owner=hat.organisation)
        for hat in hats
        if hat.role in WRITERS and may_write(hat)
    ]
    return _any(found)


def _official(owner: str) -> Q:
    return Q(**{f"{owner}__isnull": True}) | Q(**{f"{owner}__kind": Organisation.Kind.GOVERNMENT})


def _any(found: list[Q]) -> Q | None:
    whole = None
    for one in found:
        whole = one if whole is None else whole | one
    return whole


def _exchanges(hats: Iterable[Capacity]) -> list[Exchange]:
    found = []
    for hat in hats:
        if hat.role not in WRITERS or not may_write(hat):
            continue
        for side in ("giver", "taker"):
            body = f"{side}_body"
            found.append(Q(**{side: hat.area}) & _official(body) if hat.role in COUNTRY else Q(**{body: hat.organisation}))
    ours = _any(found)
    if ours is None:
        return []
    tied = ("giver", "taker", "giver_body", "taker_body", "offer", "need")
    return list(Exchange.objects.filter(ours).select_related(*tied).order_by("-id")[:MOST])


def _waiting(hats: list[Capacity]) -> list[Practice]:
    """Those that have room for a peer of the reader's country, of owners that the reader stands apart from (2 queries)."""
    peer = next((hat for hat in hats if hat.role == Role.PEER_REVIEWER and hat.area_id), None)
    if peer is None:
        return []
    mine = Review.objects.filter(held_places(), round=F("practice__round")).filter(Q(area=peer.area) | Q(by__person=peer.person))
    others = waiting_for_peers().filter(world=peer.world).exclude(area=peer.area).exclude(place=peer.area)
    rows = _rated(others.exclude(pk__in=mine.values("practice")))
    return [p for p in rows[:MOST] if apart(hats, p)]


def _rated(rows: QuerySet[Practice]) -> QuerySet[Practice]:
    ratings = Prefetch("ratings", PracticeRating.objects.order_by("-round"))
    return rows.select_related("area", "place", "owner").prefetch_related(ratings).order_by("-id")


def _seen(
    person: Person, practices: Iterable[Practice], adoptions: Iterable[Adoption], offers: Iterable[Offer],
    exchanges: Iterable[Exchange], waiting: Iterable[Practice],
) -> set[str]:  # fmt: skip
    """The refs of their cards that the reader sees: what was hidden is not told of here either (1 query)."""
    refs = [f"practices/{p.ref}" for p in (*practices, *waiting)] + [f"adoptions/{a.ref}" for a in adoptions]
    refs += [f"offers/{o.ref}" for o in offers] + [f"exchanges/{x.ref}" for x in exchanges]
    return set(Card.objects.visible_to(person).filter(ref__in=refs).values_list("ref", flat=True)) if refs else set()


def _practice(p: Practice) -> MineLine:
    rating = latest_rating(p) if p.state in Practice.PUBLIC else None
    return MineLine(p.url, p.title, p.language, grade_words(p, rating), p.home.names)


def _offer(o: Offer, fits: int) -> MineLine:
    return MineLine(o.url, o.title, o.language, f"{o.get_side_display()} · {o.get_state_display()}", o.home.names, fits)


def _met(x: Exchange) -> MetWith:
    half = x.offer or x.need
    assert half is not None
    giver, taker = (party.home.names for party in x.parties)
    return MetWith(x.url, giver, taker, half.title, half.language, str(x.get_state_display()))


def _asked(rows: QuerySet[Question]) -> list[Asked]:
    """Those that wait first, then the newest. Of what was hidden the number alone is told."""
    rows = rows.annotate(held=held_words("questions")).select_related("practice", "adoption")
    found = rows.order_by(F("answered_on").desc(nulls_first=True), "-id")[:MOST]
    hidden = set(held_refs("practice", "adoption")) if found else set()
    return [
        Asked(
            f"{q.practice.url}questions/{q.pk}/", q.to.ref if q.to.ref in hidden else q.to.title,
            q.to.language, GAP if q.held else q.text, q.language, q.asked_on, q.answered_on, bool(q.held),
        )
        for q in found
    ]  # fmt: skip
