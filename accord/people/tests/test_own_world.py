"""In which world a list begins."""

import pytest
from django.test import Client

from accord.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("world", "asked", "shown"),
    [("demo", "", "demo"), ("demo", "?world=real", "real"), ("real", "", "real"), ("real", "?world=demo", "demo")],
)
def test_a_list_begins_in_the_world_of_its_reader(world: str, asked: str, shown: str) -> None:
    client = Client()
    client.force_login(Person.objects.create_user("reader@example.org", "a long enough word 7", world=world))
    assert client.get(f"/en/commitments.json{asked}").json()["world"] == shown


def test_a_stranger_is_shown_the_real_one(client: Client) -> None:
    assert client.get("/en/commitments.json").json()["world"] == "real"
