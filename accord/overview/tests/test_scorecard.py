"""A country on one page: sourced facts, who said what, coverage before any middle, the journal's checkpoint in the foot."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation

from accord.accountability.tests.test_judgements import Years
from accord.directory.models import Claim, Conference, Prohibition, Treaty, TreatyStatus
from accord.overview.printing import MissingGlyph
from accord.overview.scorecard import pdf
from accord.overview.scorecard.build import MOST_CYCLES, MOST_FIGURES, MOST_JUDGED, build_scorecard
from accord.overview.scorecard.value import Fact, FigureLine, SourceLine
from accord.overview.tests.unpacked import is_accessible, unpacked
from accord.people.models import Area
from accord.record.actions import seal

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def lived(one_world: None) -> Years:
    found = Years()
    seal()
    return found


@pytest.fixture
def years(lived: Years) -> Years:
    return deepcopy(lived)


@pytest.fixture
def real() -> Area:
    area = Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land"})
    Prohibition.objects.create(area=area, year=2010, source="A list of years", as_of="2024")
    for code, status in (("CRC", "party"), ("OPIC", "none")):
        treaty = Treaty.objects.create(code=code, names={"en": code}, adopted=1989, source="S")
        TreatyStatus.objects.create(area=area, treaty=treaty, status=status, source="A table of treaties")
    held = Conference.objects.create(
        slug="c", names={"en": "C"}, place="P", starts="2024-11-07", ends="2024-11-08", hosts="H", url="https://c.example",
        source="S", as_of="2024-11-08",
    )  # fmt: skip
    for source, listed in (("First", True), ("Second", False)):
        Claim.objects.create(conference=held, area=area, subject="legislate", source=source, listed=listed, as_of="2024-11-08")
    return area


def test_a_real_country_has_sourced_facts_alone(real: Area) -> None:
    card = build_scorecard(real)
    assert [(f.words, f.letters) for f in card.law] == [("Corporal punishment", "A"), ("Rights treaties", "B")]
    assert card.law[1].value == "Party to 1 of 2 held here. Not party to: OPIC"
    assert [(s.letter, s.name) for s in card.sources] == [("A", "A list of years"), ("B", "A table of treaties"), ("C", "First")]
    assert [(f.value, f.letters) for f in card.promised if f.letters] == [
        ("Legislate against corporal punishment (sources differ)", "C")
    ]
    assert (card.judged, card.history) == ([], [])
    assert "by its own act" in card.coverage


def test_an_invented_country_is_said_to_be_one_and_has_no_facts_of_sources(client: Client, years: Years) -> None:
    card = build_scorecard(years.home)
    assert (card.law, card.designations) == ([], "")
    assert "made up" in pdf.pdf_data(card, "https://site.example")["labels"]["demo"]
    assert 'class="notice demo"' in client.get("/en/countries/XAA/scorecard/").content.decode()


def test_who_said_what_stands_with_its_coverage_first(years: Years) -> None:
    card = build_scorecard(years.home)
    assert card.coverage == "3 commitments. Public reports speak of 3, assessments of 3."
    assert [(j.own, j.independent) for j in card.judged] == [
        ("Limited", "No evidence"), ("Limited", "Limited"), ("Limited", "Limited")
    ]  # fmt: skip
    assert card.history[0].value.startswith("Compared: 2 of 3. The same: 2;")
    assert "by the assessor: none shown (2 of 3)" in card.history[0].value


def test_the_foot_holds_the_checkpoint_of_the_journal(years: Years) -> None:
    card = build_scorecard(years.home)
    assert card.checkpoint is not None
    data = pdf.pdf_data(card, "https://site.example/")
    assert str(card.checkpoint.size) in data["labels"]["checkpoint"]
    assert data["checkpoint"]["root"] == card.checkpoint.root
    assert data["site"] == "https://site.example"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_one_page_whatever_its_language(years: Years, language: str) -> None:
    with translation.override(language):
        made = pdf.render_pdf(build_scorecard(years.home), "https://site.example")
    assert made.startswith(b"%PDF")
    assert pages(made) == 1
    assert is_accessible(made)
    for address in ("verify/", "countries/XAA/scorecard/"):  # in the body: the foot has no link
        assert f"(https://site.example/{language}/{address})" in unpacked(made)


def pages(made: bytes) -> int:
    return len(re.findall(r"/Type\s*/Page\b", unpacked(made)))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_as_much_as_a_card_takes_is_one_page_too(years: Years, language: str) -> None:
    with translation.override(language):
        card = build_scorecard(years.home)
    codes = ("CRC", "OPAC", "OPSC", "OPIC", "CEDAW", "CRPD", "CAT", "OPCAT", "ICCPR", "ICESCR", "CERD", "CED")
    law = [Fact("Corporal punishment", "Prohibited in all settings since 2010", "A"),
           Fact("Rights treaties", f"Party to 0 of 12 held here. Not party to: {', '.join(codes)}", "B C")]  # fmt: skip
    figure = FigureLine(
        "Children aged 1 to 14 who experienced physical punishment or psychological aggression by caregivers", "indicators/1/",
        "girls, 10 to 14", "61.5", "per cent", "2018–2020", "D",
    )  # fmt: skip
    title = "A law that prohibits corporal punishment in all settings, the home and alternative care among them"
    judged = replace(card.judged[0], title=title, civil="3 reports", peers="2 reviewers", gap="The assessor rates 1 step lower.")
    sources = [SourceLine(letter, f"Office of Statistics, survey of {letter}", "CC BY 4.0, 2024-05-01") for letter in "ABCDEFGH"]
    full = replace(card, law=law, figures=[figure] * MOST_FIGURES, judged=[judged] * MOST_JUDGED, more=12, sources=sources)
    full = replace(full, history=[card.history[0]] * MOST_CYCLES)
    with translation.override(language):
        made = pdf.render_pdf(full, "https://site.example")
    assert pages(made) == 1
    assert is_accessible(made)


def test_it_is_built_once_for_a_state_of_the_journal(
    client: Client, years: Years, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    caches["pages"].clear()
    with django_assert_max_num_queries(30):
        client.get("/en/countries/XAA/scorecard/")
    with django_assert_max_num_queries(9):
        assert client.get("/en/countries/XAA/scorecard/").status_code == 200


def test_where_no_font_draws_it_the_page_says_so(client: Client, years: Years, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> bytes:
        raise MissingGlyph("No font at hand draws 中.")

    monkeypatch.setattr("accord.overview.views.kept_pdf", fail)
    answer = client.get("/en/countries/XAA/scorecard.pdf")
    assert answer.status_code == 503
    assert "No font at hand draws 中." in answer.content.decode()


def test_the_file_is_a_pdf_and_an_unknown_country_none(client: Client, years: Years) -> None:
    answer = client.get("/en/countries/XAA/scorecard.pdf")
    assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
    assert client.get("/en/countries/QQQ/scorecard.pdf").status_code == 404
