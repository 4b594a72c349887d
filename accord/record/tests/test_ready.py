"""What is composed once gives what the queryset gives, and asks what the queryset asks."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from accord.people.models import Area
from accord.record.actions import audience
from accord.record.models import Audience, Card
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
