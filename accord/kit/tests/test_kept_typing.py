"""What someone typed while signed out waits for that person alone."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accord.config.urls import urlpatterns as ours
from accord.kit.access import members_only, typed_while_signed_out
from accord.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@members_only
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(repr(typed_while_signed_out(request)))


urlpatterns = [path("en/form/", form), path("en/other/", form), *ours]


@pytest.fixture
def shared() -> tuple[Client, Person, Person]:
    """A computer at which the first person's sign-in ran out while typing."""
    first, second = (Person.objects.create_user(f"{n}@demo.example", None, world="demo") for n in ("a", "b"))
    client = Client()
    client.force_login(first, backend=BACKEND)
    client.get("/en/form/")
    del client.cookies["sessionid"]
    client.post("/en/form/", {"text": "Mine", "password1": "x", "api_token": "y"})
    return client, first, second


def test_the_same_person_gets_it_once_without_secrets(shared: tuple[Client, Person, Person]) -> None:
    client, first, _second = shared
    client.force_login(first, backend=BACKEND)
    assert client.get("/en/other/").content == b"{}"
    assert client.get("/en/form/").content == b"{'text': ['Mine']}"
    assert client.get("/en/form/").content == b"{}"


def test_for_another_person_it_is_gone(shared: tuple[Client, Person, Person]) -> None:
    client, first, second = shared
    client.force_login(second, backend=BACKEND)
    assert client.get("/en/other/").content == b"{}"
    assert "typed" not in client.session
    client.force_login(first, backend=BACKEND)
    assert client.get("/en/form/").content == b"{}"


def test_nothing_is_kept_where_nobody_was_signed_in_or_the_mark_is_forged(shared: tuple[Client, Person, Person]) -> None:
    _client, first, _second = shared
    for mark in (None, f"{first.pk}:forged"):
        client = Client()
        if mark:
            client.cookies["was"] = mark
        client.post("/en/form/", {"text": "Mine"})
        assert "typed" not in client.session


def test_the_mark_is_out_of_reach_of_scripts(shared: tuple[Client, Person, Person]) -> None:
    mark = shared[0].cookies["was"]
    assert (mark["httponly"], mark["samesite"]) == (True, "Lax")
