"""Who may sign in to the demonstration. Passwords follow from the site's own secret and are stored nowhere."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from accord.people.models import Capacity, Person, World

STARTS = {"secretariat": "directory/nominations/", "assessor": "cycles/?world=demo"}


@dataclass(frozen=True)
class Login:
    capacity: str
    email: str
    password: str
    country: str
    url: str


def password_of(email: str) -> str:
    key = hmac.new(settings.SECRET_KEY.encode(), f"demonstration:{email}".encode(), hashlib.sha256).digest()
    text = base64.b32encode(key).decode().lower()
    return "-".join((text[:5], text[5:10], text[10:15]))


def logins() -> list[Login]:
    found = Capacity.objects.active().filter(person__world=World.DEMO).select_related("person", "area").order_by("id")
    return [  # who was nominated there since has no password that could be printed
        Login(
            c.role, c.person.email, password_of(c.person.email), c.area.code if c.area else "", f"/en/{STARTS.get(c.role, 'my/')}"
        )
        for c in found
        if c.person.has_usable_password()
    ]


def give_password(person: Person) -> None:
    from allauth.account.models import EmailAddress

    person.set_password(password_of(person.email))
    person.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
