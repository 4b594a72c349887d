"""Pathfinding: the host decides and an officer enters it; the country says what it did; time is counted, nothing is coloured."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import ChecklistItem, HostDecision, SelfAssessment
from accord.accountability.reads.pathfinding import time_of
from accord.accountability.requirements import PRINCIPLES
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.directory.models import Signature
from accord.kit import clock
from accord.people.models import Area
from accord.record.actions import Conflict
from accord.record.models import Event

pytestmark = pytest.mark.django_db
URL = "/en/countries/XAA/pathfinding/"
DOCUMENT = "https://host.example/1"
SAID = {"status": "under_way", "words": "Begun.", "evidence": "", "language": "en"}
MARKS = {code: {"level": "partly", "why": "Some of it."} for code in PRINCIPLES}


def value(client: Client | None = None) -> dict[str, Any]:
    return dict((client or Client()).get("/en/countries/XAA/pathfinding.json").json())


def decided(stage: Stage, stage_code: str = "confirmed", days_ago: int = 100) -> HostDecision:
    day = clock.today() - timedelta(days=days_ago)
    return actions.enter_decision(stage.home, stage=stage_code, decided_on=day, document=DOCUMENT, by=stage.secretariat)


def test_of_a_country_that_wrote_nothing_it_says_so(stage: Stage) -> None:
    page = value()
    assert (page["begun"], page["untold"], page["days_left"], page["listed"]) == (False, 5, None, None)
    html = Client().get(URL).content.decode()
    assert "The country has kept no checklist here." in html
    assert "it owes nothing here" in html
    assert Client().get("/en/countries/QQQ/pathfinding/").status_code == 404


def test_what_the_hosts_list_says_is_told_with_its_source(stage: Stage) -> None:
    real = Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land"})
    Signature.objects.create(area=real, what="pathfinding", source="host.example (24 countries)")
    page = Client().get("/en/countries/XKA/pathfinding.json").json()
    assert page["listed"] == {"source": "host.example (24 countries)", "dated": "", "of": 1}
    assert (page["stage"], page["items"][0]["status"], page["decisions"]) == ("", "", [])
    assert "The snapshot bears no day." in Client().get("/en/countries/XKA/pathfinding/").content.decode()


def test_the_hosts_decision_is_entered_with_its_document(stage: Stage) -> None:
    client = client_of(stage.secretariat)
    given = {"stage": "confirmed", "decided_on": "2026-01-31", "document": DOCUMENT}
    assert client.post(f"{URL}decision/", given | {"document": ""}).status_code == 422
    assert client.post(f"{URL}decision/", given | {"decided_on": "2099-01-01"}).status_code == 422
    assert client.post(f"{URL}decision/", given).status_code == 302
    page = value()
    assert (page["stage"], page["confirmed_on"], page["due_on"]) == ("confirmed", "2026-01-31", "2027-07-31")
    assert page["days_left"] == (date(2027, 7, 31) - clock.today()).days
    assert Event.objects.get(verb="decision_entered").capacity == stage.secretariat


def test_days_are_counted_from_the_confirmation_and_end(stage: Stage) -> None:
    decided(stage, days_ago=600)
    assert value()["days_left"] < 0
    assert "the time ended on" in Client().get(URL).content.decode()
    decided(stage, "active", days_ago=10)
    assert value()["days_left"] < 0  # a later stage moves no day
    decided(stage, "ended", days_ago=1)
    assert (value()["stage"], value()["due_on"]) == ("ended", None)


def test_a_renewed_confirmation_counts_anew() -> None:
    one = HostDecision(stage="confirmed", decided_on=date(2020, 1, 1))
    two = HostDecision(stage="confirmed", decided_on=date(2025, 8, 31))
    assert time_of([two, one]) == (date(2025, 8, 31), date(2027, 2, 28))
    assert time_of([HostDecision(stage="ended", decided_on=date(2026, 1, 1)), two]) == (date(2025, 8, 31), None)
    assert time_of([HostDecision(stage="expressed", decided_on=date(2026, 1, 1))]) == (None, None)


def test_a_decision_entered_in_error_is_taken_back_and_stays_readable(stage: Stage) -> None:
    made = decided(stage)
    client, url = client_of(stage.secretariat), f"{URL}decision/{made.pk}/"
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Another country."}).status_code == 302
    page = value()
    assert (page["stage"], page["days_left"], page["decisions"][0]["reason"]) == ("", None, "Another country.")
    assert client.get(url).status_code == 404
    assert client.post(url, {"reason": "Again."}).status_code == 409
    with pytest.raises(ValueError, match="reason"):
        actions.take_back_decision(decided(stage), by=stage.secretariat, reason="")


@pytest.mark.parametrize("wrong", [{"decided_on": date(2099, 1, 1)}, {"document": ""}])
def test_the_verb_too_refuses_what_is_no_decision(stage: Stage, wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"stage": "confirmed", "decided_on": date(2026, 1, 1), "document": DOCUMENT}
    with pytest.raises(ValueError, match="decision"):
        actions.enter_decision(stage.home, **given | wrong, by=stage.secretariat)


def test_a_requirement_is_attested_by_a_capacity_on_a_day(stage: Stage) -> None:
    client, url = client_of(stage.focal), f"{URL}data/"
    assert list(client.post(url, SAID | {"status": "done"}).context["form"].errors) == ["evidence"]
    assert client.post(url, SAID).status_code == 302
    assert client.post(url, SAID | {"status": "done", "evidence": DOCUMENT, "version": 1}).status_code == 302
    item = next(one for one in value()["items"] if one["code"] == "data")
    assert (item["status"], item["attested_by"], item["attested_on"]) == (
        "done", "Focal point, XAA", clock.today().isoformat(),
    )  # fmt: skip
    told = [h["about"] for h in value()["history"] if h["verb"] == "requirement_attested"]
    assert [words.rpartition(": ")[2] for words in told] == ["Under way → Done", "Under way"]
    assert (value()["done"], value()["untold"]) == (1, 4)


def test_two_who_attest_at_once_are_told(stage: Stage) -> None:
    client, url = client_of(stage.focal), f"{URL}group/"
    client.post(url, SAID)
    for version in (0, 2):
        assert client.post(url, SAID | {"words": "Mine.", "version": version}).status_code == 409
    assert ChecklistItem.objects.get().words == "Begun."


def test_only_the_hosts_requirements_are_there(stage: Stage) -> None:
    assert client_of(stage.focal).get(f"{URL}money/").status_code == 404
    with pytest.raises(ValueError, match="requirement"):
        actions.attest_item(stage.home, "money", **SAID, version=0, by=stage.focal)


def typed(level: str = "partly") -> dict[str, str]:
    marks = {f"level_{code}": level for code in PRINCIPLES} | {f"why_{code}": "Some of it." for code in PRINCIPLES}
    return marks | {"process": "Three workshops.", "language": "en"}


def test_a_self_assessment_is_a_version_and_the_old_one_stays(stage: Stage) -> None:
    client, url = client_of(stage.focal), f"{URL}principles/"
    assert client.post(url, typed() | {"why_rights": ""}).status_code == 422
    assert client.post(url, typed()).status_code == 302
    assert client.post(url, typed("fully") | {"version": 1}).status_code == 302
    newest, first = value()["assessments"]
    assert ([m["level"] for m in newest["marks"]], newest["version"]) == (["fully"] * 8, 2)
    assert {m["before"] for m in newest["marks"]} == {"In part"}
    assert {m["level"] for m in first["marks"]} == {"partly"}
    assert client.post(url, typed() | {"version": 1}).status_code == 409
    assert SelfAssessment.objects.count() == 2


def test_all_eight_principles_are_answered(stage: Stage) -> None:
    less = {code: mark for code, mark in MARKS.items() if code != "child"}
    for marks in (less, MARKS | {"child": {"level": "green", "why": "x"}}):
        with pytest.raises(ValueError, match="eight"):
            actions.assess_self(stage.home, marks, process="x", language="en", version=0, by=stage.focal)
    actions.assess_self(stage.home, MARKS, process="x", language="en", version=0, by=stage.focal)
    with pytest.raises(Conflict):
        actions.assess_self(stage.home, MARKS, process="y", language="en", version=0, by=stage.focal)


def test_no_colour_is_given_to_a_country(stage: Stage) -> None:
    decided(stage)
    actions.attest_item(stage.home, "data", **SAID | {"status": "done", "evidence": DOCUMENT}, version=0, by=stage.focal)
    actions.assess_self(stage.home, MARKS, process="x", language="en", version=0, by=stage.focal)
    html = Client().get(URL).content.decode()
    main = html[html.index("<main") : html.index("</main")]
    assert 'class="status' not in main
    assert not any(f'class="{one}' in main for one in ("tag", "good", "warn", "bad"))


def test_the_page_asks_little(stage: Stage, django_assert_max_num_queries: Any) -> None:
    decided(stage)
    for code in ("data", "group", "plan"):
        actions.attest_item(stage.home, code, **SAID, version=0, by=stage.focal)
    for version in range(3):
        actions.assess_self(stage.home, MARKS, process="x", language="en", version=version, by=stage.focal)
    for client in (Client(), client_of(stage.focal)):
        with django_assert_max_num_queries(20):
            assert client.get(URL).status_code == 200
