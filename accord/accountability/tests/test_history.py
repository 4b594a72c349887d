"""Lines of history say which part they tell of; an act within a country becomes public as an act alone."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.indicators.models import Indicator

pytestmark = pytest.mark.django_db


def lines(url: str, client: Client | None = None) -> list[dict[str, Any]]:
    return list((client or Client()).get(f"{url.rstrip('/')}.json").json()["history"])


def test_lines_say_which_milestone_and_from_what_to_what(stage: Stage) -> None:
    one = actions.add_milestone(stage.commitment, text="A bill", due=date(2027, 1, 1), weight=1, by=stage.focal)
    actions.tell_milestone(one, progress=40, done_on=None, evidence="", version=1, by=stage.focal)
    actions.change_milestone(one, text="A law", due=date(2027, 1, 1), weight=1, version=2, by=stage.focal, reason="Clearer.")
    indicator = Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower")
    figures: dict[str, Any] = {"baseline": 74, "baseline_year": 2024, "target": 50, "target_year": 2028}
    measure = actions.add_measure(stage.commitment, indicator, by=stage.focal, **figures)
    actions.change_measure(measure, **figures | {"target": 60}, version=1, by=stage.focal, reason="Money.")
    told = {line["verb"]: line["about"] for line in lines("/en/commitments/XAA-c1/")}
    assert told["milestone_added"] == "A bill"
    assert told["milestone_told"] == "A bill: ? → 40%"
    assert told["milestone_changed"].endswith("→ A law (due 1 January 2027, weight 1)")
    assert told["measure_changed"] == "t.1: 74% (2024) → 50% (2028) ⇒ 74% (2024) → 60% (2028)"
    html = Client().get("/en/commitments/XAA-c1/").content.decode()
    assert '<span lang="en" dir="ltr">A bill: ? → 40%</span>' in html


def test_a_public_report_tells_that_it_was_signed_and_nothing_of_what_was_said(stage: Stage) -> None:
    stage.until("signed")
    stage.step("take-back", stage.focal)
    stage.step("sign", stage.validator)
    for code, by in (("submit", stage.focal), ("publish", stage.secretariat)):
        stage.step(code, by)
    told = lines(stage.url)
    assert [line["verb"] for line in told if line["verb"] != "report_publish"] == ["report_submit", "report_sign", "report_sign"]
    assert all(line["by"] for line in told)
    assert not any(line["reason"] or line["about"] for line in told)
    inside = lines(stage.url, client_of(stage.focal))
    assert {"report_take_back", "report_entry_written"} <= {line["verb"] for line in inside}
    assert "XAA-c1" in {line["about"] for line in inside}


def test_what_a_country_signs_stays_its_own_until_it_is_public(stage: Stage) -> None:
    stage.until("signed")
    assert Client().get(f"{stage.url.rstrip('/')}.json").status_code == 404
