"""Other files than a plain CSV: workbooks with sheets, SDMX messages, long files; what each keeps and how it is mended."""

import io
from typing import Any

import pytest

from accord.indicators.loading.grid import open_grid
from accord.indicators.models import Indicator, Intake
from accord.indicators.tests.loading_cast import (
    HEAD,
    _world,
    client_of,
    control,
    csv_of,
    drafted,
    hat,
    kinds,
    loaded,
    mend,
    published,
    sent,
    uploads_of,
)

assert _world  # the fixture of the other file holds here, too
pytestmark = pytest.mark.django_db
FIGURES = [["indicator", "iso3", "year", "value"], ["SX", "XKA", 2019, 12.5], ["SX", "XKA", 2020, 110]]
NOTES = [["About", "By whom"], ["A survey", "The office"]]


def workbook(**sheets: list[list[Any]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_of_one_sheet_is_read_and_mended_like_a_table() -> None:
    client = client_of(hat())
    data = workbook(Figures=[["Office of statistics"], [], *FIGURES])
    intake = loaded(client, data, "figures.xlsx")
    assert [(f["row"], f["column"], f["cell"], f["code"]) for f in intake.report["faults"]] == [
        (4, "value", "110", "out_of_range")
    ]
    mend(client, intake, {control(client, intake, 4): "11"})
    intake.refresh_from_db()
    release = published(client, drafted(client, intake))
    assert [line.split(",")[6] for line in csv_of(release)[1:]] == ["12.5", "11"]
    assert (release.original_sha256, uploads_of(release).read_bytes()) == (intake.sha256, data)


def test_which_sheet_is_asked_and_another_one_can_be_shown() -> None:
    client = client_of(hat())
    answer = sent(client, workbook(Notes=NOTES, Figures=FIGURES[:2]), "figures.xlsx")
    intake = Intake.objects.get()
    assert answer["Location"] == f"/en/releases/load/{intake.pk}/columns/"
    form = client.get(answer["Location"]).context["form"]
    assert [code for code, _ in form.fields["sheet"].choices] == ["Notes", "Figures"]
    moved = client.post(answer["Location"], {"sheet": "Figures", "version": intake.version})
    intake.refresh_from_db()
    form = client.get(moved["Location"]).context["form"]
    assert form.headers == ["indicator", "iso3", "year", "value"]
    told = {
        "sheet": "Figures",
        "indicator": "indicator",
        "area": "iso3",
        "period": "year",
        "value": "value",
        "version": intake.version,
    }
    client.post(answer["Location"], told)
    intake.refresh_from_db()
    assert (intake.report["state"], intake.layout["sheet"]) == ("good", "Figures")
    assert published(client, drafted(client, intake)).rows == 1


def test_a_wide_workbook_names_the_cells_of_its_own_sheet() -> None:
    client = client_of(hat())
    sent(client, workbook(Wide=[["Country", 2019, 2020], ["Land XKA", 12, 310]]), "wide.xlsx")
    intake = Intake.objects.get()
    told = {"area": "Country", "whole": "t.1", "years": ["2019", "2020"], "version": intake.version}
    client.post(f"/en/releases/load/{intake.pk}/columns/", told)
    intake.refresh_from_db()
    assert [(f["row"], f["column"]) for f in intake.report["faults"]] == [(1, "2020")]


def test_an_sdmx_message_is_checked_and_mended_elsewhere() -> None:
    client = client_of(hat())
    text = """<?xml version="1.0" encoding="UTF-8"?>
<message:GenericData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:generic="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
 xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<message:Header><message:ID>X</message:ID><message:Test>false</message:Test><message:Prepared>2024-01-01T00:00:00</message:Prepared>
<message:Sender id="A"/><message:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><common:Structure>
<Ref agencyID="A" id="D" version="1.0"/></common:Structure></message:Structure></message:Header>
<message:DataSet structureRef="S"><generic:Series><generic:SeriesKey><generic:Value id="REF_AREA" value="XKA"/>
<generic:Value id="INDICATOR" value="SX"/></generic:SeriesKey><generic:Obs><generic:ObsDimension value="2019"/>
<generic:ObsValue value="%s"/></generic:Obs></generic:Series></message:DataSet></message:GenericData>"""
    good = loaded(client, text % "12", "message.xml")
    assert (good.report["state"], good.report["read"]) == ("good", 1)
    assert published(client, drafted(client, good)).rows == 1
    bad = loaded(client, text % "120", "message.xml")
    assert kinds(bad) == ["out_of_range"]
    html = client.get(f"/en/releases/load/{bad.pk}/").content.decode()
    assert "cannot be mended here" in html
    assert 'name="cell_0"' not in html


@pytest.mark.parametrize("name", ["page.xml", "page.json", "page.csv"])
def test_what_is_no_message_is_told_in_one_sentence(name: str) -> None:
    for text in ("<html><body>Log in</body></html>", '{"a": 1}', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'):
        answer = sent(client_of(hat(name=f"{name}{len(text)}")), text, name)
        assert answer.status_code == 422
        assert answer.content.decode().count('class="msg"') == 1
    assert Intake.objects.count() == 0


def test_a_long_file_goes_through_the_quick_door_with_the_same_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accord.indicators.loading.check.LONG", 100_000)
    rows = [f"SX,XKA,{1901 + n % 120},female,{n % 100}.{n % 7},percent,,Group {n}" for n in range(4_000)]
    rows[3_000] = "SX,XKA,2019,female,400,percent,,Odd"
    rows[3_500] = "SX,QQQ,2019,female,4,percent,,Odd"
    client = client_of(hat())
    intake = loaded(client, HEAD.strip() + ",Group of the population\n" + "\n".join(rows) + "\n" * 20_000)
    found = [(f["row"], f["column"], f["code"]) for f in intake.report["faults"]]
    assert found == [(3_001, "value", "out_of_range"), (3_501, "iso3", "unknown_area")]
    assert intake.report["can_mend"] is False


def test_a_grid_keeps_the_numbers_of_rows(tmp_path: Any) -> None:
    path = tmp_path / "a.csv"
    path.write_text('sep=;\na;b\n\n1;"x\ny"\n;;\n2;3\n')
    grid = open_grid(path)
    assert (grid.headers, grid.rows) == (("a", "b"), [(2, ["1", "x\ny"]), (4, ["2", "3"])])


def test_a_file_of_open_sdg_is_told_its_indicator_by_its_name() -> None:
    Indicator.objects.create(code="16.2.1", names={"en": "Discipline"}, unit="percent", direction="lower", source="made up")
    client = client_of(hat())
    answer = sent(client, "Year,Sex,Units,Value\n2019,,Percent,12\n2019,Female,Percent,11\n", "data_16-2-1.csv")
    form = client.get(answer["Location"]).context["form"]
    initial = {name: form.initial[name] for name in ("whole", "all_areas", "period", "value", "sex", "unit")}
    assert initial == {"whole": "16.2.1", "all_areas": "XKA", "period": "Year", "value": "Value", "sex": "Sex", "unit": "Units"}
    client.post(answer["Location"], {**initial, "version": "1"})
    assert (Intake.objects.get().report["state"], Intake.objects.get().report["read"]) == ("good", 2)
