"""What the form of a commitment takes."""

from decimal import Decimal

import pytest
from django.test import Client

from accord.accountability.models import ActionPlan, Commitment, Recommendation
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.record.models import Topic

pytestmark = pytest.mark.django_db
GIVEN = {"title": "T", "text": "Text.", "form": "legal", "level": "national", "language": "en"}


@pytest.fixture
def focal(stage: Stage) -> Client:
    for code, scheme in (("sdg-16.2", "sdg"), ("inspire-s", "inspire")):
        Topic.objects.create(code=code, scheme=scheme, names={"en": f"Name of {code}"})
    return client_of(stage.focal)


def test_a_budget_is_taken_as_it_is_printed(focal: Client) -> None:
    for language, budget in (("en", "1,200,000"), ("fr", "1 200 000")):
        answer = focal.post(f"/{language}/commitments/new/", GIVEN | {"budget": budget, "currency": "EUR"})
        assert answer.status_code == 302
        assert Commitment.objects.order_by("-id")[0].budget == Decimal(1_200_000)


def test_who_supports_it_and_which_targets_it_serves_are_kept_and_shown(focal: Client) -> None:
    more = {"supporting": "The Six Rivers Council; the union of teachers", "sdg": ["sdg-16.2"], "topics": ["inspire-s"]}
    url = focal.post("/en/commitments/new/", GIVEN | more)["Location"]
    html = focal.get(url).content.decode()
    for said in ("SDG targets", "16.2 Name of sdg-16.2", "Name of inspire-s", "the union of teachers"):
        assert said in html, said
    form = focal.get(f"{url}edit/").context["form"]
    assert (form.initial["sdg"], form.initial["topics"]) == (["sdg-16.2"], ["inspire-s"])
    focal.post(f"{url}edit/", GIVEN | {"sdg": ["sdg-16.2"], "version": "1"})
    assert [t.code for t in Commitment.objects.order_by("-id")[0].topics.all()] == ["sdg-16.2"]
    checks = focal.get(f"{url.rstrip('/')}.json").json()["checks"]
    assert not [c for c in checks if c["letter"] == "R" and c["met"]]  # a target is no strategy


def test_a_target_is_offered_by_its_number_and_a_plan_only_where_there_is_one(focal: Client) -> None:
    html = focal.get("/en/commitments/new/").content.decode()
    assert "16.2 Name of sdg-16.2" in html
    assert 'name="plan"' not in html
    ActionPlan.objects.create(ref="XAA-p1", area=Commitment.objects.get().area, world="demo", title="A plan", text="A plan.")
    assert "XAA-p1 – A plan" in focal.get("/en/commitments/new/").content.decode()


def test_what_is_tied_is_not_offered_again(focal: Client) -> None:
    area = Commitment.objects.get().area
    one = Recommendation.objects.create(
        ref="XAA-upr1-1", key="k", area=area, from_words="x", text="Do it", response="pending", session=1, source="x"
    )
    from accord.accountability.actions.cards import imported_card
    from accord.record.actions import publish_card

    publish_card(imported_card(one.ref, "recommendation", "recommendations", area, one.text, ""))
    url = f"/en/recommendations/{one.ref}/tie/"
    assert "XAA-c1 – A law" in focal.get(url).content.decode()
    assert focal.post(url, {"commitment": "XAA-c1", "note": "n" * 301}).status_code == 422
    assert focal.post(url, {"commitment": "XAA-c1", "note": "The first half of it."}).status_code == 302
    assert "XAA-c1 – A law" not in focal.get(url).content.decode()
    for page, said in (("commitments/XAA-c1", "Responds to:"), (f"recommendations/{one.ref}", "Answered by:")):
        html = focal.get(f"/en/{page}/").content.decode()
        assert f'<span class="soft">{said}</span> <a href=' in html
        assert '<p><span lang="en" dir="ltr">The first half of it.</span></p>' in html
        assert [one["note"] for one in focal.get(f"/en/{page}.json").json()["links"]] == ["The first half of it."]
    assert "XAA-upr1-1 – The first half of it." in focal.get("/en/commitments/XAA-c1/").content.decode()
