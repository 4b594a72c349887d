"""The cast, made once for a file of tests."""

from copy import deepcopy

import pytest
from django.core.cache import cache

from accord.moderation.tests.makers import Cast


@pytest.fixture(scope="module")
def built(one_world: None) -> Cast:
    return Cast()


@pytest.fixture
def cast(built: Cast) -> Cast:
    cache.clear()
    return deepcopy(built)
