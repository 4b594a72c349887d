"""What stands beside each judgement: the further scales, the day of the reply, the gap from cycle to cycle."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accord.accountability import actions
from accord.accountability.models import Entry, Rating
from accord.accountability.reads.cycles import reports_of
from accord.accountability.reads.gaps import gap_history, judged_of
from accord.accountability.reads.guards import content_digest
from accord.accountability.standing import entry_content
from accord.accountability.tests.test_reporting import RATED, TOLD, Stage, client_of
from accord.kit import clock
from accord.record.actions import Conflict
from accord.record.cached import blocks

pytestmark = pytest.mark.django_db
FURTHER = {"ambition": "substantial", "change": "marginal", "confidence": "low"}


class Years(Stage):
    """Two cycles, both assessed, with three commitments: the gap of the first is closed in one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.more = [self.promise(title) for title in ("A survey", "A helpline")]
        self.assessed({"completion": "complete", "evidence": "The gazette."})
        self.first = self.report
        with clock.standing_at(timezone.now() + timedelta(days=400)):
            cycle = actions.open_cycle("c2", {"en": "Next"}, opens=date(2021, 1, 1), due=date(2099, 1, 1), world="demo")
            self.report = actions.join_cycle(cycle, by=self.focal)
            self.assessed({"completion": "limited"} | FURTHER)

    def promise(self, title: str) -> object:
        made = actions.draft_commitment({"title": title, "text": f"{title} will be made."}, by=self.focal)
        return actions.publish_commitment(made, by=self.focal)

    def assessed(self, told: dict[str, str]) -> None:
        for one in (self.commitment, *self.more):
            actions.write_entry(self.report, one, TOLD | told, version=0, by=self.focal)  # type: ignore[arg-type]
        self.until_published_as_told()
        self.report = actions.take_up_assessment(self.report, declaration="none", by=self.assessor)
        for one, level in zip((self.commitment, *self.more), ("limited", "limited", "no_evidence"), strict=True):
            actions.rate(self.report, one, RATED | {"completion": level}, version=0, by=self.assessor)  # type: ignore[arg-type]
        self.step("release", self.assessor)


@pytest.fixture(scope="module")
def lived(one_world: None) -> Years:
    return Years()


@pytest.fixture
def years(lived: Years) -> Years:
    return deepcopy(lived)


def test_the_gap_is_kept_cycle_by_cycle_with_its_coverage(years: Years) -> None:
    last, before = gap_history(judged_of(reports_of(years.home)))
    assert [(g.gaps.compared, g.gaps.agree, g.gaps.own_higher, g.gaps.untold) for g in (last, before)] == [
        (2, 2, 0, 1), (2, 0, 2, 1)
    ]  # fmt: skip
    assert (last.own.told, last.own.of, last.own.level) == (3, 3, "limited")
    assert (last.independent.told, last.independent.level, last.independent.words) == (2, "", "")
    assert "fewer than 3" in last.independent.why


def test_a_commitments_page_tells_the_gap_of_every_cycle(client: Client, years: Years) -> None:
    page = client.get("/en/commitments/XAA-c1.json").json()
    assert [j["gap"] for j in page["judged"]] == [0, -2]
    assert page["judged"][0]["further_gaps"] == [
        "Ambition: The government rates itself 1 step higher than the assessor.",
        "Change observed: The government rates itself 1 step higher than the assessor.",
    ]
    html = client.get("/en/commitments/XAA-c1/").content.decode()
    assert html.index("Both say the same.") < html.index("2 steps higher than the assessor")
    assert "No gap" not in html


def test_a_commitments_page_opens_with_the_judgements_of_the_newest_cycle(client: Client, years: Years) -> None:
    """Who, how far and why, before any fact of it; a cycle before only in the history below."""
    actions.reply(Rating.objects.get(report=years.report, commitment=years.commitment), text="We did.", version=1, by=years.focal)
    html = client.get("/en/commitments/XAA-c1/").content.decode()
    first = html[html.index('id="newest"') : html.index('id="what"')]
    for words in (
        "Both say the same.",
        "Begun.",
        "Not seen.",
        "We did.",
        "No shadow report speaks of it.",
        "No peer has judged it.",
    ):
        assert words in first
    assert 'role="img" aria-label="Completion of XAA-c1' in first
    assert "2 steps higher" not in first
    newest = client.get("/en/commitments/XAA-c1.json").json()["newest"]
    assert (newest["own"]["rationale"], newest["independent"]["rationale"]) == ("Begun.", "Not seen.")


def test_what_nobody_has_reported_on_has_no_judgements_to_open_with(client: Client, years: Years) -> None:
    made = years.promise("A census")
    assert 'id="newest"' not in client.get(f"/en/commitments/{made.ref}/").content.decode()  # type: ignore[attr-defined]


def test_what_a_commitments_page_asks_does_not_grow_with_its_cycles(
    client: Client, years: Years, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    def asked() -> int:
        blocks.clear()
        with django_assert_max_num_queries(25) as told:
            client.get("/en/commitments/XAA-c1/")
        return len(told.captured_queries)

    before = asked()
    Entry.objects.filter(report=years.first).delete()
    assert asked() == before


def test_the_governments_own_word_on_the_further_scales_stands_in_its_report(client: Client, years: Years) -> None:
    row = client.get(f"/en/reports/{years.report.ref}.json").json()["rows"][0]
    assert (row["own"]["ambition"], row["own"]["change"], row["own"]["confidence"]) == ("Substantial", "Marginal", "Low")
    assert "Ambition" in client.get(f"/en/reports/{years.first.ref}/").content.decode()
    assert client.get(f"/en/reports/{years.first.ref}.json").json()["rows"][0]["own"]["ambition"] == ""


def test_the_day_of_the_reply_is_fixed_and_printed_for_everyone(client: Client, years: Years) -> None:
    rating = Rating.objects.get(report=years.report, commitment=years.commitment)
    url = f"/en/reports/{years.report.ref}/"
    assert "The government may reply until" in client.get(url).content.decode()
    fixed = years.report.reply_until
    years.cycle.reply_days = 90
    years.cycle.save()
    assert type(years.report).objects.get(pk=years.report.pk).reply_until == fixed
    actions.reply(rating, text="We did.", version=1, by=years.focal)
    with clock.standing_at(timezone.now() + timedelta(days=900)):
        html = client.get(url).content.decode()
        assert "no reply was given" in html
        assert "The right of reply ended on" in html
        with pytest.raises(Conflict):
            actions.reply(rating, text="Again.", version=2, by=years.focal)


@pytest.mark.parametrize(
    "change",
    [{"rationale": ""}, {"completion": "complete", "evidence": ""}],
)
def test_the_database_itself_asks_for_reasons_and_evidence(years: Years, change: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.filter(report=years.report, commitment=years.commitment).update(**change)


def test_the_database_asks_a_government_for_its_reason_too(years: Years) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(report=years.report, commitment=years.commitment).update(rationale="")


def test_what_was_signed_before_there_were_further_scales_holds(years: Years) -> None:
    old, new = (Entry.objects.get(report=r, commitment=years.commitment) for r in (years.first, years.report))
    assert not set(FURTHER) & set(entry_content(old))
    assert {name: entry_content(new)[name] for name in FURTHER} == FURTHER
    signed = content_digest(years.report)
    Entry.objects.filter(pk=new.pk).update(confidence="high")
    assert content_digest(years.report) != signed


def test_the_form_keeps_what_is_told_on_the_further_scales(years: Years) -> None:
    cycle = actions.open_cycle("c3", {"en": "Third"}, opens=date(2022, 1, 1), due=date(2099, 1, 1), world="demo")
    report = actions.join_cycle(cycle, by=years.focal)
    client = client_of(years.focal)
    url = f"/en/reports/{report.ref}/tell/{years.commitment.ref}/"
    client.post(url, {"completion": "limited", "rationale": "Begun.", "version": "0", **FURTHER})
    entry = Entry.objects.get(report=report)
    assert (entry.ambition, entry.change, entry.confidence) == ("substantial", "marginal", "low")
    assert client.post(url, {"completion": "limited", "rationale": "Begun.", "version": "1", "change": "huge"}).status_code == 422
