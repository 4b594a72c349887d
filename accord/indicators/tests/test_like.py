"""Countries like mine: parts told apart, weights open, no country placed above another."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accord.indicators.explore import like
from accord.indicators.explore.like import Fact
from accord.indicators.tests.explore_world import english, explore_world

assert explore_world
assert english
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("explore_world")]
AT = "/en/countries/XKA/like"


@pytest.fixture(autouse=True)
def _facts(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        ("XKA", "income"): "LIC", ("XKA", "population"): "10000000", ("XKB", "income"): "UMC",
        ("XKB", "population"): "100000000", ("XKC", "income"): "LIC", ("XKC", "population"): "1000000",
    }  # fmt: skip
    found = {key: Fact(value, "2021", f"made up {key[1]}") for key, value in told.items()}
    monkeypatch.setattr(like, "facts", lambda: found)


def test_each_part_is_shown_with_its_source(client: Client) -> None:
    page = client.get(f"{AT}.json").json()
    assert page["indicator"] == "t.1"
    assert [p["value"] for p in page["home"]] == ["South Land", "LIC", "10000000", "12.5"]
    near = {line["iso3"]: [p["distance"] for p in line["parts"]] for line in page["near"]}
    assert near["XKC"] == pytest.approx([0, 0, 0.5, 0.085])
    assert near["XKB"] == pytest.approx([0, 2 / 3, 0.5, 0.045])
    assert page["sources"] == {"income": "made up income", "population": "made up population", "baseline": "Custodian"}
    assert page["unknown"] == 1  # of Alderney too little is known
    html = client.get(f"{AT}/").content.decode()
    for words in ("made up income", "made up population", "Upper middle", "10,000,000 (2021)", "Nearness says nothing of better"):
        assert words in html, words


def test_weights_change_who_is_near(client: Client) -> None:
    def first(query: str) -> str:
        return str(client.get(f"{AT}.json?{query}").json()["near"][0]["iso3"])

    assert first("income=1") == "XKC"
    assert first("baseline=1&income=0") == "XKB"


def test_the_nearest_go_along_to_the_explorer(client: Client) -> None:
    address = client.get(f"{AT}.json").json()["compare"]
    assert address == "explore/?indicator=t.1&area=XKA&area=XKB&area=XKC&view=dots"
    assert client.get(f"/en/{address}").status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("region=x", "A weight is a number from 0 to 100."), ("region=-1", "A weight is a number"),
        ("income=1e9", "A weight is a number"),
        ("population=101", "A weight is a number"), ("region=0&income=0", "One weight at least"), ("indicator=zzz", "zzz"),
    ],
)  # fmt: skip
def test_a_bad_weight_is_named_and_kept(client: Client, query: str, said: str) -> None:
    response = client.get(f"{AT}/?{query}")
    assert response.status_code == 422
    assert said in response.content.decode()
    _name, _equals, value = query.partition("&")[0].partition("=")
    assert f'value="{value}"' in response.content.decode()
    assert client.get(f"{AT}.json?{query}").status_code == 422


def test_a_country_of_which_nothing_is_known(client: Client) -> None:
    html = client.get("/en/countries/XKD/like/?indicator=").content.decode()
    assert "Too little is known to tell which countries are near." in html
    assert client.get("/en/countries/QQQ/like/").status_code == 404
    assert client.get("/en/countries/001/like/").status_code == 404


def test_fictional_countries_are_compared_with_their_own_kind(client: Client) -> None:
    html = client.get("/en/countries/XAA/like/").content.decode()
    assert "Demonstration." in html
    assert "Alder<" not in html


def test_it_asks_little(client: Client, django_assert_max_num_queries: Callable[..., Any]) -> None:
    with django_assert_max_num_queries(15):
        client.get(f"{AT}/")
    assert client.get("/ar/countries/XKA/like/").status_code == 200
