"""Tests forget what a process keeps between requests, and what is costly to build is built once for a file of tests."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

THOROUGH = Path(__file__).parent / "tests" / "thorough.txt"


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    config.addinivalue_line("markers", "thorough: costs more than a quick suite bears (tests/thorough.txt)")

    settings.PAGES_KEPT = 0  # tests count what a page asks; `record/tests/test_kept_pages.py` turns it on
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What `make costs` found costly is marked by its name, in one place."""
    costly = set(THOROUGH.read_text().split())
    for item in items:
        if item.nodeid.partition("[")[0] in costly:
            item.add_marker("thorough")


def pytest_collection_finish() -> None:
    """What is there now stays to the end: not looked through again and again (a tenth of the suite's time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    """Databases are rolled back and ids come again; the language of the last request stays with a thread."""
    from django.core.cache import caches
    from django.utils import translation

    from accord.record.cached import blocks

    translation.activate("en")
    blocks.clear()
    caches["pages"].clear()
    caches["explorer"].clear()


class _Back(Exception):
    pass


@pytest.fixture(scope="module")
def one_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """What fixtures of a file write inside stays for its tests, whose own writes are rolled back, and goes with the file.

    Objects that such a fixture gives are to be copied (`copy.deepcopy`) for each test.
    """
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield
                raise _Back
        except _Back:
            return
