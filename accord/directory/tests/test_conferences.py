"""A conference: each source's word in its own row, a difference told as one, nothing merged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accord.directory.models import Claim, Conference, Signature
from accord.directory.reads import country_facts, pledges_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db
DAY = "2024-11-07"


@pytest.fixture
def conference() -> Conference:
    found = Conference.objects.create(
        slug="c-1", names={"en": "Conference"}, place="Town", starts=DAY, ends=DAY, hosts="Two States", url="https://c.example/",
        source="S", as_of=DAY,
    )  # fmt: skip
    for code in ("XKB", "XKA"):
        area = Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
        Signature.objects.create(area=area, what="call", conference=found, dated="2024-11", source="A newspaper")
        for source, listed in (("First", True), ("Second", code == "XKA")):
            claim(found, source, area=area, subject="legislate", listed=listed)
    claim(found, "First", subject="governments", words="over 130")
    claim(found, "Second", subject="governments", words="119")
    return found


def claim(of: Conference, source: str, **told: Any) -> None:
    Claim.objects.create(conference=of, source=source, url="https://s.example/", as_of=DAY, **told)


def test_sources_stand_side_by_side_and_countries_in_order_of_name(client: Client, conference: Conference) -> None:
    page = client.get("/en/conferences/c-1.json").json()
    assert [(p["iso3"], p["differ"], [s["listed"] for s in p["said"]]) for p in page["pledges"]] == [
        ("XKA", False, [True, True]), ("XKB", True, [True, False])
    ]  # fmt: skip
    assert page["differing"] == 1
    assert [(s["code"], s["differ"], len(s["said"])) for s in page["subjects"]] == [("governments", True, 2)]
    assert [s["iso3"] for s in page["signatories"]] == ["XKA", "XKB"]


def test_the_page_asks_little_and_tells_what_is_not_named(
    client: Client, conference: Conference, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(9):
        html = client.get("/en/conferences/c-1/?sort=-country").content.decode()
    assert html.index("Land XKB") < html.index("Land XKA")
    assert html.count("Sources differ") == 2  # of a subject and of the pledge of XKB
    assert "Not named" in html
    assert "is no column" in client.get("/en/conferences/c-1/?sort=rank").content.decode()


def test_a_country_tells_its_pledges_with_both_sources(conference: Conference) -> None:
    facts = country_facts(Area.objects.get(code="XKB"))
    assert [(p.words, p.differ, [s.source for s in p.said]) for p in facts.pledges] == [
        ("Legislate against corporal punishment", True, ["First", "Second"])
    ]
    assert facts.signatures[0].url == "conferences/c-1/"
    assert pledges_of(Area.objects.create(code="XKC", iso3="XKC", kind="member_state", names={"en": "C"})) == []


def test_the_table_has_a_row_a_source(client: Client, conference: Conference) -> None:
    rows = client.get("/en/conferences/c-1.csv").content.decode().splitlines()
    assert rows[0].startswith("country,pledge,source,names_it")
    assert "XKB,legislate,Second,no,,https://s.example/,2024-11-07" in rows
    assert len(rows) == 5


def test_a_source_says_a_thing_once(conference: Conference) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        claim(conference, "First", area=Area.objects.get(code="XKA"), subject="legislate")


def test_an_unknown_conference_is_not_found(client: Client) -> None:
    assert client.get("/en/conferences/nowhere/").status_code == 404
