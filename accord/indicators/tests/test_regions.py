"""Regional figures on a made-up world with a known answer: rule, weights, coverage, reasons, stand-ins."""

import csv
import io

import pytest
from django.test import Client

from accord.indicators.models import AcceptedSource, AggregationRule, Indicator, RegionalFigure, SeriesCode
from accord.indicators.progress import aggregating, regions
from accord.indicators.progress.actions import rerun_all, work_out
from accord.indicators.tests.makers import release_of
from accord.people.models import Area

pytestmark = pytest.mark.django_db
# Two SDG regions of three countries each. By hand, weights in brackets:
#   202: A 10 (3), B 40 (1), C no figure (2): (30 + 40) / 4 = 17.5 at 4/6, C gets 17.5
#   419: D 20 (5), E 50 (1), F no figure (0, unknown): (100 + 50) / 6 = 25 at 6/6
#   world: (17.5 * 6 + 25 * 6) / 12 = 21.25 at 10/12
FIGURES = "indicator,iso3,year,sex,value\nt.1,XKA,2018,female,10\nt.1,XKA,2010,female,55\nt.1,XKB,2016,female,40\n" \
          "t.1,XKD,2019,female,20\nt.1,XKE,2015,female,50\n"  # fmt: skip
PEOPLE = "indicator,iso3,year,value\n{0},XKA,2021,3\n{0},XKB,2021,1\n{0},XKC,2021,2\n{0},XKD,2021,5\n{0},XKE,2021,1\n"


@pytest.fixture(autouse=True)
def _world() -> None:
    world = Area.objects.create(code="001", m49="001", kind="region", names={"en": "World"})
    for code, states in (("202", "ABC"), ("419", "DEF")):
        region = Area.objects.create(code=code, m49=code, kind="region", names={"en": f"Region {code}"}, parent=world)
        for letter in states:
            Area.objects.create(
                code=f"XK{letter}", iso3=f"XK{letter}", kind="member_state", names={"en": f"Land {letter}"}, parent=region
            )
    Area.objects.create(code="062", m49="062", kind="region", names={"en": "Without members"}, parent=world)
    given = {"unit": "percent", "direction": "lower", "source": "made up"}
    tested = Indicator.objects.create(code="t.1", names={"en": "Tested"}, population="Women aged 20–24", **given)
    accept(tested, "Custodian")
    for name in ("women-20-24", "under-18"):
        made = Indicator.objects.create(code=name, names={"en": name}, unit="thousands", direction="none", source="made up")
        SeriesCode.objects.create(code=name.replace("-", "_"), indicator=made)
        accept(made, "Population office")
    rule = {"indicator": tested, "rule": "unicef", "weights": "women_20_24", "stand_in": "under_18", "mean": "weighted"}
    AggregationRule.objects.create(
        **rule, scope="region", over="countries", min_coverage=50, coverage_of="population", impute="region-mean",
        year_from=2015, year_to=2021, note="Fill in.", source="made up",
    )  # fmt: skip
    AggregationRule.objects.create(**rule, scope="world", over="regions", source="made up", year_from=2015, year_to=2021)


def accept(indicator: Indicator, name: str) -> None:
    AcceptedSource.objects.create(indicator=indicator, name=name, role="custodian", accepted_for_global=True, source="made up")


def found(rule: str = "unicef") -> dict[str, RegionalFigure]:
    rows = RegionalFigure.objects.filter(current=True, rule=rule).select_related("area")
    return {row.area.code: row for row in rows}


def weighted() -> dict[str, RegionalFigure]:
    release_of(PEOPLE.format("women_20_24"), "Population office")
    release_of(FIGURES, "Custodian")
    return found()


def test_the_known_answer() -> None:
    told = weighted()
    assert {code: row.value for code, row in told.items()} == pytest.approx({"202": 17.5, "419": 25, "001": 21.25})
    assert {code: row.coverage for code, row in told.items()} == pytest.approx({"202": 4 / 6, "419": 1, "001": 10 / 12})
    one = told["202"]
    assert (one.used, one.countries, one.imputed, one.first, one.last) == (2, 3, 1, 2016, 2018)
    assert (one.weights, one.proxy, one.reason, one.sex) == ("women_20_24", False, "", "F")
    assert one.asked["figures"]["XKA"] == [[2010, 55], [2018, 10]]  # all that was asked is kept
    assert rerun_all() == []


def test_a_stand_in_is_a_proxy_and_never_a_regional_value(client: Client) -> None:
    release_of(PEOPLE.format("under_18"), "Population office")
    release_of(FIGURES, "Custodian")
    one = found()["202"]
    assert (one.value, one.proxy, one.weights) == (17.5, True, "under_18")
    html = client.get("/en/indicators/t.1/regions/").content.decode()
    above, _, below = html.partition("Our own calculation with proxy weights: not a regional value")
    assert "17.5" in below
    assert "17.5" not in above
    assert "Worked out here" not in html.partition('<div class="page">')[2].replace("Worked out here from the figures", "")
    rows = list(csv.DictReader(io.StringIO(client.get("/en/indicators/t.1/regions.csv").getvalue().decode())))
    assert {row["kind"] for row in rows} == {"proxy weights"}
    release_of(PEOPLE.format("women_20_24"), "Population office")  # the series that the rule asks for comes in
    assert not found()["202"].proxy
    assert RegionalFigure.objects.filter(current=False, proxy=True).exists()  # and the older one is kept
    assert "proxy weights" not in client.get("/en/indicators/t.1/regions/").content.decode()


def test_below_the_rule_the_figure_is_withheld_and_coverage_told(client: Client) -> None:
    release_of(PEOPLE.format("women_20_24"), "Population office")
    release_of("indicator,iso3,year,sex,value\nt.1,XKB,2018,female,10\nt.1,XKD,2018,female,20\n", "Custodian")
    one = found()["202"]
    assert (one.value, one.reason, one.coverage) == (None, "below_rule", pytest.approx(1 / 6))
    html = client.get("/en/indicators/t.1/regions/").content.decode()
    row = html.split("Region 202")[1].split("</tr>")[0]
    assert all(words in row for words in ("Figures cover less than the rule asks for.", "16.7%", "1\xa0of\xa03"))
    assert found()["001"].coverage == pytest.approx(6 / 12)


def test_without_any_series_of_population_no_figure() -> None:
    release_of(FIGURES, "Custodian")
    one = found()["202"]
    assert (one.value, one.reason, one.coverage, one.used, one.countries) == (None, "no_weights", None, 2, 3)


def test_a_national_figure_or_population_is_never_in_it() -> None:
    told = weighted()
    release_of("indicator,iso3,year,sex,value\nt.1,XKC,2020,female,90\n", "Office of Land C")
    release_of(PEOPLE.format("women_20_24").replace("2021,3", "2022,300"), "Office of Land A")
    assert {code: row.digest for code, row in found().items()} == {code: row.digest for code, row in told.items()}


def test_figures_outside_the_window_do_not_count() -> None:
    release_of(PEOPLE.format("women_20_24"), "Population office")
    release_of(FIGURES.replace("XKA,2018", "XKA,2014"), "Custodian")
    one = found()["202"]
    assert (one.used, one.reason, one.coverage) == (1, "below_rule", pytest.approx(1 / 6))


def test_a_rule_that_is_not_fully_published_gives_no_figure() -> None:
    AggregationRule.objects.filter(scope="region").update(impute="stated-not-how")
    assert {row.reason for row in weighted().values()} == {"impute_untold"}
    AggregationRule.objects.update(impute="none", weights="", stand_in="")
    work_out()
    assert {row.reason for row in found().values()} == {"weights_untold"}
    assert rerun_all() == []


def test_each_country_once_where_more_than_half_have_two_values() -> None:
    AggregationRule.objects.create(
        indicator=Indicator.objects.get(code="t.1"), rule="escap", scope="region", mean="unweighted", over="countries",
        min_coverage=50, coverage_of="countries", impute="none", min_values=2, source="made up",
    )  # fmt: skip
    Area.objects.create(code="XKT", kind="area", names={"en": "Territory"}, parent=Area.objects.get(code="202"))
    more = "t.1,XKB,2010,female,44\nt.1,XKE,2010,female,52\n"
    release_of(FIGURES + more, "Custodian")
    told = found("escap")
    assert (told["202"].value, told["202"].coverage, told["202"].countries) == (25, pytest.approx(2 / 3), 3)
    assert (told["419"].value, told["419"].reason) == (None, "below_rule")  # one of three
    assert "001" not in told


def test_a_figure_that_was_written_over_is_found() -> None:
    one = weighted()["202"]
    RegionalFigure.objects.filter(pk=one.pk).update(value=17.4)
    assert rerun_all() == [f"t.1 202 unicef ({one.pk})"]
    one.asked["figures"]["XKA"] = [[2018, 11]]
    assert not aggregating.rerun(one)


def test_the_page_names_rule_weights_window_and_countries(client: Client) -> None:
    weighted()
    html = client.get("/en/indicators/t.1/regions/").content.decode()
    assert all(words in html for words in ("women_20_24", "50% of the population", "2015–2021", "Fill in.", "17.5", "66.7%"))
    told = client.get("/en/indicators/t.1/regions.json").json()
    assert [(r["rule"], r["proxy"], len(r["lines"])) for r in told["rules"]] == [("unicef", False, 3)]
    row = next(r for r in told["rules"][0]["lines"] if r["area_code"] == "202")
    assert (row["value"], row["used"], row["countries"], row["imputed"]) == (17.5, 2, 3, 1)
    assert client.get("/en/indicators/none/regions/").status_code == 404


def test_what_a_source_publishes_for_a_region_stands_beside(client: Client) -> None:
    weighted()
    release_of(FIGURES + "t.1,202,2019,female,18.25\n", "Custodian")
    html = client.get("/en/indicators/t.1/regions/").content.decode()
    row = html.split("Region 202")[1].split("</tr>")[0]
    assert "18.3" in row or "18.2" in row
    assert found()["202"].value == 17.5  # and is in no mean


def test_an_indicator_without_a_rule_says_so(client: Client) -> None:
    AggregationRule.objects.all().delete()
    weighted()
    assert "No regional figure is worked out here." in client.get("/en/indicators/t.1/regions/").content.decode()


def test_regions_of_the_sdgs_share_out_the_world() -> None:
    told = regions.members()
    assert told.all["001"] == ["XKA", "XKB", "XKC", "XKD", "XKE", "XKF"]
    assert regions.partition(told.all) == ["202", "419"]
    assert "062" not in told.all
