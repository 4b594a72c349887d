"""A row changed round the actions is found; what the room writes stands."""

import pytest

from accord.kit import clock
from accord.learning import actions
from accord.learning.models import Adoption, Exchange, Offer, Practice
from accord.learning.tests.makers import PLAN, World
from accord.record.actions import seal
from accord.record.actions.events import problems

pytestmark = pytest.mark.django_db


def everything(world: World) -> None:
    practice = world.reviewed()
    actions.rate_practice(practice, grade="promising", reasons="Compared.", language="en", by=world.officer)
    world.adopt(practice, world.second, clock.today())
    offer = world.offer("offer", world.owner)
    actions.propose_exchange(offer, PLAN, by=world.second)
    while seal():
        pass


def test_what_the_room_writes_stands_and_a_changed_row_is_found(world: World) -> None:
    everything(world)
    assert problems() == []
    Practice.objects.update(results="All children are safe.")
    Adoption.objects.update(stage="scaled")
    Offer.objects.update(text="Money.")
    Exchange.objects.update(plan="Other.")
    found = {one["ref"] for one in problems()}
    assert found == {"practices/XAA-pr1", "adoptions/XAB-ad1", "offers/XAA-of1", "exchanges/XAB-ex1"}


def test_a_changed_rating_is_found(world: World) -> None:
    everything(world)
    Practice.objects.get().ratings.update(grade="effective")
    assert [one["ref"] for one in problems()] == ["practices/XAA-pr1"]
