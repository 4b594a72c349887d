"""Actions: one answers many recommendations and carries out many commitments, each tie with its note."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accord.accountability import actions
from accord.accountability.actions.cards import imported_card
from accord.accountability.models import Action, ActionAnswers, Commitment, Recommendation, Revision
from accord.accountability.tests.test_plans import drafted, stepped
from accord.accountability.tests.test_reporting import Stage, client_of, shown
from accord.kit import clock
from accord.people.models import Organisation
from accord.record.actions import Conflict, publish_card
from accord.record.models import Event, Topic

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {
    "title": "Train", "text": "Train the nurses.", "starts_on": date(2026, 1, 1), "ends_on": date(2099, 1, 1), "language": "en"
}  # fmt: skip
TYPED = GIVEN | {"starts_on": "2026-01-01", "ends_on": "2099-01-01"}
URL = "/en/actions/XAA-a1/"


@pytest.fixture(scope="module")
def built(one_world: None) -> Stage:
    made = Stage()
    for code, scheme in (("inspire-s", "inspire"), ("health", "sector"), ("justice", "sector")):
        Topic.objects.create(code=code, scheme=scheme, names={"en": f"Name of {code}"})
    for number, area in ((1, made.home), (2, made.home), (1, made.far)):
        ref = f"{area.code}-upr1-{number}"
        one = Recommendation.objects.create(
            ref=ref, key=ref, area=area, from_words="x", text=f"Do {ref}", response="pending", session=1, source="x"
        )
        publish_card(imported_card(ref, "recommendation", "recommendations", area, one.text, ""))
    return made


def written(stage: Stage, **more: Any) -> Action:
    return actions.draft_action(GIVEN | more, by=stage.focal)


def published(stage: Stage, **more: Any) -> Action:
    return actions.publish_action(written(stage, **more), by=stage.focal)


def asked(number: int = 1) -> Recommendation:
    return Recommendation.objects.get(ref=f"XAA-upr1-{number}")


def test_one_action_answers_many_and_each_tie_has_its_note(stage: Stage) -> None:
    action = published(stage)
    for target, note in ((asked(1), "Half of it."), (asked(2), "All of it."), (stage.commitment, "Its first step.")):
        actions.tie_action(action, target, note=note, by=stage.focal)
    page = Client().get("/en/actions/XAA-a1.json").json()
    assert {(one["ref"], one["note"]) for one in page["recommendations"]} == {
        ("recommendations/XAA-upr1-1", "Half of it."), ("recommendations/XAA-upr1-2", "All of it."),
    }  # fmt: skip
    assert [one["note"] for one in page["commitments"]] == ["Its first step."]
    for url in ("/en/recommendations/XAA-upr1-2/", "/en/commitments/XAA-c1/"):
        html = Client().get(url).content.decode()
        assert 'href="/en/actions/XAA-a1/"' in html, url
        assert ("All of it." in html) == ("upr" in url)
    assert "Nobody has said" in Client().get("/en/recommendations/XAA-upr1-2/").content.decode()


def test_tied_again_the_note_is_written_anew(stage: Stage) -> None:
    action = published(stage)
    for note in ("Half of it.", "All of it."):
        actions.tie_action(action, asked(), note=note, by=stage.focal)
    assert ActionAnswers.objects.get().note == "All of it."
    assert Event.objects.filter(verb="action_tied").latest("id").body["before"] == {"to": "XAA-upr1-1", "note": "Half of it."}


def test_a_tie_goes_out_with_a_reason_and_the_journal_keeps_it(stage: Stage) -> None:
    action = published(stage)
    actions.tie_action(action, asked(), note="Half of it.", by=stage.focal)
    client, url = client_of(stage.focal), f"{URL}untie/XAA-upr1-1/"
    assert client.post(url, {"reason": ""}).status_code == 422
    sent = {"reason": "It was another one.", "shown": shown(client, url), "once": "cd" * 16}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302  # pressed twice
    assert client.get(url).status_code == 404
    assert not ActionAnswers.objects.exists()
    [line] = [h for h in Client().get("/en/actions/XAA-a1.json").json()["history"] if h["verb"] == "action_untied"]
    assert (line["about"], line["reason"]) == ("XAA-upr1-1 – Half of it.", "It was another one.")


def test_what_another_country_was_asked_is_not_tied(stage: Stage) -> None:
    action = published(stage)
    other = Recommendation.objects.get(ref="XAB-upr1-1")
    with pytest.raises(ValueError, match="own country"):
        actions.tie_action(action, other, note="x", by=stage.focal)
    answer = client_of(stage.focal).post(f"{URL}tie/", {"recommendation": other.ref, "note": "x"})
    assert answer.status_code == 422


@pytest.mark.parametrize("typed", [{}, {"recommendation": "XAA-upr1-1", "commitment": "XAA-c1"}])
def test_a_tie_is_to_one_thing(stage: Stage, typed: dict[str, str]) -> None:
    published(stage)
    assert client_of(stage.focal).post(f"{URL}tie/", typed | {"note": "How."}).status_code == 422


def test_a_published_action_is_tied_to_no_draft(stage: Stage) -> None:
    hidden = actions.draft_commitment({"title": "B", "text": "B."}, by=stage.focal)
    published(stage)
    assert client_of(stage.focal).post(f"{URL}tie/", {"commitment": hidden.ref, "note": "x"}).status_code == 422


def test_it_is_written_for_a_recommendation_in_a_form(stage: Stage) -> None:
    client, typed = client_of(stage.focal), {"topics": ["inspire-s"], "sectors": ["health", "justice"], "budget": "1,200,000"}
    typed |= {"currency": "EUR", "funded_share": "30", "more_provinces": "North Coast\n  River   Delta; north coast"}
    answer = client.post("/en/actions/new/?answers=XAA-upr1-1", TYPED | typed)
    assert answer["Location"] == URL
    action = Action.objects.get()
    assert (action.provinces, action.state, action.budget) == (["North Coast", "River Delta"], "draft", 1_200_000)
    assert [r.ref for r in action.recommendations.all()] == ["XAA-upr1-1"]
    page = client.get("/en/actions/XAA-a1.json").json()["line"]
    assert [t["en"] for t in page["sectors"]] == ["Name of health", "Name of justice"]
    form = client.get("/en/actions/new/").context["form"]
    assert form.fields["provinces"].choices == [("North Coast", "North Coast"), ("River Delta", "River Delta")]
    edited = client.get(f"{URL}edit/").context["form"].initial
    assert (edited["provinces"], edited["sectors"], edited["topics"]) == (
        ["North Coast", "River Delta"], ["health", "justice"], ["inspire-s"],
    )  # fmt: skip


def test_provinces_are_spelt_as_they_are_and_used_in_commitments_too(stage: Stage) -> None:
    written(stage, provinces=["Île-de-Paix"])
    typed = {"title": "T", "text": "Text.", "form": "legal", "level": "national", "language": "en", "sectors": ["health"]}
    answer = client_of(stage.focal).post("/en/commitments/new/", typed | {"more_provinces": "ile-de-paix"})
    made = Commitment.objects.order_by("-id")[0]
    assert answer.status_code == 302
    assert (made.provinces, [t.code for t in made.topics.all()]) == (["Île-de-Paix"], ["health"])
    long = client_of(stage.focal).post("/en/commitments/new/", typed | {"more_provinces": "x" * 81})
    assert list(long.context["form"].errors) == ["more_provinces"]


def test_publishing_asks_for_both_days_and_an_open_plan(stage: Stage) -> None:
    plan = drafted(stage)
    action = written(stage, ends_on=None, plan=plan)
    client, url = client_of(stage.focal), f"{URL}publish/"
    refused = client.post(url, {"shown": shown(client, url)})
    assert refused.status_code == 422
    assert len(refused.context["form"].errors["__all__"]) == 2
    stepped(plan, stage, "open")
    actions.edit_action(action, GIVEN, version=1, by=stage.focal)
    assert client.post(url, {"shown": shown(client, url)}).status_code == 302
    assert Client().get(URL).status_code == 200


def test_a_draft_is_its_countrys_own(stage: Stage) -> None:
    action = written(stage, provinces=["Hidden Bay"])
    actions.tie_action(action, asked(), note="x", by=stage.focal)
    for client in (Client(), client_of(stage.stranger), client_of(stage.secretariat)):
        assert client.get(URL).status_code == 404
        assert client.get("/en/actions.json?country=XAA").json()["lines"] == []
        for url in ("/en/actions.csv?country=XAA", "/en/recommendations/XAA-upr1-1/", "/en/actions/?country=XAA"):
            told = client.get(url).content.decode()
            assert "XAA-a1" not in told, url
            assert "Hidden Bay" not in told, url
    assert client_of(stage.contributor).get(URL).status_code == 200


def test_a_published_one_is_revised_with_a_reason(stage: Stage) -> None:
    published(stage, provinces=["North"])
    client, changed = client_of(stage.focal), TYPED | {"text": "Train the teachers.", "version": 1}
    assert client.post(f"{URL}edit/", changed).status_code == 422
    client.post(f"{URL}edit/", changed | {"reason": "Nurses were trained."})
    page = Client().get("/en/actions/XAA-a1.json").json()
    assert page["revisions"][0]["changes"] == [
        ["What is done", "Train the nurses.", "Train the teachers."], ["Provinces", "North", ""],
    ]  # fmt: skip
    assert page["line"]["state"] == "revised"
    assert client.post(f"{URL}edit/", changed | {"reason": "Again."}).status_code == 409
    assert Revision.objects.get().wording["text"] == "Train the nurses."


def test_an_earlier_wording_is_told_in_the_readers_words(stage: Stage) -> None:
    action = published(stage)
    given = GIVEN | {"ends_on": date(2029, 3, 1), "budget": Decimal("1200.50"), "currency": "EUR", "funded_share": 40}
    actions.edit_action(action, given, version=1, by=stage.focal, reason="It is larger.")
    old = Client().get("/fr/actions/XAA-a1/").content.decode().partition('id="old"')[2]
    assert all(f"{words}</ins>" in old for words in ("1er mars 2029", "1\u202f200,5", "40\xa0%")), old
    told = {name: new for name, _then, new in Client().get("/en/actions/XAA-a1.json").json()["revisions"][0]["changes"]}
    assert (told["Ends"], told["Budget"], told["Funded share"]) == ("2029-03-01", "1200.50", "40")


def test_withdrawing_needs_a_reason_and_stays_visible(stage: Stage) -> None:
    action = published(stage)
    with pytest.raises(ValueError, match="reason"):
        actions.withdraw_action(action, by=stage.focal, reason=" ")
    assert client_of(stage.focal).post(f"{URL}withdraw/", {"reason": "No money."}).status_code == 302
    assert "No money." in Client().get(URL).content.decode()
    for act in (
        lambda: actions.edit_action(action, GIVEN, version=1, by=stage.focal, reason="x"),
        lambda: actions.tell_action(action, status="done", evidence="x", version=1, by=stage.focal),
        lambda: actions.tie_action(action, asked(), note="x", by=stage.focal),
        lambda: actions.close_action(action, by=stage.focal, reason="x"),
    ):  # fmt: skip
        with pytest.raises(Conflict):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.update(reason="")


def test_unknown_is_not_the_same_as_not_begun(stage: Stage) -> None:
    action = published(stage)
    assert Client().get("/en/actions.json?world=demo&status=unknown").json()["count"] == 1
    actions.tell_action(action, status="not_begun", evidence="", version=1, by=stage.focal)
    told = Client().get("/en/actions.json?world=demo").json()["lines"][0]
    assert (told["status"], told["told_on"]) == ("not_begun", clock.today().isoformat())
    assert Client().get("/en/actions.json?world=demo&status=unknown").json()["count"] == 0
    actions.tell_action(action, status="", evidence="", version=2, by=stage.focal)  # taken back
    assert Action.objects.get().told_on is None


def test_what_is_done_names_its_evidence_and_a_stale_telling_is_told(stage: Stage) -> None:
    published(stage)
    client, url = client_of(stage.focal), f"{URL}tell/"
    assert list(client.post(url, {"status": "done", "version": 1}).context["form"].errors) == ["evidence"]
    assert client.post(url, {"status": "under_way", "version": 1}).status_code == 302
    assert client.post(url, {"status": "not_begun", "version": 1}).status_code == 409
    assert Action.objects.get().status == "under_way"


@pytest.mark.parametrize(("status", "late"), [("", True), ("under_way", True), ("done", False), ("stopped", False)])
def test_it_is_late_where_its_time_is_over_and_nobody_says_how_it_ended(stage: Stage, status: str, late: bool) -> None:
    action = published(stage, starts_on=date(2020, 1, 1), ends_on=clock.today() - timedelta(days=1))
    actions.tell_action(action, status=status, evidence="x", version=1, by=stage.focal)
    assert Client().get("/en/actions/XAA-a1.json").json()["line"]["late"] is late


def test_lists_are_narrowed_and_count_alike(stage: Stage) -> None:
    health, justice = (list(Topic.objects.filter(code=code)) for code in ("health", "justice"))
    plan = stepped(drafted(stage), stage, "open")
    published(stage, sectors=health, provinces=["North"], plan=plan)
    published(stage, sectors=justice, topics=list(Topic.objects.filter(code="inspire-s")))
    for asked_for, refs in (
        ("sector=health", ["XAA-a1"]), ("theme=inspire-s", ["XAA-a2"]), ("country=XAA&province=North", ["XAA-a1"]),
        ("plan=XAA-p1", ["XAA-a1"]), ("country=XAB", []), ("state=public", ["XAA-a1", "XAA-a2"]), ("province=Nor", []),
        ("sector=inspire-s", []),
    ):  # fmt: skip
        told = Client().get(f"/en/actions.json?world=demo&{asked_for}").json()
        assert ([one["ref"] for one in told["lines"]], told["count"]) == (refs, len(refs)), asked_for
        rows = Client().get(f"/en/actions.csv?world=demo&{asked_for}").content.decode().splitlines()
        assert [row.split(",")[0] for row in rows[1:]] == refs
    assert Client().get("/en/actions.json?sector=health").json()["count"] == 0  # of the real world
    assert "“x” is no choice" in Client().get("/en/actions/?status=x").content.decode()
    assert Client().get("/en/commitments.json?world=demo&sector=health").json()["count"] == 0


def test_no_cell_of_a_table_is_a_formula(stage: Stage) -> None:
    published(stage, title="=1+1")
    assert "'=1+1" in Client().get("/en/actions.csv?world=demo").content.decode()


def test_the_lead_has_a_capacity_that_goes_to_the_successor(stage: Stage) -> None:
    body = Organisation.objects.create(slug="m", names={"en": "M"}, kind="government", area=stage.home, verified_on=clock.today())
    stage.contributor.organisation = body
    stage.contributor.save()
    action = published(stage, lead=body)
    assert action.contact == stage.contributor
    assert Client().get("/en/actions/XAA-a1.json").json()["contact"] == "Contributor"
    assert len(actions.hand_over_contacts(stage.contributor, stage.validator)) == 1
    action.refresh_from_db()
    assert action.contact == stage.validator


def test_pages_ask_little(stage: Stage, django_assert_max_num_queries: Any) -> None:
    for _ in range(8):
        action = published(stage)
    for number in (1, 2):
        actions.tie_action(action, asked(number), note="x", by=stage.focal)
    for url, most in ((f"/en/actions/{action.ref}/", 20), ("/en/actions/?country=XAA", 20), ("/en/actions.csv?country=XAA", 12)):
        with django_assert_max_num_queries(most):
            assert Client().get(url).status_code == 200


def test_a_countrys_page_counts_what_its_lists_show(stage: Stage) -> None:
    stepped(drafted(stage), stage, "open")
    drafted(stage)
    published(stage)
    written(stage)
    for client, counted in ((Client(), (1, 1, 1)), (client_of(stage.focal), (1, 2, 2)), (client_of(stage.stranger), (1, 1, 1))):
        told = client.get("/en/countries/XAA.json").json()["planned"]
        assert (told["commitments"], told["plans"], told["actions"]) == counted
        for name in ("plans", "actions"):
            assert client.get(f"/en/{name}.json?country=XAA").json()["count"] == told[name]
    nothing = {"pledges": 0, "commitments": 0, "plans": 0, "actions": 0, "pathfinding": False}
    assert Client().get("/en/countries/XAB.json").json()["planned"] == nothing
    html = Client().get("/en/countries/XAA/").content.decode()
    assert "/en/plans/?country=XAA" in html
    assert "/en/countries/XAA/pathfinding/" in html
