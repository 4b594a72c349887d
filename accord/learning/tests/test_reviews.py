"""Two peers of two countries, neither the owner's; unread until both are finished; a rating between their proposals."""

import pytest
from django.test import Client

from accord.learning import actions
from accord.learning.actions.reviews import grades_open
from accord.learning.criteria import CRITERIA
from accord.learning.models import Practice, Review
from accord.learning.tests.makers import GIVEN, World, client_of
from accord.record.actions import Conflict
from accord.record.models import Event

pytestmark = pytest.mark.django_db
URL = "/en/practices/XAA-pr1/"


def test_neither_reads_the_others_before_both_have_finished(world: World) -> None:
    practice = world.checked()
    world.review(practice, world.peer, reasons="Quite sure of it.")
    for hat in (world.other_peer, world.owner, world.officer):
        assert "Quite sure" not in client_of(hat).get(URL).content.decode()
    assert Client().get("/en/practices/XAA-pr1.json").json()["reviews"] == []
    assert not Event.objects.filter(body__icontains="Quite sure").exists()
    world.review(practice, world.other_peer, grade="prudent")
    told = Client().get("/en/practices/XAA-pr1.json").json()
    assert {(r["grade"], r["area"]["en"]) for r in told["reviews"]} == {("promising", "XABland"), ("prudent", "XACland")}
    assert told["line"]["state"] == "reviewed"
    assert "peer_reviewer-XAB" not in Client().get(URL).content.decode()


def test_who_holds_a_hat_of_the_owners_country_or_body_reviews_nothing(world: World) -> None:
    practice = world.checked()
    own = world.hat("peer_reviewer", "XAA")
    world.hat("org_member", body=world.forum, person=world.peer.person)
    for hat in (own, world.peer):
        assert client_of(hat).get(f"{URL}review/").status_code == 404
        with pytest.raises(ValueError, match="another country"):
            actions.take_up_review(practice, declaration="none", by=hat)


def test_a_peer_who_becomes_one_of_the_owners_country_goes_no_further(world: World) -> None:
    practice = world.checked()
    begun = world.review(practice, world.peer, finish=False)
    world.hat("contributor", "XAA", person=world.peer.person)
    for act in (
        lambda: actions.write_review(begun, GIVEN, version=2, by=world.peer),
        lambda: actions.finish_review(begun, by=world.peer),
    ):
        with pytest.raises(ValueError, match="another country"):
            act()


def test_two_of_one_country_or_a_third_do_not_review(world: World) -> None:
    practice = world.checked()
    world.review(practice, world.peer, finish=False)
    second_of_xab = world.hat("peer_reviewer", "XAB", person=world.hat("translator").person)
    with pytest.raises(Conflict):
        actions.take_up_review(practice, declaration="none", by=second_of_xab)
    world.review(practice, world.other_peer, finish=False)
    with pytest.raises(Conflict):
        actions.take_up_review(practice, declaration="none", by=world.hat("peer_reviewer", "XAD"))


def test_interests_are_declared_first_and_typing_is_written_by_form(world: World) -> None:
    world.checked()
    client = client_of(world.peer)
    assert client.post(f"{URL}review/", {"declaration": "none"}).status_code == 422
    assert client.post(f"{URL}review/", {"declaration": "none", "agree": "on"})["Location"] == f"{URL}review/"
    marks = {f"mark_{code}": "unknown" for code in CRITERIA}
    typed = marks | {"grade": "prudent", "reasons": "Little was measured.", "language": "en", "version": 1}
    assert client.post(f"{URL}review/", typed)["Location"] == f"{URL}review/finish/"
    assert client.post(f"{URL}review/", typed).status_code == 409
    assert client.post(f"{URL}review/finish/", {}).status_code == 302
    assert set(Review.objects.get().marks.values()) == {"unknown"}
    assert client.get(f"{URL}review/").status_code == 404


def test_a_review_is_of_the_wording_that_was_read(world: World) -> None:
    practice = world.checked()
    begun = world.review(practice, world.peer, finish=False)
    changed = {name: getattr(practice, name) for name in ("title", "kind", "summary", "language")}
    actions.edit_practice(practice, changed | {"results": "None."}, version=1, by=world.owner, reason="New figures.")
    with pytest.raises(ValueError, match="revised"):
        actions.finish_review(begun, by=world.peer)


def test_a_rating_lies_between_the_proposals_and_needs_evidence(world: World) -> None:
    practice = world.reviewed("promising", "effective")
    assert grades_open(practice) == ("promising", "effective")
    with pytest.raises(ValueError, match="between"):
        actions.rate_practice(practice, grade="prudent", reasons="x", language="en", by=world.officer)
    practice.evidence.update(stance="against")
    assert grades_open(practice) == ("not_shown",)
    client = client_of(world.officer)
    assert client.post(f"{URL}rate/", {"grade": "effective", "reasons": "x", "language": "en"}).status_code == 422
    assert (
        client.post(f"{URL}rate/", {"grade": "not_shown", "reasons": "Nothing speaks for it.", "language": "en"}).status_code
        == 302
    )
    assert Practice.objects.get().state == "rated"
    assert "Nothing speaks for it." in Client().get(URL).content.decode()


def test_an_officer_of_the_owners_country_rates_nothing(world: World) -> None:
    practice = world.reviewed()
    world.hat("focal_point", "XAA", person=world.officer.person)
    with pytest.raises(ValueError, match="owner"):
        actions.rate_practice(practice, grade="promising", reasons="x", language="en", by=world.officer)
    assert client_of(world.officer).get(f"{URL}rate/").status_code == 404


def test_a_later_wording_says_that_the_rating_is_of_an_earlier_one_and_may_have_a_new_round(world: World) -> None:
    practice = world.reviewed()
    actions.rate_practice(practice, grade="promising", reasons="Compared.", language="en", by=world.officer)
    practice = Practice.objects.get()
    changed = {name: getattr(practice, name) for name in ("title", "kind", "summary", "language")}
    actions.edit_practice(practice, changed, version=1, by=world.owner, reason="Prices.")
    assert [r["stands"] for r in Client().get("/en/practices/XAA-pr1.json").json()["ratings"]] == [False]
    world.step(practice, "review-again")
    world.review(Practice.objects.get(), world.peer)
    page = Client().get("/en/practices/XAA-pr1.json").json()
    assert (page["round"], page["line"]["state"], page["begun"], len(page["reviews"])) == (2, "checked", 1, 2)
    assert page["line"]["grade"] == "promising"  # the old rating stands until the new one


def test_a_finished_review_has_a_mark_for_each_criterion(world: World) -> None:
    practice = world.checked()
    begun = world.review(practice, world.peer, finish=False, marks={"problem": "met"})
    with pytest.raises(ValueError, match="each criterion"):
        actions.finish_review(begun, by=world.peer)
    client = client_of(world.peer)
    answer = client.post(f"{URL}review/finish/", {})
    assert answer.status_code == 422
    assert "Each criterion has a mark" in answer.content.decode()
    assert f'href="{URL}review/"' in answer.content.decode()
    assert Review.objects.get().finished_on is None


def test_who_finds_the_practice_revised_is_led_back_to_the_review(world: World) -> None:
    practice = world.checked()
    world.review(practice, world.peer, finish=False)
    changed = {name: getattr(practice, name) for name in ("title", "kind", "summary", "language")}
    actions.edit_practice(practice, changed | {"results": "None."}, version=1, by=world.owner, reason="New figures.")
    told = client_of(world.peer).get(f"{URL}review/finish/").content.decode()
    assert "Read it again in your review" in told
    assert f'href="{URL}review/"' in told


def test_a_review_given_back_frees_its_place_and_leaves_no_word(world: World) -> None:
    practice = world.checked()
    for peer in (world.peer, world.other_peer):
        world.review(practice, peer, finish=False, reasons="Half a thought.")
    fourth = world.hat("peer_reviewer", "XAD")
    assert client_of(fourth).get(f"{URL}review/").status_code == 404
    client = client_of(world.peer)
    assert "give-back/" in client.get(URL).content.decode()
    assert client.post(f"{URL}review/give-back/", {}).status_code == 302
    assert client.post(f"{URL}review/give-back/", {}).status_code == 409
    assert client.get(f"{URL}review/give-back/").status_code == 404
    assert client_of(fourth).get(f"{URL}review/").status_code == 200
    assert "Review given back" in Client().get(URL).content.decode()
    assert not Event.objects.filter(body__icontains="Half a thought").exists()
    done = world.review(practice, fourth)
    with pytest.raises(Conflict):
        actions.give_back_review(done, by=fourth)
    with pytest.raises(Conflict):
        actions.give_back_review(practice.reviews.get(by=world.other_peer), by=fourth)


def test_an_officer_frees_the_place_of_a_review_that_does_not_come(world: World) -> None:
    practice = world.checked()
    world.review(practice, world.peer)
    world.review(practice, world.other_peer, finish=False, reasons="Half a thought.")
    fourth, late, page = world.hat("peer_reviewer", "XAD"), world.other_peer, f"{URL}review/free/"
    for who in (fourth, late, world.peer):
        assert client_of(who).get(page).status_code == 404
        assert "review/free/" not in client_of(who).get(URL).content.decode()
    client = client_of(world.officer)
    assert "review/free/" in client.get(URL).content.decode()
    shown = client.get(page).content.decode()
    assert late.area is not None
    assert world.peer.area is not None
    assert late.area.names["en"] in shown
    assert world.peer.area.names["en"] not in shown, "a finished review keeps its place"
    assert client.post(page, {"area": late.area_id, "reason": ""}).status_code == 422
    assert client.post(page, {"area": world.peer.area_id, "reason": "Late."}).status_code == 422
    assert client.post(page, {"area": late.area_id, "reason": "No answer since spring."}).status_code == 302
    assert client.get(page).status_code == 404
    assert not practice.reviews.filter(area=late.area).exists()
    told = Client().get(URL).content.decode()
    assert "Place of a review that did not come was freed" in told
    assert "No answer since spring." in told
    assert not Event.objects.filter(body__icontains="Half a thought").exists()
    with pytest.raises(Conflict):
        actions.free_place(practice, area=late.area_id or 0, reason="Again.", by=world.officer)
    world.review(practice, fourth)
    assert Practice.objects.get().state == "reviewed"
    with pytest.raises(Conflict):
        actions.free_place(practice, area=world.peer.area_id or 0, reason="Late.", by=world.officer)


def test_the_place_of_a_peer_who_left_is_free(world: World) -> None:
    practice = world.checked()
    world.review(practice, world.peer)
    world.review(practice, world.other_peer, finish=False)
    ended = world.other_peer
    ended.state, ended.ends_on = "ended", "2024-01-01"
    ended.save()
    new = world.hat("peer_reviewer", "XAC", person=world.hat("translator").person)
    world.review(practice, new)
    assert Practice.objects.get().state == "reviewed"
    assert Review.objects.count() == 2
