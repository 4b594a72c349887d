"""Tests forget what a process keeps between requests, and what is costly to build is built once for a file of tests."""

import gc
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

COSTLY = set((Path(__file__).parent / "tests" / "thorough.txt").read_text().split())
TESTS = re.compile(r"^def test_", re.MULTILINE)


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    config.addinivalue_line("markers", "thorough: costs more than a quick suite bears (tests/thorough.txt)")

    settings.PAGES_KEPT = 0  # tests count what a page asks; `record/tests/test_kept_pages.py` turns it on
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What `make costs` found costly is marked by its name, in one place."""
    for item in items:
        if item.nodeid.partition("[")[0] in COSTLY:
            item.add_marker("thorough")


def pytest_pycollect_makeitem(collector: pytest.Collector, name: str) -> list[pytest.Item] | None:
    """The quick suite does not even gather the thousands of cases of the other: that took a fifth of its time."""
    return [] if _is_quick(collector.config) and f"{collector.nodeid}::{name}" in COSTLY else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Nor does it read a file of which nothing is left."""
    name = str(collection_path.relative_to(config.rootpath)) if collection_path.suffix == ".py" else ""
    of_file = sum(one.startswith(f"{name}::") for one in COSTLY) if name and _is_quick(config) else 0
    return True if of_file and of_file == len(TESTS.findall(collection_path.read_text(encoding="utf-8"))) else None


def _is_quick(config: pytest.Config) -> bool:
    return bool(config.getoption("markexpr") == "not thorough")


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
