"""People, officers and capacities for tests, made by the room's verbs."""

from typing import Any

from django.test import Client

from accord.directory import actions
from accord.people.models import Area, Capacity, Organisation, Person


def person(name: str, world: str = "demo") -> Person:
    domain = "demo.example" if world == "demo" else "org.example"
    return Person.objects.create_user(f"{name}@{domain}", None, world=world, name=name.title())


def client_of(who: Person) -> Client:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def officers(*names: str, world: str = "demo") -> list[Person]:
    found = [person(name, world) for name in names]
    for one in found:
        actions.appoint_officer(one)
    return found


def country(code: str = "XAA", world: str = "demo") -> Area:
    kind = "demo" if world == "demo" else "member_state"
    area = Area.objects.create(code=code, iso3=code, kind=kind, world=world, names={"en": f"Land {code}"})
    actions.publish_country(area)
    return area


def active(who: Person, role: str, checkers: list[Person], **of: Any) -> Capacity:
    made = actions.nominate(who, role, **of)
    for officer in checkers[:2]:
        made = actions.check_nomination(made, officer=officer, how="The letter was read.")
    return made


def organisation(name: str, checkers: list[Person], area: Area | None = None, world: str = "demo") -> Organisation:
    made = actions.register_organisation({"en": name}, "cso", area=area, world=world)
    return actions.verify_organisation(made, officer=checkers[0], how="Its statutes were read.")
