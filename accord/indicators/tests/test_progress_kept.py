"""Statuses of progress: from which series, by which methods, kept for ever, made again from what was kept."""

from datetime import timedelta

import pytest

from accord.calc.trend import Point
from accord.formats.observations import read_observations
from accord.indicators import actions
from accord.indicators.models import (
    AcceptedSource,
    Indicator,
    ProgressRule,
    ProgressStatus,
    Release,
    Target,
    UnitMeasure,
)
from accord.indicators.progress import actions as working
from accord.indicators.progress import assessing, series
from accord.indicators.progress.reads import indicator_progress
from accord.indicators.tests.makers import release_of
from accord.kit import clock
from accord.people.models import Area

HEAD = "indicator,iso3,year,sex,age,value,flags\n"
FALLING = HEAD + "t.1,XKA,2015,,,40,\nt.1,XKA,2020,,,20,\nt.1,XKB,2015,,,30,\nt.1,XKB,2020,,,33,\n"


def rows(**wanted: object) -> list[ProgressStatus]:
    return list(ProgressStatus.objects.filter(**wanted).select_related("area", "release").order_by("area__code", "sex", "pk"))


@pytest.fixture
def indicator(db: None) -> Indicator:
    for code in ("XKA", "XKB", "XKC"):
        Area.objects.create(code=code, iso3=code, kind="member_state", names={"en": f"Land {code}"})
    unit = UnitMeasure.objects.create(code="PCNT", unit="percent", aliases=["percent"], lower=0, upper=100, source="made up")
    made = Indicator.objects.create(
        code="t.1", names={"en": "Tested"}, unit="percent", direction="lower", source="made up", unit_measure=unit
    )
    Target.objects.create(
        indicator=made, kind="elimination", value=0, year=2030, baseline_year=2015, words="End it.", source="made up"
    )
    ProgressRule.objects.create(rule="aarr-floor", method="aarr", value=1, words="Down to 1.", source="made up")
    for name in ("Custodian", "Other custodian"):
        AcceptedSource.objects.create(indicator=made, name=name, role="custodian", accepted_for_global=True, source="made up")
    return made


def test_four_methods_and_the_rates_of_one_series(indicator: Indicator) -> None:
    """By hand: 40 to 20 in five years is 12.94 % a year; from 20 to the floor of 1 in ten years it must be 25.89 %."""
    release = release_of(FALLING, "Custodian")
    falling, rising = rows()
    assert set(falling.methods) == {"unsd_2022", "unsd_2023", "statcan", "escap"}
    # carried on, 20 (1 - 0.1294)^10 = 5 is left of 40 by 2030: 0.875 of the way
    assert (falling.methods["unsd_2023"]["status"], falling.methods["unsd_2023"]["version"]) == ("fair", "1")
    assert falling.methods["unsd_2023"]["ratios"]["ratio"] == pytest.approx(0.875)
    assert falling.methods["unsd_2022"]["status"] == "limited"  # the rate required is -100 % a year
    assert falling.methods["escap"]["status"] == "on_track"
    assert falling.disagree
    assert falling.reduction["observed"]["value"] == pytest.approx(1 - 0.5**0.2)
    assert falling.reduction["required"]["value"] == pytest.approx(1 - (1 / 20) ** 0.1)
    assert falling.reduction["acceleration"]["value"] == pytest.approx(2.0, abs=0.01)
    assert falling.question["floor"] == 1
    # against a rate of -100 % a year a rise of 2 % a year is next to nothing: the text of 2022 calls it limited
    assert {m: told["status"] for m, told in rising.methods.items()} == {
        "unsd_2023": "deterioration", "unsd_2022": "limited", "statcan": "deterioration", "escap": "deterioration",
    }  # fmt: skip
    assert (falling.first, falling.last, falling.release, falling.counted) == (2015, 2020, release, True)


def test_a_newer_status_stands_beside_the_older_and_each_is_made_again(indicator: Indicator) -> None:
    release_of(FALLING, "Custodian")
    before = rows(area__code="XKA").pop()
    release_of(FALLING.replace("2020,,,20", "2020,,,38"), "Custodian")
    old, new = rows(area__code="XKA")
    assert (old.pk, old.current, old.until is not None, old.methods) == (before.pk, False, True, before.methods)
    assert (new.current, new.until, new.inputs["points"]) == (True, None, [[2015, 40], [2020, 38]])
    assert len(rows(area__code="XKB")) == 2  # its figures are the same, its release is another
    assert all(assessing.rerun(one) for one in rows())
    assert working.rerun_all() == []


@pytest.mark.parametrize(
    ("field", "key", "value"),
    [("methods", "unsd_2023", {"status": "met"}), ("inputs", "points", [[2015, 40], [2020, 39]]), ("reduction", "slope", 0)],
)
def test_what_was_written_over_is_found(indicator: Indicator, field: str, key: str, value: object) -> None:
    release_of(FALLING, "Custodian")
    status = rows(area__code="XKA").pop()
    stored = getattr(status, field)
    stored[key] = {**stored[key], **value} if isinstance(value, dict) else value
    ProgressStatus.objects.filter(pk=status.pk).update(**{field: stored})
    assert working.rerun_all() == [f"t.1 XKA T ({status.pk})"]
    ProgressStatus.objects.filter(pk=status.pk).update(digest=assessing.digest_of({}))
    assert not assessing.rerun(rows(area__code="XKA").pop())


def test_an_unknown_version_is_no_answer(indicator: Indicator) -> None:
    release_of(FALLING, "Custodian")
    status = rows(area__code="XKA").pop()
    status.methods["escap"]["version"] = "0"
    kept = {name: getattr(status, name) for name in ("inputs", "methods", "question", "reduction", "disagree")}
    status.digest = assessing.digest_of_status(kept, release_sha256=status.release.parquet_sha256, age="", counted=True)
    with pytest.raises(KeyError):
        assessing.rerun(status)


def test_working_out_again_changes_nothing(indicator: Indicator) -> None:
    release_of(FALLING, "Custodian")
    kept = [(one.pk, one.digest) for one in rows()]
    assert working.work_out() == working.Done(0, 0, 0)
    actions.rematerialise()
    assert [(one.pk, one.digest) for one in rows()] == kept


def test_another_target_gives_another_status_and_keeps_the_one_before(indicator: Indicator) -> None:
    release_of(FALLING, "Custodian")
    Target.objects.update(value=10)
    assert working.work_out([indicator.pk]).statuses == 2
    old, new = rows(area__code="XKA")
    assert (old.inputs["target"]["value"], new.inputs["target"]["value"]) == (0, 10)
    assert assessing.rerun(old)


def test_a_series_that_is_gone_has_no_status_today(indicator: Indicator) -> None:
    release_of(FALLING, "Custodian")
    release_of(HEAD + "t.1,XKA,2015,,,40,\nt.1,XKA,2020,,,20,\n", "Custodian")
    assert [one.area.code for one in rows(current=True)] == ["XKA"]
    assert len(rows(area__code="XKB")) == 1


def test_a_national_figure_has_a_status_of_its_own_and_counts_for_nothing(indicator: Indicator) -> None:
    release_of(FALLING, "Custodian")
    release_of(HEAD + "t.1,XKB,2015,,,30,\nt.1,XKB,2020,,,3,\nt.1,XKC,2015,,,9,\nt.1,XKC,2020,,,8,\n", "Office")
    told = [(one.area.code, one.release.source, one.counted) for one in rows(current=True)]
    assert told == [("XKA", "Custodian", True), ("XKB", "Custodian", True), ("XKB", "Office", False), ("XKC", "Office", False)]
    counts = indicator_progress("t.1").counts
    assert [sum(by.values()) for c in counts for by in c.by_method.values()] == [2, 2, 2, 2]
    assert counts[0].of == 3


def test_of_accepted_sources_the_one_with_a_past_counts(indicator: Indicator) -> None:
    release_of(HEAD + "t.1,XKA,2022,,,5,\n", "Other custodian")
    release_of(FALLING, "Custodian")
    told = {one.release.source: one.counted for one in rows(current=True, area__code="XKA")}
    assert told == {"Custodian": True, "Other custodian": False}


def test_women_and_men_stand_apart_only_without_a_figure_for_all(indicator: Indicator) -> None:
    text = "t.1,XKA,2015,{0},,40,\nt.1,XKA,2020,{0},,20,\n"
    release_of(HEAD + text.format("female") + text.format("male"), "Custodian")
    assert [one.sex for one in rows(current=True)] == ["F", "M"]
    release_of(HEAD + text.format("female") + text.format("total"), "Custodian")
    assert [one.sex for one in rows(current=True)] == ["T"]


def test_one_age_group_makes_a_series(indicator: Indicator) -> None:
    release_of(HEAD + "t.1,XKA,2010,,2_14,50,\nt.1,XKA,2015,,1_14,40,\nt.1,XKA,2020,,1_14,20,\n", "Custodian")
    assert [(one.age, one.first) for one in rows()] == [("1_14", 2015)]


def test_what_has_no_direction_has_no_status(indicator: Indicator) -> None:
    ProgressRule.objects.create(rule="no-direction", indicator=indicator, method="all", words="A count.", source="made up")
    release_of(FALLING, "Custodian")
    assert rows() == []


def test_the_demonstration_has_none(indicator: Indicator) -> None:
    Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo", names={"en": "Aldoria"})
    data = (HEAD + "t.1,XAA,2015,,,40,\nt.1,XAA,2020,,,20,\n").encode()
    told = actions.ReleaseFacts("Office", "CC0", "", "", "made.csv", "0" * 64, world="demo")
    found = actions.stage_observations(read_observations(data), actions.known_to("Office", "demo"))
    assert actions.add_release(told, found).added == 2
    assert Release.objects.get().world == "demo"
    working.work_out()
    assert rows() == []


def test_as_it_stood_on_a_day(indicator: Indicator) -> None:
    release_of(FALLING, "Custodian")
    release_of(FALLING.replace("2020,,,20", "2020,,,38"), "Custodian")
    now = clock.now()
    ProgressStatus.objects.filter(current=False).update(made_at=now - timedelta(days=20), until=now - timedelta(days=10))
    ProgressStatus.objects.filter(current=True).update(made_at=now - timedelta(days=10))

    def newest(days: int) -> list[float]:
        page = indicator_progress("t.1", (now - timedelta(days=days)).date())
        return [line.points[-1][1] for line in page.lines if line.area_code == "XKA"]

    assert [newest(days) for days in (21, 15, 11, 10, 0)] == [[], [20], [20], [38], [38]]


# without the database -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "points"),
    [
        ([(2015, 2016, 4, ""), (2018, 2018, 3, "")], [Point(2015.5, 4), Point(2018, 3)]),
        ([(2018, 2018, 4, ""), (2018, 2018, 3, "")], [Point(2018, 3)]),  # of several in a year the last
        ([(2010, 2010, 4, "x"), (2018, 2018, 3, "y")], [Point(2018, 3)]),  # left out by its source
        ([(2018, 2018, 3, "y, x")], []),
        ([(2009, 2015, 4, ""), (2013, 2021, 3, "")], [Point(2017, 3)]),  # two editions are not compared
        ([(2013, 2021, 3, ""), (2018, 2018, 5, "")], [Point(2018, 5)]),
    ],
)
def test_figures_become_points(figures: list[tuple[int, int, float, str]], points: list[Point]) -> None:
    assert list(series._points(figures)) == points


@pytest.mark.parametrize(
    ("population", "age", "wanted", "fits"),
    [
        ("Women aged 20–24", "20_24", "20_24", True), ("Women aged 20–24", "Y20T24", "20_24", True),
        ("Women aged 20–24", "", "20_24", True), ("Girls and women aged 15–49", "", "15_19", False),
        ("Girls and women aged 15–49", "15_49", "15_19", False), ("Anyone", "15_49", "", True),
    ],
)  # fmt: skip
def test_a_rule_takes_the_age_group_it_asks_for(population: str, age: str, wanted: str, fits: bool) -> None:
    assert series.is_of_age(Indicator(code="t", population=population), age, wanted) is fits


@pytest.mark.parametrize(
    ("population", "women"),
    [
        ("Women aged 20–24", True),
        ("Girls and women aged 15–49", True),
        ("Women and men aged 18–29, recalled", False),
        ("Children", False),
    ],
)
def test_men_are_another_measure_where_women_are_counted(population: str, women: bool) -> None:
    assert series.counts_women_alone(Indicator(code="t", population=population)) is women
