"""Who may: each act about what is owed and handed over against everybody; and every act of this work is in some matrix."""

import ast
import inspect
import pkgutil
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client

from accord.accountability import access as accountability
from accord.accountability import tests
from accord.accountability.tests.cast import everybody, of, who
from accord.accountability.tests.test_reporting import client_of
from accord.directory import access as directory
from accord.notices import access
from accord.notices.models import Pack
from accord.notices.tests.conftest import Owing
from accord.people.models import Capacity, Person
from accord.record.owing import of_person
from accord.record.sealing import access as sealing

pytestmark = pytest.mark.django_db
OWN = of("focal_point alternate validator contributor statistician", "XAA")
INSIDE = {"officer with a hat of XAA", "guard with a hat of XAA", "assessor of XAB with a hat of XAA"}
OFFICERS = of("secretariat", "-", "XAA", "XAB") | {"officer with a hat of XAA"}


class Powers(Owing):
    def __init__(self) -> None:
        super().__init__()
        person = Person.objects.create_user("successor@demo.example", None, name="Successor", world="demo")
        self.new = Capacity.objects.create(
            person=person, role="focal_point", area=self.home, state="active", starts_on=self.today
        )
        own = {"leaves": self.focal.person, "successor": person}
        self.cast = everybody(self.home, self.far) | own


@pytest.fixture(scope="module")
def built(one_world: None) -> Powers:
    return Powers()


@pytest.fixture
def stage(built: Powers) -> Powers:
    return deepcopy(built)


def test_who_reads_what_a_country_owes(stage: Powers) -> None:
    assert who(stage.cast, lambda user: access.to_owed_of(user, "XAA")) == OWN | INSIDE | OFFICERS | {"leaves", "successor"}
    assert who(stage.cast, lambda user: access.to_owed_of(user, "XAA2")) == set()


def test_who_puts_off_a_reminder(stage: Powers) -> None:
    """Whoever is asked for the milestone; an unknown key is nobody's."""
    key = next(a.duty.key for a in of_person(Person.objects.get(pk=stage.focal.person_id)) if "milestone" in a.duty.key)
    focal = of("focal_point alternate", "XAA") | {"leaves", "successor"}
    assert who({k: v for k, v in stage.cast.items() if k != "signed out"}, lambda user: access.to_snooze(user, key)) == focal
    assert who({"leaves": stage.focal.person}, lambda user: access.to_snooze(user, "none")) == set()
    assert "/accounts/login/" in Client().get("/en/owed/put-off/x/")["Location"]


def test_who_ends_a_capacity_and_reads_its_pack(stage: Powers) -> None:
    validators = of("focal_point alternate validator", "XAA") | {"assessor of XAB with a hat of XAA", "leaves", "successor"}
    assert who(stage.cast, lambda user: directory.to_end(user, stage.focal.pk)) == validators | OFFICERS
    independent = Capacity.objects.get(person=stage.cast["assessor of XAA"])
    assert who(stage.cast, lambda user: directory.to_end(user, independent.pk)) == OFFICERS | {"assessor of XAA"}
    given = {"successor": str(stage.new.pk), "reason": "A new post.", "note": ""}
    assert client_of(stage.focal).post(f"/en/directory/people/{stage.focal.pk}/end/", given).status_code == 302
    assert who(stage.cast, lambda user: access.to_pack(user, Pack.objects.get().pk)) == {"successor"}
    assert who(stage.cast, lambda user: access.to_pack(user, 10**9)) == set()


HERE = Path(__file__)
MATRICES = [*Path(tests.__file__).parent.glob("test_*_powers.py"), HERE]


def _modules() -> list[ModuleType]:
    names = [f"{accountability.__name__}.{found.name}" for found in pkgutil.iter_modules(accountability.__path__)]
    return [*(import_module(name) for name in names), access, sealing]


def _guards() -> set[str]:
    """Every function of these rooms and of the seals that fetches and checks, and the directory's that hands over."""
    found = {
        name for module in _modules() for name, one in inspect.getmembers(module, inspect.isfunction)
        if one.__module__ == module.__name__ and name.startswith(("to_", "access_"))
    }  # fmt: skip
    return found | {"to_end"}


def _asked() -> set[str]:
    """Those that a matrix asks, by name: `access.to_rate` in its code."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MATRICES]
    return {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_every_access_function_is_asked_in_a_matrix() -> None:
    """A new verb with a new guard fails here until it has a row."""
    assert _guards() - _asked() == set()
    assert len(_guards()) > 60
