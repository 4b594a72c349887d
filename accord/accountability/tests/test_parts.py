"""Milestones and indicators: changed where they are a draft, revised with a reason once published, never in silence."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Commitment, Entry, Measure, Milestone, Revision
from accord.accountability.reads.guards import content_digest
from accord.accountability.reads.shown import entry_part
from accord.accountability.tests.test_reporting import TOLD as ENTRY
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.indicators.models import AcceptedSource, Indicator
from accord.kit import clock
from accord.record.actions import Conflict, seal
from accord.record.actions.events import problems
from accord.record.models import Event

pytestmark = pytest.mark.django_db
FIGURES = {"baseline": 74, "baseline_year": 2024, "target": 50, "target_year": 2028}


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    made = Stage()
    Commitment.objects.update(starts_on=date(2026, 1, 1), ends_on=date(2029, 6, 30))
    made.commitment.refresh_from_db()
    Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower")
    return made


def draft(stage: Stage) -> Commitment:
    return actions.draft_commitment(
        {"title": "Another", "text": "More.", "starts_on": date(2026, 1, 1), "ends_on": date(2029, 6, 30)}, by=stage.focal
    )


def tied(stage: Stage, to: Commitment | None = None, **figures: Any) -> Measure:
    return actions.add_measure(to or stage.commitment, Indicator.objects.get(), by=stage.focal, **(FIGURES | figures))


def delivered(stage: Stage, to: Commitment | None = None) -> Milestone:
    return actions.add_milestone(to or stage.commitment, text="A bill", due=date(2027, 1, 1), weight=1, by=stage.focal)


def stage_html(stage: Stage, url: str) -> str:
    return client_of(stage.focal).get(url).content.decode()


def posted(stage: Stage, path: str, **given: Any) -> Any:
    return client_of(stage.focal).post(f"/en/commitments/{path}", {k: str(v) for k, v in given.items()})


def test_an_indicator_tied_again_writes_nothing_over(stage: Stage) -> None:
    tied(stage)
    with pytest.raises(Conflict) as clash:
        tied(stage, target=60)
    assert clash.value.theirs["target"] == "50.000000"
    answer = posted(stage, "XAA-c1/measures/new/", indicator="t.1", **(FIGURES | {"target": 60}))
    assert (answer.status_code, Measure.objects.get().target) == (422, 50)


def test_what_another_country_alone_measures_is_not_offered(stage: Stage) -> None:
    for code, office in (("t.far", stage.far), ("t.home", stage.home)):
        made = Indicator.objects.create(code=code, names={"en": "Ours"}, unit="percent", source="made up")
        AcceptedSource.objects.create(indicator=made, name="Office", role="national", area=office, source="made up")
    html = client_of(stage.focal).get("/en/commitments/XAA-c1/measures/new/").content.decode()
    assert [f'value="{code}"' in html for code in ("t.1", "t.home", "t.far")] == [True, True, False]


def test_a_figure_stands_with_its_unit(stage: Stage) -> None:
    Indicator.objects.update(population="Children")
    tied(stage)
    homicide = Indicator.objects.create(code="t.2", names={"en": "Killed"}, unit="per 100 000", direction="lower")
    actions.add_measure(stage.commitment, homicide, by=stage.focal, **FIGURES)
    html = stage_html(stage, "/en/commitments/XAA-c1/")
    assert "74% (2024)" in html
    assert "74 per 100,000 people (2024)" in html
    assert "per cent · " in html
    form = stage_html(stage, f"{stage.url}tell/XAA-c1/")
    assert re.search(r"Newest value of t\.1 – .*Tested.* \(per cent\)", form)
    values = [{"indicator": "t.1", "value": "35", "year": 2025}]
    actions.write_entry(stage.report, stage.commitment, ENTRY | {"values": values}, version=0, by=stage.focal)
    assert "Tested</a>: 35% (2025)" in stage_html(stage, stage.url)
    [part] = entry_part(stage.report, stage.commitment)
    assert ("Tested", "35% (2025)") in part.facts


def test_a_stale_figure_is_told_with_both(stage: Stage) -> None:
    measure = tied(stage)
    url = f"XAA-c1/measures/{measure.pk}/"
    assert posted(stage, url, **FIGURES | {"target": 60}, reason="Money.", version=1).status_code == 302
    clash = posted(stage, url, **FIGURES | {"target": 40}, reason="More.", version=1)
    assert clash.status_code == 409
    assert "60" in clash.content.decode()
    assert 'value="40"' in clash.content.decode()
    assert Measure.objects.get().target == 60


def test_a_published_target_changes_with_a_reason_and_stays_readable(stage: Stage) -> None:
    measure = tied(stage)
    url = f"XAA-c1/measures/{measure.pk}/"
    assert posted(stage, url, **FIGURES | {"target": 60}, version=1).status_code == 422
    posted(stage, url, **FIGURES | {"target": 60}, reason="The money was cut.", version=1)
    kept = Revision.objects.get()
    assert (kept.reason, Commitment.objects.get().state) == ("The money was cut.", "revised")
    [change] = Client().get("/en/commitments/XAA-c1.json").json()["revisions"][0]["changes"]
    assert change == ["Indicator t.1", "74% (2024) → 50% (2028)", "74% (2024) → 60% (2028)"]
    event = Event.objects.get(verb="measure_changed")
    assert (event.body["before"]["target"], event.body["after"]["target"]) == ("50.000000", "60.000000")
    with pytest.raises(ValueError, match="reason"):
        actions.change_measure(measure, **FIGURES, version=2, by=stage.focal)


def test_what_is_published_is_withdrawn_and_stays_readable(stage: Stage) -> None:
    measure, milestone = tied(stage), delivered(stage)
    posted(stage, f"XAA-c1/milestones/{milestone.pk}/remove/", reason="Another body does it.", version=1)
    posted(stage, f"XAA-c1/measures/{measure.pk}/remove/", reason="No survey.", version=1)
    html = Client().get("/en/commitments/XAA-c1/").content.decode()
    assert "A bill" in html
    assert "Another body does it." in html
    assert "No survey." in html
    page = Client().get("/en/commitments/XAA-c1.json").json()
    assert page["roll"]["milestones"] == 0
    assert not [c for c in page["checks"] if c["met"] and c["letter"] in "SM"]
    assert len(page["revisions"]) == 2
    assert not [x for x in page["links"] if x["relation"] == "measured_by"]
    for path in ("", "edit/", "remove/"):
        assert client_of(stage.focal).get(f"/en/commitments/XAA-c1/milestones/{milestone.pk}/{path}").status_code == 404
    tied(stage)  # it may be tied anew


def test_a_draft_is_changed_without_a_trace_on_its_page(stage: Stage) -> None:
    made = draft(stage)
    measure, milestone = tied(stage, made), delivered(stage, made)
    posted(stage, f"{made.ref}/milestones/{milestone.pk}/edit/", text="A law", due="2028-01-01", weight=3, version=1)
    posted(stage, f"{made.ref}/measures/{measure.pk}/", **FIGURES | {"target": 60}, version=1)
    milestone.refresh_from_db(), measure.refresh_from_db()
    assert (milestone.text, milestone.weight, measure.target) == ("A law", 3, 60)
    html = client_of(stage.focal).get(f"/en/{made.url}").content.decode()
    assert f"milestones/{milestone.pk}/edit/" in html
    assert f"measures/{measure.pk}/remove/" in html
    assert posted(stage, f"{made.ref}/milestones/{milestone.pk}/remove/", version=1).status_code == 409
    assert posted(stage, f"{made.ref}/milestones/{milestone.pk}/remove/", version=2).status_code == 302
    assert posted(stage, f"{made.ref}/measures/{measure.pk}/remove/", version=2).status_code == 302
    assert (Milestone.objects.count(), Measure.objects.count(), Revision.objects.count()) == (0, 0, 0)


def test_another_country_and_a_contributor_may_not(stage: Stage) -> None:
    milestone, measure = delivered(stage), tied(stage)
    for path in (f"milestones/{milestone.pk}/edit/", f"milestones/{milestone.pk}/remove/", f"measures/{measure.pk}/",
                 f"measures/{measure.pk}/remove/"):  # fmt: skip
        for hat in (stage.stranger, stage.contributor, stage.validator):
            assert client_of(hat).post(f"/en/commitments/XAA-c1/{path}", {}).status_code == 404


def test_what_ended_is_not_changed_any_more(stage: Stage) -> None:
    milestone = delivered(stage)
    actions.close_commitment(stage.commitment, by=stage.focal, reason="Done.")
    acts: list[Any] = [
        lambda: delivered(stage), lambda: tied(stage),
        lambda: actions.tell_milestone(milestone, progress=5, done_on=None, evidence="", version=1, by=stage.focal),
        lambda: actions.change_milestone(
            milestone, text="x", due=date(2027, 1, 1), weight=1, version=1, by=stage.focal, reason="x"
        ),
        lambda: actions.edit_commitment(stage.commitment, {"text": "x"}, version=1, by=stage.focal, reason="x"),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(Conflict):
            act()


BAD = [
    ({"target_year": 2024}, "target_year"), ({"target_year": 2020}, "target_year"), ({"target_year": 2031}, "target_year"),
    ({"target": 140}, "target"), ({"baseline": -1}, "baseline"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "field"), BAD)
def test_figures_that_make_no_sense_are_refused(stage: Stage, changed: dict[str, int], field: str) -> None:
    answer = posted(stage, "XAA-c1/measures/new/", indicator="t.1", **(FIGURES | changed))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize("due", ["2025-12-31", "2029-07-01"])
def test_a_milestone_is_due_within_the_commitments_days(stage: Stage, due: str) -> None:
    assert posted(stage, "XAA-c1/milestones/new/", text="A bill", due=due, weight=1).status_code == 422
    assert not Milestone.objects.exists()


def test_nonsense_that_is_there_already_is_not_met(stage: Stage) -> None:
    tied(stage, target=140, target_year=2020)
    delivered(stage)
    Commitment.objects.update(ends_on=date(2026, 6, 1))
    checks = {c["letter"]: c for c in Client().get("/en/commitments/XAA-c1.json").json()["checks"]}
    assert [len(checks[letter]["missing"]) for letter in "MT"] == [2, 1]


def test_an_indicator_that_says_nothing_is_not_published(stage: Stage) -> None:
    made = draft(stage)
    tied(stage, made, baseline=None, baseline_year=None, target=None, target_year=None)
    with pytest.raises(actions.Unmet):
        actions.publish_commitment(made, by=stage.focal)
    made.refresh_from_db()
    assert made.state == "draft"


TOLD = {"progress": "", "done_on": "", "evidence": "", "version": 1}


@pytest.mark.parametrize(
    ("told", "field"),
    [({"done_on": clock.today() + timedelta(days=2)}, "done_on"), ({"progress": 40, "done_on": "2026-02-01"}, "progress")],
)
def test_done_is_not_in_the_future_and_agrees_with_the_share(stage: Stage, told: dict[str, Any], field: str) -> None:
    answer = posted(stage, f"XAA-c1/milestones/{delivered(stage).pk}/", **TOLD | told)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_what_is_told_is_confirmed_and_its_evidence_is_a_link(stage: Stage) -> None:
    evidence = "The gazette, https://gazette.example/12?a=1&b=2. Also javascript:alert(1) <b>"
    url = f"/en/commitments/XAA-c1/milestones/{delivered(stage).pk}/"
    html = client_of(stage.focal).post(url, TOLD | {"done_on": "2026-02-01", "evidence": evidence}, follow=True).content.decode()
    assert 'role="status"><p>' in html
    assert '<a href="https://gazette.example/12?a=1&amp;b=2" rel="noreferrer noopener nofollow">' in html
    assert "javascript:alert(1) &lt;b&gt;" in html
    assert Milestone.objects.get().progress == 100


def test_the_action_too_refuses_a_day_to_come(stage: Stage) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(ValueError, match="future"):
        actions.tell_milestone(delivered(stage), progress=100, done_on=tomorrow, evidence="", version=1, by=stage.focal)


def test_a_value_told_says_how_final_it_is_and_where_it_comes_from(stage: Stage) -> None:
    tied(stage)
    client, url = client_of(stage.focal), f"{stage.url}tell/XAA-c1/"
    given = {"completion": "limited", "rationale": "Begun.", "value_1": "61.5", "year_1": "2025"}
    assert client.post(url, given | {"version": "0"}).status_code == 302
    bare = {"indicator": "t.1", "value": "61.5", "year": 2025}
    assert Entry.objects.get().values == [bare]  # nothing where nothing is told: what was signed before holds
    signed = content_digest(stage.report)
    more = {"status_1": "provisional", "source_1": "Survey of homes", "version": "1"}
    assert client.post(url, given | more).status_code == 302
    assert Entry.objects.get().values == [bare | {"status": "provisional", "source": "Survey of homes"}]
    assert content_digest(stage.report) != signed
    assert client.get(url).context["form"].initial["status_1"] == "provisional"
    row = client.get(f"{stage.url.rstrip('/')}.json").json()["rows"][0]["own"]["values"][0]
    assert (row["status"], row["source"]) == ("provisional", "Survey of homes")
    html = stage_html(stage, stage.url)
    assert "61.5% (2025) · Provisional value · Source: " in html
    assert "Survey of homes" in html
    said = client_of(stage.validator).get(f"{stage.url}step/sign/").content.decode()
    assert "61.5% (2025) – Provisional value – Survey of homes" in said
    for wrong in ({"value_1": "", "year_1": ""}, {"status_1": "guessed"}, {"source_1": "x" * 301}):
        assert client.post(url, given | more | {"version": "2"} | wrong).status_code == 422, wrong


def test_an_indicators_figures_say_whom_they_are_of_and_where_they_come_from(stage: Stage) -> None:
    words = {"breakdown": "girls, 10 to 14", "source": "Survey of homes"}
    assert posted(stage, "XAA-c1/measures/new/", indicator="t.1", **FIGURES, **words).status_code == 302
    html = Client().get("/en/commitments/XAA-c1/").content.decode()
    page = Client().get("/en/commitments/XAA-c1.json").json()
    for said in words.values():
        assert said in html, said
    assert {name: page["measures"][0][name] for name in words} == words
    measure = Measure.objects.get()
    told = FIGURES | words | {"source": "Register", "version": 1, "reason": "The survey ended."}
    assert posted(stage, f"XAA-c1/measures/{measure.pk}/", **told).status_code == 302
    [[_field, then, now]] = Client().get("/en/commitments/XAA-c1.json").json()["revisions"][0]["changes"]
    assert (then.rpartition(" – ")[0], now.rpartition(" – ")[0]) == ("74% (2024) → 50% (2028) – girls, 10 to 14",) * 2
    assert (then.rpartition(" – ")[2], now.rpartition(" – ")[2]) == ("Survey of homes", "Register")
    seal()
    assert problems() == []
    Measure.objects.update(breakdown="boys")
    assert [p["ref"] for p in problems()] == ["commitments/XAA-c1"]
