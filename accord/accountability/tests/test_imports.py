"""Recommendations and pledges come in whole or not at all; the source's word stays."""

from pathlib import Path

import pytest
from django.test import Client

from accord.accountability.importing import pledges, recommendations
from accord.accountability.models import Commitment, Recommendation
from accord.formats.result import ImportResult
from accord.people.models import Area, AreaAlias

pytestmark = pytest.mark.django_db
HEAD = "To,From,Text,Response,Action,Issue,Session\n"
GOOD = 'Arcadia,Borland,"End &#40;all&#41; violence",Accepted,5,"Rights of the Child,Women",8\n'


@pytest.fixture(autouse=True)
def _lands() -> None:
    for code, name in (("XKA", "Arcadia"), ("XKB", "Borland")):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": name})
    AreaAlias.objects.create(alias="Old Arcadia", area=Area.objects.get(code="XKA"), source="made up")


def take(folder: Path, text: str, run: object = recommendations) -> ImportResult:
    path = folder / "rows.csv"
    path.write_text(HEAD + text)
    return run(path, {}, lambda done, of: None)  # type: ignore[operator]


def test_twice_is_as_good_as_once_and_twins_are_told_apart(tmp_path: Path) -> None:
    first, again = take(tmp_path, GOOD + GOOD), take(tmp_path, GOOD + GOOD)
    assert (first.added, again.unchanged, Recommendation.objects.count()) == (2, 2, 2)


def test_entities_are_decoded_and_the_sources_word_is_kept(tmp_path: Path) -> None:
    take(tmp_path, GOOD)
    made = Recommendation.objects.get()
    assert (made.text, made.response, made.response_word) == ("End (all) violence", "supported", "Accepted")
    assert (made.ref, made.issues) == ("XKA-upr8-1", ["Rights of the Child", "Women"])


def test_a_changed_answer_is_a_change(tmp_path: Path) -> None:
    take(tmp_path, GOOD)
    assert take(tmp_path, GOOD.replace("Accepted", "Noted")).changed == 1
    assert Recommendation.objects.get().response == "noted"


def test_an_unknown_addressed_state_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    result = take(tmp_path, GOOD + GOOD.replace("Arcadia", "Nowhere"))
    assert [(r.row, r.column, r.value) for r in result.refused] == [(2, "To", "Nowhere")]
    assert not Recommendation.objects.exists()


def test_an_unknown_recommending_state_is_kept_as_given_and_flagged(tmp_path: Path, client: Client) -> None:
    take(tmp_path, GOOD.replace("Borland", "Somewhere") + GOOD)
    kept = dict(Recommendation.objects.values_list("from_words", "from_area__code"))
    assert kept == {"Somewhere": None, "Borland": "XKB"}
    for made in Recommendation.objects.all():
        said = client.get(f"/en/recommendations/{made.ref}/").content.decode()
        assert made.from_words in said
        assert ("not a State of the UN&#x27;s list" in said or "not a State of the UN's list" in said) == (made.from_area is None)


def test_an_alias_finds_its_state(tmp_path: Path) -> None:
    take(tmp_path, GOOD.replace("Arcadia", "Old Arcadia"))
    assert Recommendation.objects.get().area.code == "XKA"


def test_pledges_become_commitments(tmp_path: Path) -> None:
    row = 'Arcadia,,"Build schools",Voluntary Pledge,,"Education",3\n'
    assert (take(tmp_path, row, pledges).added, take(tmp_path, row, pledges).unchanged) == (1, 1)
    assert Commitment.objects.get().ref == "XKA-pledge3-1"


def test_pages_show_them(tmp_path: Path, client: Client) -> None:
    take(tmp_path, GOOD)
    assert b"End (all) violence" in client.get("/en/recommendations/?country=XKA&response=supported").content
    assert b"End (all) violence" not in client.get("/en/recommendations/?country=XKB").content
    assert client.get("/en/recommendations/XKA-upr8-1.json").json()["line"]["response_in_source"] == "Accepted"
    assert b"1 recommendation" in client.get("/en/countries/XKA/").content
    assert client.get("/en/recommendations/none/").status_code == 404
    assert client.get("/en/commitments/").status_code == 200
