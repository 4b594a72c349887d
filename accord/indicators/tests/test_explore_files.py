"""Files of the explorer hold what the page shows: CSV, Excel, SDMX, pictures."""

import csv
import io
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client

from accord.indicators.explore.asked import VIEWS
from accord.indicators.tests.explore_world import AT, ONE, english, explore_world, table, tiles, view_of

assert explore_world
assert tiles
assert english
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("explore_world")]


@pytest.mark.parametrize("view", ["table", "line", "map"])
def test_files_hold_exactly_the_table(client: Client, view: str) -> None:
    """What stands beside a picture is what its files hold: a map shows the newest figures alone."""
    from openpyxl import load_workbook

    query = f"indicator=t.1&indicator=t.2&view={view}"
    page = view_of(query)
    shown = [r for r in re.split(r"<tr>", table(client.get(f"{AT}?{query}").content.decode()).split("<tbody>")[1]) if "<td" in r]
    lines = list(csv.DictReader(io.StringIO(client.get(f"/en/explore.csv?{query}").content.decode())))
    book = load_workbook(io.BytesIO(client.get(f"/en/explore.xlsx?{query}").content))
    rows = list(book["figures"].iter_rows(values_only=True))
    assert len(shown) == len(lines) == len(rows) - 1 == len(page.rows) == {"map": 9}.get(view, 11)
    for row, line, cells, html in zip(page.rows, lines, rows[1:], shown, strict=True):
        there = dict(zip(rows[0], cells, strict=True))
        assert (line["area"], line["period"], line["value"]) == (row.area, row.period, str(row.value))
        assert (there["area"], there["period"], float(there["value"])) == (row.area, row.period, float(row.value or 0))
        assert page.areas[row.area].names["en"] in html
        assert f">{row.value}" in html
    assert {(r["target"], r["target_year"]) for r in lines if r["indicator"] == "t.1"} == {("0.0", "2030")}
    assert {r["licence"] for r in lines} == {"CC BY 4.0", "Open licence"}
    cited = [r[-1] for r in book["sources"].iter_rows(values_only=True)][1]
    assert cited.startswith("Custodian. Release ")
    assert f"/en/explore/?{query}, as of " in cited


def test_no_cell_runs_as_a_formula(client: Client) -> None:
    from openpyxl import load_workbook

    query = "indicator=t.1&area=XKC&view=table"
    assert ",'=HYPERLINK(evil)," in client.get(f"/en/explore.csv?{query}").content.decode()
    book = load_workbook(io.BytesIO(client.get(f"/en/explore.xlsx?{query}").content))
    cell = next(c for row in book["figures"].iter_rows() for c in row if "HYPERLINK" in str(c.value))
    assert cell.data_type == "s"


@pytest.mark.parametrize(
    "query",
    [
        ONE, f"{ONE}&sex=F&from=2012&to=2018", f"{ONE}&newest=1", f"{ONE}&by=wealth", f"{ONE}&by=all&age=15_49",
        f"{ONE}&view=bars",
        f"{ONE}&origin=national", "indicator=t.1&indicator=t.2", "indicator=t.2&from=2010&to=2018", "indicator=t.2&from=2013",
        f"{ONE}&from=2010&newest=1&origin=custodian",
    ],
)  # fmt: skip
def test_the_sdmx_service_gives_the_same_rows(client: Client, query: str) -> None:
    page = view_of(query)
    answer = client.get(f"{page.sdmx}&format=csv")
    assert answer.status_code == 200, answer.content
    rows = csv.DictReader(
        io.StringIO(b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode())
    )
    theirs = sorted((r["REF_AREA"], r["INDICATOR"], r["SEX"], r["AGE"], r["TIME_PERIOD"], float(r["OBS_VALUE"])) for r in rows)
    ours = sorted(
        (
            r.area,
            r.indicator.replace(".", "_"),
            {"T": "_T"}.get(r.sex, r.sex),
            r.age or "_T",
            r.period.replace("–", "-"),
            float(r.value or 0),
        )
        for r in page.rows
    )
    assert theirs == ours


@pytest.mark.usefixtures("tiles")
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "table"])
def test_a_picture_is_a_whole_file(client: Client, view: str) -> None:
    query = f"{ONE}&view={view}"
    page = client.get(f"{AT}?{query}").content.decode()
    pictures = [unescape(url) for url in re.findall(r'href="(/en/explore\.svg\?[^"]*)"', page)]
    assert len(pictures) == page.count("<figure") > 0
    found = list[str]()
    for url in pictures:
        response = client.get(url)
        assert response["Content-Type"].startswith("image/svg+xml")
        drawing = ElementTree.fromstring(response.content)  # noqa: S314  our own drawing
        words = re.sub(r"[\s\u2066-\u2069]", "", "".join(drawing.itertext()))  # as lines are broken anywhere where they are long
        assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
        assert "#2a3a8c" in words  # its colours come with it
        for said in ("Testedone", "Custodian.Release", "CCBY4.0", "asof", f"view={view}"):
            assert said in words, said
        found.append(words)
    assert ("XKA" if view == "map" else "Alder") in found[0]
    for bad in ("0", str(len(pictures) + 1), "x", "9" * 30, "-1"):
        assert client.get(f"/en/explore.svg?{query}&picture={bad}").status_code == 404


def test_a_table_has_no_picture(client: Client) -> None:
    query = f"{ONE}&view=table"
    assert "explore.svg" not in client.get(f"{AT}?{query}").content.decode()
    assert client.get(f"/en/explore.svg?{query}&picture=1").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx", "svg"])
def test_a_file_of_what_cannot_be_shown_leads_to_the_page_that_says_why(client: Client, kind: str) -> None:
    response = client.get(f"/en/explore.{kind}?indicator=zzz")
    assert (response.status_code, response["Location"]) == (302, "/en/explore/?indicator=zzz")
