"""What civil society says stands beside the other judgements: how many first, no median of few, names in order."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import ShadowReport
from accord.accountability.reads.stakeholders import stakeholders_of
from accord.accountability.tests.test_shadow_reports import JUDGED, TOLD, Shadows
from accord.calc.showing import REPORTS
from accord.people.models import Person
from accord.record.owing import of_person

pytestmark = pytest.mark.django_db


class Crowd(Shadows):
    def __init__(self) -> None:
        super().__init__()
        self.until("rated")
        self.levels = ["complete", "not_started", "limited", "no_evidence"]
        self.bodies = [self._body(name, "cso", self.home) for name in ("delta", "alpha", "gamma", "beta")]

    def speak(self, many: int, cycle: Any = "same") -> list[ShadowReport]:
        made = []
        for body, level in list(zip(self.bodies, self.levels, strict=True))[:many]:
            by = self._member(f"of-{body.slug}", body)
            one = actions.begin_named(self.home, TOLD, by=by, cycle=self.cycle if cycle == "same" else cycle)
            told = JUDGED | {"completion": level, "evidence": "Seen." if level == "complete" else "", "rationale": f"By {body}."}
            one = actions.judge(one, self.commitment, told, version=1, by=by)
            one = actions.send_shadow(one, version=one.version, by=by)
            made.append(actions.publish_shadow(one, version=one.version, by=self.guard))
        return made


@pytest.fixture(scope="module")
def built(one_world: None) -> Crowd:
    return Crowd()


@pytest.fixture
def stage(built: Crowd) -> Crowd:
    return deepcopy(built)


def row_of(stage: Crowd) -> Any:
    return Client().get(f"/en/reports/{stage.report.ref}.json").json()["rows"][0]["stakeholders"]


def test_few_give_words_and_no_median(stage: Crowd) -> None:
    stage.speak(REPORTS.least - 1)
    told = row_of(stage)
    assert (told["count"], told["told"], told["median"]) == (2, 2, "")
    assert [q["source"]["en"] for q in told["quotes"]] == ["Alpha", "Delta"]
    html = Client().get(f"/en/reports/{stage.report.ref}/").content.decode()
    assert f"No median of fewer than {REPORTS.least} levels." in html


def test_from_three_levels_on_there_is_a_median_with_its_range(stage: Crowd) -> None:
    """By hand: complete, not started, limited: the middle is limited. "No evidence" is counted and is no level."""
    stage.speak(4)
    told = row_of(stage)
    assert (told["count"], told["told"], told["median"]) == (4, 3, "limited")
    assert (told["lowest_words"], told["highest_words"]) == ("Not started", "Complete")
    html = Client().get(f"/en/reports/{stage.report.ref}/").content.decode()
    assert "Civil society" in html
    first = told["quotes"][0]
    assert (first["ambition"], first["change"], first["confidence"]) == ("Modest", "No change", "Medium")
    assert html.count("<dt>Change observed</dt>") == 4 + 1  # of each report, and of the assessor
    assert "median; from Not started to Complete" in html


def test_a_report_counts_those_of_its_cycle_and_a_commitment_all(stage: Crowd) -> None:
    stage.speak(3, cycle=None)
    assert row_of(stage) is None
    page = Client().get(f"/en/commitments/{stage.commitment.ref}.json").json()
    assert page["stakeholders"]["count"] == 3
    assert page["judged"][0]["stakeholders"] is None


def test_what_was_taken_back_counts_no_more(stage: Crowd) -> None:
    made = stage.speak(3)
    actions.withdraw_shadow(made[0])
    assert (row_of(stage)["count"], row_of(stage)["median"]) == (2, "")


def test_one_query_whatever_the_number(stage: Crowd, django_assert_num_queries: Any) -> None:
    stage.speak(4)
    with django_assert_num_queries(1):
        stakeholders_of([stage.commitment])


def test_pages_ask_a_bounded_number_of_queries(stage: Crowd, django_assert_max_num_queries: Any) -> None:
    made = stage.speak(4)
    client = Client()
    for path in ("shadow-reports/?country=XAA", f"shadow-reports/{made[0].ref}/", f"reports/{stage.report.ref}/"):
        with django_assert_max_num_queries(30):
            assert client.get(f"/en/{path}").status_code == 200


def test_the_list_is_in_the_order_of_names(stage: Crowd) -> None:
    stage.speak(4)
    lines = Client().get("/en/shadow-reports.json?country=XAA").json()["lines"]
    assert [line["source"]["en"] for line in lines] == ["Alpha", "Beta", "Delta", "Gamma"]


def test_an_officer_is_told_what_waits_and_an_author_is_not(stage: Crowd) -> None:
    stage.sent(False)
    assert "Look at a shadow report for safety" in [t.duty.words for t in of_person(Person.objects.get(pk=stage.guard.person_id))]
    assert of_person(Person.objects.get(pk=stage.author.person_id)) == []
