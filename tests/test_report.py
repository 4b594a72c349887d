"""The report prints: tagged, stamped, the same twice, one world only."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from accord.directory.actions import publish_country
from accord.indicators.models import Indicator
from accord.indicators.tests.makers import release_of
from accord.overview.report.build import build_global_report
from accord.people.models import Area
from accord.record.actions import append

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lands() -> None:
    Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land", "ar": "أرض"})
    Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo", names={"en": "Madeupia"})


def test_a_tagged_pdf_comes_out_the_same_twice(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        call_command("report", "global", "--year", "2024", "--out", str(tmp_path / name))
    made = (tmp_path / "one.pdf").read_bytes()
    assert made == (tmp_path / "two.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made or b"/MarkInfo" in made


def test_it_is_stamped_and_counts_one_world() -> None:
    real, demo = build_global_report(2024, "real"), build_global_report(2024, "demo")
    assert real.stamp == "Unedited figures"
    assert [real.world, demo.world] == ["real", "demo"]
    assert "Madeupia" not in str(real)
    assert "Madeupia" in str(demo)


def test_arabic_runs_from_the_right() -> None:
    told = build_global_report(2024, "real", "ar")
    assert told.direction == "rtl"
    sentences = [told.title, told.stamp_words, told.summary.finding, told.law.finding, *(m.text for m in told.methods)]
    assert all(any("؀" <= letter <= "ۿ" for letter in sentence) for sentence in sentences)


def test_the_page_says_the_same_as_the_file(client: Client, tmp_path: Path) -> None:
    html = client.get("/en/report/2024/").content.decode()
    told = client.get("/en/report/2024.json").json()
    assert told["stamp"] == "Unedited figures"
    assert (html.count("<h1"), "Unedited figures" in html, "Land" in html) == (1, True, True)
    for name in ("one.html", "two.html"):
        call_command("report", "global", "--year", "2024", "--site", "https://accord.example", "--out", str(tmp_path / name))
    made = (tmp_path / "one.html").read_text()
    assert made == (tmp_path / "two.html").read_text()
    assert 'href="https://accord.example/en/countries/XKA/"' in made
    assert "<script" not in made
    assert told["summary"]["finding"] in made


def test_a_change_is_in_the_page_at_once(client: Client) -> None:
    client.get("/en/report/2024/")
    publish_country(Area.objects.create(code="XKB", iso3="XKB", kind="member_state", names={"en": "Otherland"}))
    append("country_added", None)
    assert "Otherland" in client.get("/en/report/2024/").content.decode()


def test_a_country_counts_once_whatever_its_sources_call_a_total() -> None:
    indicator = Indicator.objects.create(code="x", names={"en": "X"}, unit="percent", core=True)
    for source, sex, value in (("One", "T", 10), ("Other", "", 30)):
        release_of(f"indicator,iso3,year,sex,value\n{indicator.code},XKA,2020,{sex},{value}\n", source)
    told = build_global_report(2024).indicators[0]
    assert [bar.value for bar in told.charts[0].bars] == [1, 0, 0, 0]
    assert [value.shown for value in told.values] == ["30%"]


def test_a_made_up_figure_links_to_no_list_of_real_ones(tmp_path: Path) -> None:
    call_command("report", "global", "--year", "2024", "--world", "demo", "--out", str(tmp_path / "demo.html"))
    made = (tmp_path / "demo.html").read_text()
    assert f'href="{settings.SITE}/en/countries/XAA/"' in made
    assert not [part for part in ("commitments", "recommendations", "directory", "know") if f'/en/{part}/"' in made]


@pytest.mark.parametrize("year", [1999, 2999])
def test_a_year_without_a_report_is_not_found(client: Client, year: int) -> None:
    assert client.get(f"/en/report/{year}/").status_code == 404


def test_worlds_are_apart_on_the_page(client: Client) -> None:
    assert "Madeupia" not in client.get("/en/report/2024/").content.decode()
    demo = client.get("/en/report/2024/?world=demo").content.decode()
    assert "Madeupia" in demo
    assert 'class="notice demo"' in demo


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        call_command("report", "global", "--year", "2024", "--out", str(tmp_path / "x.docx"))
