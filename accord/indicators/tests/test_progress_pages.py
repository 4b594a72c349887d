"""Pages of progress: four methods side by side, in the order of the alphabet, with words, coverage and sources."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from accord.calc import progress
from accord.indicators.models import AcceptedSource, Family, Indicator, ProgressRule, Target, UnitMeasure
from accord.indicators.progress import drawing, wording
from accord.indicators.progress.reads import Counts
from accord.indicators.tests.makers import release_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db
# Zenda falls to below one per cent, Arcadia halves, Mid rises, Bare has one figure
FIGURES = (
    "indicator,iso3,year,value\nt.1,XKZ,2015,40\nt.1,XKZ,2020,0.8\nt.1,XKA,2015,40\nt.1,XKA,2020,20\n"
    "t.1,XKM,2015,30\nt.1,XKM,2020,33\nt.1,XKB,2020,7\n"
)
NATIONAL = "indicator,iso3,year,value\nt.1,XKM,2015,30\nt.1,XKM,2021,3\n"


@pytest.fixture(autouse=True)
def _known() -> None:
    for code, name in (("XKZ", "Zenda"), ("XKA", "Arcadia"), ("XKM", "Mid"), ("XKB", "Bare"), ("XKN", "Nothing")):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": name})
    unit = UnitMeasure.objects.create(
        code="PCNT", unit="percent", names={"en": "per cent"}, aliases=["percent"], lower=0, upper=100, source="made up"
    )
    family = Family.objects.create(code="home", names={"en": "In the home"}, source="made up")
    made = Indicator.objects.create(
        code="t.1", names={"en": "Tested"}, unit="percent", direction="lower", source="made up", unit_measure=unit, family=family,
    )  # fmt: skip
    Target.objects.create(indicator=made, kind="elimination", value=0, year=2030, words="End it.", source="made up")
    ProgressRule.objects.create(rule="aarr-floor", method="aarr", value=1, words="Down to 1.", source="made up")
    AcceptedSource.objects.create(indicator=made, name="Custodian", role="custodian", accepted_for_global=True, source="made up")


def rows(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(f"/en/{path}")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


def row_of(html: str, name: str) -> str:
    return html.split("<tbody>", 2)[2].split(f">{name}</a></th>")[1].split("</tr>")[0]


def test_countries_stand_in_the_order_of_the_alphabet(client: Client) -> None:
    release_of(FIGURES, "Custodian")
    html = client.get("/en/indicators/t.1/progress/").content.decode()
    assert html.index(">Arcadia</a>") < html.index(">Mid</a>") < html.index(">Zenda</a>")
    assert "Target: 0 per cent by 2030." in html
    assert "declared here" in html


def test_each_method_says_its_word_and_disagreement_is_marked(client: Client) -> None:
    release_of(FIGURES, "Custodian")
    html = client.get("/en/indicators/t.1/progress/").content.decode()
    arcadia = row_of(html, "Arcadia")
    cells = ["40 (2015) → 20 (2020)", "Fair progress", "Limited progress", "On track", "They disagree", "12.9%", "25.9%", ">2<"]
    assert [cell for cell in cells if cell not in arcadia] == []
    zenda = row_of(html, "Zenda")
    assert zenda.count("Target met") == 4
    assert "They agree" in zenda
    assert "reached" in zenda
    assert html.index('href="#methods"') < html.index('id="methods"')


def test_counts_come_with_coverage(client: Client) -> None:
    release_of(FIGURES, "Custodian")
    release_of(NATIONAL, "Office of Mid")
    html = client.get("/en/indicators/t.1/progress/").content.decode()
    counts = html.split("<tbody>")[1].split("</tbody>")[0]
    by_status = {
        row.split(">")[1].split("<")[0]: [c.split("<")[0] for c in row.split('class="n">')[1:]]
        for row in counts.split("<tr>")[1:]
    }
    assert by_status["Target met"] == ["1"] * 4
    assert by_status["Not assessed"] == ["1"] * 4
    assert by_status["Assessed, of all countries"] == ["3\xa0of\xa05"] * 4
    assert "1 country has no figure here" in html


def test_what_is_not_counted_stands_apart_with_its_source(client: Client) -> None:
    release_of(FIGURES, "Custodian")
    release_of(NATIONAL, "Office of Mid")
    html = client.get("/en/indicators/t.1/progress/").content.decode()
    above, _, below = html.partition('id="beside"')
    assert "Office of Mid" not in above
    assert "Office of Mid · not counted" in below


def test_what_is_not_assessed_says_why(client: Client) -> None:
    release_of(FIGURES, "Custodian")
    html = client.get("/en/indicators/t.1/progress/").content.decode()
    told = html.split("Not assessed: 1")[1].split("</details>")[0]
    assert "Figures of one year only" in told
    assert ">Bare</a>" in told


def test_every_method_is_explained_with_its_source(client: Client) -> None:
    html = client.get("/en/indicators/t.1/progress/").content.decode()
    assert "There is no figure to assess yet." in html
    assert [m.url for m in wording.methods() if f'href="{m.url}"' not in html] == []
    assert {m.code for m in wording.methods()} == set(progress.CURRENT)
    assert wording.AARR_URL in html


def test_a_rule_that_forbids_a_status_is_quoted(client: Client) -> None:
    ProgressRule.objects.create(
        rule="no-direction", indicator=Indicator.objects.get(), method="all", words="A count of detections.", source="An office"
    )
    release_of(FIGURES, "Custodian")
    html = client.get("/en/indicators/t.1/progress/").content.decode()
    assert "A count of detections." in html
    assert "An office" in html
    assert "Arcadia" not in html


def test_a_country_by_family(client: Client) -> None:
    release_of(FIGURES, "Custodian")
    html = client.get("/en/countries/XKA/progress/").content.decode()
    assert "In the home" in html
    assert '<a href="/en/indicators/t.1/progress/">Tested</a>' in html
    assert "Custodian" in html
    empty = client.get("/en/countries/XKN/progress/").content.decode()
    assert "That says nothing about the country" in empty
    assert client.get("/en/countries/QQQ/progress/").status_code == 404


def test_json_has_what_another_needs_to_work_it_out_again(client: Client) -> None:
    release_of(FIGURES, "Custodian")
    told = client.get("/en/indicators/t.1/progress.json").json()
    line = next(s for s in told["lines"] if s["area_code"] == "XKA")
    inputs = progress.read_inputs(line["inputs"])
    assert {m["method"]: m["status"] for m in line["methods"]} == {
        one.method: one.status for one in progress.side_by_side(inputs).assessments
    }
    assert line["question"]["floor"] == 1
    assert client.get("/en/countries/XKA/progress.json").json()["families"][0]["lines"][0]["digest"] == line["digest"]


def test_csv_has_a_row_a_series(client: Client) -> None:
    release_of(FIGURES, "Custodian")
    told = {row["area"]: row for row in rows(client, "indicators/t.1/progress.csv")}
    assert sorted(told) == ["XKA", "XKB", "XKM", "XKZ"]
    arcadia = told["XKA"]
    assert [arcadia[k] for k in ("unsd_2023_status", "unsd_2023_version", "disagree", "counted", "target")] == [
        "fair",
        "1",
        "1",
        "1",
        "0.0",
    ]
    assert told["XKB"]["escap_reason"] == "one_year"
    assert rows(client, "countries/XKA/progress.csv") == [arcadia]


def test_what_a_source_writes_is_text(client: Client) -> None:
    release_of(FIGURES, "Custodian")
    release_of(NATIONAL, "<b>Office</b>")
    html = client.get("/en/indicators/t.1/progress/").content.decode()
    assert "<b>Office" not in html
    assert "&lt;b&gt;Office" in html


@pytest.mark.parametrize("path", ["indicators/t.1/progress/", "indicators/t.1/regions/", "countries/XKA/progress/"])
def test_pages_ask_little(client: Client, django_assert_max_num_queries: Callable[..., Any], path: str) -> None:
    release_of(FIGURES, "Custodian")
    caches["pages"].clear()
    for most in (12, 6):
        with django_assert_max_num_queries(most):
            assert client.get(f"/en/{path}").status_code == 200
    assert client.get(f"/en/{path}?as_of=2000-01-01").status_code == 200
    assert client.get(f"/en/{path}?as_of=never").status_code == 404


def test_a_publication_makes_the_page_anew(client: Client) -> None:
    release_of(FIGURES, "Custodian")
    assert "→ 20 (2020)" in client.get("/en/indicators/t.1/progress/").content.decode()
    release_of(FIGURES.replace("2020,20", "2020,21"), "Custodian")
    assert "→ 21 (2020)" in client.get("/en/indicators/t.1/progress/").content.decode()


def test_every_code_has_words() -> None:
    from accord.calc import aarr
    from accord.calc.progress_inputs import REASONS, STATUSES

    assert all(wording.status(code) for code in STATUSES)
    assert all(wording.reason(code) for code in REASONS if code)
    assert all(wording.rate_reason(code) for code in aarr.Reason.__args__ if code)
    assert set(wording.KINDS) == set(STATUSES) - {"not_assessable"}


def test_a_status_that_no_country_has_is_no_row() -> None:
    told = {m: {"met": 2, "not_assessable": 1} for m in wording.ORDER}
    html = drawing.counts_table(Counts("", told, dict.fromkeys(wording.ORDER, 2), 5))
    assert "Deterioration" not in html
    assert html.count("2\xa0of\xa05") == 4
