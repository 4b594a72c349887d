"""The page on the SDMX service: what it offers works."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from accord.indicators.models import Indicator
from accord.indicators.tests.makers import release_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db


def test_each_example_of_the_page_works(client: Client) -> None:
    assert len(client.get("/en/sdmx.json").json()["examples"]) == 1  # nothing is held yet
    Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land"})
    Indicator.objects.create(code="t.1", names={"en": "T"}, unit="percent", direction="lower", source="made up")
    release_of("indicator,iso3,year,value\nt.1,XKA,2018,4.5\nt.1,XKA,2020,5.5\n")
    examples = client.get("/en/sdmx.json").json()["examples"]
    html = client.get("/en/sdmx/").content.decode()
    answers = []
    for one in examples:
        parts = urlsplit(one["url"])
        answer = client.get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 200, one
        answers.append(b"".join(answer) if answer.streaming else answer.content)
        assert one["url"].replace("&", "&amp;") in html
    assert (len(examples), answers[0].count(b"XKA")) == (3, 2)
    assert b"2018" not in answers[1]
    assert b"CL_" in answers[2]
