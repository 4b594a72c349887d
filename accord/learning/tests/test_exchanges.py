"""Offers that fit a need with their reasons; an exchange seen by its two sides, then by all; reports and what became of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accord.kit import clock
from accord.learning import actions
from accord.learning.exchange_states import EXCHANGE_STEPS, exchange_step_named
from accord.learning.models import Exchange
from accord.learning.tests.makers import PLAN, World, client_of
from accord.record.actions import Conflict
from accord.record.owing import of_person

pytestmark = pytest.mark.django_db


def step(exchange: Exchange, code: str, by: Any) -> Exchange:
    found = exchange_step_named(code)
    assert found is not None
    return actions.take_exchange_step(
        exchange, found, by=by, version=exchange.version, reason="A reason." if found.needs_reason else ""
    )


def proposed(world: World, **more: Any) -> Exchange:
    """XAA offers, XAB needs and proposes."""
    offer, need = world.offer("offer", world.owner), world.offer("need", world.second)
    return actions.propose_exchange(offer, PLAN | more, by=world.second, mine=need)


def held(world: World) -> Exchange:
    return step(step(proposed(world), "agree", world.owner), "held", world.second)


def test_what_fits_is_shown_with_reasons_both_ways(world: World) -> None:
    world.offer("offer", world.owner)
    world.offer("offer", world.third, kind="document")
    world.offer("offer", world.fourth, topics=world.topics[1:2])
    need = world.offer("need", world.second)
    [fit] = Client().get(f"/en/offers/{need.ref}.json").json()["fits"]
    assert fit["line"]["ref"] == "XAA-of1"
    assert fit["reasons"] == ["the same kind: Mentor", "topics in common: inspire-p", "language in common: English"]
    [back] = Client().get("/en/offers/XAA-of1.json").json()["fits"]
    assert back["line"]["ref"] == need.ref
    actions.close_offer(need, by=world.second, reason="Found.")
    assert Client().get("/en/offers/XAA-of1.json").json()["fits"] == []
    assert Client().get("/en/offers.json?world=demo").json()["count"] == 3


def test_a_proposal_is_the_two_sides_own_until_it_is_agreed(world: World) -> None:
    made = proposed(world)
    url = f"/en/{made.url}"
    seen = {
        name: client_of(getattr(world, name)).get(url).status_code
        for name in ("owner", "helper", "second", "third", "officer", "member")
    }
    assert seen == {"owner": 200, "helper": 200, "second": 200, "third": 404, "officer": 404, "member": 404}
    assert Client().get("/en/offers/XAA-of1.json").json()["exchanges"] == []
    assert client_of(world.second).get(f"{url}step/agree/").status_code == 404  # who proposed does not agree to itself
    assert [t.duty.words for t in of_person(world.owner.person)] == ["Agree to an exchange, or decline"]
    assert client_of(world.owner).post(f"{url}step/agree/", {"version": made.version}).status_code == 302
    assert Client().get(url).status_code == 200
    assert "Exchange proposed" not in Client().get(url).content.decode()


def test_days_are_needed_and_a_rewritten_plan_is_agreed_anew(world: World) -> None:
    made = proposed(world, ends_on=None)
    with pytest.raises(actions.Unmet):
        step(made, "agree", world.owner)
    changed = actions.rewrite_plan(made, PLAN | {"plan": "We visit."}, version=1, by=world.owner)
    with pytest.raises(Conflict):
        step(made, "agree", world.second)  # to the plan as it was
    assert step(changed, "agree", world.second).state == "agreed"
    again = actions.rewrite_plan(changed, PLAN, version=3, by=world.second)
    assert (again.state, again.proposed_by) == ("proposed", "taker")


def test_both_report_and_say_after_six_and_twelve_months_what_became_of_it(world: World) -> None:
    made = held(world)
    for hat in (world.owner, world.second):
        actions.note_exchange(made, months=0, text="It went well.", used="", language="en", by=hat)
    assert Exchange.objects.get().state == "done"
    with clock.standing_at(clock.now().replace(year=2024, month=9, day=9)):
        assert of_person(world.owner.person) == []
        with pytest.raises(ValueError, match="time"):
            actions.note_exchange(made, months=6, text="x", used="", language="en", by=world.owner)
    with clock.standing_at(clock.now().replace(year=2024, month=9, day=10)):
        assert [(t.duty.words, t.duty.due) for t in of_person(world.owner.person)] == [
            ("Say what became of an exchange after 6 months", date(2024, 9, 10))
        ]
    client = client_of(world.owner)
    assert (
        client.post(f"/en/{made.url}notes/6/", {"text": "Still.", "used": "We supervise.", "language": "en"}).status_code == 302
    )
    with pytest.raises(Conflict):
        actions.note_exchange(made, months=6, text="x", used="", language="en", by=world.owner)
    assert client.get(f"/en/{made.url}notes/6/")["Location"] == f"/en/{made.url}"  # a letter is read after it was done
    html = Client().get(f"/en/{made.url}").content.decode()
    assert "We supervise." in html
    assert "Not told yet" in html


def test_after_twelve_months_each_side_is_asked_and_says_what_became_of_it(world: World) -> None:
    made, client = held(world), client_of(world.owner)
    for months, day in ((0, date(2024, 3, 10)), (6, date(2024, 9, 10))):
        for hat in (world.owner, world.second):
            with clock.standing_at(clock.now().replace(year=day.year, month=day.month, day=day.day)):
                told = {"text": "So far.", "used": "", "language": "en", "by": hat}
                actions.note_exchange(made, months=months, **told)
    url, sent = f"/en/{made.url}notes/12/", {"text": "It lasts.", "used": "Nurses call weekly.", "language": "en"}
    with clock.standing_at(clock.now().replace(year=2025, month=3, day=9)):
        assert of_person(world.owner.person) == []
        assert client.post(url, sent).status_code == 404
    with clock.standing_at(clock.now().replace(year=2025, month=3, day=10)):
        for hat in (world.owner, world.second):
            assert [(t.duty.words, t.duty.due, t.duty.url) for t in of_person(hat.person)] == [
                ("Say what became of an exchange after 12 months", date(2025, 3, 10), f"{made.url}notes/12/")
            ]
        assert f'href="{url}"' in client.get(f"/en/{made.url}").content.decode()
        assert client.post(url, sent).status_code == 302
        assert of_person(world.owner.person) == []
        notes = Client().get(f"/en/{made.url}").content.decode().partition('id="notes"')[2].split('<div class="judged">')[1:]
    mine, theirs = (next(one for one in notes if f"{side}: after 12 months" in one) for side in ("XAAland", "XABland"))
    assert ("It lasts." in mine, "Nurses call weekly." in mine, "Not told yet" in mine) == (True, True, False)
    assert "Not told yet; asked for from 10 March 2025 on." in theirs


def test_it_is_held_once_its_last_day_has_come(world: World) -> None:
    made = step(proposed(world, ends_on=clock.today() + timedelta(days=1)), "agree", world.owner)
    with pytest.raises(actions.Unmet):
        step(made, "held", world.owner)
    assert step(made, "call-off", world.owner).reason == "A reason."


def test_a_declined_one_stays_between_the_two(world: World) -> None:
    made = step(proposed(world), "decline", world.owner)
    assert Client().get(f"/en/{made.url}").status_code == 404
    assert "A reason." in client_of(world.second).get(f"/en/{made.url}").content.decode()


def test_halves_that_do_not_fit_are_refused(world: World) -> None:
    offer = world.offer("offer", world.owner)
    with pytest.raises(ValueError, match="two countries"):
        actions.propose_exchange(offer, PLAN, by=world.helper)
    other = world.offer("need", world.second, kind="visit")
    with pytest.raises(ValueError, match="same kind"):
        actions.propose_exchange(offer, PLAN, by=world.second, mine=other)
    actions.close_offer(offer, by=world.owner, reason="Over.")
    with pytest.raises(Conflict):
        actions.propose_exchange(offer, PLAN, by=world.second)


def test_an_offer_is_entered_by_form_and_changed_with_a_reason(world: World) -> None:
    client = client_of(world.owner)
    typed = {"title": "A nurse", "kind": "mentor", "text": "Calls.", "languages": ["en"], "language": "en"}
    assert client.post("/en/offers/new/offer/", typed).status_code == 422
    assert client.post("/en/offers/new/offer/", typed | {"topics": ["inspire-p"]})["Location"] == "/en/offers/XAA-of1/"
    assert client.get("/en/offers/new/gift/").status_code == 404
    changed = typed | {"topics": ["inspire-p"], "title": "Two nurses", "version": 1}
    assert client.post("/en/offers/XAA-of1/edit/", changed).status_code == 422
    assert client.post("/en/offers/XAA-of1/edit/", changed | {"reason": "One more."}).status_code == 302
    assert client_of(world.second).get("/en/offers/XAA-of1/edit/").status_code == 404


def test_what_an_ended_capacity_answered_for_goes_to_its_successor(world: World) -> None:
    practice, offer = world.checked(), world.offer("offer", world.owner)
    assert actions.hand_over_contacts(world.owner, world.helper) == ["practices/XAA-pr1", "offers/XAA-of1"]
    practice.refresh_from_db()
    offer.refresh_from_db()
    assert practice.contact == offer.contact == world.helper


def test_steps_begin_and_end_in_states_and_pages_ask_little(world: World, django_assert_max_num_queries: Any) -> None:
    for one in EXCHANGE_STEPS:
        assert {*one.start, one.end} <= set(Exchange.State.values)
    made = held(world)
    for path, most in ((made.url, 12), ("offers/?world=demo", 14), ("offers/XAA-of1/", 15)):
        with django_assert_max_num_queries(most):
            assert Client().get(f"/en/{path}").status_code == 200
