"""The demonstration's log-ins are printed: nobody changes what all others need, and nobody takes its addresses."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accord.people.models import Person

pytestmark = pytest.mark.django_db
OLD, NEW = "correct-horse-battery-9", "quite another sentence 77"
SENTENCE = "stay as they are printed"


def account(email: str, world: str) -> Client:
    person = Person.objects.create_user(email, OLD, world=world)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize(("world", "email"), [("demo", "focal-point@xaa.demo.example"), ("real", "kim@org.example")])
def test_a_password_is_changed_in_the_real_world_alone(world: str, email: str) -> None:
    client = account(email, world)
    given = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    answer = client.post("/en/accounts/password/change/", given)
    assert (SENTENCE in answer.content.decode()) == (world == "demo")
    assert Person.objects.get(email=email).check_password(OLD if world == "demo" else NEW)


def test_an_address_is_neither_added_nor_taken_away() -> None:
    client = account("focal-point@xaa.demo.example", "demo")
    for email in ("someone@ministry.example", "other@xaa.demo.example"):
        assert SENTENCE in client.post("/en/accounts/email/", {"action_add": "", "email": email}).content.decode()
    client.post("/en/accounts/email/", {"action_remove": "", "email": "focal-point@xaa.demo.example"})
    assert list(EmailAddress.objects.values_list("email", "primary")) == [("focal-point@xaa.demo.example", True)]


@pytest.mark.parametrize("path", ["password/reset/", "signup/"])
def test_nobody_outside_signs_up_with_its_addresses_or_has_a_password_sent(path: str) -> None:
    account("focal-point@xaa.demo.example", "demo")
    for email in ("focal-point@xaa.demo.example", "new@demo.example"):
        answer = Client().post(f"/en/accounts/{path}", {"email": email, "password1": NEW})
        assert SENTENCE in answer.content.decode(), email
    assert mail.outbox == []
    assert Person.objects.count() == 1


def test_an_account_in_the_real_world_is_made_as_before() -> None:
    Client().post("/en/accounts/signup/", {"email": "new@org.example", "password1": NEW})
    assert Person.objects.get().email == "new@org.example"
    assert [m.to for m in mail.outbox] == [["new@org.example"]]
