"""Whose words a mask took out of a practice reads them, and so does who answers their appeal."""

import pytest

from accord.learning import actions as learning
from accord.learning.tests.makers import World, client_of
from accord.learning.tests.test_moderating import SAID, card_of, decided
from accord.moderation import actions
from accord.moderation.actions.decisions import Told
from accord.moderation.models import Case, Decision, Report
from accord.people.models import Capacity, Person
from accord.record import owing

pytestmark = pytest.mark.django_db
OWN = "Ask Okapi at the school."


def masked(world: World) -> tuple[Decision, Decision]:
    """The owner's, and the share of a peer."""
    practice = world.checked(problem=OWN)
    world.review(practice, world.peer, gaps=SAID)
    world.review(practice, world.other_peer, reasons="By lot.")
    made = decided(card_of(practice), "mask", "personal", world.officer, words=("okapi",))
    return made, Decision.objects.get(author=world.peer.person)


def test_a_peer_reads_which_of_their_words_were_masked_and_appeals_with_them_at_hand(world: World) -> None:
    made, theirs = masked(world)
    for decision, hat, own, other in ((theirs, world.peer, SAID, OWN), (made, world.owner, OWN, SAID)):
        path = f"/en/moderation/notices/{decision.pk}/"
        for page in (path, f"{path}appeal/"):
            html = client_of(hat).get(page).content.decode()
            assert (own in html, other in html) == (True, False), page
    html = client_of(world.peer).get(f"/en/moderation/notices/{theirs.pk}/").content.decode()
    assert all(words in html for words in ('<span class="soft">Review</span>', "What is missing or doubtful", "Ask […] Ferry."))
    actions.answer_appeal(actions.appeal(theirs, text="No."), upheld=False, text="Right.", by=world.hat("safeguarding"))
    assert SAID not in client_of(world.peer).get(f"/en/moderation/notices/{theirs.pk}/").content.decode()  # it stands again


def test_who_answers_a_peers_appeal_reads_the_peers_words_and_the_case_tells_whose_they_were(world: World) -> None:
    made, theirs = masked(world)
    appeal = actions.appeal(theirs, text="No.")
    html = client_of(world.hat("safeguarding")).get(f"/en/moderation/appeals/{appeal.pk}/").content.decode()
    assert (SAID in html, OWN in html, str(world.peer) in html) == (True, False, True)
    [first, second] = client_of(world.officer).get(f"/en/moderation/{made.case.pk}.json").json()["decisions"]
    assert (first["whose"], second["whose"]) == (str(world.owner), str(world.peer))
    assert (first["wording"], second["wording"]) == ([["The problem", OWN]], [["Review · What is missing or doubtful", SAID]])
    assert f"Words of: {world.peer}" in client_of(world.officer).get(f"/en/moderation/{made.case.pk}/").content.decode()


def test_who_masks_is_told_in_how_many_places_private_ones_apart(world: World) -> None:
    practice = world.checked(problem=OWN)
    learning.ask_owner(practice, text=SAID, language="en", by=world.second)
    world.review(practice, world.peer, gaps=SAID)
    world.review(practice, world.other_peer, reasons="By lot.")
    case = Case.objects.create(card=card_of(practice))
    sent = {"ground": "personal", "words": "okapi", "text": "Because.", "version": 0}
    page = client_of(world.officer).post(f"/en/moderation/{case.pk}/mask/", sent, follow=True).content.decode()
    assert "Masked in 2 places." in page


def test_a_decision_that_names_an_author_alone_is_on_their_list_and_in_no_letter(world: World) -> None:
    """Of a question in private, and of somebody who acts for nobody (any more)."""
    practice, guard = world.checked(), world.hat("safeguarding")
    asked = learning.ask_owner(practice, text=SAID, language="en", by=world.second)
    case = Case.objects.create(card=card_of(practice), part=f"questions/{asked.pk}")
    Report.objects.create(case=case, ground="child", text="A name.", once="a")
    made = actions.decide(case, Told("hide", "child", "Because."), by=guard)
    path = f"moderation/notices/{made.pk}/"

    def owed() -> list[bool]:
        return [one.duty.quiet for one in owing.of_person(Person.objects.get(pk=world.second.person_id)) if one.duty.url == path]

    assert (made.hat, owed()) == (None, [True])
    html = client_of(world.second).get(f"/en/{practice.url}questions/{asked.pk}/").content.decode()
    assert ("A child may be identified" in html, "Not answered yet." in html, "It stands as a task" in html) == (
        True,
        False,
        False,
    )
    assert "Not answered yet." not in client_of(world.second).get("/en/learn/mine/").content.decode()
    assert "you may appeal" not in client_of(world.reader).get("/en/my/").content.decode()
    Capacity.objects.filter(person=world.second.person).update(state="ended", ends_on="2020-01-02")
    html = client_of(world.second).get("/en/my/").content.decode()
    assert ("1 decision about what you wrote: you may appeal" in html, "You owe nothing now." in html) == (True, False)
    actions.appeal(made, text="No.")
    assert "you may appeal" not in client_of(world.second).get("/en/my/").content.decode()
