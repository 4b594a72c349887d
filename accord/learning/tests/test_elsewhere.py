"""What other bodies hold is a link with the source it was found in."""

from datetime import date

import pytest
from django.test import Client

from accord.kit.texts import LANGUAGES
from accord.learning.actions import elsewhere_cards
from accord.learning.reads import elsewhere
from accord.learning.reads.elsewhere import KINDS, elsewhere_page
from accord.learning.start import PATHS


def test_each_link_has_its_source_and_day() -> None:
    lines = elsewhere_page().lines
    assert {"course", "webinars", "toolkit", "guide"} <= {line.kind for line in lines} <= set(KINDS)
    assert len({line.code for line in lines}) == len(lines)
    for line in lines:
        assert line.url.startswith("https://")
        assert line.source
        assert line.name
        assert date.fromisoformat(line.read_on) < date(2030, 1, 1)
        assert set(line.languages) <= set(LANGUAGES)


@pytest.mark.django_db
def test_a_course_is_found_in_each_language_and_leads_to_its_line(client: Client) -> None:
    elsewhere_cards()
    elsewhere_cards()
    for language, asked in (("en", "INSPIRE webinars"), ("fr", "webinaires stratégie"), ("zh", "网络研讨会"), ("ar", "ندوات")):
        found = client.get(f"/{language}/search.json", {"q": asked}).json()["hits"]
        assert "learn/elsewhere/#inspire-webinars" in [hit["url"] for hit in found], language
    assert '<li id="inspire-webinars">' in client.get("/en/learn/elsewhere/").content.decode()


@pytest.mark.django_db
def test_a_course_whose_line_is_gone_is_found_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> list[str]:
        return [hit["url"] for hit in client.get("/en/search.json", {"q": "INSPIRE"}).json()["hits"]]

    rows = elsewhere._rows()
    elsewhere_cards()
    assert "learn/elsewhere/#inspire-mooc" in found()
    with monkeypatch.context() as patch:
        patch.setattr(elsewhere, "_rows", lambda: tuple(row for row in rows if row["code"] != "inspire-mooc"))
        elsewhere_cards()
        assert "learn/elsewhere/#inspire-mooc" not in found()
        assert "learn/elsewhere/#inspire-webinars" in found()
    elsewhere_cards()
    assert "learn/elsewhere/#inspire-mooc" in found()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_is_about_is_told_in_each_language(language: str) -> None:
    for line in elsewhere_page().lines:
        assert line.words[language] != line.words["en"] or language == "en"


def test_starting_paths_lead_to_platforms_threats_and_discussions() -> None:
    led = {path.code: {stop.url for stop in path.stops} for path in PATHS}
    assert {"platforms/", "discussions/"} <= led["ministry"]
    assert {"platforms/", "countries/{country}/coordination/"} <= led["focal-point"]
    assert {"platforms/", "discussions/"} <= led["civil-society"]
    assert "threats/" in led["researcher"]


@pytest.mark.django_db
def test_a_course_says_in_which_languages_it_is_held(client: Client) -> None:
    html = client.get("/en/learn/elsewhere/").content.decode()
    assert '<span lang="ar" dir="rtl">العربية</span>' in html
