"""What pages keep of what they read: never older than a write, never for a reader who sees less."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.accountability import actions
from accord.accountability.models import Action, Commitment
from accord.accountability.tests.conftest import built, stage
from accord.accountability.tests.test_lists import advice
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.directory.actions import publish_country
from accord.people.models import Area
from accord.record.cached import blocks
from accord.record.models import Audience

__all__ = ["built", "stage"]  # a stage that another room built
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> None:
    settings.BLOCKS_KEPT = 10**7
    blocks.clear()


def a_country(stage: Stage) -> None:
    area = Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Arcadia"})
    publish_country(area)


def a_pledge(stage: Stage) -> None:
    Commitment.objects.create(key="p1", ref="XAA-pledge8-1", kind="pledge", area=stage.home, text="A pledge.", world="demo")


def a_promise(stage: Stage) -> None:
    made = actions.draft_commitment({"title": "Another law", "text": "It will be made."}, by=stage.focal)
    actions.publish_commitment(made, by=stage.focal)


def a_cycle(stage: Stage) -> None:
    actions.open_cycle("c2", {"en": "Next"}, opens=date(2020, 1, 1), due=date(2099, 1, 1), world="demo")


def a_member(stage: Stage) -> None:
    actions.join_cycle(stage.cycle, by=stage.stranger)


def a_plan(stage: Stage) -> None:
    Action.objects.create(ref="XAA-a9", area=stage.home, title="Something done", state="public", world="demo")


def a_recommendation(stage: Stage) -> None:
    advice(stage.home, 7, "noted", "Rights of the Child")


PAGES: list[tuple[str, Callable[[Stage], None], str]] = [
    ("directory/?world=real", a_country, "Arcadia"),
    ("countries/XAA/", a_pledge, "Voluntary pledges"),
    ("countries/XAA/", a_recommendation, "1 recommendation"),
    ("commitments/?world=demo", a_promise, "Another law"),
    ("commitments/?country=XAA&state=public", a_promise, "Another law"),
    ("actions/?world=demo", a_plan, "Something done"),
    ("recommendations/?country=XAA", a_recommendation, "Do 7"),
    ("cycles/?world=demo", a_cycle, "Next"),
    ("cycles/c1/", a_member, "countries/XAB"),
]


@pytest.mark.parametrize(("page", "write", "words"), PAGES)
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_write_is_seen_at_once(stage: Stage, page: str, write: Callable[[Stage], None], words: str, signed_in: bool) -> None:
    client = client_of(stage.stranger) if signed_in else Client()
    assert words not in client.get(f"/en/{page}").content.decode()
    client.get(f"/en/{page}")
    write(stage)
    assert words in client.get(f"/en/{page}").content.decode()


def test_choices_of_a_list_are_named_as_they_are_now(stage: Stage) -> None:
    advice(stage.home, 7, "noted", "Rights of the Child")
    page, name = f"/en/recommendations/?world={stage.home.world}", f">{stage.home.names['en']}</option>"
    assert name in Client().get(page).content.decode()
    Area.objects.filter(pk=stage.home.pk).update(names={"en": "Arcadia"})
    assert ">Arcadia</option>" in Client().get(page).content.decode()


@pytest.mark.parametrize("page", ["", "directory/", "countries/XAA/", "commitments/?world=demo", "cycles/c1/"])
def test_the_second_visit_asks_less(stage: Stage, page: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            Client().get(f"/en/{page}")
        return len(told)

    first = asked()
    assert asked() < first


@pytest.mark.parametrize("own_first", [True, False])
def test_a_draft_is_kept_for_its_own_country_alone(stage: Stage, own_first: bool) -> None:
    actions.draft_commitment({"title": "Not yet told", "text": "A draft."}, by=stage.focal)
    readers = [(client_of(stage.focal), True), (client_of(stage.stranger), False), (Client(), False)]
    for client, sees in readers if own_first else reversed(readers):
        assert ("Not yet told" in client.get("/en/commitments/?world=demo").content.decode()) is sees


def test_a_country_without_an_audience_of_its_own_keeps_its_drafts(stage: Stage) -> None:
    """Which countries somebody acts for is no matter of audiences alone."""
    Audience.objects.filter(code__startswith="country:").update(code=Concat(Value("was-"), "code"))
    Action.objects.create(ref="XAB-a9", area=stage.far, title="Not yet told", state="draft", world="demo")
    for hat, sees in ((stage.stranger, True), (stage.focal, False), (stage.stranger, True)):
        assert ("Not yet told" in client_of(hat).get("/en/actions/?world=demo").content.decode()) is sees


def test_who_may_join_is_asked_each_time(stage: Stage) -> None:
    """It stands beside what is kept for all."""
    for client, may in ((Client(), False), (client_of(stage.stranger), True), (client_of(stage.focal), False)):
        assert ("Join for your country" in client.get("/en/cycles/c1/").content.decode()) is may
