"""What a confirming page showed is what is signed, published or closed; what a form speaks of stands beside it."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Commitment, Entry, Rating, Report
from accord.accountability.tests.test_reporting import RATED, TOLD, Stage, client_of, shown
from accord.indicators.models import Indicator
from accord.people.models import Capacity

pytestmark = pytest.mark.django_db


def test_a_text_that_was_not_read_is_not_signed(stage: Stage) -> None:
    stage.until("drafting")
    stage.report = Report.objects.get()
    actions.write_summary(stage.report, summary="Said.", language="en", version=stage.report.version, by=stage.focal)
    validator, url = client_of(stage.validator), f"{stage.url}step/sign/"
    read = shown(validator, url)
    actions.write_entry(stage.report, stage.commitment, TOLD | {"rationale": "Slipped in."}, version=1, by=stage.focal)
    clash = validator.post(url, {"shown": read})
    html = clash.content.decode()
    assert clash.status_code == 409
    assert "Slipped in." in html
    assert "changed after you were shown it" in html
    assert Report.objects.get().state == "drafting"
    again = re.search(r'name="shown" value="([0-9a-f]{64})"', html)
    assert again
    assert validator.post(url, {"shown": again[1]}).status_code == 302
    assert Report.objects.get().state == "signed"


def test_what_is_written_in_markdown_is_drawn_where_it_is_signed(stage: Stage) -> None:
    actions.write_summary(stage.report, summary="# What changed\n\n**Much** was done.", language="en", version=1, by=stage.focal)
    for client, page in ((client_of(stage.validator), "step/sign/"), (client_of(stage.focal), "letter/")):
        html = client.get(f"{stage.url}{page}").content.decode()
        assert '<div class="prose" lang="en" dir="ltr">' in html
        assert "<strong>Much</strong>" in html
        assert "**Much**" not in html


STEPS = [("submit", "signed", "focal"), ("publish", "submitted", "secretariat"), ("finish", "rated", "focal")]


@pytest.mark.parametrize(("code", "state", "who"), STEPS)
def test_each_step_asks_what_was_read(stage: Stage, code: str, state: str, who: str) -> None:
    stage.until(state)
    client, url = client_of(getattr(stage, who)), f"{stage.url}step/{code}/"
    read = shown(client, url)
    assert client.post(url, {"sure": "on"}).status_code == 409
    assert client.post(url, {"sure": "on", "shown": "0" * 64}).status_code == 409
    assert client.post(url, {"sure": "on", "shown": read}).status_code == 302


def test_a_commitment_is_published_as_it_was_read_with_its_checks(stage: Stage) -> None:
    draft = actions.draft_commitment({"title": "Another", "text": "As read."}, by=stage.focal)
    client, url = client_of(stage.focal), f"/en/{draft.url}publish/"
    html = client.get(url).content.decode()
    assert html.count('class="tag warn"') == 5
    assert html.index("Can it be checked?") < html.index(" data-keep novalidate>")
    read = shown(client, url)
    actions.add_milestone(draft, text="Slipped in", due=date(2030, 1, 1), weight=1, by=stage.focal)
    clash = client.post(url, {"shown": read})
    assert clash.status_code == 409
    assert "Slipped in" in clash.content.decode()
    assert Commitment.objects.get(pk=draft.pk).state == "draft"
    assert client.post(url, {"shown": shown(client, url)}).status_code == 302


def test_closing_the_right_of_reply_says_what_it_ends(stage: Stage) -> None:
    stage.until("rated")
    client, url = client_of(stage.focal), f"{stage.url}step/finish/"
    html = client.get(url).content.decode()
    assert "1 of 1 ratings has no reply; this cannot be undone." in html
    assert '<button class="plain">Close the right of reply' in html
    assert "1 of 1 ratings has no reply" in client.get(stage.url).content.decode()
    refused = client.post(url, {"shown": shown(client, url)})
    assert (refused.status_code, Report.objects.get().state) == (422, "rated")
    with pytest.raises(actions.Unmet, match="no reply"):
        stage.step("finish", stage.focal)
    client.post(url, {"shown": shown(client, url), "sure": "on"})
    assert Report.objects.get().state == "final"


def test_the_declaration_stands_beside_the_rating_as_it_was_made(stage: Stage) -> None:
    stage.until("published")
    actions.take_up_assessment(stage.report, declaration="My brother works there.", by=stage.assessor)
    offer = client_of(stage.assessor).get(stage.url).content.decode()
    assert "You have declared your interests." in offer
    assert "no interest" not in offer
    actions.rate(stage.report, stage.commitment, RATED, version=0, by=stage.assessor)
    stage.report.refresh_from_db()
    stage.step("release", stage.assessor)
    row = Client().get(stage.url).content.decode().partition('id="XAA-c1"')[2]
    assert "My brother works there." in row


def told_of(stage: Stage, hat: Capacity, path: str) -> str:
    return client_of(hat).get(f"{stage.url}{path}/XAA-c1/").content.decode()


def test_the_assessor_sees_what_she_rates_and_what_the_levels_mean(stage: Stage) -> None:
    indicator = Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower")
    figures: dict[str, Any] = {"baseline": 74, "baseline_year": 2024, "target": 50, "target_year": 2028}
    actions.add_measure(stage.commitment, indicator, by=stage.focal, **figures)
    actions.add_milestone(stage.commitment, text="A bill", due=date(2020, 1, 1), weight=1, by=stage.focal)
    stage.until("published")
    Entry.objects.update(evidence="The gazette.")
    actions.take_up_assessment(stage.report, declaration="none", by=stage.assessor)
    html = told_of(stage, stage.assessor, "rate")
    for said in ("Begun.", "The gazette.", "A bill", "late", "Tested", "74% (2024) → 50% (2028)", "most of what was promised",
                 "the text does not say what would be different", "nothing is different yet"):  # fmt: skip
        assert said in html, said
    answer = client_of(stage.assessor).post(f"{stage.url}rate/XAA-c1/", RATED | {"version": "0"})
    assert answer["Location"] == f"{stage.url}#XAA-c1"


def test_the_assessor_goes_on_to_what_is_not_rated(stage: Stage) -> None:
    made = actions.draft_commitment({"title": "A survey", "text": "One will be made."}, by=stage.focal)
    second = actions.publish_commitment(made, by=stage.focal)
    actions.write_entry(stage.report, second, TOLD, version=0, by=stage.focal)
    stage.until("published")
    actions.take_up_assessment(stage.report, declaration="none", by=stage.assessor)
    client, rated = client_of(stage.assessor), RATED | {"version": "0", "onward": "1"}
    assert client.post(f"{stage.url}rate/XAA-c1/", rated)["Location"] == f"{stage.url}rate/{second.ref}/"
    assert client.post(f"{stage.url}rate/{second.ref}/", rated)["Location"] == stage.url
    assert "Change the rating<" in client.get(stage.url).content.decode()


def test_a_reply_stands_below_the_whole_rating(stage: Stage) -> None:
    stage.until("rated")
    Rating.objects.update(evidence="A visit.")
    html = told_of(stage, stage.focal, "reply")
    for said in ("Not started", "Modest", "Not seen.", "A visit.", "Begun."):
        assert said in html, said
    answer = client_of(stage.focal).post(f"{stage.url}reply/XAA-c1/", {"text": "We did.", "version": "1"})
    assert answer["Location"] == f"{stage.url}#XAA-c1"


def test_telling_shows_the_milestones_and_warns_where_they_say_otherwise(stage: Stage) -> None:
    one = actions.add_milestone(stage.commitment, text="A bill", due=date(2030, 1, 1), weight=1, by=stage.focal)
    assert "A bill" in told_of(stage, stage.focal, "tell")
    url = f"{stage.url}tell/XAA-c1/"
    client = client_of(stage.focal)
    given = {"completion": "complete", "rationale": "Done.", "evidence": "The gazette.", "version": "0"}
    html = client.post(url, given, follow=True).content.decode()
    assert html.count("Told as complete, while 0 of 1 milestone is done.") == 2  # once at the top, once at its place
    actions.tell_milestone(one, progress=100, done_on=date(2026, 1, 1), evidence="", version=1, by=stage.focal)
    assert "Told as complete, while" not in client.get(stage.url).content.decode()
