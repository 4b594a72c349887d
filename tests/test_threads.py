"""On PostgreSQL a worker answers two requests at once (decision 0031): neither has anything of the other. `bench/threads.py` does so
with a whole demonstration."""

import re
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.people.models import Person

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
PAGES = ("", "commitments/", "discussions/", "learn/", "platforms/", "my/")
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"')


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection, and its workers one thread")
def test_two_requests_at_once_have_nothing_of_each_other() -> None:
    readers = ["", *(Person.objects.create_user(f"{name}@example.org", "a long enough word 7").email for name in ("ada", "bo"))]

    def asked(work: tuple[str, str]) -> tuple[int, bytes]:
        reader, path = work
        try:
            client = client_of(Person.objects.get(email=reader)) if reader else Client()
            answer = client.get(path)
            return answer.status_code, TOKEN.sub(b"", answer.content)
        finally:
            if in_threads:
                connection.close()

    work = [(reader, f"/{language}/{page}") for reader in readers for language in LANGUAGES for page in PAGES]
    in_threads = False
    alone = {one: asked(one) for one in work}
    assert len(set(alone.values())) > len(LANGUAGES) * len(PAGES)  # readers and languages differ
    in_threads = True
    again = work * 3
    Random(4).shuffle(again)  # noqa: S311
    with ThreadPoolExecutor(2) as two:
        assert [one for one, told in zip(again, two.map(asked, again), strict=True) if told != alone[one]] == []
