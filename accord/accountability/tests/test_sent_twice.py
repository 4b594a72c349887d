"""Pressing twice makes one thing, and throws nothing away."""

import re

import pytest
from django.test import Client

from accord.accountability.models import Commitment, Milestone
from accord.accountability.tests.test_reporting import Stage, client_of, shown
from accord.record.models import Draft, Sent

pytestmark = pytest.mark.django_db
GIVEN = {"text": "A bill", "due": "2027-01-01", "weight": "1", "version": "0", "draft": "0"}
URL = "/en/commitments/XAA-c1/milestones/new/"


@pytest.fixture
def client(stage: Stage) -> Client:
    return client_of(stage.focal)


def token(client: Client, url: str = URL) -> str:
    found = re.search(r'name="once" value="([0-9a-f]+)"', client.get(url).content.decode())
    assert found
    return found[1]


def test_the_second_sending_goes_where_the_first_went(client: Client) -> None:
    once = token(client)
    first, second = (client.post(URL, GIVEN | {"once": once}) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Milestone.objects.count() == 1


def test_a_commitment_is_made_once(client: Client) -> None:
    url = "/en/commitments/new/"
    given = {
        "title": "Twice",
        "text": "One law.",
        "form": "legal",
        "level": "national",
        "language": "en",
        "once": token(client, url),
    }
    first, second = (client.post(url, given) for _ in range(2))
    assert first["Location"] == second["Location"] == "/en/commitments/XAA-c2/"
    assert Commitment.objects.filter(title="Twice").count() == 1


def test_other_typing_with_the_same_token_is_another_thing(client: Client) -> None:
    once = token(client)
    client.post(URL, GIVEN | {"once": once})
    client.post(URL, GIVEN | {"once": once, "text": "Another bill"})
    assert Milestone.objects.count() == 2


def test_two_tabs_of_one_draft_make_one_thing(client: Client) -> None:
    once = token(client)
    client.post(URL, GIVEN | {"once": once, "keep": "1"})
    assert Draft.objects.get().typed["once"] == [once]
    assert token(client) == token(client) == once
    for _ in range(2):
        client.post(URL, GIVEN | {"once": once, "draft": "1"})
    assert Milestone.objects.count() == 1


def test_each_showing_has_its_own_token_and_a_refused_form_is_no_sending(client: Client) -> None:
    assert token(client) != token(client)
    once = token(client)
    assert client.post(URL, GIVEN | {"once": once, "due": ""}).status_code == 422
    assert not Sent.objects.exists()
    assert client.post(URL, GIVEN | {"once": once, "due": ""}).status_code == 422


def test_a_token_is_its_persons_own(client: Client) -> None:
    once = token(client)
    client.post(URL, GIVEN | {"once": once})
    other = Client()
    assert "/accounts/login/" in other.post(URL, GIVEN | {"once": once})["Location"]
    assert Milestone.objects.count() == 1


def test_taking_out_and_publishing_twice_is_no_fault(client: Client) -> None:
    client.post("/en/commitments/new/", {"title": "T", "text": "Text.", "form": "legal", "level": "national", "language": "en"})
    client.post("/en/commitments/XAA-c2/milestones/new/", GIVEN)
    number = Milestone.objects.get().pk
    for path, where in (
        (f"milestones/{number}/remove/", "/en/commitments/XAA-c2/#miles"),
        ("publish/", "/en/commitments/XAA-c2/"),
    ):
        url = f"/en/commitments/XAA-c2/{path}"
        given = {"once": token(client, url), "version": "1", "shown": shown(client, url) if path == "publish/" else ""}
        assert [client.post(url, given).headers.get("Location") for _ in range(2)] == [where, where]
