"""Shadow reports on the page of an indicator that they speak of."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import ShadowReport
from accord.accountability.tests.test_reporting import client_of
from accord.accountability.tests.test_shadow_reports import TOLD, Shadows
from accord.indicators.actions import publish_indicators
from accord.indicators.models import Indicator
from accord.record.actions import CardText, hold, link, publish_card
from accord.record.models import Card

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(one_world: None) -> Shadows:
    return Shadows()


@pytest.fixture
def stage(built: Shadows) -> Shadows:
    return deepcopy(built)


def of_indicator(stage: Shadows, sealed: bool) -> ShadowReport:
    """Sent, on an indicator alone."""
    indicator = Indicator.objects.create(code="16.2.1", names={"en": "Violent discipline"}, unit="percent", core=True)
    publish_indicators([(indicator, [])])
    made = stage.begin(sealed)
    made = actions.write_shadow(made, TOLD | {"indicators": ["16.2.1"]}, version=1, by=stage.author)
    return actions.send_shadow(made, version=made.version, by=stage.author)


@pytest.mark.parametrize("sealed", [False, True])
def test_an_indicators_page_lists_those_that_speak_of_it_and_no_author(stage: Shadows, sealed: bool) -> None:
    made = of_indicator(stage, sealed)
    there = [made.ref, TOLD["title"]]

    def told(client: Client) -> list[bool]:
        pages = [client.get(f"/en/indicators/16.2.1{end}").content.decode() for end in ("/", ".json")]
        assert not any("Zephyrine" in page or (sealed and "Forum" in page) for page in pages)
        return [word in page for page in pages for word in there]

    everybody = [Client(), client_of(stage.focal), client_of(stage.author), client_of(stage.guard)]
    assert [told(client) for client in everybody] == [[False] * 4] * 4  # not public yet
    made = actions.publish_shadow(made, version=made.version, network_agrees=sealed, by=stage.guard)
    assert [told(client) for client in everybody] == [[True] * 4] * 4
    html = Client().get("/en/indicators/16.2.1/").content.decode()
    assert "Made up, for the demonstration" in html
    assert f"<span>{'Network' if sealed else 'Forum'}</span><span>{stage.home.names['en']}</span>" in html
    [line] = Client().get("/en/indicators/16.2.1.json").json()["shadow_reports"]
    assert set(line) == {"ref", "url", "title", "source", "areas", "world"}
    assert TOLD["title"] not in Client().get("/en/indicators/16.2.1/?as_of=2026-01-01").content.decode()
    if sealed:
        actions.withdraw_shadow(made)
    else:
        hold(Card.objects.get(ref=f"shadow-reports/{made.ref}"), ground="privacy")
    assert [told(client) for client in everybody] == [[False] * 4] * 4


def test_it_asks_little(stage: Shadows, django_assert_max_num_queries: Any) -> None:
    made = of_indicator(stage, False)
    actions.publish_shadow(made, version=made.version, by=stage.guard, network_agrees=False)
    card = Card.objects.get(ref=f"shadow-reports/{made.ref}")
    for n in range(30):
        more = publish_card(
            CardText(
                f"shadow-reports/x{n}", "shadow_report", f"shadow-reports/x{n}/", {"en": "X"}, world="demo", areas=[stage.home]
            )
        )
        link(more, "about", card.links.get().other)
    for client in (Client(), client_of(stage.focal)):
        with django_assert_max_num_queries(15):
            assert "shadow-reports/x29/" in client.get("/en/indicators/16.2.1/").content.decode()
