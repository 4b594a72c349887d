"""Tests forget what a process keeps between requests, and what is costly to build is built once for a file of tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker


def pytest_configure() -> None:
    from django.conf import settings

    settings.PAGES_KEPT = 0  # tests count what a page asks; `record/tests/test_kept_pages.py` turns it on
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    """Databases are rolled back and ids come again; the language of the last request stays with a thread."""
    from django.core.cache import caches
    from django.utils import translation

    translation.activate("en")
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
