"""What pages read from the record: links both ways with faces, and history."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from accord.kit.texts import Text
from accord.people.models import Person
from accord.record import faces
from accord.record.cached import stamps
from accord.record.models import Card, Draft, Event, Follow, Link, Reader
from accord.record.ready import Ready
from accord.record.relations import relation_words
from accord.record.verbs import about_of, words_of


@dataclass(frozen=True)
class LinkedCard:
    ref: str
    kind: str
    url: str
    title: dict[str, str]
    relation: str
    relation_words: str
    here_to_there: bool
    note: str = ""
    part: str = ""
    face: dict[str, Any] | None = None
    language: str = "en"  # that the linked thing is written in

    @property
    def own_ref(self) -> str:
        """As its room calls it: `XAA-c1` of `commitments/XAA-c1`."""
        return self.ref.partition("/")[2]


_ties = Ready(lambda card: Link.objects.filter(Q(card_id=card) | Q(other_id=card)).select_related("card", "other").order_by("id"))


def linked_cards(card: Card, user: Reader) -> list[LinkedCard]:
    """Links both ways to cards that the reader may see (2 queries, more only for faces not kept yet)."""
    ties = _ties(card=card.pk)
    out = [tie for tie in ties if tie.card_id == card.pk]
    back = [tie for tie in ties if tie.card_id != card.pk]
    far: Sequence[Card] = [tie.other for tie in out] + [tie.card for tie in back]
    seen = set(Card.objects.visible_to(user).filter(pk__in=[c.pk for c in far]).values_list("pk", flat=True))
    shown = faces.faces_of([c for c in far if c.pk in seen])
    both = [(tie, tie.other, True) for tie in out] + [(tie, tie.card, False) for tie in back]
    return [
        LinkedCard(
            other.ref, other.kind, other.url, other.title, tie.relation, relation_words(tie.relation, here_to_there=forward),
            forward, tie.note, tie.to_part if forward else tie.from_part, shown.get(other.pk),
            other.language,
        )
        for tie, other, forward in both
        if other.pk in seen
    ]  # fmt: skip


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    verb: str
    words: str
    by: str
    reason: str
    position: int | None
    digest: str
    about: str = ""  # which part, from what to what
    lang: str = "en"  # of `about`


def history(card: Card, user: Reader, most: int = 30, acts: Collection[str] = ()) -> list[HistoryLine]:
    """Newest first, within the reader's audiences. Names stay out: a line tells the capacity.

    Verbs in `acts` are told to whoever sees the card, as acts alone: their reason and content keep to their own audience.
    """
    from accord.record.access import audience_ids

    mine = set(audience_ids(user))
    events = Event.objects.filter(Q(audience_id__in=mine) | Q(verb__in=acts), card=card, redacted=False)
    with stamps.about(card.ref):
        found = list(events.select_related("capacity__area", "capacity__organisation").order_by("-id")[:most])
    bodies = [(e, (e.body or {}) if e.audience_id in mine else {}) for e in found]
    told = [(e, body, about_of(e.verb, body)) for e, body in bodies]
    return [
        HistoryLine(
            e.at, e.verb, words_of(e.verb), str(e.capacity) if e.capacity else "", body.get("reason", ""), e.position,
            e.digest, str(about), about.lang if isinstance(about, Text) else card.language,
        )
        for e, body, about in told
    ]  # fmt: skip


def journal_state() -> int:
    """Another one after each act, quiet ones apart: what was drawn of many records holds until it changes (1 query).

    No id and no time would do: an act that was begun first may be the last to be there for all."""
    return stamps.of_table(Event._meta.db_table)


@dataclass(frozen=True)
class FollowedCard:
    ref: str
    url: str
    title: dict[str, str]


@dataclass(frozen=True)
class FollowsPage:
    cards: list[FollowedCard]
    world: str


def followed_cards(person: Person) -> FollowsPage:
    """Newest first; what the reader may no longer see is left out."""
    found = Card.objects.visible_to(person).filter(followers__person=person).order_by("-followers__id")[:200]
    return FollowsPage([FollowedCard(c.ref, c.url, c.title) for c in found], person.world)


@dataclass(frozen=True)
class KeptTyping:
    title: Text
    url: str
    at: datetime


def kept_typing(drafts: Iterable[Draft]) -> list[KeptTyping]:
    """The way back to what was typed and not sent; the key where the form's name was not kept."""
    told = ((d, *d.key.partition("@")[::2]) for d in drafts)
    return [KeptTyping(Text(d.title or key, language or "en"), d.url, d.saved_at) for d, key, language in told]


def follows(user: Reader, ref: str) -> bool:
    return isinstance(user, Person) and Follow.objects.filter(person=user, card__ref=ref).exists()
