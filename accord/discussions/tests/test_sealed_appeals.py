"""What was decided about a sealed author's words is told to the author and appealed by the author, recognised by the mark."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.discussions.actions import close_topic
from accord.discussions.tests.sealing import Sealing, decided, notice, page
from accord.kit import clock
from accord.moderation import access, actions
from accord.moderation.models import Appeal, Case, Decision
from accord.people.models import Capacity, Person, Role
from accord.record.actions import Conflict, hold
from accord.record.models import Card, Event
from accord.record.verifying import problems
from accord.spaces.actions import members
from accord.spaces.models import Membership
from accord.spaces.tests.makers import again

pytestmark = pytest.mark.django_db
STAGE = Sealing
WORDS = "It is no advertising: the heron is a boat."
NOTICE = "A decision about what you wrote"


def test_the_author_reads_what_why_and_until_when_to_appeal(stage: Sealing) -> None:
    topic, one = stage.sealed(), stage.focals[0]
    stage.says(topic, one, "The vermilion courts wait.")
    made, client = decided(topic, stage.convener, text="It sells courts."), client_of(one.person)
    told = page(client, notice(made))
    for words in ("It sells courts.", "Advertising or noise", "The vermilion courts wait.", "You can appeal once", topic.title):
        assert words in told
    assert client.get(notice(made))["Cache-Control"] == "private, no-store"
    assert f"/en/topics/{topic.ref}/?from=1#p2" in told
    assert "you can appeal until" in page(client, f"/en/topics/{topic.ref}/2/")
    assert "you can appeal until" in page(client, "/en/moderation/mine/")
    warned = decided(topic, stage.convener, "warn", text="Once more.")
    assert "Once more." in page(client, notice(warned))
    with pytest.raises(Conflict):
        decided(topic, stage.convener, "suspend", until=clock.today() + timedelta(days=7))
    with clock.standing_at(clock.now() + timedelta(days=31)):
        assert client_of(one.person).get(f"{notice(made)}appeal/").status_code == 404
        assert client_of(one.person).get(notice(made)).status_code == 200
    with clock.standing_at(clock.now() + timedelta(days=access.SEALED_DAYS + 1)):
        assert not access.sealed_notices_of(again(one.person))


def test_who_judged_and_who_wrote_answer_no_appeal(stage: Sealing) -> None:
    """In a place that some alone read another officer of safeguarding hears it; the author is one, too, and does not."""
    topic, one = stage.sealed(), stage.focals[0]
    own = Capacity.objects.create(person=one.person, role=Role.SAFEGUARDING, state="active", starts_on="2020-01-01")
    guard = stage.hats[Role.SAFEGUARDING]
    stage.says(topic, one, "The vermilion courts wait.")
    made = decided(topic, stage.convener)
    sent = client_of(one.person).post(f"{notice(made)}appeal/", {"text": WORDS, "language": "en"})
    assert sent["Location"] == notice(made)
    given = Appeal.objects.get()
    path = f"/en/moderation/appeals/{given.pk}/"
    assert "Of the author, whose name is sealed." in page(client_of(guard.person), path)
    for hat in (stage.convener, one, stage.hats[Role.SECRETARIAT], stage.rare):
        assert client_of(hat.person).get(path).status_code == 404
    assert (access.appeal_hats(again(one.person), given), "heron" in page(client_of(one.person), "/en/moderation/")) == (
        [],
        False,
    )
    for hat, why in ((stage.convener, "somebody else"), (own, "answers no appeal")):
        with pytest.raises(ValueError, match=why):
            actions.answer_appeal(given, upheld=False, text="Mine.", by=hat)
    assert client_of(guard.person).post(path, {"upheld": "no", "text": "A boat it is.", "version": 0}).status_code == 302
    assert "vermilion" in page(client_of(stage.rare.person), f"/en/topics/{topic.ref}/")
    told = page(client_of(one.person), notice(made))
    assert ("A boat it is." in told, "The decision was undone." in told) == (True, True)
    assert not problems()


def test_whoever_left_or_finds_the_topic_hidden_is_told_and_appeals(stage: Sealing) -> None:
    room = stage.room()
    topic, one = stage.sealed(room), stage.focals[0]
    stage.says(topic, one, "The vermilion courts wait.")
    stage.says(topic, stage.focals[1], "And the ochre ones.")
    made = decided(topic, stage.convener)
    members.end_membership(Membership.objects.get(platform=room, capacity=one), by=stage.convener, reason="Left.")
    client = client_of(one.person)
    assert notice(made) in page(client, "/en/moderation/mine/")
    told = page(client, notice(made))
    assert ("vermilion" in told, "ochre" in told, topic.title in told) == (True, False, False)
    hold(Card.objects.get(pk=topic.card_id), ground="child")
    assert topic.title not in page(client, "/en/moderation/mine/") + page(client, f"{notice(made)}appeal/")
    assert client.post(f"{notice(made)}appeal/", {"text": WORDS, "language": "en"}).status_code == 302
    assert Appeal.objects.get().text == WORDS


def test_who_opened_a_topic_is_told_of_it_as_a_whole_and_reads_nobody_elses_words_there(stage: Sealing) -> None:
    topic = stage.sealed()
    stage.says(topic, stage.focals[0], "The vermilion courts wait.")
    case, hat = Case.objects.create(card=topic.card), stage.hats[Role.SECRETARIAT]
    given = {"act": "hide", "ground": "spam", "text": "Because.", "appeal_until": clock.today()}
    made = Decision.objects.create(case=case, by=hat, **given)
    mine = client_of(stage.convener.person)
    assert notice(made) in page(mine, "/en/moderation/mine/")
    told = page(mine, notice(made))
    assert (NOTICE in told, "vermilion" in told) == (True, False)
    assert client_of(stage.focals[0].person).get(notice(made)).status_code == 404


def test_the_journal_tells_of_an_appeal_on_the_next_day(stage: Sealing) -> None:
    topic, one = stage.sealed(), stage.focals[0]
    stage.says(topic, one)
    made, events = decided(topic, stage.convener), Event.objects.count()
    noon = datetime.combine(clock.today(), datetime.min.time(), tzinfo=UTC) + timedelta(hours=12)
    with clock.standing_at(noon):
        actions.appeal(made, text=WORDS)
        assert (actions.tell_what_was_appealed(), Event.objects.count()) == (0, events)
    with clock.standing_at(noon + timedelta(hours=12)):
        assert actions.tell_what_was_appealed() == 1
    assert Event.objects.filter(verb="decision_appealed").count() == 1


def test_ones_own_page_asks_as_much_for_one_as_for_many(stage: Sealing, django_assert_max_num_queries: object) -> None:
    topic, one = stage.sealed(), stage.focals[0]
    for number in range(2, 8):
        stage.says(topic, one if number % 2 else stage.focals[1], f"Post {number}.")
        decided(topic, stage.convener, part=f"p{number}")
    reader = again(one.person)
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        assert {d.case.part for d in access.sealed_notices_of(reader)} == {"p3", "p5", "p7"}


def test_all_who_signed_in_are_asked_under_what_was_decided_whether_it_is_theirs(stage: Sealing) -> None:
    """The same for the author and for all others: it gives nobody away. Under a name there is a letter."""
    topic, ask = stage.sealed(stage.room("transparent")), "Is it yours?"
    stage.says(topic, stage.focals[0], "The vermilion courts wait.")
    stage.says(topic, stage.focals[1], "And the ochre ones.")
    stage.says(topic, stage.focals[2], "Nobody minds.")
    path, clients = f"/en/topics/{topic.ref}/", [client_of(hat.person) for hat in (stage.focals[0], stage.focals[3], stage.rare)]
    clients.append(client_of(stage.nobody))  # no member: whoever left is asked, too
    away = client_of(Person.objects.create_user("away@example.org", None, world="real"))
    assert not any(ask in page(client, path) for client in clients)
    decided(topic, stage.convener)
    decided(topic, stage.convener, "mask", part="p3", words=("ochre",))
    for client in clients:
        assert page(client, path).count(ask) == 2
        assert [ask in page(client, f"{path}{number}/") for number in (2, 3, 4)] == [True, True, False]
    assert ("#p2" in page(Client(), path) or 'id="p2"' in page(Client(), path), ask in page(Client(), path)) == (True, False)
    close_topic(topic, by=stage.convener, reason="Settled.")
    assert [page(client, path).count(ask) for client in (*clients, away)] == [2, 2, 2, 2, 0]


def test_where_no_letter_goes_who_answers_is_told_so_and_the_form_says_who_may_judge(stage: Sealing) -> None:
    topic, one = stage.sealed(), stage.focals[0]
    stage.says(topic, one, "The vermilion courts wait.")
    made = decided(topic, stage.convener, "mask", words=("vermilion",))
    form = page(client_of(one.person), f"{notice(made)}appeal/")
    assert ("somebody of your own country or platform" in form, "The vermilion courts wait." in form) == (True, True)
    given = actions.appeal(made, text=WORDS)
    sent = {"upheld": "no", "text": "A boat.", "version": 0}
    guard = client_of(stage.hats[Role.SAFEGUARDING].person)
    told = guard.post(f"/en/moderation/appeals/{given.pk}/", sent, follow=True).content.decode()
    assert ("it stands where they read the decision" in told, "The author is told." in told) == (True, False)
