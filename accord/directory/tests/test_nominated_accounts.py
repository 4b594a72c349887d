"""Somebody else's sign-up with the address of who is nominated later opens nothing."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.test import Client

from accord.directory import actions
from accord.directory.tests.makers import country, officers
from accord.people.models import Person

pytestmark = pytest.mark.django_db
THEIRS = "quite another sentence 77"


def nominated(email: str) -> None:
    by = officers("ada", world="real")[0].acting_as("secretariat")
    assert by
    actions.nominate_address(email, "Amina", "focal_point", by=by, area=country("KEN", world="real"))


def appointed(email: str) -> None:
    call_command("officer", email)


@pytest.mark.parametrize("made", [nominated, appointed])
def test_a_password_of_before_the_nomination_opens_nothing(made: Callable[[str], None]) -> None:
    email = f"{made.__name__}@ministry.example"
    Client().post("/en/accounts/signup/", {"email": email, "password1": THEIRS})
    link = re.search(r"/en/accounts/confirm-email/\S+", str(mail.outbox[-1].body))
    assert link
    made(email)
    Client().post(link[0])  # whoever reads the letters of that address confirms it, as one does
    assert Client().post("/en/accounts/login/", {"login": email, "password": THEIRS}).status_code == 200
    assert not Person.objects.get(email=email).has_usable_password()


def test_who_confirmed_their_address_keeps_their_password() -> None:
    owner = Person.objects.create_user("kim@ministry.example", THEIRS)
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    nominated(owner.email)
    assert Person.objects.get(pk=owner.pk).check_password(THEIRS)
