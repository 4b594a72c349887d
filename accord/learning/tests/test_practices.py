"""A practice on its way: its owner's own until checked, guarded at each step, revised in the open."""

from typing import Any

import pytest
from django.test import Client

from accord.learning import actions
from accord.learning.models import Practice, Revision
from accord.learning.practice_states import PRACTICE_STEPS
from accord.learning.standing import practice_digest
from accord.learning.tests.makers import WRITTEN, World, client_of
from accord.record.actions import Conflict
from accord.record.models import Card, Event
from accord.record.owing import of_person

pytestmark = pytest.mark.django_db
URL = "/en/practices/XAA-pr1/"
TYPED = WRITTEN | {"topics": ["inspire-p"], "forms": ["bullying"]}


def test_the_whole_way_leaves_its_events(world: World) -> None:
    practice = world.step(world.reviewed(), "withdraw")
    assert (practice.state, practice.reason) == ("withdrawn", "A reason.")
    verbs = list(Event.objects.filter(card_ref="practices/XAA-pr1").order_by("id").values_list("verb", flat=True))
    assert verbs == [
        "practice_drafted", "practice_submit", "practice_check", "practice_evidence_added", "practice_review_taken_up",
        "practice_review_finished", "practice_review_taken_up", "practice_reviewed", "practice_withdraw",
    ]  # fmt: skip


def test_who_sees_it_follows_from_its_state(world: World) -> None:
    """Draft: its country. Submitted: officers too. Checked: everyone."""
    practice = world.draft()
    readers = {name: client_of(getattr(world, name)) for name in ("helper", "officer", "second", "member")} | {"nobody": Client()}

    def seen() -> set[str]:
        return {name for name, client in readers.items() if client.get(URL).status_code == 200}

    assert seen() == {"helper"}
    assert readers["nobody"].get("/en/practices.json?world=demo").json()["lines"] == []
    practice = world.step(practice, "submit")
    assert seen() == {"helper", "officer"}
    assert "XAA-pr1" not in readers["second"].get("/en/practices.csv?world=demo").content.decode()
    world.step(practice, "check")
    assert seen() == set(readers)
    told = readers["nobody"].get(URL).content.decode()
    assert "Practice checked and published" in told
    assert "Practice drafted" not in told


def test_what_civil_society_owns_is_no_governments_to_see_or_change(world: World) -> None:
    world.draft(world.member)
    assert client_of(world.member).get(URL).status_code == 200
    assert client_of(world.owner).get(URL).status_code == 404
    practice = world.step(world.step(Practice.objects.get(), "submit"), "check")
    assert client_of(world.owner).get(f"{URL}edit/").status_code == 404
    assert client_of(world.member).get(f"{URL}edit/").status_code == 200
    assert practice.owner == world.forum


@pytest.mark.parametrize(
    ("changed", "missing"),
    [({"failed": ""}, "What did not work is told."), ({"topics": []}, "At least one INSPIRE strategy is chosen."),
     ({"cost": None, "cost_covers": ""}, "The cost is told with currency and year, or why it is not known."),
     ({"staffing": " "}, "Still open: “Who it takes”")],
)  # fmt: skip
def test_what_is_missing_is_shown_and_holds_the_step(world: World, changed: dict[str, Any], missing: str) -> None:
    practice = world.draft(**changed)
    with pytest.raises(actions.Unmet, match=missing):
        world.step(practice, "submit")
    client = client_of(world.owner)
    html = client.get(f"{URL}step/submit/").content.decode()
    assert missing in html
    assert "Missing" in html


def test_an_officer_who_acts_for_the_owners_country_checks_nothing(world: World) -> None:
    practice = world.step(world.draft(), "submit")
    world.hat("contributor", "XAA", person=world.officer.person)
    with pytest.raises(ValueError, match="owner"):
        world.step(practice, "check")
    assert client_of(world.officer).get(f"{URL}step/check/").status_code == 404


def test_returned_it_is_a_draft_with_the_reason_for_its_owner_alone(world: World) -> None:
    world.step(world.step(world.draft(), "submit"), "return")
    assert "A reason." in client_of(world.helper).get(URL).content.decode()
    assert client_of(world.officer).get(URL).status_code == 404


def test_a_published_wording_changes_with_a_reason_and_the_old_one_stays(world: World) -> None:
    world.checked()
    client = client_of(world.owner)
    changed = TYPED | {"title": "Mornings", "version": 1}
    assert client.post(f"{URL}edit/", changed).status_code == 422
    assert client.post(f"{URL}edit/", changed | {"reason": "Fathers asked."}).status_code == 302
    [line] = Client().get("/en/practices/XAA-pr1.json").json()["revisions"]
    assert ["Title", "Evenings", "Mornings"] in line["changes"]
    assert client.post(f"{URL}edit/", changed | {"reason": "Again."}).status_code == 409
    assert Revision.objects.count() == 1


def test_a_cost_without_its_year_or_currency_is_refused_at_its_field(world: World) -> None:
    client = client_of(world.owner)
    answer = client.post("/en/practices/new/", TYPED | {"cost_year": "", "currency": ""})
    assert answer.status_code == 422
    assert {"cost_year", "currency"} <= set(answer.context["form"].errors)
    for _ in range(2):
        assert client.post("/en/practices/new/", TYPED | {"once": "ab" * 16})["Location"] == URL
    assert Practice.objects.count() == 1


def test_texts_are_drawn_when_written_and_hold_no_markup_of_others(world: World) -> None:
    practice = world.draft(problem="**Many** <script>x</script> [on](javascript:x) [off](https://a.example)")
    assert "<strong>Many</strong>" in practice.drawn["problem"]
    assert "<script>" not in practice.drawn["problem"]
    assert 'href="javascript' not in practice.drawn["problem"]
    assert "<li>Meet.</li>" in client_of(world.owner).get(URL).content.decode()


def test_typed_text_passes_the_gate(world: World) -> None:
    answer = client_of(world.owner).post("/en/practices/new/", TYPED | {"problem": "Call Ann at +33 6 12 34 56 78."})
    assert answer.status_code == 422
    assert not Practice.objects.exists()


def test_evidence_for_and_against_is_linked_and_a_record_both_ways(world: World) -> None:
    practice = world.checked()
    other = world.checked(world.second)
    client = client_of(world.owner)
    told = {"title": "Audit", "stance": "against", "note": "It cost a day.", "ref": f"practices/{other.ref}"}
    assert client.post(f"{URL}evidence/new/", told).status_code == 302
    assert client.post(f"{URL}evidence/new/", told | {"ref": "practices/none"}).status_code == 422
    assert client.post(f"{URL}evidence/new/", told | {"ref": ""}).status_code == 422
    card = Card.objects.get(ref=f"practices/{other.ref}")
    assert [(tie.relation, tie.stance) for tie in card.links_here.all()] == [("evidenced_by", "against")]
    [line] = Client().get("/en/practices/XAA-pr1.json").json()["evidence"]
    number = line["id"]
    assert client.post(f"{URL}evidence/{number}/remove/", {}).status_code == 422
    assert client.post(f"{URL}evidence/{number}/remove/", {"reason": "Not of this one."}).status_code == 302
    assert not card.links_here.exists()
    assert practice.evidence.count() == 0


def test_evidence_says_for_against_or_mixed_where_it_stands(world: World) -> None:
    world.checked()
    for stance, title in (("for", "Study"), ("against", "Audit"), ("mixed", "Diaries")):
        told = {"title": title, "stance": stance, "note": "By lot.", "url": f"https://{stance}.example/"}
        assert client_of(world.owner).post(f"{URL}evidence/new/", told).status_code == 302
    lines = Client().get("/en/practices/XAA-pr1.json").json()["evidence"]
    assert [(one["stance"], one["stance_words"]) for one in lines] == [
        ("for", "Speaks for it"), ("against", "Speaks against it"), ("mixed", "Mixed"),
    ]  # fmt: skip
    listed = Client().get(URL).content.decode().partition('id="evidence"')[2].partition("</section>")[0].split("<li>")[1:]
    assert [("Diaries" in one, "<span>Mixed</span>" in one) for one in listed] == [(False, False), (False, False), (True, True)]


def test_updates_are_added_and_a_withdrawn_practice_takes_none(world: World) -> None:
    practice = world.checked()
    actions.tell_update(practice, text="It grew.", language="en", by=world.owner)
    assert "It grew." in Client().get(URL).content.decode()
    world.step(practice, "withdraw")
    with pytest.raises(Conflict):
        actions.tell_update(practice, text="More.", language="en", by=world.owner)


def test_steps_begin_and_end_in_states_of_a_practice() -> None:
    for step in PRACTICE_STEPS:
        assert {*step.starts, step.end} <= set(Practice.State.values)
        assert not (step.needs_reason and step.guards)


def test_lists_narrow_and_a_page_asks_no_more_however_much_there_is(world: World, django_assert_max_num_queries: Any) -> None:
    for _ in range(4):
        practice = world.checked()
        world.prove(practice)
    world.checked(world.second, topics=world.topics[1:3])
    found = [line["ref"] for line in Client().get("/en/practices.json?country=XAB").json()["lines"]]
    assert found == ["XAB-pr1"]
    assert Client().get("/en/practices.json?world=demo&problem=bullying").json()["count"] == 1
    assert Client().get("/en/practices.json?world=demo&grade=unrated").json()["count"] == 5
    assert Client().get("/en/practices.json?world=demo&grade=effective").json()["count"] == 0
    assert Client().get("/en/practices.json").json()["count"] == 0
    for path, most in (("practices/?world=demo", 15), ("practices/XAA-pr1/", 25), ("practices.csv?world=demo", 8)):
        with django_assert_max_num_queries(most):
            assert Client().get(f"/en/{path}").status_code == 200


def test_a_revision_takes_nothing_away_that_publishing_needed(world: World) -> None:
    practice = world.checked()
    kept = {name: getattr(practice, name) for name in WRITTEN} | {"topics": world.topics[:1]}
    for change in ({"failed": " "}, {"problem": ""}, {"topics": []}, {"cost": None, "cost_covers": ""}):
        with pytest.raises(actions.Unmet):
            actions.edit_practice(practice, kept | change, version=1, by=world.owner, reason="Shorter.")
    sent = TYPED | {"version": 1, "reason": "Shorter."}
    client = client_of(world.owner)
    assert client.post(f"{URL}edit/", sent | {"failed": "", "cost": "", "cost_covers": ""}).status_code == 422
    assert client.post(f"{URL}edit/", sent).status_code == 302
    assert Practice.objects.get().failed == "Fathers stayed away."


def test_what_was_not_asked_when_it_was_published_is_asked_when_it_is_revised_and_holds_nothing_up(world: World) -> None:
    world.checked()
    Practice.objects.update(staffing="")
    client, late = client_of(world.owner), "This was not asked when the practice was published."
    html = client.get(f"{URL}edit/").content.decode()
    asked = html[html.index('for="id_staffing"') : html.index('name="staffing"')]
    assert (late in asked, html.count(late), "(needed before you send it)" in html) == (True, 1, False)
    sent = TYPED | {"version": 1, "reason": "Shorter.", "staffing": ""}
    assert client.post(f"{URL}edit/", sent | {"problem": ""}).status_code == 422
    with pytest.raises(actions.Unmet, match=r"Still open: “The problem”"):
        actions.edit_practice(Practice.objects.get(), {"problem": ""}, version=1, by=world.owner, reason="Shorter.")
    assert client.post(f"{URL}edit/", sent).status_code == 302
    assert client.post(f"{URL}edit/", sent | {"version": 2, "staffing": "Two."}).status_code == 302
    assert Practice.objects.get().staffing == "Two."
    assert late not in client.get(f"{URL}edit/").content.decode()
    assert client.post(f"{URL}edit/", sent | {"version": 3}).status_code == 422


def test_what_is_still_open_is_named_and_asked_as_what_may_wait(world: World) -> None:
    world.draft(results="", adapt=" ")
    client = client_of(world.owner)
    assert "Still open: “What came of it”, “How to adapt it”." in client.get(URL).content.decode()
    form = client.get(f"{URL}edit/").content.decode()
    assert form.count("(needed before you send it)") == 8
    assert "(needed before you send it)" not in client_of(world.second).get("/en/offers/new/need/").content.decode()


def test_a_draft_is_given_up_and_taken_up_again_by_its_owner_alone(world: World) -> None:
    world.draft()
    client = client_of(world.owner)
    assert [task.duty.url for task in of_person(world.owner.person)] == ["practices/XAA-pr1/"]
    assert client_of(world.second).get(f"{URL}step/give-up/").status_code == 404
    shown = {"shown": practice_digest(Practice.objects.get().pk)}
    assert client.post(f"{URL}step/give-up/", shown).status_code == 302
    assert of_person(world.owner.person) == []
    assert client.get("/en/practices.json?world=demo").json()["lines"] == []
    assert client.get(f"{URL}edit/").status_code == 404
    assert client_of(world.officer).get(URL).status_code == Client().get(URL).status_code == 404
    assert client.get("/en/learn/mine.json").json()["practices"][0]["note"] == "Draft given up"
    shown = {"shown": practice_digest(Practice.objects.get().pk)}
    assert client.post(f"{URL}step/take-up/", shown).status_code == 302
    assert Practice.objects.get().state == "draft"
    assert client.get(f"{URL}edit/").status_code == 200
    world.step(world.step(Practice.objects.get(), "submit"), "check")
    assert client.get(f"{URL}step/give-up/").status_code == 404


def test_another_of_the_owners_people_answers_for_it_where_the_contact_left(world: World) -> None:
    world.draft()
    world.owner.state, world.owner.ends_on = "ended", "2024-01-01"
    world.owner.save()
    client = client_of(world.helper)
    assert client.post(f"{URL}step/submit/", {"shown": practice_digest(Practice.objects.get().pk)}).status_code == 422
    assert f'href="{URL}contact/"' in client.get(URL).content.decode()
    for hat in (world.second, world.officer, world.member):
        assert client_of(hat).get(f"{URL}contact/").status_code == 404
    with pytest.raises(ValueError, match="acts for its owner"):
        actions.answer_for(Practice.objects.get(), by=world.second)
    assert client.post(f"{URL}contact/", {}).status_code == 302
    assert Practice.objects.get().contact == world.helper
    assert client.get(f"{URL}contact/").status_code == 404
    practice = world.step(world.step(Practice.objects.get(), "submit"), "check")
    asked = actions.ask_owner(practice, text="How?", language="en", by=world.fourth)
    assert [task.duty.url for task in of_person(world.helper.person)] == [f"practices/XAA-pr1/questions/{asked.pk}/"]
