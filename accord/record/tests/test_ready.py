"""What is composed once gives what the queryset gives, and asks what the queryset asks."""

import pickle
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model, QuerySet
from django.test.utils import CaptureQueriesContext

from accord.people.models import Area
from accord.record.actions import append, audience
from accord.record.models import Audience, Card, Event
from accord.record.ready import Ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def cards() -> list[Card]:
    seen = [audience("public"), audience("officers"), audience("members")]
    return [
        Card.objects.create(kind="practice", ref=f"practices/{n}", url=f"practices/{n}/", audience=seen[n % 3]) for n in range(6)
    ]


def test_the_same_rows_with_what_hangs_on_them(cards: list[Card]) -> None:
    def make(kind: str, seen: list[int]) -> QuerySet[Card]:
        return Card.objects.filter(kind=kind, audience_id__in=seen, published_at=None).select_related("audience").order_by("-pk")

    ready = Ready(make)
    for seen in ([cards[0].audience_id], [cards[1].audience_id], [cards[0].audience_id, cards[2].audience_id], []):
        plain, made = list(make("practice", seen)), ready(kind="practice", seen=seen)
        assert made == plain
        columns = [field.attname for field in Card._meta.concrete_fields]
        assert [[getattr(one, name) for name in columns] for one in made] == [
            [getattr(one, name) for name in columns] for one in plain
        ]
        with CaptureQueriesContext(connection) as asked:
            assert [one.audience.code for one in ready(kind="practice", seen=seen)] == [one.audience.code for one in plain]
        assert len(asked) == bool(seen)
    assert ready(kind="threat", seen=[cards[0].audience_id]) == []


def test_rows_are_objects_as_the_queryset_makes_them(cards: list[Card]) -> None:
    """Also where columns wait until they are asked for, and where nothing hangs on a row."""
    append("published", cards[0], reason="Made up")
    append("world_removed", None, reason="Made up")

    def make(verb: str) -> QuerySet[Event]:
        found = Event.objects.filter(verb=verb).select_related("card__audience", "capacity")
        return found.only("verb", "at", "card__ref", "card__audience__code", "capacity")

    ready = Ready(make)
    for verb in ("published", "world_removed"):
        (plain,), (made,) = make(verb), ready(verb=verb)
        assert told_by(made) == told_by(plain)
        assert (made.card is None) == (verb == "world_removed")
        assert made.capacity is None
        if made.card and plain.card:
            assert told_by(made.card) == told_by(plain.card)
        assert made.get_deferred_fields() == plain.get_deferred_fields() != set()
        assert made.digest == plain.digest  # asked for now
        again = pickle.loads(pickle.dumps(made))  # noqa: S301
        made.save()
        assert again == made == Event.objects.get(pk=made.pk)


def told_by(one: Model) -> tuple[dict[str, Any], dict[str, Any]]:
    state = vars(one._state) | {"fetch_mode": one._state.fetch_mode}
    return {name: value for name, value in vars(one).items() if name != "_state"}, {
        **state, "fields_cache": {name: getattr(value, "pk", None) for name, value in one._state.fields_cache.items()}
    }  # fmt: skip


def test_rows_of_values(cards: list[Card]) -> None:
    ready = Ready(lambda seen: Card.objects.filter(audience_id=seen).order_by("ref").values_list("ref", flat=True))
    assert ready(seen=cards[1].audience_id) == ["practices/1", "practices/4"]
    assert ready(seen=cards[2].audience_id) == ["practices/2", "practices/5"]


def test_rows_are_ones_own(cards: list[Card]) -> None:
    ready = Ready(lambda ref: Card.objects.filter(ref=ref))
    ready(ref="practices/1")[0].title = {"en": "Changed"}
    assert ready(ref="practices/1")[0].title != {"en": "Changed"}


def test_a_value_without_a_place_is_told() -> None:
    with pytest.raises(ValueError, match="'code'"):
        Ready(lambda code: Area.objects.all())(code="KEN")


def test_a_text_with_signs_of_the_statement_is_a_value(cards: list[Card]) -> None:
    ready = Ready(lambda code: Audience.objects.filter(code=code))
    assert ready(code="public' OR '1'='1") == []
    assert ready(code="%s") == []
