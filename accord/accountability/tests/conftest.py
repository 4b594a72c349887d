"""The stage of a reporting cycle, built once for a file of tests; a file that needs more on it has a `built` of its own."""

from copy import deepcopy

import pytest

from accord.accountability.tests.test_reporting import Stage


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    return Stage()


@pytest.fixture
def stage(built: Stage) -> Stage:
    return deepcopy(built)
