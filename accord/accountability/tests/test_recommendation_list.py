"""The list of recommendations of every body: each filter, words, pages by key, few queries."""

from copy import deepcopy
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accord.accountability import actions
from accord.accountability.models import Heading, Placing, Recommendation
from accord.accountability.tests.test_reporting import Stage
from accord.formats.recommendations import RecommendationRow, Recommendations
from accord.record.actions import hold
from accord.record.models import Card, Topic
from accord.record.search.index import reindex

pytestmark = pytest.mark.django_db


def row(number: int, text: str, **more: Any) -> RecommendationRow:
    given: dict[str, Any] = {
        "to": "XAA", "recommending": (), "response": "not_asked", "response_word": "", "action": None, "issues": (),
        "session": None, "body": "crc", "symbol": "CRC/C/XAA/CO/1", "paragraph": str(number), "given_on": "2024-05",
    }  # fmt: skip
    return RecommendationRow(row=number, text=text, **{**given, **more})


ROWS = [
    row(1, "Ban beating of children.", issues=("Corporal punishment",), persons=("Children",), goals=("16.2",), cycle=4),
    row(2, "Train nurses.", issues=("Health",), persons=("Children", "Nurses"), goals=("3",), strategies=("inspire-r",)),
    row(3, "Ban beating at school.", issues=("Corporal punishment", "Education"), to="XAB"),
    row(4, "Sign the protocol.", body="upr", response="noted", response_word="Noted", session=41, recommending=("XAB",)),
]


def take(rows: list[RecommendationRow]) -> Any:
    return actions.import_recommendations(Recommendations(len(rows), rows, []), lambda done, of: None, world="demo", source="s")


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    Topic.objects.create(code="inspire-r", scheme="inspire", names={"en": "Response and support services"})
    Topic.objects.create(code="sdg-16.2", scheme="sdg", names={"en": "End abuse"})
    made = Stage()
    take(ROWS)
    return made


@pytest.fixture
def stage(built: Stage) -> Stage:
    return deepcopy(built)


def found(asked: str) -> list[str]:
    return [line["text"] for line in page(asked)["lines"]]


def page(asked: str) -> dict[str, Any]:
    told: dict[str, Any] = Client().get(f"/en/recommendations.json?world=demo&{asked}").json()
    return told


@pytest.mark.parametrize(
    ("asked", "places"),
    [("", "1234"), ("country=XAB", "3"), ("body=crc", "123"), ("body=upr", "4"), ("response=noted", "4"),
     ("theme=Corporal punishment", "13"), ("theme=Corporal punishment&country=XAA", "1"), ("persons=Nurses", "2"),
     ("persons=Children&theme=Health", "2"), ("sdg=16.2", "1"), ("sdg=16", "1"), ("sdg=3", "2"), ("inspire=inspire-r", "2"),
     ("cycle=4", "14"), ("cycle=4&body=upr", "4"), ("progress=untold", "1234"), ("progress=implemented", ""),
     ("theme=Health&response=noted", "")],
)  # fmt: skip
@pytest.mark.parametrize("words", ["", "&q=ban", "&q=the protocol"])
def test_each_filter_alone_and_with_words(stage: Stage, asked: str, places: str, words: str) -> None:
    """Words are looked for by the search index, the rest by the tables: both say the same."""
    wanted = {ROWS[int(place) - 1].text for place in places}
    if words:
        wanted = {text for text in wanted if words[3:].replace("the ", "") in text.lower()}
    assert set(found(asked + words)) == wanted
    assert page(asked + words)["count"] == len(wanted)


def test_words_of_a_symbol_and_of_a_state_are_found(stage: Stage) -> None:
    assert found("q=CRC/C/XAA/CO/1&country=XAB") == ["Ban beating at school."]
    assert found("q=nothing of the kind") == []


def test_what_is_no_choice_is_told_and_nothing_found(stage: Stage) -> None:
    for asked in ("theme=Nothing", "body=moon", "sdg=17", "cycle=9", "progress=maybe"):
        told = page(asked)
        assert (told["lines"], list(told["unknown"].values())) == ([], [asked.partition("=")[2]])


@pytest.mark.parametrize("asked", ["", "country=XAA&theme=Health&sdg=3&persons=Nurses", "q=ban&body=crc&theme=Education"])
def test_a_list_asks_at_most_twelve_times(stage: Stage, asked: str) -> None:
    with CaptureQueriesContext(connection) as told:
        Client().get(f"/en/recommendations/?world=demo&{asked}")
    assert len(told.captured_queries) <= 12
    assert not [q for q in told.captured_queries if "COUNT(*)" in q["sql"] and "LIMIT" not in q["sql"]]


def test_pages_go_on_by_key(stage: Stage) -> None:
    take([row(100 + n, f"Do thing {n}.", issues=("Long",)) for n in range(60)])
    for asked in ("theme=Long", "q=thing", "country=XAA&theme=Long"):
        seen: list[str] = []
        after, pages = 0, 0
        while pages == 0 or after:
            told = page(f"{asked}&after={after}")
            seen += [line["ref"] for line in told["lines"]]
            after, pages = told["next"], pages + 1
        assert (len(seen), len(set(seen)), pages) == (60, 60, 3), asked


def test_a_mended_row_is_changed_and_moves_under_its_new_heading(stage: Stage) -> None:
    assert take(ROWS).unchanged == 4
    mended = [row(1, "Ban all beating.", issues=("Violence",), persons=("Children",), goals=("16.2",), cycle=4), *ROWS[1:]]
    assert take(mended).changed == 1
    assert found("theme=Violence") == ["Ban all beating."] == found("q=all beating")
    assert found("theme=Corporal punishment") == ["Ban beating at school."]
    assert Heading.objects.get(code="Corporal punishment").count == 1


def test_an_answer_given_here_stays_and_is_found_by(stage: Stage) -> None:
    one = Recommendation.objects.get(body="upr")
    actions.answer_recommendation(one, response="supported", reason="Yes.", version=1, by=stage.focal)
    assert take(ROWS).unchanged == 4
    for words in ("", "&q=protocol"):
        assert found(f"response=supported{words}") == ["Sign the protocol."]
        assert found(f"response=noted{words}") == []


def test_an_index_made_anew_finds_the_same(stage: Stage) -> None:
    reindex()
    assert found("q=ban&theme=Education") == ["Ban beating at school."]


def test_the_page_tells_where_it_stands(stage: Stage) -> None:
    ref = Recommendation.objects.get(text="Train nurses.").ref
    assert ref == "XAA-crc2024-2"
    html = Client().get(f"/en/recommendations/{ref}/").content.decode()
    for words in ("Committee on the Rights of the Child", "CRC/C/XAA/CO/1", "para. 2", "May 2024", "Nurses",
                  "Response and support services", "The body asks for no answer"):  # fmt: skip
        assert words in html, words


def test_nothing_is_left_under_a_heading_that_no_row_has(stage: Stage) -> None:
    assert {(p.heading.scheme, p.heading.code) for p in Placing.objects.filter(recommendation__text="Train nurses.")} == {
        ("theme", "Health"), ("persons", "Children"), ("persons", "Nurses"), ("goal", "3"), ("strategy", "inspire-r"),
    }  # fmt: skip


def test_what_is_hidden_is_left_out(stage: Stage) -> None:
    ref = Recommendation.objects.get(text="Train nurses.").ref
    assert "Train nurses." in found("")
    hold(Card.objects.get(ref=f"recommendations/{ref}"), ground="child_safety")
    assert "Train nurses." not in found("") + found("theme=Health") + found("country=XAA")
    assert "Train nurses." not in Client().get("/en/recommendations/?world=demo").content.decode()
