"""The demonstration world, loaded once for a file of tests; each test's own writes are rolled back."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker


class _Back(Exception):
    pass


@pytest.fixture(scope="module")
def demo_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    from django.test import override_settings

    from accord.overview import demo, facts

    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=quick):
        try:
            with transaction.atomic():
                facts.areas()
                facts.topics()
                facts.indicators()
                demo.load(lambda done, of, what: None)
                yield
                raise _Back
        except _Back:
            return
