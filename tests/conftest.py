"""The demonstration world, loaded once for a file of tests; each test's own writes are rolled back."""

import pytest


@pytest.fixture(scope="module")
def demo_world(one_world: None) -> None:
    from accord.overview import demo, facts

    facts.areas()
    facts.topics()
    facts.indicators()
    demo.load(lambda done, of, what: None)
