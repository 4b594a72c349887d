"""Who signed in, kept between requests: never longer than it is true."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from accord.kit import clock
from accord.people.models import Capacity, Person, Role
from accord.record.access import audience_codes
from accord.record.cached.who import who

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Person:
    person = Person.objects.create_user("officer@example.org", "a long enough word 7")
    Capacity.objects.create(person=person, role=Role.SECRETARIAT, state=Capacity.State.ACTIVE, starts_on=clock.today())
    return person


def asked(client: Client) -> Any:
    """As a request of this client finds it."""
    request = RequestFactory().get("/en/")
    request.session = client.session
    return who(request)


def test_what_was_kept_is_found_again_with_one_query(officer: Person, client: Client, django_assert_num_queries: Any) -> None:
    client.force_login(officer)
    session = client.session
    session.get("")  # reads it
    request = RequestFactory().get("/en/")
    request.session = session
    assert who(request).is_officer
    with django_assert_num_queries(1):
        found = who(request)
        assert (found.pk, found.is_officer) == (officer.pk, True)
        assert "officers" in audience_codes(found)


def test_a_capacity_that_ended_gives_nothing_to_the_next_request(officer: Person, client: Client) -> None:
    client.force_login(officer)
    assert asked(client).is_officer
    officer.capacities.update(state=Capacity.State.ENDED)
    assert not asked(client).is_officer
    assert "officers" not in audience_codes(asked(client))


def test_nor_does_one_whose_last_day_is_over(officer: Person, client: Client, settings: Any) -> None:
    officer.capacities.update(ends_on=clock.today() + timedelta(days=1))
    client.force_login(officer)
    assert asked(client).is_officer
    settings.CLOCK = (clock.now() + timedelta(days=1)).isoformat()
    assert not asked(client).is_officer


def test_a_request_sees_nothing_of_what_another_one_did_to_its_copy(officer: Person, client: Client) -> None:
    client.force_login(officer)
    first = asked(client)
    first.name, first.hats[0].role = "Somebody else", Role.MEMBER
    second = asked(client)
    assert (second.name, second.hats[0].role) == ("", Role.SECRETARIAT)


def test_another_password_or_a_closed_account_ends_the_session(officer: Person, client: Client) -> None:
    client.force_login(officer)
    assert asked(client).is_authenticated
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    assert not asked(client).is_authenticated
    Person.objects.filter(pk=officer.pk).update(is_active=True)
    assert asked(client).is_authenticated
    officer.set_password("quite another word 8")
    officer.save()
    assert not asked(client).is_authenticated


def test_sessions_are_each_their_own_persons(officer: Person, client: Client) -> None:
    other, stranger = Person.objects.create_user("other@example.org", "a long enough word 7"), Client()
    client.force_login(officer)
    second = Client()
    second.force_login(other)
    assert [asked(one).pk for one in (client, second, client, second, stranger)] == [
        officer.pk,
        other.pk,
        officer.pk,
        other.pk,
        None,
    ]
    client.post(reverse("account_logout"))
    assert not asked(client).is_authenticated
