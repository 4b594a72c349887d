"""The stage of the platforms, built once for a file of tests: places to talk are theirs."""

from collections.abc import Iterator
from copy import deepcopy

import pytest

from accord.discussions.tests.makers import Stage
from accord.discussions.tests.story import Story, told


@pytest.fixture(scope="module")
def built(one_world: None, request: pytest.FixtureRequest) -> Stage:
    """`STAGE`: which one, where a file names another."""
    made: Stage = getattr(request.module, "STAGE", Stage)()
    return made


@pytest.fixture
def stage(built: Stage) -> Stage:
    return deepcopy(built)


@pytest.fixture(scope="module")
def story(one_world: None) -> Iterator[Story]:
    """Built once; each test only reads, or is rolled back."""
    yield from told()
