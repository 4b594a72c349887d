"""Lists of topics: of one place, and of all that the reader may read. Keyset pages; nothing is counted."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accord.discussions.access import access_place
from accord.discussions.models import ReadMark, Topic
from accord.discussions.models.topics import TopicSet
from accord.discussions.places import admits_sealed, kinds, rights_on
from accord.discussions.reads import shown
from accord.discussions.reads.shown import PAGE, PlaceShown, TopicLine
from accord.people.models import Person, World
from accord.record.cached import stamps
from accord.record.choices import LANGUAGE
from accord.record.filters import Filter, choices_of, unknown
from accord.record.models import Card, Reader

_KEY = re.compile(r"([01])-(\d{1,17})-(\d{1,18})\Z")
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class TopicsOfPlace:
    """`next` is the key of the last one shown, or nothing."""

    place: PlaceShown
    world: str
    topics: list[TopicLine]
    next: str
    may_open: bool = field(default=False, metadata={"html_only": True})
    may_seal: bool = field(default=False, metadata={"html_only": True})


@dataclass(frozen=True)
class TopicList:
    topics: list[TopicLine]
    chosen: dict[str, str]
    world: str
    next: str
    unknown: dict[str, str] = field(default_factory=dict)
    filters: list[Filter] = field(default_factory=list, metadata={"html_only": True})


def _with_reader(rows: TopicSet, user: Reader) -> TopicSet:
    if not isinstance(user, Person):
        return rows
    mine = ReadMark.objects.filter(person=user, topic=OuterRef("pk")).values("number")
    return rows.annotate(read_to=Subquery(mine))


def _key(topic: Topic) -> str:
    return f"{int(topic.pinned)}-{(topic.last_at - _BEGIN) // timedelta(microseconds=1)}-{topic.pk}"


def _after(rows: TopicSet, key: str, *, pinned_first: bool) -> TopicSet:
    """What stands behind the key; all where it is none."""
    found = _KEY.match(key)
    if not found:
        return rows
    pinned, at, pk = found[1] == "1", _BEGIN + timedelta(microseconds=int(found[2])), int(found[3])
    behind = Q(last_at__lt=at) | Q(last_at=at, pk__lt=pk)
    if not pinned_first:
        return rows.filter(behind)
    return rows.filter((Q(pinned=True) & behind) | Q(pinned=False)) if pinned else rows.filter(behind, pinned=False)


def _page(rows: TopicSet, key: str, *, pinned_first: bool, most: int = PAGE) -> tuple[list[TopicLine], str]:
    order = ("-last_at", "-pk")
    found = _after(rows, key, pinned_first=pinned_first).order_by(*(("-pinned", *order) if pinned_first else order))
    topics = list(found.select_related("place")[: most + 1])
    more = _key(topics[most - 1]) if len(topics) > most else ""
    return [shown.line(one) for one in topics[:most]], more


def topics_of_place(ref: str, user: Reader, after: str = "") -> TopicsOfPlace:
    card = access_place(user, ref)
    rows = _with_reader(Topic.objects.visible_to(user).filter(place=card).listed(), user)
    with stamps.about(card.ref):
        topics, more = _page(rows, after, pinned_first=True)
    rights = rights_on(user, card)
    seals = rights.post and rights.moderate and rights.hat is not None and admits_sealed(card)
    return TopicsOfPlace(shown.place(card), card.world, topics, more, rights.post, seals)


def newest_on(card: Card, user: Reader, most: int = 5) -> list[TopicLine]:
    """For the page of the place, whose reader may read it (1 query)."""
    rows = _with_reader(Topic.objects.visible_to(user).filter(place=card).listed(), user)
    with stamps.about(card.ref):
        return _page(rows, "", pinned_first=True, most=most)[0]


def topic_list(asked: dict[str, str], after: str, user: Reader) -> TopicList:
    chosen = {name: value for name, value in asked.items() if value and name != "world"}
    world = World.DEMO if asked.get("world") == World.DEMO else World.REAL
    filters = [
        Filter("place", _("Where"), _("Everywhere"), choices_of(kinds()), chosen.get("place", "")),
        Filter("language", _("Language"), _("Every language"), choices_of(LANGUAGE), chosen.get("language", "")),
        Filter("only", _("What"), _("All topics"), choices_of(ONLY), chosen.get("only", "")),
    ]
    wrong = unknown(filters)
    rows = Topic.objects.visible_to(user).filter(world=world).listed()
    if not wrong:
        rows = _narrowed(rows, chosen)
    topics, more = _page(_with_reader(rows, user), after, pinned_first=False)
    return TopicList([] if wrong else topics, chosen, world, "" if wrong else more, wrong, filters)


ONLY = (
    ("questions", _lazy("Questions")),
    ("unanswered", _lazy("Questions without an answer")),
    ("outcomes", _lazy("With an outcome")),
)


def _narrowed(rows: TopicSet, chosen: dict[str, str]) -> TopicSet:
    if place := chosen.get("place"):
        rows = rows.filter(place__kind=place)
    if language := chosen.get("language"):
        rows = rows.filter(language=language)
    only = chosen.get("only")
    if only in ("questions", "unanswered"):
        rows = rows.filter(kind=Topic.Kind.QUESTION)
    if only == "unanswered":
        rows = rows.filter(answer__isnull=True, state=Topic.State.OPEN)
    return rows.filter(decided_on__isnull=False) if only == "outcomes" else rows


def cards_on(place: Card) -> list[Card]:
    """Of all topics there, whoever reads them: what goes out of sight with the place."""
    return list(Card.objects.filter(pk__in=Topic.objects.filter(place=place).values("card")).order_by("pk"))
