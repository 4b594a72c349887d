"""Tests forget what a process keeps between requests: databases are rolled back and ids come again."""

import pytest


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    from django.core.cache import caches

    caches["pages"].clear()
