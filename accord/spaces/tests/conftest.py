"""The stage, built once for a file of tests."""

from copy import deepcopy

import pytest

from accord.spaces.tests.makers import Stage


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    return Stage()


@pytest.fixture
def stage(built: Stage) -> Stage:
    return deepcopy(built)
