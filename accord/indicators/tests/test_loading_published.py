"""What becomes of a file that was loaded: hidden numbers, the report, a release that replaces another, a name of another body."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accord.indicators.actions import AlreadyPublished, publish_release
from accord.indicators.models import AcceptedSource, Holding, Indicator, Intake, Latest, Origin, Release
from accord.indicators.tests.loading_cast import (
    GOOD,
    HEAD,
    SEVEN,
    TOLD,
    _world,
    client_of,
    csv_of,
    drafted,
    hat,
    kinds,
    loaded,
    published,
    sent,
    uploads_of,
)
from accord.indicators.tests.makers import release_of
from accord.people.models import Area
from accord.record.models import Event

assert _world
pytestmark = pytest.mark.django_db


def test_small_numbers_are_hidden_and_marked_and_cases_are_not_published() -> None:
    client = client_of(hat())
    text = "indicator,iso3,year,value,flags,n\nSX,XKA,2018,12,,24\nSX,XKA,2019,13,y,25\nSX,XKA,2020,14,,50\nSX,XKA,2021,15,,\n"
    intake = loaded(client, text)
    assert (intake.report["small"]["small"], intake.report["small"]["bracketed"]) == ([1], [2])
    page = client.get(f"/en/releases/load/{intake.pk}/").content.decode()
    assert "1 figure from fewer than 25 cases is hidden." in page
    release = published(client, drafted(client, intake))
    rows = [line.split(",") for line in csv_of(release)[1:]]
    assert [(r[5], r[6], r[4]) for r in rows] == [
        ("2018", "", "_T"),
        ("2019", "13", "_T"),
        ("2020", "14", "_T"),
        ("2021", "15", "_T"),
    ]
    assert '"y,p"' in csv_of(release)[2]
    assert ",Q," in csv_of(release)[1]
    assert "1 figure from fewer than 25 cases is hidden." in Client().get(f"/en/releases/{release.pk}/").content.decode()
    assert kinds(loaded(client, text.replace(",24", ",many"))) == ["bad_number"]


def test_the_report_can_be_taken_away() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + GOOD + '"=HYPERLINK(1)",XKA,2019,female,1,percent,\n')
    text = client.get(f"/en/releases/load/{intake.pk}/report.csv").content.decode()
    assert "'=HYPERLINK(1)" in text
    assert text.splitlines()[0] == "severity,kind,row,column,value,wrong,expected,mend"
    told = client.get(f"/en/releases/load/{intake.pk}/report.json").json()
    assert told["counts"] == {"faults": 1, "warnings": 0}
    assert told["faults"][0]["code"] == "unknown_indicator"
    assert (told["faults"][0]["row"], told["faults"][0]["column"]) == (3, "indicator")


def test_a_refused_form_keeps_the_file_and_what_was_typed() -> None:
    client = client_of(hat())
    answer = sent(client, HEAD + GOOD, licence="")
    assert answer.status_code == 422
    html = answer.content.decode()
    kept = Intake.objects.get()
    assert f'name="kept" value="{kept.pk}"' in html
    assert TOLD["source"] in html
    assert client.post("/en/releases/load/", {**TOLD, "kept": str(kept.pk)}).status_code == 302
    kept.refresh_from_db()
    assert (Intake.objects.count(), kept.licence) == (1, TOLD["licence"])
    other = client_of(hat(area="XKB"))
    assert other.post("/en/releases/load/", {**TOLD, "kept": str(kept.pk)}).status_code == 422, "another's file is none"


def test_the_pages_ask_little(django_assert_max_num_queries: Callable[..., Any]) -> None:
    client = client_of(hat())
    intake = loaded(client, SEVEN)
    for path in (f"load/{intake.pk}/", "load/", ""):
        with django_assert_max_num_queries(15):
            assert client.get(f"/en/releases/{path}").status_code == 200
    good = loaded(client, HEAD + GOOD)
    release = drafted(client, good)
    with django_assert_max_num_queries(22):
        assert client.get(f"/en/releases/{release.pk}/publish/").status_code == 200
    published(client, release)
    with django_assert_max_num_queries(15):
        assert Client().get(f"/en/releases/{release.pk}/").status_code == 200


def test_what_replaces_what_is_said_before_publishing() -> None:
    client = client_of(hat())
    first = published(client, drafted(client, loaded(client, HEAD + GOOD)))
    again = HEAD + "SX,XKA,2018,female,12.5,percent,\nSX,XKA,2020,female,9,percent,\nSX,XKA,2022,female,8,percent,\n"
    second = drafted(client, loaded(client, again))
    shown = client.get(f"/en/releases/{second.pk}/publish/").context["page"]
    (one,) = shown.differences
    assert (one.older.id, one.indicators, one.added, one.changed, one.gone) == (first.pk, ["t.1"], 1, 1, 0)
    published(client, second)
    assert {h.release_id for h in Holding.objects.filter(current=True)} == {second.pk}
    assert [r["id"] for r in Client().get(f"/en/releases/{first.pk}.json").json()["replaced_by"]] == [second.pk]
    assert csv_of(first)[1].split(",")[6] == "12.5", "the older one stays as it was"


def test_the_same_file_is_not_published_twice() -> None:
    client = client_of(hat())
    published(client, drafted(client, loaded(client, HEAD + GOOD)))
    pressed = Release.objects.get()
    stale = Release(
        **{f.attname: getattr(pressed, f.attname) for f in Release._meta.fields},
    )
    stale.state = "draft"
    with pytest.raises(AlreadyPublished):
        publish_release(stale)
    assert Event.objects.filter(verb="release_published").count() == 1
    again = drafted(client, loaded(client, HEAD + GOOD))
    answer = client.post(f"/en/releases/{again.pk}/publish/", {"attest": "on"})
    assert answer.status_code == 422
    assert "published already" in answer.content.decode()


def test_a_thrown_away_file_leaves_nothing_but_its_event() -> None:
    client = client_of(hat())
    intake = loaded(client, HEAD + GOOD)
    release = drafted(client, intake)
    assert client.post(f"/en/releases/load/{intake.pk}/drop/", {}).status_code == 302
    assert Intake.objects.count() == Release.objects.count() == 0
    assert not uploads_of(release).exists()
    assert Event.objects.latest("id").verb == "figures_thrown_away"


def test_a_name_of_another_body_is_refused() -> None:
    release_of("indicator,iso3,year,value\nt.1,XKA,2018,4.5\n", source="UN SDG Global Database, UNSD")
    Origin.objects.update(role="custodian")
    client = client_of(hat())
    answer = sent(client, HEAD + GOOD, source="un sdg  Global Database, UNSD")
    assert answer.status_code == 422
    assert "belongs to another body" in answer.content.decode()
    indicator = Indicator.objects.get()
    AcceptedSource.objects.create(indicator=indicator, name="UNICEF Data Warehouse", role="custodian")
    AcceptedSource.objects.create(indicator=indicator, name="Far Office", role="national", area=Area.objects.get(code="XKB"))
    AcceptedSource.objects.create(indicator=indicator, name="Own Office", role="national", area=Area.objects.get(code="XKA"))
    for name in ("UNICEF Data Warehouse", "far office"):
        assert sent(client, HEAD + GOOD, source=name).status_code == 422, "though nothing of theirs is loaded"
    assert sent(client, HEAD + GOOD, source="Own Office").status_code == 302


def test_national_figures_never_replace_a_custodians() -> None:
    theirs = release_of("indicator,iso3,year,value\nt.1,XKA,2018,4.5\n", source="Custodian")
    client = client_of(hat())
    published(client, drafted(client, loaded(client, HEAD + GOOD)))
    assert Holding.objects.get(release=theirs).current
    assert Latest.objects.filter(release=theirs).count() == 1
    assert Latest.objects.count() == 2


def test_a_national_file_needs_no_column_for_its_country() -> None:
    client = client_of(hat())
    intake = loaded(client, "indicator,year,value\nSX,2019,12\nSX,2020,11\n")
    assert (intake.report["state"], intake.report["parts"][0]["areas"]) == ("good", ["XKA"])
    office = client_of(hat("secretariat", None))
    answer = sent(office, "Year,Group,Value\n2019,,12\n2019,Urban,11\n")
    assert answer["Location"].endswith("/columns/")
    intake = Intake.objects.latest("pk")
    told = {"whole": "t.1", "period": "Year", "value": "Value", "version": intake.version}
    assert office.post(answer["Location"], told).status_code == 422
    assert office.post(answer["Location"], {**told, "all_areas": "XKB"}).status_code == 302
    intake.refresh_from_db()
    assert (intake.report["state"], intake.report["parts"][0]["areas"]) == ("good", ["XKB"])
