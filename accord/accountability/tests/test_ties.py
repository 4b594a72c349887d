"""Ties of a commitment and of a shadow report are taken back: by whoever makes them, once, with the journal keeping the note."""

from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from accord.accountability import access, actions
from accord.accountability.actions.cards import imported_card
from accord.accountability.models import Recommendation
from accord.accountability.tests.test_reporting import Stage, client_of, shown
from accord.record.actions import CardText, Conflict, audience, link, publish_card
from accord.record.models import Card, Event, Link

pytestmark = pytest.mark.django_db
URL = "/en/commitments/XAA-c1/untie/recommendations/XAA-upr1-1/"
PAGE = "/en/recommendations/XAA-upr1-1/"


@pytest.fixture
def asked(stage: Stage) -> Recommendation:
    made = Recommendation.objects.create(
        ref="XAA-upr1-1", key="k", area=stage.home, from_words="x", text="Do it", response="pending", session=1, source="x"
    )
    publish_card(imported_card(made.ref, "recommendation", "recommendations", stage.home, made.text, ""))
    actions.tie_commitment(made, stage.commitment, by=stage.focal, note="The first half.")
    return made


def test_a_commitment_is_untied_once_and_the_journal_keeps_the_note(stage: Stage, asked: Recommendation) -> None:
    client = client_of(stage.focal)
    for page in (PAGE, "/en/commitments/XAA-c1/"):
        assert f'href="{URL}"' in client.get(page).content.decode()
        assert URL not in Client().get(page).content.decode()
    assert "The first half." in client.get(URL).content.decode()
    sent = {"reason": "It was another one.", "shown": shown(client, URL), "once": "cd" * 16}
    assert client.post(URL, sent | {"reason": " "}).status_code == 422
    for _press in (1, 2):
        assert client.post(URL, sent).status_code == 302
    assert client.get(URL).status_code == 404
    assert not stage.commitment.recommendations.exists()
    assert not Link.objects.filter(relation="responds_to").exists()
    [line] = [h for h in Client().get("/en/commitments/XAA-c1.json").json()["history"] if h["verb"] == "commitment_untied"]
    assert (line["about"], line["reason"]) == ("XAA-upr1-1 – The first half.", "It was another one.")
    actions.tie_commitment(asked, stage.commitment, by=stage.focal)  # it may be tied anew


def test_a_tie_that_was_written_anew_meanwhile_is_told(stage: Stage, asked: Recommendation) -> None:
    client = client_of(stage.focal)
    sent = {"reason": "It was another one.", "shown": shown(client, URL)}
    actions.tie_commitment(asked, stage.commitment, by=stage.focal, note="The second half.")
    answer = client.post(URL, sent)
    assert answer.status_code == 409
    assert "The second half." in answer.content.decode()
    assert client.post(URL, {"reason": "It was another one."}).status_code == 409  # a form that does not say what it showed
    assert stage.commitment.recommendations.count() == 1
    assert client.post(URL, sent | {"shown": answer.context["form"].data["shown"]}).status_code == 302


def test_only_the_countrys_own_people_untie_and_nothing_of_what_ended(stage: Stage, asked: Recommendation) -> None:
    for who in (stage.stranger, stage.secretariat, stage.contributor):
        assert client_of(who).get(URL).status_code == 404
        assert client_of(who).post(URL, {"reason": "x"}).status_code == 404
    actions.close_commitment(stage.commitment, by=stage.focal, reason="Done.")
    client = client_of(stage.focal)
    assert client.get(URL).status_code == 404
    assert client.post(URL, {"reason": "x"}).status_code == 409
    assert URL not in client.get(PAGE).content.decode()
    with pytest.raises(Conflict):
        actions.untie_commitment(stage.commitment, Card.objects.get(ref="recommendations/XAA-upr1-1"), by=stage.focal, reason="x")


def test_a_draft_is_untied_without_a_reason(stage: Stage, asked: Recommendation) -> None:
    told: dict[str, Any] = {"title": "T", "text": "T", "form": "legal", "level": "national", "language": "en"}
    made = actions.draft_commitment(told, by=stage.focal, answers=[asked])
    client, url = client_of(stage.focal), f"/en/commitments/{made.ref}/untie/recommendations/XAA-upr1-1/"
    assert client.post(url, {"shown": shown(client, url)}).status_code == 302
    assert not made.recommendations.exists()
    assert Event.objects.get(verb="commitment_untied").audience.code == "country:XAA"


def test_what_countries_do_together_is_untied_and_a_closed_platform_named_nowhere(stage: Stage) -> None:
    given = {"kind": "joint_action", "world": "demo", "areas": [stage.home]}
    closed = audience("space:quiet", "demo")
    card = Card.objects.get(ref="commitments/XAA-c1")
    for ref, seen_by in (("joint-actions/open", None), ("joint-actions/quiet", closed)):
        made = publish_card(CardText(ref=ref, url=f"{ref}/", title={"en": ref}, audience=seen_by, **given))
        link(card, "implements", made)
    client = client_of(stage.focal)
    base = "/en/commitments/XAA-c1/untie/"
    assert client.get(f"{base}joint-actions/quiet/").status_code == 404  # not seen by her
    with pytest.raises(Http404):
        access.to_untie(stage.focal.person, "XAA-c1", "joint-actions/quiet")
    url = f"{base}joint-actions/open/"
    assert f'href="{url}"' in client.get("/en/commitments/XAA-c1/").content.decode()
    assert client.post(url, {"reason": "We left it.", "shown": shown(client, url)}).status_code == 302
    assert [tie.other.ref for tie in Link.objects.filter(card=card, relation="implements")] == ["joint-actions/quiet"]
    actions.untie_commitment(stage.commitment, Card.objects.get(ref="joint-actions/quiet"), by=stage.focal, reason="x")
    told = [event.body["before"]["to"] for event in Event.objects.filter(verb="commitment_untied").order_by("id")]
    assert told == ["open", ""]


def test_other_ties_of_a_commitment_are_not_taken_back_here(stage: Stage) -> None:
    plan = publish_card(CardText(ref="plans/XAA-p1", kind="plan", url="plans/XAA-p1/", title={"en": "P"}, world="demo"))
    link(Card.objects.get(ref="commitments/XAA-c1"), "part_of", plan)
    assert client_of(stage.focal).get("/en/commitments/XAA-c1/untie/plans/XAA-p1/").status_code == 404
