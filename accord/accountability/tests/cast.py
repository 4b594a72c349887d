"""One person in each capacity of each country and of none, and those who look as if they might: matrices ask them all."""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accord.people.models import Area, Capacity, Organisation, Person, Role, World
from accord.record.access import OWN_COUNTRY
from accord.record.models import Reader

OF_COUNTRIES = (*OWN_COUNTRY, Role.ASSESSOR, Role.PEER_REVIEWER, Role.SECRETARIAT, Role.SAFEGUARDING)

type Hold = Callable[[Reader], object]
type Cast = dict[str, Reader]
BODIES = (
    ("cso", "XAA", True), ("nhri", "XAA", True), ("government", "XAA", True), ("cso", "XAB", True), ("cso", "", True),
    ("partnership", "", True), ("research", "XAA", True), ("cso", "XAA", False),
)  # fmt: skip


def everybody(home: Area, far: Area) -> Cast:
    """By name: `focal_point of XAA`, `assessor of -`, `cso of XAB`, `signed out`."""
    found: Cast = {"signed out": AnonymousUser(), "signed in alone": _person("alone")}
    for role in Role.values:
        for area in (home, far, None) if role in OF_COUNTRIES else (None,):
            if area or role not in OWN_COUNTRY or role == Role.FOCAL_POINT:
                code = area.code if area else "-"
                found[f"{role} of {code}"] = _hat(_person(f"{role}.{code}"), role, area=area).person
    areas = {home.code: home, far.code: far, "": None}
    for kind, code, verified in BODIES:
        name = f"{kind} of {code or '-'}" if verified else f"unverified {kind} of {code}"
        slug = name.replace(" ", "-").replace("--", "-x").lower()
        body = Organisation.objects.create(
            slug=slug, kind=kind, names={"en": name}, area=areas[code], world=World.DEMO,
            verified_on="2020-01-01" if verified else None,
        )  # fmt: skip
        found[name] = _hat(_person(slug), Role.ORG_MEMBER, organisation=body).person
    found["officer with a hat of XAA"] = _both(home, Role.SECRETARIAT, Role.CONTRIBUTOR)
    found["guard with a hat of XAA"] = _both(home, Role.SAFEGUARDING, Role.STATISTICIAN)
    found["assessor of XAB with a hat of XAA"] = _both(home, Role.ASSESSOR, Role.VALIDATOR, far)
    for name, role in (("focal point that was", Role.FOCAL_POINT), ("validator that was", Role.VALIDATOR)):
        found[name] = _hat(_person(name.replace(" ", "-")), role, area=home, state="ended").person
    found["officer of the real world"] = _hat(_person("real", World.REAL), Role.SECRETARIAT).person
    return found


def _person(name: str, world: str = World.DEMO) -> Person:
    return Person.objects.create_user(f"{name.lower().strip('-.')}@who.example", None, world=world)


def _hat(person: Person, role: str, state: str = "active", **of: Any) -> Capacity:
    return Capacity.objects.create(person=person, role=role, state=state, starts_on="2020-01-01", **of)


def _both(home: Area, outside: str, inside: str, far: Area | None = None) -> Person:
    person = _person(f"{outside}-and-{inside}")
    _hat(person, outside, area=far)
    return _hat(person, inside, area=home).person


def who(cast: Cast, hold: Hold) -> set[str]:
    """Those to whom it is given; the others get the 404 of what does not exist."""
    return {name for name, reader in cast.items() if may(hold, reader)}


def may(hold: Hold, reader: Reader) -> bool:
    try:
        hold(copy(reader))  # a reader keeps its hats for a request
    except Http404:
        return False
    return True


def of(roles: str | Iterable[str], *codes: str) -> set[str]:
    """`of("focal_point alternate", "XAA", "-")`: names of the cast."""
    named = roles.split() if isinstance(roles, str) else roles
    return {f"{role} of {code}" for role in named for code in codes}
