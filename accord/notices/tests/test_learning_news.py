"""What fits, what was adopted and what waits for a peer comes by letter: once, and to whom it concerns."""

from datetime import date

import pytest

from accord.kit import clock
from accord.learning.news import news
from accord.learning.tests.conftest import built, world
from accord.learning.tests.makers import World
from accord.notices.actions import want_letters
from accord.notices.tests.test_news import name, run

__all__ = ["built", "world"]  # countries that another room built
pytestmark = pytest.mark.django_db


def who(told: dict[str, str], words: str) -> set[str]:
    return {person for person, text in told.items() if words in text}


def test_a_new_offer_is_told_to_whoever_looks_for_it(world: World) -> None:
    world.offer("need", world.second, title="Whom to call")
    run("demo")
    made = world.offer("offer", world.owner, title="A mentor")
    world.offer("offer", world.third, title="Papers", kind="document")
    told = run("demo", 1)
    assert who(told, "Somebody offers what you look for: A mentor") == {name(world.second.person)}
    assert f"/en/{made.url}" in told[name(world.second.person)]
    assert "Papers" not in "".join(told.values())
    assert who(run("demo", 2), "A mentor") == set()


def test_a_need_is_told_to_whoever_offers_it_unless_they_want_no_such_letter(world: World) -> None:
    for hat in (world.owner, world.third):
        world.offer("offer", hat)
    want_letters(world.third.person, ["adopted"])
    world.offer("need", world.second, title="Whom to call")
    assert who(run("demo"), "Somebody looks for what you offer: Whom to call") == {name(world.owner.person)}


def test_an_adoption_is_told_to_the_owner_and_to_whom_it_comes_from(world: World) -> None:
    practice = world.checked()
    first = world.adopt(practice, world.second, date(2024, 5, 1), title="Evenings of theirs")
    assert who(run("demo"), "Your practice was adopted") == {name(world.owner.person)}
    world.adopt(practice, world.third, clock.today(), source=first, title="Mornings")
    assert who(run("demo", 1), "Mornings") == {name(world.owner.person), name(world.second.person)}


def test_a_checked_practice_is_told_to_peers_who_may_review_it(world: World) -> None:
    world.hat("peer_reviewer", "XAA")
    world.hat("contributor", "XAA", person=world.other_peer.person)
    practice = world.checked()
    assert who(run("demo"), "A practice waits for a peer: Evenings") == {name(world.peer.person)}
    world.review(practice, world.peer, finish=False)
    assert not [one for one in news("demo", clock.now()) if one.kind == "waiting"]
