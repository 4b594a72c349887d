"""Figures come in whole or not at all, and twice is as good as once."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from accord.indicators.models import Holding, Indicator, Latest, Release, SeriesCode
from accord.indicators.reads import country_values, indicator_page
from accord.people.models import Area

pytestmark = pytest.mark.django_db
TIDY = "series,iso3,year,sex,value,flags\nSX_TEST,XKA,2018,female,12.5,y\nSX_TEST,XKA,2020,female,10,\nSX_TEST,XKB,2019,male,3,\n"


@pytest.fixture(autouse=True)
def _known() -> None:
    for code in ("XKA", "XKB"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    indicator = Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower", source="made up")
    SeriesCode.objects.create(code="SX_TEST", indicator=indicator)


def imported(path: Path, *options: str) -> tuple[int, dict[str, object]]:
    out = StringIO()
    code = 0
    try:
        call_command("import", "indicators", str(path), "--json", *options, stdout=out, stderr=StringIO())
    except SystemExit as stop:
        code = int(stop.code or 0)
    lines = out.getvalue().splitlines()
    return code, json.loads(lines[-1]) if lines else {}


def written(folder: Path, text: str) -> Path:
    path = folder / "figures.csv"
    path.write_text(text)
    return path


SOURCED = ("--source", "Made-up office", "--licence", "CC0")


def test_a_file_comes_in_once(tmp_path: Path) -> None:
    path = written(tmp_path, TIDY)
    assert imported(path, *SOURCED) == (0, {"read": 3, "added": 3, "changed": 0, "unchanged": 0, "refused": []})
    assert imported(path, *SOURCED) == (0, {"read": 3, "added": 0, "changed": 0, "unchanged": 3, "refused": []})
    assert Holding.objects.get().rows == 3
    assert [row.end for row in Latest.objects.order_by("end")] == [2019, 2020]


def test_one_bad_row_and_nothing_is_written(tmp_path: Path) -> None:
    code, told = imported(written(tmp_path, TIDY + "SX_TEST,QQQ,2019,male,3,\n"), *SOURCED)
    assert code == 1
    assert told["added"] == 0
    assert told["refused"][0]["row"] == 4  # type: ignore[index]
    assert told["refused"][0]["value"] == "QQQ"  # type: ignore[index]
    assert Release.objects.count() == Latest.objects.count() == 0


def test_an_unreadable_file_ends_with_two(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_bytes(b"PK\x03\x04 not a csv")
    assert imported(path, *SOURCED)[0] == 2


def test_without_source_it_stays_a_draft_and_is_not_shown(tmp_path: Path) -> None:
    assert imported(written(tmp_path, TIDY))[0] == 0
    assert Release.objects.get().state == "draft"
    assert indicator_page("t.1").sources == []


def test_the_page_gives_newest_value_flags_and_coverage(tmp_path: Path) -> None:
    imported(written(tmp_path, TIDY), *SOURCED)
    shown = indicator_page("t.1").sources[0]
    assert (shown.countries, shown.of, shown.newest) == (2, 2, 2020)
    first = shown.values[0]
    assert (str(first.value), first.period, first.sex) == ("10", "2020", "F")
    trend = country_values(Area.objects.get(code="XKA"))[0].trend
    assert [year for year, _value in trend] == [2018, 2020]


def test_what_a_source_writes_is_shown_as_text(client: Client, tmp_path: Path) -> None:
    imported(written(tmp_path, TIDY.replace(",y\n", ",<b>y</b>\n").replace("2020,female,10,", "2017,female,10,")), *SOURCED)
    html = client.get("/en/indicators/t.1/").content.decode()
    assert "<b>y</b>" not in html
    assert "&lt;b&gt;y&lt;/b&gt;" in html


def test_names_and_ages_are_words_not_markup(client: Client, tmp_path: Path) -> None:
    text = TIDY.replace("sex,value", "sex,age,value").replace("female,", "female,20_24,").replace("male,3", "male,20_24,3")
    assert imported(written(tmp_path, text), *SOURCED)[0] == 0
    for language in ("en", "ar"):
        html = client.get(f"/{language}/indicators/t.1/").content.decode()
        assert "&lt;" not in html
        assert ("20–24" if language == "en" else '<bdi dir="ltr">20–24</bdi>') in html


def test_a_sidecar_tells_source_and_licence(tmp_path: Path) -> None:
    path = written(tmp_path, TIDY)
    Path(f"{path}.source.toml").write_text('source = "Office"\nlicence = "CC BY 4.0"\n')
    imported(path)
    assert Release.objects.get().state == "published"


MESSAGE = """<?xml version="1.0" encoding="UTF-8"?>
<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
  xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<m:Header><m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><c:StructureUsage>
<Ref agencyID="XX" id="VAC"/></c:StructureUsage></m:Structure></m:Header>
<m:DataSet structureRef="S"><Series REF_AREA="XKA" SERIES="SX_TEST" SEX="F" UNIT_MEASURE="PT">
<Obs TIME_PERIOD="2018" OBS_VALUE="12.5"/><Obs TIME_PERIOD="2020" OBS_VALUE="10"/></Series></m:DataSet>
</m:StructureSpecificData>"""


def test_an_sdmx_message_in_xml_comes_in_by_the_same_door(tmp_path: Path) -> None:
    path = tmp_path / "figures.xml"
    path.write_text(MESSAGE)
    assert imported(path, *SOURCED) == (0, {"read": 2, "added": 2, "changed": 0, "unchanged": 0, "refused": []})
    path.write_text(MESSAGE.replace("?>", "?><!DOCTYPE m [<!ENTITY x 'y'>]>", 1))
    assert imported(path, *SOURCED)[0] == 2
    assert Holding.objects.get().rows == 2


def test_the_paper_beside_a_national_file_gives_its_country_and_indicator(tmp_path: Path) -> None:
    path = tmp_path / "data_16-1-3.csv"
    path.write_text("Year,Sex,Region,Units,Value\n2018,,,Percentage (%),12.5\n2018,Female,North,Percentage (%),10\n")
    assert imported(path, *SOURCED)[0] == 1
    Path(f"{path}.source.toml").write_text('[defaults]\niso3 = "XKA"\nindicator = "SX_TEST"\n')
    assert imported(path, *SOURCED) == (0, {"read": 2, "added": 2, "changed": 0, "unchanged": 0, "refused": []})
