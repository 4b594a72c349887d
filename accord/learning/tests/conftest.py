"""The room's people and countries, made once for a file of tests."""

from copy import deepcopy

import pytest

from accord.learning.tests.makers import World


@pytest.fixture(scope="module")
def built(one_world: None) -> World:
    return World()


@pytest.fixture
def world(built: World) -> World:
    return deepcopy(built)
