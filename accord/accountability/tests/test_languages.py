"""What is written in one language is marked with it on a page in another."""

import re

import pytest
from django.test import Client
from django.utils import translation

from accord.accountability import actions
from accord.accountability.models import Entry, Rating, Recommendation, Report
from accord.accountability.tests.test_reporting import RATED, TOLD, Stage, client_of
from accord.indicators.models import Indicator
from accord.people.models import Organisation
from accord.record.models import Topic

pytestmark = pytest.mark.django_db


def posted(client: Client, path: str, **given: str) -> None:
    answer = client.post(f"/ar/{path}", given)
    assert answer.status_code == 302, answer.content.decode()


def test_what_is_written_keeps_its_writers_language(stage: Stage) -> None:
    focal, report = client_of(stage.focal), f"reports/{stage.report.ref}/"
    posted(focal, f"{report}tell/XAA-c1/", completion="limited", rationale="بدأنا", version="0")
    assert Entry.objects.get().language == "ar"
    stage.until_published_as_told()
    assessor = client_of(stage.assessor)
    posted(assessor, f"{report}assess/", declaration="لا شيء", agree="on")
    posted(
        assessor,
        f"{report}rate/XAA-c1/",
        **{k: v for k, v in RATED.items() if k != "evidence"} | {"rationale": "لم نر"},
        version="0",
    )
    stage.report = Report.objects.get()
    stage.step("release", stage.assessor)
    posted(focal, f"{report}reply/XAA-c1/", text="رأينا", version="1")
    html = Client().get(f"/en/{report}").content.decode()
    for said in ("بدأنا", "لم نر", "رأينا", "لا شيء"):
        assert re.search(rf'lang="ar" dir="rtl">{said}', html), said
    rating = Rating.objects.get()
    assert (rating.language, rating.reply_language, Report.objects.get().declaration_language) == ("ar", "ar", "ar")


def test_english_words_in_an_arabic_page_are_marked_as_english(stage: Stage) -> None:
    actions.write_entry(stage.report, stage.commitment, TOLD, version=0, by=stage.focal)
    html = client_of(stage.focal).get(f"/ar/reports/{stage.report.ref}/").content.decode()
    assert '<p lang="en" dir="ltr">Begun.</p>' in html
    answered = Recommendation.objects.create(
        ref="XAA-upr1-1", key="k", area=stage.home, from_words="x", text="Do it", response="pending", session=1, source="x"
    )
    assert answered.response_language == "en"


def test_choices_say_which_language_they_are_in(stage: Stage) -> None:
    Topic.objects.create(code="inspire-x", scheme="inspire", names={"en": "Norms and values"})
    Organisation.objects.create(
        slug="m", kind="government", names={"ar": "وزارة"}, area=stage.home, world="demo", verified_on="2020-01-01"
    )
    Indicator.objects.create(code="t.1", names={"en": "Tested"}, unit="percent", direction="lower")
    focal = client_of(stage.focal)
    html = focal.get("/ar/commitments/new/").content.decode()
    assert '<span lang="en" dir="ltr">Norms and values</span>' in html
    assert re.search(r'<option value="m"[^>]* lang="ar" dir="rtl">وزارة', html)
    assert "Select an option" not in html
    html = focal.get("/ar/commitments/XAA-c1/measures/new/").content.decode()
    assert re.search(r'<option value="t.1"[^>]* lang="en" dir="ltr">t.1 – Tested', html)
    with translation.override("en"):
        assert (
            ' lang="'
            not in focal.get("/en/commitments/XAA-c1/measures/new/")
            .content.decode()
            .partition("<select")[2]
            .partition("</select")[0]
        )


def test_a_figures_label_keeps_its_indicators_language(stage: Stage) -> None:
    indicator = Indicator.objects.create(code="t.1", names={"en": "Tested <b>"}, unit="percent", direction="lower")
    actions.add_measure(stage.commitment, indicator, baseline=1, baseline_year=2020, target=2, target_year=2021, by=stage.focal)
    html = client_of(stage.focal).get(f"/ar/reports/{stage.report.ref}/tell/XAA-c1/").content.decode()
    assert 't.1 – <span lang="en" dir="ltr">Tested &lt;b&gt;</span>' in html


def test_a_commitments_own_language_stands_in_the_list(stage: Stage) -> None:
    made = actions.draft_commitment({"title": "قانون", "text": "نص", "language": "ar"}, by=stage.focal)
    actions.publish_commitment(made, by=stage.focal)
    assert 'lang="ar" dir="rtl">قانون' in Client().get("/en/commitments/?country=XAA").content.decode()
