"""Every address for every capacity: nothing breaks, what asks for a sign-in does, what is another's does not exist."""

import re

import pytest
from django.test import Client

from accord.accountability.models import Milestone
from accord.kit.checks import all_patterns
from accord.people.models import Capacity, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]
SAMPLES = {
    "ref": ["XAA-demo-1", "XAA-demo-2", "XAA-c1", "XAA-c8", "XAB-c8", "XAA-upr41-1", "XAE-demo-2", "XAD-demo-2", "no-such"],
    "slug": ["demo-2", "six-rivers-council", "children-of-the-six-rivers", "no-such"], "iso3": ["XAA", "KEN", "QQQ"],
    "code": ["16.2.1", "sign", "no-such"], "commitment": ["XAA-c1", "XAE-c1"], "year": ["2024", "1500"], "number": ["1", "999999"],
    "path": ["data/VAC/XAA?lastNObservations=1", "dataflow", "no-such"],
}  # fmt: skip
PEOPLE = ["", *(f"{name}.demo.example" for name in (
    "focal-point@xaa", "alternate@xaa", "validator@xaa", "contributor@xaa", "statistician@xaa", "cso@xaa", "focal-point@xab",
    "assessor@xab", "assessor@xad", "peer-reviewer@xac",
)), "secretariat@demo.example", "safeguarding@demo.example", "custodian@demo.example", "translator@demo.example",
    "member@demo.example"]  # fmt: skip


def _of_route(sample: str, name: str, route: str) -> bool:
    """A record's ref under its own room's addresses; one that is no record's stands for all that are not of that room."""
    kinds = {"commitments": r"-c\d", "reports": r"-demo-", "recommendations": r"-upr"}
    own = kinds.get(route.partition("/")[0])
    return name != "ref" or own is None or sample == "no-such" or re.search(own, sample) is not None


def addresses() -> list[tuple[str, str]]:
    """(address, access mark) of each route with each sample of its parts."""
    found: list[tuple[str, str]] = []
    for where, pattern in all_patterns():
        access = getattr(pattern.callback, "access", "")
        if not access:
            continue
        route = re.sub(r"^.*\^?en/", "", str(where)) if "en/" in str(where) else str(where)
        paths = [route]
        for kind, name in re.findall(r"<(\w+):(\w+)>", route):
            samples = [one for one in SAMPLES[name] if (kind != "slug" or "." not in one) and _of_route(one, name, route)]
            paths = [re.sub(rf"<\w+:{name}>", sample, path) for path in paths for sample in samples]
        bare = route in ("healthz", "robots.txt", "") or route.startswith("sdmx/") or re.fullmatch(r"\w\w\.json", route)
        found += [(path if bare else f"en/{path}", access) for path in paths]
    return sorted(set(found))


def client_of(email: str) -> Client:
    client = Client()
    if email:
        client.force_login(Person.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("email", PEOPLE)
def test_every_address_answers_every_capacity(email: str) -> None:
    client = client_of(email)
    person = Person.objects.filter(email=email).first()
    for path, access in addresses():
        answer = client.get(f"/{path}")
        assert answer.status_code in ((200, 204, 400, 404) if path.startswith("sdmx/") else (200, 302, 404, 405)), path
        if answer.status_code == 405:  # a form's address, not a page
            continue
        if not email and access != "public":
            assert "/accounts/login/" in answer.get("Location", ""), path
        if person and access == "staff" and not person.is_officer:
            assert answer.status_code == 404, path
        if "XAA-demo-2" in path and not _is_of(person, "XAA"):
            assert answer.status_code == (302 if not email and access != "public" else 404), path
        if re.search(r"/X(AA|AB)-c8\b", f"/{path}") and not _is_of(person, path[path.index("-c8") - 3 : path.index("-c8")]):
            assert answer.status_code == (302 if not email and access != "public" else 404), path


def _is_of(person: Person | None, code: str) -> bool:
    roles = ("focal_point", "alternate", "validator", "contributor", "statistician")
    return person is not None and Capacity.objects.active().filter(person=person, area__code=code, role__in=roles).exists()


def test_the_sweep_meets_pages_of_every_kind() -> None:
    marks = {access for _path, access in addresses()}
    assert marks == {"public", "members", "staff"}
    assert len(addresses()) > 200
    assert Milestone.objects.exists()
