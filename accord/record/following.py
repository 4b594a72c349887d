"""What happened on the cards that somebody follows, the newest act on each. Who follows a country is told of its records, too.

A room whose kinds have suppliers of their own says so (`told_apart`).
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accord.record.models import Card, Event, Follow
from accord.record.news import MOST, News
from accord.record.verbs import words_of

KINDS = {"followed": _("What happens on records and in countries that you follow")}
COUNTRY = "country"
_apart: set[str] = {COUNTRY}  # the card of a country changes when facts are loaded: no act of anybody

_said = lazy(words_of, str)


def told_apart(*kinds: str) -> None:
    _apart.update(kinds)


def news(world: str, since: datetime) -> Iterator[News]:
    """Five queries. Acts that fewer read than the card are told to nobody, one's own not to oneself."""
    follows = Follow.objects.filter(person__world=world, person__is_active=True)
    if not follows.exists():
        return
    acts = _newest(since)
    wanted = {card: [card] for card in acts} | _by_country(acts)
    told: set[tuple[int, int]] = set()
    # All of them: whoever began to follow late is told as well. What is cut is how far back the acts go.
    for person, card in follows.filter(card__in=wanted).order_by("pk").values_list("person", "card").iterator():
        for number in wanted[card]:
            act = acts[number]
            by = act.capacity.person_id if act.capacity else None
            if by != person and (person, number) not in told:
                told.add((person, number))
                yield _of(person, act)


def _newest(since: datetime) -> dict[int, Event]:
    """The newest act on each card, of the newest there are (by their index)."""
    rows = Event.objects.filter(quiet=False, redacted=False, card__published_at__isnull=False, audience=F("card__audience"))
    rows = rows.exclude(card__kind__in=_apart).select_related("card__audience", "capacity").defer("body", "card__face")
    found: dict[int, Event] = {}
    for act in rows.order_by("-id")[:MOST]:
        if act.at >= since and act.card_id:
            found.setdefault(act.card_id, act)
    return found


def _by_country(acts: dict[int, Event]) -> dict[int, list[int]]:
    """The card of a country -> the cards that acts were done on and that are about it."""
    through = Card.areas.through.objects
    country = dict(through.filter(card__kind=COUNTRY).values_list("area_id", "card_id"))
    found: dict[int, list[int]] = {}
    for card, area in through.filter(card_id__in=acts).order_by("-card_id").values_list("card_id", "area_id"):
        if area in country:
            found.setdefault(country[area], []).append(card)
    return found


def _of(person: int, act: Event) -> News:
    card = act.card
    assert card is not None
    about = [card.title] if card.audience.code == "public" else [_("A record that is not public")]
    return News(person, f"follow-{card.pk}", act.pk, "followed", _said(act.verb), about, card.url, card.ref)
