"""The stage, built once for a file of tests."""

from copy import deepcopy

import pytest

from accord.directory.tests.makers import active, country, officers, person
from accord.people.models import Person, Role
from accord.spaces.tests.makers import Stage


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    return Stage()


@pytest.fixture(scope="module")
def stranger(built: Stage) -> Person:
    """Of the real world, in a capacity there."""
    area, office = country("XKA", "real"), officers("real-1", "real-2", world="real")
    return active(person("real-focal", "real"), Role.FOCAL_POINT, office, area=area).person


@pytest.fixture
def stage(built: Stage) -> Stage:
    return deepcopy(built)
